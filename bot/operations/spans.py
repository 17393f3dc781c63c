"""How long something took or waits, in a few letters."""

from __future__ import annotations

from bot.texts.catalogue import text

_MINUTE_S = 60
_HOUR_S = 3600


def span(seconds: float, language: str = "en") -> str:
    """``42 s``, ``3 min``, ``5 h``"""
    if seconds < 2 * _MINUTE_S:
        return text("spans.seconds", language, seconds=round(seconds))
    if seconds < 2 * _HOUR_S:
        return text("spans.minutes", language, minutes=round(seconds / _MINUTE_S))
    return text("spans.hours", language, hours=round(seconds / _HOUR_S))
