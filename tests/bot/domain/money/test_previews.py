"""What is previewed small, as rules over plain data."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from bot.domain.money.previews import preview_order
from bot.domain.money.tier_file import load_tiers
from bot.domain.orders import Art, Order, PictureRef, StyleRef
from engine.options.arts import ArtOptions
from engine.options.dream import DreamOptions
from engine.options.interpret import DrawOptions, ExplainOptions
from engine.options.style import StyleOptions, TextureOptions
from engine.options.video import VideoOptions
from engine.options.zoom import ZoomOptions

TIERS = load_tiers()
PHOTO = PictureRef(id="k3f9ab", file_id="file", message_id=1)
STYLES = (StyleRef(name="mosaic"),)


def ordered(art: Art, options: ArtOptions, **changes: Any) -> Order:
    return Order(art=art, options=options, photo=PHOTO, styles=STYLES, **changes)


@pytest.mark.parametrize(
    ("art", "options", "small"),
    [
        (Art.DREAM, DreamOptions(seed=3, size_px=1200), DreamOptions(seed=3, size_px=256)),
        (
            Art.STYLE,
            StyleOptions(size_px=900, steps=800, snapshots=4),
            StyleOptions(size_px=256, steps=800),
        ),
        # No more than is sold, and none that is larger than what was asked for.
        (Art.STYLE, StyleOptions(steps=5000), StyleOptions(size_px=256, steps=1000)),
        (Art.STYLE, StyleOptions(size_px=200, steps=500), StyleOptions(size_px=200, steps=500)),
        (Art.DRAW, DrawOptions(size_px=1200), DrawOptions(size_px=256, steps=800)),
        (Art.TEXTURE, TextureOptions(size_px=1000), TextureOptions(size_px=256)),
    ],
)
def test_it_is_the_same_order_at_256_px(art: Art, options: ArtOptions, small: ArtOptions) -> None:
    order = ordered(art, options)
    preview = preview_order(TIERS, order, usual={})
    assert preview is not None
    assert preview.options == small
    assert preview.is_preview
    assert dataclasses.replace(order, options=options) == preview.as_asked
    assert Order.from_json(preview.to_json()) == preview


@pytest.mark.parametrize(
    ("art", "options", "changes"),
    [
        (Art.DREAM, DreamOptions(size_px=600), {}),
        (Art.STYLE, StyleOptions(snapshots=4), {}),
        (Art.DREAM, DreamOptions(size_px=1200), {"variations": 4}),
        (Art.DREAM, DreamOptions(size_px=1200), {"live_id": "a"}),
        (Art.ZOOM, ZoomOptions(size_px=1200), {}),
        (Art.VIDEO, VideoOptions(size_px=1200), {}),
        (Art.EXPLAIN, ExplainOptions(size_px=1200), {}),
    ],
)
def test_what_is_free_or_no_single_picture_has_none(
    art: Art, options: ArtOptions, changes: dict[str, Any]
) -> None:
    assert preview_order(TIERS, ordered(art, options, **changes), usual={}) is None


def test_what_is_meant_where_nothing_is_said_is_no_wish() -> None:
    order = ordered(Art.DREAM, DreamOptions(size_px=1200))
    assert preview_order(TIERS, order, usual={"size_px": 1200}) is None
    assert preview_order(TIERS, order, usual={"size_px": 700}) is not None


def test_where_nothing_is_sold_there_is_none() -> None:
    order = ordered(Art.DREAM, DreamOptions(size_px=1200))
    free = dataclasses.replace(TIERS, all=TIERS.all[:1])
    assert preview_order(free, order, usual={}) is None


def test_rows_of_before_there_were_previews_are_read() -> None:
    assert "preview_of" not in ordered(Art.DREAM, DreamOptions()).to_json()
