"""What every art needs around its loop: networks kept warm, progress, and the artwork.

A worker has one ``Studio`` and so pays for loading each network once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

import torch
from PIL import Image
from torch import Tensor

from engine.catalogue.find import NetworkInfo
from engine.errors import OptionError, OutOfMemoryError, RenderError
from engine.media.clear_edges import without_white
from engine.media.pictures import Picture
from engine.networks import precision
from engine.ops.images import resize_image, resize_picture, to_image, to_picture
from engine.ops.sizes import fitted
from engine.ops.tiles import Gradients, is_out_of_memory
from engine.options.base import Art, ArtOptions
from engine.weights.load import Backbone, load_backbone
from engine.weights.store import WeightStore, torch_hub_folder

_T = TypeVar("_T")

PREVIEW_PX = 400
WARM_NETWORKS = 4
# What is known of pictures that come again, such as the house styles: about 1 MB each.
WARM_FINDINGS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A class and how likely it is, from 0 to 1."""

    name: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Artwork:
    """A finished piece and how it was made.

    Attributes:
        options: those asked for, with network, size and steps as they were: they repeat the piece.
        seconds: of rendering, without loading.
        image: RGB, or RGBA where the photo had transparency; None where the answer is words.
        video: an mp4 file; ``image`` is its last frame then.
        snapshots: how it looked on the way, the earliest first.
        notes: what the person should know of it, as short sentences.
        steps: the steps that were made; steps_cut: fewer than asked, to stay within the budget.
        labels: what the network saw, likeliest first.
        facts: the rest of what ``--json`` tells.
    """

    art: Art
    network: str
    options: ArtOptions
    seconds: float
    device: str
    image: Image.Image | None = None
    video: bytes | None = None
    steps: int = 0
    steps_cut: bool = False
    labels: tuple[Label, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    snapshots: tuple[Image.Image, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def picture(self) -> Image.Image:
        """The image of an art that makes one."""
        if self.image is None:
            raise LookupError(f"{self.art} makes no picture")
        return self.image

    @property
    def film(self) -> bytes:
        """The video of an art that makes one."""
        if self.video is None:
            raise LookupError(f"{self.art} makes no film")
        return self.video


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a render is. ``preview`` makes a picture of at most PREVIEW_PX when called."""

    fraction: float
    preview: Callable[[], Image.Image]


OnProgress = Callable[[Progress], None]


class Studio:
    """A device, and the last few networks that were used on it."""

    def __init__(
        self,
        *,
        store: WeightStore | None = None,
        device: str | None = None,
        budget_s: float | None = None,
        tile_px: int | None = None,
    ) -> None:
        """Where arts are made.

        Args:
            store: where networks come from; None: torch's cache, and the embedded one.
            device: cpu, cuda or mps; None: the best here.
            budget_s: on a CPU, steps are cut so that a render does not take longer.
            tile_px: the longest side that is worked on at once; None: as memory allows.
        Raises: OptionError: this machine has no such device.
        """
        self.store = store if store is not None else WeightStore(torch_hub_folder())
        self.device = torch.device(usable_device(device))
        self.budget_s = budget_s
        self.tile_px = tile_px
        self._warm: OrderedDict[Any, Backbone] = OrderedDict()
        self._findings: OrderedDict[Hashable, Any] = OrderedDict()

    def backbone(
        self,
        info: NetworkInfo,
        path: Path,
        *,
        layers: Sequence[str],
        exact: bool = False,
        for_style: bool = False,
    ) -> Backbone:
        """The network as ``load_backbone`` makes it, or as it was kept."""
        exact = exact or not precision.gains_by_bfloat16(self.device)
        # A file that was replaced is another network.
        key = (info.name, path, path.stat().st_mtime_ns, tuple(layers), exact, for_style)
        if key not in self._warm:
            self._warm[key] = load_backbone(
                info,
                path,
                layers=layers,
                device=self.device,
                exact=exact,
                for_style=for_style,
            )
        self._warm.move_to_end(key)
        while len(self._warm) > WARM_NETWORKS:
            self._warm.popitem(last=False)
        return self._warm[key]

    def gradients(
        self, info: NetworkInfo, path: Path, *, layers: Sequence[str], exact: bool = False
    ) -> Gradients:
        """The network, asked for gradients at ``layers``, in tiles where needed."""
        backbone = self.backbone(info, path, layers=layers, exact=exact)
        known = {layer: info.layer_info[layer] for layer in layers}
        return Gradients(backbone, known, tile_px=self.tile_px)

    def cached(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What ``make`` gives, or gave for the same key a while ago."""
        if key not in self._findings:
            self._findings[key] = make()
        self._findings.move_to_end(key)
        while len(self._findings) > WARM_FINDINGS:
            self._findings.popitem(last=False)
        found: _T = self._findings[key]
        return found

    def photo_at(self, picture: Picture, width: int, height: int) -> Tensor:
        """The photo as an image tensor of this size."""
        resized = resize_picture(picture.image, width=width, height=height)
        return to_image(resized, device=self.device)


class AnyStep(Protocol):
    """What every loop reports."""

    @property
    def fraction(self) -> float: ...
    @property
    def image(self) -> Tensor: ...


def watch(
    on_progress: OnProgress | None, *, shown: Callable[[Tensor], Tensor] = lambda image: image
) -> Callable[[AnyStep], None] | None:
    """The loops' ``on_step`` that tells ``on_progress``; a preview costs nothing until asked.

    ``shown``: what a person sees of an image on its way.
    """
    if on_progress is None:
        return None

    def on_step(step: AnyStep) -> None:
        preview = lambda: preview_of(shown(step.image))  # noqa: E731  # no name to remember
        on_progress(Progress(fraction=step.fraction, preview=preview))

    return on_step


def preview_of(image: Tensor) -> Image.Image:
    """The image as it stands, at most PREVIEW_PX on its longest side."""
    height, width = image.shape[-2:]
    small_w, small_h = fitted(width, height, min(max(width, height), PREVIEW_PX))
    return to_picture(resize_image(image.detach(), width=small_w, height=small_h))


def with_alpha(result: Image.Image, picture: Picture) -> Image.Image:
    """The result with the photo's transparency, if it had some; on white it looks as it was."""
    if picture.alpha is None:
        return result
    alpha = resize_picture(picture.alpha, width=result.width, height=result.height)
    return without_white(result, alpha)


@contextmanager
def rendering() -> Iterator[None]:
    """The same pixels each time on a GPU too; torch's own errors become ours at the border."""
    try:
        with torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True):
            yield
    except (RuntimeError, MemoryError) as exc:
        if is_out_of_memory(exc):
            raise OutOfMemoryError(str(exc)) from exc
        raise RenderError(str(exc)) from exc


def affordable_steps(
    asked: int, cost_s: Callable[[int], float], *, budget_s: float, share: float = 0.75
) -> int:
    """As many of the asked steps as the budget pays for.

    Args:
        cost_s: the estimate for so many steps.
        share: of the budget, once steps are cut: the rest is for what a busy machine adds.
    """
    if cost_s(asked) <= budget_s:
        return asked
    return next((steps for steps in range(asked, 1, -1) if cost_s(steps) <= budget_s * share), 1)


def usable_device(name: str | None) -> str:
    """The named device, or the best. Raises: OptionError: there is no such device here."""
    is_missing = (name == "cuda" and not torch.cuda.is_available()) or (
        name == "mps" and not torch.backends.mps.is_available()
    )
    if name and is_missing:
        raise OptionError(option="device", value=name, rule="torch finds none on this machine")
    return name or best_device()


def best_device() -> str:
    """cuda, mps or cpu."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
