"""How much a painting has of the photo, of the style and of its own, at each scale.

With neighbours, large forms are the style's to choose: on small scales its distribution leads, and
the photo holds what is there by its content. On larger scales each place is drawn to its neighbour,
too, and looks for it from what is painted already, not from the photo: strokes run on along the
forms. There the distribution counts more than before, for tone and coverage.
A style of much stronger light and dark than the photo's would swallow it: the photo's tone holds.
Chosen by looking at twelve pairs of photo and style (docs/gallery/painters.jpg).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.style.choices import StyleLayers
from engine.style.scales import MIN_SCALE_PX, Scale

# From the smallest scale to DETAIL_PX and larger ones.
FREEDOM = (0.4, 0.85)
NEIGHBOURS_WEIGHT = (0.1, 1.0)
DISTRIBUTION_WEIGHT = (1.5, 4.0)
CONTENT_SHARE = 3.0
TONE_WEIGHT = 270.0
# Times as loud as the photo: so loud a style is borne as it is; so loud it wants all of the tone.
LOUD = (1.8, 3.0)
DETAIL_PX = 384


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Between the photo, the style and what is painted already.

    Attributes:
        freedom: how much of a cell's look is the painting's own, not the photo's, when its
            neighbour is sought: 0 to 1.
        neighbours_weight, distribution_weight: multiply the style weight.
        content_share, tone_weight: multiply the content weight.
    """

    freedom: float
    neighbours_weight: float
    distribution_weight: float
    content_share: float
    tone_weight: float

    @classmethod
    def with_neighbours(
        cls, scale: Scale, strength: float, loudness: float, layers: StyleLayers
    ) -> Balance:
        """At this scale.

        Args:
            strength: 1 is the middle; below it the photo keeps its forms, above it gives them up.
            loudness: as ColourPlan has it.
            layers: of the network, which multiply some of it.
        """
        distribution_weight = _between(DISTRIBUTION_WEIGHT, scale) * layers.distribution_share
        tone_weight = TONE_WEIGHT * layers.tone_share * _loud(loudness)
        return cls(
            freedom=_between(FREEDOM, scale) ** (1 / strength),
            neighbours_weight=_between(NEIGHBOURS_WEIGHT, scale),
            distribution_weight=distribution_weight * strength,
            content_share=CONTENT_SHARE / strength,
            tone_weight=tone_weight / strength,
        )

    @classmethod
    def by_distribution(cls, strength: float) -> Balance:
        """Where no neighbours are sought: the strength is the style's weight, at every scale."""
        return cls(
            freedom=0.0,
            neighbours_weight=0.0,
            distribution_weight=strength,
            content_share=1.0,
            tone_weight=0.0,
        )


def _loud(loudness: float) -> float:
    """From 0 to 1, gently at first: a little is enough for most."""
    return min(1.0, max(0.0, (loudness - LOUD[0]) / (LOUD[1] - LOUD[0]))) ** 2


def _between(ends: tuple[float, float], scale: Scale) -> float:
    way = math.log(max(scale.width, scale.height) / MIN_SCALE_PX)
    share = min(1.0, max(0.0, way / math.log(DETAIL_PX / MIN_SCALE_PX)))
    return ends[0] + (ends[1] - ends[0]) * share
