"""What stands under a result: how it was made, and the command that makes exactly it again."""

from __future__ import annotations

import dataclasses
from typing import Any

from bot.jobs import OPTIONS_OF, Job, Order, Outcome, StyleRef, option
from bot.texts.catalogue import text
from bot.words import repeat_command
from engine.catalogue import HOUSE_STYLES, NETWORKS
from engine.options import DreamOptions

MAX_CAPTION_CHARS = 1024  # Bot API, after entities are parsed


def result_caption(job: Job, outcome: Outcome) -> str:
    """How the picture was made; the last line repeats it. At most 1024 characters."""
    made = made_order(job.order, outcome.options)
    last = repeat_command(made)
    told = [_how(made, outcome, job.language)]
    if outcome.steps_cut:
        told.append(text("status.steps_cut", job.language, steps=outcome.steps))
    told += outcome.notes
    tail = f"{text('caption.exact', job.language)}\n{last}"
    how = _shorten("\n".join(told), MAX_CAPTION_CHARS - len(tail) - 2)
    return f"{how}\n\n{tail}"


def repeat_line(caption: str) -> tuple[int, int]:
    """(offset, length) of the last line in UTF-16 units: shown as code, a tap copies it."""
    head, _, last = caption.rpartition("\n")
    return _utf16(f"{head}\n"), _utf16(last)


def made_order(order: Order, resolved: dict[str, Any]) -> Order:
    """``order`` with every choice filled in as it was really made."""
    values = {key: value for key, value in resolved.items() if key != "preset"}
    return dataclasses.replace(order, options=OPTIONS_OF[order.art].from_json(values))


def style_title(style: StyleRef, language: str) -> str:
    """What a style is called in a sentence."""
    if style.picture is not None:
        return text("names.own_style", language)
    known = HOUSE_STYLES.get(style.name)
    return known.title if known else style.name


def styles_title(styles: tuple[StyleRef, ...], language: str) -> str:
    """All styles of an order, with their shares where they differ."""
    if len({style.weight for style in styles}) <= 1:
        return " + ".join(style_title(style, language) for style in styles)
    return " + ".join(f"{style.weight:g} {style_title(style, language)}" for style in styles)


def _how(made: Order, outcome: Outcome, language: str) -> str:
    network = made.options.network or ""
    info = NETWORKS.get(network)
    facts = {
        "seed": option(made.options, "seed"),
        "width": outcome.width,
        "height": outcome.height,
        "steps": outcome.steps,
        "network": info.title if info else network,
    }
    if isinstance(made.options, DreamOptions):
        return text("caption.dream", language, layer=made.options.layer or "", **facts)
    return text("caption.style", language, styles=styles_title(made.styles, language), **facts)


def _shorten(sentence: str, limit: int) -> str:
    return sentence if len(sentence) <= limit else f"{sentence[: max(limit - 1, 0)]}…"


def _utf16(part: str) -> int:
    return len(part.encode("utf-16-le")) // 2
