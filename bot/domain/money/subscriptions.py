"""The monthly subscription: what it gives, and how long one that was bought lasts. Plain data."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

# Bot API, createInvoiceLink: no other period is taken.
PERIOD = timedelta(seconds=2_592_000)
# Telegram may take a day to have the next month's Stars; who pays on time never falls behind.
GRACE = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Each month ``credits`` for ``stars``; jobs count as having come ``boost_s`` earlier."""

    title: str
    stars: int
    credits: int
    boost_s: float

    def to_sold(self) -> dict[str, Any]:
        """What its invoice promises, kept with it and with the subscription."""
        return dataclasses.asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A person's; ``plan``: as it was sold.

    Attributes:
        offer_id: of the invoice that each month is paid by.
        charge_id: of its first month, by which Telegram knows it; None: not told of yet.
        is_cancelled: no further month is paid, as far as we know.
        ended_at: when it ended before its time, as with Stars that went back.
    """

    user_id: int
    offer_id: str
    charge_id: str | None
    plan: Plan
    expires_at: datetime
    is_cancelled: bool
    ended_at: datetime | None

    def is_running(self, now: datetime) -> bool:
        """Whether it gives what it promises: a while longer than it was paid for."""
        return self.ended_at is None and now < self.expires_at + GRACE


class PlanRefusal(StrEnum):
    """Why a month's Stars go back; the value names its words under pay.plan_back."""

    UNKNOWN = "unknown"
    BANNED = "banned"
    SECOND = "second"
    ENDED = "ended"


class PlanChange(StrEnum):
    """What Telegram tells of a subscription, by its own words (Bot API 10.2)."""

    CANCELED = "canceled"
    ACTIVE = "active"
    FAILED = "failed"


def plan_of(sold: Mapping[str, Any] | None) -> Plan | None:
    """The inverse of :meth:`Plan.to_sold`; None where nobody can know it any more."""
    fields = {field.name for field in dataclasses.fields(Plan)}
    values = {name: value for name, value in (sold or {}).items() if name in fields}
    return Plan(**values) if values.keys() == fields else None
