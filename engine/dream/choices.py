"""What a request comes down to: network, file and layer. Decided before torch is loaded."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from engine.catalogue.find import (
    NETWORK_ORDER,
    NETWORKS,
    NetworkInfo,
    default_layer,
    find_layer,
    layer_at_depth,
    preset_options,
)
from engine.catalogue.imagenet_classes import find_classes
from engine.catalogue.layers import CLASSIFIER
from engine.errors import ImageTooSmallError, OptionError, UnknownNameError
from engine.media.pictures import Picture
from engine.ops.sizes import output_size
from engine.options.base import MAX_STRENGTH, AscentOptions, StyleOptions
from engine.weights.recognise import available_layers
from engine.weights.store import WeightStore, how_to_get

MOST_LAYER_SHARE = 100.0
MOST_LAYERS = 6
# How classes look best, which no layer's defaults do: chosen by eye on BVLC's GoogLeNet.
CLASS_LOOK: Mapping[str, Any] = {
    "parametrisation": "fourier",
    "octaves": 6,
    "strength": 1.5,
    "random_scale": 0.1,
    "random_rotation_deg": 10.0,
}

_GATYS_STYLE_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")

A = TypeVar("A", bound=AscentOptions)
A_co = TypeVar("A_co", bound=AscentOptions, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleLayers:
    """The layers that judge a style transfer.

    Attributes:
        content_share, tv_share: multiply the content and the TV weight.
        scale, levels: NetworkInfo's style_scale and style_levels.
        loss: of STYLE_LOSSES.
        filter_levels: of the random filters that judge style beside the network.
        stride: the deepest layer's on the last level: input pixels per feature pixel.
        is_vgg: it is the network that the papers' weights are for.
    """

    style: tuple[str, ...]
    content: tuple[str, ...]
    content_share: float
    tv_share: float
    scale: float
    levels: int
    loss: str
    filter_levels: int
    stride: int
    is_vgg: bool

    @property
    def of_network(self) -> tuple[str, ...]:
        """What the network must give."""
        return tuple(dict.fromkeys((*self.style, *self.content)))


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
    known = available_layers(info, path)
    options = dataclasses.replace(_with_preset(options, info, known), network=info.name)
    layers = _dream_layers(options, info, known)
    width, height = output_size(picture.width, picture.height, options.size_px)
    fitting = info.fitting_layers(width, height)
    for layer, _ in layers:
        if layer not in fitting:
            names = ", ".join(one for one in known if one in fitting) or "none"
            raise ImageTooSmallError(layer=layer, width=width, height=height, fitting=names)
    _check_channels(options, info, layers)
    classes = tuple(find_classes(name, info.classes).name for name in options.classes)
    options = dataclasses.replace(options, layer=join_layers(layers), depth=None, classes=classes)
    return DreamChoice(info=info, path=path, options=options, layers=layers)


def _check_channels(
    options: AscentOptions, info: NetworkInfo, layers: Sequence[tuple[str, float]]
) -> None:
    for layer, _ in layers:
        known = info.layer_info.get(layer)
        if known is None:
            continue
        if max(options.channels, default=0) >= known.channels:
            rule = f"{layer} has channels 0 to {known.channels - 1}"
            raise OptionError(option="channels", value=max(options.channels), rule=rule)
        for name in ("strongest", "weakest"):
            wanted = getattr(options, name)
            if wanted is not None and wanted > known.channels:
                rule = f"{layer} has {known.channels} channels"
                raise OptionError(option=name, value=wanted, rule=rule)


def _dream_layers(
    options: AscentOptions, info: NetworkInfo, known: Sequence[str]
) -> tuple[tuple[str, float], ...]:
    """The layers that are meant, classes being what the classifier climbs to."""
    if options.layer is not None:
        layers = [
            (find_layer(info, name, layers=known), share)
            for name, share in split_layers(options.layer)
        ]
    elif options.depth is not None:
        layers = [(layer_at_depth(known, options.depth), 1.0)]
    elif wants_classes(options):
        layers = []
    else:
        layers = [(default_layer(info, known), 1.0)]
    if wants_classes(options) and CLASSIFIER not in dict(layers):
        layers.append((CLASSIFIER, 1.0))
    return tuple(layers)


def wants_classes(options: AscentOptions) -> bool:
    """Whether the dream climbs to classes."""
    return bool(options.classes) or options.random_classes


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
            rule = "say it like inception_3b+inception_4c*2, shares from above 0 to 100"
            raise OptionError(option="layer", value=text, rule=rule)
        layers.append((name, weight))
    if len(layers) > MOST_LAYERS:
        rule = f"at most {MOST_LAYERS} layers at once"
        raise OptionError(option="layer", value=text, rule=rule)
    return tuple(layers)


def join_layers(layers: Sequence[tuple[str, float]]) -> str:
    """The inverse of :func:`split_layers`."""
    return "+".join(name if share == 1 else f"{name}*{share:g}" for name, share in layers)


def _find_dream_network(options: AscentOptions, store: WeightStore) -> tuple[NetworkInfo, Path]:
    """The named network; else the best at hand that has the named layers; else the best."""
    if wants_classes(options):
        return store.find(options.network, art="classify")
    if options.network is None and options.layer is not None:
        return network_with_layer(split_layers(options.layer)[0][0], store)
    return store.find(options.network, art="dream")


def network_with_layer(layer: str, store: WeightStore) -> tuple[NetworkInfo, Path]:
    """The best network at hand that has this layer, and its file.

    Raises: UnknownNameError: with the way to a network that has it, if there is one.
    """
    for state in store.at_hand("dream"):
        if state.path is None:
            continue
        try:
            find_layer(state.info, layer, layers=available_layers(state.info, state.path))
        except UnknownNameError:
            continue
        return state.info, state.path
    _say_who_has(layer)
    return store.find(None, art="dream")


def _say_who_has(layer: str) -> None:
    """Raise UnknownNameError with the way to a network that has the layer, if there is one."""
    for name in NETWORK_ORDER["dream"]:
        info = NETWORKS[name]
        if info.url is None:
            continue
        try:
            find_layer(info, layer)
        except UnknownNameError:
            continue
        near = f"No network here has it, but {name} does: {how_to_get(info)}."
        raise UnknownNameError(kind="layer", name=layer, near=near)


def _with_preset(options: A, info: NetworkInfo, known: Sequence[str]) -> A:
    """The preset spelt out: it sets what was left at its default, and multiplies the strength."""
    if options.preset is not None:
        named = preset_options(options.preset, info, layers=known)
    elif wants_classes(options) and options.layer is None and options.depth is None:
        named = dict(CLASS_LOOK)
    else:
        return options
    defaults = {one.name: one.default for one in dataclasses.fields(options)}
    changes = {
        name: value for name, value in named.items() if getattr(options, name) == defaults[name]
    }
    if options.depth is not None:
        changes.pop("layer", None)
    changes["strength"] = min(options.strength * named.get("strength", 1.0), MAX_STRENGTH)
    return dataclasses.replace(options, preset=None, **changes)


def choose_style(
    picture: Picture, options: StyleOptions, *, store: WeightStore
) -> tuple[NetworkInfo, Path, StyleLayers]:
    """(network, its file, layers) of a style transfer.

    Raises: UnknownNameError, OptionError, WeightsError.
    """
    width, height = output_size(picture.width, picture.height, options.size_px)
    return choose_style_layers(options, store=store, width=width, height=height)


def choose_style_layers(
    options: StyleOptions, *, store: WeightStore, width: int, height: int
) -> tuple[NetworkInfo, Path, StyleLayers]:
    """As :func:`choose_style`, for a result of this size."""
    info, path = store.find(options.network, art="style")
    available = available_layers(info, path)
    layers = style_layers(info, available, options, width=width, height=height)
    return info, path, layers


def style_layers(
    info: NetworkInfo,
    available: Sequence[str],
    options: StyleOptions,
    *,
    width: int,
    height: int,
) -> StyleLayers:
    """The style layers, and the first content layer, that the file has and a result allows.

    A result too small for any of them is judged by the shallowest layer alone; layers that are
    named must be there.
    Raises: UnknownNameError, ImageTooSmallError.
    """
    fitting = [one for one in info.fitting_layers(width, height) if one in available]
    is_gatys = options.recipe == "gatys"

    def named(layers: Sequence[str]) -> tuple[str, ...]:
        found = tuple(find_layer(info, one, layers=available) for one in layers)
        for one in found:
            if one not in fitting:
                names = ", ".join(fitting) or "none"
                raise ImageTooSmallError(layer=one, width=width, height=height, fitting=names)
        return found

    usual = _GATYS_STYLE_LAYERS if is_gatys and info.family == "vgg" else info.style_layers
    style = named(options.style_layers) or tuple(one for one in usual if one in fitting)
    style = style or (available[0],)
    first = next((one for one in info.content_layers if one in fitting), style[-1])
    content = named(options.content_layers) or (first,)
    stride = max(info.stride(one) for one in (*style, *content))
    # Every level needs features of at least two pixels: pooling ends on smaller ones.
    most = 1 if is_gatys else info.style_levels
    levels = next((one for one in range(most, 1, -1) if min(width, height) >= stride * 2**one), 1)
    return StyleLayers(
        style=style,
        content=content,
        content_share=info.content_share,
        tv_share=info.tv_share,
        scale=1.0 if is_gatys else info.style_scale,
        levels=levels,
        loss=options.loss or ("gram" if is_gatys else "wasserstein"),
        filter_levels=0 if is_gatys and info.family == "vgg" else info.filter_levels,
        stride=stride * 2 ** (levels - 1),
        is_vgg=info.family == "vgg",
    )
