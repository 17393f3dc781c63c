"""A network that paints in the styles it was trained for, in one pass.

Sources: Johnson et al. 2016, Perceptual losses; Ulyanov et al. 2016, Instance normalization;
Dumoulin et al. 2017, A learned representation for artistic style: one network holds several
styles, each a scale and a shift in every norm, and between them lie mixtures; the layers are
pytorch/examples, fast_neural_style. Differs: RGB in [0, 1]; mirrored pixels around every
convolution; ReLUs that leak a little; no more than the output's range is painted.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from engine.ops.images import resize_image
from engine.ops.tiles import tiles_of
from engine.style.instant.autoencoders import filled_up
from engine.weights.instant_networks import InstantNetwork
from engine.weights.load import loading_instant
from engine.weights.safetensors_file import KIND_KEY, PICTURES_KEY, read_metadata
from engine.weights.writing import write_weights

NORM_EPS = 1e-5
GRAIN_KEY = "grain"
# Of a ReLU: where all channels are below 0 a plain one paints grey, and never learns better.
LEAK = 0.1
STRIDE = 4  # image pixels per pixel of the deepest features
# Norms of an image that does not fit at once are measured on it at this size (Chen et al. 2022,
# Towards ultra-resolution neural style transfer via thumbnail instance normalization).
THUMBNAIL_PX = 1024
# Of this many pixels, beside one of each: seeds for what is larger than a stroke.
COARSE_GRAIN_PX = 8
_GRAIN_SEED = 1
_BILINEAR_LOSS = 1.5  # of deviation: between knots it averages


@dataclass(slots=True)
class Norms:
    """The means and deviations of a pass, for other passes to use."""

    measured: list[tuple[Tensor, Tensor]] = field(default_factory=list)
    is_filled: bool = False
    position: int = 0

    def next(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Those of this norm: measured on ``x`` in the first pass, then kept."""
        if not self.is_filled:
            variance, mean = torch.var_mean(x, dim=(2, 3), keepdim=True, correction=0)
            self.measured.append((mean, (variance + NORM_EPS).rsqrt()))
        self.position += 1
        return self.measured[self.position - 1]

    def filled(self) -> Norms:
        """The same, for the next pass."""
        return Norms(measured=self.measured, is_filled=True)


class ConditionalNorm(nn.Module):
    """Instance norm with a scale and a shift for each style."""

    def __init__(self, channels: int, *, styles: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(styles, channels))
        self.shift = nn.Parameter(torch.zeros(styles, channels))

    def forward(self, x: Tensor, shares: Tensor, norms: Norms) -> Tensor:
        """``shares``: (styles), of the mixture; (N, styles): each image's own."""
        mean, inverse = norms.next(x)
        channels = x.shape[1]
        scale, shift = (
            (shares @ per_style).view(-1, channels, 1, 1) for per_style in (self.scale, self.shift)
        )
        return (x - mean) * (inverse * scale) + shift


