"""Saved styles among what can be chosen: the person's own, and a few that everybody likes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.context import ChatContext
from bot.chat.photo_intake import own_style
from bot.domain.community.saved_styles import SavedStyle, chosen
from bot.domain.orders import StyleRef
from bot.errors import PictureGoneError, StyleGoneError
from bot.menus.dream_keyboards import Choice
from bot.menus.trained_choices import check_style
from bot.storage import photos
from bot.storage.community import saved_styles
from bot.storage.photos import NewPicture
from bot.texts.utf16 import shorten

MOST_MINE = 4
MOST_POPULAR = 2
# On a button: two stand in a row on a phone.
_MOST_SHOWN_CHARS = 20
# What a saved style is called in callback data begins so.
_SAVED = "saved."


async def saved_shown(context: ChatContext, *, chosen: Sequence[StyleRef]) -> list[Choice]:
    """The newest of one's own, and what others paint with most; in a private chat alone."""
    if not context.is_private:
        return []
    db, user_id = context.services.db, context.person_id
    mine = [style for style in await saved_styles.mine(db, user_id) if style.file_id is not None]
    popular = await saved_styles.popular(
        db, besides=user_id, count=MOST_POPULAR, now=context.services.clock()
    )
    shown = [(style, "saved.button_mine") for style in mine[:MOST_MINE]]
    shown += [(style, "saved.button_popular") for style in popular]
    names = {style.saved: style.name for style in chosen if style.saved is not None}
    return [
        Choice(
            name=names.get(style.id, f"{_SAVED}{style.id}"),
            title=context.text(key, name=shorten(style.name, _MOST_SHOWN_CHARS)),
        )
        for style, key in shown
    ]


async def chosen_style(context: ChatContext, name: str) -> StyleRef:
    """What a button of the style menu means.

    Raises: UnknownNameError, StyleGoneError: there is no such style, or no more; as as_style.
    """
    if not name.startswith(_SAVED):
        return StyleRef(name=await check_style(context, name))
    style = await saved_styles.usable(
        context.services.db, name.removeprefix(_SAVED), user_id=context.person_id
    )
    if style is None:
        raise StyleGoneError(name)
    return await as_style(context, style)


async def as_style(context: ChatContext, style: SavedStyle) -> StyleRef:
    """A saved style to paint with, by a name that this person's own commands find again.

    Raises: PictureGoneError: Telegram does not have our copy any more.
    """
    if style.file_id is None:
        raise PictureGoneError(style.id)
    ref = await photos.remember(
        context.services.db,
        NewPicture(
            chat_id=context.chat.id,
            user_id=context.person_id,
            message_id=style.place,
            file_id=style.file_id,
            is_style=True,
        ),
        now=context.services.clock(),
    )
    return chosen(await own_style(context, ref), style)
