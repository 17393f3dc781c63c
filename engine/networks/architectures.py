"""The networks that we build ourselves, stage after stage, from the tensors of their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from torch import nn

from engine.catalogue.layers import VGG16_CONVS
from engine.networks.blocks import Weights
from engine.networks.googlenet import (
    bvlc_stages,
    googlenet_stages,
    named_as_bvlc,
    named_as_torchvision,
    torchvision_stages,
)
from engine.networks.squeezenet import named_as_squeezenet, squeezenet_stages
from engine.networks.vgg import small_vgg_stages, vgg_stages

STAGES: Mapping[str, Callable[[Weights], dict[str, nn.Module]]] = {
    "embedded": googlenet_stages,
    "embedded_style": small_vgg_stages,
    "bvlc_googlenet": bvlc_stages,
    "googlenet": torchvision_stages,
    "squeezenet1_1": squeezenet_stages,
    "vgg16": partial(vgg_stages, convs_per_block=VGG16_CONVS),
    "vgg19": vgg_stages,
    "vgg19_oxford": vgg_stages,
}

# Our stages' tensors, named as the files of that architecture name them.
NAMERS: Mapping[str, Callable[[Weights], Weights]] = {
    "embedded": lambda plain: plain,
    "bvlc_googlenet": named_as_bvlc,
    "googlenet": named_as_torchvision,
    "squeezenet1_1": named_as_squeezenet,
}
