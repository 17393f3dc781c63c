"""Named looks of a dream, chosen by eye."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.catalogue.find import layer_at_depth
from engine.catalogue.layers import GOOGLENET_WIDTHS
from engine.catalogue.network_info import NetworkInfo
from engine.errors import near_matches
from engine.texts.phrase import Phrase


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


def find_preset(name: str) -> DreamPreset:
    """Raises: UnknownNameError."""
    if name.lower() not in PRESETS:
        raise near_matches(Phrase("kinds.preset"), name, PRESETS)
    return PRESETS[name.lower()]


def preset_options(
    name: str, network: NetworkInfo, *, layers: Iterable[str] | None = None
) -> dict[str, Any]:
    """What the preset sets in DreamOptions: the layers, and what it overrides.

    ``layers``: those that the network's file at hand has.
    """
    preset = find_preset(name)
    meant = preset.layers
    if network.family != "googlenet":
        names = tuple(layers if layers is not None else network.layers)
        meant = tuple(layer_at_depth(names, _DEPTH_OF[layer]) for layer in meant)
    return {"layer": "+".join(dict.fromkeys(meant)), **preset.overrides}
