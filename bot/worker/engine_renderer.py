"""The engine as the worker uses it: an order and pictures in, a result and its story out.

Only bot.worker.render_process reaches it, and through it torch; the worker itself never does.
"""

from __future__ import annotations

import dataclasses
import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import torch
from PIL import Image

from bot.domain.durations import FIRST_RENDER
from bot.domain.jobs import ClipMade, Outcome
from bot.domain.orders import Art, Order, changed, option
from bot.domain.prints.source import within_budget
from bot.domain.render_memory import more_bytes, most_pixels
from bot.settings import Settings
from bot.worker.child.free_memory import free_bytes
from bot.worker.previews.beginnings import made_of_each
from bot.worker.previews.glance import with_glance
from bot.worker.renderer import Made, OnProgress, Pictures
from engine.colour.colorize import colorize
from engine.cutout.sticker import sticker
from engine.dream.deepdream import dream
from engine.errors import OutOfMemoryError, RenderError
from engine.interpret.draw import draw
from engine.interpret.explain import explain
from engine.interpret.what import what
from engine.machine import give_back_memory
from engine.media.clips import read_clip
from engine.media.making import Making
from engine.media.mp4 import append_film, read_frames
from engine.media.pictures import Picture, encode_picture
from engine.ops.sizes import output_size
from engine.options.arts import ArtOptions
from engine.options.colour import ColorizeOptions
from engine.options.dream import DreamOptions
from engine.options.interpret import DrawOptions, ExplainOptions, WhatOptions
from engine.options.sticker import StickerOptions
from engine.options.strokes import PaintOptions
from engine.options.style import StyleOptions, TextureOptions
from engine.options.video import VideoOptions
from engine.options.zoom import ZoomOptions
from engine.strokes.painting import Wanted, paint
from engine.studio.artwork import Artwork
from engine.studio.studio import Studio
from engine.style.texture import texture
from engine.style.transfer import StyleSource, style
from engine.video.film import video
from engine.video.zoom import FilmState, zoom
from engine.weights.own_styles import named_style
from engine.weights.store import WeightStore

logger = logging.getLogger(__name__)

_WARM_UP_PX = 64
# With the context that its deepest layers see, what a render in tiles works on at once.
SMALL_TILE_PX = 256
# Arts whose pictures come to be step by step, in a way that is worth seeing.
_FILMED = (Art.DREAM, Art.STYLE, Art.DRAW)
# Arts that answer what is in the photo; in a drawing there is what was asked for.
_LABELLED = (Art.EXPLAIN, Art.WHAT)
_Kind = TypeVar("_Kind", bound=ArtOptions)


class EngineRenderer:
    """One warm Studio."""

    def __init__(self, settings: Settings) -> None:
        self._studio = Studio(
            store=WeightStore(settings.weights_dir),
            device=settings.device,
            budget_s=settings.render_budget_s,
        )
        self._budget_s = self._studio.budget_s
        self.hand: dict[str, str] = {}

    def warm_up(self, on_progress: OnProgress) -> None:
        """Load the networks that paint unless another is named, so that the first job is quick."""
        photo = Picture(image=Image.new("RGB", (_WARM_UP_PX, _WARM_UP_PX), "grey"))
        dreamt = dream(photo, DreamOptions(steps=1), studio=self._studio, on_progress=on_progress)
        source = StyleSource(name="grey", picture=photo)
        painted = style(
            photo, [source], StyleOptions(steps=1), studio=self._studio, on_progress=on_progress
        )
        # By now the networks are loaded: this is the machine's own speed.
        size = (FIRST_RENDER.size_px or _WARM_UP_PX,) * 2
        first = Picture(image=Image.new("RGB", size, "grey"))
        timed = dream(first, FIRST_RENDER, studio=self._studio, on_progress=on_progress)
        self.hand = {
            "dream": dreamt.network,
            "style": painted.network,
            "device": dreamt.device,
            "first_render_s": f"{timed.seconds:.3f}",
        }

    def paint(
        self, order: Order, pictures: Pictures, on_progress: OnProgress, *, in_tiles: bool = False
    ) -> Made:
        """See :class:`bot.worker.renderer.Renderer`."""
        order = within_budget(order, budget_s=self._budget_s)
        self._studio.budget_s = None if order.printed else self._budget_s
        in_tiles = in_tiles or self._takes_too_much(order, pictures)
        self._studio.tile_px = SMALL_TILE_PX if in_tiles else None
        commission = _Commission(order, pictures, self._studio, on_progress)
        if order.variations > 1:
            return _begun(commission)
        artwork, making = _filmed(_with_glance(commission))
        outcome = _outcome(commission, artwork)
        if artwork.video is not None:
            return Made(file=artwork.video, kind="mp4", outcome=outcome)
        if artwork.image is None:
            return Made(file=None, kind=None, outcome=outcome)
        file = encode_picture(artwork.image, format="png")
        snapshots = tuple(encode_picture(image, format="png") for image in artwork.snapshots)
        return Made(file=file, kind="png", outcome=outcome, snapshots=snapshots, making=making)

    def _takes_too_much(self, order: Order, pictures: Pictures) -> bool:
        """Whether only small parts of it fit in the memory that is left.

        Raises: OutOfMemoryError: not even they.
        """
        left, pixels = self._free_bytes(), _pixels(order, pictures)
        if left is None or more_bytes(order, pixels=pixels) <= left:
            return False
        if (least := more_bytes(order, pixels=pixels, in_tiles=True)) > left:
            raise OutOfMemoryError(f"{least} bytes are needed at least, and {left} are left")
        return True

    def _free_bytes(self) -> int | None:
        """On the device."""
        device = self._studio.device
        if device.type != "cuda":
            give_back_memory()
            return free_bytes()
        kept = torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)
        return int(torch.cuda.mem_get_info(device)[0]) + kept


