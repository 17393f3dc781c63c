"""Not what I wanted: what was paid goes back within a day, asked for by a button or /refund."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.delivery.words.amounts import amount_words
from bot.domain.ledger import Currency
from bot.domain.payments import REFUND_FACTS, Charge, RefundAnswer, RefundReason
from bot.menus.money.refund_keyboards import reasons_keyboard, refundable_keyboard
from bot.storage.money import dislikes

MOST_LISTED = 10

_REFUSALS: Mapping[RefundAnswer, str] = {
    RefundAnswer.UNKNOWN: "answer.old",
    RefundAnswer.NOT_THEIRS: "answer.not_yours",
    RefundAnswer.NOT_READY: "answer.not_ready",
    RefundAnswer.BACK_ALREADY: "answer.back_already",
    RefundAnswer.TOO_LATE: "answer.refund_too_late",
    RefundAnswer.TOO_MANY: "answer.refund_too_many",
}


async def dislike(context: ChatContext) -> None:
    """Say what happens, and ask why; nothing has happened by then."""
    job_id = context.press.subject
    answer, charge = await _may_go_back(context)
    if charge is None or answer is not RefundAnswer.YES:
        await _refuse(context, answer)
        return
    await context.answer()
    pressed = context.query.message
    await context.say(
        context.text("refund.ask", amount=amount_words(charge, context.language)),
        keyboard=reasons_keyboard(job_id, context.language),
        reply_to=pressed.message_id if pressed is not None else None,
    )


async def give_back(context: ChatContext) -> None:
    """The reason is the person's word for it: what was paid goes back, once.

    Told of once more, it says the same again.
    """
    if context.press.argument not in set(RefundReason):
        await context.answer(context.text("answer.old"), alert=True)
        return
    answer, charge = await dislikes.give_back(
        context.services.db,
        context.press.subject,
        user_id=context.user.id,
        reason=RefundReason(context.press.argument),
        most=context.services.settings.refunds_per_month,
        now=context.services.clock(),
    )
    if charge is None or answer not in (RefundAnswer.YES, RefundAnswer.BACK_ALREADY):
        await _refuse(context, answer)
        return
    await context.answer()
    await _put_in_place(context, _done_words(context, charge))


async def keep(context: ChatContext) -> None:
    """Nothing goes back, and the question is put away."""
    answer, charge = await _may_go_back(context)
    if charge is None:
        await _refuse(context, answer)
        return
    await context.answer(context.text("refund.kept"))
    if context.query.message is not None:
        with contextlib.suppress(BadRequest):
            await context.bot.delete_message(context.chat.id, context.query.message.message_id)


async def refund(context: ChatContext) -> None:
    """What can go back, a button each; else how it would."""
    listed = await dislikes.refundable(
        context.services.db,
        user_id=context.user.id,
        now=context.services.clock(),
        limit=MOST_LISTED,
    )
    facts = {**REFUND_FACTS, "most": context.services.settings.refunds_per_month}
    if not listed:
        await context.say(context.text("refund.none", **facts))
        return
    keyboard = refundable_keyboard(listed, context.language)
    await context.say(context.text("refund.which"), keyboard=keyboard)


async def _may_go_back(context: ChatContext) -> tuple[RefundAnswer, Charge | None]:
    return await dislikes.may_go_back(
        context.services.db,
        context.press.subject,
        user_id=context.user.id,
        most=context.services.settings.refunds_per_month,
        now=context.services.clock(),
    )


def _done_words(context: ChatContext, charge: Charge) -> str:
    if charge.currency is Currency.CREDITS:
        return context.text("refund.done_credits", credits=charge.stars)
    return context.text("refund.done", stars=charge.stars)


async def _refuse(context: ChatContext, answer: RefundAnswer) -> None:
    """Why nothing goes back, and who can still help."""
    facts = {**REFUND_FACTS, "most": context.services.settings.refunds_per_month}
    await context.answer(context.text(_REFUSALS[answer], **facts), alert=True)


async def _put_in_place(context: ChatContext, words: str) -> None:
    """In the question's place, whose buttons go with it; else in a message of its own."""
    pressed = context.query.message
    if pressed is not None:
        with contextlib.suppress(BadRequest):
            await context.bot.edit_message_text(words, context.chat.id, pressed.message_id)
            return
    await context.say(words)
