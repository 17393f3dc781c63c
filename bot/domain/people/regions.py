"""To whom we are open: by chat, and by the language that Telegram tells of a person.

Telegram tells no country. Plain data: the lists are the operator's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Default = Literal["open", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """Language codes in small letters, and ids of chats and people, as words.

    Attributes:
        open: once something stands here, what does not is closed.
        closed: counts before ``open`` where both name the same.
        default: for whoever has no language; None: closed where ``open`` has something.
    """

    open: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    default: Default | None = None

    def is_open(self, language: str | None, *ids: int) -> bool:
        """Whether somebody of this language may order here; ``ids``: theirs and the chat's.

        A chat counts before a language, and ``pt-br`` before ``pt``.
        """
        for names in _names(language, ids):
            if names & self.closed:
                return False
            if names & self.open:
                return True
        if not language and self.default is not None:
            return self.default == "open"
        return not self.open


def _names(language: str | None, ids: tuple[int, ...]) -> Iterator[set[str]]:
    """What the lists are looked through for, one after the other."""
    yield {str(each) for each in ids}
    parts = (language or "").lower().replace("_", "-").split("-")
    for count in range(len(parts), 0, -1):
        yield {"-".join(parts[:count])}
