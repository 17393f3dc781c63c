"""What a request about classes comes down to: network, file, classes and layer.

Decided before torch is loaded.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from engine.catalogue.find import NetworkInfo, find_layer
from engine.catalogue.imagenet_classes import ClassGroup, find_classes
from engine.catalogue.layers import CLASSIFIER
from engine.errors import OptionError
from engine.options.interpret import DrawOptions, ExplainOptions, WhatOptions
from engine.texts.phrase import Phrase
from engine.weights.recognise import available_layers
from engine.weights.store import WeightStore, network_with_layer


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawChoice:
    """What a drawing climbs to. ``options``: with the network filled in."""

    info: NetworkInfo
    path: Path
    options: DrawOptions
    groups: tuple[ClassGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainChoice:
    """What is explained: a layer's map, else a class of ``group``, else the likeliest class.

    Attributes:
        options: with network and layer filled in.
        knows_classes: the network names what it sees, whatever is explained.
    """

    info: NetworkInfo
    path: Path
    options: ExplainOptions
    group: ClassGroup | None
    knows_classes: bool


def choose_what(options: WhatOptions, *, store: WeightStore) -> tuple[NetworkInfo, Path]:
    """(network, its file). Raises: UnknownNameError, OptionError, WeightsError."""
    return store.find(options.network, art="classify")


def choose_draw(options: DrawOptions, *, store: WeightStore) -> DrawChoice:
    """Raises: UnknownNameError, OptionError, WeightsError."""
    if not options.classes:
        raise OptionError(option="classes", value="", rule=Phrase("rules.name_a_thing"))
    own = _own_classes(options.network, store)
    groups = tuple(find_classes(name, own) for name in options.classes)
    info, path = store.find(options.network, art="classify")
    options = dataclasses.replace(options, network=info.name, recipe=options.made_by)
    return DrawChoice(info=info, path=path, options=options, groups=groups)


def choose_explain(options: ExplainOptions, *, store: WeightStore) -> ExplainChoice:
    """Raises: UnknownNameError, OptionError, WeightsError."""
    _check_subject(options)
    group = None
    if options.label is not None:
        group = find_classes(options.label, _own_classes(options.network, store))
    if options.layer is None:
        info, path = store.find(options.network, art="classify")
        options = dataclasses.replace(options, network=info.name)
        return ExplainChoice(info=info, path=path, options=options, group=group, knows_classes=True)
    if options.network is None:
        info, path = network_with_layer(options.layer, store)
    else:
        info, path = store.find(options.network, art="dream")
    available = available_layers(info, path)
    layer = find_layer(info, options.layer, layers=available)
    channels = info.layer_info[layer].channels
    if options.channel is not None and options.channel >= channels:
        rule = Phrase("rules.channels_of", layer=layer, last=channels - 1)
        raise OptionError(option="channel", value=options.channel, rule=rule)
    options = dataclasses.replace(options, network=info.name, layer=layer)
    return ExplainChoice(
        info=info, path=path, options=options, group=None, knows_classes=CLASSIFIER in available
    )


def _own_classes(network: str | None, store: WeightStore) -> tuple[str, ...]:
    """NetworkInfo's ``classes`` of the network that is named, before its file is looked for."""
    return store.info(network).classes if network is not None else ()


def _check_subject(options: ExplainOptions) -> None:
    """Raise OptionError for subjects that exclude each other."""
    if options.layer is not None and options.label is not None:
        rule = Phrase("rules.class_or_layer")
        raise OptionError(option="label", value=options.label, rule=rule)
    if options.layer is None and options.channel is not None:
        rule = Phrase("rules.channel_of_layer")
        raise OptionError(option="channel", value=options.channel, rule=rule)
