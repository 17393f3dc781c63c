"""Style transfer by optimisation, coarse to fine: the loop and its optimisers.

After crowsonkb/style-transfer-pytorch: content init, Adam with averaged iterates, both warm from
one scale to the next. Differs: few steps at the large scales, which cost most.
"""

from __future__ import annotations

import functools
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from engine.errors import NotFiniteError
from engine.ops.images import resize_image
from engine.ops.lbfgs import one_step_lbfgs
from engine.studio.progress import OnStep, Step
from engine.style.scales import Scale

# Adam's as the source has them. Its average decays by 0.99, over 500 steps a scale and more: over
# our few it would lag far behind the image.
BETAS = (0.9, 0.99)
EPSILON = 1e-8
AVERAGE_DECAY = 0.9

LBFGS_EVALUATIONS = 8  # at most, in one step's line search
_SMALLEST_GRADIENT = 1e-30

# An image to its loss and the loss's gradient there.
Evaluate = Callable[[Tensor], tuple[float, Tensor]]
Resize = Callable[..., Tensor]  # as resize_image


def transfer(
    image: Tensor,
    evaluate_at: Callable[[Scale, Tensor], Evaluate],
    *,
    scales: Sequence[Scale],
    learning_rate: float,
    optimiser: str = "adam",
    resize: Resize = resize_image,
    on_step: OnStep | None = None,
) -> Tensor:
    """Paint ``image`` scale by scale.

    Args:
        image: (1, 3, H, W) in [0, 1], the start at any size; left unchanged.
        evaluate_at: what to minimise at a scale, from an image of its size; asked for once, when
            the scale begins.
        optimiser: ``adam``, or ``lbfgs``, which gives its last iterate instead of an average.
        on_step: may raise to stop.
    Returns: (1, 3, H, W) in [0, 1] at the last scale's size.
    Raises: NotFiniteError: the gradient broke twice.
    """
    first = scales[0]
    start = resize(image, width=first.width, height=first.height, mode="bicubic").clamp(0, 1)
    painter: _Painter
    if optimiser == "lbfgs":
        painter = _LbfgsPainter(start, resize=resize)
    else:
        painter = _AdamPainter(start, resize=resize, learning_rate=learning_rate)
    all_work = sum(scale.work for scale in scales)
    index = work = 0
    for scale in scales:
        painter.rescale(width=scale.width, height=scale.height)
        evaluate = evaluate_at(scale, painter.result)
        for _ in range(scale.steps):
            loss = painter.step(evaluate)
            index += 1
            work += scale.width * scale.height
            if on_step is not None:
                fraction = work / all_work
                on_step(Step(index=index, fraction=fraction, image=painter.result, objective=loss))
        painter.end_scale(scale)
    return painter.result


class _Painter(ABC):
    """An image on its way: the iterate, and what would be given away."""

    def __init__(self, image: Tensor, *, resize: Resize) -> None:
        self.image = image
        self.result = image
        self._resize = resize
        self._has_broken = False
        self._held: Tensor | None = None

    @abstractmethod
    def step(self, evaluate: Evaluate) -> float:
        """One step down the loss, which is returned."""

    @abstractmethod
    def _resize_memory(self, *, width: int, height: int) -> None:
        """What the optimiser remembers, for another size."""

    @abstractmethod
    def _forget(self) -> None:
        """Begin anew, slower."""

    def rescale(self, *, width: int, height: int) -> None:
        """Go on at another size from the result so far."""
        if (height, width) == self.image.shape[-2:]:
            return
        self._resize_memory(width=width, height=height)
        resized = self._resize(self.result, width=width, height=height, mode="bicubic")
        self.image = self.result = resized.clamp(0, 1)

    def end_scale(self, scale: Scale) -> None:
        """Hold the painting, or bring what an earlier scale held back into it.

        Differs from the source: a large order, shrunk, is then the small order's painting.
        """
        if scale.is_held:
            self._held = self.result
        elif self._held is not None:
            height, width = self._held.shape[-2:]
            drift = self._held - self._resize(self.result, width=width, height=height)
            drift = self._resize(drift, width=scale.width, height=scale.height, mode="bicubic")
            self.result = (self.result + drift).clamp(0, 1)

    def _recover(self) -> None:
        """Once per transfer: from the result so far."""
        if self._has_broken:
            raise NotFiniteError("the style gradient broke twice")
        self._has_broken = True
        self.image = self.result
        self._forget()


