"""The small VGG that judges styles, and the decoders that paint from its features, while taught."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import torch
from torch import Generator, Tensor, nn
from torch.nn import functional

from engine.catalogue.layers import EMBEDDED_STYLE_WIDTHS
from engine.networks.backbone import INPUT_SCALE
from engine.weights.instant_networks import POOL

# VGG-19's layers, of its third block the first two: the network's whole order.
NAMES = (
    *("conv11", "conv12", POOL, "conv21", "conv22", POOL),
    *("conv31", "conv32", POOL, "conv41"),
)
DECODED = (1, 2, 3)  # relu4_1 keeps too little of a photo to paint from
LAST_SPREAD = 0.1  # of what makes an answer, over that which keeps a variance: it begins near none
LEAST_GAIN = 0.1  # of a channel, over its layer's median
_KERNEL_PX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A layer of ours, and the teacher's layer that a 1x1 head makes of it.

    ``every``: compared at every second, third … row and column: neighbours tell the same.
    """

    name: str
    teacher: str
    channels: int
    every: int = 1

    def sampled(self, features: Tensor) -> Tensor:
        """The positions that are compared; zeros beyond the image count at its border."""
        return features[..., 1 : -1 : self.every, 1 : -1 : self.every]


TAUGHT = (
    Taught(name="conv11", teacher="relu1_1", channels=64, every=4),
    Taught(name="conv12", teacher="relu1_2", channels=64, every=4),
    Taught(name="conv21", teacher="relu2_1", channels=128, every=2),
    Taught(name="conv22", teacher="relu2_2", channels=128, every=2),
    Taught(name="conv31", teacher="relu3_1", channels=256),
    Taught(name="conv32", teacher="relu3_4", channels=256),
    Taught(name="conv41", teacher="relu4_1", channels=128),
)


class StyleStudent(nn.Module):
    """The encoder, and heads onto the teachers' layers; input as torchvision's networks take it."""

    def __init__(
        self, generator: Generator, *, widths: tuple[int, ...] = EMBEDDED_STYLE_WIDTHS
    ) -> None:
        """``widths``: of the four blocks."""
        super().__init__()
        convolutions, heads = {}, {}
        inputs = 3
        for name in NAMES:
            if name == POOL:
                continue
            outputs = widths[int(name[4]) - 1]
            convolutions[name] = _convolution(inputs, outputs, generator)
            inputs = outputs
        for layer in TAUGHT:
            inputs = convolutions[layer.name].out_channels
            heads[layer.name] = _convolution(inputs, layer.channels, generator, kernel=1)
            heads[layer.name].weight.data *= LAST_SPREAD
        self.convolutions, self.heads = _modules(convolutions), _modules(heads)

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        """(N, 3, H, W) RGB in [0, 1] -> our layers' names -> features."""
        x = prepared(image)
        features = {}
        for name in NAMES:
            x = self._step(name, x)
            if name != POOL:
                features[name] = x
        return features

    def below(self, layer: str, image: Tensor) -> Tensor:
        """What ``layer`` is given."""
        x = prepared(image)
        for name in NAMES[: NAMES.index(layer)]:
            x = self._step(name, x)
        return x

    def answer(self, layer: str, patches: Tensor) -> Tensor:
        """The layer's head on (N, C, 3, 3) inputs of it: (N, channels, 1, 1)."""
        own = self.convolutions[layer]
        return self.head(layer, functional.relu(functional.conv2d(patches, own.weight, own.bias)))

    def _step(self, name: str, x: Tensor) -> Tensor:
        if name == POOL:
            return functional.avg_pool2d(x, 2)
        return functional.relu(self.convolutions[name](x))

    def head(self, name: str, features: Tensor) -> Tensor:
        """What the teacher's features are, by ours."""
        made: Tensor = self.heads[name](features)
        return made

    @torch.no_grad()
    def settle(self) -> None:
        """Scale channels as the teacher counts them, which changes no answer.

        A channel's unit then moves the head's answer by a unit, so that statistics of ours
        weigh directions about as the teacher's do.
        """
        names = list(self.convolutions)
        for name, after in zip(names, [*names[1:], None], strict=True):
            if name not in self.heads:
                continue
            head, own = self.heads[name], self.convolutions[name]
            gain = head.weight.square().sum(dim=(0, 2, 3)).sqrt()
            gain = gain.clamp_min(LEAST_GAIN * gain.median())
            own.weight.mul_(gain.view(-1, 1, 1, 1))
            cast(Tensor, own.bias).mul_(gain)
            for following in (head, self.convolutions[after] if after else None):
                if following is not None:
                    following.weight.div_(gain.view(1, -1, 1, 1))

    @torch.no_grad()
    def mirror_borders(self) -> None:
        """See the image mirrored beyond its border, as an instant painting does."""
        for convolution in self.convolutions.values():
            convolution.padding_mode = "reflect"

    def tensors(self) -> dict[str, Tensor]:
        """The encoder's, as the file names them."""
        mean, deviation = (torch.tensor(values) for values in INPUT_SCALE["imagenet"])
        scale = torch.diag(1 / deviation).view(3, 3, 1, 1)
        tensors = {"encoder.conv0.weight": scale, "encoder.conv0.bias": -mean / deviation}
        for name, convolution in self.convolutions.items():
            tensors |= _tensors(f"encoder.{name}", convolution)
        return tensors


