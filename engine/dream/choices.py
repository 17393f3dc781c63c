"""What a request comes down to: network, file and layer. Decided before torch is loaded."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from engine.catalogue.find import (
    NetworkInfo,
    default_layer,
    find_layer,
    join_layers,
    layer_at_depth,
    split_layers,
)
from engine.catalogue.imagenet_classes import find_classes
from engine.catalogue.layers import CLASSIFIER
from engine.catalogue.presets import preset_options
from engine.errors import ImageTooSmallError, OptionError
from engine.media.pictures import Picture
from engine.ops.sizes import output_size
from engine.options.bounds import MAX_STRENGTH
from engine.options.dream import AscentOptions, DreamOptions, DreamRecipe
from engine.texts.phrase import Phrase
from engine.weights.recognise import available_layers
from engine.weights.store import WeightStore, network_with_layer

# How classes look best, which no layer's defaults do: chosen by eye, of octaves on BVLC's
# GoogLeNet, the others on the embedded network.
CLASS_LOOKS: Mapping[DreamRecipe, Mapping[str, Any]] = {
    "octaves": {
        "parametrisation": "fourier",
        "octaves": 6,
        "strength": 1.5,
        "random_scale": 0.1,
        "random_rotation_deg": 10.0,
    },
    "accent": {"octaves": 3, "steps_per_octave": 24},
    "phase": {"octaves": 6, "strength": 1.5, "random_scale": 0.1, "random_rotation_deg": 10.0},
}


A = TypeVar("A", bound=AscentOptions)
A_co = TypeVar("A_co", bound=AscentOptions, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamChoice(Generic[A_co]):
    """What a dream climbs.

    Attributes:
        options: those asked for, with network and layer filled in; preset and depth spelt out.
        layers: what ``options.layer`` says: (layer, share).
    """

    info: NetworkInfo
    path: Path
    options: A_co
    layers: tuple[tuple[str, float], ...]


def choose_dream(picture: Picture, options: A, *, store: WeightStore) -> DreamChoice[A]:
    """The network, its file and the layers of a dream.

    Raises: UnknownNameError, OptionError, WeightsError, ImageTooSmallError.
    """
    info, path = _find_dream_network(options, store)
    available = available_layers(info, path)
    options = _with_preset(_with_recipe(options), info, available)
    options = dataclasses.replace(options, network=info.name)
    layers = _dream_layers(options, info, available)
    if options.made_by == "accent" and dict(layers).keys() != {CLASSIFIER}:
        rule = Phrase("rules.accent_of_things")
        raise OptionError(option="layer", value=join_layers(layers), rule=rule)
    width, height = output_size(picture.width, picture.height, options.size_px)
    fitting = info.fitting_layers(width, height)
    for layer, _ in layers:
        if layer not in fitting:
            names = ", ".join(name for name in available if name in fitting) or Phrase("words.none")
            raise ImageTooSmallError(layer=layer, width=width, height=height, fitting=names)
    _check_channels(options, info, layers)
    classes = tuple(find_classes(name, info.classes).name for name in options.classes)
    options = dataclasses.replace(options, layer=join_layers(layers), depth=None, classes=classes)
    return DreamChoice(info=info, path=path, options=options, layers=layers)


def _check_channels(
    options: AscentOptions, info: NetworkInfo, layers: Sequence[tuple[str, float]]
) -> None:
    for layer, _ in layers:
        layer_info = info.layer_info.get(layer)
        if layer_info is None:
            continue
        if max(options.channels, default=0) >= layer_info.channels:
            rule = Phrase("rules.channels_of", layer=layer, last=layer_info.channels - 1)
            raise OptionError(option="channels", value=max(options.channels), rule=rule)
        for name in ("strongest", "weakest"):
            wanted = getattr(options, name)
            if wanted is not None and wanted > layer_info.channels:
                rule = Phrase("rules.channel_count", layer=layer, channels=layer_info.channels)
                raise OptionError(option=name, value=wanted, rule=rule)


def _dream_layers(
    options: AscentOptions, info: NetworkInfo, available: Sequence[str]
) -> tuple[tuple[str, float], ...]:
    """The layers that are meant, classes being what the classifier climbs to."""
    if options.layer is not None:
        layers = [
            (find_layer(info, name, layers=available), share)
            for name, share in split_layers(options.layer)
        ]
    elif options.depth is not None:
        layers = [(layer_at_depth(available, options.depth), 1.0)]
    elif wants_classes(options):
        layers = []
    else:
        layers = [(default_layer(info, available), 1.0)]
    if wants_classes(options) and CLASSIFIER not in dict(layers):
        layers.append((CLASSIFIER, 1.0))
    return tuple(layers)


def wants_classes(options: AscentOptions) -> bool:
    """Whether the dream climbs to classes."""
    return bool(options.classes) or options.random_classes


def _find_dream_network(options: AscentOptions, store: WeightStore) -> tuple[NetworkInfo, Path]:
    """The named network; else the best at hand that has the named layers; else the best."""
    if wants_classes(options):
        return store.find(options.network, art="classify")
    if options.network is None and options.layer is not None:
        return network_with_layer(split_layers(options.layer)[0][0], store)
    return store.find(options.network, art="dream")


def _with_recipe(options: A) -> A:
    """The recipe spelt out, where there are several."""
    if not isinstance(options, DreamOptions):
        return options
    return dataclasses.replace(options, recipe=options.made_by)


def _with_preset(options: A, info: NetworkInfo, available: Sequence[str]) -> A:
    """The preset spelt out: it sets what was left at its default, and multiplies the strength."""
    if options.preset is not None:
        named = preset_options(options.preset, info, layers=available)
    elif wants_classes(options) and options.layer is None and options.depth is None:
        named = dict(CLASS_LOOKS[options.made_by])
    else:
        return options
    defaults = {field.name: field.default for field in dataclasses.fields(options)}
    changes = {
        name: value for name, value in named.items() if getattr(options, name) == defaults[name]
    }
    if options.depth is not None:
        changes.pop("layer", None)
    if options.made_by == "phase":
        changes.pop("parametrisation", None)
    changes["strength"] = min(options.strength * named.get("strength", 1.0), MAX_STRENGTH)
    return dataclasses.replace(options, preset=None, **changes)
