"""What a person asked for, as plain data; JSON in and out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

from bot.domain.prints.spec import PrintSpec
from engine.options import arts
from engine.options.arts import ArtOptions
from engine.options.bounds import (
    DEFAULT_DRAWING_PX,
    DEFAULT_FILM_PX,
    DEFAULT_SIZE_PX,
    DEFAULT_TEXTURE_PX,
    MAX_SEED,
)
from engine.options.interpret import DrawOptions
from engine.options.style import TextureOptions
from engine.options.video import VideoOptions
from engine.options.zoom import ZoomOptions
from engine.texts.phrase import Phrase, fact_from_json


class Art(StrEnum):
    DREAM = "dream"
    STYLE = "style"
    DRAW = "draw"
    EXPLAIN = "explain"
    WHAT = "what"
    ZOOM = "zoom"
    TEXTURE = "texture"
    VIDEO = "video"
    STICKER = "sticker"
    PAINT = "paint"
    COLORIZE = "colorize"

    @property
    def needs_photo(self) -> bool:
        return self not in (Art.DRAW, Art.TEXTURE)

    @property
    def is_words(self) -> bool:
        """Its result is told in words: no file of it is kept."""
        return self is Art.WHAT

    @property
    def can_grow(self) -> bool:
        """Larger ones are for sale."""
        return self not in (Art.EXPLAIN, Art.WHAT, Art.STICKER, Art.PAINT, Art.COLORIZE)


# Arts that show early what each seed will make of them; so many are begun to choose from.
VARIED_ARTS = (Art.DREAM, Art.STYLE, Art.DRAW)
VARIATIONS = 4

OPTIONS_OF: Mapping[Art, type[ArtOptions]] = {
    Art(name): options for name, options in arts.OPTIONS_OF.items()
}

_USUAL_PX: Mapping[type[ArtOptions], int] = {
    DrawOptions: DEFAULT_DRAWING_PX,
    TextureOptions: DEFAULT_TEXTURE_PX,
    ZoomOptions: DEFAULT_FILM_PX,
    VideoOptions: DEFAULT_FILM_PX,
}


def changed(options: ArtOptions, **changes: Any) -> ArtOptions:
    """``options`` with those of ``changes`` that its art knows; the rest is left out."""
    names = {field.name for field in dataclasses.fields(options)}
    return dataclasses.replace(options, **{k: v for k, v in changes.items() if k in names})


def option(options: ArtOptions, name: str) -> Any:
    """One option's value; None where its art has no such option."""
    return getattr(options, name, None)


def drawn_seed(options: ArtOptions) -> int | None:
    """The seed that the picture is drawn from; None where nothing is drawn at random: in an art
    without one, and in one pass.
    """
    seed: int | None = option(options, "seed")
    return None if option(options, "instant") else seed


def size_px_of(options: ArtOptions) -> int:
    """The longest side that is asked for, or the usual one where none is said."""
    size_px: int | None = option(options, "size_px")
    return size_px or _USUAL_PX.get(type(options), DEFAULT_SIZE_PX)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRef:
    """A person's picture or film that stays with Telegram; we keep only how to fetch it.

    ``id`` is our short name for it, as in ``photo=k3f9`` of a repeat command.
    """

    id: str
    file_id: str
    message_id: int
    is_film: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRef:
    """One style: a house style by name, or a person's own picture.

    Attributes:
        flaw: why that is a poor style, as its person is told.
        saved: the id of the saved style that the picture is of; ``title``: what that is called.
    """

    name: str
    picture: PictureRef | None = None
    weight: float = 1.0
    flaw: Phrase | None = None
    saved: str | None = None
    title: str | None = None

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> StyleRef:
        """The inverse of ``dataclasses.asdict``; older rows lack what follows."""
        picture = values["picture"]
        return cls(
            name=values["name"],
            picture=PictureRef(**picture) if picture else None,
            weight=values["weight"],
            flaw=cast(Phrase | None, fact_from_json(values.get("flaw"))),
            saved=values.get("saved"),
            title=values.get("title"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person asked for.

    Attributes:
        photo: None for an art that starts from nothing (:attr:`Art.needs_photo`); of a video, the
            film.
        styles: of a painting, a texture or a painted film.
        guide: a second picture that leads a dream, or whose colours are taken; of a sticker of a
            result, the photo that it was made of.
        mask: a second picture that says where to paint: white in the first style, black in the
            second, or not at all.
        live_id: the live dream of which this is a piece of film.
        variations: so many are only begun, with seeds of their own, in one picture; 1: a whole.
        reduced: what was asked of options that the tier cut down, by their names.
        preview_of: of a small preview: how the options that it has smaller were asked; None: it
            is no preview.
        printed: it is a file for a printer, of that size.
    """

    art: Art
    options: ArtOptions
    photo: PictureRef | None
    styles: tuple[StyleRef, ...] = ()
    guide: PictureRef | None = None
    mask: PictureRef | None = None
    live_id: str | None = None
    variations: int = 1
    reduced: Mapping[str, float] = field(default_factory=dict)
    printed: PrintSpec | None = None
    preview_of: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        if self.photo is None and self.art.needs_photo:
            raise ValueError(f"a {self.art} order without a photo")

    @property
    def is_preview(self) -> bool:
        return self.preview_of is not None

    @property
    def as_asked(self) -> Order:
        """What a small preview is one of; anything else as it is."""
        if self.preview_of is None:
            return self
        options = changed(self.options, **self.preview_of)
        return dataclasses.replace(self, options=options, reduced={}, preview_of=None)

    @property
    def can_vary(self) -> bool:
        """Each seed makes another one; what is painted in one pass draws nothing at random."""
        return self.art in VARIED_ARTS and not option(self.options, "instant")

    def each(self) -> tuple[Order, ...]:
        """The whole ones that its variations begin; the first has the seed that it names."""
        first: int = option(self.options, "seed")
        seeds = [(first + number) % (MAX_SEED + 1) for number in range(self.variations)]
        return tuple(
            dataclasses.replace(self, options=changed(self.options, seed=seed), variations=1)
            for seed in seeds
        )

    def to_json(self) -> dict[str, Any]:
        values: dict[str, Any] = {
            "art": self.art.value,
            "options": self.options.to_json(),
            "photo": dataclasses.asdict(self.photo) if self.photo else None,
            "styles": [dataclasses.asdict(style) for style in self.styles],
            "guide": dataclasses.asdict(self.guide) if self.guide else None,
            "mask": dataclasses.asdict(self.mask) if self.mask else None,
            "live_id": self.live_id,
            "variations": self.variations,
            "reduced": dict(self.reduced),
        }
        if self.printed is not None:
            values["printed"] = self.printed.to_json()
        if self.preview_of is not None:
            values["preview_of"] = dict(self.preview_of)
        return values

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Order:
        """The inverse of :meth:`to_json`; older rows lack some of it."""
        art = Art(values["art"])
        photo, guide, mask = values["photo"], values.get("guide"), values.get("mask")
        printed = values.get("printed")
        return cls(
            art=art,
            options=OPTIONS_OF[art].from_json(values["options"]),
            photo=PictureRef(**photo) if photo else None,
            styles=tuple(StyleRef.from_json(style) for style in values["styles"]),
            guide=PictureRef(**guide) if guide else None,
            mask=PictureRef(**mask) if mask else None,
            live_id=values.get("live_id"),
            variations=values.get("variations", 1),
            reduced=values.get("reduced", {}),
            printed=PrintSpec.from_json(printed) if printed else None,
            preview_of=values.get("preview_of"),
        )
