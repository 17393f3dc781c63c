"""Style pictures as they are painted from; those that are hard to learn from are told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageStat

from engine.ops.images import resize_picture
from engine.ops.sizes import scaled
from engine.style.controls.colours import few_colours, in_colours
from engine.style.controls.source import StyleSource
from engine.texts.phrase import Fact, Phrase

# A smaller picture's features are too few to tell strokes from: they would paint mud.
LEAST_SIDE_PX = 128
# A person is told of one that is smaller still: it has hardly a stroke to learn from.
SMALL_PX = 48
# Of 255: what varies by less in red, green and blue is plain to the eye.
PLAIN_DEVIATION = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style picture, its share among several, and what tells it from others.

    ``palette``: a picture of the few colours that it is reduced to.
    """

    image: Image.Image
    weight: float
    digest: str
    palette: Image.Image | None = None

    @classmethod
    def of(cls, image: Image.Image, weight: float = 1.0, *, colours: int | None = None) -> Style:
        """``colours``: reduce it to so many."""
        plain = large_enough(image.convert("RGB"))
        digest = hashlib.sha256(f"{plain.size} {colours} ".encode() + plain.tobytes()).hexdigest()
        palette = few_colours(plain, colours) if colours else None
        return cls(image=plain, weight=weight, digest=digest, palette=palette)

    def at(self, share: float) -> Image.Image:
        """The picture at ``share`` of its size, its colours still few."""
        width, height = scaled(self.image.size, share)
        resized = resize_picture(self.image, width=width, height=height)
        return in_colours(resized, self.palette) if self.palette is not None else resized


def styles_of(sources: Sequence[StyleSource], *, colours: int | None = None) -> list[Style]:
    """The pictures as they are painted from; ``colours``: each is reduced to so many."""
    return [Style.of(source.picture.image, source.weight, colours=colours) for source in sources]


def large_enough(picture: Image.Image) -> Image.Image:
    """The picture, enlarged where its shorter side is below LEAST_SIDE_PX."""
    shorter = min(picture.size)
    if shorter >= LEAST_SIDE_PX:
        return picture
    width, height = (round(side * LEAST_SIDE_PX / shorter) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.BICUBIC)


def is_plain(picture: Image.Image) -> bool:
    """Whether it is one colour, without a structure to paint with."""
    return max(ImageStat.Stat(picture.convert("RGB")).stddev) < PLAIN_DEVIATION


def style_notes(styles: Sequence[StyleSource]) -> tuple[Fact, ...]:
    """What the person should know of the style pictures, as short sentences."""
    notes = [note for style in styles for note in _notes_of(style.picture.image)]
    return tuple(dict.fromkeys(notes))


def _notes_of(picture: Image.Image) -> list[Phrase]:
    if is_plain(picture):
        return [Phrase("notes.plain_style")]
    if min(picture.size) < SMALL_PX:
        return [Phrase("notes.small_style", width=picture.width, height=picture.height)]
    return []
