"""What stands under a result: how it was made, and the command that makes exactly it again."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import MessageEntity

from bot.commands.grammar import VOCABULARIES
from bot.commands.writer import repeat_command
from bot.delivery.words.print_words import print_caption
from bot.delivery.words.style_words import treatment
from bot.domain.jobs import FINISHED, Job, Outcome
from bot.domain.orders import OPTIONS_OF, Art, Order, StyleRef, option
from bot.domain.tiers import Fitted
from bot.errors import CaptionTooLongError
from bot.texts.catalogue import fact_text, text
from bot.texts.names import dream_name, mixed, network_name, style_name
from bot.texts.utf16 import shorten, utf16_length
from engine.catalogue.find import HELPERS, NETWORK_ORDER, NETWORKS
from engine.catalogue.presets import PRESETS
from engine.options.arts import ArtOptions
from engine.options.colour import ColorizeOptions
from engine.options.interpret import ExplainOptions
from engine.options.option import Kind
from engine.options.strokes import PaintOptions
from engine.options.style import StyleOptions
from engine.options.video import VideoOptions
from engine.texts.phrase import Fact, Phrase

MAX_CAPTION_CHARS = 1024  # Bot API, after entities are parsed; in UTF-16 units, as Telegram counts
# What a render may fill in where nothing is said, as its repeat line says it.
_FILLED_IN_CHARS = {Kind.NETWORK: 48, Kind.LAYERS: 64, Kind.PLAIN_LAYERS: 112}
_OTHER_CHARS = 16
# How it was made, at its shortest.
_LEAST_TOLD_CHARS = 64


def check_caption(order: Order, language: str) -> None:
    """Refuse now what could not be sent when it is made.

    Raises: CaptionTooLongError: its repeat line may have no room.
    """
    if order.art.is_words:
        return
    longest = utf16_length(_tail(order, language)) + _filled_in(order) + _LEAST_TOLD_CHARS
    if longest > MAX_CAPTION_CHARS:
        raise CaptionTooLongError


def _filled_in(order: Order) -> int:
    """How much longer the repeat line gets at most by what the render chooses."""
    return sum(
        _FILLED_IN_CHARS.get(each.kind, _OTHER_CHARS)
        for each in VOCABULARIES[order.art].options
        if option(order.options, each.name) in (None, ())
    )


def result_caption(
    job: Job,
    outcome: Outcome,
    *,
    snapshot: int = FINISHED,
    paid: str | None = None,
    is_repeatable: bool = True,
) -> str:
    """How the result was made; the last line repeats it. At most 1024 characters.

    A result that is words is told whole here, and nothing repeats it: it would say the same.

    Args:
        snapshot: the number of the one that is shown.
        paid: what was paid for it, in words.
        is_repeatable: whether its command means anything where it is shown.
    """
    if job.order.printed is not None:
        return print_caption(job, job.order.printed, outcome)
    made, language = made_order(job.order, outcome.options), job.language
    lines = [*_seen(made, outcome, language), _how(made, outcome, language)]
    if paid is not None:
        lines.append(paid)
    if snapshot != FINISHED:
        key = "caption.look" if outcome.looks == 1 else "caption.look_of"
        lines.append(text(key, language, look=snapshot, looks=outcome.looks))
    lines += _several(made, outcome, language)
    lines += _with(made, language)
    if made.guide is not None and made.art is not Art.COLORIZE:
        lines.append(text("caption.guided", language))
    lines += reduction_lines(job.order, language)
    lines += _shortened(outcome, language)
    lines += (fact_text(note, language) for note in outcome.notes)
    if made.art.is_words or not is_repeatable:
        return shorten("\n".join(lines), MAX_CAPTION_CHARS)
    tail = f"\n\n{_tail(made, language)}"
    if utf16_length(tail) > MAX_CAPTION_CHARS:
        # Of an order from before such were refused: better without than never.
        return shorten("\n".join(lines), MAX_CAPTION_CHARS)
    return shorten("\n".join(lines), MAX_CAPTION_CHARS - utf16_length(tail)) + tail


def _tail(order: Order, language: str) -> str:
    return f"{text('caption.exact', language)}\n{repeat_command(order.as_asked)}"


def repeat_line(caption: str) -> tuple[int, int]:
    """(offset, length) of the last line in UTF-16 units: shown as code, a tap copies it."""
    head, _, last = caption.rpartition("\n")
    return utf16_length(f"{head}\n"), utf16_length(last)


def made_order(order: Order, resolved: dict[str, Any]) -> Order:
    """``order`` with every choice filled in as it was really made."""
    kind = OPTIONS_OF[order.art]
    # A dream's kind is spelt out by its layer.
    is_spelt = "layer" in {field.name for field in dataclasses.fields(kind)}
    values = {key: value for key, value in resolved.items() if not is_spelt or key != "preset"}
    if isinstance(order.options, StyleOptions):
        # How many snapshots are kept is the tier's, unless it was said.
        values["snapshots"] = order.options.snapshots
    return dataclasses.replace(order, options=kind.of_result(values))


def style_title(style: StyleRef) -> Fact:
    """What a style is called in a sentence."""
    if style.title is not None:
        return style.title
    return style_name(style.name) if style.picture is None else Phrase("names.own_style")


def styles_title(styles: Sequence[StyleRef]) -> Fact:
    """All styles of an order, with their shares where they differ."""
    titles = [style_title(style) for style in styles]
    if len({style.weight for style in styles}) > 1:
        shares = [round(style.weight, 2) for style in styles]
        titles = [
            Phrase("names.share", share=share, title=title)
            for share, title in zip(shares, titles, strict=True)
        ]
    return mixed(titles)


def _with(made: Order, language: str) -> list[str]:
    """What was done to a painting besides painting it in a style."""
    if not isinstance(made.options, StyleOptions):
        return []
    done = treatment(
        made.options.to_json(),
        language,
        has_mask=made.mask is not None,
        style_count=len(made.styles),
    )
    return [text("caption.with", language, what=", ".join(done))] if done else []


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


def reduction_lines(order: Order, language: str) -> list[str]:
    """A line for each option that was cut down; of a small preview what it is one of."""
    if order.is_preview:
        return [text("caption.preview", language, what=asked_words(order, language) or "")]
    return [
        text(f"reduced.{name}", language, made=option(order.options, name))
        for name in order.reduced
    ]


def asked_words(order: Order, language: str) -> str | None:
    """What was asked for beyond what was made; None: nothing was."""
    return _amounts(order.reduced, language) or None


def reduced_words(fitted: Fitted, language: str) -> str:
    """What is made of the options that a tier cut down."""
    return _amounts({name: option(fitted.options, name) for name in fitted.reduced}, language)


def _amounts(values: Mapping[str, float], language: str) -> str:
    return ", ".join(text(f"asked.{name}", language, asked=value) for name, value in values.items())


def _shortened(outcome: Outcome, language: str) -> list[str]:
    """What was left out, and why."""
    clip = outcome.clip
    if clip is None:
        cut = text("status.steps_cut", language, steps=outcome.steps)
        return [cut] if outcome.steps_cut else []
    if clip.frames < clip.wanted:
        return [text("caption.film_cut", language, frames=clip.frames, wanted=clip.wanted)]
    if clip.is_part:
        lengths = {"seconds": _short(clip.duration_s), "whole": _short(clip.whole_s)}
        return [text("caption.film_part", language, **lengths)]
    return []


def _several(made: Order, outcome: Outcome, language: str) -> list[str]:
    """What to do with several beginnings, and which are not there."""
    if made.variations == 1:
        return []
    lost = [str(n) for n in range(1, made.variations + 1) if n not in outcome.variations]
    missing = text("caption.not_begun", language, numbers=", ".join(lost))
    return [text("caption.choose", language), *([missing] if lost else [])]


def _last_seed(made: Order) -> int:
    """Of several beginnings; 0 where there is one picture."""
    return int(option(made.each()[-1].options, "seed")) if made.variations > 1 else 0


def _short(seconds: float) -> float:
    return round(seconds, 1)


def _percent(share: float) -> str:
    return "<1" if share < 0.01 else str(round(share * 100))


def _how(made: Order, outcome: Outcome, language: str) -> str:
    options = made.options
    key = f"caption.{made.art.value}"
    if option(options, "instant"):
        key = f"{key}_instant"
    if made.art is Art.PAINT and made.styles:
        key = "caption.paint_over" if option(options, "then") else "caption.paint_coloured"
    if made.variations > 1:
        key = f"caption.{made.art.value}_begun"
    return text(
        key,
        language,
        what=_subject(made),
        hand=_hand(options),
        seed=option(options, "seed"),
        last=_last_seed(made),
        width=outcome.width,
        height=outcome.height,
        steps=outcome.steps,
        network=_network_title(options),
        method=option(options, "method"),
        frames=outcome.clip.frames if outcome.clip else option(options, "frames"),
        seconds=_short(outcome.duration_s or 0),
    )


def _network_title(options: ArtOptions) -> Fact:
    """What a network is called in a sentence."""
    network = option(options, "network") or ""
    helper = HELPERS.get(network)
    if helper is not None and network in NETWORK_ORDER["instant"]:
        return Phrase("names.instant_network")
    info = helper or NETWORKS.get(network)
    return network_name(network, info.title if info else network)


def _subject(made: Order) -> Fact:
    """What was dreamt, painted, drawn or explained."""
    options = made.options
    if made.styles:
        return styles_title(made.styles)
    if isinstance(options, VideoOptions):
        if options.preset not in PRESETS:
            return Phrase("names.dreamt")
        return Phrase("names.dreamt_as", kind=dream_name(str(options.preset)))
    if isinstance(options, ExplainOptions) and options.layer is None:
        return options.label or ""
    if isinstance(options, PaintOptions):
        return _hand(options)
    if isinstance(options, ColorizeOptions):
        said = "colours.by_words" if options.hints else "colours.by_itself"
        return Phrase("colours.by_picture" if made.guide else said)
    if option(options, "classes"):
        return mixed(option(options, "classes"))
    if option(options, "random_classes"):
        return Phrase("names.random_classes")
    return _place(options)


def _hand(options: ArtOptions) -> Fact:
    """What strokes are painted with."""
    return Phrase(f"hands.{options.hand}") if isinstance(options, PaintOptions) else ""


def _place(options: ArtOptions) -> Fact:
    """A layer, or the channels of it that are meant."""
    layer = option(options, "layer") or ""
    channels = option(options, "channels") or ()
    if option(options, "channel") is not None:
        channels = (option(options, "channel"),)
    if not channels:
        return str(layer)
    numbers = ", ".join(str(channel) for channel in channels)
    return Phrase("names.channels", layer=layer, channels=numbers)


def as_code(caption: str) -> tuple[MessageEntity, ...]:
    """A tap copies the command."""
    return (MessageEntity(MessageEntity.CODE, *repeat_line(caption)),)
