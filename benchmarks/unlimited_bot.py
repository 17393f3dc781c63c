"""The chat process as it is, but Telegram's limits are off and its SQL statements are counted.

``python -m benchmarks.unlimited_bot COUNTS``: the file COUNTS is written when it ends.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot import cli
from bot.transport import rate_limiter
from bot.transport.rate_limiter import Bucket

PLENTY = 1e6


def main(counts_file: Path) -> int:
    statements: Counter[str] = Counter()

    def count(_: Any, __: Any, statement: str, *___: Any) -> None:
        statements[statement.split(None, 1)[0].upper()] += 1

    event.listen(Engine, "before_cursor_execute", count)
    plenty = tuple(Bucket(name=name, per_s=PLENTY, burst=PLENTY) for name in ("chat:any", "all"))
    rate_limiter.buckets_of = lambda _: plenty  # type: ignore[assignment]
    try:
        return cli.main(["bot"])
    finally:
        counts_file.write_text(str(sum(statements.values())))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
