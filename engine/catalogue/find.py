"""Networks and layers, found by the names that people write. No torch.

The door to engine.catalogue.networks: what that describes can be had here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from engine.catalogue.layers import CLASSIFIER
from engine.catalogue.network_info import TORCHVISION as TORCHVISION
from engine.catalogue.network_info import Checkpoint
from engine.catalogue.network_info import NetworkInfo as NetworkInfo
from engine.catalogue.networks import ALIASES as ALIASES
from engine.catalogue.networks import ASSETS as ASSETS
from engine.catalogue.networks import HELPERS as HELPERS
from engine.catalogue.networks import NETWORK_ORDER as NETWORK_ORDER
from engine.catalogue.networks import NETWORKS as NETWORKS
from engine.catalogue.networks import PAINTERS_AT_ONCE as PAINTERS_AT_ONCE
from engine.catalogue.networks import Art as Art
from engine.catalogue.networks import NetworkUse as NetworkUse
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS, input_convention
from engine.errors import OptionError, near_matches
from engine.options.bounds import MAX_DEPTH
from engine.texts.phrase import Phrase, either

MANY_LAYERS = 40  # more than a message can list
MOST_LAYER_SHARE = 100.0
MOST_LAYERS = 6


def find_network(
    name: str, *, ours: Iterable[str] = (), uses: Sequence[NetworkUse] = ()
) -> NetworkInfo:
    """A network of the catalogue, one that helps others, or any other classifier of torchvision's.

    Args:
        ours: networks trained to dream and to name things, which could be meant as well.
        uses: what it is wanted for, so that no other network is offered; empty: anything.

    Raises: UnknownNameError.
    """
    folded = name.lower()
    network = NETWORKS.get(folded) or HELPERS.get(folded)
    if network is not None:
        return network
    if folded not in CHECKPOINTS:
        takes_any = not uses or not {"dream", "classify"}.isdisjoint(uses)
        named = list(dict.fromkeys([*(ours if takes_any else ()), *networks_for(uses)]))
        there_are = "near.networks_there_are" if takes_any else "near.there_are"
        helpers = () if uses else HELPERS
        near = [*named, *helpers, *(CHECKPOINTS if takes_any else ())]
        otherwise = Phrase(there_are, names=", ".join(named))
        raise near_matches(Phrase("kinds.network"), name, near, otherwise=otherwise)
    return NetworkInfo(
        name=folded,
        title=f"torchvision's {folded}",
        family=TORCHVISION,
        licence="BSD-3-Clause",
        source="torchvision, its default weights",
        input_convention=input_convention(folded),
        checkpoint=Checkpoint.of(CHECKPOINTS[folded]),
    )


def networks_for(uses: Sequence[NetworkUse]) -> tuple[str, ...]:
    """Those of the catalogue that do one of these; of no use named: all but those that help."""
    fit = {name for use in uses for name in NETWORK_ORDER[use]}
    return tuple(name for name in (*NETWORKS, *HELPERS) if name in fit) if uses else (*NETWORKS,)


def check_use(network: NetworkInfo, uses: Sequence[NetworkUse]) -> None:
    """Raises: OptionError: it does none of these; says which do."""
    takes_any = network.family == TORCHVISION or network.training.architecture
    for use in uses:
        name = ALIASES.get(use, {}).get(network.name, network.name)
        if name in NETWORK_ORDER[use] or (takes_any and use in ("dream", "classify")):
            return
    purposes = either([Phrase(f"purposes.{use}") for use in uses])
    fit = dict.fromkeys(name for use in uses for name in NETWORK_ORDER[use])
    rule = Phrase("rules.networks_for", purposes=purposes, names=", ".join(fit))
    raise OptionError(option="network", value=network.name, rule=rule)


def find_layer(network: NetworkInfo, name: str, *, layers: Iterable[str] | None = None) -> str:
    """The layer's name as the papers write it; ``layers``: those that the file at hand has.

    Takes ``inception4c``, ``inception_4c/output`` and ``4c`` for ``inception_4c``, and, as
    layers count after their ReLU, ``conv4_2`` for ``relu4_2``.
    Raises: UnknownNameError.
    """
    names = tuple(layers if layers is not None else network.layers)
    written = {layer.lower(): layer for layer in names}
    plain = name.lower().removesuffix("/output")
    for spelling in (
        plain,
        re.sub(r"^(?:inception_?|mixed_?)?(\d[a-z])$", r"inception_\1", plain),
        re.sub(r"^conv(\d_\d)$", r"relu\1", plain),
    ):
        if spelling in written:
            return written[spelling]
    otherwise = None
    if len(names) > MANY_LAYERS:
        otherwise = Phrase("near.layers_listed", network=network.name)
    raise near_matches(Phrase("kinds.layer"), name, names, otherwise=otherwise)


def default_layer(network: NetworkInfo, layers: Iterable[str]) -> str:
    """The network's dream layer, or the deepest that a file which ends early has."""
    names = tuple(layers)
    if network.dream_layer in names:
        return network.dream_layer
    return next(layer for layer in reversed(names) if not layer.startswith(("pool", CLASSIFIER)))


def layer_at_depth(layers: Sequence[str], depth: int) -> str:
    """The layer that lies ``depth`` of MAX_DEPTH deep among those worth dreaming of."""
    worth = [layer for layer in layers[1:] if layer != CLASSIFIER and "pool" not in layer] or layers
    return worth[round((depth - 1) / (MAX_DEPTH - 1) * (len(worth) - 1))]


def split_layers(text: str) -> tuple[tuple[str, float], ...]:
    """(layer, share) of each part of ``inception_3b+inception_4c*2``. Raises: OptionError."""
    layers = []
    for part in text.split("+"):
        name, star, share = part.strip().partition("*")
        try:
            weight = float(share) if star else 1.0
        except ValueError:
            weight = 0.0
        if not name or not 0 < weight <= MOST_LAYER_SHARE:
            rule = Phrase("rules.layers_example")
            raise OptionError(option="layer", value=text, rule=rule)
        layers.append((name, weight))
    if len(layers) > MOST_LAYERS:
        rule = Phrase("rules.at_most_layers", most=MOST_LAYERS)
        raise OptionError(option="layer", value=text, rule=rule)
    return tuple(layers)


def join_layers(layers: Sequence[tuple[str, float]]) -> str:
    """The inverse of :func:`split_layers`."""
    return "+".join(name if share == 1 else f"{name}*{share:g}" for name, share in layers)
