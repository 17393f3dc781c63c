"""Class drawing: a picture of a thing from noise, as a network knows it.

By MACO (maco.py), or by deepdraw. Source: auduno/deepdraw, deepdraw.py. Differs: 400 steps for its
500, the main classifier for all (our networks come without auxiliary ones); uniform crops, darker
noise, and more canvas for several things; the log-probability beside the logit; the result's
contrast is stretched.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import torch
from PIL import Image
from torch import Generator, Tensor

from engine.catalogue.layers import CLASSIFIER
from engine.errors import NotFiniteError
from engine.interpret.choices import choose_draw
from engine.interpret.maco import FURTHER_THING, PhasePainter, usual_steps
from engine.interpret.what import Network, class_logits, likeliest, look_at
from engine.media.pictures import Picture
from engine.ops.blur import blur
from engine.ops.images import resize_image, to_picture
from engine.ops.transforms import octave_generator
from engine.options.bounds import DEFAULT_DRAWING_PX, MAX_STEPS
from engine.options.interpret import DrawOptions
from engine.studio.artwork import Artwork
from engine.studio.budget import affordable_steps
from engine.studio.progress import OnProgress, OnStep, Step, watch
from engine.studio.studio import Studio, rendering

VIEW_PX = 224  # what the networks were trained on: a step sees as much of the canvas
_LEAST_PX = {1: VIEW_PX, 2: 400, 3: 480}  # the smallest canvas with room for so many things
MOST_CANVAS_PX = 640  # larger drawings are enlarged: more canvas is more of the same things
CANVAS_SCALE = 1.2  # from one phase to the next
NOISE_MEAN, NOISE_DEVIATION = 120 / 255, 8 / 255
OVERSHOOT = 0.25  # how far beyond the canvas places are drawn, as a share of its room
CLIPPED = 0.003  # the share of pixels that the final stretch makes black, and white
_SMALLEST = 1e-30


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Steps on a canvas of one size.

    Attributes:
        blur_px: sigma of the blur after every step, at the phase's start and end.
        step_size: mean change per pixel and step, at the start and the end.
        pull: share of the way back to the noise's mean after every step: the gradient of an L2
            penalty (Simonyan et al. 2013). The recipe has none: blurs restrain it better.
    """

    side_px: int
    steps: int
    blur_px: tuple[float, float]
    step_size: tuple[float, float]
    pull: float = 0.0

    def at(self, step: int) -> tuple[float, float]:
        """(blur_px, step_size) of a step, from 0."""
        share = step / max(1, self.steps - 1)
        blurs, sizes = self.blur_px, self.step_size
        return (
            blurs[0] + (blurs[1] - blurs[0]) * share,
            sizes[0] + (sizes[1] - sizes[0]) * share,
        )


# The schedule of deepdraw, in [0, 1]; ours ends on a wider blur, for less of a weave.
FIRST = Phase(side_px=VIEW_PX, steps=160, blur_px=(2.5, 0.78), step_size=(11 / 255, 11 / 255))
MIDDLE = Phase(side_px=VIEW_PX, steps=80, blur_px=(0.94, 0.78), step_size=(6 / 255, 6 / 255))
LAST = Phase(side_px=VIEW_PX, steps=160, blur_px=(0.94, 0.5), step_size=(6 / 255, 3 / 255))


def draw(
    options: DrawOptions, *, studio: Studio | None = None, on_progress: OnProgress | None = None
) -> Artwork:
    """A square picture of one thing, or of several side by side.

    Args:
        studio: keeps networks warm from one call to the next; None: a new one.
        on_progress: told of each step; may raise to stop.
    Returns: ``labels`` are what the network sees in the drawing; ``facts`` are the classes and
        the probability of each in its part of the drawing.
    Raises: UnknownNameError, OptionError, WeightsError, NotFiniteError,
        OutOfMemoryError; whatever ``on_progress`` raises.
    """
    studio = studio or Studio()
    choice = choose_draw(options, store=studio.store)
    groups = [group.indices for group in choice.groups]
    side_px = choice.options.size_px or max(DEFAULT_DRAWING_PX, _LEAST_PX[len(groups)])
    with rendering():
        network = studio.backbone(choice.info, choice.path, layers=[CLASSIFIER], exact=True)
        painter = Painter(network, groups, seed=choice.options.seed)
        asked = steps = _planned_steps(choice.options, side_px, classes=len(groups))
        if studio.budget_s is not None:
            step_s = painter.step_s()
            steps = affordable_steps(asked, lambda count: count * step_s, budget_s=studio.budget_s)
        options = replace(choice.options, size_px=side_px, steps=steps)
        started = time.perf_counter()
        canvas = _drawn(painter, options, device=studio.device, on_progress=on_progress)
        image = resize_image(canvas, width=side_px, height=side_px, mode="bicubic")
        result = to_picture(image)
        seconds = time.perf_counter() - started
        whole = look_at(Picture(image=result), network, device=studio.device)
        shares = [
            float(look_at(part, network, device=studio.device).softmax(dim=0)[list(group)].sum())
            for part, group in zip(parts_of(result, len(groups)), groups, strict=True)
        ]
    return Artwork(
        art="draw",
        network=choice.info.name,
        options=options,
        seconds=seconds,
        device=studio.device.type,
        image=result,
        steps=steps,
        steps_cut=steps < asked,
        labels=likeliest(whole, own=choice.info.classes),
        facts={"classes": [group.name for group in choice.groups], "shares": shares},
    )


