"""What a painting in one pass is of: a photo, its styles, their colours, where each one paints."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from engine.media.pictures import Picture
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.colours import ColourPlan, measurable
from engine.style.controls.regions import Regions, style_weights
from engine.style.controls.source import StyleSource
from engine.style.controls.style_picture import Style

# What is worked on at once unless the studio says otherwise: about 0.5 GB at the finest level.
TILE_PX = 1024

# Styles that paint together: (number, share), the shares' sum being 1.
Blend = Sequence[tuple[int, float]]


class Subject:
    """A photo and its styles, at any size.

    Attributes:
        names: of the styles.
        styles: their weights' sum is 1.
        tile_px: what is to be worked on at once.
    """

    def __init__(
        self,
        picture: Picture,
        styles: Sequence[StyleSource],
        options: StyleOptions,
        *,
        regions: Regions | None,
        studio: Studio,
    ) -> None:
        """``regions``: where each style paints; None: everywhere."""
        self.picture = picture
        self.options = options
        self.regions = regions
        self.studio = studio
        self.tile_px = studio.tile_px or TILE_PX
        total = sum(source.weight for source in styles)
        self.names = tuple(source.name for source in styles)
        self.styles = tuple(
            Style.of(source.picture.image, source.weight / total, colours=options.palette)
            for source in styles
        )
        measured = [(measurable(style.image), style.weight) for style in self.styles]
        self.colours = ColourPlan(options.colours, photo=measurable(picture.image), styles=measured)

    def photo(self, width: int, height: int) -> Tensor:
        """(1, 3, height, width) RGB in [0, 1]."""
        return self.studio.photo_at(self.picture, width, height)

    def content(self, width: int, height: int) -> Tensor:
        """The photo as the network is to see it."""
        return self.colours.content(self.photo(width, height))

    def blends(self) -> list[Blend]:
        """What paints each part of the picture: all styles together, or each in its region."""
        if self.regions is not None:
            return [[(number, 1.0)] for number in range(len(self.styles))]
        return [[(number, style.weight) for number, style in enumerate(self.styles)]]

    def weights(self, width: int, height: int) -> list[Tensor] | None:
        """(1, 1, height, width) for each of ``blends``: how strongly it paints each place.

        None: alike everywhere, where one blend paints all.
        """
        return style_weights(
            self.picture,
            self.options,
            self.regions,
            styles=len(self.styles),
            width=width,
            height=height,
        )
