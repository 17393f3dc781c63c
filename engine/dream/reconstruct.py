"""Pictures found from features by L-BFGS: a layer enhanced, or a picture from a layer alone.

Both minimise sum((f(X) - target)^2) / sum(target^2) + R(X), where R is the natural-image prior:
total variation and the 6-norm. Sources: galchinsky/caf; Mahendran and Vedaldi 2014.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.dream.parametrisations import FourierImage
from engine.errors import NotFiniteError
from engine.ops.lbfgs import one_step_lbfgs
from engine.ops.penalties import p_norm, p_norm_gradient, total_variation, tv_gradient
from engine.studio.progress import OnStep, Step

Features = Callable[[Tensor], Tensor]
# An image to its loss and the loss's gradient there.
Evaluate = Callable[[Tensor], tuple[float, Tensor]]

GAIN = 4.0
QUANTILE = 0.9
PRIOR_SHARE = 0.1
# From noise, R as strong as that leaves hardly any colour.
INVERSION_PRIOR_SHARE = 0.003
LINE_SEARCH_EVALUATIONS = 25  # at most, each step
# Mean absolute gradients of R's parts, times the pixels, that a soft photo has at least. A start
# of faint noise has far less, and would give R a weight that no picture could bear.
_TYPICAL_TV = 0.02
_TYPICAL_P_NORM = 0.2
_SMALLEST_SIZE = 1e-30


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """R(X), the natural-image prior of Mahendran and Vedaldi: beta 2, alpha 6."""

    tv_weight: float = 0.0
    p_norm_weight: float = 0.0

    def __call__(self, image: Tensor) -> Tensor:
        return self.tv_weight * total_variation(image) + self.p_norm_weight * p_norm(image)

    def gradient(self, image: Tensor) -> Tensor:
        return self.tv_weight * tv_gradient(image) + self.p_norm_weight * p_norm_gradient(image)


def enhance(
    photo: Tensor,
    features_of: Features,
    *,
    steps: int,
    gain: float = GAIN,
    quantile: float = QUANTILE,
    prior_share: float = PRIOR_SHARE,
    on_step: OnStep | None = None,
) -> Tensor:
    """``photo`` changed so that what a layer saw most in it is seen ``gain`` times as strongly.

    Args:
        photo: (1, 3, H, W) RGB in [0, 1].
        features_of: the layer's features; of a float32 network, since bfloat16 is too coarse for
            a line search.
        steps: at most.
        prior_share: R's gradient over the data term's, mean absolute sizes, at the photo.
        on_step: may raise to stop.
    Raises: NotFiniteError.
    Source: galchinsky/caf. Differs: gain 4, not 1600; R counts and has its own gradient; the
        spectrum is searched, not the pixels.
    """
    target = enhanced(features_of(photo).detach(), gain=gain, quantile=quantile)
    evaluate = matching(features_of, target)
    evaluate = with_prior(evaluate, prior_for(photo, evaluate, share=prior_share))
    return reconstruct(photo, evaluate, steps=steps, on_step=on_step)


def invert(
    target: Tensor,
    features_of: Features,
    *,
    start: Tensor,
    steps: int,
    prior_share: float = INVERSION_PRIOR_SHARE,
    on_step: OnStep | None = None,
) -> Tensor:
    """A picture with these features, found from ``start``: what a layer knows of its picture.

    Arguments as ``enhance``'s; ``start``: noise, for example parametrise.fourier_noise.
    Raises: NotFiniteError.
    Source: Mahendran and Vedaldi 2014. Differs: L-BFGS on the spectrum, not momentum on pixels.
    """
    evaluate = matching(features_of, target)
    evaluate = with_prior(evaluate, prior_for(start, evaluate, share=prior_share))
    return reconstruct(start, evaluate, steps=steps, on_step=on_step)


def enhanced(features: Tensor, *, gain: float = GAIN, quantile: float = QUANTILE) -> Tensor:
    """Features whose values above their ``quantile``, over all channels, are ``gain`` times."""
    values = features.flatten()
    rank = 1 + round(quantile * (values.numel() - 1))
    threshold = values.kthvalue(rank).values
    return torch.where(features > threshold, gain * features, features)


def matching(features_of: Features, target: Tensor) -> Evaluate:
    """The data term and its gradient; 1 for an image whose features are all 0."""

    def evaluate(image: Tensor) -> tuple[float, Tensor]:
        variable = image.detach().requires_grad_()
        loss = content_loss(features_of(variable), target)
        (gradient,) = torch.autograd.grad(loss, variable)
        return loss.item(), gradient

    return evaluate


def content_loss(features: Tensor, target: Tensor) -> Tensor:
    """Mean squared difference over the target's mean square: 1 for features that are all zero."""
    power = target.square().mean().clamp_min(_SMALLEST_SIZE)
    return (features - target).square().mean() / power


