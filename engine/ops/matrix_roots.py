"""Square roots of covariance matrices, and the map that carries one Gaussian onto another."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

_SMALLEST_SIZE = 1e-20
ROUNDING = 100.0  # of a decomposition, in units of the type's precision


def square_root(matrix: Tensor) -> Tensor:
    """The symmetric root of a symmetric (C, C) matrix without negative eigenvalues."""
    values, vectors = _eigen(matrix)
    root: Tensor = (vectors * values.clamp_min(0).sqrt()) @ vectors.T
    return root.to(matrix.dtype)


def transport(covariance: Tensor, root: Tensor) -> tuple[Tensor, Tensor]:
    """(trace of (S C S)^1/2, T), with C = ``covariance`` and S = ``root``, of the target's.

    T = S (S C S)^-1/2 S carries features of covariance C onto the target's, moving them as
    little as possible (Olkin and Pukelsheim 1982). The trace's gradient with respect to C is
    T / 2, so that one decomposition gives the value and the gradient of a Wasserstein distance:
    7 to 15 times as fast as two nested Newton-Schulz roots and autograd (docs/BENCHMARKS.md).

    A picture of few colours, or fewer positions than channels, has a covariance without an
    inverse: directions that one of the two lacks are carried to nothing.
    """
    values, vectors = _eigen(root @ covariance @ root)
    # What is not much larger than rounding is held down: its inverse would be noise.
    rounding = (ROUNDING * torch.finfo(values.dtype).eps * values[-1]).clamp_min(1e-30)
    roots = values.clamp_min(0).sqrt()
    inverse = roots / (values.clamp_min(0) + rounding)
    carried = root @ vectors.to(root.dtype)
    change: Tensor = (carried * inverse.to(root.dtype)) @ carried.T
    return roots.sum().to(covariance.dtype), change


def _eigen(matrix: Tensor) -> tuple[Tensor, Tensor]:
    """(eigenvalues, eigenvectors), in float32 at least and on a device that has them.

    Of what is not finite: NaN, which the caller's guard knows, where LAPACK would raise.
    """
    symmetric = (matrix + matrix.mT) / 2
    symmetric = symmetric.to(torch.promote_types(symmetric.dtype, torch.float32))
    if not torch.isfinite(symmetric).all():
        return symmetric[0] * math.nan, symmetric * math.nan
    # LAPACK does not converge on matrices of next to nothing, such as a flat picture's.
    size = symmetric.abs().amax().clamp_min(_SMALLEST_SIZE)
    small = torch.finfo(symmetric.dtype).eps
    scaled = symmetric / size + small * torch.eye(len(symmetric)).to(symmetric)
    if scaled.device.type == "cuda":
        values, vectors = torch.linalg.eigh(scaled)
    else:
        with _one_thread():
            values, vectors = torch.linalg.eigh(scaled.cpu())
    return ((values.to(size) - small) * size), vectors.to(matrix.device)


@contextmanager
def _one_thread() -> Iterator[None]:
    """LAPACK on matrices of this size is two to five times as fast on one core as on two."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
