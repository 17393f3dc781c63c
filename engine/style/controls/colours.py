"""Whose colours a painting has: the style's, the photo's, or none but light and dark.

All images are (1, 3, H, W) RGB in [0, 1], light is (1, 1, H, W).
"""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image
from torch import Tensor

from engine.ops.images import resize_picture, to_image
from engine.ops.luminance import grey, keep_colours, light, match_light
from engine.ops.penalties import total_variation
from engine.ops.sizes import scaled
from engine.style.controls.palette import palette_of, recolour

MEASURE_SIDE_PX = 256
PALETTE_SIDE_PX = 128
SMALLEST_VARIATION = 1e-8  # a flat photo's


class ColourPlan:
    """One painting's colours: measured once on small images, applied at any size.

    ``content`` and ``style`` say what the network is shown of the photo and of a style, and
    ``finish`` what becomes of the painting. By mode:

    - ``style``: the photo is shown in the styles' colours. Differs from Gatys et al.: content
      features hold colour too, and would pull back to the photo's palette, which leaves muddy
      mixtures after few steps.
    - ``match``: each style is shown in the photo's colours. Source: Gatys et al. 2016, Preserving
      color in neural artistic style transfer.
    - ``keep``: as ``match``, and the painting gets the photo's hues at every place. Differs from
      neural-style's original_colors, which paints in the style's colours first: its light and
      dark, far from the photo's, wash the hues out.
    - ``luma``: light and dark alone are shown, the styles' with the photo's mean and deviation,
      and the painting gets the photo's hues. Source: as ``match``, luminance-only transfer.

    ``loudness``: how many times as much as the photo's the styles' light and dark changes from one
    pixel to the next, all as the network is shown them.
    """

    def __init__(self, mode: str, *, photo: Tensor, styles: Sequence[tuple[Tensor, float]]) -> None:
        """Measure the ``measurable`` images of the photo and of the styles, with their weights."""
        self.mode = mode
        self._of_photo = palette_of([photo], [1.0])
        self._of_styles = palette_of([image for image, _ in styles], [share for _, share in styles])
        self._photo_light = light(photo)
        self._style_lights = [light(image) for image, _ in styles]
        of_photo = _variation(self.content(photo))
        shares = [share for _, share in styles]
        of_styles = [
            _variation(self.style(image, index)) for index, (image, _) in enumerate(styles)
        ]
        varied = sum(own * share for own, share in zip(of_styles, shares, strict=True))
        self.loudness = (varied / sum(shares) / max(of_photo, SMALLEST_VARIATION)) ** 0.5

    def content(self, photo: Tensor) -> Tensor:
        """The photo as the network is to see it."""
        if self.mode == "style":
            return recolour(photo, self._of_styles)
        return grey(photo) if self.mode == "luma" else photo

    def style(self, image: Tensor, index: int) -> Tensor:
        """The style of this ``index`` as the network is to see it."""
        if self.mode == "style":
            return image
        if self.mode == "luma":
            own, other = self._style_lights[index], self._photo_light
            return match_light(grey(image), own=own, other=other)
        return recolour(image, self._of_photo)

    def finish(self, painting: Tensor, photo: Tensor) -> Tensor:
        """The painting as a person is to see it; ``photo``: of the same size."""
        return keep_colours(painting, photo) if self.mode in {"keep", "luma"} else painting


def _variation(image: Tensor) -> float:
    return total_variation(light(image)).item()


def measurable(picture: Image.Image) -> Tensor:
    """The picture small enough to be measured quickly."""
    width, height = scaled(picture.size, min(1.0, MEASURE_SIDE_PX / max(picture.size)))
    return to_image(resize_picture(picture, width=width, height=height))


def few_colours(picture: Image.Image, colours: int) -> Image.Image:
    """A picture whose palette is the ``colours`` that tell most of ``picture``.

    By median cut, then k-means, without which small vivid things turn grey.
    """
    size = scaled(picture.size, min(1.0, PALETTE_SIDE_PX / max(picture.size)))
    # Single pixels: means of several would be colours that the picture does not have.
    small = picture.convert("RGB").resize(size, Image.Resampling.NEAREST)
    return small.quantize(
        colours, method=Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE
    )


def in_colours(picture: Image.Image, palette: Image.Image) -> Image.Image:
    """``picture`` in the colours of what ``few_colours`` gave: to be done after each resize."""
    chosen = picture.convert("RGB").quantize(palette=palette, dither=Image.Dither.NONE)
    return chosen.convert("RGB")
