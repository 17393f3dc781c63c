"""The layers of the networks that the catalogue describes: stride, reach and width. No torch."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

CLASSES = 1000  # ImageNet's
CLASSIFIER = "classifier"
# Networks that run by torchvision's own code; written by engine.networks.torchvision_facts.
GENERATED_PATH = Path(__file__).with_name("torchvision_networks.json")
GENERATED: Mapping[str, Any] = json.loads(GENERATED_PATH.read_text(encoding="utf-8"))

# Going Deeper with Convolutions (Szegedy et al. 2014), table 1:
# inputs, then 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, pool projection.
GOOGLENET_WIDTHS: Mapping[str, tuple[int, int, int, int, int, int, int]] = {
    "3a": (192, 64, 96, 128, 16, 32, 32),
    "3b": (256, 128, 128, 192, 32, 96, 64),
    "4a": (480, 192, 96, 208, 16, 48, 64),
    "4b": (512, 160, 112, 224, 24, 64, 64),
    "4c": (512, 128, 128, 256, 24, 64, 64),
    "4d": (512, 112, 144, 288, 32, 64, 64),
    "4e": (528, 256, 160, 320, 32, 128, 128),
    "5a": (832, 256, 160, 320, 32, 128, 128),
    "5b": (832, 384, 192, 384, 48, 128, 128),
}
# features.N of torchvision's SqueezeNet 1.1: inputs, squeeze, expand.
SQUEEZENET_FIRES: Mapping[int, tuple[int, int, int]] = {
    3: (64, 16, 64),
    4: (128, 16, 64),
    6: (128, 32, 128),
    7: (256, 32, 128),
    9: (256, 48, 192),
    10: (384, 48, 192),
    11: (384, 64, 256),
    12: (512, 64, 256),
}
VGG_WIDTHS = (64, 128, 256, 512, 512)
VGG16_CONVS = (2, 2, 3, 3, 3)
VGG19_CONVS = (2, 2, 4, 4, 4)
# Our small VGG's blocks, of 2, 2, 2 and 1 convolutions.
EMBEDDED_STYLE_WIDTHS = (16, 32, 96, 192)
EMBEDDED_STYLE_CONVS = (2, 2, 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerInfo:
    """What is known of a layer without its network.

    Attributes:
        stride: input pixels per feature pixel.
        receptive_px: side of the square of input pixels that one feature pixel depends on;
            None: it depends on the whole image.
        min_side_px: the shortest side of an image of which the layer sees a pixel.
    """

    stride: int
    receptive_px: int | None
    channels: int
    min_side_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How one step of a network looks at what comes before it.

    ``inside``: how many pixels of its first window must lie in the image: 1 where margins keep
    the size, the whole kernel where there are none.
    """

    kernel: int
    stride: int = 1
    inside: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage(Window):
    """One step of a network; parallel branches count as the widest of them."""

    name: str
    channels: int


def look_through(windows: Sequence[Window]) -> tuple[int, int, int]:
    """(stride, receptive field, shortest side of an image) of a chain of windows, in pixels."""
    stride, reach, side = 1, 1, 1
    for window in windows:
        reach += (window.kernel - 1) * stride
        stride *= window.stride
    for window in reversed(windows):
        side = (side - 1) * window.stride + window.inside
    return stride, reach, max(side, stride)


def deepest_of_stride(layers: Mapping[str, LayerInfo], stride: int = 16) -> str:
    """The dream layer of a network that nobody has looked at: DeepDream's own have stride 16.

    A whole block rather than a part of one, and nothing that belongs to the classifier.
    """
    candidates = [name for name in reversed(list(layers)) if not name.startswith(CLASSIFIER)]
    candidates.sort(key=lambda name: (name.count(".") > 1, abs(layers[name].stride - stride)))
    return candidates[0]


def _layers(stages: Sequence[_Stage]) -> Mapping[str, LayerInfo]:
    """The layers of a chain of stages.

    Local response normalisation and dropout are no stages here: they mix no pixels.
    """
    layers = {}
    for number, stage in enumerate(stages, start=1):
        stride, reach, side = look_through(stages[:number])
        layers[stage.name] = LayerInfo(
            stride=stride, receptive_px=reach, channels=stage.channels, min_side_px=side
        )
    return layers


