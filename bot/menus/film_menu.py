"""What may become of a person's film: the question, the menu, their buttons, and the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.context import ChatContext
from bot.chat.usual_options import options_meant
from bot.domain.orders import Art, Order, PictureRef, StyleRef
from bot.menus.dream_keyboards import Choice
from bot.menus.menu_messages import open_draft, put_away_waiting
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind
from bot.texts.catalogue import text
from bot.transport.callback_data import Verb, button, in_rows, press_data
from engine.catalogue.house_styles import HOUSE_STYLES, menu_path
from engine.errors import OptionError
from engine.texts.phrase import Phrase

Options = Mapping[str, Any]
_STYLES_IN_A_ROW = 2


async def send_film_prompt(
    context: ChatContext, film: PictureRef, *, seconds: float, is_album: bool, request_key: str
) -> None:
    """Ask what to do with a film; once, however often this turn is repeated."""
    draft = await open_draft(context, DraftKind.PROMPT, film, request_key=request_key)
    if draft.message_id is not None:
        return
    free_s = context.services.tiers.now.free.video_s
    key = "prompt.film_long" if seconds > free_s else "prompt.film"
    words = context.text(key, seconds=plain_seconds(seconds), free_s=free_s)
    if is_album:
        words = context.text("prompt.film_album", ask=words)
    message = await context.say(
        words, keyboard=film_prompt_keyboard(draft.id, context.language), reply_to=film.message_id
    )
    await drafts.set_message(
        context.services.db, draft.id, message_id=message.message_id, has_media=False
    )


async def send_film_menu(
    context: ChatContext, film: PictureRef, *, options: Options | None = None
) -> None:
    """All house styles in one picture; it also takes the person's next picture as a style.

    ``options``: of VideoOptions, as said.
    """
    await put_away_waiting(context, DraftKind.FILM)
    choices = {"options": dict(options or {})}
    draft = await open_draft(context, DraftKind.FILM, film, choices=choices)
    if draft.message_id is not None:
        return
    styles = [Choice(name=name, title=context.text(f"styles.{name}")) for name in HOUSE_STYLES]
    message = await context.bot.send_photo(
        context.chat.id,
        menu_path(),
        caption=context.text("menu.film" if context.is_private else "menu.film_reply"),
        reply_markup=film_menu_keyboard(draft.id, context.language, styles=styles),
        message_thread_id=context.thread_id,
        reply_parameters=context.reply(film.message_id),
    )
    await drafts.set_message(
        context.services.db, draft.id, message_id=message.message_id, has_media=True
    )


def film_effect(options: Options, styles: Sequence[StyleRef]) -> str | None:
    """What is to be done to a film by what was said of it; None: not said yet.

    Raises: OptionError: a dream in a style, or a painting of a kind of dream.
    """
    effect, preset = options.get("effect"), options.get("preset")
    is_dream = effect == "dream" or (effect is None and preset is not None)
    if is_dream and styles:
        rule = Phrase("rules.painted_or_dreamt")
        raise OptionError(option="style", value=styles[0].name, rule=rule)
    if effect == "style" and preset is not None:
        rule = Phrase("rules.kinds_of_dream")
        raise OptionError(option="preset", value=preset, rule=rule)
    if is_dream:
        return "dream"
    return "style" if styles else None


async def film_order(
    context: ChatContext,
    film: PictureRef,
    *,
    effect: str,
    options: Options,
    styles: tuple[StyleRef, ...] = (),
    is_exact: bool = False,
) -> Order:
    """The film painted or dreamt; where no seed is said, with one of its own.

    Raises: OptionError.
    """
    if effect == "dream" and options.get("instant"):
        rule = Phrase("rules.no_instant_dream")
        raise OptionError(option="instant", value="yes", rule=rule)
    said = {**options, "effect": effect}
    # Kinds of dream say nothing of a painting, and a dream has no short way.
    without = ("preset",) if effect == "style" else ("instant",)
    meant = await options_meant(context, Art.VIDEO, said, is_exact=is_exact, without=without)
    return Order(art=Art.VIDEO, options=meant, photo=film, styles=styles)


async def menu_order(
    context: ChatContext,
    draft: Draft,
    *,
    effect: str,
    style: StyleRef | None = None,
) -> Order:
    """What was pressed under a film.

    ``style``: None for a dream. Raises: OptionError.
    """
    if draft.photo is None:
        raise LookupError("a film's menu without the film")
    options = dict(draft.choices.get("options", {}))
    styles = () if style is None else (style,)
    return await film_order(context, draft.photo, effect=effect, options=options, styles=styles)


def plain_seconds(seconds: float) -> float:
    """``12`` or ``2.5``, as people say it."""
    return round(seconds, 1)


def film_prompt_keyboard(draft_id: int, language: str) -> InlineKeyboardMarkup:
    """Under "what shall I do with it?", asked of a film."""
    paint = press_data(Verb.FILM_STYLES, draft_id)
    return InlineKeyboardMarkup(
        [
            [
                _dream_it(draft_id, language),
                InlineKeyboardButton(text("buttons.paint_it", language), callback_data=paint),
            ]
        ]
    )


def film_menu_keyboard(
    draft_id: int, language: str, *, styles: Sequence[Choice]
) -> InlineKeyboardMarkup:
    """The house styles by name, and the dream for who would rather have that."""
    buttons = [
        InlineKeyboardButton(
            style.title, callback_data=press_data(Verb.FILM_PICK, draft_id, style.name)
        )
        for style in styles
    ]
    never_mind = button("buttons.never_mind", language, press_data(Verb.CLOSE, draft_id))
    rows = in_rows(buttons, width=_STYLES_IN_A_ROW)
    return InlineKeyboardMarkup([*rows, [_dream_it(draft_id, language), never_mind]])


def _dream_it(draft_id: int, language: str) -> InlineKeyboardButton:
    return button("buttons.dream_it", language, press_data(Verb.FILM_DREAM, draft_id))
