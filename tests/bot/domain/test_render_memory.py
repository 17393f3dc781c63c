"""What memory a render is expected to take grows with its size, and is less in small parts."""

from __future__ import annotations

import pytest

from bot.domain.orders import OPTIONS_OF, Art, Order, PictureRef
from bot.domain.render_memory import more_bytes, most_pixels

PHOTO = PictureRef(id="k3f9ab", file_id="photo", message_id=1)


def order(art: Art, **options: object) -> Order:
    return Order(art=art, options=OPTIONS_OF[art].from_json(options), photo=PHOTO)


@pytest.mark.parametrize("art", Art)
@pytest.mark.parametrize("network", [None, "another"])
def test_every_art_takes_more_for_more_pixels(art: Art, network: str | None) -> None:
    named = {} if art in (Art.PAINT, Art.COLORIZE) else {"network": network}
    asked = order(art, **named)
    usual, large = (more_bytes(asked, pixels=side**2) for side in (600, 4000))
    assert 0 < usual < large


@pytest.mark.parametrize("art", [Art.DREAM, Art.STYLE, Art.TEXTURE])
def test_a_large_picture_takes_less_in_small_parts(art: Art) -> None:
    whole, parts = (
        more_bytes(order(art), pixels=4000 * 2667, in_tiles=in_tiles) for in_tiles in (False, True)
    )
    assert parts < whole


@pytest.mark.parametrize(
    ("art", "options", "pixels", "measured_mb"),
    [
        (Art.DREAM, {}, 600 * 576, 300),
        (Art.DREAM, {}, 1500 * 1476, 459),
        (Art.DREAM, {}, 4000 * 2667, 1410),
        (Art.STYLE, {}, 600 * 576, 682),
        (Art.STYLE, {}, 1500 * 1476, 1811),
        (Art.STYLE, {}, 4000 * 2667, 2540),
        (Art.STYLE, {"network": "vgg19"}, 600 * 576, 910),
        (Art.STYLE, {"instant": True}, 600 * 576, 163),
        (Art.STYLE, {"instant": True}, 1500 * 1476, 623),
        (Art.TEXTURE, {}, 1200 * 1176, 1283),
        (Art.DRAW, {}, 1200 * 1176, 111),
        (Art.EXPLAIN, {}, 1200 * 1176, 161),
    ],
)
def test_no_less_is_expected_than_was_measured_and_not_much_more(
    art: Art, options: dict[str, object], pixels: int, measured_mb: int
) -> None:
    """`python -m benchmarks.one_render`, and docs/BENCHMARKS.md at 4000 px."""
    expected = more_bytes(order(art, **options), pixels=pixels)
    assert measured_mb <= expected / 1e6 <= 1.5 * measured_mb


def test_a_painting_at_once_takes_less_than_one_in_steps() -> None:
    at_once, in_steps = (
        more_bytes(order(Art.STYLE, instant=instant), pixels=600**2) for instant in (True, False)
    )
    assert at_once < in_steps


def test_a_size_that_was_asked_for_counts_and_else_the_usual_one_of_the_art() -> None:
    assert most_pixels(order(Art.DREAM, size_px=1200)) == 1200**2
    assert most_pixels(order(Art.DREAM)) == 600**2
    assert most_pixels(order(Art.DRAW)) == 320**2
