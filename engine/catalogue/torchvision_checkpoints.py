"""Torchvision's classifiers by name: which checkpoint is each one's. No torch."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from engine.catalogue.network_info import InputConvention

_FACTS = tomllib.loads(
    Path(__file__).with_name("torchvision_checkpoints.toml").read_text(encoding="utf-8")
)
CHECKPOINTS: Mapping[str, str] = _FACTS["checkpoints"]
HALF_CONVENTION = frozenset(_FACTS["half_convention"])


def input_convention(name: str) -> InputConvention:
    """The scale of the pictures that the network of this name was trained on."""
    return "half" if name in HALF_CONVENTION else "imagenet"