def _planned_steps(options: DrawOptions, side_px: int, *, classes: int) -> int:
    """As many as the recipe has, at most those that are asked for."""
    if options.made_by == "maco":
        return min(options.steps or MAX_STEPS, usual_steps(classes))
    return count_steps(plan_phases(side_px, classes=classes, steps=options.steps))


def _drawn(
    painter: Painter, options: DrawOptions, *, device: torch.device, on_progress: OnProgress | None
) -> Tensor:
    """The canvas of ``options``, which say size and steps, by their recipe."""
    side_px, steps = options.size_px or DEFAULT_DRAWING_PX, options.steps or 1
    groups = painter.groups
    if options.made_by == "maco":
        phases = PhasePainter(painter.gradient, groups, seed=options.seed)
        part = VIEW_PX / _LEAST_PX[len(groups)]
        return phases.to(device).paint(steps, part=part, on_step=watch(on_progress))
    plan = plan_phases(side_px, classes=len(groups), steps=steps)
    noise = painter.noise(plan[0].side_px).to(device)
    return stretched(painter.paint(noise, plan, on_step=watch(on_progress, shown=stretched)))


def plan_phases(side_px: int, *, classes: int, steps: int | None = None) -> tuple[Phase, ...]:
    """Coarse shapes on the smallest canvas, then finer ones on larger and larger canvases.

    Args:
        side_px: of the drawing; the last canvas is neither smaller than the first nor larger
            than MOST_CANVAS_PX.
        classes: several things need room from the start, and steps for each.
        steps: at most so many in all, each phase as long beside the others as before.
    """
    base_px = _LEAST_PX[classes]
    last_px = max(base_px, min(side_px, MOST_CANVAS_PX))
    count = round(math.log(last_px / base_px) / math.log(CANVAS_SCALE))
    sides = [round(base_px * CANVAS_SCALE**index) for index in range(1, count)]
    first = replace(FIRST, side_px=base_px)
    phases = [first, *(replace(MIDDLE, side_px=side) for side in sides)]
    phases.append(replace(LAST, side_px=last_px))
    # Beyond the usual size a view covers less of the canvas, and more of them are needed.
    usual_px = max(base_px, DEFAULT_DRAWING_PX)
    turns = 1 + FURTHER_THING * (classes - 1)
    shares = [turns * max(1.0, (phase.side_px / usual_px) ** 2) for phase in phases]
    ends = list(
        accumulate(phase.steps * share for phase, share in zip(phases, shares, strict=True))
    )
    kept = 1.0 if steps is None else min(1.0, steps / round(ends[-1]))
    counts = [round(end * kept) for end in ends]
    return tuple(
        replace(phase, steps=end - start)
        for phase, start, end in zip(phases, [0, *counts[:-1]], counts, strict=True)
    )


def count_steps(phases: Sequence[Phase]) -> int:
    """Of all phases together."""
    return sum(phase.steps for phase in phases)


