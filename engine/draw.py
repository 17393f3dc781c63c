"""Class drawing: a picture of a thing from noise, as a network knows it.

Source: auduno/deepdraw. Differs: a third of its steps, uniform crops, RGB in [0, 1], the result's
contrast stretched; no auxiliary classifiers, which our networks come without.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Generator, Tensor

from engine.ascent import OnStep, Step
from engine.class_choices import choose_draw
from engine.errors import NotFiniteError
from engine.images import resize_image, to_picture
from engine.layers import CLASSIFIER
from engine.octaves import octave_generator
from engine.options import DEFAULT_DRAWING_PX, DrawOptions
from engine.pictures import Picture
from engine.regularise import blur
from engine.studio import Artwork, OnProgress, Studio, affordable_steps, rendering, watch
from engine.what import class_logits, likeliest, views_of

Network = Callable[[Tensor], Mapping[str, Tensor]]

VIEW_PX = 224  # what the networks were trained on: a step sees as much of the canvas
SEVERAL_PX = 400
CANVAS_SCALE = 1.2  # from one phase to the next
NOISE_MEAN, NOISE_DEVIATION = 120 / 255, 8 / 255
PULL = 0.0  # of each pixel towards the noise's mean
OVERSHOOT = 0.25
SPREAD = 0.3
# (row, column) of each thing's views, as shares of the room that a view has on the canvas.
_CENTRES = {2: ((0.5, 0.0), (0.5, 1.0)), 3: ((0.0, 0.0), (0.0, 1.0), (1.0, 0.5))}
CLIPPED = 0.003  # the share of pixels that the final stretch makes black, and white
MOST_QUANTILES = 10_000_000  # torch takes 16 million
_SMALLEST = 1e-30


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Steps on a canvas of one size.

    Attributes:
        blur_px: sigma of the blur after every step, at the phase's start and end.
        step_size: mean change per pixel and step, at the start and the end.
    """

    side_px: int
    steps: int
    blur_px: tuple[float, float]
    step_size: tuple[float, float]

    def at(self, step: int) -> tuple[float, float]:
        """(blur_px, step_size) of a step, from 0."""
        share = step / max(1, self.steps - 1)
        blurs, sizes = self.blur_px, self.step_size
        return (
            blurs[0] + (blurs[1] - blurs[0]) * share,
            sizes[0] + (sizes[1] - sizes[0]) * share,
        )


def draw(
    options: DrawOptions, *, studio: Studio | None = None, on_progress: OnProgress | None = None
) -> Artwork:
    """A square picture of one thing, or of several side by side.

    Args:
        studio: keeps networks warm from one call to the next; None: a new one.
        on_progress: told of each step; may raise to stop.
    Returns: ``labels`` are what the network sees in the drawing; ``facts`` are the classes and
        the probability of each.
    Raises: UnknownNameError, OptionError, WeightsError, NoClassNetworkError, NotFiniteError,
        OutOfMemoryError; whatever ``on_progress`` raises.
    """
    studio = studio or Studio()
    choice = choose_draw(options, store=studio.store)
    side_px = choice.options.size_px or DEFAULT_DRAWING_PX
    groups = [group.indices for group in choice.groups]
    with rendering():
        network = studio.backbone(choice.info, choice.path, layers=[CLASSIFIER], exact=True)
        painter = Painter(network, groups, seed=choice.options.seed)
        planned = plan_phases(side_px, classes=len(groups), steps=choice.options.steps)
        phases = planned
        if studio.budget_s is not None and studio.device.type == "cpu":
            phases = affordable(planned, painter.step_s(), budget_s=studio.budget_s)
        started = time.perf_counter()
        noise = painter.noise(planned[0].side_px).to(studio.device)
        image = stretched(painter.paint(noise, phases, on_step=watch(on_progress)))
        result = to_picture(resize_image(image, width=side_px, height=side_px))
        seconds = time.perf_counter() - started
        with torch.no_grad():
            views = views_of(Picture(image=result), device=studio.device)
            logits = class_logits(network(views)[CLASSIFIER])
    steps = count_steps(phases)
    shares = logits.softmax(dim=0)
    return Artwork(
        art="draw",
        network=choice.info.name,
        options=replace(choice.options, size_px=side_px, steps=steps),
        seconds=seconds,
        device=studio.device.type,
        image=result,
        steps=steps,
        steps_cut=steps < count_steps(planned),
        labels=likeliest(logits),
        facts={
            "classes": [group.name for group in choice.groups],
            "shares": [float(shares[list(group)].sum()) for group in groups],
        },
    )


def plan_phases(side_px: int, *, classes: int, steps: int | None) -> tuple[Phase, ...]:
    """Coarse shapes on a canvas as large as a view, then finer ones on larger canvases.

    Several things need room from the start. A canvas is never smaller than a view.
    """
    side_px = max(side_px, VIEW_PX if classes == 1 else SEVERAL_PX)
    first = Phase(side_px=VIEW_PX, steps=100, blur_px=(2.5, 0.78), step_size=(11 / 255, 11 / 255))
    middle = replace(first, steps=60, blur_px=(0.94, 0.78), step_size=(6 / 255, 6 / 255))
    last = replace(middle, steps=100, blur_px=(0.94, 0.44), step_size=(6 / 255, 3 / 255))
    if classes > 1:
        phases = [
            replace(first, side_px=side_px, steps=100 * classes),
            replace(last, side_px=side_px, steps=80 * classes),
        ]
        return tuple(phases) if steps is None else cut(phases, steps)
    count = round(math.log(side_px / VIEW_PX) / math.log(CANVAS_SCALE))
    sides = [round(VIEW_PX * CANVAS_SCALE**index) for index in range(1, count)]
    phases = [first, *(replace(middle, side_px=side) for side in sides)]
    phases.append(replace(last, side_px=side_px))
    return tuple(phases) if steps is None else cut(phases, steps)


