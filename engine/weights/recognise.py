"""Recognise a file of weights by its tensors, and refuse a damaged one. No torch."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path

import numpy as np

from engine.catalogue.colour_shapes import COLOUR_BLUEPRINTS
from engine.catalogue.find import HELPERS, NETWORKS, NetworkInfo, find_network
from engine.catalogue.layers import CLASSIFIER, VGG19_CONVS
from engine.catalogue.tensor_shapes import BLUEPRINTS, CLASSIFIERS, Shape, vgg_convolutions
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS
from engine.errors import WeightsError, WeightsFileError
from engine.machine import prepare_for_torch
from engine.texts.phrase import Fact, Phrase
from engine.weights.safetensors_file import Entry, read_header, unusable

_KNOWN = {**BLUEPRINTS, **COLOUR_BLUEPRINTS}
_DTYPES = {"I8": np.int8, "F16": np.float16, "F32": np.float32, "F64": np.float64}


def described(info: NetworkInfo) -> NetworkInfo:
    """``info`` with its layers.

    Those of a network that the catalogue does not describe are found by building it, which
    loads torch.
    """
    if info.layer_info or info.name in HELPERS:
        return info
    prepare_for_torch()
    from engine.networks.torchvision_layers import describe

    return describe(info)


def available_layers(info: NetworkInfo, path: Path) -> tuple[str, ...]:
    """The layers that this file has: a VGG may end early, a classifier may be missing.

    Raises: WeightsError: damaged.
    """
    info = described(info)
    if path.suffix != ".safetensors" or not (info.body.may_end_early or info.has_classifier):
        return info.layers  # torchvision's checkpoints are whole
    try:
        tensors = read_header(path)
    except WeightsFileError as exc:
        # A file that we had taken in: not the person's to mend.
        problem = Phrase("problems.its_file", file=path.name, problem=exc.facts["problem"])
        raise WeightsError(network=info.name, problem=problem, remedy=exc.facts["remedy"]) from exc
    if info.body.may_end_early:
        return _layers_before_the_end(info, tensors)
    parts = CLASSIFIERS.get(info.name, {}).items()
    is_whole = all(name in tensors and tensors[name][1] == shape for name, shape in parts)
    return tuple(layer for layer in info.layers if is_whole or layer != CLASSIFIER)


def _layers_before_the_end(info: NetworkInfo, tensors: Mapping[str, object]) -> tuple[str, ...]:
    """A VGG's layers up to the first convolution that the file lacks."""
    convolutions = vgg_convolutions(VGG19_CONVS)

    def is_there(layer: str) -> bool:
        # A pool has no tensors of its own.
        return layer.startswith("pool") or f"features.{convolutions[layer]}.weight" in tensors

    return tuple(takewhile(is_there, info.layers))


def recognise(path: Path) -> str:
    """The network whose tensors this safetensors file holds, by names and shapes.

    Raises: WeightsFileError: no known network, a part of one, or damaged.
    """
    name = identify(path)
    check_values(path, read_header(path), {**_KNOWN[name], **CLASSIFIERS.get(name, {})})
    return name


def identify(path: Path) -> str:
    """As :func:`recognise`, by the table of tensors alone: their values may be anything."""
    tensors = read_header(path)

    def shared(name: str) -> int:
        return sum(tensor in tensors for tensor in _KNOWN[name])

    def likeness(name: str) -> tuple[bool, int, bool]:
        return (shared(name) == len(_KNOWN[name]), shared(name), _may_end_early(name))

    name = max(_KNOWN, key=likeness)
    is_part_of_it = shared(name) > len(_KNOWN[name]) / 2 or _may_end_early(name)
    if not is_part_of_it or next(iter(_KNOWN[name])) not in tensors:
        raise unusable(path, Phrase("problems.unknown_tensors", tensors=_sample(tensors)))
    if name in {"vgg19", "vgg19_oxford"}:
        name = _which_vgg19(path, tensors)
    check_shapes(path, name, {tensor: entry[1] for tensor, entry in tensors.items()})
    return name


