"""A message as the JSON interface tells it to pages and scripts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from bot.local_telegram.state.currencies import amount_text
from bot.local_telegram.state.store import Json, Message


def view(
    message: Message, *, invoice_state: str | None, reactions: list[str], topic: str | None
) -> Json:
    """Every key of the interface, null where empty; what only the page needs comes last."""
    body = message.body
    media = _media(body)
    return {
        "message_id": message.message_id,
        "from_bot": message.is_from_bot,
        "from_user": None if message.is_from_bot else body["from"]["id"],
        "text": body.get("text"),
        "caption": body.get("caption"),
        "photo": _url(body["photo"][-1], "photo.jpg") if "photo" in body else None,
        "document": _url(body.get("document")) if "animation" not in body else None,
        "video": _url(_film(body) or None),
        "sticker": _url(body.get("sticker"), "sticker.webp"),
        "sticker_set": (body.get("sticker") or {}).get("set_name"),
        "poll": _poll(body.get("poll")),
        "thumbnail": _url(_film(body).get("thumbnail"), "thumbnail.jpg"),
        "media_group_id": body.get("media_group_id"),
        "reply_to": message.reply_to,
        "buttons": _buttons(body),
        "invoice": _invoice(body.get("invoice"), invoice_state),
        "edited": "edit_date" in body,
        "message_thread_id": body.get("message_thread_id"),
        "reactions": reactions,
        "only_for": body["receiver_user"]["id"] if "receiver_user" in body else None,
        "is_round": "video_note" in body,
        "has_spoiler": bool(body.get("has_media_spoiler")),
        "chat_id": message.chat_id,
        "date": body["date"],
        "entities": body.get("entities") or body.get("caption_entities"),
        "width": media.get("width") or media.get("length"),
        "height": media.get("height") or media.get("length"),
        "file_name": media.get("file_name"),
        "mime_type": media.get("mime_type"),
        "file_size": media.get("file_size"),
        "description": body["invoice"]["description"] if "invoice" in body else None,
        "invoice_id": message.invoice_id,
        "service": _service(body),
        "topic": topic,
    }


def _media(body: Json) -> Json:
    photo = body["photo"][-1] if "photo" in body else None
    return photo or _film(body) or body.get("sticker") or body.get("document") or {}


def _film(body: Json) -> Json:
    return body.get("video") or body.get("animation") or body.get("video_note") or {}


def _url(file: Json | None, name: str = "") -> str | None:
    if file is None:
        return None
    return f"/files/{file['file_id']}/{quote(name or file.get('file_name') or 'file', safe='')}"


def _buttons(body: Json) -> list[list[Json]] | None:
    if "reply_markup" in body:
        return [[_button(b) for b in row] for row in body["reply_markup"]["inline_keyboard"]]
    if "invoice" in body:  # Telegram itself puts a Pay button under a bare invoice
        return [[{"text": f"Pay {_amount(body['invoice'])}", "data": None}]]
    return None


def _poll(poll: Json | None) -> Json | None:
    if poll is None:
        return None
    options = [{"text": each["text"], "votes": each["voter_count"]} for each in poll["options"]]
    photo = (poll.get("media") or {}).get("photo")
    picture = _url(photo[-1], "photo.jpg") if photo else None
    facts = {name: poll[name] for name in ("question", "is_closed")}
    return {**facts, "options": options, "picture": picture}


def _button(button: Json) -> Json:
    shown = {"text": button["text"], "data": button.get("callback_data")}
    return {**shown, "url": button["url"]} if "url" in button else shown


def _invoice(invoice: Json | None, state: str | None) -> Json | None:
    if invoice is None:
        return None
    kept: dict[str, Any] = {k: invoice[k] for k in ("title", "total_amount", "currency")}
    return {**kept, "state": state}


def _service(body: Json) -> str | None:
    """The words of a message that nobody wrote."""
    if (paid := body.get("successful_payment")) is not None:
        return _paid(paid)
    if "migrate_to_chat_id" in body:
        return "The group became a supergroup; go on there"
    if "migrate_from_chat_id" in body:
        return "The group is a supergroup now"
    if "forum_topic_created" in body:
        return f"The topic “{body['forum_topic_created']['name']}” begins"
    if "new_chat_title" in body:
        return f"The group is called “{body['new_chat_title']}” now"
    refund = body.get("refunded_payment")
    return f"You got {_amount(refund)} back" if refund else None


def _paid(payment: Json) -> str:
    words = f"You paid {_amount(payment)}"
    if not payment.get("is_recurring"):
        return words
    return f"{words}, as every 30 days" if payment.get("is_first_recurring") else f"{words} again"


def _amount(money: Json) -> str:
    return amount_text(money["total_amount"], money["currency"])
