"""Links to this bot that begin with something: t.me/BOT?start=gift_..., as /start tells it."""

from __future__ import annotations

import hashlib
import hmac
import re

from bot.chat.context import ChatContext
from bot.domain.community.saved_styles import start_words

_GIFT = re.compile(r"gift_([a-z0-9]{24})")
_INVITATION = re.compile(r"inv_([1-9][0-9]{0,17})")


def gift_id(context: ChatContext) -> str:
    """The id of the gift that this command makes: the same should it be handled again, and nobody
    guesses it.
    """
    asked = f"gift:{context.user.id}:{context.request_key}".encode()
    return hmac.new(context.services.payment_keys.own[0], asked, hashlib.sha256).hexdigest()[:24]


def gift_link(context: ChatContext, gift: str) -> str:
    return _link(context, f"gift_{gift}")


def invitation_link(context: ChatContext) -> str:
    return _link(context, f"inv_{context.user.id}")


def style_link(context: ChatContext, style_id: str) -> str:
    return _link(context, start_words(style_id))


def linked_gift(context: ChatContext) -> str | None:
    """The gift whose link was opened, if it was one."""
    match = _GIFT.fullmatch(context.command.rest.strip())
    return match.group(1) if match else None


def linked_inviter(context: ChatContext) -> int | None:
    """Whose invitation was opened, if it was one."""
    match = _INVITATION.fullmatch(context.command.rest.strip())
    return int(match.group(1)) if match else None


async def speaks_for_themselves(context: ChatContext) -> bool:
    """Whether a person asks; on behalf of a chat they are told that credits are people's."""
    if context.person_id == context.user.id:
        return True
    await context.say(context.text("balance.of_people"))
    return False


def _link(context: ChatContext, start: str) -> str:
    return f"https://t.me/{context.bot.username}?start={start}"
