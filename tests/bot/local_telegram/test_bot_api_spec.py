"""The checker of the Bot API notices what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.local_telegram.api.app import CANONICAL_NAMES, Exchange
from bot.local_telegram.api.calls import Call
from tests.bot_api_spec import Checker, SignatureChecker, make_checker

USER = {"id": 5, "is_bot": True, "first_name": "Oneiro", "username": "oneiro"}
MESSAGE = {
    "message_id": 1,
    "date": 1_700_000_000,
    "chat": {"id": 1, "type": "private"},
    "from": USER,
    "text": "hello",
}


@pytest.fixture(params=["spec", "signatures"])
def checker(request: pytest.FixtureRequest) -> Checker:
    if request.param == "signatures":
        return SignatureChecker()
    shared: Path = request.getfixturevalue("shared")
    return make_checker(shared)


def exchange(method: str, params: dict[str, Any], result: Any) -> Exchange:
    reply = {"ok": True, "result": result}
    return Exchange(call=Call(method=method, params=params), reply=reply)


@pytest.mark.parametrize(
    "right",
    [
        exchange("sendMessage", {"chat_id": "1", "text": "hello"}, MESSAGE),
        exchange("getUpdates", {"timeout": "5"}, [{"update_id": 1, "message": MESSAGE}]),
        exchange("deleteMessage", {"chat_id": 1, "message_id": "7"}, True),
        exchange("getMe", {}, USER),
    ],
)
def test_what_is_right_passes(checker: Checker, right: Exchange) -> None:
    checker.check(right)
    assert checker.problems == []


@pytest.mark.parametrize(
    "wrong",
    [
        exchange("sendMesage", {"chat_id": "1", "text": "hello"}, MESSAGE),
        exchange("sendMessage", {"chat_id": "1", "text": "hello", "txt": "x"}, MESSAGE),
        exchange("sendMessage", {"chat_id": "1", "text": "hello"}, {"message_id": 1}),
        exchange("sendMessage", {"chat_id": "1", "text": "hello"}, MESSAGE | {"txt": "x"}),
    ],
)
def test_what_is_wrong_is_noticed(checker: Checker, wrong: Exchange) -> None:
    checker.check(wrong)
    assert checker.problems


@pytest.mark.parametrize(
    "wrong",
    [
        exchange("sendMessage", {"chat_id": "1"}, MESSAGE),
        exchange("sendMessage", {"chat_id": "1", "text": "x"}, MESSAGE | {"date": "today"}),
        exchange("deleteMessage", {"chat_id": 1, "message_id": "first"}, True),
        exchange("deleteMessage", {"chat_id": 1, "message_id": 1}, "yes"),
        exchange(
            "sendMessage",
            {"chat_id": "1", "text": "x", "reply_markup": '{"inline_keyboard": [[{"txt": "x"}]]}'},
            MESSAGE,
        ),
    ],
)
def test_types_and_missing_fields_are_noticed_with_the_spec(shared: Path, wrong: Exchange) -> None:
    checker = make_checker(shared)
    checker.check(wrong)
    assert checker.problems


def test_every_method_that_is_served_exists(checker: Checker) -> None:
    refusal = {"ok": False, "error_code": 400, "description": "Bad Request"}
    for name in CANONICAL_NAMES.values():
        checker.check(Exchange(call=Call(method=name), reply=refusal))
    assert checker.problems == []
