"""Text as Telegram measures it: in UTF-16 units, of which an emoji has two."""

from __future__ import annotations


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` units, no character cut in two."""
    if utf16_length(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * max(limit - 1, 0)]
    return kept.decode("utf-16-le", errors="ignore") + "…"
