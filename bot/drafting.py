"""From what was chosen in a menu to an order."""

from __future__ import annotations

from typing import Any

from bot.dream_menu import guide_of, options_of
from bot.jobs import Art, Order, PictureRef, StyleRef
from bot.menus import chosen_styles
from bot.storage.drafts import Draft
from bot.turn import Turn
from engine.options import DreamOptions, StyleOptions


def dream_order(turn: Turn, draft: Draft, *, photo: PictureRef) -> Order:
    """A dream as the menu says, or with the defaults. Raises: OptionError."""
    values = {"seed": turn.services.draw_seed(), **options_of(draft.choices)}
    options = DreamOptions.from_json(values)
    return Order(art=Art.DREAM, options=options, photo=photo, guide=guide_of(draft.choices))


def style_order(
    turn: Turn,
    draft: Draft,
    *,
    photo: PictureRef | None = None,
    picture: PictureRef | None = None,
    name: str | None = None,
    options: dict[str, Any] | None = None,
) -> Order:
    """A painting of the menu's photo.

    Args:
        photo: where the menu has none yet.
        picture: the person's own style; name: a house style; neither: those chosen before.
        options: said now; else those of the menu.
    Raises: OptionError.
    """
    values = {"seed": turn.services.draw_seed(), **(options or draft.choices.get("options", {}))}
    if picture is not None:
        styles: tuple[StyleRef, ...] = (StyleRef(name=picture.id, picture=picture),)
    elif name is not None:
        styles = (StyleRef(name=name),)
    else:
        styles = chosen_styles(draft)
    meant = photo or draft.photo
    if meant is None:
        raise LookupError("a style order without a photo")
    return Order(art=Art.STYLE, options=StyleOptions(**values), photo=meant, styles=styles)
