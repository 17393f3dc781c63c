"""Rate limits, and faults to order."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.local_telegram.errors import BotApiError
from bot.local_telegram.server import LocalTelegram
from bot.local_telegram.state.limits import Limits
from tests.person import Person, RefusedError
from tests.pictures import encoded, photo


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def spend(limits: Limits, chat_id: int, times: int) -> int:
    """How many of ``times`` messages get through before the first refusal."""
    sent = 0
    with suppress(BotApiError):
        for _ in range(times):
            limits.spend(chat_id)
            sent += 1
    return sent


def test_a_private_chat_takes_a_burst_of_4_and_then_1_a_second() -> None:
    clock = Clock()
    limits = Limits(clock=clock)
    assert spend(limits, 1, 10) == 4
    clock.now_s += 2
    assert spend(limits, 1, 10) == 2
    assert spend(limits, 2, 10) == 4, "another chat has a budget of its own"


def test_a_group_takes_20_a_minute() -> None:
    clock = Clock()
    limits = Limits(clock=clock)
    assert spend(limits, -1001, 30) == 20
    clock.now_s += 60
    assert spend(limits, -1001, 30) == 20


def test_all_chats_together_take_30_a_second() -> None:
    limits = Limits(clock=Clock())
    assert sum(spend(limits, chat_id, 1) for chat_id in range(1, 50)) == 30


def test_retry_after_is_how_long_it_takes() -> None:
    clock = Clock()
    limits = Limits(clock=clock)
    spend(limits, -1001, 20)
    with pytest.raises(BotApiError) as refused:
        limits.spend(-1001)
    clock.now_s += refused.value.retry_after_s or 0
    limits.spend(-1001)


async def test_edits_share_the_limit_and_it_can_be_lifted(
    telegram: LocalTelegram, ada: Person, bot: Bot
) -> None:
    sent = await bot.send_message(1, "0")

    async def edit_often(word: str) -> None:
        for number in range(10):
            await sent.edit_text(f"{word} {number}")

    with pytest.raises(RetryAfter):
        await edit_often("limited")
    await ada.order_fault("limits", on=False)
    await edit_often("free")
    await ada.clear_faults()
    assert telegram.backend.limits.is_on


async def test_a_429_is_given_as_often_as_ordered(ada: Person, bot: Bot) -> None:
    await ada.order_fault("429", method="sendMessage", times=2, retry_after_s=7)
    for _ in range(2):
        with pytest.raises(RetryAfter) as refused:
            await bot.send_message(1, "text")
        assert refused.value.retry_after.total_seconds() == 7
    await bot.send_message(1, "text")
    assert len(await ada.messages()) == 1


async def test_a_500_is_told_before_anything_happens(ada: Person, bot: Bot) -> None:
    await ada.order_fault("500", method="sendMessage", times=1)
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(1, "text")
    assert await ada.messages() == []


@pytest.mark.parametrize("after", [False, True])
async def test_a_drop_loses_the_request_or_only_its_answer(
    ada: Person, bot: Bot, after: bool
) -> None:
    await ada.order_fault("drop", method="sendMessage", times=1, after=after)
    with pytest.raises(NetworkError):
        await bot.send_message(1, "text")
    assert len(await ada.messages()) == int(after)


async def test_a_bot_that_dies_while_it_speaks_is_no_error(
    telegram: LocalTelegram, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    where = urlsplit(telegram.api_url)
    _, writer = await asyncio.open_connection(where.hostname, where.port)
    lines = (
        f"POST /bot{telegram.backend.token}/sendMessage HTTP/1.1",
        "Host: x",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 99",
        "",
        "chat_id",
    )
    writer.write("\r\n".join(lines).encode())
    await writer.drain()
    await bot.get_me()  # the server has read the other's words by then
    writer.transport.abort()
    await bot.get_me()
    assert caplog.records == []


async def test_a_fault_of_every_method_leaves_the_bot_its_ears(ada: Person, bot: Bot) -> None:
    await ada.order_fault("500")
    await ada.send("can you hear me?")
    assert (await bot.get_updates(timeout=5))[0].message.text == "can you hear me?"
    with pytest.raises(NetworkError):
        await bot.send_chat_action(1, "typing")
    await ada.order_fault("500", method="getUpdates", times=1)
    with pytest.raises(NetworkError):
        await bot.get_updates()
    await ada.clear_faults()
    await bot.send_chat_action(1, "typing")


async def test_a_slow_call_is_carried_out(ada: Person, bot: Bot) -> None:
    await ada.order_fault("slow", method="sendMessage", times=1, delay_s=0.05)
    assert (await bot.send_message(1, "slowly")).text == "slowly"


async def test_downloads_fail_when_asked_to(ada: Person, bot: Bot) -> None:
    await ada.send(photos=[encoded(photo())])
    (update,) = await bot.get_updates(timeout=5)
    file = await bot.get_file(update.message.photo[-1].file_id)
    await ada.order_fault("500", method="download", times=1)
    with pytest.raises((NetworkError, BadRequest)):
        await file.download_as_bytearray()
    assert await file.download_as_bytearray()


async def test_a_fault_for_no_seconds_never_happens(ada: Person, bot: Bot) -> None:
    await ada.order_fault("500", seconds=0)
    await bot.send_message(1, "text")


@pytest.mark.parametrize(
    "order",
    [
        {"kind": "earthquake"},
        {},
        {"kind": "500", "method": "sendMesage"},
        {"kind": "429", "times": -1},
        {"kind": "slow", "delay_s": "long"},
    ],
)
async def test_orders_that_make_no_sense_are_refused(ada: Person, order: dict[str, object]) -> None:
    with pytest.raises(RefusedError) as refused:
        await ada.ask("POST", "/faults", json=order)
    assert refused.value.status == 400


async def test_the_wrong_token_or_method_leads_nowhere(
    telegram: LocalTelegram, ada: Person
) -> None:
    for path, status in (
        ("/bot1000000:wrong/getMe", 401),
        ("/botnonsense/getMe", 404),
        (f"/bot{telegram.backend.token}/getNothing", 404),
        (f"/bot{telegram.backend.token}/GETME", 200),
    ):
        async with ada._session.get(telegram.api_url + path) as answer:
            assert answer.status == status
            assert (await answer.json())["ok"] is (status == 200)