def count_steps(phases: Sequence[Phase]) -> int:
    """Of all phases together."""
    return sum(phase.steps for phase in phases)


def cut(phases: Sequence[Phase], steps: int) -> tuple[Phase, ...]:
    """The phases with at most ``steps``, each as long beside the others as before."""
    total = count_steps(phases)
    if steps >= total:
        return tuple(phases)
    ends = [count_steps(phases[: index + 1]) * steps // total for index in range(len(phases))]
    return tuple(
        replace(phase, steps=end - start)
        for phase, start, end in zip(phases, [0, *ends], ends, strict=False)
    )


def affordable(phases: Sequence[Phase], step_s: float, *, budget_s: float) -> tuple[Phase, ...]:
    """The phases with as many of their steps as the budget pays for."""
    steps = affordable_steps(count_steps(phases), lambda count: count * step_s, budget_s=budget_s)
    return cut(phases, steps)


def stretched(image: Tensor) -> Tensor:
    """The contrast that the blurs took, given back: one change for all pixels and colours."""
    values = image.flatten()
    if len(values) > MOST_QUANTILES:
        values = values[:: math.ceil(len(values) / MOST_QUANTILES)]
    low, high = values.quantile(CLIPPED), values.quantile(1 - CLIPPED)
    return ((image - low) / (high - low).clamp_min(_SMALLEST)).clamp(0, 1)


class Painter:
    """Moves canvases towards classes, one view and one class at a time."""

    def __init__(self, network: Network, groups: Sequence[Sequence[int]], *, seed: int) -> None:
        """``groups``: of class numbers; of a group, the likeliest lead."""
        self._network = network
        self._groups = [list(group) for group in groups]
        self._seed = seed

    def noise(self, side_px: int) -> Tensor:
        """(1, 3, side_px, side_px), on the CPU: what a drawing begins with."""
        generator = octave_generator(self._seed, 0)
        noise = torch.randn((1, 3, side_px, side_px), generator=generator)
        return NOISE_MEAN + NOISE_DEVIATION * noise

    def paint(
        self, image: Tensor, phases: Sequence[Phase], *, on_step: OnStep | None = None
    ) -> Tensor:
        """Go through the phases. ``image``: (1, 3, H, H) RGB in [0, 1]; left unchanged.

        Raises: NotFiniteError.
        """
        total, done = count_steps(phases), 0
        for index, phase in enumerate(phases, start=1):
            generator = octave_generator(self._seed, index)
            image = resize_image(image, width=phase.side_px, height=phase.side_px)
            for step in range(phase.steps):
                image, reading = self._step(image, phase, step, done, generator)
                done += 1
                if on_step is not None:
                    on_step(
                        Step(index=done, total=total, octave=index, image=image, objective=reading)
                    )
        return image

    def step_s(self) -> float:
        """What a step costs now, on noise of its own."""
        noise = self.noise(VIEW_PX)
        best = math.inf
        for _ in range(2):  # the first also pays for warming up
            started = time.perf_counter()
            self.gradient(noise, self._groups[0])
            best = min(best, time.perf_counter() - started)
        return best

    def _step(
        self, image: Tensor, phase: Phase, step: int, done: int, generator: Generator
    ) -> tuple[Tensor, float]:
        """The canvas one step on, and the logit before.

        A step whose gradient is broken is taken again at half the size, and so are all that
        follow: the canvas then lies elsewhere. Twice is too often.
        """
        index = done % len(self._groups)
        blur_px, step_size = phase.at(step)
        place = self._place(phase.side_px, index, generator)
        gradient, reading = self.gradient(image[..., place[0], place[1]], self._groups[index])
        if not (math.isfinite(reading) and bool(gradient.isfinite().all())):
            raise NotFiniteError(f"step {done}")
        moved = image + PULL * (NOISE_MEAN - image)
        mean = gradient.abs().mean().clamp_min(_SMALLEST)
        moved[..., place[0], place[1]] += gradient * (step_size / mean)
        return blur(moved, sigma_px=blur_px).clamp_(0, 1), reading

    def _place(self, side_px: int, index: int, generator: Generator) -> tuple[slice, slice]:
        """(rows, columns) of the view of a step.

        Anywhere on the canvas; of several things each keeps to its own place. Draws beyond the
        canvas are moved to its border, which would be seen too seldom otherwise.
        """
        slack = side_px - VIEW_PX
        draws = torch.rand(2, generator=generator)
        shares = draws * (1 + 2 * OVERSHOOT) - OVERSHOOT
        if len(self._groups) > 1:
            centre = torch.tensor(_CENTRES[len(self._groups)][index])
            shares = centre + (draws - 0.5) * SPREAD
        top, left = (shares * slack).round().clamp(0, slack).int().tolist()
        return slice(top, top + VIEW_PX), slice(left, left + VIEW_PX)

    def gradient(self, view: Tensor, group: Sequence[int]) -> tuple[Tensor, float]:
        """(where the view becomes more of the group, the group's logit).

        Climbs the logit above the mean one, and the log-probability, without which a tabby may
        as well be another cat. A group's logit is its smooth maximum: a dog becomes one of
        118 breeds, not the mean of all.
        """
        view = view.detach().requires_grad_()
        logits = class_logits(self._network(view)[CLASSIFIER])
        logit = logits[list(group)].logsumexp(dim=0)
        score = logit - logits.mean() + (logit - logits.logsumexp(dim=0))
        (gradient,) = torch.autograd.grad(score, view)
        return gradient, float(logit.detach())
