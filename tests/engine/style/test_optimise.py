"""The style loop: the schedule, the descent, stopping, and recovering from a broken gradient."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from engine.errors import NotFiniteError, RenderStoppedError
from engine.studio.progress import Step
from engine.style.optimise import Evaluate, transfer
from engine.style.scales import Scale, plan_scales

SIZES = [(600, 400), (400, 600), (64, 48), (1200, 800), (4000, 300), (600, 30), (32, 2)]


RED = torch.tensor([0.9, 0.2, 0.2]).view(1, 3, 1, 1)


def towards_red(image: Tensor) -> tuple[float, Tensor]:
    """The squared distance of the image's mean colour from red."""
    off = image.mean(dim=(2, 3), keepdim=True) - RED
    gradient = 2 * off / (image.shape[2] * image.shape[3])
    return off.square().sum().item(), gradient.expand_as(image).clone()


def red_at(scale: Scale, _: Tensor) -> Evaluate:
    return towards_red


def paint(
    image: Tensor,
    scales: tuple[Scale, ...],
    steps: list[Step] | None = None,
    *,
    optimiser: str = "adam",
) -> Tensor:
    return transfer(
        image,
        red_at,
        scales=scales,
        learning_rate=0.02,
        optimiser=optimiser,
        on_step=None if steps is None else steps.append,
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("steps", [1, 2, 5, 20, 200, 1000])
def test_all_steps_are_used_and_the_last_scale_is_the_output(
    size: tuple[int, int], steps: int
) -> None:
    width, height = size
    scales = plan_scales(width=width, height=height, steps=steps)
    assert sum(scale.steps for scale in scales) == steps
    assert all(scale.steps > 0 for scale in scales)
    assert (scales[-1].width, scales[-1].height) == size
    sides = [max(scale.width, scale.height) for scale in scales]
    assert sides == sorted(sides)
    assert sides[-1] <= max(size)


@pytest.mark.parametrize("size_px", [700, 1200, 2400])
@pytest.mark.parametrize("steps", [300, 1000])
def test_a_larger_order_first_paints_the_free_picture(size_px: int, steps: int) -> None:
    free = plan_scales(width=600, height=400, steps=200)
    large = plan_scales(width=size_px, height=round(size_px * 2 / 3), steps=steps)
    begin = large[: len(free)]
    assert [replace(scale, is_held=False) for scale in begin] == list(free)
    assert [scale.is_held for scale in large].index(True) == len(free) - 1


def test_the_last_rung_alone_pays_for_the_scales_above() -> None:
    free = plan_scales(width=600, height=400, steps=200)
    large = plan_scales(width=1200, height=800, steps=200)
    assert [one.steps for one in large[: len(free) - 1]] == [one.steps for one in free[:-1]]
    assert sum(one.steps for one in large) == 200
    assert all(one.steps >= 2 for one in large[len(free) - 1 :])


def test_scales_above_a_held_one_only_add_detail() -> None:
    def blue_later(scale: Scale, _: Tensor) -> Evaluate:
        return towards_red if scale.is_held else lambda image: towards_red(image.flip(1))

    held = Scale(width=24, height=24, steps=80, is_held=True)
    later = Scale(width=48, height=48, steps=30)
    start = torch.full((1, 3, 24, 24), 0.5)
    image = transfer(start, blue_later, scales=(held, later), learning_rate=0.02)
    assert image.mean(dim=(0, 2, 3)).tolist() == pytest.approx([0.9, 0.2, 0.2], abs=0.03)


def test_scales_too_small_for_the_network_are_left_out() -> None:
    scales = plan_scales(width=600, height=60, steps=100, min_side_px=16)
    assert all(min(scale.width, scale.height) >= 16 for scale in scales)


@pytest.mark.parametrize("optimiser", ["adam", "lbfgs"])
def test_the_loss_falls_within_three_steps(optimiser: str) -> None:
    steps: list[Step] = []
    scales = (Scale(width=32, height=24, steps=3),)
    paint(torch.full((1, 3, 24, 32), 0.5), scales, steps, optimiser=optimiser)
    assert steps[2].objective < steps[1].objective < steps[0].objective


@pytest.mark.parametrize("optimiser", ["adam", "lbfgs"])
def test_the_goal_is_reached_over_several_scales(optimiser: str) -> None:
    scales = plan_scales(width=160, height=120, steps=120)
    image = paint(torch.full((1, 3, 90, 120), 0.5), scales, optimiser=optimiser)
    assert image.shape == (1, 3, 120, 160)
    assert image.mean(dim=(0, 2, 3)).tolist() == pytest.approx([0.9, 0.2, 0.2], abs=0.02)


def test_l_bfgs_needs_fewer_steps_where_curvature_differs() -> None:
    bend = torch.linspace(0.01, 1, 32).view(1, 1, 1, 32)

    def uneven(image: Tensor) -> tuple[float, Tensor]:
        off = image - 0.8
        return (bend * off.square()).mean().item(), 2 * bend * off / off.numel()

    after = {}
    for optimiser in ("adam", "lbfgs"):
        image = transfer(
            torch.full((1, 3, 32, 32), 0.3),
            lambda *_: uneven,
            scales=(Scale(width=32, height=32, steps=12),),
            learning_rate=0.02,
            optimiser=optimiser,
        )
        after[optimiser] = uneven(image)[0]
    assert after["lbfgs"] < 0.1 * after["adam"]


def test_the_start_is_left_unchanged() -> None:
    start = torch.full((1, 3, 16, 16), 0.5)
    paint(start, (Scale(width=16, height=16, steps=2),))
    assert torch.equal(start, torch.full((1, 3, 16, 16), 0.5))


def test_steps_report_how_far_the_work_is() -> None:
    steps: list[Step] = []
    paint(torch.rand(1, 3, 64, 64), plan_scales(width=200, height=200, steps=40), steps)
    assert [step.index for step in steps] == list(range(1, 41))
    fractions = [step.fraction for step in steps]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1)
    # Half the steps are well under half the work: the late ones are large.
    assert fractions[19] < 0.35


