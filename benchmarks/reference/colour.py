"""Colouring from a reference, written plainly: Welsh et al. 2002, and Levin et al. 2004.

Images are OKLab (h, w, 3) in numpy; what comes back is their chroma (h, w, 2).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, sparse  # type: ignore[import-untyped]  # it ships no types
from scipy.sparse.linalg import spsolve  # type: ignore[import-untyped]

Lab = NDArray[np.float64]
SAMPLES = 200
WINDOW = 5


def welsh(photo: Lab, reference: Lab, *, seed: int = 0) -> Lab:
    """Each pixel takes the chroma of the reference's sample of nearest L and deviation of L.

    Source: Welsh, Ashikhmin, Mueller 2002, Transferring color to greyscale images: the reference's
    light remapped to the photo's mean and deviation, 200 samples on a jittered grid, half of the
    weight for L and half for its deviation among 5x5 neighbours.
    """
    light, theirs = photo[..., 0], reference[..., 0]
    theirs = (theirs - theirs.mean()) / max(theirs.std(), 1e-6) * light.std() + light.mean()
    height, width = theirs.shape
    rng = np.random.default_rng(seed)
    rows = round((SAMPLES * height / width) ** 0.5)
    columns = SAMPLES // rows
    y = ((np.arange(rows)[:, None] + rng.random((rows, columns))) * height / rows).astype(int)
    x = ((np.arange(columns) + rng.random((rows, columns))) * width / columns).astype(int)
    samples = theirs[y, x].ravel(), _deviation(theirs)[y, x].ravel()
    ours = light.ravel(), _deviation(light).ravel()
    apart = sum((a[:, None] - b) ** 2 for a, b in zip(ours, samples, strict=True))
    chroma: Lab = reference[y, x, 1:].reshape(-1, 2)[apart.argmin(axis=1)]
    return chroma.reshape(*light.shape, 2)


def levin(light: Lab, said: Lab, weight: Lab, *, step: float, least: float) -> Lab:
    """The minimum of sum ties (c_i - c_j)^2 + sum weight (c_i - said_i)^2, solved at once.

    Args:
        light, weight: (h, w); said: (h, w, 2).
        step, least: ties are exp(-dL^2 / (2 step^2)) + least.
    """
    height, width = light.shape
    number = np.arange(height * width).reshape(height, width)
    pairs = np.concatenate(
        [
            np.stack([number[:, :-1].ravel(), number[:, 1:].ravel()]),
            np.stack([number[:-1].ravel(), number[1:].ravel()]),
        ],
        axis=1,
    )
    flat = light.ravel()
    ties = np.exp(-((flat[pairs[0]] - flat[pairs[1]]) ** 2) / (2 * step**2)) + least
    size = height * width
    joined = sparse.coo_matrix((ties, (pairs[0], pairs[1])), shape=(size, size))
    joined = joined + joined.T
    matrix = sparse.diags(np.asarray(joined.sum(axis=1)).ravel() + weight.ravel()) - joined
    right = (weight[..., None] * said).reshape(size, 2)
    solved: Lab = spsolve(matrix.tocsc(), right)
    return solved.reshape(height, width, 2)


def _deviation(light: Lab) -> Lab:
    mean = ndimage.uniform_filter(light, WINDOW, mode="reflect")
    square = ndimage.uniform_filter(light**2, WINDOW, mode="reflect")
    deviation: Lab = np.sqrt(np.maximum(square - mean**2, 0))
    return deviation
