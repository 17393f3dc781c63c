"""The tensors that each network's file must hold: how a file is recognised. No torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.catalogue.layers import (
    CLASSES,
    GOOGLENET_WIDTHS,
    RESNET50_BLOCKS,
    SQUEEZENET_FIRES,
    VGG16_CONVS,
    VGG19_CONVS,
    VGG_WIDTHS,
)

Shape = tuple[int, ...]
Blueprint = Mapping[str, Shape]


def _convolution(name: str, outputs: int, inputs: int, kernel: int) -> dict[str, Shape]:
    return {f"{name}.weight": (outputs, inputs, kernel, kernel), f"{name}.bias": (outputs,)}


def _normed(name: str, outputs: int, inputs: int, kernel: int) -> dict[str, Shape]:
    """torchvision's BasicConv2d: a convolution without bias, then batch normalisation."""
    shapes: dict[str, Shape] = {f"{name}.conv.weight": (outputs, inputs, kernel, kernel)}
    for part in ("weight", "bias", "running_mean", "running_var"):
        shapes[f"{name}.bn.{part}"] = (outputs,)
    return shapes


def _bvlc_googlenet() -> dict[str, Shape]:
    shapes = (
        _convolution("conv1", 64, 3, 7)
        | _convolution("conv2r", 64, 64, 1)
        | _convolution("conv2", 192, 64, 3)
    )
    for block, (inputs, c1, c3r, c3, c5r, c5, pool) in GOOGLENET_WIDTHS.items():
        shapes |= _convolution(f"i{block}.c1", c1, inputs, 1)
        shapes |= _convolution(f"i{block}.c3r", c3r, inputs, 1)
        shapes |= _convolution(f"i{block}.c3", c3, c3r, 3)
        shapes |= _convolution(f"i{block}.c5r", c5r, inputs, 1)
        shapes |= _convolution(f"i{block}.c5", c5, c5r, 5)
        shapes |= _convolution(f"i{block}.pp", pool, inputs, 1)
    return shapes


def _googlenet() -> dict[str, Shape]:
    shapes = _normed("conv1", 64, 3, 7) | _normed("conv2", 64, 64, 1) | _normed("conv3", 192, 64, 3)
    for block, (inputs, c1, c3r, c3, c5r, c5, pool) in GOOGLENET_WIDTHS.items():
        name = f"inception{block}"
        shapes |= _normed(f"{name}.branch1", c1, inputs, 1)
        shapes |= _normed(f"{name}.branch2.0", c3r, inputs, 1)
        shapes |= _normed(f"{name}.branch2.1", c3, c3r, 3)
        shapes |= _normed(f"{name}.branch3.0", c5r, inputs, 1)
        shapes |= _normed(f"{name}.branch3.1", c5, c5r, 3)
        shapes |= _normed(f"{name}.branch4.1", pool, inputs, 1)
    return shapes


def _squeezenet() -> dict[str, Shape]:
    shapes = _convolution("features.0", 64, 3, 3)
    for index, (inputs, squeeze, expand) in SQUEEZENET_FIRES.items():
        shapes |= _convolution(f"features.{index}.squeeze", squeeze, inputs, 1)
        shapes |= _convolution(f"features.{index}.expand1x1", expand, squeeze, 1)
        shapes |= _convolution(f"features.{index}.expand3x3", expand, squeeze, 3)
    return shapes


def vgg_convolutions(convs_per_block: Sequence[int]) -> dict[str, int]:
    """Layer name -> index of its convolution in torchvision's ``features``."""
    indices: dict[str, int] = {}
    index = 0
    for block, convs in enumerate(convs_per_block, start=1):
        for conv in range(1, convs + 1):
            indices[f"relu{block}_{conv}"] = index
            index += 2
        index += 1  # the pool
    return indices


def _vgg(convs_per_block: Sequence[int]) -> dict[str, Shape]:
    shapes: dict[str, Shape] = {}
    inputs = 3
    for layer, index in vgg_convolutions(convs_per_block).items():
        outputs = VGG_WIDTHS[int(layer[4]) - 1]
        shapes |= _convolution(f"features.{index}", outputs, inputs, 3)
        inputs = outputs
    return shapes


def _batch_norm(name: str, channels: int) -> dict[str, Shape]:
    parts = ("weight", "bias", "running_mean", "running_var")
    return {f"{name}.{part}": (channels,) for part in parts}


def _resnet50() -> dict[str, Shape]:
    """He et al. 2015, table 1, whole: torchvision's own code reads it."""
    shapes: dict[str, Shape] = {"conv1.weight": (64, 3, 7, 7), **_batch_norm("bn1", 64)}
    inputs = 64
    for part, blocks in enumerate(RESNET50_BLOCKS, start=1):
        narrow = 32 << part
        for block in range(blocks):
            name = f"layer{part}.{block}"
            sides = ((inputs, narrow, 1), (narrow, narrow, 3), (narrow, 4 * narrow, 1))
            for number, (fan_in, outputs, kernel) in enumerate(sides, start=1):
                shapes[f"{name}.conv{number}.weight"] = (outputs, fan_in, kernel, kernel)
                shapes |= _batch_norm(f"{name}.bn{number}", outputs)
            if block == 0:
                shapes[f"{name}.downsample.0.weight"] = (4 * narrow, inputs, 1, 1)
                shapes |= _batch_norm(f"{name}.downsample.1", 4 * narrow)
            inputs = 4 * narrow
    return shapes | {"fc.weight": (CLASSES, 2048), "fc.bias": (CLASSES,)}


