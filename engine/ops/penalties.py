"""What keeps an image smooth and its values small, with gradients; pure functions.

Gradients are written by hand: autograd would keep several copies of the image for them, each of
which is 192 MB at 4000x4000 px.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.ops.blur import SMALLEST_SIZE

MID_GREY = 0.5


def total_variation(image: Tensor, *, beta: float = 2.0) -> Tensor:
    """|difference of neighbours| ** beta, averaged over positions and summed over both axes.

    Source: Mahendran and Vedaldi 2014, equation 3. Differs: a mean, so that sizes compare;
        where beta is not 2, each axis has its own power.
    """
    powers = (
        difference.abs().pow(beta).mean()
        for difference in _differences(image)
        if difference.numel()
    )
    return sum(powers, image.new_zeros(()))


def tv_gradient(image: Tensor, *, beta: float = 2.0) -> Tensor:
    """The gradient of ``total_variation``, without a graph."""
    gradient = torch.zeros_like(image)
    for axis in (-2, -1):  # one after the other: at 4000x2667 px each is 128 MB
        step = image.diff(dim=axis)
        if step.numel():
            slope = step if beta == 2 else step.sign() * step.abs().pow(beta - 1)
            share = beta / step.numel()
            gradient.narrow(axis, 1, step.shape[axis]).add_(slope, alpha=share)
            gradient.narrow(axis, 0, step.shape[axis]).sub_(slope, alpha=share)
    return gradient


def p_norm(image: Tensor, *, power: float = 6.0) -> Tensor:
    """Mean of |pixel| ** power; pixels count from mid grey (0) to black and white (1).

    Source: Mahendran and Vedaldi 2014, the alpha-norm, alpha 6. Differs: a mean; RGB in [0, 1].
    """
    return _centred(image).abs().pow(power).mean()


def p_norm_gradient(image: Tensor, *, power: float = 6.0) -> Tensor:
    """The gradient of ``p_norm``, without a graph."""
    centred = _centred(image)
    share = power / (MID_GREY * image.numel())
    return centred.sign() * centred.abs().pow(power - 1) * share


def restrain(gradient: Tensor, penalty: Tensor, *, share: float) -> Tensor:
    """``gradient`` to climb less a penalty's gradient.

    Args:
        penalty: ``tv_gradient`` or ``p_norm_gradient`` of the image.
        share: the penalty's mean absolute size over the gradient's: 0.1 means that a tenth of
            each step goes to the penalty, at any layer, network and size.
    """
    weight = share * mean_size(gradient) / mean_size(penalty).clamp_min(SMALLEST_SIZE)
    return (penalty * -weight).add_(gradient)


def mean_size(gradient: Tensor) -> Tensor:
    """The mean absolute value, without a copy on the way to it."""
    mean: Tensor = torch.linalg.vector_norm(gradient, 1) / gradient.numel()
    return mean


def _differences(image: Tensor) -> tuple[Tensor, Tensor]:
    """Of each pixel and the one above, and of each and the one to its left."""
    return image.diff(dim=-2), image.diff(dim=-1)


def _centred(image: Tensor) -> Tensor:
    return (image - MID_GREY) / MID_GREY
