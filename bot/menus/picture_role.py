"""What a picture without a command is for, as the menus that wait for pictures stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from bot.menus.draft_choices import awaits
from bot.storage.drafts import Draft, DraftKind

_KINDS = (DraftKind.DREAM, DraftKind.STYLE, DraftKind.FILM)


class Role(Enum):
    """What a picture is for. TALK: for nobody yet; ASKED: its sender is asked."""

    GUIDE = auto()
    STYLE_OF_FILM = auto()
    FOR_STYLE_MENU = auto()
    FOR_DREAM_MENU = auto()
    TALK = auto()
    ASKED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How a picture came. ``replied_to``: the message that it answers."""

    request_key: str
    is_private: bool
    replied_to: int | None = None

    def is_for(self, menu: Draft) -> bool:
        """In a group only a reply to the menu is meant for it."""
        return self.is_private or (
            self.replied_to is not None and self.replied_to == menu.message_id
        )

    def has_brought(self, menu: Draft) -> bool:
        """Whether this very picture brought the menu back, in a turn that is taken up again."""
        return menu.request_key == self.request_key


def role_of(menus: Mapping[DraftKind, Draft], came: Arrival) -> tuple[Role, Draft | None]:
    """(what the picture is for, the menu that takes it). ``menus``: those that wait."""
    dream, style, film = (menus.get(kind) for kind in _KINDS)
    if dream and (came.has_brought(dream) or (_awaits_guide(dream) and came.is_for(dream))):
        return Role.GUIDE, dream
    if film and came.is_for(film) and (style is None or film.id > style.id):
        return Role.STYLE_OF_FILM, film
    if style and (came.has_brought(style) or came.is_for(style)):
        return Role.FOR_STYLE_MENU, style
    if not came.is_private:
        return Role.TALK, None
    if dream and dream.photo is None:
        return Role.FOR_DREAM_MENU, dream
    return Role.ASKED, None


def _awaits_guide(menu: Draft) -> bool:
    return awaits(menu.choices, "guide")