# Rethinking the Inception Architecture (Szegedy et al. 2015), as torchvision names its parts:
# inputs of a block, then of each branch the convolutions' suffix, outputs and kernel.
_STEM = {
    "1a": (3, 32, 3),
    "2a": (32, 32, 3),
    "2b": (32, 64, 3),
    "3b": (64, 80, 1),
    "4a": (80, 192, 3),
}
_SMALL = {
    "branch1x1": "- 64 1x1",
    "branch5x5": "_1 48 1x1 _2 64 5x5",
    "branch3x3dbl": "_1 64 1x1 _2 96 3x3 _3 96 3x3",
}
_WIDE = {
    "branch1x1": "- 320 1x1",
    "branch3x3": "_1 384 1x1 _2a 384 1x3 _2b 384 3x1",
    "branch3x3dbl": "_1 448 1x1 _2 384 3x3 _3a 384 1x3 _3b 384 3x1",
    "branch_pool": "- 192 1x1",
}


def _long(narrow: int) -> Mapping[str, str]:
    return {
        "branch1x1": "- 192 1x1",
        "branch7x7": f"_1 {narrow} 1x1 _2 {narrow} 1x7 _3 192 7x1",
        "branch7x7dbl": f"_1 {narrow} 1x1 _2 {narrow} 7x1 _3 {narrow} 1x7 _4 {narrow} 7x1"
        " _5 192 1x7",
        "branch_pool": "- 192 1x1",
    }


_INCEPTION_BLOCKS: Mapping[str, tuple[int, Mapping[str, str]]] = {
    "5b": (192, {**_SMALL, "branch_pool": "- 32 1x1"}),
    "5c": (256, {**_SMALL, "branch_pool": "- 64 1x1"}),
    "5d": (288, {**_SMALL, "branch_pool": "- 64 1x1"}),
    "6a": (288, {"branch3x3": "- 384 3x3", "branch3x3dbl": _SMALL["branch3x3dbl"]}),
    "6b": (768, _long(128)),
    "6c": (768, _long(160)),
    "6d": (768, _long(160)),
    "6e": (768, _long(192)),
    "7a": (
        768,
        {
            "branch3x3": "_1 192 1x1 _2 320 3x3",
            "branch7x7x3": "_1 192 1x1 _2 192 1x7 _3 192 7x1 _4 192 3x3",
        },
    ),
    "7b": (1280, _WIDE),
    "7c": (2048, _WIDE),
}


def _inception_v3() -> dict[str, Shape]:
    """Whole, but for the auxiliary classifier: torchvision's own code reads it."""
    shapes: dict[str, Shape] = {}
    for name, (inputs, outputs, kernel) in _STEM.items():
        shapes |= _normed(f"Conv2d_{name}_{kernel}x{kernel}", outputs, inputs, kernel)
    for block, (block_inputs, branches) in _INCEPTION_BLOCKS.items():
        for branch, text in branches.items():
            words = iter(text.split())
            inputs = block_inputs
            for suffix, width, kernel_size in zip(words, words, words, strict=True):
                name = f"Mixed_{block}.{branch}{suffix.removeprefix('-')}"
                height, _, length = kernel_size.partition("x")
                outputs = int(width)
                shapes |= _normed(name, outputs, inputs, 1)
                shapes[f"{name}.conv.weight"] = (outputs, inputs, int(height), int(length))
                inputs = outputs
    return shapes | {"fc.weight": (CLASSES, 2048), "fc.bias": (CLASSES,)}


BLUEPRINTS: Mapping[str, Blueprint] = {
    "bvlc_googlenet": _bvlc_googlenet(),
    "googlenet": _googlenet(),
    "squeezenet1_1": _squeezenet(),
    "vgg16": _vgg(VGG16_CONVS),
    "vgg19": _vgg(VGG19_CONVS),
    "vgg19_oxford": _vgg(VGG19_CONVS),
    "inception_v3": _inception_v3(),
    "resnet50": _resnet50(),
}

# What a file may lack: without it the network dreams, and knows no names.
_VGG_CLASSIFIER: Blueprint = {
    "classifier.0.weight": (4096, 7 * 7 * 512),
    "classifier.0.bias": (4096,),
    "classifier.3.weight": (4096, 4096),
    "classifier.3.bias": (4096,),
    "classifier.6.weight": (CLASSES, 4096),
    "classifier.6.bias": (CLASSES,),
}
CLASSIFIERS: Mapping[str, Blueprint] = {
    "bvlc_googlenet": {"fc.weight": (CLASSES, 1024), "fc.bias": (CLASSES,)},
    "googlenet": {"fc.weight": (CLASSES, 1024), "fc.bias": (CLASSES,)},
    "squeezenet1_1": _convolution("classifier.1", CLASSES, 512, 1),
    "vgg16": _VGG_CLASSIFIER,
    "vgg19": _VGG_CLASSIFIER,
}