class _AdamPainter(_Painter):
    """Adam on an image's pixels, kept in [0, 1]; the result is the average of its iterates."""

    def __init__(self, image: Tensor, *, resize: Resize, learning_rate: float) -> None:
        super().__init__(image, resize=resize)
        self._learning_rate = learning_rate
        self._start_memory()

    def step(self, evaluate: Evaluate) -> float:
        loss, gradient = evaluate(self.image)
        if torch.isfinite(gradient).all():
            self._descend(gradient)
        else:
            self._recover()
        return loss

    def _start_memory(self) -> None:
        self._steps = 0
        self._mean = torch.zeros_like(self.image)
        self._square = torch.zeros_like(self.image)
        self._averaged = 0

    def _forget(self) -> None:
        self._learning_rate /= 2
        self._start_memory()

    def _resize_memory(self, *, width: int, height: int) -> None:
        """Differs from the source: the losses are means, so gradients shrink as pixels grow in
        number, and Adam's memory of them with it.
        """
        height_before, width_before = self.image.shape[-2:]
        shrink = width_before * height_before / (width * height)
        resize = functools.partial(self._resize, width=width, height=height)
        self._mean = resize(self._mean, mode="bicubic") * shrink
        self._square = resize(self._square).clamp_min(0) * shrink**2
        self._averaged = 0

    @torch.no_grad()
    def _descend(self, gradient: Tensor) -> None:
        """Kingma and Ba 2015, algorithm 1, then the bias-corrected average of the iterates."""
        self._steps += 1
        self._mean.lerp_(gradient, 1 - BETAS[0])
        self._square.mul_(BETAS[1]).addcmul_(gradient, gradient, value=1 - BETAS[1])
        # In few steps: at 4000 px each image in between is 128 MB.
        deviation = (self._square / (1 - BETAS[1] ** self._steps)).sqrt_().add_(EPSILON)
        rate = self._learning_rate / (1 - BETAS[0] ** self._steps)
        self.image = self.image.addcdiv(self._mean, deviation, value=-rate).clamp_(0, 1)
        # The same as dividing a zero-started average by 1 - decay^n, without keeping both.
        self._averaged += 1
        weight = (1 - AVERAGE_DECAY) / (1 - AVERAGE_DECAY**self._averaged)
        self.result = self.result.lerp(self.image, weight)


class _LbfgsPainter(_Painter):
    """L-BFGS on an image's pixels, which may leave [0, 1] on their way; the result does not."""

    def __init__(self, image: Tensor, *, resize: Resize) -> None:
        super().__init__(image, resize=resize)
        self._gain: float | None = None
        self._pixels = self.image
        self._forget()

    def step(self, evaluate: Evaluate) -> float:
        before = self._pixels.detach().clone()
        first: list[float] = []

        def closure() -> float:
            loss, gradient = evaluate(self._pixels.detach())
            if self._gain is None:
                # Gradients of a mean are tiny, and L-BFGS has thresholds of its own.
                self._gain = 1 / max(gradient.abs().mean().item(), _SMALLEST_GRADIENT)
            first.append(loss)
            self._pixels.grad = (gradient * self._gain).contiguous()
            return loss * self._gain

        self._lbfgs.step(closure)  # type: ignore[no-untyped-call]  # torch's is untyped
        self._lbfgs.param_groups[0]["lr"] = 1.0
        if torch.isfinite(self._pixels).all() and math.isfinite(first[0]):
            self.image = self._pixels.detach().clone()
            self.result = self.image.clamp(0, 1)
        else:
            self.image = before
            self._recover()
        return first[0]

    def rescale(self, *, width: int, height: int) -> None:
        super().rescale(width=width, height=height)
        self._forget()

    def _resize_memory(self, *, width: int, height: int) -> None:
        """Nothing: curvature does not carry over."""

    def _forget(self) -> None:
        self._pixels = self.image.detach().clone().requires_grad_()
        self._gain = None
        self._lbfgs = one_step_lbfgs(self._pixels, evaluations=LBFGS_EVALUATIONS)
