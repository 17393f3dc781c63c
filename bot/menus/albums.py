"""Albums: several pictures that Telegram sends one by one under a shared id.

A command that is complete in itself, as ``/style mosaic``, is meant for each of them. Else
Their first picture decides what happens; it names the album in storage, so the others find it
even after a restart, and nothing has to wait for the last one. Under ``/style`` the second one is
the style, under ``/style mask`` the mask, under ``/dream guide`` the guide; under ``/colorize``
one of the first two is coloured from the other. A picture that answers another with such a command
is its second.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from bot.chat.context import ChatContext
from bot.chat.film_intake import film_in
from bot.chat.ordering import order_free
from bot.chat.photo_intake import Incoming, note, picture_of, take, take_style
from bot.domain.orders import PictureRef
from bot.errors import DailyLimitError
from bot.menus.colours.colouring import colour_album, colour_alone
from bot.menus.draft_choices import awaits, chosen_picture, with_picture
from bot.menus.draft_orders import dream_order, style_order
from bot.menus.menu_messages import (
    as_status,
    can_paint,
    change_menu,
    open_draft,
    put_away_waiting,
    send_menu,
    show_menu,
)
from bot.menus.style_menu import with_styles
from bot.storage import drafts, photos
from bot.storage.drafts import Draft, DraftKind
from bot.storage.jobs import job_queries, jobs
from engine.errors import BadInputError

# Of an album's choices: the request whose job each further picture is made like.
ASKED = "asked"
_EXTRA = {
    DraftKind.STYLE: "say.album_extra_style",
    DraftKind.COLOUR: "say.album_extra_colours",
}


def album_key(context: ChatContext) -> str | None:
    """The request key of the album's draft; None for a message that is in no album."""
    album_id = context.message.media_group_id
    return None if album_id is None else f"a{context.chat.id}:{album_id}"


async def album_of(context: ChatContext) -> Draft | None:
    """What an earlier picture of the same album began."""
    key = album_key(context)
    draft = await drafts.find_request(context.services.db, key) if key else None
    if draft is None or draft.photo is None or draft.user_id != context.person_id:
        return None
    return draft if draft.photo.message_id != context.message.message_id else None


async def open_album(
    context: ChatContext,
    *,
    kind: DraftKind,
    photo: PictureRef,
    choices: dict[str, Any] | None = None,
) -> bool:
    """Note what the album's first picture began; False when the message is in no album."""
    key = album_key(context)
    if key is None:
        return False
    draft = await open_draft(context, kind, photo, choices=choices, request_key=key)
    if not _awaits_second(draft):
        await drafts.close(context.services.db, draft.id)
    return True


def _awaits_second(album: Draft) -> bool:
    """Whether the album's second picture is the style, the mask or the guide."""
    if album.kind is DraftKind.STYLE:
        return not album.choices.get("styles") or is_mask(album)
    if album.kind is DraftKind.COLOUR:
        return True
    return album.kind is DraftKind.DREAM and awaits(album.choices, "guide")


def is_mask(draft: Draft) -> bool:
    """Whether the person's next picture is the mask."""
    return draft.kind is DraftKind.STYLE and awaits(draft.choices, "mask")


def _was_mask(album: Draft, incoming: Incoming) -> bool:
    """Whether it has become the mask already, in a turn that is taken up again."""
    mask = chosen_picture(album.choices, "mask")
    return mask is not None and mask.message_id == incoming.message_id


async def go_on_with_album(context: ChatContext, album: Draft, incoming: Incoming) -> None:
    """A further picture of an album: one more to make, the style, mask or guide, or too many."""
    if is_for_each(album):
        await _order_alike(context, album, incoming)
        return
    is_two = _awaits_second(album)
    if album.is_open and is_two:
        if is_mask(album) or _was_mask(album, incoming):
            await use_album_mask(context, album, incoming)
        elif album.kind is DraftKind.STYLE:
            await order_album_style(context, album, incoming)
        elif album.kind is DraftKind.COLOUR:
            await colour_album(context, album, incoming)
        else:
            await order_album_guide(context, album, incoming)
        return
    await note(context, incoming, is_second=True)
    if album.kind is DraftKind.PROMPT or incoming.media_group_id is None:
        return
    so_far = await photos.album(
        context.services.db, chat_id=context.chat.id, media_group_id=incoming.media_group_id
    )
    if len(so_far) != (3 if is_two else 2):
        return
    await context.say(context.text(_extra(album) if is_two else "say.album_extra"))


def for_each(context: ChatContext) -> dict[str, Any]:
    """The choices of an album each picture of which is made as this command says."""
    return {ASKED: context.request_key}


def is_for_each(album: Draft) -> bool:
    """Whether each of its pictures is made."""
    return ASKED in album.choices


