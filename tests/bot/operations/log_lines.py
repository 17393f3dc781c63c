"""What a log collector would read of this process."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.logs import JsonFormatter


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(JsonFormatter().format(record)))


@contextmanager
def reading_logs() -> Iterator[list[dict[str, Any]]]:
    """Each line of ours, formatted at once, as a process's own handler does it."""
    kept, logger = _Kept(), logging.getLogger("bot")
    logger.addHandler(kept)
    try:
        yield kept.lines
    finally:
        logger.removeHandler(kept)