def _pixels(order: Order, pictures: Pictures) -> int:
    """Of the result."""
    if pictures.photo is None:
        return most_pixels(order)
    size_px = option(order.options, "size_px")
    width, height = output_size(pictures.photo.width, pictures.photo.height, size_px)
    return width * height


@dataclass(frozen=True, slots=True)
class _Commission:
    """An order with all that it needs."""

    order: Order
    pictures: Pictures
    studio: Studio
    on_progress: OnProgress

    @property
    def photo(self) -> Picture:
        if self.pictures.photo is None:
            raise RenderError(f"a {self.order.art} without its photo")
        return self.pictures.photo

    def options(self, kind: type[_Kind]) -> _Kind:
        """The order's options, which are of the kind that its art has."""
        if not isinstance(self.order.options, kind):
            raise RenderError(f"a {self.order.art} with {type(self.order.options).__name__}")
        return self.order.options


def _outcome(ask: _Commission, artwork: Artwork) -> Outcome:
    """How it was made."""
    # What is told in words has the photo's size.
    shown = artwork.image or ask.photo.image
    clip, options = _clip_made(artwork, ask.pictures.clip), artwork.options
    labels = artwork.labels if ask.order.art in _LABELLED else ()
    if clip is not None and clip.frames < clip.wanted:
        # What there was time for repeats the film, on a faster machine too.
        options = changed(options, seconds=round(clip.duration_s, 3))
    return Outcome(
        options=options.to_json(),
        width=shown.width,
        height=shown.height,
        steps=artwork.steps,
        steps_cut=artwork.steps_cut,
        seconds=round(artwork.seconds, 3),
        device=artwork.device,
        notes=(*ask.pictures.notes, *artwork.notes),
        labels=tuple((label.name, label.share) for label in labels),
        film=artwork.facts.get("state") if ask.order.art is Art.ZOOM else None,
        clip=clip,
    )


def _begun(ask: _Commission) -> Made:
    """The beginnings of several, in one picture."""

    def make(order: Order, on_progress: OnProgress) -> Image.Image:
        return _make(dataclasses.replace(ask, order=order, on_progress=on_progress)).picture

    return made_of_each(
        ask.order, ask.pictures, make, studio=ask.studio, on_progress=ask.on_progress
    )


def _filmed(ask: _Commission) -> tuple[Artwork, bytes | None]:
    """What is made, and how it came to be as a film, where it did so step by step."""
    if ask.order.art is Art.PAINT:
        artwork = _make(ask)
        return dataclasses.replace(artwork, video=None), artwork.video
    if ask.order.art not in _FILMED:
        return _make(ask), None
    making = Making(ask.pictures.photo.image if ask.pictures.photo else None)
    artwork = _make(dataclasses.replace(ask, on_progress=making.watching(ask.on_progress)))
    try:
        return artwork, making.film(artwork.picture)
    except RenderError as exc:
        # The picture does not need it.
        logger.warning("no film of how it came to be", extra={"why": exc.detail})
        return artwork, None


