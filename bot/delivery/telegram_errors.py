"""What an error of Telegram means for a job that is to be fetched for or delivered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.transport.rate_limiter import asked_to_wait_s

# Telegram's own words, in lower case, for a chat that is closed to us.
_CHAT_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "group chat was upgraded")
# The same of a chat where we may not write. Whoever may write may still be kept from pictures.
_MAY_NOT_WRITE = (
    "not enough rights to send text",
    "have no rights to send a message",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "topic_closed",
)
_MAY_NOT_SHOW = ("not enough rights to send", "_forbidden")
_FIRST_PAUSE_S = 2.0
_LONGEST_PAUSE_S = 600.0
# About a day of longest pauses; then the job ends, is told and given back.
MAX_TROUBLES = 150


class Trouble(StrEnum):
    """REFUSED counts as a try; PUT_OFF does not, and ends only by ``MAX_TROUBLES``.

    FORBIDDEN: words may be written there, and no pictures shown.
    """

    PUT_OFF = "put off"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    FORBIDDEN = "forbidden"
    MIGRATED = "migrated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``pause_s``: the job stands in no line for so long."""

    trouble: Trouble
    pause_s: float = 0.0
    new_chat_id: int | None = None


def judge(exc: TelegramError, *, troubles: int) -> Verdict:
    """What to do about ``exc``, the error after ``troubles`` earlier ones of the same job."""
    pause_s = growing_pause_s(troubles)
    if isinstance(exc, ChatMigrated):
        # At once the first time; whoever is sent on and on does not stand in others' way.
        at_once_or_later_s = pause_s if troubles else 0.0
        return Verdict(
            trouble=Trouble.MIGRATED, pause_s=at_once_or_later_s, new_chat_id=exc.new_chat_id
        )
    if is_unreachable(exc):
        return Verdict(trouble=Trouble.UNREACHABLE, pause_s=pause_s)
    if may_not_show(exc):
        return Verdict(trouble=Trouble.FORBIDDEN)
    if isinstance(exc, RetryAfter):
        return Verdict(trouble=Trouble.PUT_OFF, pause_s=max(pause_s, asked_to_wait_s(exc)))
    if isinstance(exc, NetworkError) and not isinstance(exc, BadRequest | InvalidToken):
        return Verdict(trouble=Trouble.PUT_OFF, pause_s=pause_s)
    return Verdict(trouble=Trouble.REFUSED, pause_s=pause_s)


def is_unreachable(exc: TelegramError) -> bool:
    """Whether this chat is closed to us, which is the person's right."""
    return isinstance(exc, Forbidden) or _says(exc, _CHAT_GONE) or _says(exc, _MAY_NOT_WRITE)


def may_not_show(exc: TelegramError) -> bool:
    """Whether pictures, films or files are kept from this chat, where words may be written."""
    return isinstance(exc, BadRequest) and not is_unreachable(exc) and _says(exc, _MAY_NOT_SHOW)


def _says(exc: TelegramError, parts: tuple[str, ...]) -> bool:
    words = str(exc).lower()
    return any(part in words for part in parts)


def growing_pause_s(troubles: int) -> float:
    """2 s, 4 s and so on, up to ten minutes."""
    return float(min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2 ** min(troubles, 20)))
