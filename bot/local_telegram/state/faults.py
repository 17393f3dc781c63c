"""Faults to order: the Bot API slow, refusing, failing or dropping; payments told twice or late."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.local_telegram.errors import PersonError

DOWNLOAD = "download"  # the name under which file downloads can be made to fail
PAYMENT = "payment"  # and that of the update which tells the bot of a payment
# A fault for every method would otherwise deafen the bot, which nobody means.
ONLY_BY_NAME = frozenset({"getupdates", DOWNLOAD, PAYMENT})


class FaultKind(StrEnum):
    SLOW = "slow"
    BAD = "400"
    TOO_MANY = "429"
    BROKEN = "500"
    DROP = "drop"
    TWICE = "twice"
    LATE = "late"


_OF_PAYMENTS = frozenset({FaultKind.TWICE, FaultKind.LATE})


@dataclass(slots=True, kw_only=True)
class Fault:
    """One order. ``method`` None: every method but those of ``ONLY_BY_NAME``."""

    kind: FaultKind
    method: str | None
    times: float
    until_s: float
    delay_s: float
    retry_after_s: int
    after: bool
    description: str

    def meets(self, method: str) -> bool:
        if self.method is None:
            return method.lower() not in ONLY_BY_NAME
        return self.method.lower() == method.lower()


class Faults:
    """The orders in force, oldest first; a call meets the first that fits it."""

    def __init__(self, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._orders: list[Fault] = []

    def clear(self) -> None:
        self._orders.clear()

    def take(self, method: str) -> Fault | None:
        """The fault that this call of ``method`` meets, counted; None: none."""
        now_s = self._clock()
        self._orders = [f for f in self._orders if f.times >= 1 and f.until_s > now_s]
        fault = next((f for f in self._orders if f.meets(method)), None)
        if fault is not None:
            fault.times -= 1
        return fault

    def add(self, order: dict[str, Any], *, known_methods: frozenset[str]) -> None:
        """Put an order from the JSON interface in force. Raises: PersonError: it does not fit."""
        kind = str(order.get("kind"))
        if kind not in set(FaultKind):
            raise PersonError(f"kind must be one of {', '.join(FaultKind)}, limits")
        method = PAYMENT if kind in _OF_PAYMENTS else order.get("method")
        if method == PAYMENT and kind not in _OF_PAYMENTS:
            raise PersonError(f"A payment can be told {' or '.join(sorted(_OF_PAYMENTS))}")
        if method is not None and str(method).lower() not in known_methods | ONLY_BY_NAME:
            raise PersonError(f"There is no method {method}")
        seconds = _number(order, "seconds", math.inf)
        self._orders.append(
            Fault(
                kind=FaultKind(kind),
                method=method,
                times=_number(order, "times", math.inf),
                until_s=self._clock() + seconds,
                delay_s=_number(order, "delay_s", 1.0),
                retry_after_s=math.ceil(_number(order, "retry_after_s", 1.0)),
                after=bool(order.get("after", False)),
                description=str(order.get("description", "Bad Request: ordered by a test")),
            )
        )


def _number(order: dict[str, Any], name: str, default: float) -> float:
    value = order.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise PersonError(f"{name} must be a number, 0 or more")
    return float(value)
