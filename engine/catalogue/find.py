"""Names of networks, layers, dream presets and house styles. No torch.

The door to all of them: what engine.catalogue.networks describes is found here too.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.catalogue.helper_networks import HELPERS as HELPERS
from engine.catalogue.layers import CLASSIFIER, GOOGLENET_WIDTHS
from engine.catalogue.networks import ALIASES as ALIASES
from engine.catalogue.networks import ASSETS as ASSETS
from engine.catalogue.networks import NETWORK_ORDER as NETWORK_ORDER
from engine.catalogue.networks import NETWORKS as NETWORKS
from engine.catalogue.networks import TORCHVISION as TORCHVISION
from engine.catalogue.networks import Art as Art
from engine.catalogue.networks import NetworkInfo as NetworkInfo
from engine.catalogue.networks import NetworkUse as NetworkUse
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS, HALF_CONVENTION, sha256_prefix
from engine.errors import OptionError, UnknownNameError
from engine.options.base import MAX_DEPTH

_PURPOSES: Mapping[NetworkUse, str] = {
    "dream": "dreaming",
    "style": "painting",
    "classify": "naming things",
    "segment": "finding people",
}
MANY_LAYERS = 40  # more than a message can list


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamPreset:
    """A named look, chosen by eye on GoogLeNets.

    Attributes:
        layers: of a GoogLeNet; of another network those about as deep.
        overrides: other options that it sets.
    """

    name: str
    title: str
    layers: tuple[str, ...]
    overrides: Mapping[str, Any] = field(default_factory=dict)


# How deep a GoogLeNet's layers count in other networks.
_DEPTH_OF: Mapping[str, int] = {
    "conv2": 1,
    **{f"inception_{block}": depth for depth, block in enumerate(GOOGLENET_WIDTHS, start=2)},
}

PRESETS: Mapping[str, DreamPreset] = {
    preset.name: preset
    for preset in (
        DreamPreset(
            name="strokes",
            title="Brush strokes",
            layers=("conv2",),
            overrides={"parametrisation": "fourier"},
        ),
        DreamPreset(
            name="carvings",
            title="Carvings",
            layers=("inception_3a",),
            overrides={"parametrisation": "fourier", "strength": 1.3},
        ),
        DreamPreset(
            name="ornaments",
            title="Ornaments",
            layers=("conv2", "inception_3b"),
            overrides={"strength": 1.3},
        ),
        DreamPreset(
            name="fur",
            title="Fur and feathers",
            layers=("inception_3b",),
            overrides={"parametrisation": "fourier"},
        ),
        DreamPreset(
            name="eyes",
            title="Eyes",
            layers=("inception_4a",),
            # Turned about, everything round wins.
            overrides={
                "random_rotation_deg": 60.0,
                "random_scale": 0.2,
                "smoothing_px": 0.6,
                "strength": 1.4,
            },
        ),
        DreamPreset(
            name="neon",
            title="Neon",
            layers=("inception_3b",),
            overrides={"smoothing_px": 3.0, "strength": 1.5, "tv_weight": 0.0},
        ),
        DreamPreset(name="classic", title="Classic", layers=("inception_4c",)),
        DreamPreset(
            name="carnival",
            title="Carnival",
            layers=("inception_4b",),
            overrides={"laplacian_levels": 4, "octaves": 5, "strength": 1.3},
        ),
        DreamPreset(
            name="creatures",
            title="Creatures",
            layers=("inception_4d",),
            # Two octaves below the usual smallest: beings as large as the picture.
            overrides={"parametrisation": "fourier", "octaves": 6, "strength": 1.5},
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """A style picture that our own code paints."""

    name: str
    title: str


HOUSE_STYLES: Mapping[str, HouseStyle] = {
    name: HouseStyle(name=name, title=title)
    for name, title in {
        "swirls": "Swirling strokes",
        "mosaic": "Mosaic",
        "glass": "Stained glass",
        "woodcut": "Woodcut waves",
        "marble": "Marbling",
        "dots": "Pointillism",
        "ink": "Ink wash",
        "cubist": "Cubist planes",
    }.items()
}


def near_matches(
    kind: str, name: str, known: Iterable[str], *, otherwise: str | None = None
) -> UnknownNameError:
    """The error that says which names come close to ``name``, or which there are.

    ``otherwise``: what to say when none comes close, where there are too many to tell.
    """
    names = list(dict.fromkeys(known))
    cutoff = 0.7 if otherwise else 0.5
    close = difflib.get_close_matches(name.lower(), names, n=3, cutoff=cutoff)
    near = otherwise or f"There are: {', '.join(names)}."
    if close:
        near = f"Did you mean {' or '.join(close)}?"
    return UnknownNameError(kind=kind, name=name, near=near)


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
    known = NETWORKS.get(folded) or HELPERS.get(folded)
    if known is not None:
        return known
    if folded not in CHECKPOINTS:
        takes_any = not uses or not {"dream", "classify"}.isdisjoint(uses)
        named = list(dict.fromkeys([*(ours if takes_any else ()), *networks_for(uses)]))
        others = ", and every classifier of torchvision's that takes pictures of any size"
        otherwise = f"There are: {', '.join(named)}{others if takes_any else ''}."
        near = [*named, *(CHECKPOINTS if takes_any else ())]
        raise near_matches("network", name, near, otherwise=otherwise)
    filename = CHECKPOINTS[folded]
    return NetworkInfo(
        name=folded,
        title=f"torchvision's {folded}",
        family=TORCHVISION,
        licence="BSD-3-Clause",
        source="torchvision, its default weights",
        layer_info={},
        dream_layer="",
        input_convention="half" if folded in HALF_CONVENTION else "imagenet",
        filename=filename,
        sha256_prefix=sha256_prefix(filename),
    )


def networks_for(uses: Sequence[NetworkUse]) -> tuple[str, ...]:
    """Those of the catalogue that do one of these; of no use named: all."""
    fit = {name for use in uses for name in NETWORK_ORDER[use]}
    return tuple(name for name in NETWORKS if not uses or name in fit)


def check_use(network: NetworkInfo, uses: Sequence[NetworkUse]) -> None:
    """Raises: OptionError: it does none of these; says which do."""
    takes_any = network.family == TORCHVISION or network.architecture
    for use in uses:
        name = ALIASES.get(use, {}).get(network.name, network.name)
        if name in NETWORK_ORDER[use] or (takes_any and use in ("dream", "classify")):
            return
    purposes = " or ".join(_PURPOSES.get(use, use) for use in uses)
    fit = dict.fromkeys(name for use in uses for name in NETWORK_ORDER[use])
    rule = f"for {purposes} there are {', '.join(fit)}"
    raise OptionError(option="network", value=network.name, rule=rule)


def find_layer(network: NetworkInfo, name: str, *, layers: Iterable[str] | None = None) -> str:
    """The layer's name as the papers write it; ``layers``: those that the file at hand has.

    Takes ``inception4c``, ``inception_4c/output`` and ``4c`` for ``inception_4c``, and, as
    layers count after their ReLU, ``conv4_2`` for ``relu4_2``.
    Raises: UnknownNameError.
    """
    known = tuple(layers if layers is not None else network.layers)
    written = {one.lower(): one for one in known}
    plain = name.lower().removesuffix("/output")
    for spelling in (
        plain,
        re.sub(r"^(?:inception_?|mixed_?)?(\d[a-z])$", r"inception_\1", plain),
        re.sub(r"^conv(\d_\d)$", r"relu\1", plain),
    ):
        if spelling in written:
            return written[spelling]
    otherwise = None
    if len(known) > MANY_LAYERS:
        otherwise = f"“oneiro layers {network.name}” lists them."
    raise near_matches("layer", name, known, otherwise=otherwise)


def default_layer(network: NetworkInfo, layers: Iterable[str]) -> str:
    """The network's dream layer, or the deepest that a file which ends early has."""
    known = tuple(layers)
    if network.dream_layer in known:
        return network.dream_layer
    return next(one for one in reversed(known) if not one.startswith(("pool", CLASSIFIER)))


