"""One request of the bot, however it was encoded: query, form, multipart or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.local_telegram.errors import BotApiError, bad_request
from bot.local_telegram.media.messages import Upload


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A method and its parameters: strings from forms, any JSON value from JSON bodies."""

    method: str
    params: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        value = self.params.get(name)
        return None if value is None else str(value)

    def need_text(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise bad_request(f"{name} is empty")
        return value

    def integer(self, name: str, default: int = 0) -> int:
        value = self.params.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f"{name} must be an integer") from None

    def need_integer(self, name: str) -> int:
        self.need_text(name)
        return self.integer(name)

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).lower() in ("true", "1", "yes")

    def json(self, name: str) -> Any:
        """The parameter's JSON value; None when it is absent."""
        value = self.params.get(name)
        if not isinstance(value, str) or value == "":
            return None if value == "" else value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """The file sent as parameter ``name``, or that ``name``'s ``attach://`` points to."""
        value = self.params.get(name)
        return self.files.get(name) if value is None else self.attached(value)

    def attached(self, value: Any) -> Upload | None:
        """The file behind ``attach://part``; None when ``value`` is something else."""
        if not isinstance(value, str) or not value.startswith("attach://"):
            return None
        part = value.removeprefix("attach://")
        if part not in self.files:
            raise bad_request(f'file "{part}" not found in the request')
        return self.files[part]


async def read_call(request: web.Request, method: str) -> Call:
    """Read a request's parameters and files. Raises: BotApiError: too large or not parseable."""
    params: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            body = await request.json() if request.can_read_body else {}
            params |= {k: v for k, v in body.items() if v is not None}
        else:
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    files[name] = Upload(
                        name=value.filename.replace("\0", ""), data=value.file.read()
                    )
                else:
                    params[name] = value
    except web.HTTPRequestEntityTooLarge:
        raise BotApiError(413, "Request Entity Too Large") from None
    except (ValueError, AttributeError):
        raise bad_request("can't parse the request's body") from None
    return Call(method=method, params=params, files=files)
