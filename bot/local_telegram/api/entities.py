"""Formatted text as plain text and entities; offsets count UTF-16 units, as Telegram does."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from bot.local_telegram.errors import BotApiError, bad_request
from bot.local_telegram.state.store import Json

_COMMAND = re.compile(r"(?<![\w/])/[a-zA-Z0-9_]{1,32}(@\w{3,32})?(?![\w/])")
_HTML = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^<>]*)>|(&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)|<")
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""")
_HTML_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
    "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip
_MARKS = {
    "```": "pre", "||": "spoiler", "__": "underline", "*": "bold", "_": "italic",
    "~": "strikethrough", "`": "code",
}  # fmt: skip
_LINK_END = re.compile(r"\]\(((?:\\.|[^\\)])*)\)")
_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class Formatted:
    """Text under construction: what was written, what is open, what is closed."""

    text: str = ""
    entities: list[Json] = field(default_factory=list)
    open: list[tuple[str, Json]] = field(default_factory=list)

    def start(self, mark: str, kind: str, **facts: str) -> None:
        self.open.append((mark, {"type": kind, "offset": utf16_length(self.text), **facts}))

    def end(self, mark: str, **facts: str) -> None:
        if not self.open or self.open[-1][0] != mark:
            raise _cannot_parse(f'Unexpected end tag "{mark}"')
        entity = self.open.pop()[1]
        length = utf16_length(self.text) - entity["offset"]
        if length:
            self.entities.append({**entity, **facts, "length": length})

    def finish(self) -> tuple[str, list[Json]]:
        if self.open:
            raise _cannot_parse(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"'
            )
        return self.text, sorted(self.entities, key=lambda e: (e["offset"], -e["length"]))


def parse(text: str, mode: str | None) -> tuple[str, list[Json]]:
    """(plain text, its entities). Commands in it are entities too, as Telegram finds them itself.

    Raises: BotApiError: the formatting does not parse.
    """
    parsers = {"html": parse_html, "markdownv2": parse_markdown}
    if not mode:
        return text, with_commands(text, [])
    if mode.lower() in parsers:
        plain, entities = parsers[mode.lower()](text)
        return plain, with_commands(plain, entities)
    raise bad_request("unsupported parse_mode")


def with_commands(text: str, entities: list[Json]) -> list[Json]:
    """``entities`` and a ``bot_command`` for each command outside code and links."""
    commands = []
    for match in _COMMAND.finditer(text):
        offset = utf16_length(text[: match.start()])
        if not any(
            e["type"] in ("code", "pre", "text_link")
            and e["offset"] <= offset < e["offset"] + e["length"]
            for e in entities
        ):
            length = utf16_length(match[0])
            commands.append({"type": "bot_command", "offset": offset, "length": length})
    return sorted([*entities, *commands], key=lambda e: e["offset"])


def parse_html(text: str) -> tuple[str, list[Json]]:
    """Telegram's HTML: the tags of ``_HTML_TAGS`` and four named entities."""
    out = Formatted()
    end = 0
    for match in _HTML.finditer(text):
        out.text += text[end : match.start()]
        end = match.end()
        slash, tag, attributes, escape = match.groups()
        if escape:
            out.text += html.unescape(escape)
            continue
        name = (tag or "").lower()
        if name not in _HTML_TAGS:
            at = len(text[: match.start()].encode())
            raise _cannot_parse(f'Unsupported start tag "{name}" at byte offset {at}')
        if slash:
            out.end(name)
        elif name == "a":
            href = _HREF.search(attributes)
            out.start(name, _HTML_TAGS[name], url=html.unescape(href[1]) if href else "")
        else:
            out.start(name, _HTML_TAGS[name])
    out.text += text[end:]
    return out.finish()


def parse_markdown(text: str) -> tuple[str, list[Json]]:
    """Telegram's MarkdownV2, where every reserved character outside a mark is escaped."""
    out = Formatted()
    at = 0
    while at < len(text):
        at += _markdown_step(out, text, at)
    return out.finish()


def _markdown_step(out: Formatted, text: str, at: int) -> int:
    """Take what stands at ``at``. Returns: how many characters it took."""
    innermost = out.open[-1][0] if out.open else None
    if text[at] == "\\" and at + 1 < len(text):
        out.text += text[at + 1]
        return 2
    mark = next((mark for mark in _MARKS if text.startswith(mark, at)), None)
    if innermost in ("`", "```"):
        if mark == innermost:
            out.end(innermost)
            return len(innermost)
    elif mark is not None:
        out.end(mark) if innermost == mark else out.start(mark, _MARKS[mark])
        return len(mark)
    elif text[at] == "[":
        out.start("[", "text_link")
        return 1
    elif innermost == "[" and (link := _LINK_END.match(text, at)):
        out.end("[", url=re.sub(r"\\(.)", r"\1", link[1]))
        return len(link[0])
    elif text[at] in _RESERVED:
        raise _cannot_parse(
            f"Character '{text[at]}' is reserved and must be escaped with the preceding '\\'"
        )
    out.text += text[at]
    return 1


def _cannot_parse(why: str) -> BotApiError:
    return bad_request(f"can't parse entities: {why}")