class _Layer(nn.Module):
    """Convolution, norm and, unless it ends a residual block, ReLU."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        kernel: int = 3,
        stride: int = 1,
        styles: int,
        has_relu: bool = True,
        enlarges: bool = False,
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(
            inputs, outputs, kernel, stride, padding=kernel // 2, padding_mode="reflect"
        )
        self.norm = ConditionalNorm(outputs, styles=styles)
        self.has_relu = has_relu
        self.enlarges = enlarges

    def forward(self, x: Tensor, shares: Tensor, norms: Norms) -> Tensor:
        if self.enlarges:
            # A transposed convolution would paint a chequerboard.
            x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
        x = self.norm(self.conv(x), shares, norms)
        return functional.leaky_relu(x, LEAK) if self.has_relu else x


class _Block(nn.Module):
    """Two layers that add to what they were given (He et al. 2015)."""

    def __init__(self, channels: int, *, styles: int) -> None:
        super().__init__()
        self.first = _Layer(channels, channels, styles=styles)
        self.second = _Layer(channels, channels, styles=styles, has_relu=False)

    def forward(self, x: Tensor, shares: Tensor, norms: Norms) -> Tensor:
        changed: Tensor = self.second(self.first(x, shares, norms), shares, norms)
        return x + changed


class JohnsonNetwork(nn.Module):
    """The transformer network.

    Attributes:
        width: channels at full size.
        grain: what noise it was taught to make strokes of, see :func:`with_grain`.
    """

    def __init__(
        self, *, styles: Sequence[str], width: int = 32, blocks: int = 5, grain: float = 0.0
    ) -> None:
        super().__init__()
        self.styles = tuple(styles)
        self.width = width
        self.grain = grain
        count = len(self.styles)
        self.down = nn.ModuleList(
            (
                _Layer(3, width, kernel=9, styles=count),
                _Layer(width, 2 * width, stride=2, styles=count),
                _Layer(2 * width, 4 * width, stride=2, styles=count),
            )
        )
        self.blocks = nn.ModuleList(_Block(4 * width, styles=count) for _ in range(blocks))
        self.up = nn.ModuleList(
            (
                _Layer(4 * width, 2 * width, styles=count, enlarges=True),
                _Layer(2 * width, width, styles=count, enlarges=True),
            )
        )
        self.last = nn.Conv2d(width, 3, 9, padding=4, padding_mode="reflect")

    @property
    def context_px(self) -> int:
        """How far beyond a pixel the painting of it looks, norms apart; a multiple of STRIDE."""
        reach = 4 + 1 + 2 + 2 * STRIDE * len(self.blocks) + 2 + 1 + 4
        # Strided windows and enlarged pixels may begin up to a deepest pixel earlier.
        return (-(-reach // STRIDE) + 2) * STRIDE

    def forward(
        self, image: Tensor, shares: Tensor | None = None, norms: Norms | None = None
    ) -> Tensor:
        """(N, 3, H, W) RGB in [0, 1], sides multiples of STRIDE -> the paintings, unclamped.

        Args:
            shares: (styles) of the mixture, or (N, styles); None: the first style alone.
        """
        if shares is None:
            shares = functional.one_hot(torch.tensor(0), len(self.styles)).to(image)
        norms = norms if norms is not None else Norms()
        x = image * 2 - 1
        for layer in self.down:
            x = layer(x, shares, norms)
        for block in self.blocks:
            x = block(x, shares, norms)
        for layer in self.up:
            x = layer(x, shares, norms)
        painted: Tensor = (self.last(x) + 1) / 2
        return painted


def with_grain(image: Tensor, amount: float, *, generator: torch.Generator | None = None) -> Tensor:
    """``image`` under noise, fine and coarse, of that standard deviation.

    Where a photo is flat, convolutions and norms see the same everywhere and would paint nothing.

    Args:
        generator: None: each size has its own noise, always the same, as a film needs it.
    """
    if not amount:
        return image
    generator = generator or torch.Generator().manual_seed(_GRAIN_SEED)
    count, channels, height, width = image.shape
    noise = torch.randn(image.shape, generator=generator)
    cells = (count, channels, *(-(-side // COARSE_GRAIN_PX) for side in (height, width)))
    coarse = functional.interpolate(
        torch.randn(cells, generator=generator),
        scale_factor=float(COARSE_GRAIN_PX),
        mode="bilinear",  # square cells would be painted as bricks
    )
    noise += _BILINEAR_LOSS * coarse[..., :height, :width]
    return image + (noise * (amount / 2**0.5)).to(image)


@torch.inference_mode()
def paint(
    network: JohnsonNetwork, image: Tensor, shares: Mapping[str, float], *, tile_px: int
) -> Tensor:
    """``image`` painted in a mixture of the network's styles.

    One pass where the image fits into a tile; otherwise norms are measured on a smaller copy and
    the image is painted tile by tile, which is then the same as all at once.

    Args:
        image: (1, 3, H, W) RGB in [0, 1], of any size; shares: style -> share, of any sum.
    """
    height, width = image.shape[-2:]
    total = sum(shares.values())
    mixture = torch.tensor([shares.get(name, 0.0) / total for name in network.styles]).to(image)
    whole = filled_up(image, stride=STRIDE).contiguous(memory_format=torch.channels_last)
    norms = Norms()
    if max(whole.shape[-2:]) > tile_px:
        norms = measured_norms(network, whole, mixture)
    whole = with_grain(whole, network.grain)
    painted = torch.empty_like(whole)
    for tile in tiles_of(whole, side_px=tile_px, context_px=network.context_px, stride=STRIDE):
        made = network(tile.window(whole), mixture, norms)
        painted[..., tile.rows.core, tile.columns.core] = tile.core(made, 1).clamp(0, 1)
        norms = norms.filled()
    return painted[..., :height, :width]


@torch.inference_mode()
def measured_norms(network: JohnsonNetwork, image: Tensor, mixture: Tensor) -> Norms:
    """The norms of the image at THUMBNAIL_PX."""
    height, width = image.shape[-2:]
    share = min(1.0, THUMBNAIL_PX / max(height, width))
    small = resize_image(image, width=max(1, round(width * share)), height=round(height * share))
    norms = Norms()
    network(with_grain(filled_up(small, stride=STRIDE), network.grain), mixture, norms)
    return norms.filled()


def save_johnson(
    network: JohnsonNetwork,
    path: Path,
    *,
    name: str,
    title: str,
    licence: str,
    source: str,
    pictures: Mapping[str, bytes] | None = None,
) -> None:
    """Write the network as a file that ``oneiro weights import`` takes, in float16.

    ``pictures``: of the styles, as files: a style can then be painted step by step too.
    """
    metadata = {KIND_KEY: "johnson", "name": name, "title": title, "licence": licence}
    metadata |= {"source": source, "styles": json.dumps(network.styles)}
    metadata |= {"width": str(network.width), "blocks": str(len(network.blocks))}
    metadata[GRAIN_KEY] = str(network.grain)
    if pictures:
        texts = {style: base64.b64encode(data).decode() for style, data in pictures.items()}
        metadata[PICTURES_KEY] = json.dumps(texts)
    tensors = {
        key: tensor.detach().cpu().half().contiguous()
        for key, tensor in network.state_dict().items()
    }
    write_weights(path, tensors, metadata)


def load_johnson(described: InstantNetwork, *, device: torch.device) -> JohnsonNetwork:
    """The network of a file; its widths are those of its tensors.

    Raises: WeightsError: damaged.
    """
    with loading_instant(described):
        weights = load_file(described.path)
        blocks = len({name.split(".")[1] for name in weights if name.startswith("blocks.")})
        width = weights["last.weight"].shape[1]
        grain = float(read_metadata(described.path).get(GRAIN_KEY, "0"))
        network = JohnsonNetwork(styles=described.styles, width=width, blocks=blocks, grain=grain)
        network.load_state_dict({name: weight.float() for name, weight in weights.items()})
    network.eval().requires_grad_(False)
    return network.to(device).to(memory_format=torch.channels_last)