def test_every_step_can_stop_the_transfer() -> None:
    seen: list[int] = []

    def stop(step: Step) -> None:
        seen.append(step.index)
        if step.index == 2:
            raise RenderStoppedError

    with pytest.raises(RenderStoppedError):
        transfer(
            torch.rand(1, 3, 16, 16),
            red_at,
            scales=(Scale(width=16, height=16, steps=9),),
            learning_rate=0.02,
            on_step=stop,
        )
    assert seen == [1, 2]


class BreaksOn:
    """A gradient that turns to NaN at the given calls."""

    def __init__(self, *calls: int) -> None:
        self.calls = calls
        self.count = 0

    def __call__(self, image: Tensor) -> tuple[float, Tensor]:
        self.count += 1
        loss, gradient = towards_red(image)
        factor = math.nan if self.count in self.calls else 1.0
        return loss * factor, gradient * factor


@pytest.mark.parametrize("optimiser", ["adam", "lbfgs"])
def test_one_broken_gradient_is_survived(optimiser: str) -> None:
    breaks = BreaksOn(3)
    image = transfer(
        torch.full((1, 3, 16, 16), 0.5),
        lambda *_: breaks,
        scales=(Scale(width=16, height=16, steps=12),),
        learning_rate=0.02,
        optimiser=optimiser,
    )
    assert breaks.count > 3
    assert torch.isfinite(image).all()
    assert image[0, 0].mean() > 0.5


@pytest.mark.parametrize("optimiser", ["adam", "lbfgs"])
def test_a_gradient_that_stays_broken_is_an_error(optimiser: str) -> None:
    breaks = BreaksOn(*range(3, 60))
    with pytest.raises(NotFiniteError):
        transfer(
            torch.full((1, 3, 16, 16), 0.5),
            lambda *_: breaks,
            scales=(Scale(width=16, height=16, steps=12),),
            learning_rate=0.02,
            optimiser=optimiser,
        )
