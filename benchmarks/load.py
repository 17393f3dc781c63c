"""How many updates a second one chat process answers while two workers render beside it.

``python -m benchmarks.load [--rates 50 100 …] [--seconds 20] [--no-workers]``. The chat process has
one core to itself; Telegram and those who write share the other with the workers, which are nice.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.photos_at_once import cpu_s
from bot.local_telegram.api.app import Exchange
from bot.local_telegram.server import LocalTelegram
from bot.local_telegram.state.people import person
from bot.run.redis_server import embedded_redis
from tests.bot.redises import TestRedis
from tests.person import Person
from tests.pictures import encoded, photo
from tests.telegrams import TOKEN

PEOPLE = 500
FIRST_CHAT = 1000
# What people write between pictures, and how often.
WORDS = {"hello": 4, "/queue": 3, "/help": 2, "/dream": 2, "/cancel": 1}
DRAIN_S = 30.0
# Long enough to outlast the measurement.
ORDER = "/style swirls steps=200 size=600"
ORDERS = 20


@dataclass(slots=True)
class Answers:
    """When each chat was written to, and what its answer took, in s."""

    asked: dict[int, list[float]] = field(default_factory=dict)
    waits_s: list[float] = field(default_factory=list)

    def note(self, exchange: Exchange) -> None:
        chat_id = exchange.call.params.get("chat_id")
        waiting = self.asked.get(int(chat_id)) if chat_id else None
        if waiting and exchange.call.method.lower().startswith("send"):
            self.waits_s.append(time.perf_counter() - waiting.pop(0))

    @property
    def open(self) -> int:
        return sum(map(len, self.asked.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The service under load; ``processes``: name and process id."""

    telegram: LocalTelegram
    answers: Answers
    processes: Mapping[str, int]


def main() -> int:
    parser = argparse.ArgumentParser(description="Load on one chat process.")
    parser.add_argument("--rates", type=int, nargs="+", default=[25, 50, 100, 150, 200])
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--no-workers", action="store_true")
    args = parser.parse_args()
    asyncio.run(_play(args.rates, args.seconds, workers=0 if args.no_workers else 2))
    return 0


async def _play(rates: list[int], seconds: float, *, workers: int) -> None:
    sent = 0
    with tempfile.NamedTemporaryFile(prefix="oneiro-counts-") as counts:
        async with running(workers=workers, counts_file=Path(counts.name)) as service:
            if workers:
                await _keep_busy(service.telegram.site_url)
            _tell(_header(service))
            for rate in rates:
                sent += await _round(service, rate, seconds)
        statements = int(counts.read())
    _tell(f"\nSQL statements of {sent} updates and all else: {statements / sent:.1f} each")


def _header(service: Running) -> str:
    names = [f"{name}, of a core" for name in (*service.processes, "telegram and people")]
    columns = ["updates/s asked", "answered/s", "p50 ms", "p99 ms", *names]
    return "| " + " | ".join(columns) + " |\n|" + "---|" * len(columns)


async def _round(service: Running, rate: int, seconds: float) -> int:
    service.answers.waits_s.clear()
    before = {name: _tree_cpu_s(pid) for name, pid in service.processes.items()}
    own, began = time.process_time(), time.perf_counter()
    count = await _write(service, rate, seconds)
    took_s = time.perf_counter() - began
    shares = [(_tree_cpu_s(pid) - before[name]) / took_s for name, pid in service.processes.items()]
    shares.append((time.process_time() - own) / took_s)
    waits = sorted(service.answers.waits_s)
    quantiles = (statistics.median(waits) * 1000, waits[int(0.99 * len(waits))] * 1000)
    cells = [f"{rate}", f"{len(waits) / took_s:.0f}", *(f"{ms:.0f}" for ms in quantiles)]
    cells += [f"{share:.2f}" for share in shares]
    _tell("| " + " | ".join(cells) + " |")
    return count


