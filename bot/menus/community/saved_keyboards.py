"""The buttons under a saved style: one's own, one that is kept, one that a link brought."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.domain.community.saved_styles import SavedStyle, Sharing
from bot.transport.callback_data import Verb, button, press_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Ids of the styles before and after; both None: there is no other."""

    before: str | None = None
    after: str | None = None


def mine_keyboard(
    style: SavedStyle, language: str, *, is_own: bool, beside: Neighbours
) -> InlineKeyboardMarkup:
    """In the menu of what a person has."""
    use = button("saved.button_use", language, press_data(Verb.SAVED_USE, style.id))
    key = "saved.button_delete" if is_own else "saved.button_put_away"
    drop = button(key, language, press_data(Verb.SAVED_DROP, style.id))
    rows = []
    if beside.before is not None and beside.after is not None:
        rows.append(
            [
                button("saved.button_before", language, press_data(Verb.SAVED, beside.before)),
                button("saved.button_after", language, press_data(Verb.SAVED, beside.after)),
            ]
        )
    if not is_own:
        return InlineKeyboardMarkup([*rows, [use, drop]])
    name = button("saved.button_rename", language, press_data(Verb.SAVED_NAME, style.id))

    def to(key: str, sharing: Sharing) -> list[str]:
        return [key, press_data(Verb.SAVED_SHARE, style.id, sharing.value)]

    shares = [to("saved.button_share", Sharing.LINK)]
    if style.is_shared:
        is_public = style.sharing is Sharing.EVERYBODY
        shares = [
            to("saved.button_for_all", Sharing.EVERYBODY)
            if not is_public
            else to("saved.button_not_for_all", Sharing.LINK),
            to("saved.button_unshare", Sharing.PRIVATE),
        ]
    buttons = [button(key, language, data) for key, data in shares]
    if len(buttons) == 1:
        return InlineKeyboardMarkup([*rows, [use, name], [*buttons, drop]])
    return InlineKeyboardMarkup([*rows, [use, name], buttons, [drop]])


def offered_keyboard(style: SavedStyle, language: str, *, is_kept: bool) -> InlineKeyboardMarkup:
    """Under one that somebody's link brought."""
    rows = [[button("saved.button_next_photo", language, press_data(Verb.SAVED_USE, style.id))]]
    if not is_kept:
        rows.append([button("saved.button_keep", language, press_data(Verb.SAVED_KEEP, style.id))])
    return InlineKeyboardMarkup(rows)
