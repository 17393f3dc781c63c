"""Logging: one line a record, fields after the text or in JSON, secrets struck out.

Whatever is logged within :func:`log_fields` bears its fields: which job, which update.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any, Literal

LogFormat = Literal["line", "json"]

_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
_TIME = "%Y-%m-%dT%H:%M:%S%z"
# A bot token anywhere, a URL's user and password.
_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
_URL_PASSWORD = re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]+(?=@)")
_FIELDS: ContextVar[Mapping[str, object]] = ContextVar("log fields", default={})  # noqa: B039  # never changed


@contextlib.contextmanager
def log_fields(**fields: object) -> Iterator[None]:
    """Give each record that this task, and whatever it starts, logs in the block these fields."""
    token = _FIELDS.set({**_FIELDS.get(), **fields})
    try:
        yield
    finally:
        _FIELDS.reset(token)


class _Redactor:
    """Every known secret, and whatever looks like one, replaced by ***."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)

    def __call__(self, words: str) -> str:
        for secret in self._secrets:
            words = words.replace(secret, "***")
        return _URL_PASSWORD.sub("***", _TOKEN.sub("***", words))


# httpx tells whole URLs at INFO, and Telegram's hold the token; botocore tells signed requests.
_QUIET = (
    *("httpx", "httpcore", "telegram", "arq", "aiohttp.access", "alembic"),
    *("botocore", "aiobotocore", "s3fs", "fsspec"),
)


class LineFormatter(logging.Formatter):
    """``time level logger text field=value …``, without secrets."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", _TIME)
        self._redact = _Redactor(secrets)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        fields = _fields_of(record)
        if fields:
            head, newline, traceback = line.partition("\n")
            line = f"{head} {' '.join(f'{k}={v}' for k, v in fields.items())}{newline}{traceback}"
        return self._redact(line)


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, the fields, exception."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(datefmt=_TIME)
        self._redact = _Redactor(secrets)

    def format(self, record: logging.LogRecord) -> str:
        own: dict[str, object] = {
            "time": self.formatTime(record, self.datefmt),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            own["exception"] = self.formatException(record.exc_info)
        # Own ones come first, and no field takes their place.
        values = own | _fields_of(record) | own
        return json.dumps({name: self._clean(value) for name, value in values.items()})

    def _clean(self, value: object) -> object:
        """Struck out before JSON puts backslashes into it, by which a secret would escape."""
        is_plain = value is None or isinstance(value, bool | int | float)
        return value if is_plain else self._redact(str(value))


def _fields_of(record: logging.LogRecord) -> dict[str, Any]:
    given = {name: value for name, value in record.__dict__.items() if name not in _PLAIN}
    return {**_FIELDS.get(), **given}


_FORMATTERS: Mapping[LogFormat, type[LineFormatter | JsonFormatter]] = {
    "line": LineFormatter,
    "json": JsonFormatter,
}


def set_up_logging(
    level: str, *, log_format: LogFormat = "line", secrets: Iterable[str] = ()
) -> None:
    """Send all logs of this process to stderr; called once by each process's entry."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_FORMATTERS[log_format](secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
