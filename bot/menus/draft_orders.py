"""From what was chosen in a menu to an order, and to its job."""

from __future__ import annotations

from bot.chat.context import ChatContext
from bot.chat.ordering import order_free
from bot.chat.usual_options import options_meant
from bot.domain.orders import Art, Order, PictureRef
from bot.menus.draft_choices import chosen_picture, options_of, variations_of
from bot.menus.menu_messages import as_status
from bot.menus.style_menu import chosen_styles
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind


async def order_from(
    context: ChatContext, draft: Draft, order: Order, *, is_press: bool = False
) -> None:
    """Order from a menu, whose message becomes the job's, or from a prompt, which stays.

    Raises: as :func:`bot.chat.ordering.order_free`.
    """
    is_prompt = draft.kind is DraftKind.PROMPT
    status = None if is_prompt else as_status(draft)
    await order_free(context, order, draft_id=draft.id, status=status, is_press=is_press)
    if not is_prompt:
        await drafts.close(context.services.db, draft.id)


async def dream_order(context: ChatContext, draft: Draft, *, photo: PictureRef) -> Order:
    """A dream as the menu says, or with the defaults. Raises: OptionError."""
    options = await options_meant(context, Art.DREAM, options_of(draft.choices))
    guide = chosen_picture(draft.choices, "guide")
    return Order(
        art=Art.DREAM,
        options=options,
        photo=photo,
        guide=guide,
        variations=variations_of(draft.choices),
    )


async def style_order(context: ChatContext, draft: Draft) -> Order:
    """A painting of the menu's photo in the styles that are chosen there. Raises: OptionError."""
    if draft.photo is None:
        raise LookupError("a style order without a photo")
    return Order(
        art=Art.STYLE,
        options=await options_meant(context, Art.STYLE, options_of(draft.choices)),
        photo=draft.photo,
        styles=chosen_styles(draft.choices),
        mask=chosen_picture(draft.choices, "mask"),
        variations=variations_of(draft.choices),
    )
