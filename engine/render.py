"""The one entry to both arts: a picture and options in, an artwork out.

``Studio`` keeps loaded networks warm, so that a worker pays for loading once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from engine.backbones import Backbone, load_backbone
from engine.catalogue import Art, NetworkInfo
from engine.options import ArtOptions, DreamOptions, StyleOptions
from engine.pictures import Picture
from engine.weights import WeightStore

PREVIEW_PX = 400
WARM_NETWORKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSource:
    """One style picture; ``weight``: its share among several."""

    name: str
    picture: Picture
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Artwork:
    """A finished picture and how it was made.

    Attributes:
        image: RGB, or RGBA where the photo had transparency.
        steps: the steps that were made; steps_cut: fewer than asked, to stay within the budget.
        options: those asked for with every None filled in: they repeat the picture.
        seconds: of rendering, without loading.
    """

    image: Image.Image
    art: Art
    network: str
    width: int
    height: int
    steps: int
    seed: int
    seconds: float
    device: str
    options: ArtOptions
    steps_cut: bool = False
    layer: str | None = None
    octaves: int | None = None
    styles: tuple[str, ...] = ()
    objective_before: float | None = None
    objective_after: float | None = None
    loss_before: float | None = None
    loss_after: float | None = None
    style_loss_before: float | None = None
    style_loss_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a render is. ``preview`` makes a picture of at most PREVIEW_PX when called."""

    fraction: float
    preview: Callable[[], Image.Image]


OnProgress = Callable[[Progress], None]


class Studio:
    """Renders with networks from ``store`` on one device, and keeps the last few loaded."""

    def __init__(
        self, *, store: WeightStore, device: str | None = None, budget_s: float | None = None
    ) -> None:
        """``budget_s``: on a CPU, steps are cut so that a render does not take longer."""
        self.store = store
        self.device = torch.device(device or best_device())
        self.budget_s = budget_s
        self._warm: OrderedDict[Any, Backbone] = OrderedDict()

    def backbone(
        self, info: NetworkInfo, path: Path, *, layers: Sequence[str], exact: bool = False
    ) -> Backbone:
        """The network cut after the deepest of ``layers``; ``exact``: float32 on every chip."""
        key = (info.name, path, tuple(layers), exact)
        if key not in self._warm:
            self._warm[key] = load_backbone(
                info, path, layers=layers, device=self.device, exact=exact
            )
        self._warm.move_to_end(key)
        while len(self._warm) > WARM_NETWORKS:
            self._warm.popitem(last=False)
        return self._warm[key]

    def dream(
        self, picture: Picture, options: DreamOptions, *, on_progress: OnProgress | None = None
    ) -> Artwork:
        """DeepDream of ``picture``."""
        raise NotImplementedError

    def style(
        self,
        picture: Picture,
        styles: Sequence[StyleSource],
        options: StyleOptions,
        *,
        on_progress: OnProgress | None = None,
    ) -> Artwork:
        """``picture`` painted like ``styles``."""
        raise NotImplementedError


def best_device() -> str:
    """cuda, mps or cpu."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
