"""/dream, as a caption, as a reply to a photo, or after one."""

from __future__ import annotations

from bot.albums import open_album
from bot.intake import photo_meant
from bot.jobs import Art, Order
from bot.menus import send_dream_menu
from bot.ordering import fit_options, order_free
from bot.storage.drafts import DraftKind
from bot.turn import Turn
from bot.words import build_options, parse_words


async def dream(turn: Turn) -> None:
    """Start at once with the words said; without a photo show the menu, or ask for one."""
    words = parse_words(Art.DREAM, turn.command.rest)
    photo = await photo_meant(turn, photo_id=words.photo_id)
    if photo is None and not turn.is_private:
        await turn.say(turn.text("say.reply_to_photo", command="/dream"))
        return
    options = build_options(Art.DREAM, words, seed=turn.services.draw_seed())
    if photo is None:
        # Said now rather than after the photo.
        fit_options(turn.services.tiers, options, language=turn.language)
        await send_dream_menu(turn, None, choices={"options": dict(words.options)})
        return
    await open_album(turn, kind=DraftKind.DREAM, photo=photo)
    await order_free(
        turn,
        Order(art=Art.DREAM, options=options, photo=photo),
        reply_to=turn.message.message_id if words.photo_id else None,
    )
