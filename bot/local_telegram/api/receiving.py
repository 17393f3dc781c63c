"""getUpdates, webhooks, getFile and answers to presses."""

from __future__ import annotations

import re

from bot.local_telegram.api.calls import Call
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import bad_request
from bot.local_telegram.media.messages import MAX_DOWNLOAD_BYTES
from bot.local_telegram.state.store import Json

LARGEST_BATCH = 100
MAX_ALERT = 200
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(backend: Backend, call: Call) -> list[Json]:
    backend.updates.allow(call.json("allowed_updates"))
    return await backend.updates.poll(
        offset=call.integer("offset"),
        limit=min(max(call.integer("limit", LARGEST_BATCH), 1), LARGEST_BATCH),
        timeout_s=call.integer("timeout"),
    )


async def set_webhook(backend: Backend, call: Call) -> bool:
    url = call.text("url")
    if not url:
        return await delete_webhook(backend, call)
    secret = call.text("secret_token") or ""
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    backend.updates.allow(call.json("allowed_updates"))
    _drop_pending(backend, call)
    backend.store.put("setting", "webhook", {"url": url, "secret_token": secret})
    backend.updates.bot_listens.set()
    backend.updates.wake()
    return True


async def delete_webhook(backend: Backend, call: Call) -> bool:
    _drop_pending(backend, call)
    backend.store.remove("setting", "webhook")
    backend.updates.wake()
    return True


async def get_webhook_info(backend: Backend, call: Call) -> Json:
    webhook = backend.updates.webhook or {}
    about_errors = ("last_error_date", "last_error_message")
    return {
        "url": webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": backend.store.count_updates(),
        **{name: webhook[name] for name in about_errors if name in webhook},
        **({"allowed_updates": backend.updates.allowed} if backend.updates.allowed else {}),
    }


async def get_file(backend: Backend, call: Call) -> Json:
    file = backend.files.get(call.need_text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size_bytes > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size_bytes,
        "file_path": file.path,
    }


async def answer_callback_query(backend: Backend, call: Call) -> bool:
    text = call.text("text")
    if text is not None and len(text) > MAX_ALERT:
        raise bad_request("MESSAGE_TOO_LONG")
    backend.presses.answer(call.need_text("callback_query_id"), {"alert": text or None})
    return True


def _drop_pending(backend: Backend, call: Call) -> None:
    if call.flag("drop_pending_updates"):
        backend.store.keep_last_updates(0)


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
    "answerCallbackQuery": answer_callback_query,
}
