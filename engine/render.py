"""The one entry to both arts: a picture and options in, an artwork out.

``Studio`` keeps loaded networks warm, so that a worker pays for loading once.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import torch
from PIL import Image
from torch import Tensor

from engine.backbones import Backbone, gains_by_bfloat16, load_backbone
from engine.catalogue import Art, NetworkInfo
from engine.choices import choose_dream, choose_style
from engine.dream import ascend, dream, objective_of
from engine.errors import OptionError, OutOfMemoryError, RenderError
from engine.images import resize_image, resize_picture, to_image, to_picture
from engine.octaves import Octave, plan_octaves, share_steps
from engine.options import ArtOptions, DreamOptions, StyleOptions, check_range, output_size
from engine.pictures import Picture
from engine.style import StyleNetwork, StyleTransfer
from engine.weights import WeightStore

PREVIEW_PX = 400
WARM_NETWORKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSource:
    """One style picture; ``weight``: its share among several."""

    name: str
    picture: Picture
    weight: float = 1.0

    def __post_init__(self) -> None:
        check_range("weight", self.weight, 0.001, 1000.0)


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

    # When steps are cut, some of the budget is left for what a busy machine adds.
    BUDGET_SHARE = 0.75
    MEASURED_SIDE_PX = 192

    def __init__(
        self, *, store: WeightStore, device: str | None = None, budget_s: float | None = None
    ) -> None:
        """``budget_s``: on a CPU, steps are cut so that a render does not take longer.

        Raises: OptionError: this machine has no such device.
        """
        self.store = store
        self.device = torch.device(usable_device(device))
        self.budget_s = budget_s
        self._warm: OrderedDict[Any, Backbone] = OrderedDict()

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
        exact = exact or not gains_by_bfloat16(self.device)
        key = (info.name, path, tuple(layers), exact, for_style)
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

    def photo_at(self, picture: Picture, width: int, height: int) -> Tensor:
        """The photo as an image tensor of this size."""
        resized = resize_picture(picture.image, width=width, height=height)
        return to_image(resized, device=self.device)

    def objective(self, picture: Image.Image, *, network: str, layer: str) -> float:
        """The float32 L2 norm of a layer on a picture as it is."""
        info, path = self.store.find(network, art="dream")
        exact = self.backbone(info, path, layers=[layer], exact=True)
        return objective_of(to_image(picture, device=self.device), exact, layer=layer)

    def dream(
        self, picture: Picture, options: DreamOptions, *, on_progress: OnProgress | None = None
    ) -> Artwork:
        """DeepDream of ``picture``.

        Raises: UnknownNameError, ImageTooSmallError, WeightsError, NotFiniteError,
            OutOfMemoryError; whatever ``on_progress`` raises.
        """
        info, path, options = choose_dream(picture, options, store=self.store)
        layer = str(options.layer)
        side_px = info.min_side_px(layer)
        backbone = self.backbone(info, path, layers=[layer])
        exact = self.backbone(info, path, layers=[layer], exact=True)
        octaves = plan_octaves(picture.width, picture.height, options, min_side_px=side_px)
        asked = sum(octave.steps for octave in octaves)
        steps = self._affordable_steps(octaves, backbone, layer=layer)
        if steps < asked:
            cut = replace(options, steps=steps)
            octaves = plan_octaves(picture.width, picture.height, cut, min_side_px=side_px)
        width, height = octaves[-1].width, octaves[-1].height
        started = time.perf_counter()
        with rendering():
            image = dream(
                lambda w, h: self.photo_at(picture, w, h),
                backbone,
                layer=layer,
                octaves=octaves,
                step_size=options.step_size * options.strength,
                jitter_px=options.jitter_px,
                seed=options.seed,
                on_step=watch(on_progress),
            )
        seconds = time.perf_counter() - started
        result = to_picture(image)
        photo = self.photo_at(picture, width, height)
        return Artwork(
            image=with_alpha(result, picture),
            art="dream",
            network=info.name,
            width=width,
            height=height,
            steps=steps,
            seed=options.seed,
            seconds=seconds,
            device=self.device.type,
            options=replace(options, size_px=max(width, height), steps=steps),
            steps_cut=steps < asked,
            layer=layer,
            octaves=len(octaves),
            objective_before=objective_of(photo, exact, layer=layer),
            objective_after=objective_of(to_image(result, device=self.device), exact, layer=layer),
        )

    def _affordable_steps(
        self, octaves: Sequence[Octave], backbone: Backbone, *, layer: str
    ) -> int:
        """As many of the planned steps as the budget pays for on this CPU, measured just now."""
        asked = sum(octave.steps for octave in octaves)
        if self.budget_s is None or self.device.type != "cpu":
            return asked
        pixel_s = seconds_per_pixel(backbone, layer=layer, side_px=self.MEASURED_SIDE_PX)

        def cost_s(steps: int) -> float:
            shares = share_steps([octave.steps for octave in octaves], steps)
            pixels = (octave.width * octave.height for octave in octaves)
            return pixel_s * sum(a * b for a, b in zip(shares, pixels, strict=True))

        if cost_s(asked) <= self.budget_s:
            return asked
        within = self.budget_s * self.BUDGET_SHARE
        return next((steps for steps in range(asked, 1, -1) if cost_s(steps) <= within), 1)

    def style(
        self,
        picture: Picture,
        styles: Sequence[StyleSource],
        options: StyleOptions,
        *,
        on_progress: OnProgress | None = None,
    ) -> Artwork:
        """``picture`` painted like ``styles``, several of them blended by their weights.

        Raises: UnknownNameError, OptionError, WeightsError, NotFiniteError, OutOfMemoryError;
            whatever ``on_progress`` raises.
        """
        info, path, layers = choose_style(picture, options, store=self.store)
        width, height = output_size(picture.width, picture.height, options.size_px)
        backbone = self.backbone(info, path, layers=layers.of_network, for_style=True)
        options = replace(options, network=info.name, size_px=max(width, height))
        job = StyleTransfer(
            picture.image,
            [(one.picture.image, one.weight) for one in styles],
            options,
            network=StyleNetwork(backbone, layers),
            width=width,
            height=height,
        )
        asked = steps = options.steps
        with rendering():
            if self.budget_s is not None and self.device.type == "cpu":
                steps = job.steps_within(self.budget_s)
            started = time.perf_counter()
            image = job.paint(job.plan(steps), on_step=watch(on_progress))
            seconds = time.perf_counter() - started
            result = to_picture(image)
            before, after = job.losses(
                [self.photo_at(picture, width, height), to_image(result, device=self.device)]
            )
        return Artwork(
            image=with_alpha(result, picture),
            art="style",
            network=info.name,
            width=width,
            height=height,
            steps=steps,
            seed=options.seed,
            seconds=seconds,
            device=self.device.type,
            options=replace(options, steps=steps),
            steps_cut=steps < asked,
            styles=tuple(one.name for one in styles),
            loss_before=before.total.item(),
            loss_after=after.total.item(),
            style_loss_before=before.style.item(),
            style_loss_after=after.style.item(),
        )


class _AnyStep(Protocol):
    """What the loops of both arts report."""

    @property
    def fraction(self) -> float: ...
    @property
    def image(self) -> Tensor: ...


def watch(on_progress: OnProgress | None) -> Callable[[_AnyStep], None] | None:
    """The loops' ``on_step`` that tells ``on_progress``; a preview costs nothing until asked."""
    if on_progress is None:
        return None

    def on_step(step: _AnyStep) -> None:
        on_progress(Progress(fraction=step.fraction, preview=lambda: preview_of(step.image)))

    return on_step