def is_checkpoint(path: Path) -> bool:
    """Whether torch saved it: its first bytes tell, whatever its name is."""
    with path.open("rb") as file:
        start = file.read(9)
    # A pickle's or a zip's; safetensors has the length of its header first, then the header.
    return start.startswith((b"\x80", b"PK\x03\x04")) and not start.endswith(b"{")


def recognise_checkpoint(path: Path) -> NetworkInfo | None:
    """The network whose published checkpoint this is, by its checksum; None: of none."""
    digest = file_sha256(path)
    for name in (*NETWORKS, *HELPERS, *CHECKPOINTS):
        info = find_network(name)
        if info.checkpoint and digest.startswith(info.checkpoint.sha256_prefix):
            return info
    return None


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sample(tensors: Mapping[str, object]) -> Fact:
    return ", ".join(list(tensors)[:3]) or Phrase("words.it_has_none")


def _which_vgg19(path: Path, tensors: Mapping[str, Entry]) -> str:
    """Oxford's or torchvision's: the tensors have the same names, and other sizes of values.

    Oxford's was trained on 0..255, so that for torchvision's input its first filters are about
    a hundred times larger. Only Oxford's may end early.
    """
    first = _values(path, tensors["features.0.weight"])
    is_oxford = first is not None and float(np.abs(first).mean()) > 1
    ends_early = any(tensor not in tensors for tensor in BLUEPRINTS["vgg19"])
    return "vgg19_oxford" if is_oxford or ends_early else "vgg19"


def _may_end_early(name: str) -> bool:
    return find_network(name).body.may_end_early


def check_shapes(path: Path, name: str, shapes: Mapping[str, Shape]) -> None:
    """Refuse a file without all of a network's tensors, or with others of their names.

    Raises: WeightsFileError.
    """
    blueprint = _KNOWN[name]
    missing = [tensor for tensor in blueprint if tensor not in shapes]
    if _may_end_early(name):
        # Whatever comes after the last whole layer may be absent; a gap may not.
        present = [tensor for tensor in blueprint if tensor in shapes]
        last = list(blueprint).index(present[-1]) // 2 * 2 + 1
        missing = [tensor for tensor in list(blueprint)[: last + 1] if tensor not in shapes]
    if missing:
        count, first = len(missing), missing[0]
        raise unusable(path, Phrase("problems.is_a_part", network=name, count=count, first=first))
    for tensor, shape in blueprint.items():
        if tensor in shapes and shapes[tensor] != shape:
            held = "x".join(map(str, shapes[tensor]))
            wanted = "x".join(map(str, shape))
            problem = Phrase(
                "problems.looks_like", network=name, tensor=tensor, shape=held, wanted=wanted
            )
            raise unusable(path, problem)


def check_values(
    path: Path,
    tensors: Mapping[str, Entry],
    blueprint: Mapping[str, Shape],
) -> None:
    """Refuse NaN, infinities and filters of nothing but zeros: a download with holes.

    Raises: WeightsFileError.
    """
    for name in blueprint:
        values = _values(path, tensors[name]) if name in tensors else None
        if values is not None:
            check_tensor(path, name, values)


def check_tensor(path: Path, name: str, values: np.ndarray) -> None:
    """The same for one of a file's tensors. Raises: WeightsFileError."""
    if not np.isfinite(values).all():
        raise unusable(path, Phrase("problems.not_numbers", tensor=name))
    if values.ndim == 4 and not values.any():
        raise unusable(path, Phrase("problems.all_zeros", tensor=name))


def _values(path: Path, entry: Entry) -> np.ndarray | None:
    """A tensor's values without copying the file; None for types that numpy lacks (bf16)."""
    dtype, shape, (start, end) = entry
    if dtype not in _DTYPES:
        return None
    kind = np.dtype(_DTYPES[dtype])
    if int(np.prod(shape)) * kind.itemsize != end - start:
        raise unusable(path, Phrase("problems.table_disagrees"))
    return np.memmap(path, dtype=kind, mode="r", offset=start, shape=shape)
