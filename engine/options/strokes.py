"""What can be asked of a picture made of strokes."""

import dataclasses
from collections.abc import Sequence
from typing import Literal

from pydantic.dataclasses import dataclass

from engine.errors import OptionError
from engine.options.base import CHECKED, SEED, SIZE, Options
from engine.options.option import Option
from engine.texts.phrase import Phrase

Hand = Literal["oil", "gouache", "ink", "pencil", "knife"]
Then = Literal["style"]
MOST_PAINTED_PX = 10_000  # a print of 60x80 cm at 300 dpi is 9449 px high
MIN_STROKES, MAX_STROKES = 500, 5000


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class PaintOptions(Options):
    """A photo as brush strokes. Sources: Hertzmann 1998; Kotovenko et al. 2021."""

    hand: Hand = Option("what it is painted with", is_bare=True, is_always_said=True).field("oil")
    strokes: int | None = Option(
        "so many at most; fewer are looser",
        low=MIN_STROKES,
        high=MAX_STROKES,
        usual="the hand's",
        is_always_said=True,
    ).field(None)
    then: Then | None = Option(
        "style: the picture of strokes is then painted over in the style that is named, as "
        "`/style` and `oneiro style` paint a photo",
        usual="nothing",
    ).field(None)
    size_px: int | None = dataclasses.replace(
        SIZE,
        high=MOST_PAINTED_PX,
        more="The strokes are the same at any size: they have no pixels to run out of",
    ).field(None)
    seed: int = SEED.field(0)


def check_then(options: PaintOptions, styles: Sequence[object]) -> None:
    """Raise OptionError where a style is to follow and none is named."""
    if options.then is not None and not styles:
        raise OptionError(option="then", value=options.then, rule=Phrase("rules.no_style"))