def preview_of(image: Tensor) -> Image.Image:
    """The image as it stands, at most PREVIEW_PX on its longest side."""
    height, width = image.shape[-2:]
    shrink = min(1.0, PREVIEW_PX / max(width, height))
    small_w, small_h = max(1, round(width * shrink)), max(1, round(height * shrink))
    return to_picture(resize_image(image.detach(), width=small_w, height=small_h))


def with_alpha(result: Image.Image, picture: Picture) -> Image.Image:
    """The result with the photo's transparency, if it had some."""
    if picture.alpha is not None:
        alpha = resize_picture(picture.alpha, width=result.width, height=result.height)
        result.putalpha(alpha)
    return result


@contextmanager
def rendering() -> Iterator[None]:
    """The same pixels each time on a GPU too; torch's own errors become ours at the border."""
    try:
        with torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True):
            yield
    except (torch.OutOfMemoryError, MemoryError) as exc:
        raise OutOfMemoryError(str(exc)) from exc
    except RuntimeError as exc:
        # A CPU's allocator has no error class of its own.
        if "memory" in str(exc).lower():
            raise OutOfMemoryError(str(exc)) from exc
        raise RenderError(str(exc)) from exc


def seconds_per_pixel(backbone: Backbone, *, layer: str, side_px: int) -> float:
    """What a dream step costs now, on noise of its own, so that no seeded draw is used up."""
    generator = torch.Generator().manual_seed(0)
    noise = torch.rand(1, 3, side_px, side_px, generator=generator)
    best = math.inf
    for _ in range(3):  # the first also pays for warming up
        started = time.perf_counter()
        ascend(noise, backbone, layer=layer, step_size=0.01, shift=(0, 0))
        best = min(best, time.perf_counter() - started)
    return best / side_px**2


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
