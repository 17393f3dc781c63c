"""/style, as a caption, as a reply to a photo, or after one."""

from __future__ import annotations

import dataclasses
from typing import Any

from bot.albums import album_of, open_album, order_album_style
from bot.intake import photo_meant, picture_of, styles_meant
from bot.jobs import Art, Order
from bot.menus import send_style_menu
from bot.ordering import fit_options, order_free
from bot.storage.drafts import DraftKind
from bot.turn import Turn
from bot.words import build_options, parse_words


async def style(turn: Turn) -> None:
    """Paint at once in the styles said; else show the menu, or wait for the album's second."""
    words = parse_words(Art.STYLE, turn.command.rest)
    styles = await styles_meant(turn, words.styles)
    incoming = picture_of(turn.message)
    album = await album_of(turn)
    if album is not None and incoming is not None and not styles:
        # The caption stood under the second picture.
        await order_album_style(turn, album, incoming, options=dict(words.options))
        return
    photo = await photo_meant(turn, photo_id=words.photo_id)
    choices: dict[str, Any] = {
        "options": dict(words.options),
        "styles": [dataclasses.asdict(one) for one in styles],
    }
    if photo is None and not turn.is_private:
        await turn.say(turn.text("say.reply_to_photo", command="/style"))
        return
    options = build_options(Art.STYLE, words, seed=turn.services.draw_seed())
    if photo is not None:
        if (
            await open_album(turn, kind=DraftKind.STYLE, photo=photo, choices=choices)
            and not styles
        ):
            return
        if styles:
            order = Order(art=Art.STYLE, options=options, photo=photo, styles=styles)
            reply_to = turn.message.message_id if words.photo_id else None
            await order_free(turn, order, reply_to=reply_to)
            return
    # Said now rather than after the choice.
    fit_options(turn.services.tiers, options, language=turn.language)
    await send_style_menu(turn, photo, choices=choices)
