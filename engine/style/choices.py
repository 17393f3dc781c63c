"""What was left open in a painting: network, layers and their shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.catalogue.find import NetworkInfo, find_layer
from engine.errors import ImageTooSmallError
from engine.media.pictures import Picture
from engine.ops.sizes import output_size
from engine.options.style import NEIGHBOUR_LOSSES, StyleLoss, StyleOptions
from engine.texts.phrase import Phrase
from engine.weights.recognise import available_layers
from engine.weights.store import WeightStore

_GATYS_STYLE_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleLayers:
    """The layers that judge a style transfer.

    Attributes:
        content_share, tv_share: multiply the content and the TV weight.
        distribution_share, tone_share: Painting's, for Balance.with_neighbours.
        scale, levels: Painting's style_scale and style_levels.
        loss: of STYLE_LOSSES.
        distribution: of STYLE_TERMS: what is met of the style as a whole.
        seeks_neighbours: each place is drawn to one of the style, too.
        filter_levels: of the random filters that judge style beside the network.
        stride: the deepest layer's on the last level: input pixels per feature pixel.
        is_vgg: it is the network that the papers' weights are for.
    """

    style: tuple[str, ...]
    content: tuple[str, ...]
    content_share: float
    tv_share: float
    distribution_share: float
    tone_share: float
    scale: float
    levels: int
    loss: StyleLoss
    filter_levels: int
    stride: int
    is_vgg: bool

    @property
    def distribution(self) -> str:
        return "wasserstein" if self.seeks_neighbours else self.loss

    @property
    def seeks_neighbours(self) -> bool:
        return self.loss in NEIGHBOUR_LOSSES

    @property
    def of_network(self) -> tuple[str, ...]:
        """What the network must give."""
        return tuple(dict.fromkeys((*self.style, *self.content)))


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
    fitting = [layer for layer in info.fitting_layers(width, height) if layer in available]
    usual = _usual(info, options.recipe)

    def named(layers: Sequence[str]) -> tuple[str, ...]:
        full_names = tuple(find_layer(info, layer, layers=available) for layer in layers)
        for layer in full_names:
            if layer not in fitting:
                names = ", ".join(fitting) or Phrase("words.none")
                raise ImageTooSmallError(layer=layer, width=width, height=height, fitting=names)
        return full_names

    style = named(options.style_layers)
    style = style or tuple(layer for layer in usual.style_layers if layer in fitting)
    style = style or (available[0],)
    first = next((layer for layer in info.painting.content_layers if layer in fitting), style[-1])
    content = named(options.content_layers) or (first,)
    stride = max(info.stride(layer) for layer in (*style, *content))
    # Every level needs features of at least two pixels: pooling ends on smaller ones.
    shorter = min(width, height)
    levels = next((n for n in range(usual.levels, 1, -1) if shorter >= stride * 2**n), 1)
    return StyleLayers(
        style=style,
        content=content,
        content_share=info.painting.content_share,
        tv_share=info.painting.tv_share,
        distribution_share=info.painting.distribution_share,
        tone_share=info.painting.tone_share,
        scale=usual.scale,
        levels=levels,
        loss=options.loss or usual.loss,
        filter_levels=usual.filter_levels,
        stride=stride * 2 ** (levels - 1),
        is_vgg=info.family == "vgg",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Usual:
    """What a recipe asks of a network where nothing else is asked for; as StyleLayers has it."""

    style_layers: tuple[str, ...]
    levels: int
    scale: float
    loss: StyleLoss
    filter_levels: int


def _usual(info: NetworkInfo, recipe: str) -> _Usual:
    if recipe != "gatys":
        return _Usual(
            style_layers=info.painting.style_layers,
            levels=info.painting.style_levels,
            scale=info.painting.style_scale,
            loss="painter",
            filter_levels=info.painting.filter_levels,
        )
    is_vgg = info.family == "vgg"
    return _Usual(
        style_layers=_GATYS_STYLE_LAYERS if is_vgg else info.painting.style_layers,
        levels=1,
        scale=1.0,
        loss="gram",
        filter_levels=0 if is_vgg else info.painting.filter_levels,
    )
