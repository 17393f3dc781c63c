"""L-BFGS as every search for an image uses it."""

from __future__ import annotations

import torch
from torch import Tensor

HISTORY = 10  # past steps that are remembered; each is two copies of what is searched
FIRST_STEP = 0.02  # mean change of what is searched in the first trial


def one_step_lbfgs(variable: Tensor, *, evaluations: int) -> torch.optim.LBFGS:
    """One step a call, by a line search with strong Wolfe conditions.

    Thresholds are off: gradients of a mean over pixels are tiny. Whoever calls divides them by
    their mean size, which the first trial counts on; after it the rate is 1.

    Args:
        variable: a leaf; its ``grad`` is set by the closure.
        evaluations: at most, in one step.
    """
    return torch.optim.LBFGS(
        [variable],
        lr=FIRST_STEP * variable.numel(),  # the first trial: the gradient over its sum, times this
        max_iter=1,
        max_eval=evaluations,
        tolerance_grad=0,
        tolerance_change=0,
        history_size=HISTORY,
        line_search_fn="strong_wolfe",
    )
