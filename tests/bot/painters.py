"""Painters that need no engine: they take the time and trouble that a test asks for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PIL import Image, ImageDraw, ImageOps

from bot.domain.jobs import ClipMade, Outcome
from bot.domain.orders import Art, Order, option
from bot.settings import Settings
from bot.worker.child.render_child import RenderChild
from bot.worker.renderer import Earlier, FirstLook, Made, OnProgress, Pictures
from engine.media.clips import read_clip
from engine.media.pictures import encode_picture
from engine.texts.phrase import Phrase
from tests.bot.painter_threads import PainterThread
from tests.pictures import film_bytes

LABELS = (
    ("Egyptian cat", 0.472),
    ("tabby", 0.3),
    ("lynx", 0.1),
    ("tiger cat", 0.05),
    ("washbasin", 0.004),
)
LOOK_GREY = 30
HAND = {"dream": "embedded", "style": "embedded", "device": "cpu"}


@dataclass(frozen=True, slots=True)
class StepSeen:
    fraction: float
    image: Image.Image | None

    @property
    def preview(self) -> Callable[[], Image.Image] | None:
        image = self.image
        return None if image is None else lambda: image.resize((60, 40))


@dataclass(slots=True)
class SlowPainter:
    """Inverts the photo, or whatever its art asks for, in ``steps`` steps of ``step_s`` each.

    Attributes:
        errors: raised one after another by the first renders.
        gate: closed, every render waits at its first step.
        painted: how many renders came to their end.
        seen: the pictures of every render.
        in_tiles: whether each of them was to be worked on in small parts.
        most_frames: for how many of a film there is time.
        first_look: a shade that is shown before the first step.
        making: a film of how each picture came to be.
        steps_cut: there was no time for more steps.
        notes: what a person should know of each picture.
        can_begin: the numbers of those that can be begun, where several are to be.
    """

    steps: int = 5
    step_s: float = 0.01
    errors: list[Exception] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    hand: dict[str, str] = field(default_factory=lambda: dict(HAND))
    painted: int = 0
    seen: list[Pictures] = field(default_factory=list)
    in_tiles: list[bool] = field(default_factory=list)
    most_frames: int = 1000
    first_look: int | None = None
    making: bytes | None = None
    steps_cut: bool = False
    notes: tuple[Phrase, ...] = ()
    can_begin: tuple[int, ...] = (1, 2, 3, 4)

    def __post_init__(self) -> None:
        self.gate.set()

    def open(self, settings: Settings) -> RenderChild:
        """A render process that is a thread here, so that a test can look at this painter."""
        return RenderChild(lambda: PainterThread.start(self))

    def paint(
        self, order: Order, pictures: Pictures, on_progress: OnProgress, *, in_tiles: bool = False
    ) -> Made:
        self.seen.append(pictures)
        self.in_tiles.append(in_tiles)
        clip = list(read_clip(pictures.clip).frames()) if pictures.clip is not None else []
        photo = clip[0] if clip else Image.new("RGB", (120, 80))
        if pictures.photo is not None:
            photo = pictures.photo.image
        if self.first_look is not None:
            look = Image.new("RGB", (60, 40), (self.first_look,) * 3)
            on_progress(FirstLook(preview=lambda: look))
        self.begun.set()
        while not self.gate.wait(0.01):
            on_progress(StepSeen(0.0, photo))
        if self.errors:
            raise self.errors.pop(0)
        is_silent = order.art.is_words or order.art is Art.STICKER
        for step in range(self.steps):
            time.sleep(self.step_s)
            on_progress(StepSeen((step + 1) / self.steps, None if is_silent else photo))
        self.painted += 1
        outcome = Outcome(
            options={**order.options.to_json(), **_resolved(order.art)},
            width=photo.width,
            height=photo.height,
            steps=self.steps,
            steps_cut=self.steps_cut,
            seconds=0.1,
            device="cpu",
            notes=self.notes,
            labels=LABELS if order.art in (Art.WHAT, Art.EXPLAIN) else (),
            variations=self.can_begin if order.variations > 1 else (),
        )
        if order.art.is_words:
            return Made(file=None, kind=None, outcome=outcome)
        if order.art is Art.STICKER:
            return Made(file=_cut_out(photo), kind="png", outcome=outcome)
        if order.art is Art.VIDEO:
            return _painted(clip, outcome, most_frames=self.most_frames)
        if order.art is Art.ZOOM:
            return _film(photo, outcome, pictures.earlier)
        return Made(
            file=encode_picture(ImageOps.invert(photo)),
            kind="png",
            outcome=outcome,
            snapshots=_looks(order, photo),
            making=self.making,
        )


def _cut_out(photo: Image.Image) -> bytes:
    """A disc of the photo, as large as a sticker."""
    sticker = photo.resize((512, 512)).convert("RGBA")
    mask = Image.new("L", sticker.size)
    ImageDraw.Draw(mask).ellipse((0, 0, 511, 511), fill=255)
    sticker.putalpha(mask)
    return encode_picture(sticker)


def _looks(order: Order, photo: Image.Image) -> tuple[bytes, ...]:
    """So many looks as are asked for, each of one grey, which grows lighter by LOOK_GREY."""
    count = option(order.options, "snapshots") or 0
    greys = [(LOOK_GREY * number,) * 3 for number in range(1, count + 1)]
    return tuple(encode_picture(Image.new("RGB", photo.size, grey)) for grey in greys)


def _film(photo: Image.Image, outcome: Outcome, earlier: Earlier | None) -> Made:
    """As many frames as were asked for; after an earlier film, so many more."""
    so_far = earlier.film["frame"] if earlier else -1
    outcome = replace(outcome, film={"frame": so_far + outcome.options["frames"]})
    frames = [photo, ImageOps.invert(photo)] * (outcome.film["frame"] // 2 + 1)
    return Made(file=film_bytes(frames), kind="mp4", outcome=outcome)


def _painted(clip: list[Image.Image], outcome: Outcome, *, most_frames: int) -> Made:
    """As many seconds of the film as were asked for, at 12 frames a second, or fewer."""
    wanted = round((outcome.options.get("seconds") or 60) * 12)
    frames = [ImageOps.invert(frame) for frame in clip[: min(wanted, most_frames)]]
    made = ClipMade(
        frames=len(frames),
        wanted=min(wanted, len(clip)),
        frames_per_s=12,
        whole_s=len(clip) / 12,
    )
    return Made(file=film_bytes(frames), kind="mp4", outcome=replace(outcome, clip=made))


def _resolved(art: Art) -> dict[str, object]:
    """What a real painter fills in."""
    if art in (Art.DREAM, Art.ZOOM):
        return {"network": "embedded", "layer": "inception_3b"}
    if art is Art.COLORIZE:
        return {}
    if art is Art.PAINT:
        return {"strokes": 2000}
    if art is Art.EXPLAIN:
        return {"network": "squeezenet1_1", "label": LABELS[0][0]}
    return {"network": "squeezenet1_1" if art in (Art.WHAT, Art.DRAW) else "embedded"}
