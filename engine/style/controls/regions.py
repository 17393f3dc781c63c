"""Where each style paints: a drawn mask, people or what is behind them, and soft edges.

Source: Gatys et al. 2017, Controlling perceptual factors in neural style transfer ("simple"
guidance). Differs: edges are soft and the regions' weights sum to 1 everywhere, so that no gap is
left at a border (ProGamerGov/neural-style-pt issue 46).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.errors import OptionError
from engine.media.pictures import Picture
from engine.ops.blur import blur
from engine.ops.images import resize_image
from engine.ops.sizes import scaled
from engine.options.bounds import MAX_PARTED_STYLES
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.texts.phrase import Fact, Phrase

MOST_STRETCH = 0.05  # a mask whose aspect differs by no more is scaled to fit
MASK_SIDE_PX = 2048  # no edge needs to be known more finely
# A JPEG's black and white are not quite that: so near to them counts as them.
NEARLY = 0.04
FEWEST_PEOPLE = 0.002  # of the picture: less is a mistake of the network's
FACE_CALM = 0.85  # of the style's weight that a face is spared
MOST_SIGMA_PX = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """A picture in two parts: the first style's, and the second's or what stays as it is.

    Attributes:
        mask: (1, 1, h, w) in [0, 1] with the picture's aspect: 1 where the first part is.
        feather: the edge's width, as a share of the longest side.
        notes: what a person should know, as short sentences.
    """

    mask: Tensor
    feather: float
    notes: tuple[Fact, ...] = ()

    def weights(self, *, width: int, height: int) -> tuple[Tensor, Tensor]:
        """Two (1, 1, height, width) maps that sum to 1: the same regions at any size."""
        sigma_px = self.feather * max(width, height) / 2
        # A wide edge is as smooth when it is blurred small and enlarged.
        shrink = max(1.0, sigma_px / MOST_SIGMA_PX)
        columns, rows = math.ceil(width / shrink), math.ceil(height / shrink)
        small = resize_image(self.mask, width=columns, height=rows)
        small = blur(small, sigma_px=sigma_px / shrink)
        first = resize_image(small, width=width, height=height).clamp(0, 1)
        return first, 1 - first


def find_regions(
    picture: Picture,
    options: StyleOptions,
    *,
    mask: Picture | None,
    styles: int,
    studio: Studio,
) -> Regions | None:
    """The regions that were asked for; None: the whole picture is one.

    Args:
        mask: white where the first of ``styles`` paints, black for the second, or, where there
            is only one, for the photo as it is.
    Raises: OptionError: the wishes do not go together, or a region is empty; NoPersonNetworkError,
        WeightsError.
    """
    if mask is None and options.region == "all":
        return None
    if styles > MAX_PARTED_STYLES:
        rule = Phrase("rules.one_or_two_styles")
        raise OptionError(option="styles", value=styles, rule=rule)
    if mask is None:
        from engine.style.controls.people import person_mask  # torchvision takes a second to load

        people = person_mask(picture, studio=studio)
        return people_regions(people, region=options.region, feather=options.feather)
    if options.region != "all":
        rule = Phrase("rules.mask_says_where")
        raise OptionError(option="region", value=options.region, rule=rule)
    return drawn_regions(
        mask,
        width=picture.width,
        height=picture.height,
        feather=options.feather,
        is_for_two=styles == 2,
    )


def style_weights(
    picture: Picture,
    options: StyleOptions,
    regions: Regions | None,
    *,
    styles: int,
    width: int,
    height: int,
) -> list[Tensor] | None:
    """(1, 1, height, width) for each style: how strongly it paints each place.

    Returns: one for all styles together where there are no regions; None: alike everywhere.
    """
    weights: list[Tensor] = []
    if regions is not None:
        weights = list(regions.weights(width=width, height=height)[:styles])
    if options.keep_faces:
        from engine.style.controls.faces import face_weights  # OpenCV loads only where it is needed

        calm = 1 - FACE_CALM * face_weights(picture.image, width=width, height=height)
        weights = [region.to(calm) * calm for region in weights] or [calm]
    return weights or None


def drawn_regions(
    mask: Picture, *, width: int, height: int, feather: float, is_for_two: bool
) -> Regions:
    """The regions that a mask picture draws: white is the first.

    Args:
        width, height: of the photo; the mask may be of another size, not of another shape.
        is_for_two: there is a second style; otherwise the second region stays a photo.
    Raises: OptionError: another shape; or all black, with one style.
    """
    stretch = (mask.width * height) / (mask.height * width)
    if not 1 / (1 + MOST_STRETCH) <= stretch <= 1 + MOST_STRETCH:
        rule = Phrase("rules.mask_shape", width=width, height=height)
        size = Phrase("amounts.size", width=mask.width, height=mask.height)
        raise OptionError(option="mask", value=size, rule=rule)
    shares = read_mask(mask)
    notes = []
    if float(shares.max()) < NEARLY:
        if not is_for_two:
            rule = Phrase("rules.mask_has_white")
            raise OptionError(option="mask", value=Phrase("words.all_black"), rule=rule)
        notes.append(Phrase("notes.mask_all_black"))
    elif float(shares.min()) > 1 - NEARLY:
        key = "notes.mask_all_white_of_two" if is_for_two else "notes.mask_all_white"
        notes.append(Phrase(key))
    return Regions(mask=shares, feather=feather, notes=tuple(notes))


def people_regions(people: Tensor, *, region: str, feather: float) -> Regions:
    """The regions of ``person_mask``'s answer.

    Args:
        people: (1, 1, h, w) in [0, 1].
        region: ``person`` or ``background``: which of them is the first.
    Raises: OptionError: there is no such region.
    """
    mask = people if region == "person" else 1 - people
    if float((mask > 0.5).float().mean()) < FEWEST_PEOPLE:
        rule = Phrase("rules.nobody_seen" if region == "person" else "rules.only_people_seen")
        raise OptionError(option="region", value=region, rule=rule)
    return Regions(mask=mask, feather=feather)


def read_mask(mask: Picture) -> Tensor:
    """(1, 1, h, w) in [0, 1]: how white each place is.

    A picture with transparent parts is a cut-out: what is opaque counts, unless that is itself
    drawn in black and white.
    """
    small = _at_most(mask.image.convert("L"), MASK_SIDE_PX)
    grey = _shares(small)
    if mask.alpha is not None:
        alpha = _shares(mask.alpha.resize(small.size, Image.Resampling.BOX))
        # Transparent parts were flattened on white; they count as black.
        grey = (grey - (1 - alpha)).clamp(0, 1) if _is_drawn(grey[alpha > 0.5]) else alpha
    return ((grey - NEARLY) / (1 - 2 * NEARLY)).clamp(0, 1)[None, None]


def at_layer(weights: Tensor, *, rows: int, columns: int) -> Tensor:
    """A region's map at a layer's size, by area: (1, 1, rows, columns); maps still sum to 1."""
    return functional.adaptive_avg_pool2d(weights, (rows, columns))


def _at_most(picture: Image.Image, side_px: int) -> Image.Image:
    share = min(1.0, side_px / max(picture.size))
    return picture.resize(scaled(picture.size, share), Image.Resampling.BOX)


def _shares(grey: Image.Image) -> Tensor:
    return torch.from_numpy(np.array(grey, dtype=np.float32) / 255)


def _is_drawn(values: Tensor) -> bool:
    """Whether these are black and white, both, and hardly anything else."""
    black, white = (values < 0.1).float().mean(), (values > 0.9).float().mean()
    return bool(min(black, white) > 0.01 and black + white > 0.95)
