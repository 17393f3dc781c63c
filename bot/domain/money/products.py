"""What is sold or given beside pictures, as the operator's file of tiers has it. All off unless
it says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.money.subscriptions import Plan

_CODE = re.compile(r"[A-Z0-9_-]{3,32}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """So many ``credits`` at once, for so many ``stars``."""

    credits: int
    stars: int

    def to_sold(self) -> dict[str, Any]:
        """What its invoice promises, kept with it."""
        return {"credits": self.credits}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitations:
    """What both get of one, and how often one person may: in all, and in a UTC day."""

    credits: int
    per_person: int
    per_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleUses:
    """What the maker of a style has of each picture of somebody else's in it, and how often in a
    UTC day, all styles together.
    """

    credits: int
    per_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Products:
    """``packs``: the smallest first; none: there are none. What else is None is off."""

    packs: tuple[Pack, ...] = ()
    has_promo: bool = False
    invitations: Invitations | None = None
    subscription: Plan | None = None
    style_uses: StyleUses | None = None

    def pack(self, *, credits: int, stars: int) -> Pack | None:
        """The pack of just that size and price; None where it is sold no more."""
        pack = Pack(credits=credits, stars=stars)
        return pack if pack in self.packs else None


def credits_of(sold: Mapping[str, Any] | None) -> int | None:
    """How many credits an offer promises; None where nobody can know it any more."""
    credits = (sold or {}).get("credits")
    return credits if isinstance(credits, int) and credits > 0 else None


def promo_code(words: str) -> str | None:
    """A code as it is stored, however it is typed; None: none is written so."""
    code = words.strip().upper()
    return code if _CODE.fullmatch(code) else None
