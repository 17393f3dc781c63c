"""Albums: several pictures that Telegram sends one by one under a shared id.

Their first picture decides what happens; it names the album in storage, so the others find it
even after a restart, and nothing has to wait for the last one.
"""

from __future__ import annotations

from typing import Any

from bot.drafting import style_order
from bot.intake import Incoming, note, picture_of, take
from bot.jobs import PictureRef
from bot.menus import open_draft, show_style_menu
from bot.ordering import order_free
from bot.storage import drafts, photos
from bot.storage.drafts import Draft, DraftKind
from bot.turn import Turn
from engine.errors import BadInputError


def album_key(turn: Turn) -> str | None:
    """The request key of the album's draft; None for a message that is in no album."""
    album_id = turn.message.media_group_id
    return None if album_id is None else f"a{turn.chat.id}:{album_id}"


async def album_of(turn: Turn) -> Draft | None:
    """What an earlier picture of the same album began."""
    key = album_key(turn)
    draft = await drafts.find_request(turn.services.db, key) if key else None
    if draft is None or draft.photo is None or draft.user_id != turn.user.id:
        return None
    return draft if draft.photo.message_id != turn.message.message_id else None


async def open_album(
    turn: Turn,
    *,
    kind: DraftKind,
    photo: PictureRef,
    choices: dict[str, Any] | None = None,
) -> bool:
    """Note what the album's first picture began; False when the message is in no album."""
    key = album_key(turn)
    if key is None:
        return False
    draft = await open_draft(turn, kind, photo, choices=choices, request_key=key)
    if kind is DraftKind.DREAM or (choices and choices.get("styles")):
        await drafts.close(turn.services.db, draft.id)
    return True


async def go_on_with_album(turn: Turn, album: Draft, incoming: Incoming) -> None:
    """A further picture of an album: the style of a ``/style``, else one too many."""
    if album.kind is DraftKind.STYLE and album.is_open:
        await order_album_style(turn, album, incoming)
        return
    await note(turn, incoming, is_style=True)
    if album.kind is DraftKind.PROMPT or incoming.media_group_id is None:
        return
    is_two = album.kind is DraftKind.STYLE and not album.choices.get("styles")
    used = 2 if is_two else 1
    so_far = await photos.album(
        turn.services.db, chat_id=turn.chat.id, media_group_id=incoming.media_group_id
    )
    if len(so_far) == used + 1:
        await turn.say(turn.text("say.album_extra_style" if is_two else "say.album_extra"))


async def order_album_style(
    turn: Turn, album: Draft, incoming: Incoming, *, options: dict[str, Any] | None = None
) -> None:
    """Paint the album's first picture like this one."""
    try:
        picture, _ = await take(turn, incoming, is_style=True)
    except BadInputError:
        # The photo is good: let the person pick another style for it.
        if album.kind is DraftKind.STYLE and album.message_id is None:
            await show_style_menu(turn, album)
        raise
    order = style_order(turn, album, picture=picture, options=options)
    await order_free(turn, order, draft_id=album.id)
    await drafts.close(turn.services.db, album.id)


async def other_in_album(turn: Turn) -> None:
    """Something in an album that is no picture, where the style was expected."""
    album = await album_of(turn)
    if album is None or picture_of(turn.message) is not None:
        return
    if album.kind is DraftKind.STYLE and album.is_open and album.message_id is None:
        await show_style_menu(turn, album)
