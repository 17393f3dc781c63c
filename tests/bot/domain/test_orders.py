"""Orders and outcomes as JSON: what was stored is what comes back, whenever it was stored."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from bot.domain.jobs import Outcome
from bot.domain.orders import (
    OPTIONS_OF,
    VARIATIONS,
    VARIED_ARTS,
    Art,
    Order,
    PictureRef,
    StyleRef,
    changed,
    option,
)
from bot.worker.renderer import Made
from engine.options.bounds import MAX_SEED
from engine.options.interpret import ExplainOptions, WhatOptions
from engine.options.style import StyleOptions
from engine.options.zoom import ZoomOptions

PHOTO = PictureRef(id="k3f9ab", file_id="AgAC-photo", message_id=7)
OUTCOME = Outcome(
    options=ZoomOptions(frames=30, frames_per_s=12).to_json(),
    width=600,
    height=400,
    steps=40,
    steps_cut=False,
    seconds=2.5,
    device="cpu",
    labels=(("Egyptian cat", 0.5), ("lynx", 0.25)),
)


def through_json(values: dict[str, Any]) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(json.dumps(values))
    return stored


@pytest.mark.parametrize("art", Art)
def test_an_order_of_every_art_comes_back_as_it_was(art: Art) -> None:
    order = Order(
        art=art,
        options=OPTIONS_OF[art](),
        photo=PHOTO if art.needs_photo else None,
        styles=(StyleRef(name="own", picture=PHOTO, weight=0.5),) if art is Art.STYLE else (),
        guide=PHOTO if art is Art.DREAM else None,
    )
    assert Order.from_json(through_json(order.to_json())) == order


@pytest.mark.parametrize("art", VARIED_ARTS)
def test_each_of_several_is_a_whole_one_with_the_next_seed(art: Art) -> None:
    options = OPTIONS_OF[art].from_json({"seed": MAX_SEED - 1})
    photo = PHOTO if art.needs_photo else None
    order = Order(art=art, options=options, photo=photo, variations=VARIATIONS)
    each = Order.from_json(through_json(order.to_json())).each()
    # The last seed there is comes before the first.
    assert [option(whole.options, "seed") for whole in each] == [MAX_SEED - 1, MAX_SEED, 0, 1]
    assert {whole.variations for whole in each} == {1}
    assert each[0] == dataclasses.replace(order, variations=1)


def test_only_what_a_seed_changes_step_by_step_varies() -> None:
    assert Order(art=Art.STYLE, options=StyleOptions(), photo=PHOTO).can_vary
    assert not Order(art=Art.STYLE, options=StyleOptions(instant=True), photo=PHOTO).can_vary
    assert not Order(art=Art.EXPLAIN, options=ExplainOptions(), photo=PHOTO).can_vary


def test_an_outcome_says_of_several_only_where_there_are_some() -> None:
    """Versions from before could not read it."""
    assert "variations" not in OUTCOME.to_json()
    four = dataclasses.replace(OUTCOME, variations=(1, 3))
    assert Outcome.from_json(through_json(four.to_json())) == four


def test_an_outcome_comes_back_as_it_was() -> None:
    assert Outcome.from_json(through_json(OUTCOME.to_json())) == OUTCOME


def test_rows_from_before_guides_and_labels_are_read() -> None:
    order = Order.from_json(
        {
            "art": "dream",
            "options": {"octaves": 4, "seed": 3},
            "photo": {"id": "k3f9ab", "file_id": "AgAC-photo", "message_id": 7},
            "styles": [],
        }
    )
    assert (order.photo, order.guide, option(order.options, "seed")) == (PHOTO, None, 3)
    old = {key: value for key, value in OUTCOME.to_json().items() if key != "labels"}
    assert Outcome.from_json(through_json(old)).labels == ()


@pytest.mark.parametrize("art", [art for art in Art if art.needs_photo])
def test_what_starts_from_a_photo_is_not_ordered_without(art: Art) -> None:
    with pytest.raises(ValueError, match="without a photo"):
        Order(art=art, options=OPTIONS_OF[art](), photo=None)


def test_a_change_that_an_art_does_not_know_is_left_out() -> None:
    options = changed(ExplainOptions(), size_px=300, steps=10, seed=4)
    assert options == ExplainOptions(size_px=300)
    assert option(WhatOptions(), "seed") is None


def test_a_film_tells_how_long_it_plays() -> None:
    assert OUTCOME.duration_s == 2.5
    assert Outcome.from_json({**OUTCOME.to_json(), "options": {"seed": 3}}).duration_s is None


@pytest.mark.parametrize(("file", "kind"), [(b"x", None), (None, "png")])
def test_a_result_has_a_file_and_its_kind_or_neither(file: Any, kind: Any) -> None:
    with pytest.raises(ValueError, match="go together"):
        Made(file=file, kind=kind, outcome=OUTCOME)
