"""The buttons of a refund: which picture, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.delivery.words.amounts import amount_words
from bot.domain.orders import Art
from bot.domain.payments import RefundReason
from bot.storage.money.dislikes import Refundable
from bot.texts.catalogue import text
from bot.transport.callback_data import Verb, button, in_rows, press_data

_REASONS: Mapping[RefundReason, str] = {
    RefundReason.POOR: "buttons.refund_poor",
    RefundReason.DIFFERENT: "buttons.refund_different",
    RefundReason.MISTAKE: "buttons.refund_mistake",
    RefundReason.OTHER: "buttons.refund_other",
}
_ARTS: Mapping[str, str] = {
    Art.DREAM: "refund.dream",
    Art.STYLE: "refund.style",
    Art.TEXTURE: "refund.texture",
    Art.DRAW: "refund.draw",
    Art.PAINT: "refund.paint",
    Art.ZOOM: "refund.film",
    Art.VIDEO: "refund.film",
}


def reasons_keyboard(job_id: str, language: str) -> InlineKeyboardMarkup:
    """Each reason gives back; the last one does not."""
    reasons = [
        button(key, language, press_data(Verb.GIVE_BACK, job_id, reason.value))
        for reason, key in _REASONS.items()
    ]
    stay = button("buttons.never_mind", language, press_data(Verb.KEEP_IT, job_id))
    return InlineKeyboardMarkup([*in_rows(reasons, width=2), [stay]])


def refundable_keyboard(listed: Sequence[Refundable], language: str) -> InlineKeyboardMarkup:
    """A row for each picture: what it is, when it came (UTC) and what was paid for it."""
    return InlineKeyboardMarkup(
        [[_refundable_button(each, language)] for each in listed],
    )


def _refundable_button(each: Refundable, language: str) -> InlineKeyboardButton:
    words = text(
        "buttons.refundable",
        language,
        what=text(_ARTS.get(each.art, "refund.picture"), language),
        amount=amount_words(each.charge, language),
        time=f"{each.came_at:%H:%M}",
    )
    return InlineKeyboardButton(words, callback_data=press_data(Verb.DISLIKE, each.job_id))
