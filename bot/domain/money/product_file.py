"""The tables of products in the operator's file of tiers, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.money.products import Invitations, Pack, Products, StyleUses
from bot.domain.money.subscriptions import Plan
from engine.texts.phrase import Phrase

# Far beyond any price of ours: a slip of the finger is caught, not charged.
MAX_STARS = 10_000
MAX_CREDITS = 100_000
MOST_PACKS = 8  # buttons under one message
MAX_INVITED = 1_000_000
MAX_TITLE = 32  # Bot API: an invoice's
MAX_BOOST_S = 86_400

# What to raise for a place in the file and what is wrong there.
Wrong = Callable[[str, Phrase], Exception]


def take_products(tables: dict[str, Any], *, wrong: Wrong) -> Products:
    """Take the products' tables out of ``tables``; those that are missing are off.

    Raises: what ``wrong`` makes of a place that says what cannot be.
    """
    reader = _Reader(wrong)
    return Products(
        packs=reader.packs(tables.pop("packs", [])),
        has_promo=reader.promo(tables.pop("promo", {})),
        invitations=reader.invitations(tables.pop("invitations", None)),
        subscription=reader.subscription(tables.pop("subscription", None)),
        style_uses=reader.style_uses(tables.pop("style_uses", None)),
    )


class _Reader:
    def __init__(self, wrong: Wrong) -> None:
        self._wrong = wrong

    def packs(self, tables: object) -> tuple[Pack, ...]:
        if not isinstance(tables, list) or len(tables) > MOST_PACKS:
            raise self._wrong("[[packs]]", Phrase("problems.packs", most=MOST_PACKS))
        packs = []
        for table in tables:
            read = self._table("[[packs]]", table, "credits", "stars")
            packs.append(
                Pack(
                    credits=self._whole("[[packs]] credits", read["credits"], MAX_CREDITS),
                    stars=self._whole("[[packs]] stars", read["stars"], MAX_STARS),
                )
            )
        return tuple(sorted(packs, key=lambda pack: (pack.credits, pack.stars)))

    def promo(self, table: object) -> bool:
        is_on = self._table("[promo]", table or {"enabled": False}, "enabled")["enabled"]
        if not isinstance(is_on, bool):
            raise self._wrong("[promo] enabled", Phrase("problems.yes_or_no"))
        return is_on

    def invitations(self, table: object) -> Invitations | None:
        if table is None:
            return None
        most = {"credits": MAX_CREDITS, "per_person": MAX_INVITED, "per_day": MAX_INVITED}
        return Invitations(**self._numbers("[invitations]", table, most))

    def style_uses(self, table: object) -> StyleUses | None:
        if table is None:
            return None
        most = {"credits": MAX_CREDITS, "per_day": MAX_INVITED}
        return StyleUses(**self._numbers("[style_uses]", table, most))

    def subscription(self, table: object) -> Plan | None:
        if table is None:
            return None
        place = "[subscription]"
        read = self._table(place, table, "title", "stars", "credits", "boost_s")
        title = read["title"]
        if not isinstance(title, str) or not 0 < len(title) <= MAX_TITLE:
            raise self._wrong(f"{place} title", Phrase("problems.title", most=MAX_TITLE))
        return Plan(
            title=title,
            stars=self._whole(f"{place} stars", read["stars"], MAX_STARS),
            credits=self._whole(f"{place} credits", read["credits"], MAX_CREDITS),
            boost_s=self._whole(f"{place} boost_s", read["boost_s"], MAX_BOOST_S, low=0),
        )

    def _numbers(self, place: str, table: object, most: Mapping[str, int]) -> dict[str, int]:
        """Whole numbers by name, each up to its most."""
        read = self._table(place, table, *most)
        return {name: self._whole(f"{place} {name}", read[name], most[name]) for name in most}

    def _table(self, place: str, table: object, *names: str) -> Mapping[str, Any]:
        """The table with just these keys."""
        if not isinstance(table, dict) or table.keys() != set(names):
            raise self._wrong(place, Phrase("problems.just_keys", keys=", ".join(names)))
        return table

    def _whole(self, place: str, value: object, high: int, *, low: int = 1) -> int:
        # bool counts as int in Python, not in a price list.
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self._wrong(place, Phrase("problems.whole_number", low=low, high=high))
        return value
