"""Everybody's purse of test Stars."""

from __future__ import annotations

from bot.local_telegram.errors import PersonError, TooFewStarsError
from bot.local_telegram.state.store import Store

FIRST_STARS = 1_000
MOST_STARS = 1_000_000


class Purses:
    """How many Stars each person has; who never paid has ``FIRST_STARS``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def stars(self, user_id: int) -> int:
        purse = self._store.get("purse", user_id)
        return FIRST_STARS if purse is None else int(purse["stars"])

    def fill(self, user_id: int, stars: int) -> None:
        """A person's wish for test Stars. Raises: PersonError: for none, or for too many."""
        if not 1 <= stars <= MOST_STARS - self.stars(user_id):
            raise PersonError(f"A purse holds at most {MOST_STARS:,} test Stars")
        self.give(user_id, stars)

    def give(self, user_id: int, stars: int) -> None:
        self._store.put("purse", user_id, {"stars": self.stars(user_id) + stars})

    def take(self, user_id: int, stars: int) -> None:
        """Raises: TooFewStarsError: nothing was taken."""
        self.check(user_id, stars)
        self._store.put("purse", user_id, {"stars": self.stars(user_id) - stars})

    def check(self, user_id: int, stars: int) -> None:
        """Raises: TooFewStarsError: the purse holds less."""
        if (there := self.stars(user_id)) < stars:
            raise TooFewStarsError(there, price=stars)
