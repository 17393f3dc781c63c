"""What a press of a print's menu means: the result, the country, the size and its price."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.context import ChatContext
from bot.domain.jobs import Job
from bot.domain.prints.price_list import Country
from bot.domain.prints.source import PrintSource, print_source
from bot.domain.prints.spec import PrintSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """``price``: in the country's smallest unit."""

    job: Job
    source: PrintSource
    country: Country
    spec: PrintSpec
    price: int


def is_sold(context: ChatContext) -> bool:
    """Whether prints can be ordered here."""
    return context.services.settings.print_provider_token is not None


def most_px(context: ChatContext) -> int:
    """The longest side that a picture is painted anew at."""
    prints = context.services.prints.now
    return prints.render_px if is_sold(context) else prints.unpaid_px


async def chosen(context: ChatContext, job: Job) -> Choice | None:
    """What was pressed; None when that is not sold any more, as the person was told."""
    source, prints = print_source(job), context.services.prints.now
    if source is not None and len(context.press.arguments) == 3:
        code, material, size = context.press.arguments
        country = prints.country(code)
        spec = prints.spec(material, size, country) if country else None
        if country is not None and spec is not None:
            price = country.prices[material, size]
            return Choice(job=job, source=source, country=country, spec=spec, price=price)
    await context.answer(context.text("print.not_sold"), alert=True)
    return None
