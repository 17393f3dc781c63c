"""The till: Stars move between purses and the bot, each time with all that goes with it."""

from __future__ import annotations

from bot.local_telegram.errors import TooFewStarsError
from bot.local_telegram.money.charges import Charges
from bot.local_telegram.money.invoices import Invoices
from bot.local_telegram.money.orders import Bill, Orders
from bot.local_telegram.money.purses import Purses
from bot.local_telegram.money.subscriptions import Ending, Subscriptions
from bot.local_telegram.state.clock import Clock
from bot.local_telegram.state.currencies import STARS
from bot.local_telegram.state.store import Json, Store


class Payments:
    """Invoices, and what was paid for them. What belongs together is stored together."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self.purses = Purses(store)
        self.invoices = Invoices(store)
        self.orders = Orders(store)
        self.charges = Charges(store, clock=clock)
        self.subscriptions = Subscriptions(store, clock=clock)

    def create_invoice(self, terms: Json) -> Json:
        """Check and keep an invoice. Returns: it, with its ``id``. Raises: BotApiError."""
        return self.invoices.create(terms)

    def charge(self, invoice_id: str, *, user_id: int, bill: Bill | None = None) -> Json:
        """Take the money of one payment, under a charge id of its own.

        Raises:
            LookupError: there is no such invoice.
            TooFewStarsError: the purse holds less; nothing was taken.
        """
        invoice = self.invoices.get(invoice_id)
        if invoice is None:
            raise LookupError(invoice_id)
        with self._store.together():
            charge = self._take(invoice, user_id, bill or Bill(amount=invoice["amount"]))
            if invoice["subscription_period"]:
                self.subscriptions.begin(invoice, charge)
        return charge

    def renew(self, subscription: Json) -> Json | None:
        """Another period of a subscription that is due. Returns: its charge; None: it ended."""
        if subscription["is_canceled"]:
            self.subscriptions.end(subscription["id"], Ending.CANCELED)
            return None
        invoice = self.invoices.get(subscription["invoice_id"]) or {}
        bill = Bill(amount=subscription["amount"])
        try:
            with self._store.together():
                charge = self._take(invoice, subscription["user_id"], bill, subscription)
                self.subscriptions.go_on(subscription, until=charge["subscription_until"])
        except TooFewStarsError:
            self.subscriptions.end(subscription["id"], Ending.TOO_FEW_STARS)
            return None
        return charge

    def refund(self, charge_id: str, *, user_id: int) -> Json:
        """Give the Stars of a charge back, once; a subscription ends with it.

        Returns: the charge. Raises: BotApiError.
        """
        with self._store.together():
            charge = self.charges.refund(charge_id, user_id=user_id)
            self.purses.give(user_id, charge["amount"])
            if charge["subscription_id"] is not None:
                self.subscriptions.end(charge["subscription_id"], Ending.REFUNDED)
        return charge

    def state(self, invoice_id: str) -> str:
        """``unpaid``, ``paid`` (a charge stands) or ``refunded`` (every charge was given back)."""
        invoice = self.invoices.get(invoice_id)
        charges = [self.charges.get(c) for c in invoice["charges"]] if invoice else []
        if not charges:
            return "unpaid"
        return "paid" if any(c and c["refunded_at"] is None for c in charges) else "refunded"

    def balance(self) -> int:
        """The bot's Stars."""
        return self.charges.balance()

    def _take(
        self, invoice: Json, user_id: int, bill: Bill, subscription: Json | None = None
    ) -> Json:
        if invoice["currency"] == STARS:
            self.purses.take(user_id, bill.amount)
        charge = self.charges.create(invoice, user_id=user_id, bill=bill, subscription=subscription)
        self.invoices.add_charge(invoice, charge["id"])
        return charge
