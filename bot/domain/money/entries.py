"""What a line of a person's credits is about, told from the transfer behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ledger import FORFEITED, CreditSource, issued

# In the ids of the holds of gifts, and of what ends them.
GIFT = "gift:"


class EntryKind(StrEnum):
    """The value names its words under balance.entry."""

    SOLD = "sold"
    SUBSCRIPTION = "subscription"
    PROMO = "promo"
    INVITATION = "invitation"
    STYLE_USE = "style_use"
    OPERATOR = "operator"
    SHORTFALL = "shortfall"
    GIFT_GIVEN = "gift_given"
    GIFT_BACK = "gift_back"
    GIFT_RECEIVED = "gift_received"
    PAID = "paid"
    BACK = "back"
    WITHDRAWN = "withdrawn"
    FORFEITED = "forfeited"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditEntry:
    """``amount``: below zero, what went away; ``note``: why, in an operator's words."""

    at: datetime
    amount: int
    kind: EntryKind
    note: str


def entry_kind(transfer_id: str, *, source: str, target: str, own: str) -> EntryKind:
    """What it is to the person whose purse is ``own``; the others are accounts' names."""
    is_gift = f":{GIFT}" in transfer_id
    if source == own:
        if target.endswith(":held"):
            return EntryKind.GIFT_GIVEN if is_gift else EntryKind.PAID
        return EntryKind.FORFEITED if target == FORFEITED.name else EntryKind.WITHDRAWN
    for come_from in CreditSource:
        if source == issued(come_from).name:
            return EntryKind(come_from.value)
    if is_gift:
        # What was held of the giver's own comes back; what was another's is received.
        return EntryKind.GIFT_BACK if source == f"{own}:held" else EntryKind.GIFT_RECEIVED
    return EntryKind.BACK