def with_prior(evaluate: Evaluate, prior: Prior) -> Evaluate:
    """The sum of both."""

    def both(image: Tensor) -> tuple[float, Tensor]:
        loss, gradient = evaluate(image)
        return loss + prior(image).item(), gradient + prior.gradient(image)

    return both


def prior_for(image: Tensor, evaluate: Evaluate, *, share: float) -> Prior:
    """R, half of it TV and half 6-norm, so strong that at ``image`` its gradient is ``share``
    of ``evaluate``'s (less where the image is smoother or greyer than any photo).
    """
    data = evaluate(image)[1].abs().mean().item()
    part = share * data / 2

    def size(gradient: Tensor, typical: float) -> float:
        return max(gradient.abs().mean().item(), typical / image.numel())

    return Prior(
        tv_weight=part / size(tv_gradient(image), _TYPICAL_TV),
        p_norm_weight=part / size(p_norm_gradient(image), _TYPICAL_P_NORM),
    )


def reconstruct(
    start: Tensor, evaluate: Evaluate, *, steps: int, on_step: OnStep | None = None
) -> Tensor:
    """The image of the smallest loss that ``steps`` of L-BFGS find from ``start``.

    What is searched is the image's spectrum (parametrisations.py): by pixels, L-BFGS makes noise
    before it makes shapes, and finds larger losses. Its sigmoid keeps each image in [0, 1].

    Args:
        start: left unchanged; searched in its own precision, at least float32.
        steps: at most; fewer where no step lowers the loss any more.
        on_step: told after each evaluation, not only after each step: of the last step that was
            accepted, whose loss is smaller than those before; may raise to stop.
    Raises: NotFiniteError: the loss at ``start`` is not a number.
    """
    search = _Search(start, evaluate, steps=steps, on_step=on_step)
    while search.index < steps and (search.step() or search.begin_anew()):
        pass
    return search.image


class _Search:
    """L-BFGS with strong Wolfe conditions; only images of a smaller loss are accepted."""

    def __init__(
        self, start: Tensor, evaluate: Evaluate, *, steps: int, on_step: OnStep | None
    ) -> None:
        self._evaluate = evaluate
        self._on_step = on_step
        self._total = steps
        self.index = 0
        dtype = torch.promote_types(start.dtype, torch.float32)
        self._canvas = FourierImage(start.to(dtype))
        self.image = self._canvas.image
        loss, gradient = evaluate(self.image)
        size = gradient.abs().mean().item()
        if not math.isfinite(loss + size):
            raise NotFiniteError("reconstruction")
        self._loss = loss
        self._at = (self._canvas.spectrum.detach().clone(), loss, gradient)
        # Gradients of a mean are tiny, and L-BFGS has thresholds of its own.
        self._gain = 1 / max(size, _SMALLEST_SIZE)
        self._lbfgs = self._new_lbfgs()
        self._has_memory = False

    def step(self) -> bool:
        """Accept the next image if its loss is smaller; whether it was."""
        before = self._canvas.spectrum.detach().clone()
        self._lbfgs.step(self._closure)  # type: ignore[no-untyped-call]  # torch's is untyped
        self._lbfgs.param_groups[0]["lr"] = 1.0
        loss, _ = self._look()
        if not loss < self._loss:
            with torch.no_grad():
                self._canvas.spectrum.copy_(before)
            return False
        self.image, self._loss = self._canvas.paint().detach(), loss
        self.index += 1
        self._has_memory = True
        self._report()
        return True

    def begin_anew(self) -> bool:
        """Forget past gradients; False where even the plain gradient led no lower."""
        could = self._has_memory
        self._lbfgs = self._new_lbfgs()
        self._has_memory = False
        return could

    def _new_lbfgs(self) -> torch.optim.LBFGS:
        return one_step_lbfgs(self._canvas.spectrum, evaluations=1 + LINE_SEARCH_EVALUATIONS)

    def _closure(self) -> float:
        """The loss at the spectrum, its gradient put there."""
        loss, gradient = self._look()
        self._canvas.spectrum.grad = self._canvas.pull_back(gradient * self._gain)
        return loss * self._gain

    def _look(self) -> tuple[float, Tensor]:
        """``evaluate``, once where it is asked twice running; worse than all where not finite."""
        spectrum = self._canvas.spectrum.detach()
        if not torch.equal(spectrum, self._at[0]):
            image = self._canvas.paint().detach()
            loss, gradient = self._evaluate(image)
            if not math.isfinite(loss) or not bool(torch.isfinite(gradient).all()):
                # A line search turns back from it; it could not from NaN.
                loss, gradient = 2 * abs(self._loss) + 1, torch.zeros_like(image)
            self._at = (spectrum.clone(), loss, gradient)
            self._report()
        return self._at[1], self._at[2]

    def _report(self) -> None:
        """After each evaluation, so that it can stop within one: the last accepted step."""
        if self._on_step is not None:
            fraction = self.index / self._total
            self._on_step(
                Step(index=self.index, fraction=fraction, image=self.image, objective=self._loss)
            )
