"""/print: on what, how large, sent where; the proof; the file where nothing can be ordered."""

from __future__ import annotations

import asyncio

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.chat.ordering import order_print
from bot.chat.ownership import own_job
from bot.chat.print_choices import Choice, chosen, is_sold, most_px
from bot.delivery.print_proofs import proof_of
from bot.delivery.results import result_files
from bot.delivery.words.print_words import proof_words
from bot.domain.jobs import Job
from bot.domain.prints.price_list import Country
from bot.domain.prints.source import print_order, print_source
from bot.menus.money.print_keyboards import (
    countries_keyboard,
    materials_keyboard,
    proof_keyboard,
    sizes_keyboard,
)
from bot.storage.jobs import job_queries


async def print_(context: ChatContext) -> None:
    """The command, as a reply to a result."""
    replied = context.message.reply_to_message
    job = None
    if replied is not None:
        job = await job_queries.shown_in(
            context.services.db, chat_id=context.chat.id, message_id=replied.message_id
        )
    if job is None:
        await context.say(context.text("print.how"))
    elif job.user_id != context.person_id:
        await context.say(context.text("answer.not_yours"))
    elif print_source(job) is None:
        await context.say(context.text("print.cannot"))
    else:
        country = context.services.prints.now.country_for(context.user.language_code)
        await _say_materials(context, job, country)


async def materials(context: ChatContext) -> None:
    """The button under a result, or a country in the menu."""
    job = await _printable(context)
    if job is None:
        return
    prints = context.services.prints.now
    await context.answer()
    if not context.press.arguments:
        await _say_materials(context, job, prints.country_for(context.user.language_code))
        return
    country = prints.country(context.press.argument) or prints.country_for(None)
    keyboard = materials_keyboard(job.id, prints, country, context.language)
    await _edit(context, _material_words(context, country), keyboard)


async def countries(context: ChatContext) -> None:
    """Where it is to be sent: prices and currency follow."""
    job = await _printable(context)
    if job is None:
        return
    await context.answer()
    keyboard = countries_keyboard(job.id, context.services.prints.now)
    await _edit(context, context.text("print.choose_country"), keyboard)


async def sizes(context: ChatContext) -> None:
    """How large, with the price of each."""
    job = await _printable(context)
    if job is None:
        return
    prints = context.services.prints.now
    code, _, material = ":".join(context.press.arguments).partition(":")
    country = prints.country(code)
    if country is None or not prints.specs(material, country):
        await context.answer(context.text("answer.old"), alert=True)
        return
    await context.answer()
    keyboard = sizes_keyboard(
        job.id, prints, country, material, context.language, is_sold=is_sold(context)
    )
    await _edit(context, context.text("print.choose_size"), keyboard)


async def show_proof(context: ChatContext) -> None:
    """How the print will be cut and how sharp it will be, before anything is ordered."""
    choice = await _choice(context)
    if choice is None:
        return
    results = context.services.results
    data = await asyncio.to_thread(result_files.read, results, choice.job.id)
    if data is None:
        await context.answer(context.text("answer.full_gone"), alert=True)
        return
    await context.answer()
    words = proof_words(
        choice.spec, choice.source, most_px=most_px(context), language=context.language
    )
    message = context.query.message
    await context.bot.send_photo(
        context.chat.id,
        await asyncio.to_thread(proof_of, data, choice.spec),
        caption=words,
        reply_markup=proof_keyboard(
            choice.job.id,
            choice.country,
            choice.spec,
            context.language,
            is_sold=is_sold(context),
        ),
        message_thread_id=context.thread_id,
        reply_parameters=context.reply(message.message_id if message else None),
    )


async def make_file(context: ChatContext) -> None:
    """The file alone, where nothing can be ordered; it counts among the day's pictures."""
    choice = await _choice(context)
    if choice is None:
        return
    if is_sold(context):
        await context.answer(context.text("answer.old"), alert=True)
        return
    order = print_order(choice.job, choice.source, choice.spec, most_px=most_px(context))
    await order_print(context, order, parent=choice.job)


async def _choice(context: ChatContext) -> Choice | None:
    job = await _printable(context)
    return await chosen(context, job) if job is not None else None


async def _printable(context: ChatContext) -> Job | None:
    """The pressed job, if there is something to print; the person was told why not."""
    job = await own_job(context)
    if job is not None and print_source(job) is None:
        await context.answer(context.text("print.cannot"), alert=True)
        return None
    return job


async def _say_materials(context: ChatContext, job: Job, country: Country) -> None:
    keyboard = materials_keyboard(job.id, context.services.prints.now, country, context.language)
    await context.say(
        _material_words(context, country),
        keyboard=keyboard,
        reply_to=job.status.message_id if job.status else None,
    )


def _material_words(context: ChatContext, country: Country) -> str:
    if not is_sold(context):
        return context.text("print.choose_off")
    return context.text("print.choose", country=country.title, currency=country.currency)


async def _edit(context: ChatContext, words: str, keyboard: InlineKeyboardMarkup) -> None:
    message = context.query.message
    if message is None:
        return
    try:
        await context.bot.edit_message_text(
            words,
            chat_id=context.chat.id,
            message_id=message.message_id,
            reply_markup=keyboard,
        )
    except BadRequest:
        # It stands there already, or the menu is gone.
        return
