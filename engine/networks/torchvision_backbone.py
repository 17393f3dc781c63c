"""Any classifier of torchvision's, as torchvision builds it, cut at its deepest wanted layer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from torch import Tensor, nn

from engine.catalogue.layers import CLASSIFIER
from engine.networks.backbone import Backbone
from engine.networks.torchvision_layers import build, probe

# DenseNet's checkpoints are older than its names (torchvision.models.densenet._load_state_dict).
_OLD_NAME = re.compile(r"(denselayer\d+\.(?:norm|relu|conv))\.([12])\.")


class ZooBackbone(Backbone):
    """A whole classifier of torchvision's, of which nothing after the deepest layer is called.

    By hooks of our own: of several layers at once torchvision's create_feature_extractor gives
    other tensors for some (in ResNet's layer1, DenseNet's features) and none for others (25 of
    EfficientNet-B0's 106).
    """

    def __init__(
        self, name: str, weights: dict[str, Tensor], *, layers: Sequence[str], convention: str
    ) -> None:
        """``weights``: a checkpoint; its names are put right in place.

        Raises: RuntimeError: it is another network's.
        """
        for old in list(weights):
            new = _OLD_NAME.sub(r"\1\2.", old)
            if old.startswith("AuxLogits."):
                del weights[old]  # Inception's second classifier, for training alone
            elif new != old:
                weights[new] = weights.pop(old)
        model = build(name)
        model.load_state_dict(weights, assign=True)
        super().__init__({"model": model}, layers=["model"], convention=convention)
        self.layers = frozenset(layers)
        described, self._channels_last = probe(name)
        self._last = max(layers, key=list(described).index)
        self._found: dict[str, Tensor] = {}
        for layer in self.layers - {CLASSIFIER}:
            model.get_submodule(layer).register_forward_hook(self._keep(layer))

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        """(1, 3, H, W) RGB in [0, 1] -> layer name -> features."""
        found: dict[str, Tensor] = {}
        self._found = found
        try:
            logits = self.stages["model"](self.prepared(image))
        except _Enough:
            return found
        finally:
            self._found = {}  # a graph is the caller's to keep
        return {**found, CLASSIFIER: logits[:, :, None, None]}

    def _keep(self, layer: str) -> Any:
        def hook(_module: nn.Module, _inputs: Any, output: Tensor) -> Tensor:
            is_last = layer in self._channels_last
            self._found[layer] = output.permute(0, 3, 1, 2) if is_last else output
            if layer == self._last:
                raise _Enough
            return output.clone()  # some blocks go on to change theirs in place

        return hook


class _Enough(Exception):  # noqa: N818  # no error: the deepest layer is computed
    pass
