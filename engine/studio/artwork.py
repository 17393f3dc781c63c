"""What was made: the picture or film, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from engine.media.clear_edges import without_white
from engine.media.pictures import Picture
from engine.ops.images import resize_picture
from engine.options.arts import Art, ArtOptions
from engine.texts.phrase import Fact


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
        drawing: the same as an SVG.
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
    drawing: str | None = None
    steps: int = 0
    steps_cut: bool = False
    labels: tuple[Label, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    snapshots: tuple[Image.Image, ...] = ()
    notes: tuple[Fact, ...] = ()

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

    @property
    def svg(self) -> str:
        """The drawing of an art that makes one."""
        if self.drawing is None:
            raise LookupError(f"{self.art} makes no drawing")
        return self.drawing


def with_alpha(result: Image.Image, picture: Picture) -> Image.Image:
    """The result with the photo's transparency, if it had some; on white it looks as it was."""
    if picture.alpha is None:
        return result
    alpha = resize_picture(picture.alpha, width=result.width, height=result.height)
    return without_white(result, alpha)