def _tree_cpu_s(pid: int) -> float:
    """What the process and those that it started have used; a worker renders in a child."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return cpu_s(pid) + sum(_tree_cpu_s(int(child)) for child in children)


async def _write(service: Running, rate: int, seconds: float) -> int:
    """People write at that rate, whatever becomes of it; then all is answered or time is up."""
    dice = random.Random(rate)
    count = round(rate * seconds)
    began = time.perf_counter()
    for number in range(count):
        late_s = began + number / rate - time.perf_counter()
        if late_s > 0:
            await asyncio.sleep(late_s)
        chat_id = FIRST_CHAT + number % PEOPLE
        _say(service, chat_id, dice.choices(list(WORDS), list(WORDS.values()))[0])
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_S):
            while service.answers.open:  # noqa: ASYNC110  # the API tells, not an event
                await asyncio.sleep(0.02)
    service.answers.asked.clear()
    return count


def _say(service: Running, chat_id: int, words: str) -> None:
    backend = service.telegram.backend
    content: dict[str, object] = {"text": words}
    if words.startswith("/"):
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words)}]
    message = backend.messages.post(chat_id, sender=person(chat_id), content=content)
    service.answers.asked.setdefault(chat_id, []).append(time.perf_counter())
    backend.updates.add("message", backend.messages.as_bot_sees(message))


async def _keep_busy(site_url: str) -> None:
    async with Person.at(site_url, chat_id=1) as artist:
        data = encoded(photo("coffee"), "JPEG")
        for _ in range(ORDERS):
            await artist.send(ORDER, photos=[data])
        await artist.wait_for_message(lambda m: "%" in str(m), within_s=120)


@contextlib.asynccontextmanager
async def running(*, workers: int, counts_file: Path) -> AsyncIterator[Running]:
    """A chat process on a core of its own, workers of one thread, Telegram in this process."""
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="oneiro-")))
        redis = TestRedis(embedded_redis(folder))
        await redis.start()
        stack.push_async_callback(redis.kill)
        answers = Answers()
        telegram = LocalTelegram(folder=folder / "telegram", token=TOKEN, on_exchange=answers.note)
        await telegram.start()
        stack.push_async_callback(telegram.stop)
        telegram.backend.limits.is_on = False
        for chat_id in range(FIRST_CHAT, FIRST_CHAT + PEOPLE):
            telegram.backend.chats.for_person(chat_id)
        environment = {
            **os.environ,
            "ONEIRO_BOT_TOKEN": TOKEN,
            "ONEIRO_TELEGRAM_URL": telegram.api_url,
            "ONEIRO_REDIS_URL": redis.url,
            "ONEIRO_DATA_DIR": str(folder / "data"),
            "ONEIRO_LOG_LEVEL": "WARNING",
            "ONEIRO_PERSON_UPDATES_PER_MINUTE": "0",
            "ONEIRO_CHAT_UPDATES_PER_MINUTE": "0",
            "OMP_NUM_THREADS": "1",
        }
        first, *others = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, others or [first])
        chat = await _start(stack, environment, "benchmarks.unlimited_bot", str(counts_file))
        os.sched_setaffinity(chat, [first])
        await telegram.is_open.wait()
        processes = {"chat process": chat}
        for number in range(workers):
            pid = await _start(stack, environment, "bot.cli", "worker", nice=10)
            processes[f"worker {number + 1}"] = pid
        yield Running(telegram=telegram, answers=answers, processes=processes)
        await telegram.stop()


async def _start(
    stack: contextlib.AsyncExitStack, environment: Mapping[str, str], *words: str, nice: int = 0
) -> int:
    process = await asyncio.create_subprocess_exec(
        *("nice", "-n", str(nice), sys.executable, "-m", *words), env=dict(environment)
    )

    async def stop() -> None:
        process.terminate()
        await process.wait()

    stack.push_async_callback(stop)
    return process.pid


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
