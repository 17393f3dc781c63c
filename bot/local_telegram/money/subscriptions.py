"""Subscriptions: Stars that are taken every 30 days until somebody stops it."""

from __future__ import annotations

from enum import StrEnum

from bot.local_telegram.errors import PersonError, bad_request
from bot.local_telegram.state.clock import Clock
from bot.local_telegram.state.store import Json, Store


class Ending(StrEnum):
    CANCELED = "canceled"
    TOO_FEW_STARS = "too_few_stars"
    REFUNDED = "refunded"


class Subscriptions:
    """Subscriptions by the id of their first charge. One person may have many."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def begin(self, invoice: Json, first: Json) -> None:
        """``first``: the charge that it begins with."""
        self._put(
            {
                "id": first["id"],
                "user_id": first["user_id"],
                "invoice_id": invoice["id"],
                "title": invoice["title"],
                "amount": first["amount"],
                "until": first["subscription_until"],
                "is_canceled": False,
                "is_canceled_by_bot": False,
                "ending": None,
            }
        )

    def go_on(self, subscription: Json, *, until: int) -> None:
        self._put({**subscription, "until": until})

    def end(self, subscription_id: str, ending: Ending) -> None:
        """End it for good; ``until`` tells up to when it lasted."""
        subscription = self._store.get("subscription", subscription_id)
        if subscription is not None and subscription["ending"] is None:
            until = min(subscription["until"], self._clock.now())
            self._put({**subscription, "until": until, "ending": ending.value})

    def next_due(self, *, by: int) -> Json | None:
        """The first whose time is over by then."""
        due = [s for s in self._all() if s["ending"] is None and s["until"] <= by]
        return min(due, key=lambda subscription: subscription["until"], default=None)

    def of(self, user_id: int) -> list[Json]:
        """A person's, those that last longest first."""
        own = [s for s in self._all() if s["user_id"] == user_id]
        return sorted(own, key=lambda s: (s["ending"] is not None, -s["until"]))

    def edit_by_bot(self, charge_id: str, *, user_id: int, is_canceled: bool) -> Json:
        """Cancel, or let the person go on with it again (by itself it does not).

        Args:
            charge_id: of its first payment; a renewal's is not known here.
        Raises: BotApiError: there is none.
        Source: https://core.telegram.org/method/payments.botCancelStarsSubscription.
        """
        subscription = self._store.get("subscription", charge_id)
        if subscription is None or subscription["user_id"] != user_id:
            raise bad_request("CHARGE_ID_INVALID")
        return self._put(
            {
                **subscription,
                "is_canceled": is_canceled or subscription["is_canceled"],
                "is_canceled_by_bot": is_canceled,
            }
        )

    def edit_by_person(self, subscription_id: str, *, user_id: int, is_canceled: bool) -> Json:
        """A person's own cancel or change of mind. Raises: PersonError."""
        subscription = self._store.get("subscription", subscription_id)
        if subscription is None or subscription["user_id"] != user_id:
            raise PersonError("There is no such subscription", status=404)
        if subscription["ending"] is not None:
            raise PersonError("This subscription has ended")
        if subscription["is_canceled_by_bot"] and not is_canceled:
            raise PersonError("The bot has canceled this subscription")
        return self._put({**subscription, "is_canceled": is_canceled})

    def _all(self) -> list[Json]:
        return self._store.all("subscription")

    def _put(self, subscription: Json) -> Json:
        self._store.put("subscription", subscription["id"], subscription)
        return subscription
