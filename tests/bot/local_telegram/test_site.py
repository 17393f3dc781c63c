"""The site keeps others out and refuses in plain words."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.local_telegram.server import LocalTelegram
from tests.person import Person, RefusedError
from tests.pictures import photo_bytes


@pytest.mark.parametrize(
    ("host", "is_allowed"),
    [
        ("127.0.0.1:1234", True),
        ("localhost", True),
        ("LOCALHOST:8081", True),
        ("[::1]:8081", True),
        ("evil.example", False),
        ("evil.example:8081", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
        ("[::1", False),
    ],
)
async def test_only_names_of_this_machine_are_served(
    ada: Person, host: str, is_allowed: bool
) -> None:
    for path in ("/chat/1/messages", "/"):
        async with ada._session.get(ada._site_url + path, headers={"Host": host}) as answer:
            assert (answer.status == 200) is is_allowed
            if not is_allowed:
                assert answer.status == 403
                assert "error" in await answer.json()


async def test_other_sites_cannot_make_a_browser_speak(ada: Person) -> None:
    url = f"{ada._site_url}/chat/1/messages"
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1"):
        async with ada._session.post(url, data={"text": "x"}, headers={"Origin": origin}) as answer:
            assert answer.status == 403
    async with ada._session.post(
        url, data={"text": "x"}, headers={"Origin": ada._site_url}
    ) as answer:
        assert answer.status == 200
    assert len(await ada.messages()) == 1


@pytest.mark.parametrize(
    ("method", "path", "request_"),
    [
        ("POST", "/chat/1/messages", {"data": {"text": ""}}),
        ("POST", "/chat/1/messages", {"data": {"text": "x" * 4097}}),
        ("POST", "/chat/1/messages", {"data": {"photo": "a text"}}),
        ("POST", "/chat/1/messages", {"data": {"text": "x", "reply_to": "99"}}),
        ("POST", "/chat/1/messages", {"data": {"text": "x", "reply_to": "soon"}}),
        ("POST", "/chat/1/messages", {"data": {"text": "x", "from_user": "2"}}),
        ("POST", "/chat/-5/messages", {"data": {"text": "x"}}),
        ("GET", "/chat/0/messages", {}),
        ("GET", "/chat/99999999999999999999/messages", {}),
        ("GET", "/chat/one/messages", {}),
        ("POST", "/chat/1/press", {"data": b"no json"}),
        ("POST", "/chat/1/press", {"json": [1]}),
        ("POST", "/chat/1/press", {"json": {"data": "x"}}),
        ("POST", "/chat/1/press", {"json": {"message_id": 1}}),
        ("POST", "/chat/1/pay", {"json": {"message_id": 1}}),
        ("POST", "/invoice/none/pay", {"json": {}}),
        ("POST", "/chat/1/topics", {"json": {"name": "x"}}),
        ("POST", "/chat/-1001/topics", {"json": {"name": " "}}),
        ("POST", "/chat/-1001/topics/5", {"json": {"closed": True}}),
        ("POST", "/chat/-1001/title", {"json": {"title": 1}}),
        ("POST", "/chat/-1001/administrators", {"json": {"is_administrator": True}}),
        ("POST", "/chat/-1001/ephemeral", {"json": {"allowed": "yes"}}),
        ("POST", "/chat/1/ephemeral", {"json": {"allowed": True}}),
        ("POST", "/chat/1/block", {"json": {"blocked": "yes"}}),
        ("GET", "/files/none/x.jpg", {}),
        ("GET", "/page/nothing.js", {}),
        ("GET", "/page/..%2Fsite.py", {}),
        ("PUT", "/faults", {}),
    ],
)
async def test_refusals_are_plain_words_with_a_4xx_status(
    ada: Person, method: str, path: str, request_: dict[str, Any]
) -> None:
    with pytest.raises(RefusedError) as refused:
        await ada.ask(method, path, **request_)
    assert 400 <= refused.value.status < 500
    assert refused.value.error


async def test_a_broken_form_is_refused(ada: Person) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    with pytest.raises(RefusedError):
        await ada.ask("POST", "/chat/1/messages", data=b"--y\r\nnonsense", headers=headers)


async def test_an_album_holds_ten(ada: Person) -> None:
    with pytest.raises(RefusedError, match="at most 10"):
        await ada.send(photos=[b"x"] * 11)


async def test_a_person_who_blocked_the_bot_cannot_write_to_it(ada: Person) -> None:
    await ada.block()
    with pytest.raises(RefusedError, match="blocked"):
        await ada.send("hello?")


async def test_the_page_is_served_fresh(ada: Person, telegram: LocalTelegram) -> None:
    async with ada._session.get(telegram.site_url + "/") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/html"
        assert answer.headers["Cache-Control"] == "no-cache"


async def test_a_nul_is_refused_in_words(ada: Person) -> None:
    url = f"{ada._site_url}/chat/1/messages"
    with aiohttp.MultipartWriter("form-data") as form:
        part = form.append(photo_bytes())
        part.headers["Content-Disposition"] = "form-data; name=\"photo\"; filename*=utf-8''a%00.png"
    async with ada._session.post(url, data=form) as answer:
        assert answer.status == 400
        assert "NUL" in (await answer.json())["error"]
    press = {"message_id": 1, "data": "dream:1\0"}
    async with ada._session.post(f"{ada._site_url}/chat/1/press", json=press) as answer:
        assert answer.status == 400
        assert "NUL" in (await answer.json())["error"]
    assert await ada.messages() == []
