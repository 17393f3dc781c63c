"""A film painted or dreamt: each frame goes on from the one before, moved along with it.

Source: Ruder et al. 2016, Artistic style transfer for videos; samim23/DeepDreamAnim.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.media.clips import Clip
from engine.media.mp4 import encode_film
from engine.ops.images import resize_picture, to_image, to_picture
from engine.ops.sizes import fitted
from engine.options.video import VideoOptions
from engine.studio.artwork import Artwork
from engine.studio.budget import FrameBudget
from engine.studio.progress import PREVIEW_PX, OnProgress, Progress, Step, preview_of
from engine.studio.studio import Studio, rendering
from engine.style.controls.source import StyleSource
from engine.style.controls.style_picture import style_notes, styles_of
from engine.video.choices import VideoChoice, choose_video
from engine.video.flow import FlickerMeter, Motion, flow_finder, motion
from engine.video.frame_painters import (
    Carried,
    DreamPainter,
    FramePainter,
    InstantPainter,
    StylePainter,
)
from engine.video.tone import Tone, is_flat, telling_frame

# With less than this of a frame in the one before, a new scene begins.
LEAST_IN_COMMON = 0.15
# How much of the frame before stays where it is reliable, at steadiness 1; at others this is
# the share that goes, divided by the steadiness.
STAYS = 0.8
SEAM_PX = 7


def video(
    clip: Clip,
    options: VideoOptions | None = None,
    *,
    styles: Sequence[StyleSource] = (),
    studio: Studio | None = None,
    on_progress: OnProgress | None = None,
) -> Artwork:
    """``clip`` painted like ``styles``, or dreamt.

    Args:
        on_progress: told of each step; may raise to stop.
    Returns: ``image`` is the last frame; ``facts`` are frames, frames_per_s, flow (how motion was
        found), flicker (video.flow) and that of the clip itself, and layer or styles. On a CPU
        the studio's budget may leave frames out at the end.
    Raises: UnknownNameError, OptionError, ImageTooSmallError, ClipTooLongError, BrokenClipError,
        WeightsError, NotFiniteError, OutOfMemoryError, RenderError; whatever ``on_progress``
        raises.
    """
    studio = studio or Studio()
    asked = options or VideoOptions()
    choice = choose_video(
        clip, asked, styles=[source.name for source in styles], store=studio.store
    )
    with rendering():
        film = _Film(choice, styles, studio, on_progress=on_progress)
        started = time.perf_counter()
        encoded = encode_film(
            film.pictures(),
            frames_per_s=choice.clip.frames_per_s,
            comment=f"Made with Oneiro: video {json.dumps(choice.options.to_json())}",
            sound=choice.clip.sound,
        )
        seconds = time.perf_counter() - started
    return Artwork(
        art="video",
        network=choice.network,
        options=choice.options,
        seconds=seconds,
        device=studio.device.type,
        image=film.last,
        video=encoded,
        steps=film.painter.steps,
        steps_cut=film.frames < choice.clip.count,
        notes=(*style_notes(styles), *film.painter.notes),
        facts=film.facts,
    )


class _Film:
    """Frames, made one after another."""

    def __init__(
        self,
        choice: VideoChoice,
        styles: Sequence[StyleSource],
        studio: Studio,
        *,
        on_progress: OnProgress | None,
    ) -> None:
        self._choice = choice
        self._styles = styles
        self._studio = studio
        self._on_progress = on_progress
        self._finder = flow_finder(choice.options.flow, studio=studio)
        self._budget = FrameBudget(studio, frames=choice.clip.count)
        self._flicker, self._flicker_of_clip = FlickerMeter(), FlickerMeter()
        self.painter = self._painter()
        self.frames = 0
        self.last: Image.Image | None = None

    @property
    def facts(self) -> dict[str, object]:
        """What is told of the film."""
        rate = self._choice.clip.frames_per_s
        facts: dict[str, object] = {
            "frames": self.frames,
            "frames_per_s": int(rate) if rate.denominator == 1 else round(float(rate), 3),
            "flow": self._finder.name,
            "flicker": round(self._flicker.reading, 5),
            "flicker_of_clip": round(self._flicker_of_clip.reading, 5),
        }
        if self._choice.dream is not None:
            return {**facts, "layer": self._choice.dream.options.layer}
        return {**facts, "styles": [source.name for source in self._styles]}

    def pictures(self) -> Iterator[Image.Image]:
        """Each frame as it is made."""
        scene: _Scene | None = None
        for picture in self._choice.clip.frames():
            if self.frames >= self._budget.frames:
                return
            size = {"width": self._choice.width, "height": self._choice.height}
            scene = self._next(resize_picture(picture, **size), scene)
            self.frames += 1
            self.last = to_picture(scene.shown)
            yield self.last
            self._budget.spend(self.frames)  # its share of the encoding is paid too

    def _next(self, picture: Image.Image, scene: _Scene | None) -> _Scene:
        frame = to_image(picture, device=self._studio.device)
        if scene is None:
            return self._begin(picture, frame)
        moved = motion(scene.frame, frame, self._finder.find)
        self._flicker_of_clip.add(scene.frame, frame, moved)
        is_steady = self._choice.options.steadiness > 0
        # What shows nothing seems to be found again in anything.
        goes_on = is_steady and is_flat(frame) == is_flat(scene.frame)
        if goes_on and moved.reliable.mean() >= LEAST_IN_COMMON:
            after = self._go_on(picture, frame, scene, moved)
        else:
            after = self._begin(picture, frame)
        self._flicker.add(scene.shown, after.shown, moved)
        return after

    def _begin(self, picture: Image.Image, frame: Tensor) -> _Scene:
        """A film's or a scene's first frame; without steadiness each is one."""
        make = self.painter.begin if self._choice.options.steadiness else self.painter.alone
        image = make(picture, on_step=self._tell)
        return _Scene(
            frame=frame,
            image=image,
            shown=self.painter.finish(image, frame),
            ripeness=torch.ones_like(frame[:, :1]),
            tone=Tone.between(self.painter.plain(picture), image),
        )

    def _go_on(self, picture: Image.Image, frame: Tensor, scene: _Scene, moved: Motion) -> _Scene:
        stays = 1 - (1 - STAYS) / max(self._choice.options.steadiness, 1 - STAYS)
        # Held less near what is not reliable, so that no seam is held.
        soft = functional.avg_pool2d(
            moved.reliable, SEAM_PX, stride=1, padding=SEAM_PX // 2, count_include_pad=False
        )
        ripeness = moved.reliable * moved.carry(scene.ripeness)
        before = Carried(
            # Bicubic stays sharp over a hundred frames.
            image=moved.carry(scene.image, mode="bicubic").clamp(0, 1),
            frame=moved.carry(scene.frame, mode="bicubic").clamp(0, 1),
            trust=stays * soft * ripeness,
            moved=moved,
        )
        image = self.painter.go_on(picture, before, number=self.frames, on_step=self._tell)
        image = scene.tone.hold(image, self.painter.plain(picture))
        return replace(
            scene,
            frame=frame,
            image=image,
            shown=self.painter.finish(image, frame),
            ripeness=(ripeness + 1 / self.painter.steps_to_ripen).clamp(max=1),
        )

    def _tell(self, step: Step) -> None:
        if self._on_progress is not None:
            done = min(1.0, (self.frames + step.fraction) / self._budget.frames)
            self._on_progress(Progress(fraction=done, preview=lambda: self._preview(step.image)))

    def _preview(self, image: Tensor) -> Image.Image:
        """The last whole frame; while there is none, the first as it stands."""
        if self.last is None:
            return preview_of(image)
        width, height = self.last.size
        width, height = fitted(width, height, min(max(width, height), PREVIEW_PX))
        return resize_picture(self.last, width=width, height=height)

    def _painter(self) -> FramePainter:
        choice, options = self._choice, self._choice.options
        size = {"width": choice.width, "height": choice.height}
        if choice.dream is not None:
            first = telling_frame(choice.clip)
            return DreamPainter(choice.dream, first, self._studio, steps=options.steps, **size)
        if choice.instant is not None:
            return InstantPainter(choice.instant, self._styles, self._studio)
        if choice.style is None:
            raise LookupError("a film that is neither dreamt nor painted")
        return StylePainter(
            choice.style,
            styles_of(self._styles),
            telling_frame(choice.clip),
            self._studio,
            steps=options.steps,
            steadiness=options.steadiness,
            **size,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """Where a film stands.

    Attributes:
        frame: the clip's last one; image: what was made of it; shown: as a person sees that.
        ripeness: (1, 1, H, W) in [0, 1]: of the steps that places get, how many each has had.
        tone: of the scene's first frame.
    """

    frame: Tensor
    image: Tensor
    shown: Tensor
    ripeness: Tensor
    tone: Tone
