"""What an operator says after /admin, read into plain data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MAX_REASON_CHARS = 200
# Far beyond any gift: a slip of the finger is caught.
MAX_CREDITS = 10_000
# Telegram's ids fit into 52 bits; those of groups and channels are negative.
_ID = re.compile(r"-?[0-9]{1,16}")
_COUNT = re.compile(r"[0-9]{1,9}")


class Deed(StrEnum):
    """What can be said; the value is the word for it."""

    QUEUE = "queue"
    USER = "user"
    BAN = "ban"
    UNBAN = "unban"
    REFUND = "refund"
    CREDIT = "credit"
    BROADCAST = "broadcast"
    COSTS = "costs"
    REGIONS = "regions"
    FEED = "feed"
    POLL = "poll"
    PAUSE = "pause"
    RESUME = "resume"


_OF_SOMEBODY = (Deed.USER, Deed.BAN, Deed.UNBAN, Deed.POLL)
_ALONE = (Deed.QUEUE, Deed.COSTS, Deed.REGIONS, Deed.FEED, Deed.PAUSE, Deed.RESUME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``words``: a reason, a charge's id or what everybody is told; ``count``: of credits."""

    deed: Deed
    user_id: int = 0
    count: int = 0
    words: str = ""


def read_admin(rest: str) -> Asked | None:
    """What is asked for; None: it makes no sense, and the operator is told what does."""
    # Of a message to everybody the lines stay as they are.
    word, words = [*rest.split(maxsplit=1), "", ""][:2]
    if word.lower() not in set(Deed):
        return None
    deed, words = Deed(word.lower()), words.strip()
    if deed in _OF_SOMEBODY:
        return _about_somebody(deed, words)
    if deed is Deed.CREDIT:
        return _credits(words)
    if deed in _ALONE:
        return None if words else Asked(deed=deed)
    if deed is Deed.REFUND and (not words or len(words.split()) > 1):
        return None
    return Asked(deed=deed, words=words)


def _about_somebody(deed: Deed, words: str) -> Asked | None:
    user_id, _, reason = words.partition(" ")
    if not _ID.fullmatch(user_id) or len(reason) > MAX_REASON_CHARS:
        return None
    if reason and deed is not Deed.BAN:
        return None
    return Asked(deed=deed, user_id=int(user_id), words=reason.strip())


def _credits(words: str) -> Asked | None:
    user_id, count, reason = [*words.split(maxsplit=2), "", "", ""][:3]
    # Chats pay nothing, and what is given away is given for a reason.
    if not (_ID.fullmatch(user_id) and int(user_id) > 0 and _COUNT.fullmatch(count)):
        return None
    if not (0 < int(count) <= MAX_CREDITS and 0 < len(reason) <= MAX_REASON_CHARS):
        return None
    return Asked(deed=Deed.CREDIT, user_id=int(user_id), count=int(count), words=reason.strip())
