"""What a request comes down to: network, file and layer. Decided before torch is loaded."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.catalogue import (
    NETWORK_ORDER,
    NETWORKS,
    NetworkInfo,
    default_layer,
    find_layer,
    preset_options,
)
from engine.errors import ImageTooSmallError, UnknownNameError
from engine.options import DreamOptions, StyleOptions, output_size
from engine.pictures import Picture
from engine.recognise import available_layers
from engine.weights import WeightStore, how_to_get


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleLayers:
    """The layers that judge a style transfer.

    Attributes:
        content_share, tv_share: multiply the content and the TV weight.
        scale, levels, is_centred: NetworkInfo's style_scale, style_levels and is_style_centred.
        filter_levels: of the random filters that judge style beside the network.
        stride: the deepest layer's on the last level: input pixels per feature pixel.
    """

    style: tuple[str, ...]
    content: tuple[str, ...]
    content_share: float
    tv_share: float
    scale: float
    levels: int
    is_centred: bool
    filter_levels: int
    stride: int

    @property
    def of_network(self) -> tuple[str, ...]:
        """What the network must give."""
        return tuple(dict.fromkeys((*self.style, *self.content)))


def choose_dream(
    picture: Picture, options: DreamOptions, *, store: WeightStore
) -> tuple[NetworkInfo, Path, DreamOptions]:
    """(network, its file, options with network and layer filled in) of a dream.

    Raises: UnknownNameError, OptionError, WeightsError, ImageTooSmallError.
    """
    info, path = _find_dream_network(options, store)
    layers = available_layers(info, path)
    options = dataclasses.replace(_with_preset(options, info), network=info.name)
    if options.layer is None:
        layer = default_layer(info, layers)
    else:
        layer = find_layer(info, options.layer, layers=layers)
    width, height = output_size(picture.width, picture.height, options.size_px)
    fitting = info.fitting_layers(width, height)
    if layer not in fitting:
        names = ", ".join(one for one in layers if one in fitting) or "none"
        raise ImageTooSmallError(layer=layer, width=width, height=height, fitting=names)
    return info, path, dataclasses.replace(options, layer=layer)


def _find_dream_network(options: DreamOptions, store: WeightStore) -> tuple[NetworkInfo, Path]:
    """The named network; else the best at hand that has the named layer; else the best."""
    if options.network is None and options.layer is not None:
        for state in store.at_hand("dream"):
            if state.path is None:
                continue
            try:
                find_layer(
                    state.info, options.layer, layers=available_layers(state.info, state.path)
                )
            except UnknownNameError:
                continue
            return state.info, state.path
        _say_who_has(options.layer)
    return store.find(options.network, art="dream")


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


def _with_preset(options: DreamOptions, info: NetworkInfo) -> DreamOptions:
    """The preset spelt out: it sets what was left at its default, and multiplies the strength."""
    if options.preset is None:
        return options
    named = preset_options(options.preset, info)
    defaults = {one.name: one.default for one in dataclasses.fields(options)}
    changes = {
        name: value for name, value in named.items() if getattr(options, name) == defaults[name]
    }
    changes["strength"] = options.strength * named.get("strength", 1.0)
    return dataclasses.replace(options, preset=None, **changes)


def choose_style(
    picture: Picture, options: StyleOptions, *, store: WeightStore
) -> tuple[NetworkInfo, Path, StyleLayers]:
    """(network, its file, layers) of a style transfer.

    Raises: UnknownNameError, OptionError, WeightsError.
    """
    info, path = store.find(options.network, art="style")
    width, height = output_size(picture.width, picture.height, options.size_px)
    layers = style_layers(info, available_layers(info, path), width=width, height=height)
    return info, path, layers


def style_layers(
    info: NetworkInfo, available: Sequence[str], *, width: int, height: int
) -> StyleLayers:
    """The style layers, and the first content layer, that the file has and a result allows.

    A result too small for any of them is judged by the shallowest layer alone.
    """
    fitting = [one for one in info.fitting_layers(width, height) if one in available]
    style = tuple(one for one in info.style_layers if one in fitting) or (available[0],)
    content = next((one for one in info.content_layers if one in fitting), style[-1])
    stride = max(info.strides[one] for one in (*style, content))
    # Every level needs features of at least two pixels: pooling ends on smaller ones.
    levels = next(
        (one for one in range(info.style_levels, 1, -1) if min(width, height) >= stride * 2**one), 1
    )
    return StyleLayers(
        style=style,
        content=(content,),
        content_share=info.content_share,
        tv_share=info.tv_share,
        scale=info.style_scale,
        levels=levels,
        is_centred=info.is_style_centred,
        filter_levels=info.filter_levels,
        stride=stride * 2 ** (levels - 1),
    )
