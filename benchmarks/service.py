"""The whole house as a person feels it: how soon it starts, answers, dreams and paints.

``python -m benchmarks.service``
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.e2e.house import running_house
from tests.person import Message, Person
from tests.pictures import encoded, photo

PATIENCE_S = 300.0
STARTS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    argparse.ArgumentParser(description="The service as a person feels it.").parse_args(arguments)
    rows = [("chat process loads", f"{_loading_s():.2f} s")]
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with running_house(Path(folder)) as house:
            rows.append(
                ("oneiro up, to its first screen", f"{time.perf_counter() - started:.1f} s")
            )
            rows += asyncio.run(_play(house.url))
    sys.stdout.write("the service: a 600 px photo, embedded networks\n")
    sys.stdout.writelines(f"{what:50} {time_:>10}\n" for what, time_ in rows)
    return 0


def _loading_s() -> float:
    """The fastest of some starts of the chat process, up to where it would connect."""

    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import bot.cli, bot.app"], check=True)
        return time.perf_counter() - started

    return min(once() for _ in range(STARTS))


async def _play(url: str) -> list[tuple[str, str]]:
    async with Person.at(url) as person:
        await person.order_fault("limits", on=False)
        (photo_id,) = await person.send(photos=[encoded(photo("coffee"))])
        prompt = await person.wait_for_message(_has("Dream"))
        began = time.perf_counter()
        await person.press(prompt, "Dream")
        result = asyncio.create_task(_result(person, photo_id))
        answers = [await _answer_s(person, prompt) for _ in range(20)]
        done = await result
        dream_s = time.perf_counter() - began

        await person.press(prompt, "Style")
        menu = await person.wait_for_message(_has("Mosaic"))
        began = time.perf_counter()
        await person.press_data(menu["message_id"], menu["buttons"][0][0]["data"])
        await _result(person, done["message_id"])
        style_s = time.perf_counter() - began
    return [
        ("a press answered while a dream renders, median", _ms(statistics.median(answers))),
        ("the slowest of 20", _ms(max(answers))),
        ("Dream pressed to picture (row 41: 15 s)", f"{dream_s:.1f} s"),
        ("first style of the menu pressed to picture", f"{style_s:.1f} s"),
    ]


async def _answer_s(person: Person, prompt: Message) -> float:
    """A second press of Dream: it is answered with an alert, and orders nothing."""
    began = time.perf_counter()
    await person.press(prompt, "Dream")
    return time.perf_counter() - began


async def _result(person: Person, after: int) -> Message:
    wanted = _has("Again")
    return await person.wait_for_message(
        lambda m: m["message_id"] > after and wanted(m), within_s=PATIENCE_S
    )


def _has(word: str) -> Any:
    return lambda m: any(word == button["text"] for row in m["buttons"] or [] for button in row)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
