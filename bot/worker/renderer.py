"""What a worker asks of whatever renders; the engine answers in engine_renderer. No torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

from PIL import Image

from bot.domain.jobs import FileKind, Outcome
from bot.domain.orders import Order
from engine.media.pictures import Picture
from engine.texts.phrase import Fact


class Glimpse(Protocol):
    """How far a render is. ``preview`` makes a small picture of it when called, if it can."""

    @property
    def fraction(self) -> float: ...
    @property
    def preview(self) -> Callable[[], Image.Image] | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """How it may come to look, before its first step: the next preview may be a while."""

    preview: Callable[[], Image.Image]
    fraction: float = 0.0


OnProgress = Callable[[Glimpse], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A film to go on with: the mp4, and how its last frame left it (Outcome.film)."""

    mp4: bytes
    film: dict[str, Any]


# What a person's file is of an order; a style's are in the order's order.
PictureRole = Literal["photo", "clip", "guide", "mask", "style", "result"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A person's picture or film as it came, unopened. ``name``: what it is called to them."""

    role: PictureRole
    data: bytes
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderRequest:
    """All that a render needs, as a render process is told of it.

    ``earlier`` stands for the photo of a film that goes on. ``in_tiles``: the picture is worked on
    in small parts, which takes less memory. ``job_id``: whose it is, for the log.
    """

    order: Order
    files: tuple[PictureFile, ...] = ()
    earlier: Earlier | None = None
    in_tiles: bool = False
    job_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The pictures that an order names, opened and checked.

    ``styles`` are the person's own ones alone, in the order's order. ``mask`` says where to paint.
    ``earlier`` stands for the photo of a film that goes on. ``clip``: a person's film, as it is;
    ``clip_name``: what it is called to them.
    """

    photo: Picture | None = None
    guide: Picture | None = None
    mask: Picture | None = None
    styles: tuple[Picture, ...] = ()
    earlier: Earlier | None = None
    clip: bytes | None = None
    clip_name: str = ""

    @property
    def notes(self) -> tuple[Fact, ...]:
        """What the person should know of them."""
        pictures = (self.photo, self.guide, self.mask, *self.styles)
        return tuple(note for picture in pictures if picture for note in picture.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished result and how it was made. Without a file its outcome's labels are told.

    ``snapshots``: PNG files of how it looked on the way, the earliest first. ``making``: an mp4 of
    how it came to be.
    """

    file: bytes | None
    kind: FileKind | None
    outcome: Outcome
    snapshots: tuple[bytes, ...] = ()
    making: bytes | None = None

    def __post_init__(self) -> None:
        if (self.file is None) is not (self.kind is None):
            raise ValueError(f"a result of kind {self.kind} and its file go together")

    @property
    def outcome_as_kept(self) -> Outcome:
        """With what lies beside the result, once it does."""
        has_making = self.making is not None
        return replace(self.outcome, looks=len(self.snapshots), has_making=has_making)


class Renderer(Protocol):
    """Whatever renders, in its own process (bot.worker.render_process)."""

    @property
    def hand(self) -> dict[str, str]:
        """Who paints here: the dream network, the style network, the device."""

    def paint(
        self, order: Order, pictures: Pictures, on_progress: OnProgress, *, in_tiles: bool = False
    ) -> Made:
        """Make one result. ``on_progress`` is called at each step and may raise to stop.

        Args:
            in_tiles: as RenderRequest says.
        Raises: ArtError.
        """
