"""A key tells apart all that makes two results differ, and nothing else."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from bot.domain.jobs import ClipMade
from bot.domain.orders import Art, Order, PictureRef, StyleRef, changed
from bot.domain.result_key import is_whole, may_be_kept, pictures_of, result_key
from engine.options.style import StyleOptions
from tests.bot.storage.examples import OUTCOME

PHOTO = PictureRef(id="a", file_id="f", message_id=1)
OTHER = PictureRef(id="b", file_id="g", message_id=2)
ORDER = Order(
    art=Art.STYLE,
    options=StyleOptions(seed=4),
    photo=PHOTO,
    styles=(StyleRef(name="swirls"), StyleRef(name="b", picture=OTHER, weight=0.5)),
)
KNOWN: dict[str, Any] = {
    "user_id": 1,
    "tier": "free",
    "pictures": ("one", "two"),
    "weights": (("vgg19.safetensors", 9, 1),),
}


def test_the_same_pictures_under_other_names_are_the_same() -> None:
    photo = PictureRef(id="c", file_id="another", message_id=9)
    style = dataclasses.replace(ORDER.styles[1], name="d", picture=photo)
    again = dataclasses.replace(
        ORDER, photo=photo, styles=(ORDER.styles[0], style), reduced={"steps": 900}
    )
    assert result_key(again, **KNOWN) == result_key(ORDER, **KNOWN)
    assert len(result_key(ORDER, **KNOWN)) == 64


@pytest.mark.parametrize(
    "changes",
    [
        {"user_id": 2},
        {"tier": "premium"},
        {"pictures": ("two", "one")},
        {"weights": (("vgg19.safetensors", 9, 2),)},
    ],
)
def test_whatever_else_it_depends_on_tells_it_apart(changes: dict[str, Any]) -> None:
    assert result_key(ORDER, **{**KNOWN, **changes}) != result_key(ORDER, **KNOWN)


@pytest.mark.parametrize(
    "order",
    [
        dataclasses.replace(ORDER, options=changed(ORDER.options, seed=5)),
        dataclasses.replace(ORDER, options=changed(ORDER.options, size_px=300)),
        dataclasses.replace(ORDER, styles=(StyleRef(name="ink"), ORDER.styles[1])),
        dataclasses.replace(
            ORDER, styles=(ORDER.styles[0], dataclasses.replace(ORDER.styles[1], weight=1.0))
        ),
        dataclasses.replace(ORDER, variations=4),
        # The second picture says where to paint instead of how.
        dataclasses.replace(ORDER, styles=ORDER.styles[:1], mask=OTHER),
    ],
)
def test_another_wish_has_another_key(order: Order) -> None:
    assert len(pictures_of(order)) == len(pictures_of(ORDER))
    assert result_key(order, **KNOWN) != result_key(ORDER, **KNOWN)


def test_a_piece_of_a_live_dream_and_what_was_cut_short_are_not_kept() -> None:
    assert may_be_kept(ORDER)
    assert not may_be_kept(dataclasses.replace(ORDER, live_id="x"))
    whole, part = (
        ClipMade(frames=frames, wanted=9, frames_per_s=3, whole_s=3) for frames in (9, 8)
    )
    assert is_whole(OUTCOME)
    assert is_whole(dataclasses.replace(OUTCOME, clip=whole))
    assert not is_whole(dataclasses.replace(OUTCOME, clip=part))
    assert not is_whole(dataclasses.replace(OUTCOME, steps_cut=True))
