"""HTML that is put together of parts: whatever comes from people is text, and stays it."""

from __future__ import annotations

import html
from collections.abc import Iterable

# No page of ours is without an end tag but for these.
_VOID = frozenset({"img", "link", "meta"})


class Html(str):
    """Markup that is safe: made here, or escaped."""

    __slots__ = ()


def tag(name: str, /, *content: str, **attributes: str | int | None) -> Html:
    """One element; of its contents, whatever is no :class:`Html` is escaped.

    Args:
        attributes: None leaves one out; a trailing underscore goes, others are hyphens.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{told}>")
    return Html(f"<{name}{told}>{joined(content)}</{name}>")


def joined(parts: Iterable[str]) -> Html:
    """The parts one after another."""
    return Html("".join(part if isinstance(part, Html) else html.escape(part) for part in parts))
