"""What stands under a result: how it was made, and the command that makes exactly it again."""

from __future__ import annotations

import dataclasses
from typing import Any

from bot.jobs import OPTIONS_OF, Art, Job, Order, Outcome, StyleRef, option
from bot.texts.catalogue import text
from bot.wording import repeat_command
from engine.catalogue import HOUSE_STYLES, NETWORKS
from engine.options import ArtOptions, ExplainOptions

MAX_CAPTION_CHARS = 1024  # Bot API, after entities are parsed


def result_caption(job: Job, outcome: Outcome) -> str:
    """How the result was made; the last line repeats it. At most 1024 characters.

    A result that is words is told whole here, and nothing repeats it: it would say the same.
    """
    made, language = made_order(job.order, outcome.options), job.language
    told = [*_seen(made, outcome, language), _how(made, outcome, language)]
    if made.guide is not None:
        told.append(text("caption.guided", language))
    if outcome.steps_cut:
        told.append(text("status.steps_cut", language, steps=outcome.steps))
    told += outcome.notes
    if made.art.is_words:
        return _shorten("\n".join(told), MAX_CAPTION_CHARS)
    tail = f"{text('caption.exact', language)}\n{repeat_command(made)}"
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


def _seen(made: Order, outcome: Outcome, language: str) -> list[str]:
    """What the network saw, a line each, the likeliest first."""
    if not outcome.labels:
        return []
    heading = "caption.what_seen" if made.art is Art.WHAT else "caption.explain_seen"
    return [
        text(heading, language),
        *(
            text("caption.label", language, name=name, percent=_percent(share))
            for name, share in outcome.labels
        ),
    ]


def _percent(share: float) -> str:
    return "<1" if share < 0.01 else str(round(share * 100))


def _how(made: Order, outcome: Outcome, language: str) -> str:
    options = made.options
    network = options.network or ""
    info = NETWORKS.get(network)
    return text(
        f"caption.{made.art.value}",
        language,
        what=_subject(made, language),
        seed=option(options, "seed"),
        width=outcome.width,
        height=outcome.height,
        steps=outcome.steps,
        network=info.title if info else network,
        method=option(options, "method"),
        frames=option(options, "frames"),
        seconds=f"{outcome.duration_s or 0:.1f}".removesuffix(".0"),
    )


def _subject(made: Order, language: str) -> str:
    """What was dreamt, painted, drawn or explained."""
    options = made.options
    if made.art is Art.STYLE:
        return styles_title(made.styles, language)
    if isinstance(options, ExplainOptions) and options.layer is None:
        return options.label or ""
    if option(options, "classes"):
        return " + ".join(option(options, "classes"))
    if option(options, "random_classes"):
        return text("names.random_classes", language)
    return _place(options, language)


def _place(options: ArtOptions, language: str) -> str:
    """A layer, or the channels of it that are meant."""
    layer = option(options, "layer") or ""
    channels = option(options, "channels") or ()
    if option(options, "channel") is not None:
        channels = (option(options, "channel"),)
    if not channels:
        return layer
    numbers = ", ".join(str(channel) for channel in channels)
    return text("names.channels", language, layer=layer, channels=numbers)


def _shorten(sentence: str, limit: int) -> str:
    return sentence if len(sentence) <= limit else f"{sentence[: max(limit - 1, 0)]}…"


def _utf16(part: str) -> int:
    return len(part.encode("utf-16-le")) // 2