class Decoder(nn.Module):
    """A level's features -> RGB, the encoder's mirror image."""

    def __init__(self, level: int, student: StyleStudent, generator: Generator) -> None:
        super().__init__()
        self.level = level
        names = NAMES[: NAMES.index(f"conv{level}1") + 1]
        self.names = tuple(reversed(names))
        self._turn = self.names.index(f"conv{level - 1}1") if level > 1 else 0
        convolutions = {}
        for name in self.names:
            if name != POOL:
                mirrored = student.convolutions[name]
                inputs, outputs = mirrored.out_channels, mirrored.in_channels
                convolutions[name] = _convolution(inputs, outputs, generator)
                convolutions[name].padding_mode = "reflect"
        convolutions["conv11"].weight.data *= LAST_SPREAD
        nn.init.constant_(cast(Tensor, convolutions["conv11"].bias), 0.5)  # a mid grey
        self.convolutions = _modules(convolutions)

    def forward(self, features: Tensor) -> Tensor:
        return self.image(self.shallower(features))

    def shallower(self, features: Tensor) -> Tensor:
        """The features one level above, of which the rest is what the level above learns."""
        for name in self.names[: self._turn]:
            features = self._step(name, features)
        return features

    def image(self, features: Tensor) -> Tensor:
        """RGB of :meth:`shallower`'s features."""
        for name in self.names[self._turn :]:
            features = self._step(name, features)
        return features

    def _step(self, name: str, x: Tensor) -> Tensor:
        if name == POOL:
            return functional.interpolate(x, scale_factor=2.0)
        x = self.convolutions[name](x)
        return x if name == self.names[-1] else functional.relu(x)

    @torch.no_grad()
    def begin_as(self, above: Decoder) -> None:
        """Take over what the level above has learnt."""
        for name, convolution in above.convolutions.items():
            self.convolutions[name].load_state_dict(convolution.state_dict())

    def tensors(self) -> dict[str, Tensor]:
        """As the file names them."""
        tensors: dict[str, Tensor] = {}
        for name, convolution in self.convolutions.items():
            tensors |= _tensors(f"decoder{self.level}.{name}", convolution)
        return tensors


def prepared(image: Tensor) -> Tensor:
    """RGB in [0, 1] on torchvision's scale."""
    mean, deviation = (
        image.new_tensor(values).view(1, 3, 1, 1) for values in INPUT_SCALE["imagenet"]
    )
    return (image - mean) / deviation


def _convolution(inputs: int, outputs: int, generator: Generator, *, kernel: int = 3) -> nn.Conv2d:
    made = nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2)
    spread = (2 / (inputs * kernel * kernel)) ** 0.5
    made.weight.data = spread * torch.randn(made.weight.shape, generator=generator)
    nn.init.zeros_(cast(Tensor, made.bias))
    return made


def _modules(modules: dict[str, nn.Conv2d]) -> Mapping[str, nn.Conv2d]:
    """A ModuleDict, of which the types are known."""
    return cast("Mapping[str, nn.Conv2d]", nn.ModuleDict(modules))


def _tensors(name: str, module: nn.Module) -> dict[str, Tensor]:
    return {f"{name}.{end}": value.detach() for end, value in module.state_dict().items()}


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
            (self.layer.every * start).view(-1, 1, 1, 1) + torch.arange(_KERNEL_PX).view(shape)
            for start, shape in ((i, (1, 1, -1, 1)), (j, (1, 1, 1, -1)))
        )
        patches = self.inputs[n.view(-1, 1, 1, 1), channels, y, x]
        return patches, self.targets[n, :, i, j].float()[..., None, None]


@torch.no_grad()
def patches_of(layer: Taught, student: StyleStudent, images: Tensor, targets: Tensor) -> Patches:
    """Those of a layer, the layers below being as they are."""
    inputs = [student.below(layer.name, image[None]) for image in images]
    return Patches(layer=layer, inputs=torch.cat(inputs), targets=targets)
