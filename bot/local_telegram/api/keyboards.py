"""Inline keyboards: what Telegram accepts."""

from __future__ import annotations

from typing import Any

from bot.local_telegram.errors import bad_request
from bot.local_telegram.state.store import Json

MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
_ACTIONS = frozenset(
    {"url", "callback_data", "web_app", "login_url", "switch_inline_query", "copy_text", "pay"}
    | {"switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game"}
)


def inline_keyboard(markup: Any) -> Json | None:
    """A checked ``reply_markup``; None when it holds no inline buttons.

    Raises: BotApiError: a button Telegram would refuse.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None  # reply keyboards and the like belong to the client, not to the message
    buttons = [button for row in rows for button in row]
    if len(buttons) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        _check_button(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_button(button: Json) -> None:
    if not button.get("text"):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    if not _ACTIONS & button.keys():
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def callback_data(markup: Json | None) -> frozenset[str]:
    """The data of all buttons that can be pressed."""
    rows = markup["inline_keyboard"] if markup else []
    return frozenset(b["callback_data"] for row in rows for b in row if "callback_data" in b)
