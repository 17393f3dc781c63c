"""/mystyles: what somebody has to paint with, and what they share; links to shared styles."""

from __future__ import annotations

from bot.chat.context import ChatContext
from bot.community import saving
from bot.domain.community.saved_styles import MOST_STYLES, Sharing, read_start
from bot.menus.community.saved_choices import as_style
from bot.menus.community.saved_messages import send_mine, send_offered
from bot.menus.menu_messages import send_menu
from bot.menus.style_menu import with_styles
from bot.storage.community import saved_styles
from bot.storage.community.saved_styles import Refusal
from bot.storage.drafts import DraftKind


async def my_styles(context: ChatContext) -> None:
    """The command."""
    if not context.is_private:
        await context.say(context.text("saved.in_private"))
        return
    await send_mine(context)


async def show(context: ChatContext) -> None:
    """The one before or after, or the first where that is gone."""
    if context.press.arguments:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await context.answer()
    await send_mine(context, context.press.subject)


async def use(context: ChatContext) -> None:
    """Paint the next photo with it. Raises: as as_style."""
    style = await saved_styles.usable(
        context.services.db, context.press.subject, user_id=context.person_id
    )
    if style is None:
        await context.answer(context.text("saved.gone"), alert=True)
        return
    ref = await as_style(context, style)
    await context.answer()
    await send_menu(context, DraftKind.STYLE, None, choices=with_styles({}, [ref]))


async def share(context: ChatContext) -> None:
    """Who may paint with it: nobody else, whoever has the link, everybody."""
    if context.press.argument not in set(Sharing):
        await context.answer(context.text("answer.old"), alert=True)
        return
    sharing, style_id = Sharing(context.press.argument), context.press.subject
    db, user_id = context.services.db, context.person_id
    if await saved_styles.share(db, style_id, sharing, user_id=user_id) is None:
        await context.answer(context.text("saved.gone"), alert=True)
        return
    await context.answer(context.text(f"saved.shared.{sharing}"))
    await send_mine(context, style_id)


async def drop(context: ChatContext) -> None:
    """Delete one's own, for everybody and with its copy, or put another's away."""
    services = context.services
    is_gone = await saving.delete(
        services.db,
        services.styles,
        context.press.subject,
        user_id=context.person_id,
        now=services.clock(),
    )
    await context.answer(context.text("saved.dropped" if is_gone else "saved.gone"))
    await send_mine(context)


async def keep(context: ChatContext) -> None:
    """Have another's shared one among one's own."""
    services = context.services
    style_id = context.press.subject
    kept = await saved_styles.keep(
        services.db, style_id, user_id=context.person_id, now=services.clock()
    )
    if isinstance(kept, Refusal):
        words = context.text(f"saved.refused.{kept}", most=MOST_STYLES)
        await context.answer(words, alert=True)
        return
    await context.answer(context.text("saved.kept"))
    await send_mine(context, style_id)


async def open_link(context: ChatContext) -> bool:
    """Whether /start came by a link to a style."""
    style_id = read_start(context.command.rest.strip())
    if style_id is None or not context.is_private:
        return False
    db, user_id = context.services.db, context.person_id
    style = await saved_styles.usable(db, style_id, user_id=user_id)
    if style is None:
        await context.say(context.text("saved.gone"))
    elif style.user_id == user_id:
        await send_mine(context, style.id, said=context.text("saved.own_link"))
    else:
        mine = await saved_styles.mine(db, user_id)
        is_kept = any(each.id == style.id for each in mine)
        await send_offered(context, style, is_kept=is_kept)
    return True
