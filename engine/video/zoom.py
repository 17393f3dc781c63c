"""Zooming dreams: a film that falls into a photo, each frame dreamt on from the one before.

Source: google/deepdream, dream.ipynb, its last cells. Differs: the photo itself is the first
frame; a few steps for each frame, as most of a dream is handed on from frame to frame; bicubic
zooms, which stay sharp over a hundred of them; brightness and contrast are held.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

import torch
from PIL import Image
from torch import Tensor

from engine.dream.choices import DreamChoice
from engine.dream.colours import colour_notes, settled
from engine.dream.deepdream import DreamJob
from engine.dream.octaves import octaves_of_frame, plan_octaves
from engine.media.mp4 import encode_film
from engine.media.pictures import Picture
from engine.ops.images import resize_image, to_picture
from engine.ops.luminance import keep_colours
from engine.ops.transforms import warp
from engine.options.zoom import ZoomOptions
from engine.studio.artwork import Artwork
from engine.studio.budget import FrameBudget
from engine.studio.progress import OnProgress, Step, watch
from engine.studio.studio import Studio, rendering
from engine.video.choices import choose_zoom, zoom_size
from engine.video.tone import held_to, tone_of

# A flat photo may gain so much contrast, as a share of [0, 1]: without any there is no dream.
LEAST_DEVIATION = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmState:
    """What a film needs, besides its last frame, to be gone on with.

    Attributes:
        frame: number of that frame; the photo is 0.
        mean, deviation: of red, green and blue, that every frame is held to.
    """

    frame: int
    mean: tuple[float, ...]
    deviation: tuple[float, ...]

    @classmethod
    def of(cls, image: Tensor) -> Self:
        """A film begins with this image."""
        mean, deviation = tone_of(image)
        return cls(
            frame=0,
            mean=tuple(mean.tolist()),
            deviation=tuple(deviation.clamp_min(LEAST_DEVIATION).tolist()),
        )

    def hold(self, image: Tensor) -> Tensor:
        """In the film's tone: films that feed on themselves drift to dark or to noise otherwise."""
        mean, deviation = torch.tensor(self.mean), torch.tensor(self.deviation)
        return held_to(image, mean=mean, deviation=deviation)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The inverse of :meth:`to_json`."""
        return cls(
            frame=int(values["frame"]),
            mean=tuple(map(float, values["mean"])),
            deviation=tuple(map(float, values["deviation"])),
        )


def zoom(
    picture: Picture,
    options: ZoomOptions | None = None,
    *,
    studio: Studio | None = None,
    on_progress: OnProgress | None = None,
    start: FilmState | None = None,
) -> Artwork:
    """A film that falls into ``picture`` and dreams what comes nearer.

    Args:
        start: ``picture`` is the last frame of a film that ended in this state. The new film goes
            on with the frame after it, whatever else the options say, and joins without a jump.
        on_progress: told of each step, with the last whole frame; may raise to stop.
    Returns: ``image`` is the last frame; ``facts`` are layer, frames, frames_per_s and ``state``,
        the JSON of a FilmState. On a CPU the studio's budget may leave frames out at the end.
    Raises: UnknownNameError, OptionError, ImageTooSmallError, WeightsError, NotFiniteError,
        OutOfMemoryError, RenderError; whatever ``on_progress`` raises.
    """
    studio = studio or Studio()
    asked = options or ZoomOptions()
    choice = choose_zoom(picture, asked, store=studio.store, goes_on=start is not None)
    choice = replace(choice, options=settled(choice.options, picture.image))
    with rendering():
        film = Film(picture, choice, studio, start=start, on_progress=on_progress)
        started = time.perf_counter()
        video = encode_film(
            film.pictures(),
            frames_per_s=choice.options.frames_per_s,
            comment=f"Made with Oneiro: zoom {json.dumps(choice.options.to_json())}",
        )
        seconds = time.perf_counter() - started
    return Artwork(
        art="zoom",
        network=choice.info.name,
        options=replace(choice.options, frames=film.frames),
        seconds=seconds,
        device=studio.device.type,
        image=film.last,
        video=video,
        steps=film.steps,
        steps_cut=film.frames < choice.options.frames,
        notes=colour_notes(asked, choice.options),
        facts={
            "layer": choice.options.layer,
            "frames": film.frames,
            "frames_per_s": choice.options.frames_per_s,
            "state": film.state.to_json(),
        },
    )


class Film:
    """Frames, made one after another."""

    def __init__(
        self,
        picture: Picture,
        choice: DreamChoice[ZoomOptions],
        studio: Studio,
        *,
        start: FilmState | None,
        on_progress: OnProgress | None,
    ) -> None:
        job = DreamJob(choice, studio, guide=None)
        self._options = choice.options
        self._ascent = job.ascent()
        width, height = zoom_size(picture, choice.options, goes_on=start is not None)
        self._image = studio.photo_at(picture, width, height)
        self._octaves = plan_octaves(
            width,
            height,
            replace(choice.options, size_px=max(width, height)),
            min_side_px=max(choice.info.min_side_px(layer) for layer, _ in choice.layers),
        )
        self.state = start or FilmState.of(self._image)
        self._has_photo = start is None
        self._budget = FrameBudget(studio, frames=choice.options.frames - self._has_photo)
        self._made = 0
        self.steps = 0
        self._on_step = watch(on_progress)

    @property
    def frames(self) -> int:
        """How many there are, the photo among them."""
        return self._made + self._has_photo

    @property
    def last(self) -> Image.Image:
        return to_picture(self._image)

    def pictures(self) -> Iterator[Image.Image]:
        """The photo, where the film begins, and each frame as it is made."""
        if self._has_photo:
            yield self.last
        while self._made < self._budget.frames:
            self._image = self._next()
            self.state = replace(self.state, frame=self.state.frame + 1)
            self._made += 1
            yield self.last
            self._budget.spend(self._made)

    def _next(self) -> Tensor:
        """The frame after this one."""
        nearer = zoom_in(self._image, scale=self._options.zoom, turn_deg=self._options.turn_deg)
        dreamt = self._dream_on(nearer)
        if self._options.colours == "keep":
            dreamt = keep_colours(dreamt, nearer)
        return self.state.hold(dreamt)

    def _dream_on(self, image: Tensor) -> Tensor:
        """A few steps in each octave."""
        return self._ascent.climb(
            lambda width, height: resize_image(image, width=width, height=height),
            octaves_of_frame(self._octaves, self.state.frame + 1),
            on_step=self._tell,
        )

    def _tell(self, step: Step) -> None:
        """Of the film, whose last whole frame is shown."""
        self.steps += 1
        if self._on_step is not None:
            total = self._budget.frames * sum(octave.steps for octave in self._octaves)
            self._on_step(
                replace(step, index=self.steps, fraction=self.steps / total, image=self._image)
            )


def zoom_in(image: Tensor, *, scale: float, turn_deg: float) -> Tensor:
    """The image enlarged and turned about its centre, at its own size."""
    angle = math.radians(turn_deg)
    cos, sin = math.cos(angle), math.sin(angle)
    theta = torch.tensor([[cos, -sin], [sin, cos]], dtype=torch.float64) / scale
    return warp(image, theta, mode="bicubic").clamp(0, 1)
