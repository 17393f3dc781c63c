"""The networks of the catalogue (networks.toml), and which of them does what. No torch."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from engine.catalogue.layers import LAYERS, deepest_of_stride
from engine.catalogue.network_info import Body, Checkpoint, NetworkInfo, Painting
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS, input_convention

Art = Literal["dream", "style"]
NetworkUse = Literal["dream", "style", "classify", "instant", "flow", "segment", "colour"]

ASSETS = Path(__file__).parents[1] / "assets"
HOUSE = "house2"  # paints in the house styles
FORMER_HOUSE = "house"  # did so before; captions of that time name it


def _network(name: str, facts: Mapping[str, Any]) -> NetworkInfo:
    """A network from its table."""
    layers = LAYERS.get(name, {})
    file = facts.get("checkpoint") or CHECKPOINTS.get(name)
    dream_layer = facts.get("dream_layer") or (deepest_of_stride(layers) if layers else "")
    painting: dict[str, Any] = {
        trait: tuple(value) if isinstance(value, list) else value
        for trait, value in facts.get("painting", {}).items()
    }
    return NetworkInfo(
        name=name,
        title=facts["title"],
        family=facts["family"],
        licence=facts["licence"],
        source=facts["source"],
        input_convention=input_convention(name),
        asset=facts.get("asset"),
        published=facts.get("file"),
        checkpoint=Checkpoint.of(file, folder=facts.get("folder", "")) if file else None,
        body=Body(
            layer_info=layers,
            dream_layer=dream_layer,
            is_tuned=facts.get("is_tuned", False),
            may_end_early=facts.get("may_end_early", False),
        ),
        painting=Painting(**painting),
    )


_FACTS = tomllib.loads(Path(__file__).with_name("networks.toml").read_text(encoding="utf-8"))
NETWORKS: Mapping[str, NetworkInfo] = {
    name: _network(name, facts) for name, facts in _FACTS["networks"].items()
}
# No dream climbs them: they tell of motion, find people, colour photos, or paint at once.
HELPERS: Mapping[str, NetworkInfo] = {
    name: _network(name, facts) for name, facts in _FACTS["helpers"].items()
}
# “The embedded one” is another network for each art.
ALIASES: Mapping[NetworkUse, Mapping[str, str]] = _FACTS["aliases"]
NETWORK_ORDER: Mapping[NetworkUse, tuple[str, ...]] = {
    use: tuple(names) for use, names in _FACTS["order"].items()
}
# They lay a style in one pass, without a step.
PAINTERS_AT_ONCE = (*NETWORK_ORDER["instant"], HOUSE, FORMER_HOUSE)
