"""What a single layer is taught with: the few pixels below each of its features."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from engine.train.distill.style_student import StyleStudent, Taught

_KERNEL_PX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Patches:
    """A layer's inputs and what it is to make of them.

    Attributes:
        inputs: (N, C, H, W), of the layers below, which are not taught any more.
        targets: (N, T, h, w), of ``layer``'s sampled positions.
    """

    layer: Taught
    inputs: Tensor
    targets: Tensor

    def draw(self, count: int, *, generator: Generator) -> tuple[Tensor, Tensor]:
        """((count, C, 3, 3), (count, T, 1, 1)) at random places."""
        pictures, _, rows, columns = self.targets.shape
        n, i, j = (
            torch.randint(most, (count,), generator=generator) for most in (pictures, rows, columns)
        )
        channels = torch.arange(self.inputs.shape[1]).view(1, -1, 1, 1)
        # Sampling begins one row and one column inside: a patch is never beyond the border.
        y, x = (
            (self.layer.every * one).view(-1, 1, 1, 1) + torch.arange(_KERNEL_PX).view(shape)
            for one, shape in ((i, (1, 1, -1, 1)), (j, (1, 1, 1, -1)))
        )
        patches = self.inputs[n.view(-1, 1, 1, 1), channels, y, x]
        return patches, self.targets[n, :, i, j].float()[..., None, None]


@torch.no_grad()
def patches_of(layer: Taught, student: StyleStudent, images: Tensor, targets: Tensor) -> Patches:
    """Those of a layer, the layers below being as they are."""
    inputs = [student.below(layer.name, one[None]) for one in images]
    return Patches(layer=layer, inputs=torch.cat(inputs), targets=targets)
