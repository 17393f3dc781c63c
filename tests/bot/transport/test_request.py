"""What a request brings to Telegram, and what it says when it could not."""

from __future__ import annotations

import asyncio
import contextlib
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.transport.rate_limiter import may_have_arrived
from bot.transport.request import AiohttpRequest
from tests.bot.local_telegram.test_process import free_port

PATH = "/bot1000000:secret/sendPhoto"
AT_ONCE_S = 0.05
# More than the buffers of both ends of a connection take.
LARGE = bytes(16 * 1024 * 1024)
Take = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def asked(**parameters: object) -> RequestData:
    return RequestData([RequestParameter.from_input(*item) for item in parameters.items()])


@asynccontextmanager
async def requesting(url: str, *, connections: int = 2) -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(url, connections=connections) as request:
        yield request


@asynccontextmanager
async def listening(take: Take) -> AsyncIterator[str]:
    """A server that does with each connection as ``take`` does. Yields: its address."""
    writers = []

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        await take(reader, writer)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for writer in writers:
            writer.transport.abort()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.read(65536):
        pass
    writer.close()


async def drop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.close()


async def never_read(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    """The reader takes what its buffer holds, and then no more."""


def told(exc: BaseException) -> str:
    """All that a log could tell of it."""
    return "".join(traceback.format_exception(exc))


async def test_words_and_files_arrive_as_they_are() -> None:
    came: list[dict[str, object]] = []

    async def take(request: web.Request) -> web.Response:
        fields: dict[str, object] = {**await request.post()}
        file = fields.pop("photo", None)
        if isinstance(file, web.FileField):
            is_whole = file.file.read() == LARGE
            fields |= {"name": file.filename, "type": file.content_type, "is_whole": is_whole}
        came.append(fields)
        return web.json_response({"ok": True}, status=202)

    app = web.Application(client_max_size=2 * len(LARGE))
    app.router.add_post(PATH, take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port := free_port()).start()
    url = f"http://127.0.0.1:{port}"
    photo = InputFile(LARGE, filename="ä.png")
    async with requesting(url) as request:
        for data in (asked(text="ä & b", n=[1]), asked(caption="ä & b", photo=photo)):
            answer = await request.do_request(url + PATH, "POST", data)
            assert answer == (202, b'{"ok": true}')
    await runner.cleanup()
    words, upload = came
    assert words == {"text": "ä & b", "n": "[1]"}
    assert upload == {"caption": "ä & b", "name": "ä.png", "type": "image/png", "is_whole": True}


@pytest.mark.parametrize(("take", "error"), [(never_answer, TimedOut), (drop, NetworkError)])
async def test_an_answer_that_is_lost_is_told_so_without_the_token(
    take: Take, error: type[TelegramError]
) -> None:
    async with listening(take) as url, requesting(url) as request:
        with pytest.raises(error) as caught:
            await request.do_request(url + PATH, "POST", asked(a=1), read_timeout=AT_ONCE_S)
    assert isinstance(caught.value, NetworkError)
    assert may_have_arrived(caught.value)
    assert "secret" not in told(caught.value)


async def test_an_upload_that_nobody_takes_ends() -> None:
    data = asked(photo=InputFile(LARGE))
    async with listening(never_read) as url, requesting(url) as request:
        with pytest.raises(TimedOut):
            await request.do_request(url + PATH, "POST", data, write_timeout=AT_ONCE_S)


async def test_what_never_left_is_told_so_without_the_token() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    async with requesting(url) as request:
        with pytest.raises(NetworkError, match="Cannot connect") as caught:
            await request.do_request(url + PATH, "POST", asked(a=1))
    assert not may_have_arrived(caught.value)
    assert "secret" not in told(caught.value)


async def test_what_waited_for_a_free_connection_never_left() -> None:
    is_taken = asyncio.Event()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_taken.set()
        await never_answer(reader, writer)

    async with listening(take) as url, requesting(url, connections=1) as request:
        first = asyncio.create_task(request.do_request(url + PATH, "POST", asked(a=1)))
        await is_taken.wait()
        with pytest.raises(TimedOut) as caught:
            await request.do_request(url + PATH, "POST", asked(a=1), pool_timeout=AT_ONCE_S)
        first.cancel()
        await asyncio.wait([first])
    assert not may_have_arrived(caught.value)
    assert "secret" not in told(caught.value)


@pytest.mark.parametrize(("spared", "comes_by_proxy"), [("", True), ("telegram.test", False)])
async def test_the_environments_proxy_is_asked_unless_the_server_is_spared(
    monkeypatch: pytest.MonkeyPatch, spared: str, comes_by_proxy: bool
) -> None:
    heads: list[bytes] = []

    async def be_proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await writer.drain()
        writer.close()

    server = "http://telegram.test"
    async with listening(be_proxy) as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy)
        monkeypatch.setenv("NO_PROXY", spared)
        async with requesting(server) as request:
            if comes_by_proxy:
                assert await request.do_request(server + PATH, "POST") == (200, b"{}")
            else:
                with pytest.raises(NetworkError, match="Cannot connect"):
                    await request.do_request(server + PATH, "POST")
    assert [head.split()[1].decode() for head in heads] == [server + PATH] * comes_by_proxy
