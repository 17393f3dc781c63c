"""What is known of a network before its file is looked for. No torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.catalogue.layers import CLASSIFIER, LayerInfo

Audience = Literal["everyone", "operator"]
InputConvention = Literal["imagenet", "half"]
TORCHVISION = "torchvision"  # the family of what the catalogue does not describe
_DOWNLOADS = "https://download.pytorch.org/models/"
_FEWEST_DIGITS = 8  # of the checksum in a checkpoint's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A file as it is published.

    Attributes:
        sha256_prefix: the start of its checksum.
        folder: where it can be had; empty: torchvision's.
    """

    filename: str
    sha256_prefix: str
    folder: str = ""

    @property
    def url(self) -> str:
        return (self.folder or _DOWNLOADS) + self.filename

    @classmethod
    def of(cls, filename: str, *, folder: str = "") -> Checkpoint:
        """From the name of the file, which ends in the checksum's start, as torch.hub has it."""
        digits = filename.removesuffix(".pth").rpartition("-")[2]
        if len(digits) < _FEWEST_DIGITS or not set(digits) <= set("0123456789abcdef"):
            raise ValueError(filename)
        return cls(filename=filename, sha256_prefix=digits, folder=folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a dream climbs in.

    Attributes:
        layer_info: layer name -> what is known of it, shallow to deep; empty: it has none, or
            they are found by building it (engine.weights.recognise.described).
        dream_layer: what to amplify unless told.
        is_tuned: the dream layer was chosen by looking at dreams.
        may_end_early: files cut after some layer are of use too.
    """

    layer_info: Mapping[str, LayerInfo] = field(default_factory=dict)
    dream_layer: str = ""
    is_tuned: bool = False
    may_end_early: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Painting:
    """How a picture is painted step by step by a network; without style layers: not at all.

    Attributes:
        content_share: multiplies the content weight: VGG's content layers hold more of the photo.
        tv_share: multiplies the TV weight, where a network leaves a weave of thin lines.
        distribution_share, tone_share: multiply what the painter's balance
            (engine/style/balance.py) gives the style's distribution and the photo's tone.
        style_scale: the style picture's size over the image's, where it is large enough.
        style_levels: 2: the style layers judge the image's half too, and see strokes twice as wide.
        filter_levels: levels of seeded random filters that join its style layers
            (engine/style/network.py).
    """

    style_layers: tuple[str, ...] = ()
    content_layers: tuple[str, ...] = ()
    content_share: float = 1.0
    tv_share: float = 1.0
    distribution_share: float = 1.0
    tone_share: float = 1.0
    style_scale: float = 1.0
    style_levels: int = 1
    filter_levels: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What somebody trained a network for here.

    Attributes:
        architecture: the network of the catalogue that it is built as; empty: itself.
        classes: the names that it was trained to know, in order; empty: ImageNet's.
        styles: those that it was trained to paint; empty: it was trained for none.
        audience: who may name it in a chat.
    """

    architecture: str = ""
    classes: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    audience: Audience = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkInfo:
    """A network: what it is, where it comes from, and what it can do.

    Attributes:
        family: "torchvision": any other classifier of torchvision's.
        input_convention: "imagenet" (torchvision's mean and deviation) or "half" (to [-1, 1]).
        asset: its file among those that come with us.
        published: the name of its file, where nothing else tells how it can be had.
    """

    name: str
    title: str
    family: str
    licence: str = "unknown"
    source: str = "unknown"
    input_convention: InputConvention = "imagenet"
    asset: str | None = None
    published: str | None = None
    checkpoint: Checkpoint | None = None
    body: Body = Body()
    painting: Painting = Painting()
    training: Training = Training()

    @property
    def built_as(self) -> str:
        """The network whose stages and tensors it has."""
        return self.training.architecture or self.name

    @property
    def classes(self) -> tuple[str, ...]:
        """The names that it was trained to know; empty: ImageNet's."""
        return self.training.classes

    @property
    def audience(self) -> Audience:
        """Who may name it in a chat."""
        return self.training.audience

    @property
    def layer_info(self) -> Mapping[str, LayerInfo]:
        return self.body.layer_info

    @property
    def layers(self) -> tuple[str, ...]:
        """Shallow to deep."""
        return tuple(self.body.layer_info)

    @property
    def dream_layer(self) -> str:
        """What to amplify unless told."""
        return self.body.dream_layer

    @property
    def has_classifier(self) -> bool:
        """Whether it can know names: a file may still have been saved without that part."""
        return CLASSIFIER in self.layer_info or self.family == TORCHVISION

    @property
    def url(self) -> str | None:
        return self.checkpoint.url if self.checkpoint else None

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
