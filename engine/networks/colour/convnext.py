"""ConvNeXt as DDColor's eye: four maps, fine to coarse.

Source: Liu et al. 2022, A ConvNet for the 2020s; piddnad/DDColor (Apache-2.0),
basicsr/archs/ddcolor_arch_utils/convnext.py. Tensors are named as there.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.catalogue.ddcolor_shapes import CONVNEXT_TINY

_EPSILON = 1e-6


class ConvNext(nn.Module):
    """ConvNeXt-T without its classifier."""

    def __init__(self) -> None:
        super().__init__()
        self.downsample_layers = nn.ModuleList()
        self.stages = nn.ModuleList()
        before = 3
        for stage, (width, blocks) in enumerate(CONVNEXT_TINY.items()):
            entry: list[nn.Module]
            if stage == 0:
                entry = [nn.Conv2d(before, width, 4, stride=4), _ChannelNorm(width)]
            else:
                entry = [_ChannelNorm(before), nn.Conv2d(before, width, 2, stride=2)]
            self.downsample_layers.append(nn.Sequential(*entry))
            self.stages.append(nn.Sequential(*(_Block(width) for _ in range(blocks))))
            self.add_module(f"norm{stage}", _ChannelNorm(width))
            before = width

    def forward(self, x: Tensor) -> list[Tensor]:
        """(1, 3, H, W) -> maps at a 4th, 8th, 16th and 32nd of the size, each normalised."""
        maps = []
        for stage, (entry, blocks) in enumerate(
            zip(self.downsample_layers, self.stages, strict=True)
        ):
            x = blocks(entry(x))
            # The next stage sees what this one made as it is.
            maps.append(self.get_submodule(f"norm{stage}")(x))
        return maps


class _Block(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.dwconv = nn.Conv2d(width, width, 7, padding=3, groups=width)
        self.norm = nn.LayerNorm(width, eps=_EPSILON)
        self.pwconv1 = nn.Linear(width, 4 * width)
        self.pwconv2 = nn.Linear(4 * width, width)
        self.gamma = nn.Parameter(torch.empty(width))

    def forward(self, x: Tensor) -> Tensor:
        each = self.norm(self.dwconv(x).permute(0, 2, 3, 1))
        each = self.gamma * self.pwconv2(functional.gelu(self.pwconv1(each)))
        result: Tensor = x + each.permute(0, 3, 1, 2)
        return result


class _ChannelNorm(nn.LayerNorm):
    """Layer norm over the channels of a map."""

    def __init__(self, width: int) -> None:
        super().__init__(width, eps=_EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
