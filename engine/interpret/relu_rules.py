"""How a gradient passes a ReLU on its way back to the photo: three rules.

Source: Springenberg et al. 2014, figure 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, cast

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

# However a network writes it: modules call the first, our own blocks the third.
_RELUS = {functional.relu, torch.relu, torch.relu_, Tensor.relu, Tensor.relu_}


def relu_rule(method: str) -> AbstractContextManager[object]:
    """While this lasts, networks that are called have their ReLUs' gradient by this rule.

    Other activations (ReLU6, SiLU, hardswish) keep their own gradient.

    Args:
        method: ``gradient``: where the input was positive (Simonyan et al. 2013);
            ``deconvnet``: where the gradient is (Zeiler and Fergus 2013); ``guided``: where
            both are (Springenberg et al. 2014).
    """
    return _Rule(_RULES[method]) if method in _RULES else nullcontext()


class _Rule(TorchFunctionMode):
    """Puts another function in the place of every ReLU, in place or not."""

    def __init__(self, relu: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self._relu = relu

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        if func in _RELUS:
            return self._relu(args[0])
        return func(*args, **(kwargs or {}))


# Neither rule is the derivative of the forward pass: both are written by hand.
class _Deconvnet(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return x.clamp_min(0)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        return gradient.clamp_min(0)


class _Guided(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x > 0)
        return x.clamp_min(0)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        (was_positive,) = cast(tuple[Tensor], ctx.saved_tensors)
        return gradient.clamp_min(0) * was_positive


_RULES: Mapping[str, Callable[[Tensor], Tensor]] = {
    "deconvnet": _Deconvnet.apply,
    "guided": _Guided.apply,
}
