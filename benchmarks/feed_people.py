"""``python -m benchmarks.feed_people [URL]``: fifty people on the feed of a running ``oneiro up``.

Each has a photo painted at once, shows it, looks through the feed, likes, reports now and then, and
some take theirs back. At the end the page must show as many works as are shown.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.person import Message, Person, RefusedError
from tests.pictures import encoded, photo

PEOPLE = 50
FIRST_ID = 5_000
PATIENCE_S = 600.0
LOOKS = 4
SIDE_PX = 256


@dataclass(slots=True)
class Seen:
    """``until_shown_s``: from a press on "Only the result" to the word that it is shown."""

    until_shown_s: list[float] = field(default_factory=list)
    likes: int = 0
    reports: int = 0
    taken_back: int = 0


def _has(message: Message, words: str) -> bool:
    return any(words in button["text"] for row in message["buttons"] or [] for button in row)


async def _wait(person: Person, words: str, *, after: int = 0) -> Message:
    def fits(message: Message) -> bool:
        is_new = message["from_bot"] and message["message_id"] > after
        return bool(is_new and _has(message, words))

    return await person.wait_for_message(fits, within_s=PATIENCE_S)


async def play(url: str, number: int, seen: Seen) -> None:
    """One person's visit."""
    draw = random.Random(number)
    async with Person.at(url, chat_id=FIRST_ID + number) as person:
        picture = photo(draw.choice(("coffee", "chelsea", "astronaut", "rocket")))
        picture.thumbnail((SIDE_PX, SIDE_PX))
        style = draw.choice(("swirls", "mosaic", "ink"))
        await person.send(f"/style {style} instant", photos=[encoded(picture)])
        result = await _wait(person, "Show it")
        await person.press(result, "Show it")
        question = await _wait(person, "Only the result", after=result["message_id"])
        began = time.perf_counter()
        await person.press(question, draw.choice(("Only the result", "With my photo")))
        told = await _wait(person, "Take it back", after=result["message_id"])
        seen.until_shown_s.append(time.perf_counter() - began)
        (asked,) = await person.send("/feed")
        work = await _wait(person, "Next", after=asked)
        for _ in range(LOOKS):
            if draw.random() < 0.6 and await _press(person, work, "♥") == "You like it.":
                seen.likes += 1
            if draw.random() < 0.02:
                await _press(person, work, "Report")
                seen.reports += 1
            await _press(person, work, "Next")
            work = await person.message(work["message_id"]) or work
        if draw.random() < 0.2:
            await person.press(told, "Take it back")
            seen.taken_back += 1


async def _press(person: Person, message: Message, words: str) -> str | None:
    """At the feed's end there is nothing left to press, nor while the message becomes another."""
    now: dict[str, Any] = await person.message(message["message_id"]) or message
    with contextlib.suppress(RefusedError):
        return await person.press(now, words) if _has(now, words) else None
    return None


async def run(url: str) -> None:
    seen, began = Seen(), time.perf_counter()
    await asyncio.gather(*(play(url, number, seen) for number in range(PEOPLE)))
    async with aiohttp.ClientSession() as session, session.get(f"{url}/feed") as answer:
        page = await answer.text()
    slowest = max(seen.until_shown_s)
    sys.stdout.write(
        f"{PEOPLE} people in {time.perf_counter() - began:.0f} s: shown after {slowest:.1f} s at"
        f" most; {seen.likes} likes, {seen.reports} reports, {seen.taken_back} taken back;"
        f" {page.count('<img')} works on the first page\n"
    )


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8081"))
