"""What an update is, before anybody deals with it: readable or not, whose lane, which question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import Bot, Message, Update

from bot.commands.command import plain_command, split_command

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
_ABOUT_MONEY = frozenset({"pre_checkout_query", "shipping_query", "subscription"})
# Commands that only tell something: asked again before they were answered, one answer will do.
TELLING = frozenset({"start", "help", "queue", "refund", "terms", "support", "paysupport"})

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


def is_of_payment(payload: dict[str, Any]) -> bool:
    """Whether money is about to come in, came in, went back, or will come in no more."""
    return is_money(payload) or not payload.keys().isdisjoint(_ABOUT_MONEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an update came from, as far as it can be told without reading it as a whole.

    Attributes:
        sender_id: the person; of what was said on behalf of a chat, that chat.
        press_id: of a button that waits for an answer.
        is_for_us: a press, or words that nobody else is meant by.
        is_typed: an inline query, of which every few letters bring one.
    """

    sender_id: int | None = None
    chat_id: int | None = None
    thread_id: int | None = None
    press_id: str | None = None
    language: str | None = None
    is_private: bool = False
    is_for_us: bool = False
    is_typed: bool = False


def source_of(payload: dict[str, Any]) -> Source:
    """Of whatever Telegram sent; what cannot be told is None."""
    press = _part(payload, "callback_query")
    told = press or next((part for key in payload if (part := _part(payload, key))), {})
    message = _part(press, "message") if press else told
    chat, person = _part(message, "chat"), _part(told, "from")
    sender = (not press and _part(message, "sender_chat")) or person
    words = _word(message, "text") or _word(message, "caption") or ""
    # A guest's chat is none of ours, and nothing is said there.
    is_guest = "guest_message" in payload
    is_private = chat.get("type") == "private" and not is_guest
    in_topic = bool(message.get("is_topic_message"))
    return Source(
        sender_id=_number(sender, "id"),
        chat_id=_number(chat, "id"),
        thread_id=_number(message, "message_thread_id") if in_topic else None,
        press_id=_word(press, "id"),
        language=_word(person, "language_code"),
        is_private=is_private,
        is_for_us=bool(press) or (not is_guest and (is_private or words.startswith("/"))),
        is_typed="inline_query" in payload,
    )


def _part(payload: dict[str, Any], name: str) -> dict[str, Any]:
    part = payload.get(name)
    return part if isinstance(part, dict) else {}


def _word(payload: dict[str, Any], name: str) -> str | None:
    word = payload.get(name)
    return word if isinstance(word, str) else None


def _number(payload: dict[str, Any], name: str) -> int | None:
    number = payload.get(name)
    return number if isinstance(number, int) else None


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
    if command is None and _is_private(message):
        command = plain_command(message.text)
        if command is None:  # words that are told to send a photo
            return "talk"
    if command is None:
        return None
    if command.name not in TELLING or (command.name == "start" and command.rest):
        return None  # a link's /start says whose gift or invitation it is
    return f"/{command.name}@{command.bot_username or ''}"


def _is_private(message: Message) -> bool:
    return message.chat.type == message.chat.PRIVATE
