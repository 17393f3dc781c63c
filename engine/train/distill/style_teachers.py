"""The two teachers of our style network: Oxford's VGG-19, and beyond relu3_4 wct16's encoder."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.networks.backbone import Backbone
from engine.options.base import check_choice
from engine.style.instant.autoencoders import build
from engine.train.distill.style_student import TAUGHT
from engine.weights.instant_networks import WCT16, find_instant
from engine.weights.load import load_backbone, read_weights
from engine.weights.store import WeightStore

TEACHERS = ("vgg19_oxford", "vgg19")  # those that know what is to be taught
_OF_VGG = tuple(layer.teacher for layer in TAUGHT if layer.teacher != "relu4_1")


class StyleTeachers:
    """What is to be learnt of an image, layer by layer."""

    def __init__(self, vgg: Backbone, deep: nn.Module) -> None:
        """``vgg``: with relu1_1 to relu3_4; ``deep``: an encoder to relu4_1."""
        self.vgg = vgg
        self.deep = deep

    @classmethod
    def of(cls, store: WeightStore, name: str) -> StyleTeachers:
        """Those that are at hand here.

        Raises: OptionError: ``name``; WeightsError: a teacher is missing.
        """
        check_choice("teacher", name, TEACHERS)
        weights = read_weights(find_instant(store.root, WCT16).path)
        encoders = [build(weights, level, device=torch.device("cpu")).encoder for level in (4, 5)]
        # The deepest encoder's relu4_1 tells more: of the other's, every second channel is dead.
        shallower, deepest = (list(encoder.children()) for encoder in encoders)
        info, path = store.find(name, art="style")
        return cls(
            load_backbone(info, path, layers=_OF_VGG), nn.Sequential(*deepest[: len(shallower)])
        )

    @torch.no_grad()
    def __call__(self, image: Tensor) -> dict[str, Tensor]:
        """(N, 3, H, W) RGB in [0, 1] -> the teachers' layers' names -> features."""
        return {**self.vgg(image), "relu4_1": self.deep(image)}
