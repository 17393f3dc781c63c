"""Which workers a job is for."""

from __future__ import annotations

import pytest

from bot.domain.orders import OPTIONS_OF, Art, Order, PictureRef, StyleRef
from bot.domain.pools import Pool, pool_of

PHOTO = PictureRef(id="k3f9ab", file_id="f", message_id=1)
STYLES = (StyleRef(name="swirls"),)


def order(art: Art, **options: object) -> Order:
    return Order(art=art, options=OPTIONS_OF[art](**options), photo=PHOTO, styles=STYLES)


@pytest.mark.parametrize(
    "asked",
    [
        order(Art.WHAT),
        order(Art.EXPLAIN),
        order(Art.STYLE, instant=True),
        order(Art.STYLE, instant=True, size_px=1200),
    ],
)
def test_one_pass_and_words_are_instant(asked: Order) -> None:
    assert pool_of(asked) is Pool.INSTANT


@pytest.mark.parametrize(
    "asked",
    [
        order(Art.DREAM),
        order(Art.DREAM, size_px=1200),
        order(Art.DREAM, size_px=4000, steps=3),
        order(Art.DRAW),
        order(Art.TEXTURE),
        order(Art.STYLE, size_px=400),
        order(Art.STYLE, steps=100),
    ],
)
def test_what_a_cpu_makes_whole_is_for_a_cpu_too(asked: Order) -> None:
    assert pool_of(asked) is Pool.CPU


@pytest.mark.parametrize(
    "asked",
    [
        order(Art.STYLE),
        order(Art.STYLE, size_px=1200, steps=1000),
        order(Art.DREAM, size_px=4000),
        order(Art.DREAM, network="vgg16"),
        order(Art.ZOOM),
        order(Art.VIDEO),
        order(Art.STYLE, instant=True, size_px=4000),
    ],
)
def test_what_a_cpu_would_cut_short_or_take_minutes_for_is_for_a_gpu(asked: Order) -> None:
    assert pool_of(asked) is Pool.GPU


def test_jobs_of_one_line_take_turns_and_every_pool_is_in_one() -> None:
    for pool in Pool:
        assert pool in pool.taking_turns
        assert {other.taking_turns for other in pool.taking_turns} == {pool.taking_turns}
