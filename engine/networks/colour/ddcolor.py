"""DDColor-tiny: colours for a grey photo.

Source: Kang et al. 2023, DDColor: Towards photo-realistic image colorization via dual decoders;
piddnad/DDColor (Apache-2.0), ddcolor/model.py and basicsr/archs/ddcolor_arch_utils/unet.py (after
fastai's DynamicUnet). Tensors are named as there, once their spectral norms are folded in.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.catalogue.ddcolor_shapes import (
    COLOUR_QUERIES,
    CONVNEXT_TINY,
    DDCOLOR_WIDTHS,
    QUERY_WIDTH,
)
from engine.networks.backbone import INPUT_SCALE
from engine.networks.blocks import Weights
from engine.networks.colour.colour_queries import ColourQueries
from engine.networks.colour.convnext import ConvNext

_LAST_ENLARGEMENT = 4


class DDColor(nn.Module):
    """Of Lab's a and b; the sides are multiples of 32 px."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.ModuleDict({"arch": ConvNext()})
        self.decoder = _Decoder()
        # Of the colours' shares and the photo itself.
        self.refine_net = nn.Sequential(nn.Sequential(nn.Conv2d(COLOUR_QUERIES + 3, 2, 1)))

    def forward(self, image: Tensor) -> Tensor:
        """(1, 3, h, w), a grey photo as RGB in [0, 1] -> its a and b (1, 2, h, w)."""
        mean, deviation = (
            image.new_tensor(values).view(1, 3, 1, 1) for values in INPUT_SCALE["imagenet"]
        )
        x = (image - mean) / deviation
        shares = self.decoder(self.encoder["arch"](x))
        result: Tensor = self.refine_net(torch.cat([shares, x], dim=1))
        return result


class _Decoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        inputs, *beside = reversed(CONVNEXT_TINY)
        steps = zip((inputs, *DDCOLOR_WIDTHS), beside, DDCOLOR_WIDTHS, strict=False)
        self.layers = nn.ModuleList(_Up(*step) for step in steps)
        self.last_shuf = _Enlarged(DDCOLOR_WIDTHS[-1], QUERY_WIDTH, _LAST_ENLARGEMENT)
        self.color_decoder = ColourQueries()

    def forward(self, maps: list[Tensor]) -> Tensor:
        """``maps``: the encoder's, fine to coarse."""
        *finer, x = maps
        made = []
        for layer, beside in zip(self.layers, reversed(finer), strict=True):
            x = layer(x, beside)
            made.append(x)
        result: Tensor = self.color_decoder(made, self.last_shuf(x))
        return result


class _Enlarged(nn.Module):
    """A map enlarged by channels that become pixels (Shi et al. 2016), softened against grids."""

    def __init__(self, inputs: int, outputs: int, times: int, *, has_norm: bool = False) -> None:
        super().__init__()
        widened = outputs * times**2
        layers: list[nn.Module] = [nn.Conv2d(inputs, widened, 1, bias=not has_norm)]
        self.conv = nn.Sequential(*layers, *([nn.BatchNorm2d(widened)] if has_norm else []))
        self.times = times

    def forward(self, x: Tensor) -> Tensor:
        x = functional.pixel_shuffle(functional.relu(self.conv(x)), self.times)
        # Each pixel becomes the mean of itself and those left of and above it.
        x = functional.pad(x, (1, 0, 1, 0), mode="replicate")
        return functional.avg_pool2d(x, 2, stride=1)


class _Up(nn.Module):
    """A map of twice the size, from a coarse one and the encoder's of that size."""

    def __init__(self, inputs: int, beside: int, outputs: int) -> None:
        super().__init__()
        self.shuf = _Enlarged(inputs, outputs, 2, has_norm=True)
        self.bn = nn.BatchNorm2d(beside)
        self.conv = nn.Sequential(
            nn.Conv2d(outputs + beside, outputs, 3, padding=1, bias=False),
            nn.ReLU(),
            nn.BatchNorm2d(outputs),
        )

    def forward(self, x: Tensor, beside: Tensor) -> Tensor:
        both = torch.cat([self.shuf(x), self.bn(beside)], dim=1)
        result: Tensor = self.conv(functional.relu(both))
        return result


def without_spectral_norms(weights: Weights) -> dict[str, Tensor]:
    """Each ``X.weight_orig``, over its largest singular value, as ``X.weight``.

    Miyato et al. 2018: the value is u W v, of the vectors that the file keeps.
    """
    plain = {name: values for name, values in weights.items() if ".weight_" not in name}
    for name, values in weights.items():
        if not name.endswith(".weight_orig"):
            continue
        start = name.removesuffix("_orig")
        left, right = weights[f"{start}_u"], weights[f"{start}_v"]
        plain[start] = values / torch.dot(left, values.flatten(1) @ right)
    return plain
