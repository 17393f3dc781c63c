"""The ladder of octaves stands on its small end; steps are a ceiling."""

from __future__ import annotations

import itertools

import pytest
import torch

from engine.dream.octaves import octaves_of_frame, plan_octaves, share_steps
from engine.ops.transforms import draw_jitter, octave_generator, roll
from engine.options.dream import DreamOptions


def test_the_ladder_is_googles() -> None:
    plan = plan_octaves(600, 400, DreamOptions())
    assert [(one.width, one.height) for one in plan] == [
        (219, 146),
        (306, 204),
        (429, 286),
        (600, 400),
    ]
    assert [one.steps for one in plan] == [10, 10, 10, 10]


@pytest.mark.parametrize("size_px", [601, 700, 840, 1200, 2400])
def test_a_larger_order_adds_octaves_on_top(size_px: int) -> None:
    small = plan_octaves(3000, 2000, DreamOptions(size_px=600))
    large = plan_octaves(3000, 2000, DreamOptions(size_px=size_px))
    assert large[: len(small)] == small
    assert len(large) > len(small)
    assert max(large[-1].width, large[-1].height) == size_px
    ratios = [b.width / a.width for a, b in itertools.pairwise(large)]
    assert max(ratios) < 1.7


def test_a_smaller_order_starts_smaller() -> None:
    plan = plan_octaves(600, 400, DreamOptions(size_px=300))
    assert [one.width for one in plan] == [109, 153, 214, 300]


def test_octaves_too_small_for_the_layer_are_left_out() -> None:
    plan = plan_octaves(600, 40, DreamOptions(), min_side_px=16)
    assert [one.index for one in plan] == [1, 2, 3]


def test_steps_are_a_ceiling_and_are_shared_evenly() -> None:
    assert share_steps([10, 10, 10, 10], None) == [10, 10, 10, 10]
    assert share_steps([10, 10, 10, 10], 1000) == [10, 10, 10, 10]
    assert share_steps([10, 10, 10, 10], 10) == [3, 3, 2, 2]
    assert share_steps([10, 2], 9) == [7, 2]
    assert share_steps([10, 10], 1) == [1, 0]


def test_each_octave_draws_from_seed_and_index_alone() -> None:
    def draws(seed: int, index: int) -> list[tuple[int, int]]:
        generator = octave_generator(seed, index)
        return [draw_jitter(32, generator) for _ in range(5)]

    assert draws(7, 2) == draws(7, 2)
    distinct = {tuple(draws(seed, index)) for seed in range(4) for index in range(4)}
    assert len(distinct) == 16
    assert all(-32 <= side <= 32 for pair in draws(1, 1) for side in pair)


def test_a_film_s_frames_draw_differently_and_the_first_as_a_photo_does() -> None:
    octaves = plan_octaves(600, 400, DreamOptions())
    assert octaves_of_frame(octaves, 0) == octaves
    numbers = [octave.index for frame in range(3) for octave in octaves_of_frame(octaves, frame)]
    assert len(set(numbers)) == 3 * len(octaves)


def test_roll_is_undone_by_its_opposite() -> None:
    image = torch.arange(24.0).view(1, 1, 4, 6)
    assert roll(image, (1, 2))[0, 0, 1, 2] == image[0, 0, 0, 0]
    assert torch.equal(roll(roll(image, (3, -2)), (-3, 2)), image)
