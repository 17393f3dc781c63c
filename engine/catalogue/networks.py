"""The networks that the catalogue describes, and which of them does what. No torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.catalogue.layers import (
    BVLC_GOOGLENET,
    CLASSIFIER,
    EMBEDDED,
    EMBEDDED_STYLE,
    GOOGLENET,
    INCEPTION_V3,
    RESNET50,
    SQUEEZENET,
    VGG16,
    VGG19,
    VGG19_OXFORD,
    LayerInfo,
    deepest_of_stride,
)
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS, sha256_prefix

Art = Literal["dream", "style"]
NetworkUse = Literal["dream", "style", "classify", "instant", "flow", "segment"]

_VGG19_STYLE_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")
TORCHVISION = "torchvision"  # the family of what the catalogue does not describe
_TORCHVISION = "https://download.pytorch.org/models/"
ASSETS = Path(__file__).parents[1] / "assets"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkInfo:
    """One network that can make art.

    Attributes:
        family: "torchvision": any other classifier of torchvision's, whose layers are found by
            building it (engine.weights.recognise.described).
        layer_info: layer name -> what is known of it, shallow to deep.
        dream_layer: what to amplify unless told; see
            :func:`engine.catalogue.layers.deepest_of_stride`.
        input_convention: "imagenet" (torchvision's mean and deviation) or "half" (to [-1, 1]).
        filename, sha256_prefix, url: torchvision's checkpoint, where there is one.
        content_share: multiplies the content weight: VGG's content layers hold more of the photo.
        tv_share: multiplies the TV weight, where a network leaves a weave of thin lines.
        style_scale: the style picture's size over the image's, where it is large enough.
        style_levels: 2: the style layers judge the image's half too, and see strokes twice as wide.
        filter_levels: levels of seeded random filters that join its style layers
            (engine/style/network.py).
        may_end_early: files cut after some layer are of use too.
        is_tuned: its default dream layer was chosen by looking at dreams.
        asset: its file among those that come with us.
        architecture: the network of the catalogue that it is built as; empty: itself.
        classes: the names that it was trained to know, in order; empty: ImageNet's.
        styles: those that it was trained to paint; empty: it was trained for none.
        audience: who may name it in a chat.
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
    filter_levels: int = 0
    input_convention: Literal["imagenet", "half"] = "imagenet"
    filename: str | None = None
    sha256_prefix: str | None = None
    may_end_early: bool = False
    is_tuned: bool = False
    asset: str | None = None
    architecture: str = ""
    classes: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    audience: Literal["everyone", "operator"] = "everyone"

    @property
    def built_as(self) -> str:
        """The network whose stages and tensors it has."""
        return self.architecture or self.name

    @property
    def layers(self) -> tuple[str, ...]:
        """Shallow to deep."""
        return tuple(self.layer_info)

    @property
    def has_classifier(self) -> bool:
        """Whether it can know names: a file may still have been saved without that part."""
        return CLASSIFIER in self.layer_info or self.family == TORCHVISION

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
            title="Oneiro's own dream network",
            family="googlenet",
            licence="Apache-2.0",
            source="trained by this project; see engine/assets/dream.md",
            asset="dream.safetensors",
            layer_info=EMBEDDED,
            dream_layer="inception_4c",
            is_tuned=True,
        ),
        NetworkInfo(
            name="embedded_style",
            title="Oneiro's small VGG",
            family="small_vgg",
            licence="Apache-2.0",
            source="trained by this project; see engine/assets/style.md",
            layer_info=EMBEDDED_STYLE,
            dream_layer="relu4_1",
            style_layers=("relu1_1", "relu2_1", "relu3_1", "relu4_1"),
            content_layers=("relu3_2",),
            content_share=0.6,
            tv_share=1.5,
            style_levels=2,
            filter_levels=4,
            asset="style.safetensors",
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
            filter_levels=4,
            may_end_early=True,
        ),
        NetworkInfo(
            name="vgg16",
            title="torchvision's VGG-16",
            family="vgg",
            licence="BSD-3-Clause",
            source="torchvision, VGG16_Weights.IMAGENET1K_V1",
            layer_info=VGG16,
            dream_layer=deepest_of_stride(VGG16),
            filename=CHECKPOINTS["vgg16"],
            sha256_prefix=sha256_prefix(CHECKPOINTS["vgg16"]),
        ),
        NetworkInfo(
            name="inception_v3",
            title="torchvision's Inception v3",
            family="inception_v3",
            licence="BSD-3-Clause",
            source="torchvision, Inception_V3_Weights.IMAGENET1K_V1",
            layer_info=INCEPTION_V3,
            dream_layer=deepest_of_stride(INCEPTION_V3),
            input_convention="half",
            filename=CHECKPOINTS["inception_v3"],
            sha256_prefix=sha256_prefix(CHECKPOINTS["inception_v3"]),
        ),
        NetworkInfo(
            name="resnet50",
            title="torchvision's ResNet-50",
            family="resnet",
            licence="BSD-3-Clause",
            source="torchvision, ResNet50_Weights.IMAGENET1K_V2",
            layer_info=RESNET50,
            dream_layer=deepest_of_stride(RESNET50),
            filename=CHECKPOINTS["resnet50"],
            sha256_prefix=sha256_prefix(CHECKPOINTS["resnet50"]),
        ),
    )
}

# “The embedded one” is another network for each art.
ALIASES: Mapping[NetworkUse, Mapping[str, str]] = {
    "style": {"embedded": "embedded_style"},
    "instant": {"embedded": "embedded_style"},
}

# Which networks do an art, best first. Those behind the embedded one, which is always at hand,
# are taken only when they or one of their layers are named: a VGG dreams slowly.
NETWORK_ORDER: Mapping[NetworkUse, tuple[str, ...]] = {
    "dream": (
        *("bvlc_googlenet", "googlenet", "squeezenet1_1", "embedded"),
        *("vgg19", "vgg19_oxford", "vgg16", "inception_v3", "resnet50"),
    ),
    "style": ("vgg19", "vgg19_oxford", "embedded_style"),
    "classify": (
        "bvlc_googlenet",
        "googlenet",
        "squeezenet1_1",
        "resnet50",
        "inception_v3",
        "vgg16",
        "vgg19",
        "embedded",
    ),
    "instant": ("wct16", "embedded_style"),
    "flow": ("raft_large", "raft_small"),
    "segment": (
        "deeplabv3_resnet50",
        "deeplabv3_mobilenet_v3_large",
        "lraspp_mobilenet_v3_large",
    ),
}
