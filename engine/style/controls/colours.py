"""Whose colours a painting has: the style's, the photo's, or none but light and dark.

All images are (1, 3, H, W) RGB in [0, 1], light is (1, 1, H, W).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from PIL import Image
from torch import Tensor

from engine.ops.images import resize_picture, to_image
from engine.style.controls.palette import palette_of, recolour

# Of red, green and blue (BT.601), as neural-style and Gatys et al. weigh them.
LIGHT_SHARES = (0.299, 0.587, 0.114)
MEASURE_SIDE_PX = 256
SMALLEST_DEVIATION = 1e-3
MOST_CONTRAST = 4.0  # as far as a dull style's light and dark are drawn apart
STRIP_ROWS = 512
PALETTE_SIDE_PX = 128


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
    """

    def __init__(self, mode: str, *, photo: Tensor, styles: Sequence[tuple[Tensor, float]]) -> None:
        """Measure the ``measurable`` images of the photo and of the styles, with their weights."""
        self.mode = mode
        self._of_photo = palette_of([photo], [1.0])
        self._of_styles = palette_of([image for image, _ in styles], [share for _, share in styles])
        self._photo_light = light(photo)
        self._style_lights = [light(image) for image, _ in styles]

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


def measurable(picture: Image.Image) -> Tensor:
    """The picture small enough to be measured quickly."""
    share = min(1.0, MEASURE_SIDE_PX / max(picture.size))
    width, height = (max(1, round(one * share)) for one in picture.size)
    return to_image(resize_picture(picture, width=width, height=height))


def light(image: Tensor) -> Tensor:
    """How light each place is."""
    shares = image.new_tensor(LIGHT_SHARES).view(1, 3, 1, 1)
    return (image * shares).sum(dim=1, keepdim=True)


def grey(image: Tensor) -> Tensor:
    """Light and dark alone, still in three channels."""
    return light(image).expand(-1, 3, -1, -1).contiguous()


def match_light(image: Tensor, *, own: Tensor, other: Tensor) -> Tensor:
    """``image`` with the mean and deviation of ``other``; ``own``: what it has itself.

    A flat image stays flat.
    """
    spread = own.std(correction=0).clamp_min(SMALLEST_DEVIATION)
    gain = (other.std(correction=0) / spread).clamp_max(MOST_CONTRAST).item()
    return ((image - own.mean().item()) * gain + other.mean().item()).clamp(0, 1)


def keep_colours(painting: Tensor, photo: Tensor) -> Tensor:
    """The photo's chroma under the painting's light and dark, both of one size.

    Where a colour is too vivid for that light it becomes paler. Differs from swapping Y in YUV and
    clipping (neural-style), which loses strokes in saturated places: the light is kept exactly.
    """
    result = torch.empty_like(painting)
    for top in range(0, painting.shape[2], STRIP_ROWS):  # a print's copies would fill the memory
        rows = slice(top, top + STRIP_ROWS)
        result[:, :, rows] = _with_chroma(light(painting[:, :, rows]), photo[:, :, rows])
    return result


def _with_chroma(lightness: Tensor, photo: Tensor) -> Tensor:
    """``lightness`` with as much of the photo's chroma as stays within [0, 1]."""
    lightness = lightness.clamp(0, 1)
    chroma = photo - light(photo)
    reach = torch.where(chroma > 0, 1 - lightness, lightness)
    share = (reach / chroma.abs().clamp_min(1e-6)).amin(dim=1, keepdim=True).clamp_max(1)
    return (lightness + chroma * share).clamp(0, 1)


def few_colours(picture: Image.Image, colours: int) -> Image.Image:
    """A picture whose palette is the ``colours`` that tell most of ``picture``.

    By median cut, then k-means, without which small vivid things turn grey.
    """
    share = min(1.0, PALETTE_SIDE_PX / max(picture.size))
    width, height = (max(1, round(one * share)) for one in picture.size)
    # Single pixels: means of several would be colours that the picture does not have.
    small = picture.convert("RGB").resize((width, height), Image.Resampling.NEAREST)
    return small.quantize(
        colours, method=Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE
    )


def in_colours(picture: Image.Image, palette: Image.Image) -> Image.Image:
    """``picture`` in the colours of what ``few_colours`` gave: to be done after each resize."""
    chosen = picture.convert("RGB").quantize(palette=palette, dither=Image.Dither.NONE)
    return chosen.convert("RGB")
