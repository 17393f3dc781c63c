"""Requests about money: invoices, purses, subscriptions, and the clock that renews them."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import PersonError
from bot.local_telegram.renewals import advance
from bot.local_telegram.site import payers
from bot.local_telegram.site.reading import (
    BACKEND,
    CHAT,
    read_body,
    read_chat_id,
    read_flag,
    read_integer,
    read_message_id,
    read_speaker,
)

_INVOICE = r"/invoice/{invoice_id:[\w-]+}"
_PERSON = r"/person/{user_id:\d+}"
LONGEST_LEAP_S = 366 * 24 * 3600


async def _pay(request: web.Request) -> web.Response:
    backend, chat_id = request.app[BACKEND], read_chat_id(request)
    body = await read_body(request)
    user_id = read_speaker(backend, chat_id, body)
    paid = await payers.pay(backend, chat_id, user_id, read_message_id(body), body)
    return web.json_response(paid)


async def _invoice(request: web.Request) -> web.Response:
    return web.json_response(payers.invoice_card(request.app[BACKEND], _invoice_id(request)))


async def _order(request: web.Request) -> web.Response:
    backend = request.app[BACKEND]
    body = await read_body(request)
    ordered = await payers.order(
        backend,
        _payer(backend, body),
        invoice_id=_invoice_id(request),
        info=body.get("order_info"),
    )
    return web.json_response(ordered)


async def _pay_link(request: web.Request) -> web.Response:
    """Pay an invoice by its link: the payer's private chat hears of it."""
    backend = request.app[BACKEND]
    body = await read_body(request)
    user_id = _payer(backend, body)
    paid = await payers.pay_invoice(backend, user_id, user_id, _invoice_id(request), body)
    return web.json_response(paid)


async def _purse(request: web.Request) -> web.Response:
    return web.json_response(payers.purse(request.app[BACKEND], _user_id(request)))


async def _fill_purse(request: web.Request) -> web.Response:
    body = await read_body(request)
    stars = read_integer(body.get("add"), "add") or 0
    return web.json_response(payers.fill_purse(request.app[BACKEND], _user_id(request), stars))


async def _edit_subscription(request: web.Request) -> web.Response:
    is_canceled = read_flag(await read_body(request), "canceled")
    purse = payers.edit_subscription(
        request.app[BACKEND],
        _user_id(request),
        request.match_info["subscription_id"],
        is_canceled=is_canceled,
    )
    return web.json_response(purse)


async def _clock(request: web.Request) -> web.Response:
    return web.json_response({"now": request.app[BACKEND].now()})


async def _move_clock(request: web.Request) -> web.Response:
    backend = request.app[BACKEND]
    seconds = read_integer((await read_body(request)).get("advance_s"), "advance_s") or 0
    if not 0 < seconds <= LONGEST_LEAP_S:
        raise PersonError("advance_s must be from one second to a year")
    advance(backend, seconds)
    return web.json_response({"now": backend.now()})


def _payer(backend: Backend, body: dict[str, Any]) -> int:
    return _need_person(backend, read_integer(body.get("from_user"), "from_user") or 1)


def _user_id(request: web.Request) -> int:
    return _need_person(request.app[BACKEND], int(request.match_info["user_id"]))


def _need_person(backend: Backend, user_id: int) -> int:
    if user_id < 0:
        raise PersonError(f"There is no person {user_id}", status=404)
    return backend.chats.for_person(user_id)


def _invoice_id(request: web.Request) -> str:
    return request.match_info["invoice_id"]


MONEY_ROUTES = (
    web.post(f"{CHAT}/pay", _pay),
    web.get(_INVOICE, _invoice),
    web.post(f"{_INVOICE}/order", _order),
    web.post(f"{_INVOICE}/pay", _pay_link),
    web.get(f"{_PERSON}/purse", _purse),
    web.post(f"{_PERSON}/purse", _fill_purse),
    web.post(f"{_PERSON}/subscriptions/{{subscription_id}}", _edit_subscription),
    web.get("/clock", _clock),
    web.post("/clock", _move_clock),
)
