"""Make one like this: the next photo is made as somebody else's was."""

from __future__ import annotations

import dataclasses

from bot.chat.context import ChatContext
from bot.chat.ordering import order_free
from bot.chat.usual_options import options_meant
from bot.community.words import command, title
from bot.domain.community.works import Recipe, Work
from bot.domain.orders import Art, Order, StyleRef
from bot.menus.menu_messages import send_menu
from bot.storage import photos
from bot.storage.drafts import DraftKind
from bot.storage.photos import NewPicture

_MENUS = {Art.DREAM: DraftKind.DREAM, Art.STYLE: DraftKind.STYLE}


async def make_like(context: ChatContext, work: Work) -> None:
    """Raises: as order_free, for what is made of no photo."""
    recipe = work.recipe
    if recipe.has_unknown_style:
        await context.say(context.text("feed.make_style"))
    elif not recipe.art.needs_photo:
        await _order(context, recipe)
    elif recipe.art in _MENUS:
        await context.answer()
        await context.say(context.text("feed.make_photo", title=title(recipe, context.language)))
        styles = await _own_names(context, recipe.styles)
        choices = {
            "options": dict(recipe.options),
            "styles": [dataclasses.asdict(style) for style in styles],
        }
        await send_menu(context, _MENUS[recipe.art], None, choices=choices)
    else:
        key = "films.make_words" if recipe.art is Art.VIDEO else "feed.make_words"
        await context.say(context.text(key, command=command(recipe)))


async def _order(context: ChatContext, recipe: Recipe) -> None:
    """One of one's own at once, from a seed of its own."""
    order = Order(
        art=recipe.art,
        options=await options_meant(context, recipe.art, recipe.options),
        photo=None,
        styles=await _own_names(context, recipe.styles),
    )
    await order_free(context, order, is_press=context.update.callback_query is not None)


async def _own_names(context: ChatContext, styles: tuple[StyleRef, ...]) -> tuple[StyleRef, ...]:
    """The styles, by names that this person's own commands find again."""
    message, named = context.update.effective_message, []
    for number, style in enumerate(styles):
        picture = style.picture
        if picture is None or message is None:
            named.append(style)
            continue
        ref = await photos.remember(
            context.services.db,
            NewPicture(
                chat_id=context.chat.id,
                user_id=context.person_id,
                # Of no message of its own: several of one work need several places.
                message_id=-(message.message_id * 10 + number),
                file_id=picture.file_id,
                is_style=True,
            ),
            now=context.services.clock(),
        )
        named.append(dataclasses.replace(style, name=ref.id, picture=ref))
    return tuple(named)
