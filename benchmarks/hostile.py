"""A hundred hostile files at the chat process: what it weighs, and how long others wait.

``python -m benchmarks.hostile``
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.run.redis_server import embedded_redis
from tests.bot.redises import TestRedis
from tests.hostile import HOSTILE_FILMS, HOSTILE_PICTURES
from tests.person import Person
from tests.pictures import photo_bytes
from tests.telegrams import running_telegram

FILES = 100
PATIENCE_S = 600.0
# Telegram's one message a second in a chat would be measured otherwise.
BETWEEN_S = 1.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Hostile files at the chat process.")
    parser.add_argument("--files", type=int, default=FILES)
    count = parser.parse_args(arguments).files
    asyncio.run(beside_a_chat(lambda url, pid: _play(url, pid, count), limits=False))
    return 0


async def beside_a_chat(play: Callable[[str, int], Awaitable[None]], *, limits: bool) -> None:
    """Start a chat process at a local Telegram. ``play``: given the site and the process's id."""
    with tempfile.TemporaryDirectory(prefix="oneiro-") as folder:
        redis = TestRedis(embedded_redis(Path(folder)))
        await redis.start()
        try:
            async with running_telegram(Path(folder, "telegram"), shared=None) as telegram:
                telegram.backend.limits.is_on = limits
                environment = {
                    **os.environ,
                    "ONEIRO_BOT_TOKEN": telegram.backend.token,
                    "ONEIRO_TELEGRAM_URL": telegram.api_url,
                    "ONEIRO_REDIS_URL": redis.url,
                    "ONEIRO_DATA_DIR": str(Path(folder, "data")),
                    # What comes is all to be dealt with, however fast.
                    "ONEIRO_PERSON_UPDATES_PER_MINUTE": "0",
                    "ONEIRO_CHAT_UPDATES_PER_MINUTE": "0",
                }
                chat = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "bot.cli", "bot"), env=environment
                )
                try:
                    await telegram.is_open.wait()
                    await play(telegram.site_url, chat.pid)
                finally:
                    chat.terminate()
                    await chat.wait()
        finally:
            await redis.kill()


async def _play(url: str, pid: int, count: int) -> None:
    makers = [
        *((make, "png") for make in HOSTILE_PICTURES),
        *((make, "mp4") for make in HOSTILE_FILMS),
    ]
    made = [(f"file.{suffix}", make()) for make, suffix in makers]
    files = [made[number % len(made)] for number in range(count)]
    async with Person.at(url, chat_id=1) as hostile, Person.at(url, chat_id=2) as other:
        await other.send("/start")
        await other.wait_for_message(lambda m: m["from_bot"], within_s=60)
        before_mb = _peak_mb(pid)
        sending = asyncio.create_task(_send(hostile, files))
        answers = []
        while not sending.done():
            answers.append(await _photo_s(other, len(answers)))
            await asyncio.sleep(BETWEEN_S)
        await sending
    sys.stdout.write(f"the chat process and {count} hostile files, one after the other\n")
    rows = [
        ("its peak before", f"{before_mb:.0f} MB"),
        ("its peak after (row: 250 MB)", f"{_peak_mb(pid):.0f} MB"),
        (
            f"another's photo to its prompt, median of {len(answers)}",
            f"{statistics.median(answers):.2f} s",
        ),
        ("the slowest of them (row: 1 s)", f"{max(answers):.2f} s"),
    ]
    sys.stdout.writelines(f"{what:50} {figure:>10}\n" for what, figure in rows)


async def _send(person: Person, files: Sequence[tuple[str, bytes]]) -> None:
    """Each is sent when the one before was answered."""
    for file in files:
        (sent,) = await person.send(documents=[file])
        await person.wait_for_message(
            lambda m, sent=sent: m["from_bot"] and m["message_id"] > sent, within_s=PATIENCE_S
        )


async def _photo_s(person: Person, number: int) -> float:
    began = time.perf_counter()
    (sent,) = await person.send(photos=[photo_bytes(number)])
    await person.wait_for_message(
        lambda m: m["from_bot"] and m["message_id"] > sent, within_s=PATIENCE_S
    )
    return time.perf_counter() - began


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1000


if __name__ == "__main__":
    sys.exit(main())
