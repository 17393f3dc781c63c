"""Save this style, under a result or a picture; /save_style; another name."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.context import ChatContext
from bot.chat.ownership import own_draft, own_result
from bot.chat.photo_intake import called, picture_of
from bot.community import saving
from bot.domain.community.saved_styles import (
    MAX_NAME_CHARS,
    MOST_STYLES,
    NameFault,
    name_of,
    style_to_save,
)
from bot.domain.orders import PictureRef
from bot.menus.community.saved_messages import send_mine
from bot.menus.menu_messages import open_draft
from bot.storage import drafts, photos
from bot.storage.community import saved_styles
from bot.storage.community.saved_styles import Refusal
from bot.storage.drafts import Draft, DraftKind

# The next words are a style's name for so long after they were asked for.
_NAME_WAITS = timedelta(minutes=10)


async def save_style(context: ChatContext) -> None:
    """The command: the picture that it answers, or stands under; its words are the name.

    Raises: as PictureChecker.copy; ResultsAwayError.
    """
    if not context.is_private:
        await context.say(context.text("saved.in_private"))
        return
    message = context.message
    found = (picture_of(each) for each in (message, message.reply_to_message) if each)
    incoming = next((each for each in found if each is not None), None)
    if incoming is None:
        await context.say(context.text("saved.how"))
        return
    await _save(context, incoming.file_id, source=incoming.file_unique_id, words=_said(context))


async def of_result(context: ChatContext) -> None:
    """The button under a painting: the picture that it was painted like. Raises: likewise."""
    finished = await own_result(context)
    if finished is None:
        return
    style = style_to_save(finished[0])
    if style is None or style.picture is None:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await _save_picture(context, style.picture)


async def of_photo(context: ChatContext) -> None:
    """The button under a picture that was sent. Raises: likewise."""
    draft = await own_draft(context, DraftKind.PROMPT)
    if draft is None:
        return
    if draft.photo is None or not context.is_private:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await _save_picture(context, draft.photo)


async def _save_picture(context: ChatContext, picture: PictureRef) -> None:
    known = await photos.unique_ids(context.services.db, [picture.id])
    await context.answer(context.text("answer.working"))
    await _save(context, picture.file_id, source=known.get(picture.id, picture.id))


async def _save(
    context: ChatContext, file_id: str, *, source: str, words: str | None = None
) -> None:
    services, user_id = context.services, context.person_id
    name = await _name(context, words)
    if name is None:
        return
    saved = await saved_styles.of_source(services.db, user_id, source)
    said = context.text("saved.had")
    if saved is None:
        copy = await services.picture_checker.copy(
            context.bot, file_id, name=called(context, "style"), user_id=context.user.id
        )
        new = await saving.save(
            services.db,
            services.styles,
            copy,
            user_id=user_id,
            source=source,
            name=name,
            now=services.clock(),
        )
        if isinstance(new, Refusal):
            await context.say(context.text(f"saved.refused.{new}", most=MOST_STYLES))
            return
        saved, said = new, context.text("saved.saved")
    await send_mine(context, saved.id, said=said, is_new=True)


async def _name(context: ChatContext, words: str | None) -> str | None:
    """What it is to be called; None: it cannot be called so, and the person was told."""
    if words is not None:
        return await _checked(context, words)
    own = await saved_styles.own(context.services.db, context.person_id)
    return context.text("saved.default_name", number=len(own) + 1)


def _said(context: ChatContext) -> str | None:
    return context.command.rest.strip() or None


async def ask_name(context: ChatContext) -> None:
    """The button Rename: the next words are it."""
    style = await saved_styles.usable(
        context.services.db, context.press.subject, user_id=context.person_id
    )
    if style is None or style.user_id != context.person_id:
        await context.answer(context.text("saved.gone"), alert=True)
        return
    await context.answer()
    draft = await open_draft(context, DraftKind.STYLE_NAME, None, choices={"style": style.id})
    if draft.message_id is not None:
        return
    words = context.text("saved.ask_name", name=style.shown_name, most=MAX_NAME_CHARS)
    asked = await context.say(words)
    await drafts.set_message(
        context.services.db, draft.id, message_id=asked.message_id, has_media=False
    )


async def name_said(context: ChatContext) -> bool:
    """Whether these words were asked for as a style's name."""
    draft = await _asked_for(context)
    if draft is None:
        return False
    name = await _checked(context, context.message.text or "")
    if name is not None:
        db, style_id = context.services.db, str(draft.choices.get("style"))
        style = await saved_styles.rename(db, style_id, name, user_id=context.person_id)
        if style is None:
            await context.say(context.text("saved.gone"))
        else:
            await send_mine(context, style.id)
        await drafts.close(db, draft.id)
    return True


async def _asked_for(context: ChatContext) -> Draft | None:
    waiting = await drafts.waiting(
        context.services.db,
        chat_id=context.chat.id,
        user_id=context.person_id,
        since=context.services.clock() - _NAME_WAITS,
    )
    return waiting.get(DraftKind.STYLE_NAME)


async def _checked(context: ChatContext, words: str) -> str | None:
    name = name_of(words)
    if isinstance(name, NameFault):
        await context.say(context.text(f"saved.name.{name}", most=MAX_NAME_CHARS))
        return None
    return name
