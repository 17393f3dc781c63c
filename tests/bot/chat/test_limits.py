"""What may be ordered for nothing, as rules over plain data."""

from __future__ import annotations

import dataclasses

import pytest

from bot.chat import limits
from bot.domain.money.tier_file import load_tiers
from bot.domain.orders import Art, Order, PictureRef, StyleRef
from bot.errors import CaptionTooLongError
from engine.errors import ArtError, OptionError
from engine.options.dream import DreamOptions
from engine.options.style import StyleOptions

TIERS = load_tiers()
PHOTO = PictureRef(id="k3f9ab", file_id="file", message_id=1)
DREAM = Order(art=Art.DREAM, options=DreamOptions(seed=3), photo=PHOTO)
LARGE = dataclasses.replace(DREAM, options=DreamOptions(seed=3, size_px=2000))
LONG_LAYERS = tuple(f"features.block{number}.convolution{'x' * 40}" for number in range(12))


def painting(
    *styles: str, options: StyleOptions | None = None, mask: PictureRef | None = None
) -> Order:
    return Order(
        art=Art.STYLE,
        options=options or StyleOptions(),
        photo=PHOTO,
        styles=tuple(StyleRef(name=name) for name in styles),
        mask=mask,
    )


def test_what_is_free_is_made_as_it_was_ordered() -> None:
    assert limits.check(TIERS, DREAM, language="en", is_paid=False) == DREAM


@pytest.mark.parametrize(
    ("order", "error"),
    [
        (painting("mosaic", "swirls", "candy", mask=PHOTO), OptionError),
        (painting("mosaic", "swirls", "candy", options=StyleOptions(region="person")), OptionError),
        (painting("mosaic", options=StyleOptions(style_layers=LONG_LAYERS)), CaptionTooLongError),
    ],
)
def test_what_cannot_be_made_for_nothing_is_refused(order: Order, error: type[ArtError]) -> None:
    with pytest.raises(error):
        limits.check(TIERS, order, language="en", is_paid=False)


def test_what_is_over_the_free_tier_is_made_at_its_limit() -> None:
    fitting = limits.check(TIERS, LARGE, language="en", is_paid=False)
    assert fitting == dataclasses.replace(
        LARGE, options=DreamOptions(seed=3, size_px=600), reduced={"size_px": 2000}
    )
    # A result of it that is varied is as much reduced as it was.
    assert limits.check(TIERS, fitting, language="en", is_paid=False) == fitting


def test_what_was_paid_for_is_made_whole_again() -> None:
    assert limits.check(TIERS, LARGE, language="en", is_paid=True) == LARGE


def test_a_seed_makes_no_other_wish() -> None:
    other = dataclasses.replace(DREAM, options=DreamOptions(seed=4))
    assert limits.is_same_wish(DREAM, other, whatever_seed=True)
    assert not limits.is_same_wish(DREAM, other, whatever_seed=False)
    assert not limits.is_same_wish(DREAM, LARGE, whatever_seed=True)