def parts_of(drawing: Image.Image, classes: int) -> list[Picture]:
    """The whole, or where each of several things stands."""
    side = drawing.width
    width = side if classes == 1 else round(side * VIEW_PX / _LEAST_PX[classes])
    starts = [(side - width) * index // max(1, classes - 1) for index in range(classes)]
    return [Picture(image=drawing.crop((left, 0, left + width, side))) for left in starts]


def stretched(image: Tensor) -> Tensor:
    """The contrast that the blurs took, given back: one change for all pixels and colours."""
    low, high = image.quantile(CLIPPED), image.quantile(1 - CLIPPED)
    return ((image - low) / (high - low).clamp_min(_SMALLEST)).clamp(0, 1)


class Painter:
    """Moves canvases towards classes, one view and one class at a time."""

    def __init__(self, network: Network, groups: Sequence[Sequence[int]], *, seed: int) -> None:
        """``groups``: of class numbers; of a group, the likeliest lead."""
        self._network = network
        self.groups = [list(group) for group in groups]
        self._seed = seed
        self._step_share = 1.0

    def noise(self, side_px: int) -> Tensor:
        """(1, 3, side_px, side_px), on the CPU: what a drawing begins with."""
        generator = octave_generator(self._seed, 0)
        noise = torch.randn((1, 3, side_px, side_px), generator=generator)
        return NOISE_MEAN + NOISE_DEVIATION * noise

    def paint(
        self, image: Tensor, phases: Sequence[Phase], *, on_step: OnStep | None = None
    ) -> Tensor:
        """Go through the phases.

        Args:
            image: (1, 3, H, H) RGB in [0, 1]; left unchanged.
            on_step: told of the canvas, not yet ``stretched``, and of the logit of the step's
                class.

        Raises: NotFiniteError.
        """
        total, done = count_steps(phases), 0
        for index, phase in enumerate(phases, start=1):
            generator = octave_generator(self._seed, index)
            image = resize_image(image, width=phase.side_px, height=phase.side_px)
            for step in range(phase.steps):
                image, logit = self._step(image, phase, step, done, generator)
                done += 1
                if on_step is not None:
                    on_step(Step(index=done, fraction=done / total, image=image, objective=logit))
        return image

    def step_s(self) -> float:
        """What a step costs now, on noise of its own."""
        noise = self.noise(VIEW_PX)
        best = math.inf
        for _ in range(2):  # the first also pays for warming up
            started = time.perf_counter()
            self.gradient(noise, self.groups[0])
            best = min(best, time.perf_counter() - started)
        return best

    def _step(
        self, image: Tensor, phase: Phase, step: int, done: int, generator: Generator
    ) -> tuple[Tensor, float]:
        """The canvas one step on, and the logit before.

        Where the gradient is broken the canvas stays, and all later steps, which look at other
        parts of it, are half as large; twice is too often.
        """
        index = done % len(self.groups)
        blur_px, step_size = phase.at(step)
        place = self._place(phase.side_px, index, generator)
        gradient, reading = self.gradient(image[..., place[0], place[1]], self.groups[index])
        if not (math.isfinite(reading) and bool(gradient.isfinite().all())):
            if self._step_share < 1:
                raise NotFiniteError(f"step {done}")
            self._step_share /= 2
            return image, 0.0
        moved = image + phase.pull * (NOISE_MEAN - image)
        mean = gradient.abs().mean().clamp_min(_SMALLEST)
        moved[..., place[0], place[1]] += gradient * (step_size * self._step_share / mean)
        return blur(moved, sigma_px=blur_px).clamp_(0, 1), reading

    def _place(self, side_px: int, index: int, generator: Generator) -> tuple[slice, slice]:
        """(rows, columns) of the view of a step.

        Anywhere on the canvas; several things stand side by side. Draws beyond the canvas are
        moved to its border, which would be seen too seldom otherwise.
        """
        slack = side_px - VIEW_PX
        draws = torch.rand(2, generator=generator) * (1 + 2 * OVERSHOOT) - OVERSHOOT
        top, left = (draws * slack).round().clamp(0, slack).int().tolist()
        if len(self.groups) > 1:
            left = slack * index // (len(self.groups) - 1)
        return slice(top, top + VIEW_PX), slice(left, left + VIEW_PX)

    def gradient(
        self, view: Tensor, group: Sequence[int], *, log_weight: float = 1.0
    ) -> tuple[Tensor, float]:
        """(where the view becomes more of the group, the group's logit).

        Climbs the logit above the mean one, and the log-probability, without which a tabby may
        as well be another cat. A group's logit is its smooth maximum: a dog becomes one of
        118 breeds, not the mean of all.
        """
        view = view.detach().requires_grad_()
        logits = class_logits(self._network(view)[CLASSIFIER])
        logit = logits[list(group)].logsumexp(dim=0)
        score = logit - logits.mean() + log_weight * (logit - logits.logsumexp(dim=0))
        (gradient,) = torch.autograd.grad(score, view)
        return gradient, float(logit.detach())
