"""crowsonkb/style-transfer-pytorch, plainly in float32: coarse to fine by Wasserstein distances."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from benchmarks.reference.style import CONTENT_LAYER, STYLE_LAYERS, Loss, Weights, features

LAYER_WEIGHTS = dict(zip(STYLE_LAYERS, (256, 64, 16, 4, 1), strict=True))
CONTENT_WEIGHT = 0.015
TV_WEIGHT = 2.0
RIDGE = 1e-4
ROOT_STEPS = 12
LEARNING_RATE = 0.02
BETAS = (0.9, 0.99)
AVERAGE_DECAY = 0.99
MIN_SCALE_PX = 128
FIRST_SHARE = 2  # 1000 steps on the first scale, 500 on each other one

PictureAt = Callable[[int], Tensor]


class SquareRoot(torch.autograd.Function):
    """Of a symmetric matrix, by Newton-Schulz; its gradient solves a Lyapunov equation so too."""

    @staticmethod
    def forward(ctx: Any, matrix: Tensor) -> Tensor:
        identity = torch.eye(len(matrix))
        norm = matrix.norm()
        root, inverse = matrix / norm, identity
        for _ in range(ROOT_STEPS):
            change = (3 * identity - inverse @ root) / 2
            root, inverse = root @ change, change @ inverse
        root = root * norm.sqrt()
        ctx.save_for_backward(root)
        return root

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        (root,) = ctx.saved_tensors
        identity = torch.eye(len(root))
        norm = root.norm()
        a, q = root / norm, gradients[0] / norm
        for _ in range(ROOT_STEPS):
            change = 3 * identity - a @ a
            q = (q @ change - a.T @ (a.T @ q - q @ a)) / 2
            a = a @ change / 2
        return q / 2


def square_root(matrix: Tensor) -> Tensor:
    root: Tensor = SquareRoot.apply(matrix)  # type: ignore[no-untyped-call]  # torch's
    return root


def gaussian(maps: Tensor) -> tuple[Tensor, Tensor]:
    """The mean and the covariance of a layer's features."""
    rows = maps[0].flatten(1)
    mean = rows.mean(dim=1)
    moment = rows @ rows.T / rows.shape[1]
    return mean, moment - mean.outer(mean) + RIDGE * torch.eye(len(mean))


def covariance_distance(covariance: Tensor, target: Tensor, target_root: Tensor) -> Tensor:
    """Between Gaussians of one mean: Olkin and Pukelsheim 1982, per channel."""
    root = square_root(target_root @ covariance @ target_root)
    return (target + covariance - 2 * root).diagonal().mean()


def wasserstein_loss(photo: Tensor, painting: Tensor, weights: Weights) -> Loss:
    last = STYLE_LAYERS[-1]
    total = sum(LAYER_WEIGHTS.values())
    with torch.no_grad():
        content = features(photo, weights, last=last)[CONTENT_LAYER]
        painted = features(painting, weights, last=last)
        styles = {layer: gaussian(painted[layer]) for layer in STYLE_LAYERS}
        roots = {layer: square_root(covariance) for layer, (_, covariance) in styles.items()}

    def loss(image: Tensor) -> Tensor:
        maps = features(image, weights, last=last)
        value = CONTENT_WEIGHT * functional.mse_loss(maps[CONTENT_LAYER], content)
        for layer, (target_mean, target) in styles.items():
            mean, covariance = gaussian(maps[layer])
            distance = functional.mse_loss(mean, target_mean) + covariance_distance(
                covariance, target, roots[layer]
            )
            value = value + LAYER_WEIGHTS[layer] / total * distance
        return value + TV_WEIGHT * total_variation(image)

    return loss


def total_variation(image: Tensor) -> Tensor:
    """Squared differences along both axes and both diagonals."""
    x = functional.pad(image, (1, 1, 1, 1), mode="replicate")
    across, down = x[..., 1:, :] - x[..., :-1, :], x[..., :, 1:] - x[..., :, :-1]
    falling = x[..., 1:, 1:] - x[..., :-1, :-1]
    rising = x[..., 1:, :-1] - x[..., :-1, 1:]
    axes = (across.square().mean() + down.square().mean()) / 3
    return 2 * (axes + (falling.square().mean() + rising.square().mean()) / 12)


def plan(size: int, steps: int) -> list[tuple[int, int]]:
    """(longest side, steps) of each scale: the first gets twice what each other one gets."""
    sides = [size]
    while (side := round(size / 2 ** (len(sides) / 2))) >= MIN_SCALE_PX:
        sides.insert(0, side)
    share = steps // (len(sides) - 1 + FIRST_SHARE)
    return [(sides[0], steps - share * (len(sides) - 1)), *((side, share) for side in sides[1:])]


class Painting:
    """The image, the average of its iterates and Adam, all enlarged from scale to scale."""

    def __init__(self, image: Tensor) -> None:
        self.image = image.clone().requires_grad_()
        self.optimiser = torch.optim.Adam([self.image], lr=LEARNING_RATE, betas=BETAS)
        self._forget_average()

    def _forget_average(self) -> None:
        self._sum = torch.zeros_like(self.image)
        self._count = 0

    @property
    def average(self) -> Tensor:
        return (self._sum / (1 - AVERAGE_DECAY**self._count)).detach()

    def enlarge(self, like: Tensor) -> None:
        """Go on at the size of ``like``."""
        size = like.shape[2:]
        before = self.optimiser.state[self.image]
        image = functional.interpolate(self.average, size, mode="bicubic").clamp(0, 1)
        self.image = image.requires_grad_()
        self.optimiser = torch.optim.Adam([self.image], lr=LEARNING_RATE, betas=BETAS)
        mean = functional.interpolate(before["exp_avg"], size, mode="bicubic")
        square = functional.interpolate(before["exp_avg_sq"], size, mode="bilinear")
        self.optimiser.state[self.image] = {
            "step": before["step"],
            "exp_avg": mean,
            "exp_avg_sq": square.clamp_min(0),
        }
        self._forget_average()

    def step(self, loss: Loss) -> Tensor:
        """The average after one more step."""
        self.optimiser.zero_grad()
        loss(self.image).backward()
        self.optimiser.step()
        with torch.no_grad():
            self.image.clamp_(0, 1)
            self._sum.mul_(AVERAGE_DECAY).add_(self.image, alpha=1 - AVERAGE_DECAY)
        self._count += 1
        return self.average


def paint(
    photo_at: PictureAt,
    painting_at: PictureAt,
    weights: Weights,
    *,
    scales: Sequence[tuple[int, int]],
) -> Iterator[Tensor]:
    """The average after each step; ``scales``: as :func:`plan` has them."""
    painting: Painting | None = None
    for side, steps in scales:
        photo = photo_at(side)
        if painting is None:
            painting = Painting(photo)
        else:
            painting.enlarge(photo)
        loss = wasserstein_loss(photo, painting_at(side), weights)
        for _ in range(steps):
            yield painting.step(loss)
