"""What an update is, before anybody deals with it: readable or not, whose lane, which question."""

from __future__ import annotations

from typing import Any

from telegram import Bot, Message, Update

from bot.commands.parser import split_command

# Whatever the library stumbles over in an update: a type that it does not expect, a key that is
# not there, a time out of range, nesting without end.
_STUMBLES = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
# SQL's largest whole number; Telegram's ids are far below it.
_MAX_UPDATE_ID = 2**63 - 1
_MONEY = ("successful_payment", "refunded_payment")
# Commands that only tell something: asked again before they were answered, one answer will do.
TELLING = frozenset({"start", "help", "queue", "terms", "support", "paysupport"})

MONEY_LANE = "money"
# Updates of one lane keep their order.
Lane = tuple[str, int, int]


def update_id_of(payload: object) -> int | None:
    """The number of an update as it came; None where it cannot be known by one."""
    number = payload.get("update_id") if isinstance(payload, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    return number if 0 <= number <= _MAX_UPDATE_ID else None


def read_update(payload: dict[str, Any], bot: Bot) -> Update | None:
    """The update as the library has it; None when it cannot read it."""
    try:
        return Update.de_json(payload, bot)
    except _STUMBLES:
        return None


def kind_of(payload: dict[str, Any]) -> str:
    """What the log calls an update: the names of its fields alone."""
    return ", ".join(sorted(str(name) for name in payload if name != "update_id")) or "nothing"


def is_money(payload: dict[str, Any]) -> bool:
    """Whether Stars came in or went back with it."""
    message = payload.get("message")
    return isinstance(message, dict) and any(message.get(name) for name in _MONEY)


def lane_of(update: Update) -> Lane:
    """A lane per person and chat; a payer's money has one of its own, which nothing slow holds."""
    sender = update.effective_sender
    sender_id = sender.id if sender is not None else 0
    message = update.message
    if message is not None and (message.successful_payment or message.refunded_payment):
        return (MONEY_LANE, 0, sender_id)
    chat_id = update.effective_chat.id if update.effective_chat is not None else 0
    return ("talk", chat_id, sender_id)


def question_of(update: Update) -> str | None:
    """What a mere question asks for: the same in one lane needs one answer.

    None: it is more than that. Presses, pictures, money and orders are never a mere question.
    """
    message = update.message
    if message is None or not message.text or message.reply_to_message is not None:
        return None
    command = split_command(message.text)
    if command is None:
        return "talk" if _is_talk(message) else None
    if command.name not in TELLING:
        return None
    return f"/{command.name}@{command.bot_username or ''}"


def _is_talk(message: Message) -> bool:
    """Words that are told to send a photo."""
    return message.chat.type == message.chat.PRIVATE
