"""Style pictures as they are painted from; those that are hard to learn from are told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from engine.media.style_flaws import LEAST_SIDE_PX, flaw_of
from engine.ops.images import resize_picture
from engine.ops.sizes import scaled
from engine.style.controls.colours import few_colours, in_colours
from engine.style.controls.source import StyleSource
from engine.texts.phrase import Fact


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


def style_notes(styles: Sequence[StyleSource]) -> tuple[Fact, ...]:
    """What the person should know of the style pictures, as short sentences."""
    flaws = [flaw_of(style.picture.image) for style in styles]
    return tuple(dict.fromkeys(flaw for flaw in flaws if flaw is not None))