def _with_glance(ask: _Commission) -> _Commission:
    """Whoever waits for a painting's steps is shown an instant one meanwhile."""
    options = ask.order.options
    if not isinstance(options, StyleOptions) or options.instant:
        return ask
    mask, studio, tell = ask.pictures.mask, ask.studio, ask.on_progress
    tell = with_glance(tell, ask.photo, _sources(ask), options, mask=mask, studio=studio)
    return dataclasses.replace(ask, on_progress=tell)


def _make(ask: _Commission) -> Artwork:
    return _MAKERS[ask.order.art](ask)


def _dream(ask: _Commission) -> Artwork:
    return dream(
        ask.photo,
        ask.options(DreamOptions),
        guide=ask.pictures.guide,
        studio=ask.studio,
        on_progress=ask.on_progress,
    )


def _style(ask: _Commission) -> Artwork:
    return style(
        ask.photo,
        _sources(ask),
        ask.options(StyleOptions),
        mask=ask.pictures.mask,
        studio=ask.studio,
        on_progress=ask.on_progress,
    )


def _zoom(ask: _Commission) -> Artwork:
    options, earlier = ask.options(ZoomOptions), ask.pictures.earlier
    if earlier is None:
        return zoom(ask.photo, options, studio=ask.studio, on_progress=ask.on_progress)
    last = deque(read_frames(earlier.mp4), maxlen=1).pop()
    more = zoom(
        Picture(image=last),
        options,
        studio=ask.studio,
        on_progress=ask.on_progress,
        start=FilmState.from_json(earlier.film),
    )
    return dataclasses.replace(more, video=append_film(earlier.mp4, more.video or b""))


def _texture(ask: _Commission) -> Artwork:
    return texture(
        _sources(ask), ask.options(TextureOptions), studio=ask.studio, on_progress=ask.on_progress
    )


def _video(ask: _Commission) -> Artwork:
    if ask.pictures.clip is None:
        raise RenderError("a video without its film")
    return video(
        read_clip(ask.pictures.clip, name=ask.pictures.clip_name),
        ask.options(VideoOptions),
        styles=_sources(ask),
        studio=ask.studio,
        on_progress=ask.on_progress,
    )


def _paint(ask: _Commission) -> Artwork:
    options, styles = ask.options(PaintOptions), _sources(ask)
    wanted, tell = Wanted(film=ask.order.printed is None), ask.on_progress
    return paint(
        ask.photo, options, styles=styles, wanted=wanted, studio=ask.studio, on_progress=tell
    )


def _clip_made(artwork: Artwork, film: bytes | None) -> ClipMade | None:
    """How much of a person's film was made."""
    if film is None or not isinstance(artwork.options, VideoOptions):
        return None
    clip = read_clip(film)
    return ClipMade(
        frames=artwork.facts["frames"],
        wanted=clip.cut(artwork.options.seconds).count,
        frames_per_s=artwork.facts["frames_per_s"],
        whole_s=clip.seconds,
    )


_MAKERS: Mapping[Art, Callable[[_Commission], Artwork]] = {
    Art.DREAM: _dream,
    Art.STYLE: _style,
    Art.DRAW: lambda ask: draw(
        ask.options(DrawOptions), studio=ask.studio, on_progress=ask.on_progress
    ),
    Art.EXPLAIN: lambda ask: explain(ask.photo, ask.options(ExplainOptions), studio=ask.studio),
    Art.WHAT: lambda ask: what(ask.photo, ask.options(WhatOptions), studio=ask.studio),
    Art.ZOOM: _zoom,
    Art.TEXTURE: _texture,
    Art.VIDEO: _video,
    Art.STICKER: lambda ask: sticker(
        ask.photo, ask.options(StickerOptions), original=ask.pictures.guide, studio=ask.studio
    ),
    Art.PAINT: _paint,
    Art.COLORIZE: lambda ask: colorize(
        ask.photo, ask.options(ColorizeOptions), reference=ask.pictures.guide, studio=ask.studio
    ),
}


def _sources(ask: _Commission) -> list[StyleSource]:
    """The order's styles with their pictures: sent, the house's, or of a network's own."""
    own, root = iter(ask.pictures.styles), ask.studio.store.root
    return [
        StyleSource(
            name=style.name,
            picture=next(own) if style.picture else named_style(style.name, root)[1],
            weight=style.weight,
        )
        for style in ask.order.styles
    ]
