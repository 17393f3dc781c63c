"""Names of networks, layers, dream presets and house styles. No torch."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.errors import OptionError, UnknownNameError
from engine.layers import (
    BVLC_GOOGLENET,
    CLASSIFIER,
    GOOGLENET,
    SQUEEZENET,
    STARTER,
    VGG19,
    VGG19_OXFORD,
    LayerInfo,
)

Art = Literal["dream", "style"]
NetworkUse = Literal["dream", "style", "classify"]

_VGG19_STYLE_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")
_TORCHVISION = "https://download.pytorch.org/models/"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkInfo:
    """One network that can make art.

    Attributes:
        layer_info: layer name -> what is known of it, shallow to deep.
        input_convention: "imagenet" (torchvision's mean and deviation) or "half" (to [-1, 1]).
        filename, sha256_prefix, url: torchvision's checkpoint, where there is one.
        content_share: multiplies the content weight: VGG's content layers hold more of the photo.
        tv_share: multiplies the TV weight, where a network leaves a weave of thin lines.
        style_scale: the style picture's size over the image's, where it is large enough.
        style_levels: 2: the style layers judge the image's half too, and see strokes twice as wide.
        is_style_centred: style is features' mean and covariance, not their Gram matrix.
        filter_levels: levels of seeded random filters that join its style layers (filters.py).
        may_end_early: files cut after some layer are of use too.
        is_tuned: its default dream layer was chosen by looking at dreams.
    """

    name: str
    title: str
    family: str
    licence: str
    source: str
    layer_info: Mapping[str, LayerInfo]
    dream_layer: str
    style_layers: tuple[str, ...] = ()
    content_layers: tuple[str, ...] = ()
    content_share: float = 1.0
    tv_share: float = 1.0
    style_scale: float = 1.0
    style_levels: int = 1
    is_style_centred: bool = False
    filter_levels: int = 0
    input_convention: Literal["imagenet", "half"] = "imagenet"
    filename: str | None = None
    sha256_prefix: str | None = None
    may_end_early: bool = False
    is_tuned: bool = False

    @property
    def layers(self) -> tuple[str, ...]:
        """Shallow to deep."""
        return tuple(self.layer_info)

    @property
    def has_classifier(self) -> bool:
        """Whether it can know names: a file may still have been saved without that part."""
        return CLASSIFIER in self.layer_info

    @property
    def url(self) -> str | None:
        return _TORCHVISION + self.filename if self.filename else None

    def stride(self, layer: str) -> int:
        """Input pixels per pixel of the layer's features."""
        return self.layer_info[layer].stride

    def min_side_px(self, layer: str) -> int:
        """The shortest side of an image of which the layer sees a pixel."""
        return self.layer_info[layer].min_side_px

    def fitting_layers(self, width: int, height: int) -> tuple[str, ...]:
        """The layers that see at least one pixel of an image this large."""
        side = min(width, height)
        return tuple(name for name in self.layers if self.min_side_px(name) <= side)


NETWORKS: Mapping[str, NetworkInfo] = {
    info.name: info
    for info in (
        NetworkInfo(
            name="embedded",
            title="Oneiro's starter",
            family="googlenet",
            licence="Apache-2.0",
            source="trained by this project; see engine/assets/dream.md",
            layer_info=STARTER,
            dream_layer="inception_4c",
            style_layers=("conv1", "conv2", "inception_3a", "inception_3b"),
            content_layers=("inception_3b",),
            filter_levels=4,
            is_tuned=True,
        ),
        NetworkInfo(
            name="bvlc_googlenet",
            title="BVLC GoogLeNet, the network of Google's DeepDream",
            family="googlenet",
            licence="unrestricted use",
            source="BVLC Caffe model zoo",
            layer_info=BVLC_GOOGLENET,
            dream_layer="inception_4c",
            is_tuned=True,
        ),
        NetworkInfo(
            name="googlenet",
            title="torchvision's GoogLeNet",
            family="googlenet",
            licence="BSD-3-Clause",
            source="torchvision, GoogLeNet_Weights.IMAGENET1K_V1",
            layer_info=GOOGLENET,
            dream_layer="inception_4c",
            input_convention="half",
            filename="googlenet-1378be20.pth",
            sha256_prefix="1378be20",
        ),
        NetworkInfo(
            name="squeezenet1_1",
            title="SqueezeNet 1.1",
            family="squeezenet",
            licence="BSD-2-Clause",
            source="torchvision, SqueezeNet1_1_Weights.IMAGENET1K_V1, or Caffe's",
            layer_info=SQUEEZENET,
            dream_layer="fire7",
            filename="squeezenet1_1-b8a52dc0.pth",
            sha256_prefix="b8a52dc0",
        ),
        NetworkInfo(
            name="vgg19",
            title="torchvision's VGG-19",
            family="vgg",
            licence="BSD-3-Clause",
            source="torchvision, VGG19_Weights.IMAGENET1K_V1",
            layer_info=VGG19,
            dream_layer="relu4_3",
            style_layers=_VGG19_STYLE_LAYERS,
            content_layers=("relu4_2",),
            content_share=0.2,
            filename="vgg19-dcbb9e9d.pth",
            sha256_prefix="dcbb9e9d",
        ),
        NetworkInfo(
            name="vgg19_oxford",
            title="Oxford's VGG-19",
            family="vgg",
            licence="CC-BY-4.0",
            source="Oxford VGG, Simonyan and Zisserman 2014",
            layer_info=VGG19_OXFORD,
            dream_layer="relu4_3",
            # Not relu2_1, whose statistics are met most easily by a weave of thin lines.
            style_layers=("relu3_1", "relu4_1", "relu5_1"),
            content_layers=("relu4_2", "relu3_2"),
            content_share=0.6,
            tv_share=2.5,
            style_scale=1.5,
            style_levels=2,
            is_style_centred=True,
            filter_levels=4,
            may_end_early=True,
        ),
    )
}

# Which networks do an art, best first. Those behind the embedded one, which is always at hand,
# are taken only when they or one of their layers are named: a VGG dreams slowly.
NETWORK_ORDER: Mapping[NetworkUse, tuple[str, ...]] = {
    "dream": ("bvlc_googlenet", "googlenet", "squeezenet1_1", "embedded", "vgg19", "vgg19_oxford"),
    "style": ("vgg19", "vgg19_oxford", "embedded"),
    "classify": ("bvlc_googlenet", "googlenet", "squeezenet1_1", "vgg19"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamPreset:
    """A named look. ``layers``: family -> layers, the first that the network has is taken."""

    name: str
    title: str
    layers: Mapping[str, tuple[str, ...]]
    overrides: Mapping[str, Any] = field(default_factory=dict)


PRESETS: Mapping[str, DreamPreset] = {
    preset.name: preset
    for preset in (
        DreamPreset(
            name="strokes",
            title="Brush strokes",
            layers={"googlenet": ("conv2",), "squeezenet": ("fire2",), "vgg": ("relu2_1",)},
        ),
        DreamPreset(
            name="ornaments",
            title="Ornaments",
            layers={
                "googlenet": ("inception_3b",),
                "squeezenet": ("fire4",),
                "vgg": ("relu3_1",),
            },
        ),
        DreamPreset(
            name="eyes",
            title="Eyes and fur",
            layers={
                "googlenet": ("inception_4a",),
                "squeezenet": ("fire6",),
                "vgg": ("relu4_1", "relu3_3"),
            },
        ),
        DreamPreset(
            name="classic",
            title="Classic",
            layers={
                "googlenet": ("inception_4c",),
                "squeezenet": ("fire7",),
                "vgg": ("relu4_3", "relu3_4"),
            },
        ),
        DreamPreset(
            name="creatures",
            title="Creatures",
            layers={
                "googlenet": ("inception_4d",),
                "squeezenet": ("fire9",),
                "vgg": ("relu5_1", "relu3_4"),
            },
            # Two octaves below the usual smallest: beings as large as the picture.
            overrides={"octaves": 6, "strength": 1.5},
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
    names = list(known)
    cutoff = 0.7 if otherwise else 0.5
    close = difflib.get_close_matches(name.lower(), names, n=3, cutoff=cutoff)
    near = otherwise or f"There are: {', '.join(names)}."
    if close:
        near = f"Did you mean {' or '.join(close)}?"
    return UnknownNameError(kind=kind, name=name, near=near)


def find_network(name: str) -> NetworkInfo:
    """Raises: UnknownNameError."""
    if name.lower() not in NETWORKS:
        raise near_matches("network", name, NETWORKS)
    return NETWORKS[name.lower()]


def find_layer(network: NetworkInfo, name: str, *, layers: Iterable[str] | None = None) -> str:
    """The layer's name as the papers write it; ``layers``: those that the file at hand has.

    Takes ``inception4c``, ``inception_4c/output`` and ``4c`` for ``inception_4c``, and, as
    layers count after their ReLU, ``conv4_2`` for ``relu4_2``.
    Raises: UnknownNameError.
    """
    known = tuple(layers if layers is not None else network.layers)
    plain = name.lower().removesuffix("/output")
    for spelling in (
        plain,
        re.sub(r"^(?:inception_?|mixed_?)?(\d[a-z])$", r"inception_\1", plain),
        re.sub(r"^conv(\d_\d)$", r"relu\1", plain),
    ):
        if spelling in known:
            return spelling
    raise near_matches("layer", name, known)


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


def preset_options(name: str, network: NetworkInfo) -> dict[str, Any]:
    """What the preset sets in DreamOptions: the layer, and what it overrides."""
    preset = find_preset(name)
    layer = next((one for one in preset.layers[network.family] if one in network.layers), None)
    if layer is None:
        raise OptionError(option="preset", value=name, rule=f"{network.name} has no layer for it")
    return {"layer": layer, **preset.overrides}
