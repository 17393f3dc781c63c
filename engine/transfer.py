"""Style transfer by optimisation, coarse to fine: the loop, its scales and its optimiser.

After crowsonkb/style-transfer-pytorch: content init, Adam with averaged iterates, both warm from
one scale to the next. Differs: Gram matrices; few steps at the large scales, which cost most.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.errors import NotFiniteError
from engine.images import resize_image
from engine.losses import Objective
from engine.options import DEFAULT_SIZE_PX, DEFAULT_STYLE_STEPS

MIN_SCALE_PX = 96
SCALE_RATIO = 2**0.5
# The last rung is the output size itself; one closer to it than this would be spent for nothing.
SMALLEST_LAST_RATIO = 1.2
# Each scale gets this share of the next smaller one's steps, but no less than the floor:
# structure is settled while steps are cheap, and even a large print gets its fine strokes.
STEP_RATIO = 0.62
STEP_FLOOR = 0.1
LEAST_STEPS_ABOVE = 2  # on each scale above DEFAULT_SIZE_PX, where there are steps for it
BETAS = (0.9, 0.99)
EPSILON = 1e-8
AVERAGE_DECAY = 0.9

Features = Callable[[Tensor], Mapping[str, Tensor]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """One rung of the ladder: an image size and the steps made there.

    ``is_held``: what was painted by its end stays; larger scales only add finer detail.
    """

    width: int
    height: int
    steps: int
    is_held: bool = False

    @property
    def work(self) -> int:
        """What it costs, in steps times pixels."""
        return self.steps * self.width * self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One finished step.

    Attributes:
        index: from 1 to ``total`` over all scales.
        fraction: of the work, not of the steps: late steps are large.
        image: the average so far.
        loss: before the step.
    """

    index: int
    total: int
    fraction: float
    scale: Scale
    image: Tensor
    loss: float


OnStep = Callable[[Step], None]


def plan_scales(*, width: int, height: int, steps: int, min_side_px: int = 1) -> tuple[Scale, ...]:
    """The scales of a transfer of this size, small to large, sharing ``steps`` out.

    Anchored at the small end: a picture larger than DEFAULT_SIZE_PX is first painted at that
    size, in the steps that it has by default if there are enough, so that it is the same
    picture; the other steps add detail on larger scales. The last scale, the output size, always
    gets a step; small scales whose shorter side is below ``min_side_px``, and those without a
    step, are left out.
    """
    longest = max(width, height)
    base = min(longest, DEFAULT_SIZE_PX)
    sides = [
        side
        for side in (*_sides_below(base), *_sides_above(base, longest))
        if side == longest or round(min(width, height) * side / longest) >= min_side_px
    ]
    above = sum(side > base for side in sides)
    return tuple(
        Scale(
            width=round(width * side / longest),
            height=round(height * side / longest),
            steps=share,
            is_held=side == base < longest,
        )
        for side, share in zip(sides, _share_steps(steps, len(sides), above=above), strict=True)
        if share
    )


def _sides_below(base: float) -> list[float]:
    """Longest sides from MIN_SCALE_PX up to ``base`` itself."""
    sides = [float(MIN_SCALE_PX)]
    while sides[-1] * SCALE_RATIO * SMALLEST_LAST_RATIO < base:
        sides.append(sides[-1] * SCALE_RATIO)
    return [one for one in sides if one * SMALLEST_LAST_RATIO < base] + [base]


def _sides_above(base: float, longest: float) -> list[float]:
    """Evenly spaced longest sides above ``base`` up to ``longest`` itself."""
    if longest <= base:
        return []
    count = max(1, round(math.log(longest / base, SCALE_RATIO)))
    between = [base * (longest / base) ** (rung / count) for rung in range(1, count)]
    return [*between, longest]


