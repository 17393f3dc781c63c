"""/start, /help and the short texts that whoever takes money owes."""

from __future__ import annotations

import logging
from difflib import get_close_matches

from telegram.error import TelegramError

from bot.chat.context import ChatContext
from bot.domain.payments import REFUND_FACTS
from bot.menus.delights.start_keyboard import start_keyboard
from bot.menus.privacy_keyboards import privacy_keyboard
from bot.storage import people
from bot.texts.catalogue import sentences
from bot.transport.rate_limiter import Pace
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.presets import PRESETS

logger = logging.getLogger(__name__)

# Nobody waits for the first words because of a photo.
_AT_ONCE = Pace(patience_s=0.0, pause_patience_s=0.0)
# Half a short word in common is another word: /admin is no /mine.
_CLOSE = 0.7


async def start(context: ChatContext) -> None:
    await people.remember(
        context.services.db,
        context.user.id,
        language=context.own_language,
        now=context.services.clock(),
    )
    keyboard = start_keyboard(context.language) if await _shows_a_face(context) else None
    await context.say(context.text("start.hello"), keyboard=keyboard)


async def _shows_a_face(context: ChatContext) -> bool:
    """Whether there is a profile photo that we may see; where it cannot be known, there is none."""
    if not context.is_private:
        return False
    try:
        photos = await context.bot.get_user_profile_photos(
            context.user.id, limit=1, rate_limit_args=_AT_ONCE
        )
    except TelegramError as exc:
        logger.info("no profile photo", extra={**context.log_facts(), "why": exc})
        return False
    return bool(photos.photos)


async def help_(context: ChatContext) -> None:
    free = context.services.tiers.now.free
    words = context.text(
        "help.text",
        presets=", ".join(PRESETS),
        styles=", ".join(HOUSE_STYLES),
        free_px=free.size_px,
        free_frames=free.zoom_frames,
        free_s=free.video_s,
        free_jobs=free.jobs_per_day or "∞",
    )
    await context.say("\n\n".join([words, *_elsewhere(context)]))


def _elsewhere(context: ChatContext) -> list[str]:
    """How we are called in other chats, as far as @BotFather has that switched on."""
    me, bot = context.bot.bot, f"@{context.bot.username}"
    modes = {"guest.help": me.supports_guest_queries, "inline.help": me.supports_inline_queries}
    return [context.text(key, bot=bot) for key, is_on in modes.items() if is_on]


async def terms(context: ChatContext) -> None:
    await context.say(
        context.text(
            "terms.text",
            keep_h=context.services.settings.result_keep_h,
            most=context.services.settings.refunds_per_month,
            **REFUND_FACTS,
        )
    )


async def privacy(context: ChatContext) -> None:
    settings = context.services.settings
    await context.say(
        context.text(
            "privacy.text",
            keep_h=settings.result_keep_h,
            address_days=settings.print_address_days,
            history_days=settings.history_keep_days,
        ),
        keyboard=privacy_keyboard(context.language) if context.is_private else None,
    )


async def support(context: ChatContext) -> None:
    await context.say(context.text("support.text", contact=_contact(context)))


async def pay_support(context: ChatContext) -> None:
    await context.say(context.text("paysupport.text", contact=_contact(context), **REFUND_FACTS))


def _contact(context: ChatContext) -> str:
    """Whom to write to, in words: the operator may have named somebody."""
    contact = context.services.settings.support_contact
    if contact is None:
        return context.text("support.contact")
    return context.text("support.contact_named", contact=contact)


async def unknown_command(context: ChatContext) -> None:
    """A command that we do not have: what comes close."""
    names = [key.removeprefix("commands.") for key in sentences("en").keys if _is_command(key)]
    close = get_close_matches(context.command.name, names, n=1, cutoff=_CLOSE)
    command = f"/{context.command.name}"
    if close:
        await context.say(
            context.text("say.unknown_command_near", command=command, near=f"/{close[0]}")
        )
    else:
        await context.say(context.text("say.unknown_command", command=command))


async def small_talk(context: ChatContext) -> None:
    """Words without a photo, in a private chat."""
    await context.say(context.text("say.send_photo"))


def _is_command(key: str) -> bool:
    return key.startswith("commands.")
