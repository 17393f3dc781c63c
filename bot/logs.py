"""Logging: one line a record, fields after the text, secrets struck out."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable

_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
# A bot token anywhere, a URL's user and password.
_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
_URL_PASSWORD = re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]+(?=@)")

# httpx tells whole URLs at INFO, and Telegram's hold the token; botocore tells signed requests.
_QUIET = (
    *("httpx", "httpcore", "telegram", "arq", "aiohttp.access", "alembic"),
    *("botocore", "aiobotocore", "s3fs", "fsspec"),
)


class LineFormatter(logging.Formatter):
    """``time level logger text field=value …`` with every known secret replaced by ***."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        fields = {k: v for k, v in record.__dict__.items() if k not in _PLAIN}
        if fields:
            head, newline, traceback = line.partition("\n")
            line = f"{head} {' '.join(f'{k}={v}' for k, v in fields.items())}{newline}{traceback}"
        return self._redact(line)

    def _redact(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return _URL_PASSWORD.sub("***", _TOKEN.sub("***", line))


def set_up_logging(level: str, *, secrets: Iterable[str] = ()) -> None:
    """Send all logs of this process to stderr; called once by each process's entry."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
