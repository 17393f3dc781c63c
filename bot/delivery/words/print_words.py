"""What a person reads of prints: prices, how sharp one will be, how it was made, how far it is."""

from __future__ import annotations

from bot.domain.jobs import Job, Outcome
from bot.domain.prints.orders import PrintChange, PrintOrder
from bot.domain.prints.source import PrintSource
from bot.domain.prints.spec import Layout, PrintSpec, effective_dpi
from bot.texts.catalogue import text
from engine.texts.catalogue import ENGLISH

# ISO 4217: of all others that people pay in through Telegram, two digits stand past the point.
_WHOLE = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND"})


def money_words(amount: int, currency: str, language: str = ENGLISH) -> str:
    """So many smallest units, as people read it: "49.00 EUR", "7,900 JPY", «1 490,00 RUB»."""
    if currency in _WHOLE:
        return text("print.price_whole", language, amount=amount, currency=currency)
    return text("print.price", language, amount=amount / 100, currency=currency)


def size_words(spec: PrintSpec, language: str = ENGLISH) -> str:
    """Its sides: "30 × 40 cm"."""  # noqa: RUF002  # as people write it
    return text("print.size", language, short=spec.short_cm, long=spec.long_cm)


def spec_words(spec: PrintSpec, language: str) -> str:
    return text("print.what", language, title=spec.title, size=size_words(spec, language))


def proof_words(spec: PrintSpec, source: PrintSource, *, most_px: int, language: str) -> str:
    """What a proof shows, how sharp its print will be, and what is lost at the edges."""
    layout = spec.layout(source.width, source.height)
    lines = [
        spec_words(spec, language),
        text("print.lines", language, bleed=spec.bleed_mm, safe=spec.safe_mm),
        _sharpness(spec, layout, source.painted_px(spec, most_px=most_px), language),
    ]
    if layout.hidden_percent:
        lines.append(text("print.hidden", language, percent=layout.hidden_percent))
    return "\n\n".join(lines)


def _sharpness(spec: PrintSpec, layout: Layout, painted_px: int | None, language: str) -> str:
    """Of one that is still to be made."""
    own = effective_dpi(spec, layout, painted_px=painted_px)
    if painted_px is None:
        key = "print.sharp_as_it_is" if own >= spec.dpi else "print.soft_as_it_is"
    else:
        key = "print.sharp_anew" if own >= spec.dpi else "print.enlarged_anew"
    return text(
        key, language, size=size_words(spec, language), dpi=spec.dpi, own=own, px=painted_px or 0
    )


def print_caption(job: Job, spec: PrintSpec, outcome: Outcome) -> str:
    """Under a file that was made: how large it is, and how much of that is the picture's own."""
    layout, language = spec.layout(outcome.width, outcome.height), job.language
    width, height = layout.whole
    own = effective_dpi(spec, layout, painted_px=None)
    lines = [
        text("print.file", language, what=spec_words(spec, language), bleed=spec.bleed_mm),
        text("print.file_px", language, width=width, height=height, dpi=spec.dpi),
    ]
    if own < spec.dpi:
        lines.append(text("print.file_enlarged", language, own=own, times=round(layout.scale, 1)))
    if outcome.steps_cut:
        lines.append(text("status.steps_cut", language, steps=outcome.steps))
    return "\n".join(lines)


def news_words(order: PrintOrder, change: PrintChange) -> str:
    """That an order has come to a state."""
    language = order.language
    key = f"print_state.{change.state.value}"
    if order.problem is not None and change.state.value == "paid":
        key = f"print_state.{order.problem.value}"
    words = text(
        key,
        language,
        number=order.number,
        what=spec_words(order.spec, language) if order.spec else "",
        price=money_words(order.amount, order.currency, language),
        shipping=order.shipping,
    )
    return f"{words}\n{change.note}" if change.note else words