def _share_steps(steps: int, scales: int, *, above: int = 0) -> list[int]:
    """Steps of each scale; ``above``: how many of them lie above DEFAULT_SIZE_PX."""
    if steps == 0 or scales == 1:
        return [0] * (scales - 1) + [steps]
    weights = [max(STEP_RATIO**rung, STEP_FLOOR) for rung in range(scales)]
    last = max(1, round(steps * weights[-1] / sum(weights)))
    shares = [*_split(steps - last, weights[:-1]), last]
    if not above or above == scales:
        return shares
    # Even a few steps more or fewer at a small scale send the painting another way: the ladder
    # up to DEFAULT_SIZE_PX keeps its counts, and only its last rung gives some of its steps up.
    ladder = _share_steps(min(steps, DEFAULT_STYLE_STEPS), scales - above)
    spare = steps - sum(ladder)
    given = max(0, min(ladder[-1] // 2, LEAST_STEPS_ABOVE * above - spare))
    if spare + given == 0:
        return shares
    ladder[-1] -= given
    last = math.ceil((spare + given) / above)
    return [*ladder, *_split(spare + given - last, [1.0] * (above - 1)), last]


def _split(steps: int, weights: Sequence[float]) -> list[int]:
    """``steps`` shared out by ``weights``, none lost to rounding."""
    total = sum(weights)  # zero without weights, where there is nothing to share
    marks = [round(steps * one / total) for one in itertools.accumulate(weights)]
    return [after - before for before, after in itertools.pairwise([0, *marks])]


def transfer(
    image: Tensor,
    objectives: Callable[[Scale], Objective],
    *,
    features: Features,
    scales: Sequence[Scale],
    learning_rate: float,
    on_step: OnStep | None = None,
) -> Tensor:
    """Paint ``image`` scale by scale.

    Args:
        image: (1, 3, H, W) in [0, 1], the start at any size; left unchanged.
        objectives: what to resemble at a scale; asked for once, when the scale begins.
        features: layer -> features of an image.
        on_step: may raise to stop.
    Returns: (1, 3, H, W) at the last scale's size: the average of its iterates.
    Raises: NotFiniteError: the gradient broke twice.
    """
    first = scales[0]
    painter = _Painter(
        resize_image(image, width=first.width, height=first.height, mode="bicubic").clamp(0, 1),
        learning_rate=learning_rate,
    )
    total = sum(scale.steps for scale in scales)
    all_work = sum(scale.work for scale in scales)
    index = work = 0
    for scale in scales:
        painter.rescale(width=scale.width, height=scale.height)
        objective = objectives(scale)
        for _ in range(scale.steps):
            loss = painter.step(objective, features)
            index += 1
            work += scale.width * scale.height
            if on_step is not None:
                on_step(
                    Step(
                        index=index,
                        total=total,
                        fraction=work / all_work,
                        scale=scale,
                        image=painter.average,
                        loss=loss,
                    )
                )
        painter.end_scale(scale)
    return painter.average


class _Painter:
    """Adam on an image's pixels, kept in [0, 1], with the average of its iterates."""

    def __init__(self, image: Tensor, *, learning_rate: float) -> None:
        self.image = image
        self.average = image
        self._learning_rate = learning_rate
        self._has_broken = False
        self._held: Tensor | None = None
        self._forget()

    def _forget(self) -> None:
        """Begin Adam anew."""
        self._steps = 0
        self._mean = torch.zeros_like(self.image)
        self._square = torch.zeros_like(self.image)
        self._averaged = 0

    def rescale(self, *, width: int, height: int) -> None:
        """Go on at another size from the average so far.

        Differs from the source: the losses are means, so gradients shrink as pixels grow in
        number, and Adam's memory of them with it.
        """
        height_before, width_before = self.image.shape[-2:]
        if (width, height) == (width_before, height_before):
            return
        shrink = width_before * height_before / (width * height)
        resize = functools.partial(resize_image, width=width, height=height)
        self.image = resize(self.average, mode="bicubic").clamp(0, 1)
        self._mean = resize(self._mean, mode="bicubic") * shrink
        self._square = resize(self._square).clamp_min(0) * shrink**2
        self.average = self.image
        self._averaged = 0

    def end_scale(self, scale: Scale) -> None:
        """Hold the painting, or bring what an earlier scale held back into it.

        Differs from the source: a large order, shrunk, is then the small order's painting.
        """
        if scale.is_held:
            self._held = self.average
        elif self._held is not None:
            height, width = self._held.shape[-2:]
            drift = self._held - resize_image(self.average, width=width, height=height)
            drift = resize_image(drift, width=scale.width, height=scale.height, mode="bicubic")
            self.average = (self.average + drift).clamp(0, 1)

    def step(self, objective: Objective, features: Features) -> float:
        """One step down the total loss, which is returned."""
        image = self.image.detach().requires_grad_()
        loss = objective(image, features(image)).total
        (gradient,) = torch.autograd.grad(loss, image)
        if not torch.isfinite(gradient).all():
            self._recover()
        else:
            self._descend(gradient)
        return loss.item()

    def _recover(self) -> None:
        """Once per transfer: from the average, slower."""
        if self._has_broken:
            raise NotFiniteError("the style gradient broke twice")
        self._has_broken = True
        self._learning_rate /= 2
        self.image = self.average
        self._forget()

    @torch.no_grad()
    def _descend(self, gradient: Tensor) -> None:
        """Kingma and Ba 2015, algorithm 1, then the bias-corrected average of the iterates."""
        self._steps += 1
        self._mean.lerp_(gradient, 1 - BETAS[0])
        self._square.lerp_(gradient.square(), 1 - BETAS[1])
        mean = self._mean / (1 - BETAS[0] ** self._steps)
        deviation = (self._square / (1 - BETAS[1] ** self._steps)).sqrt_().add_(EPSILON)
        self.image = (self.image - self._learning_rate * mean / deviation).clamp_(0, 1)
        # The same as dividing a zero-started average by 1 - decay^n, without keeping both.
        self._averaged += 1
        weight = (1 - AVERAGE_DECAY) / (1 - AVERAGE_DECAY**self._averaged)
        self.average = self.average.lerp(self.image, weight)
