"""Checks what the bot asks and what the local Telegram answers against the Bot API itself.

With the machine-readable Bot API at hand, every name and type is checked. Without it, request
names are checked against the signatures of ``telegram.Bot`` and replies are parsed by its types.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import telegram

from bot.local_telegram.api.app import Exchange

SPEC_FILE = Path("spec/telegram-bot-api-10.1.json")
# Of Bot API 10.2 and 10.3, which neither the file nor the library knows.
NEWER_METHODS = frozenset(
    {"editEphemeralMessageText", "editEphemeralMessageReplyMarkup", "deleteEphemeralMessage"}
)
NEWER_FIELDS = frozenset({"ephemeral_message_parameters", "ephemeral_message_id", "receiver_user"})


class Checker(Protocol):
    problems: list[str]

    def check(self, exchange: Exchange) -> None:
        """Look at one exchange; what is wrong with it goes to ``problems``."""


def make_checker(shared: Path | None) -> Checker:
    """The strictest checker that this machine has."""
    file = None if shared is None else shared / SPEC_FILE
    if file is not None and file.exists():
        return SpecChecker(_read_spec(file))
    return SignatureChecker()


@cache
def _read_spec(file: Path) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(file.read_text())
    return spec


class SpecChecker:
    """Knows every method, field and type, and which fields must be there."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._methods = spec["methods"]
        self._types = spec["types"]
        self.problems: list[str] = []

    def check(self, exchange: Exchange) -> None:
        call, reply = exchange.call, exchange.reply
        if call.method in NEWER_METHODS:
            return
        method = self._methods.get(call.method)
        if method is None:
            self.problems.append(f"{call.method}: no such method")
            return
        sent = {**call.params, **{name: "a file" for name in call.files}}
        attached = set(re.findall(r"attach://([\w-]+)", json.dumps(call.params)))
        named = {name: value for name, value in sent.items() if name not in attached}
        fields = {field["name"]: field for field in method.get("fields", [])}
        decoded = {
            name: _decode(value, fields[name]["types"]) if name in fields else value
            for name, value in named.items()
        }
        # A request that lacks something may be refused, but it must be refused.
        if reply["ok"]:
            self.problems += self._check_fields(decoded, fields, call.method)
            self.problems += self._check_any(reply["result"], method["returns"], call.method)
        else:
            self.problems += _check_refusal(reply, call.method)
            unknown = decoded.keys() - fields.keys() - NEWER_FIELDS
            self.problems += [f"{call.method}: unknown field {name}" for name in unknown]

    def _check_fields(
        self, body: dict[str, Any], fields: dict[str, dict[str, Any]], where: str
    ) -> list[str]:
        problems = [
            f"{where}: unknown field {name}" for name in body.keys() - fields.keys() - NEWER_FIELDS
        ]
        for name, field in fields.items():
            if name in body:
                problems += self._check_any(body[name], field["types"], f"{where}.{name}")
            elif field["required"]:
                problems.append(f"{where}: {name} is missing")
        return problems

    def _check_any(self, value: Any, types: Iterable[str], where: str) -> list[str]:
        """What is wrong with ``value`` as the type that fits it best."""
        return min((self._check_type(value, name, where) for name in types), key=len)

    def _check_type(self, value: Any, name: str, where: str) -> list[str]:
        if name.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where}: {value!r} is not an array"]
            inner = name.removeprefix("Array of ")
            return [
                p for i, v in enumerate(value) for p in self._check_type(v, inner, f"{where}[{i}]")
            ]
        if name in _PLAIN_TYPES:
            return [] if _PLAIN_TYPES[name](value) else [f"{where}: {value!r} is not {name}"]
        described = self._types[name]
        if "subtypes" in described:
            return self._check_any(value, described["subtypes"], where)
        if not isinstance(value, dict):
            return [f"{where}: {value!r} is not {name}"]
        fields = {field["name"]: field for field in described.get("fields", [])}
        return self._check_fields(value, fields, f"{where} ({name})")


class SignatureChecker:
    """Knows what python-telegram-bot knows."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def check(self, exchange: Exchange) -> None:
        call, reply = exchange.call, exchange.reply
        if call.method in NEWER_METHODS:
            return
        method = getattr(telegram.Bot, re.sub(r"(?<!^)(?=[A-Z])", "_", call.method).lower(), None)
        if method is None:
            self.problems.append(f"{call.method}: no such method")
            return
        signature = inspect.signature(method)
        unknown = call.params.keys() - signature.parameters.keys() - NEWER_FIELDS
        self.problems += [f"{call.method}: unknown field {name}" for name in unknown]
        if not reply["ok"]:
            self.problems += _check_refusal(reply, call.method)
            return
        kinds = _telegram_types(str(signature.return_annotation))
        if kinds and reply["result"] is not True:
            self._parse(reply["result"], kinds[0], call.method)

    def _parse(self, result: Any, kind: Any, where: str) -> None:
        for body in result if isinstance(result, list) else [result]:
            try:
                parsed = kind.de_json(body, None)
            except (TypeError, KeyError, ValueError) as error:
                self.problems.append(f"{where}: {error!r} in {body}")
            else:
                self.problems += [
                    f"{where}: unknown field {name}"
                    for name in parsed.api_kwargs.keys() - NEWER_FIELDS
                ]


def _telegram_types(annotation: str) -> list[type[telegram.TelegramObject]]:
    """The types of python-telegram-bot that an annotation names."""
    named = [getattr(telegram, name, None) for name in re.findall(r"\w+", annotation)]
    kinds = [kind for kind in named if isinstance(kind, type)]
    return [kind for kind in kinds if issubclass(kind, telegram.TelegramObject)]


_PLAIN_TYPES = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "InputFile": lambda value: isinstance(value, str),
}


def _decode(value: Any, types: list[str]) -> Any:
    """A form's string as the JSON value that its field wants."""
    if not isinstance(value, str) or {"String", "InputFile"} & set(types):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _check_refusal(reply: dict[str, Any], where: str) -> list[str]:
    code, description = reply.get("error_code"), reply.get("description")
    is_right = isinstance(code, int) and isinstance(description, str)
    return [] if is_right else [f"{where}: {reply} is not a refusal"]
