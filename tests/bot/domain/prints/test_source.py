"""Which results can be printed, and what their files are made from."""

from __future__ import annotations

import dataclasses

import pytest

from bot.domain.jobs import Job, JobState, Outcome
from bot.domain.orders import Art, Order, PictureRef
from bot.domain.prints.source import print_order, print_source, within_budget
from bot.domain.prints.spec import PrintSpec
from bot.domain.result_key import may_be_kept
from engine.options.arts import ArtOptions
from engine.options.dream import DreamOptions
from engine.options.interpret import DrawOptions, WhatOptions
from engine.options.strokes import PaintOptions, Then
from engine.options.style import StyleOptions, TextureOptions
from engine.options.zoom import ZoomOptions
from tests.bot.storage.examples import NOW

PHOTO = PictureRef(id="k3f9ab", file_id="f", message_id=1)
SPEC = PrintSpec(
    material="paper", title="Paper", short_cm=20, long_cm=30, bleed_mm=3, safe_mm=5, dpi=300
)


def finished(art: Art, options: ArtOptions, **changes: object) -> Job:
    order = Order(art=art, options=options, photo=PHOTO if art.needs_photo else None)
    made = Outcome(
        options={**options.to_json(), "network": "embedded"},
        width=600,
        height=400,
        steps=5,
        steps_cut=False,
        seconds=1.0,
        device="cpu",
    )
    job = Job(
        id="abc",
        request_key="u1",
        chat_id=1,
        user_id=1,
        language="en",
        order=order,
        tier="free",
        state=JobState.DONE,
        attempt=1,
        tries=1,
        progress=1.0,
        score=NOW,
        created_at=NOW,
        outcome=made,
    )
    return dataclasses.replace(job, **changes)  # type: ignore[arg-type]  # whatever a test says


@pytest.mark.parametrize(
    ("art", "options", "can_be_anew"),
    [
        (Art.DREAM, DreamOptions(seed=7), True),
        (Art.STYLE, StyleOptions(seed=7), True),
        (Art.DRAW, DrawOptions(seed=7, classes=("castle",)), True),
        (Art.TEXTURE, TextureOptions(seed=7), False),
    ],
)
def test_pictures_can_be_printed(art: Art, options: ArtOptions, can_be_anew: bool) -> None:
    source = print_source(finished(art, options))
    assert source is not None
    assert (source.width, source.height, source.can_be_anew) == (600, 400, can_be_anew)


@pytest.mark.parametrize(
    "job",
    [
        finished(Art.WHAT, WhatOptions()),
        finished(Art.ZOOM, ZoomOptions(seed=7)),
        finished(Art.DREAM, DreamOptions(seed=7), state=JobState.RUNNING),
        finished(Art.DREAM, DreamOptions(seed=7), outcome=None),
    ],
)
def test_words_films_and_open_jobs_cannot(job: Job) -> None:
    assert print_source(job) is None


def test_it_is_the_same_picture_with_the_pixels_that_the_print_needs() -> None:
    job = finished(Art.DREAM, DreamOptions(seed=7, octaves=3))
    source = print_source(job)
    assert source is not None
    order = print_order(job, source, SPEC, most_px=4000)
    assert order.options == DreamOptions(seed=7, octaves=3, network="embedded", size_px=3543)
    assert order.printed == dataclasses.replace(SPEC, result_px=600)
    assert Order.from_json(order.to_json()) == order
    assert not may_be_kept(order)
    again = dataclasses.replace(job, order=order)
    assert print_source(again) is None
    assert print_order(job, source, SPEC, most_px=1000).options.size_px == 1000


@pytest.mark.parametrize(
    ("then", "most_px", "size_px"),
    [(None, 1000, 3543), (None, 0, None), ("style", 1000, 1000)],
)
def test_strokes_are_rendered_as_large_as_the_print(
    then: Then | None, most_px: int, size_px: int | None
) -> None:
    options = PaintOptions(seed=7, then=then)
    job = finished(Art.PAINT, options)
    assert job.outcome is not None
    made = dataclasses.replace(job.outcome, options=options.to_json())
    job = dataclasses.replace(job, outcome=made)
    source = print_source(job)
    assert source is not None
    assert print_order(job, source, SPEC, most_px=most_px).options.size_px == size_px


@pytest.mark.parametrize("most_px", [0, 600])
def test_what_cannot_be_painted_larger_is_enlarged(most_px: int) -> None:
    job = finished(Art.STYLE, StyleOptions(seed=7, snapshots=3))
    source = print_source(job)
    assert source is not None
    order = print_order(job, source, SPEC, most_px=most_px)
    assert order.printed is not None
    assert order.printed.is_enlarged
    assert order.options.size_px is None


def test_a_cpu_paints_no_larger_than_it_has_time_for_and_no_smaller_than_before() -> None:
    job = finished(Art.DREAM, DreamOptions(seed=7))
    source = print_source(job)
    assert source is not None
    order = print_order(job, source, SPEC, most_px=4000)
    sizes = [within_budget(order, budget_s=s).options.size_px for s in (10_000, 60, 1)]
    assert sizes[0] == 3543
    assert 600 < sizes[1] < 3543
    assert sizes[2] == 600
    assert within_budget(job.order, budget_s=0.001) == job.order