def find_preset(name: str) -> DreamPreset:
    """Raises: UnknownNameError."""
    if name.lower() not in PRESETS:
        raise near_matches("preset", name, PRESETS)
    return PRESETS[name.lower()]


def find_style(name: str) -> HouseStyle:
    """Raises: UnknownNameError."""
    if name.lower() not in HOUSE_STYLES:
        raise near_matches("style", name, HOUSE_STYLES)
    return HOUSE_STYLES[name.lower()]


def preset_options(
    name: str, network: NetworkInfo, *, layers: Iterable[str] | None = None
) -> dict[str, Any]:
    """What the preset sets in DreamOptions: the layers, and what it overrides.

    ``layers``: those that the network's file at hand has.
    """
    preset = find_preset(name)
    meant = preset.layers
    if network.family != "googlenet":
        known = tuple(layers if layers is not None else network.layers)
        meant = tuple(layer_at_depth(known, _DEPTH_OF[one]) for one in meant)
    return {"layer": "+".join(dict.fromkeys(meant)), **preset.overrides}


def layer_at_depth(layers: Sequence[str], depth: int) -> str:
    """The layer that lies ``depth`` of MAX_DEPTH deep among those worth dreaming of."""
    worth = [one for one in layers[1:] if one != CLASSIFIER and "pool" not in one] or layers
    return worth[round((depth - 1) / (MAX_DEPTH - 1) * (len(worth) - 1))]
