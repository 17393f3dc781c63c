"""A style that somebody saved, as plain data: its name, who else may use it, its link."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.jobs import Job
from bot.domain.orders import Art, StyleRef

# It stands in links that nobody may guess.
STYLE_ID_CHARS = 16
# Of one person, with those of others that they keep.
MOST_STYLES = 20
MAX_NAME_CHARS = 40
# Popular is what so many others painted with in that time.
POPULAR_WITHIN = timedelta(days=14)
POPULAR_PEOPLE = 2
# Messages count up from 1: in a chat a style has a place of its own, of no message.
_PLACES = 2**40
_START = re.compile(rf"style_([a-z0-9]{{{STYLE_ID_CHARS}}})")
# What emoji and scripts are joined by; all else that is invisible, and what turns the direction
# of the words around it, is left out of a name.
_JOINERS = frozenset("\u200c\u200d")
_FLAG_TAGS = range(0xE0020, 0xE0080)
# Emoji that are newer than this Python are no letters to it.
_EMOJI = range(0x1F000, 0x20000)
_LOOK_EMPTY = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


class Sharing(StrEnum):
    """Who may paint with it: its maker, whoever has its link, or everybody."""

    PRIVATE = "private"
    LINK = "link"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStyle:
    """``source``: what the picture is known by, so that the same one is saved once."""

    id: str
    user_id: int
    source: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedStyle(NewStyle):
    """A style as it is kept. ``number`` counts up in the order in which they were saved.

    Attributes:
        file_id: our copy at Telegram; None: it was not sent to anybody yet.
        uses: pictures of others that were painted with it.
    """

    number: int
    file_id: str | None
    sharing: Sharing
    uses: int
    saved_at: datetime

    @property
    def is_shared(self) -> bool:
        return self.sharing is not Sharing.PRIVATE

    @property
    def place(self) -> int:
        """Where our copy stands among the pictures of a chat that paints with it."""
        return place_of(self.number)

    @property
    def shown_name(self) -> str:
        """As it stands in a sentence: whatever it is written in turns no other words around."""
        return f"{_ISOLATE}{self.name}{_END_ISOLATE}"


class NameFault(StrEnum):
    """Why words are no name; the value names its sentence under saved.name."""

    EMPTY = "empty"
    TOO_LONG = "too_long"


def name_of(words: str) -> str | NameFault:
    """A style's name as it is kept: one line of what can be seen."""
    kept = "".join(_seen(character) for character in unicodedata.normalize("NFC", words))
    name = " ".join(kept.split())
    if not any(_is_visible(character) for character in name):
        return NameFault.EMPTY
    return name if len(name) <= MAX_NAME_CHARS else NameFault.TOO_LONG


def _seen(character: str) -> str:
    if character in _JOINERS or ord(character) in _FLAG_TAGS or ord(character) in _EMOJI:
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category[0] == "C" else character


def _is_visible(character: str) -> bool:
    if ord(character) in _EMOJI:
        return True
    return unicodedata.category(character)[0] not in "CMZ" and character not in _LOOK_EMPTY


def style_to_save(job: Job) -> StyleRef | None:
    """A person's own picture that a result was painted like, and that is not saved yet.

    In their private chat alone: what they keep is nobody else's business.
    """
    order = job.order
    if order.art is not Art.STYLE or job.chat_id != job.user_id:
        return None
    return next((each for each in order.styles if each.picture and each.saved is None), None)


def chosen(ref: StyleRef, style: SavedStyle) -> StyleRef:
    """``ref``, which is its picture, as this style."""
    return dataclasses.replace(ref, saved=style.id, title=style.shown_name)


def place_of(number: int) -> int:
    """As :attr:`SavedStyle.place`."""
    return -(_PLACES + number)


def number_at(place: int) -> int | None:
    """The inverse of :func:`place_of`; None: nothing saved lies there."""
    return -place - _PLACES if place < -_PLACES else None


def copy_name(style_id: str) -> str:
    """What its copy is called in its store."""
    return f"{style_id}.jpg"


def start_words(style_id: str) -> str:
    """What stands behind ``start=`` in a style's link."""
    return f"style_{style_id}"


def read_start(words: str) -> str | None:
    """The inverse of :func:`start_words`."""
    match = _START.fullmatch(words)
    return match.group(1) if match else None
