"""A file of weights becomes a network, cut at the deepest layer that is used."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from pickle import UnpicklingError

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from engine.catalogue.find import NetworkInfo
from engine.errors import WeightsError, WeightsFileError
from engine.networks import precision
from engine.networks.architectures import STAGES
from engine.networks.backbone import Backbone
from engine.networks.winograd import speed_up
from engine.texts.phrase import Phrase
from engine.weights.instant_networks import InstantNetwork
from engine.weights.remedies import remedy_for
from engine.weights.safetensors_file import OURS_INSTEAD, SCALE_ENDING, hides_ours

# What safetensors, torch.load and the stages raise on a file that is not what it was.
LOAD_ERRORS = (
    SafetensorError,
    UnpicklingError,
    OSError,
    EOFError,
    LookupError,
    RuntimeError,
    ValueError,
    AttributeError,
    TypeError,
)
# These files are safetensors alone.
_INSTANT_ERRORS = (
    SafetensorError,
    WeightsFileError,
    OSError,
    LookupError,
    RuntimeError,
    ValueError,
)


def load_backbone(
    info: NetworkInfo,
    path: Path,
    *,
    layers: Sequence[str],
    device: torch.device | str = "cpu",
    exact: bool = False,
    for_style: bool = False,
) -> Backbone:
    """Load a network's file and cut the network after the deepest of ``layers``.

    Raises: WeightsError: the file is damaged.

    Args:
        for_style: the first convolution sees the border's pixels repeated outside, not
            zeros, which would be painted as a frame (crowsonkb/style-transfer-pytorch), and
            max pools of separate windows, which would paint their grid, average instead.
        exact: float32 everywhere, by torch's own algorithms; otherwise bfloat16 where the chip
            gains by it, or Winograd's algorithm, whose rounding is some 1e-5 of the features.
    """
    with loading(info, path):
        backbone = _build(info, read_weights(path), layers=layers)
    if for_style:
        first = next(module for module in backbone.modules() if isinstance(module, nn.Conv2d))
        first.padding_mode = "replicate"
        _smooth_pools(backbone)
    backbone.to(device)
    backbone.to(memory_format=torch.channels_last)
    if exact:
        return backbone
    if precision.gains_by_bfloat16(torch.device(device)):
        backbone.stages.to(torch.bfloat16)
    elif torch.device(device).type == "cpu" and speed_up(backbone):
        backbone.memory_format = torch.contiguous_format
    return backbone


@contextmanager
def loading(info: NetworkInfo, path: Path) -> Iterator[None]:
    """What a damaged file makes its readers raise, as a WeightsError."""
    try:
        with warnings.catch_warnings():
            # What torch remarks on a strange pickle, before it refuses it.
            warnings.simplefilter("ignore", UserWarning)
            yield
    except LOAD_ERRORS as exc:
        problem = Phrase("problems.damaged", file=path.name)
        remedy = OURS_INSTEAD
        if not hides_ours(info, path):
            remedy = Phrase("remedies.delete_it", remedy=remedy_for(info))
        detail = f"{path}: {type(exc).__name__}: {exc}"
        raise WeightsError(detail, network=info.name, problem=problem, remedy=remedy) from exc


@contextmanager
def loading_instant(network: InstantNetwork) -> Iterator[None]:
    """The same for the file of a network that paints at once."""
    try:
        yield
    except _INSTANT_ERRORS as exc:
        problem = Phrase("problems.damaged", file=network.path.name)
        remedy = Phrase("remedies.get_again")
        raise WeightsError(str(exc), network=network.name, problem=problem, remedy=remedy) from exc


def _build(info: NetworkInfo, weights: dict[str, Tensor], *, layers: Sequence[str]) -> Backbone:
    """By our own stages, or else as torchvision builds it."""
    convention = info.input_convention
    if info.built_as in STAGES:
        stages = STAGES[info.built_as](weights)
        return Backbone(stages, layers=layers, convention=convention)
    from engine.networks.torchvision_backbone import (
        ZooBackbone,
    )  # torchvision takes a second to load

    return ZooBackbone(info.name, weights, layers=layers, convention=convention)


def _smooth_pools(backbone: Backbone) -> None:
    """Put averages in place of VGG's max pools, as Gatys et al. do.

    The largest pixel of a window of 2 takes the whole gradient, and becomes a point of a grid of
    the pools' stride. GoogLeNet's windows overlap. Averages wider than 2 hide fine lines.
    """
    for name, stage in backbone.stages.items():
        if isinstance(stage, nn.MaxPool2d) and stage.kernel_size == stage.stride:
            backbone.stages[name] = nn.AvgPool2d(stage.kernel_size, stride=stage.stride)


def read_weights(path: Path) -> dict[str, Tensor]:
    """float32 tensors of a safetensors file or of a torchvision checkpoint.

    An ``X.weight`` of 8 bits is multiplied by its ``X.weight_scale``, (outputs).
    """
    tensors: dict[str, Tensor]
    if path.suffix == ".safetensors":
        tensors = load_file(path)
    else:
        tensors = torch.load(path, map_location="cpu", weights_only=True)
    for name, values in tensors.items():
        # In place: a checkpoint also carries its networks' versions.
        tensors[name] = values.float() if values.is_floating_point() else values
    for name in [tensor for tensor in tensors if tensor.endswith(SCALE_ENDING)]:
        weight, scale = name.removesuffix(SCALE_ENDING), tensors.pop(name)
        whole = tensors[weight].float()
        tensors[weight] = whole.mul_(scale.view(-1, *[1] * (whole.dim() - 1)))
    return tensors
