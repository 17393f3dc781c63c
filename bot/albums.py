"""Albums: several pictures that Telegram sends one by one under a shared id.

Their first picture decides what happens; it names the album in storage, so the others find it
even after a restart, and nothing has to wait for the last one. Under ``/style`` the second one is
the style, under ``/dream guide`` the guide.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from bot.drafting import dream_order, style_order
from bot.dream_menu import awaits_guide, options_of, with_guide
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
    if not _awaits_second(draft):
        await drafts.close(turn.services.db, draft.id)
    return True


def _awaits_second(album: Draft) -> bool:
    """Whether the album's second picture is the style or the guide."""
    if album.kind is DraftKind.STYLE:
        return not album.choices.get("styles")
    return album.kind is DraftKind.DREAM and awaits_guide(album.choices)


async def go_on_with_album(turn: Turn, album: Draft, incoming: Incoming) -> None:
    """A further picture of an album: the style or the guide, else one too many."""
    is_two = _awaits_second(album)
    if album.is_open and is_two:
        order = order_album_style if album.kind is DraftKind.STYLE else order_album_guide
        await order(turn, album, incoming)
        return
    await note(turn, incoming, is_second=True)
    if album.kind is DraftKind.PROMPT or incoming.media_group_id is None:
        return
    so_far = await photos.album(
        turn.services.db, chat_id=turn.chat.id, media_group_id=incoming.media_group_id
    )
    if len(so_far) != (3 if is_two else 2):
        return
    key = "say.album_extra"
    if is_two:
        is_style = album.kind is DraftKind.STYLE
        key = "say.album_extra_style" if is_style else "say.album_extra_guide"
    await turn.say(turn.text(key))


async def order_album_style(
    turn: Turn, album: Draft, incoming: Incoming, *, options: dict[str, Any] | None = None
) -> None:
    """Paint the album's first picture like this one."""
    try:
        picture, _ = await take(turn, incoming, use="style")
    except BadInputError:
        # The photo is good: let the person pick another style for it.
        if album.kind is DraftKind.STYLE and album.message_id is None:
            await show_style_menu(turn, album)
        raise
    order = style_order(turn, album, picture=picture, options=options)
    await order_free(turn, order, draft_id=album.id)
    await drafts.close(turn.services.db, album.id)


async def order_album_guide(
    turn: Turn, album: Draft, incoming: Incoming, *, options: dict[str, Any] | None = None
) -> None:
    """Dream the album's first picture with what this one holds."""
    if album.photo is None:
        raise LookupError("an album without its first picture")
    guide, _ = await take(turn, incoming, use="guide")
    choices = {**album.choices, "options": options or options_of(album.choices)}
    draft = dataclasses.replace(album, choices=with_guide(choices, guide))
    order = dream_order(turn, draft, photo=album.photo)
    await order_free(turn, order, draft_id=album.id)
    await drafts.close(turn.services.db, album.id)


async def other_in_album(turn: Turn) -> None:
    """Something in an album that is no picture, where the style was expected."""
    album = await album_of(turn)
    if album is None or picture_of(turn.message) is not None:
        return
    if album.kind is DraftKind.STYLE and album.is_open and album.message_id is None:
        await show_style_menu(turn, album)
