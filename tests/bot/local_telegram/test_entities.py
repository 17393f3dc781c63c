"""Formatted text as plain text and entities, by Telegram's rules."""

from __future__ import annotations

import pytest

from bot.local_telegram.api.entities import parse
from bot.local_telegram.errors import BotApiError


def shown(text: str, mode: str | None) -> tuple[str, list[tuple[str, str]]]:
    """(plain text, [(kind, the text it covers)])."""
    plain, entities = parse(text, mode)
    units = plain.encode("utf-16-le")
    return plain, [
        (e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in entities
    ]


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("a <b>b</b> <i>c</i>", "a b c", [("bold", "b"), ("italic", "c")]),
        ("<b>x<i>y</i></b>", "xy", [("bold", "xy"), ("italic", "y")]),
        ("🎨 <code>/dream &lt;1&gt;</code>", "🎨 /dream <1>", [("code", "/dream <1>")]),
        ("<a href='https://x.y/?a&amp;b'>z</a>", "z", [("text_link", "z")]),
        ("&#33; &amp;lt;", "! &lt;", []),
        ("<b></b>plain", "plain", []),
    ],
)
def test_html(text: str, plain: str, entities: list[tuple[str, str]]) -> None:
    assert shown(text, "HTML") == (plain, entities)


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("*b* _i_", "b i", [("bold", "b"), ("italic", "i")]),
        ("__u__ ~s~", "u s", [("underline", "u"), ("strikethrough", "s")]),
        ("`a_b` ```pre```", "a_b pre", [("code", "a_b"), ("pre", "pre")]),
        (r"1\.5 \*", "1.5 *", []),
        ("[z](https://x.y)", "z", [("text_link", "z")]),
        ("||s||", "s", [("spoiler", "s")]),
    ],
)
def test_markdown(text: str, plain: str, entities: list[tuple[str, str]]) -> None:
    assert shown(text, "MarkdownV2") == (plain, entities)


@pytest.mark.parametrize(
    ("text", "mode", "refusal"),
    [
        ("<font>x</font>", "HTML", 'Unsupported start tag "font" at byte offset 0'),
        ("a < b", "HTML", "Unsupported start tag"),
        ("<b>x", "HTML", "Can't find end tag"),
        ("x</b>", "HTML", "Unexpected end tag"),
        ("1.5", "MarkdownV2", r"Character '.' is reserved"),
        ("*x", "MarkdownV2", "Can't find end tag"),
        ("x", "Nonsense", "unsupported parse_mode"),
    ],
)
def test_what_does_not_parse_is_refused(text: str, mode: str, refusal: str) -> None:
    with pytest.raises(BotApiError) as refused:
        parse(text, mode)
    assert refusal in refused.value.description


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("/dream layer=inception_4c/output", ["/dream"]),
        ("try /style@oneiro_local_bot now", ["/style@oneiro_local_bot"]),
        ("and/or https://x.y/z", []),
        ("🎨 /help!", ["/help"]),
    ],
)
def test_commands_are_found(text: str, commands: list[str]) -> None:
    assert shown(text, None)[1] == [("bot_command", command) for command in commands]
