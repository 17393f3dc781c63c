"""Where people are, by a segmentation network of torchvision's; without its weights, not at all."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torchvision.models import get_model  # type: ignore[import-untyped]  # it ships no types

from engine.catalogue.find import NetworkInfo
from engine.media.pictures import Picture
from engine.networks.backbone import INPUT_SCALE
from engine.studio.studio import Studio
from engine.weights.load import loading, read_weights

PERSON = 15  # of Pascal VOC's 20 classes, 0 being the background
# torchvision's own: the shorter side. A long panorama gets less, for the network's memory.
VIEW_PX = 520
MOST_VIEW_PX = 1040


@torch.no_grad()
def person_mask(picture: Picture, *, studio: Studio, network: str | None = None) -> Tensor:
    """(1, 1, h, w) in [0, 1]: how surely each place of ``picture`` belongs to a person.

    Args:
        network: one of those that find people; None: the best at hand.
    Returns: at the size at which the network looked, the picture's aspect kept.
    Raises: NoPersonNetworkError, UnknownNameError, OptionError, WeightsError.
    """
    info, path = studio.store.find(network, art="segment")
    model = load_segmenter(info, path).to(studio.device)
    image = studio.photo_at(picture, *_view_size(picture.width, picture.height))
    mean, deviation = (
        image.new_tensor(values).view(1, 3, 1, 1) for values in INPUT_SCALE[info.input_convention]
    )
    scores: Tensor = model((image - mean) / deviation)["out"]
    return scores.softmax(dim=1)[:, PERSON : PERSON + 1]


def load_segmenter(info: NetworkInfo, path: Path) -> nn.Module:
    """The network with the weights of torchvision's checkpoint.

    Raises: WeightsError: the file is damaged.
    """
    with loading(info, path):
        weights = read_weights(path)
        for name in list(weights):
            if name.startswith("aux_classifier."):
                del weights[name]  # DeepLab's second head, for training alone
        with torch.device("meta"):
            model: nn.Module = get_model(info.name, weights=None, weights_backbone=None)
        model.load_state_dict(weights, assign=True)
    return model.eval().requires_grad_(False)


def _view_size(width: int, height: int) -> tuple[int, int]:
    share = min(VIEW_PX / min(width, height), MOST_VIEW_PX / max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))
