"""The tensors that each network's file must hold: how a file is recognised. No torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.catalogue.layers import (
    CLASSES,
    GENERATED,
    GOOGLENET_WIDTHS,
    SQUEEZENET_FIRES,
    VGG16_CONVS,
    VGG19_CONVS,
    VGG_WIDTHS,
)

Shape = tuple[int, ...]
Blueprint = Mapping[str, Shape]


def convolution_shapes(name: str, outputs: int, inputs: int, kernel: int) -> dict[str, Shape]:
    return {f"{name}.weight": (outputs, inputs, kernel, kernel), f"{name}.bias": (outputs,)}


def batch_norm_shapes(name: str, width: int) -> dict[str, Shape]:
    return {
        f"{name}.{part}": (width,) for part in ("weight", "bias", "running_mean", "running_var")
    }


def _normed(name: str, outputs: int, inputs: int, kernel: int) -> dict[str, Shape]:
    """torchvision's BasicConv2d: a convolution without bias, then batch normalisation."""
    shapes: dict[str, Shape] = {f"{name}.conv.weight": (outputs, inputs, kernel, kernel)}
    return shapes | batch_norm_shapes(f"{name}.bn", outputs)


def _bvlc_googlenet() -> dict[str, Shape]:
    shapes = (
        convolution_shapes("conv1", 64, 3, 7)
        | convolution_shapes("conv2r", 64, 64, 1)
        | convolution_shapes("conv2", 192, 64, 3)
    )
    for block, (inputs, c1, c3r, c3, c5r, c5, pool) in GOOGLENET_WIDTHS.items():
        shapes |= convolution_shapes(f"i{block}.c1", c1, inputs, 1)
        shapes |= convolution_shapes(f"i{block}.c3r", c3r, inputs, 1)
        shapes |= convolution_shapes(f"i{block}.c3", c3, c3r, 3)
        shapes |= convolution_shapes(f"i{block}.c5r", c5r, inputs, 1)
        shapes |= convolution_shapes(f"i{block}.c5", c5, c5r, 5)
        shapes |= convolution_shapes(f"i{block}.pp", pool, inputs, 1)
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
    shapes = convolution_shapes("features.0", 64, 3, 3)
    for index, (inputs, squeeze, expand) in SQUEEZENET_FIRES.items():
        shapes |= convolution_shapes(f"features.{index}.squeeze", squeeze, inputs, 1)
        shapes |= convolution_shapes(f"features.{index}.expand1x1", expand, squeeze, 1)
        shapes |= convolution_shapes(f"features.{index}.expand3x3", expand, squeeze, 3)
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
        shapes |= convolution_shapes(f"features.{index}", outputs, inputs, 3)
        inputs = outputs
    return shapes


def _generated(name: str) -> dict[str, Shape]:
    """As torchvision builds it, whole: torchvision's own code reads it."""
    return {tensor: tuple(shape) for tensor, shape in GENERATED[name]["tensors"].items()}


BLUEPRINTS: Mapping[str, Blueprint] = {
    "bvlc_googlenet": _bvlc_googlenet(),
    "googlenet": _googlenet(),
    "squeezenet1_1": _squeezenet(),
    "vgg16": _vgg(VGG16_CONVS),
    "vgg19": _vgg(VGG19_CONVS),
    "vgg19_oxford": _vgg(VGG19_CONVS),
    "inception_v3": _generated("inception_v3"),
    "resnet50": _generated("resnet50"),
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
    "squeezenet1_1": convolution_shapes("classifier.1", CLASSES, 512, 1),
    "vgg16": _VGG_CLASSIFIER,
    "vgg19": _VGG_CLASSIFIER,
}
