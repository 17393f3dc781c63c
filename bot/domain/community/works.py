"""What a person shows to everybody, as plain data; JSON in and out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.community.paintings import Credit
from bot.domain.orders import OPTIONS_OF, Art, Order, PictureRef, StyleRef
from engine.options.arts import ArtOptions

WORK_ID_CHARS = 12
# Whoever knows the name of a picture may look at it, so nobody guesses one.
TOKEN_CHARS = 24
MAX_SIGNATURE_CHARS = 40
# Of the one picture, and of how large whoever asked for it may have it.
_OF_ONE_PICTURE = ("seed", "size_px", "steps", "snapshots")
_FILMS = (Art.ZOOM, Art.VIDEO)


def is_film(order: Order) -> bool:
    """Whether its result is a film, in which is seen what it was made of."""
    return order.art in _FILMS


def can_show(order: Order) -> bool:
    """Whether a result of this order is one picture or film of its person's, as they wished it."""
    return not (
        order.is_preview
        or order.art.is_words
        or order.art is Art.STICKER
        or order.variations > 1
        or order.live_id is not None
        or order.printed is not None
    )


def is_picture(order: Order) -> bool:
    """Whether it is one picture that can be shown."""
    return can_show(order) and not is_film(order)


def own_inputs(order: Order) -> tuple[PictureRef | None, PictureRef | None]:
    """(photo, style picture) as far as its person sent them: those alone can be shown beside it.

    What is others' (a guest's photo, a style that somebody shares) lies in no message, below 0.
    """
    if is_film(order):
        return None, None
    photo, *styles = (order.photo, *(style.picture for style in order.styles))
    return (
        photo if _is_own(photo) else None,
        next((picture for picture in styles if _is_own(picture)), None),
    )


def _is_own(picture: PictureRef | None) -> bool:
    return picture is not None and picture.message_id > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What of an order can be done once more with somebody else's photo.

    Attributes:
        options: those that are not as usual, by name, as JSON.
        styles: a person's own picture is named here only where they show it too.
    """

    art: Art
    options: Mapping[str, Any]
    styles: tuple[StyleRef, ...] = ()

    @property
    def has_unknown_style(self) -> bool:
        """It was painted like a picture that is not shown."""
        is_painted = self.art in (Art.STYLE, Art.TEXTURE)
        is_painted |= self.art is Art.VIDEO and "effect" not in self.options
        is_painted |= "then" in self.options
        return is_painted and not self.styles

    def to_json(self) -> dict[str, Any]:
        return {
            "art": self.art.value,
            "options": dict(self.options),
            "styles": [dataclasses.asdict(style) for style in self.styles],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Recipe:
        """The inverse of :meth:`to_json`."""
        styles = tuple(StyleRef.from_json(style) for style in values["styles"])
        return cls(art=Art(values["art"]), options=values["options"], styles=styles)


def recipe_of(order: Order, *, with_own_styles: bool) -> Recipe:
    """``with_own_styles``: a person's own style pictures are shown too."""
    styles = tuple(
        dataclasses.replace(style, flaw=None)
        for style in order.styles
        if style.picture is None or (with_own_styles and _is_own(style.picture))
    )
    return Recipe(art=order.art, options=_said(order.options), styles=styles)


def _said(options: ArtOptions) -> dict[str, Any]:
    usual = {field.name: field.default for field in dataclasses.fields(options)}
    told = options.to_json()
    return {
        name: value
        for name, value in told.items()
        if name not in _OF_ONE_PICTURE and getattr(options, name) != usual[name]
    }


def options_of(recipe: Recipe) -> ArtOptions:
    """Its options, with what is usual where it names none. Raises: OptionError."""
    return OPTIONS_OF[recipe.art].from_json(dict(recipe.options))


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Of a copy, in px."""

    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWork:
    """A result that is to be shown.

    Attributes:
        id: as buttons and addresses name it.
        token: what its pictures' names begin with.
        signature: the name that stands in its corner.
        photo, style: sizes of the copies of what it was made of, where those are shown.
        film: of a film, its size.
        credit: whose picture it was made of, where the house itself made it.
    """

    id: str
    job_id: str
    user_id: int
    token: str
    recipe: Recipe
    size: Size
    signature: str | None = None
    photo: Size | None = None
    style: Size | None = None
    film: Size | None = None
    credit: Credit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(NewWork):
    """A shown result. ``number`` counts up in the order in which they were shown.

    ``reports``: of people, since somebody looked at it last; ``is_hidden``: until then.
    """

    number: int
    likes: int
    reports: int
    is_hidden: bool
    shown_at: datetime

    @property
    def is_ours(self) -> bool:
        """The house itself has painted it: there is nobody to take it back, or to shut out."""
        return self.credit is not None


class LinkVerb(StrEnum):
    """What a link to the bot asks for: ``t.me/BOT?start=like_k3f9...``."""

    LOOK = "work"
    LIKE = "like"
    REPORT = "report"
    TAKE_BACK = "back"
    MAKE = "make"


_START = re.compile(rf"({'|'.join(LinkVerb)})_([a-z0-9]{{{WORK_ID_CHARS}}})")


def start_words(verb: LinkVerb, work_id: str) -> str:
    """What stands behind ``start=``; of the 64 characters that Telegram lets it have, a third."""
    return f"{verb}_{work_id}"


def read_start(words: str) -> tuple[LinkVerb, str] | None:
    """The inverse of :func:`start_words`."""
    match = _START.fullmatch(words)
    return (LinkVerb(match.group(1)), match.group(2)) if match else None
