"""``oneiro up``: everything on one machine, in one process group, under one supervisor."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import SettingsError, cannot_listen
from bot.processes import ReadyPipe, die_with_parent, heeding_signals, lock_folder
from bot.run.redis_server import RedisServer, embedded_redis
from bot.settings import Settings
from bot.texts.catalogue import text
from engine.texts.phrase import Phrase

STOP_S = 7.0  # for the bot and the worker to put their work down; then they are killed
LAST_STOP_S = 2.0  # for the local Telegram and Redis, which the others need to the end
REDIS_START_S = 20.0
FIRST_BACK_OFF_S = 0.2
LONGEST_BACK_OFF_S = 15.0
STEADY_S = 30.0  # a child that lived this long starts again at once

Say = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Child:
    """One supervised process: started again, with back-off, whenever it ends by itself."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    say: Say
    pass_fds: tuple[int, ...] = ()
    process: asyncio.subprocess.Process | None = None
    task: asyncio.Task[None] | None = None
    is_stopping: bool = False

    def start(self) -> None:
        self.task = asyncio.create_task(self._keep_running(), name=f"keep {self.name} running")

    async def _keep_running(self) -> None:
        back_off_s = FIRST_BACK_OFF_S
        while True:
            began = time.monotonic()
            code = await self._run_once()
            if self.is_stopping:
                return
            if time.monotonic() - began > STEADY_S:
                back_off_s = FIRST_BACK_OFF_S
            self.say(_ended(self.name, code, back_off_s))
            await asyncio.sleep(back_off_s)
            if self.is_stopping:
                return
            back_off_s = min(back_off_s * 2, LONGEST_BACK_OFF_S)

    async def _run_once(self) -> int:
        self.process = await asyncio.create_subprocess_exec(
            *self.command,
            env=dict(self.environment),
            stdin=asyncio.subprocess.DEVNULL,
            pass_fds=self.pass_fds,
            preexec_fn=die_with_parent(os.getpid(), signal.SIGKILL),
        )
        return await self.process.wait()

    async def stop(self, *, within_s: float) -> None:
        """Ask the process to end; kill it when it has not after ``within_s``."""
        self.is_stopping = True
        if self.process is not None and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()
            try:
                async with asyncio.timeout(within_s):
                    await self.process.wait()
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    self.process.kill()
        if self.task is not None:
            self.task.cancel()
            await asyncio.wait([self.task])


def _ended(name: str, code: int, back_off_s: float) -> str:
    again = f"{back_off_s:g}"
    if code < 0:
        return text(
            "supervisor.killed", name=name, signal=signal.Signals(-code).name, seconds=again
        )
    return text("supervisor.ended", name=name, code=code, seconds=again)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which children this machine needs, in their starting order."""

    redis: RedisServer | None
    telegram_port: int | None
    web_port: int | None
    environment: Mapping[str, str]


def make_plan(settings: Settings) -> Plan:
    """Decide what to bring along: Redis and Telegram, unless the settings name real ones."""
    environment = dict(os.environ)
    environment["ONEIRO_DATA_DIR"] = str(settings.data_dir.resolve())
    environment["ONEIRO_PORT"] = str(settings.port)
    for setting, port in _metrics_ports(settings).items():
        environment[setting] = str(port)
    redis = None
    if settings.redis_url is None:
        redis = embedded_redis(settings.data_dir)
        environment["ONEIRO_REDIS_URL"] = redis.url
    telegram_port, web_port = None, settings.web_port
    if settings.bot_token is None:
        telegram_port, web_port = _free_port(), web_port or _free_port()
        environment["ONEIRO_WEB_PORT"] = str(web_port)
        environment["ONEIRO_WEB_URL"] = settings.web_url or _site_address(settings)
        environment["ONEIRO_TELEGRAM_URL"] = f"http://127.0.0.1:{telegram_port}"
        environment["ONEIRO_BOT_TOKEN"] = _local_token(settings.data_dir)
    return Plan(
        redis=redis, telegram_port=telegram_port, web_port=web_port, environment=environment
    )


def _site_address(settings: Settings) -> str:
    """Where people open the chat page."""
    return f"http://{settings.host}:{settings.port}"


def _metrics_ports(settings: Settings) -> dict[str, int]:
    """Those that are set, by their settings' names."""
    ports = {
        "ONEIRO_METRICS_PORT": settings.metrics_port,
        "ONEIRO_WORKER_METRICS_PORT": settings.worker_metrics_port,
    }
    return {setting: port for setting, port in ports.items() if port is not None}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _local_token(data_dir: Path) -> str:
    """The local Telegram's bot token: kept, because signed invoices must outlive a restart."""
    file = data_dir / "local-token"
    with contextlib.suppress(FileNotFoundError):
        return file.read_text().strip()
    token = f"1000000:{secrets.token_hex(20)}"
    file.touch(mode=0o600)
    file.write_text(token)
    return token