async def _order_alike(context: ChatContext, album: Draft, incoming: Incoming) -> None:
    """This picture as the album's first was ordered; that one told why if it could not be.

    Raises: DailyLimitError: of several that are too many only the first.
    """
    first = await jobs.find_request(context.services.db, album.choices[ASKED])
    if first is None:
        await note(context, incoming, is_second=True)
        return
    photo = await take(context, incoming)
    try:
        await order_free(context, dataclasses.replace(first.order, photo=photo))
    except DailyLimitError:
        await note(context, incoming, is_second=True)
        if await _is_first_aside(context, incoming):
            raise


async def _is_first_aside(context: ChatContext, incoming: Incoming) -> bool:
    """Whether no earlier picture of its album was set aside."""
    aside = await photos.album_aside(
        context.services.db, chat_id=context.chat.id, media_group_id=incoming.media_group_id or ""
    )
    return all(picture.message_id >= incoming.message_id for picture in aside)


def _extra(album: Draft) -> str:
    """What is said of the third picture of an album."""
    if is_mask(album) or chosen_picture(album.choices, "mask"):
        return "say.album_extra_mask"
    return _EXTRA.get(album.kind, "say.album_extra_guide")


async def order_album_style(
    context: ChatContext, album: Draft, incoming: Incoming, *, choices: dict[str, Any] | None = None
) -> None:
    """Paint the album's first picture like this one.

    ``choices``: said now; else those that the album began with.
    """
    try:
        style = await take_style(context, incoming)
    except BadInputError:
        # The photo is good: let the person pick another style for it.
        if album.kind is DraftKind.STYLE and album.message_id is None:
            await show_menu(context, album)
        raise
    chosen = with_styles(choices or album.choices, [style])
    order = await style_order(context, dataclasses.replace(album, choices=chosen))
    await order_free(context, order, draft_id=album.id)
    await drafts.close(context.services.db, album.id)


async def use_album_mask(
    context: ChatContext, album: Draft, incoming: Incoming, *, choices: dict[str, Any] | None = None
) -> None:
    """Paint the album's first picture where this one is white; without a style yet, ask for it.

    ``choices``: as above.
    """
    mask = await take(context, incoming, use="mask")
    chosen = with_picture(choices or album.choices, "mask", mask)
    draft = dataclasses.replace(album, choices=chosen)
    if can_paint(draft):
        order = await style_order(context, draft)
        await order_free(context, order, draft_id=album.id, status=as_status(album))
        await drafts.close(context.services.db, album.id)
        return
    if album.kind is not DraftKind.STYLE:
        await send_menu(context, DraftKind.STYLE, album.photo, choices=chosen)
        return
    await change_menu(context, album, choices=chosen)
    if album.message_id is None:
        await show_menu(context, draft)


async def order_album_guide(
    context: ChatContext, album: Draft, incoming: Incoming, *, choices: dict[str, Any] | None = None
) -> None:
    """Dream the album's first picture with what this one holds; ``choices``: as above."""
    if album.photo is None:
        raise LookupError("an album without its first picture")
    guide = await take(context, incoming, use="guide")
    chosen = with_picture(choices or album.choices, "guide", guide)
    draft = dataclasses.replace(album, choices=chosen)
    order = await dream_order(context, draft, photo=album.photo)
    await order_free(context, order, draft_id=album.id)
    await drafts.close(context.services.db, album.id)


async def other_in_album(context: ChatContext) -> None:
    """Something in an album that is no picture, where the style was expected."""
    album = await album_of(context)
    if album is None or picture_of(context.message) is not None:
        return
    if album.is_open and album.kind is DraftKind.COLOUR:
        await colour_alone(context, album)
    if album.kind is DraftKind.STYLE and album.is_open and album.message_id is None:
        await show_menu(context, album)


async def answered_picture(context: ChatContext) -> Incoming | None:
    """The picture that the message answers with one of its own; of ours a result alone, for the
    sheet of a menu is nobody's photo.
    """
    message, replied = context.message, context.message.reply_to_message
    # Of an album its own pictures are the pair.
    is_one = picture_of(message) is not None and message.media_group_id is None
    if replied is None or not is_one:
        return None
    if replied.from_user is not None and replied.from_user.id == context.bot.id:
        job = await job_queries.shown_in(
            context.services.db, chat_id=context.chat.id, message_id=replied.message_id
        )
        if job is None:
            return None
    # A GIF that moves is a film.
    return None if await film_in(context, replied) else picture_of(replied)


async def begun_by_answer(
    context: ChatContext, kind: DraftKind, *, choices: dict[str, Any]
) -> Draft | None:
    """What the answered picture begins, as the first of an album does; None: none is answered.

    Raises: BadInputError: that picture is not fit to work on.
    """
    answered = await answered_picture(context)
    if answered is None:
        return None
    photo = await take(context, answered)
    await put_away_waiting(context, kind)
    return await open_draft(context, kind, photo, choices=choices)