def _pool(name: str, channels: int, *, kernel: int = 3) -> _Stage:
    """A pool of stride 2 that rounds up: its last window may stand out by a pixel."""
    return _Stage(name=name, channels=channels, kernel=kernel, stride=2, inside=kernel - 1)


def _googlenet(*, widest: int, last_pool: int) -> Mapping[str, LayerInfo]:
    """``widest``: the kernel of its "5x5" branch; ``last_pool``: that of pool4."""
    stages = [
        _Stage(name="conv1", channels=64, kernel=7, stride=2),
        _pool("pool1", 64),
        _Stage(name="conv2", channels=192, kernel=3),
        _pool("pool2", 192),
    ]
    for block, (inputs, c1, _, c3, _, c5, projected) in GOOGLENET_WIDTHS.items():
        if block == "4a":
            stages.append(_pool("pool3", inputs))
        elif block == "5a":
            stages.append(_pool("pool4", inputs, kernel=last_pool))
        outputs = c1 + c3 + c5 + projected
        stages.append(_Stage(name=f"inception_{block}", channels=outputs, kernel=widest))
    return _layers([*stages, _Stage(name=CLASSIFIER, channels=CLASSES, kernel=1)])


def _squeezenet() -> Mapping[str, LayerInfo]:
    stages = [
        _Stage(name="relu1", channels=64, kernel=3, stride=2, inside=3),
        _pool("pool1", 64),
    ]
    for number, (_, _, expand) in enumerate(SQUEEZENET_FIRES.values(), start=2):
        stages.append(_Stage(name=f"fire{number}", channels=2 * expand, kernel=3))
        if number in {3, 5}:
            stages.append(_pool(f"pool{number}", 2 * expand))
    return _layers([*stages, _Stage(name=CLASSIFIER, channels=CLASSES, kernel=1)])


def _vgg(
    convs_per_block: tuple[int, ...], *, widths: Sequence[int] = VGG_WIDTHS
) -> Mapping[str, LayerInfo]:
    stages = []
    for block, (convs, channels) in enumerate(zip(convs_per_block, widths, strict=True), start=1):
        for conv in range(1, convs + 1):
            stages.append(_Stage(name=f"relu{block}_{conv}", channels=channels, kernel=3))
        pool = _Stage(name=f"pool{block}", channels=channels, kernel=2, stride=2, inside=2)
        stages.append(pool)
    # Its first dense layer is a convolution that has as many weights as pool5 has pixels at 224.
    return _layers([*stages, _Stage(name=CLASSIFIER, channels=CLASSES, kernel=7, inside=7)])


def _without(layers: Mapping[str, LayerInfo], *names: str) -> Mapping[str, LayerInfo]:
    return {name: info for name, info in layers.items() if name not in names}


def _generated(name: str) -> Mapping[str, LayerInfo]:
    """As a run of torchvision's network shows them."""
    return {
        layer: LayerInfo(stride=stride, receptive_px=reach, channels=channels, min_side_px=side)
        for layer, (stride, reach, channels, side) in GENERATED[name]["layers"].items()
    }


_BVLC_GOOGLENET = _googlenet(widest=5, last_pool=3)
_VGG19 = _vgg(VGG19_CONVS)
LAYERS: Mapping[str, Mapping[str, LayerInfo]] = {
    # Ours: the teacher's channels after each block, fewer of the first convolution.
    "embedded": {
        name: replace(layer, channels=48) if name in {"conv1", "pool1"} else layer
        for name, layer in _BVLC_GOOGLENET.items()
    },
    "embedded_style": _without(
        _vgg(EMBEDDED_STYLE_CONVS, widths=EMBEDDED_STYLE_WIDTHS), "pool4", CLASSIFIER
    ),
    "bvlc_googlenet": _BVLC_GOOGLENET,
    "googlenet": _googlenet(widest=3, last_pool=2),  # torchvision's
    "squeezenet1_1": _squeezenet(),
    "vgg16": _vgg(VGG16_CONVS),
    "vgg19": _VGG19,
    "vgg19_oxford": _without(_VGG19, CLASSIFIER),
    "inception_v3": _generated("inception_v3"),
    "resnet50": _generated("resnet50"),
}