async def run_up(settings: Settings, *, say: Say) -> int:
    """Run everything until SIGINT or SIGTERM. Returns: the exit code, 0 or 130.

    Raises: SettingsError: the folder or the port is taken, or there is no Redis to run.
    """
    stopped_by: asyncio.Future[signal.Signals] = asyncio.get_running_loop().create_future()
    with (
        heeding_signals(lambda number: _stop_once(stopped_by, number)),
        lock_folder(settings.data_dir),
    ):
        _check_ports_are_free(settings)
        plan = make_plan(settings)
        ready = await ReadyPipe.open()
        late, early = _children(plan, settings, ready.write_fd, say)
        starting = asyncio.create_task(_start(late, early, plan, settings, say))
        greeting = asyncio.create_task(_first_screen(ready, settings, say))
        try:
            first: list[asyncio.Future[Any]] = [starting, stopped_by]
            await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                starting.result()  # a failure to start ends everything, told by the caller
            number = await stopped_by
        finally:
            starting.cancel()
            greeting.cancel()
            await asyncio.wait([starting, greeting])
            for child in (*late, *early):
                child.is_stopping = True  # a signal to the whole group ends some before their turn
            await asyncio.gather(*(child.stop(within_s=STOP_S) for child in late))
            await asyncio.gather(*(child.stop(within_s=LAST_STOP_S) for child in early))
    return 130 if number is signal.SIGINT else 0


def _stop_once(stopped_by: asyncio.Future[signal.Signals], number: signal.Signals) -> None:
    if not stopped_by.done():
        stopped_by.set_result(number)


def _check_ports_are_free(settings: Settings) -> None:
    with contextlib.ExitStack() as stack:
        if settings.bot_token is None and not _take(stack, settings.host, settings.port):
            raise SettingsError(
                name=Phrase("settings.port", port=settings.port),
                problem=Phrase("problems.port_taken"),
                remedy=Phrase("remedies.choose_port"),
            )
        for setting, port in _metrics_ports(settings).items():
            host = settings.metrics_host
            if not _take(stack, host, port):
                raise cannot_listen(port=port, host=host, setting=setting)
        if settings.web_port and not _take(stack, settings.web_host, settings.web_port):
            raise cannot_listen(
                port=settings.web_port, host=settings.web_host, setting="ONEIRO_WEB_PORT"
            )


def _take(stack: contextlib.ExitStack, host: str, port: int) -> bool:
    """Hold a port until ``stack`` ends, as a server would, so that no two settings name one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    probe = stack.enter_context(socket.socket(family))
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((host, port))
        probe.listen()
    except OSError:
        return False
    return True


def _children(
    plan: Plan, settings: Settings, ready_fd: int, say: Say
) -> tuple[list[Child], list[Child]]:
    """(the bot and the worker, which stop first; Redis and Telegram, which they need)."""

    def child(name: str, *command: str, pass_fds: tuple[int, ...] = ()) -> Child:
        return Child(
            name=name,
            command=list(command),
            environment=plan.environment,
            say=say,
            pass_fds=pass_fds,
        )

    def oneiro(name: str, *words: str) -> Child:
        command = (sys.executable, "-m", "bot.cli", *words, "--ready-fd", str(ready_fd))
        return child(name, *command, pass_fds=(ready_fd,))

    early = []
    if plan.redis is not None:
        early.append(child("redis", *plan.redis.command()))
    if plan.telegram_port is not None:
        feed_url = f"http://{_reached_at(settings.web_host)}:{plan.web_port}"
        words = ("--api-port", str(plan.telegram_port), "--feed-url", feed_url)
        early.append(oneiro("telegram", "local-telegram", *words))
    return [oneiro("bot", "bot"), oneiro("worker", "worker")], early


def _reached_at(host: str) -> str:
    """Where this machine reaches what listens there."""
    if host in ("", "0.0.0.0", "::"):  # all of its addresses
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


async def _start(
    late: list[Child], early: list[Child], plan: Plan, settings: Settings, say: Say
) -> None:
    from bot.storage.database import make_ready  # SQL is loaded while Redis starts

    for child in early:
        child.start()
    await asyncio.to_thread(make_ready, settings.sql_url, may_upgrade=settings.migrate)
    if plan.redis is not None and not await plan.redis.answers(timeout_s=REDIS_START_S):
        raise SettingsError(
            name="Redis",
            problem=Phrase("problems.did_not_start", program=str(plan.redis.binary)),
            remedy=Phrase("remedies.see_log", file=str(plan.redis.log)),
        )
    for child in late:
        child.start()


async def _first_screen(ready: ReadyPipe, settings: Settings, say: Say) -> None:
    """Tell where it is, what will dream and where data lies, once a photo can be sent."""
    needed = {"worker", "bot"} if settings.bot_token is not None else {"worker", "telegram"}
    facts: dict[str, dict[str, str]] = {}
    while not needed <= facts.keys():
        child = await ready.next()
        facts[child.pop("who")] = child
    worker = facts["worker"]
    address = (
        _site_address(settings)
        if settings.bot_token is None
        else f"https://t.me/{facts['bot']['username']}"
    )
    lines = [
        text(
            "supervisor.ready",
            address=address,
            dream=worker["dream"],
            style=worker["style"],
            device=worker["device"],
            data_dir=str(settings.data_dir.resolve()),
        )
    ]
    if worker["dream"] == "embedded":
        lines.append(text("supervisor.larger_network"))
    lines.append(text("supervisor.stop"))
    say("\n" + "\n".join(f"  {line}\n" for line in lines))
