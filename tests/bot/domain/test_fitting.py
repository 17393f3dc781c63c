"""What the free tier makes of a wish, and which tiers give what it does not."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bot.domain.money.tier_file import load_tiers
from bot.domain.orders import changed, option
from bot.domain.tiers import Fitted, Tiers, allowing, bigger_order, fit_free
from engine.options.arts import ArtOptions
from engine.options.dream import DreamOptions
from engine.options.interpret import DrawOptions, ExplainOptions, WhatOptions
from engine.options.style import StyleOptions
from engine.options.video import VideoOptions
from engine.options.zoom import ZoomOptions
from tests.bot.domain.test_tiers import FREE, finished, load, named


@pytest.fixture(scope="module")
def tiers() -> Tiers:
    return load_tiers()


def whole(options: ArtOptions) -> Fitted:
    """Nothing of it was too much."""
    return Fitted(options=options, reduced={})


def test_founding_32_free_pictures_go_up_to_600_px(tiers: Tiers) -> None:
    assert (tiers.free.name, tiers.free.size_px, tiers.free.jobs_per_day) == ("free", 600, 20)
    assert tiers.free.is_free
    every = (DreamOptions(), StyleOptions(), ZoomOptions(), ExplainOptions(), WhatOptions())
    for options in (*every, DreamOptions(size_px=600)):
        assert fit_free(tiers, options) == whole(options)
    assert fit_free(tiers, DreamOptions(size_px=601)) == Fitted(
        options=DreamOptions(size_px=600), reduced={"size_px": 601}
    )


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (DreamOptions(steps=201), 201),
        (DreamOptions(octaves=12, steps_per_octave=20), 240),
        (StyleOptions(steps=1000), 1000),
        (ZoomOptions(steps=201), 201),
    ],
)
def test_more_steps_than_are_free_come_down_to_those(
    tiers: Tiers, options: ArtOptions, asked: int
) -> None:
    fitted = fit_free(tiers, options)
    assert fitted.options == changed(options, steps=200)
    assert fitted.reduced == {"steps": asked}


def test_all_that_is_too_much_comes_down(tiers: Tiers) -> None:
    fitted = fit_free(tiers, StyleOptions(size_px=1200, steps=500, snapshots=6, seed=7))
    assert fitted.options == StyleOptions(size_px=600, steps=200, snapshots=1, seed=7)
    assert fitted.reduced == {"size_px": 1200, "steps": 500, "snapshots": 6}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["premium", "hd"]),
        ({"size_px": 700}, ["premium", "hd"]),
        ({"size_px": 701}, ["hd"]),
        ({"size_px": 650, "steps": 700}, ["hd"]),
        # None gives it: whoever wants more than there is sees all there is.
        ({"size_px": 4000}, ["premium", "hd"]),
    ],
)
def test_what_was_asked_is_sold_by_the_tiers_that_give_it(
    tiers: Tiers, asked: dict[str, float], names: list[str]
) -> None:
    assert [tier.name for tier in allowing(tiers, DreamOptions(), asked)] == names


def test_a_larger_one_is_no_reduced_one(tiers: Tiers) -> None:
    job = finished(DreamOptions(seed=7, size_px=600))
    reduced = dataclasses.replace(job.order, reduced={"size_px": 1200})
    job = dataclasses.replace(job, order=reduced)
    assert bigger_order(job, tier=named(tiers, "hd"), steps=100).reduced == {}


def test_a_film_has_as_many_frames_as_its_tier(tiers: Tiers) -> None:
    assert [tier.zoom_frames for tier in tiers.all] == [48, 96, 144]
    assert fit_free(tiers, ZoomOptions(frames=48)) == whole(ZoomOptions(frames=48))
    for frames in (49, 1000):
        assert fit_free(tiers, ZoomOptions(frames=frames)).reduced == {"frames": frames}


def test_a_film_whose_length_was_not_said_is_as_long_as_is_free(tmp_path: Path) -> None:
    short = load(tmp_path, FREE + "zoom_frames = 24\n")
    assert fit_free(short, ZoomOptions()) == whole(ZoomOptions(frames=24))
    assert fit_free(short, ZoomOptions(frames=12)) == whole(ZoomOptions(frames=12))
    assert fit_free(short, ZoomOptions(frames=30)).reduced == {"frames": 30}


def test_of_a_persons_film_so_many_seconds_are_made_as_its_tier_has(tiers: Tiers) -> None:
    assert [tier.video_s for tier in tiers.all] == [4, 8, 15]
    assert fit_free(tiers, VideoOptions()) == whole(VideoOptions(seconds=4.0))
    assert fit_free(tiers, VideoOptions(seconds=1.5)) == whole(VideoOptions(seconds=1.5))
    assert fit_free(tiers, VideoOptions(seconds=4.1)).reduced == {"seconds": 4.1}


def test_a_drawing_has_steps_of_its_own(tiers: Tiers) -> None:
    assert [tier.draw_steps for tier in tiers.all] == [800, 1500, 1500]
    assert fit_free(tiers, DrawOptions()) == whole(DrawOptions(steps=800))
    assert fit_free(tiers, DrawOptions(steps=400)) == whole(DrawOptions(steps=400))


def test_more_steps_of_a_drawing_than_are_free_come_down(tiers: Tiers) -> None:
    assert fit_free(tiers, DrawOptions(steps=801)).reduced == {"steps": 801}


def test_a_ceiling_on_steps_bounds_a_dream_of_many_octaves(tiers: Tiers) -> None:
    options = DreamOptions(octaves=12, steps_per_octave=20, steps=100)
    assert fit_free(tiers, options) == whole(options)


def test_a_smaller_free_size_is_the_default_there(tmp_path: Path) -> None:
    small = load(tmp_path, FREE.replace("600", "400"))
    assert fit_free(small, DreamOptions()) == whole(DreamOptions(size_px=400))
    assert fit_free(small, DreamOptions(size_px=300)) == whole(DreamOptions(size_px=300))
    # Drawings are smaller by themselves.
    assert fit_free(small, DrawOptions()) == whole(DrawOptions(steps=800))


def test_earlier_looks_are_bounded_by_the_tier(tiers: Tiers) -> None:
    assert option(fit_free(tiers, StyleOptions(snapshots=1)).options, "snapshots") == 1
    assert fit_free(tiers, StyleOptions(snapshots=2)).reduced == {"snapshots": 2}
