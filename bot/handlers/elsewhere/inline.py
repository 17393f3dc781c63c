"""Our name in the field of any chat: one's own works to send there, and how to ask for a style."""

from __future__ import annotations

from telegram import (
    InlineQueryResult,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultCachedVideo,
)

from bot.chat.elsewhere.contexts import InlineContext, article
from bot.commands.plain_words import plain, style_names
from bot.delivery.guests import link_keyboard
from bot.delivery.words.captions import result_caption
from bot.domain.community.works import is_film
from bot.domain.orders import Order
from bot.storage.guests import gallery
from bot.storage.guests.gallery import Kept
from bot.texts.catalogue import text
from bot.texts.names import style_name
from engine.catalogue.house_styles import HOUSE_STYLES

# With the styles fewer than 50, which is all that Telegram takes.
PAGE = 30
# So many of the newest are looked through for a word.
SEARCHED = 200


async def offer(context: InlineContext) -> None:
    """Those that fit what was typed, page by page; styles stand on the first."""
    query = context.inline_query
    words = plain(query.query)
    kept = await gallery.works(
        context.services.db,
        context.user.id,
        after=query.offset or None,
        count=SEARCHED if words else PAGE,
    )
    works = [work for each in kept if (work := _work(context, each, words)) is not None][:PAGE]
    styles = [] if query.offset else _styles(context, words)
    goes_on = not words and len(kept) == PAGE
    next_offset = kept[-1].job.id if goes_on else ""
    if not await context.offer([*works, *styles], next_offset=next_offset):
        # One of the works lies there no more, and all of them are refused for it.
        await context.offer([*styles], next_offset=next_offset)


def _work(context: InlineContext, kept: Kept, words: str) -> InlineQueryResult | None:
    """None: it is not to be sent by itself, or does not fit the words."""
    job, outcome = kept.job, kept.job.outcome
    if outcome is None or not _is_whole(job.order):
        return None
    caption = result_caption(job, outcome, is_repeatable=False)
    title = caption.partition("\n")[0]
    if words not in plain(title):
        return None
    keyboard = link_keyboard(context.bot.username, context.language)
    if is_film(job.order):
        return InlineQueryResultCachedVideo(
            job.id, kept.file_id, title, caption=caption, reply_markup=keyboard
        )
    return InlineQueryResultCachedPhoto(
        job.id, kept.file_id, title, caption=caption, reply_markup=keyboard
    )


def _is_whole(order: Order) -> bool:
    return order.variations == 1 and order.printed is None and order.live_id is None


def _styles(context: InlineContext, words: str) -> list[InlineQueryResultArticle]:
    named = {name for said, name in style_names().items() if words in said}
    return [_style(context, name) for name in HOUSE_STYLES if not words or name in named]


def _style(context: InlineContext, name: str) -> InlineQueryResultArticle:
    title = text(f"styles.{name}", context.language)
    bot = context.bot.username
    is_guest = context.bot.bot.supports_guest_queries
    key = "inline.style" if is_guest else "inline.style_private"
    how = context.text(key, style=style_name(name), bot=f"@{bot}", name=name)
    keyboard = link_keyboard(bot, context.language)
    return article(f"style-{name}", title, how, description=how, reply_markup=keyboard)
