"""Eighty people send a photo at the same moment: how soon each is asked what to do with it.

Counted from when the local Telegram has taken the photo: to resize it is work of its own.

``python -m benchmarks.photos_at_once``
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.hostile import beside_a_chat
from tests.person import Person
from tests.pictures import encoded, photo

PEOPLE = 80
PATIENCE_S = 120.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; Telegram's own limits are in force."""
    argparse.ArgumentParser(description="Many photos at once.").parse_args(arguments)
    asyncio.run(beside_a_chat(_play, limits=True))
    return 0


async def _play(url: str, pid: int) -> None:
    data = encoded(photo("coffee"), "JPEG")
    async with contextlib.AsyncExitStack() as stack:
        people = [
            await stack.enter_async_context(Person.at(url, chat_id=number))
            for number in range(1, PEOPLE + 2)
        ]
        await _prompt_s(people.pop(), data)  # from here on nothing is done for the first time
        before = cpu_s(pid)
        waited = sorted(await asyncio.gather(*(_prompt_s(person, data) for person in people)))
        chat_s = cpu_s(pid) - before
    sys.stdout.write(f"{PEOPLE} photos of 600 px at the same moment, to the prompt\n")
    rows: tuple[tuple[str, float], ...] = (
        ("median", statistics.median(waited)),
        ("the slowest (row: 3 s)", waited[-1]),
    )
    rows += (("processor time of the chat process", chat_s),)
    sys.stdout.writelines(f"{what:50} {seconds:>8.2f} s\n" for what, seconds in rows)


def cpu_s(pid: int) -> float:
    """What the process has used of the processors, its children left out."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _prompt_s(person: Person, data: bytes) -> float:
    await person.send(photos=[data])
    began = time.perf_counter()
    await person.wait_for_message(lambda m: m["from_bot"], within_s=PATIENCE_S)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
