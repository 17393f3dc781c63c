"""The service as it is deployed, on one machine: each part a process of its own."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from bot.run.redis_server import embedded_redis
from tests.bot.storage.postgres import OWNER, PostgresServer
from tests.e2e.house import alive, free_port
from tests.fleet.balancer import Balancer
from tests.fleet.processes import (
    Ended,
    FleetError,
    Member,
    listens,
    oneiro,
    run_oneiro,
    start_oneiro,
    until,
)
from tests.places import ROOT

TOKEN = "1000000:for-the-fleet"
SECRET = "a-secret_of-the-fleet"
DATABASE = "oneiro"
BOT_STOP_S = 10.0
WORKER_STOP_S = 10.0  # what an operator is promised
SERVER_STOP_S = 20.0
MIGRATE_S = 60.0


@dataclass(slots=True, kw_only=True)
class Fleet:
    """Processes by name, in ``folder``. Settings: what is set beside the fleet's own."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    balancer: Balancer = field(default_factory=Balancer)
    bot_ports: dict[str, int] = field(default_factory=dict)
    site_port: int = field(default_factory=free_port)
    api_port: int = field(default_factory=free_port)

    @property
    def site_url(self) -> str:
        return f"http://127.0.0.1:{self.site_port}"

    @property
    def postgres(self) -> PostgresServer:
        return PostgresServer(self.folder / "postgres")

    @property
    def database_url(self) -> str:
        """As asyncpg takes it."""
        return self.postgres.urls.format(DATABASE).replace("+asyncpg", "")

    def environment(self, code: Path = ROOT, **changes: str) -> dict[str, str]:
        """What every ``oneiro`` of the fleet is told, and nothing of this shell's settings."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ONEIRO_")}
        return {
            **kept,
            "PYTHONPATH": str(code),
            "OMP_NUM_THREADS": "1",
            "PYTHONFAULTHANDLER": "1",  # what does not end tells where it is
            "ONEIRO_DATA_DIR": str(self.folder / "data"),
            "ONEIRO_BOT_TOKEN": TOKEN,
            "ONEIRO_DATABASE_URL": self.database_url,
            "ONEIRO_REDIS_URL": embedded_redis(self.folder).url,
            "ONEIRO_TELEGRAM_URL": f"http://127.0.0.1:{self.api_port}",
            "ONEIRO_PORT": str(self.site_port),
            "ONEIRO_WEBHOOK_URL": f"http://127.0.0.1:{self.balancer.port}/hook",
            "ONEIRO_WEBHOOK_SECRET": SECRET,
            "ONEIRO_WEBHOOK_HOST": "127.0.0.1",
            **self.settings,
            **changes,
        }

    async def start_servers(self) -> None:
        """Postgres, Redis and the local Telegram."""
        self._folder("postgres")
        self.postgres.prepare()
        await self.start_postgres()
        await self._create_database()
        await self.start_redis()
        command = oneiro("local-telegram", "--api-port", str(self.api_port))
        # The site opens, and with it this process tells that it is ready, once a bot listens.
        await self._member("telegram", command, self.environment()).start()

    async def start_postgres(self) -> None:
        member = self._member("postgres", self.postgres.command(), os.environ, user=OWNER)
        await member.start()
        await until(self._postgres_answers, member, "does not answer")

    async def start_redis(self) -> None:
        redis = embedded_redis(self.folder)
        member = self._member("redis", redis.command(), os.environ)
        await member.start()
        if not await redis.answers(timeout_s=SERVER_STOP_S):
            raise member.trouble("does not answer")

    async def start_bot(self, name: str, *, code: Path = ROOT, **settings: str) -> None:
        """And have it served by the balancer once it listens."""
        port = self.bot_ports[name] = free_port()
        settings["ONEIRO_WEBHOOK_PORT"] = str(port)
        await start_oneiro(self._member(name, oneiro("bot"), self.environment(code, **settings)))

        async def is_up() -> bool:
            return await listens(port)

        await until(is_up, self.members[name], "does not listen")
        self.balancer.ports.append(port)

    async def start_worker(self, name: str, *, code: Path = ROOT, **settings: str) -> None:
        await start_oneiro(self._member(name, oneiro("worker"), self.environment(code, **settings)))

    async def migrate(self) -> Ended:
        member = self._member("migrate", oneiro("migrate"), self.environment())
        ended = await run_oneiro(member, within_s=MIGRATE_S)
        del self.members["migrate"]
        return ended

    async def stop_bot(self, name: str) -> Ended:
        """As a pod ends: it gets its signal while it is still called."""
        ended = await self.stop(name, within_s=BOT_STOP_S)
        self.balancer.ports.remove(self.bot_ports.pop(name))
        return ended

    async def stop_worker(self, name: str, *, within_s: float = WORKER_STOP_S) -> Ended:
        return await self.stop(name, within_s=within_s)

    async def stop(
        self, name: str, *, within_s: float, number: signal.Signals = signal.SIGTERM
    ) -> Ended:
        return await self.members.pop(name).end(within_s=within_s, number=number)

    def kill(self, name: str) -> None:
        """As a crash ends it; :meth:`start_bot` and the like bring another of that name."""
        self.members.pop(name).send(signal.SIGKILL)

    async def stop_all(self) -> dict[str, Ended]:
        """The bots and workers, then what they need. Raises: FleetError: something is left."""
        ended = {}
        servers = {"telegram": signal.SIGTERM, "redis": signal.SIGTERM, "postgres": signal.SIGINT}
        for name in [name for name in self.members if name not in servers]:
            is_bot = name in self.bot_ports
            ended[name] = await (self.stop_bot if is_bot else self.stop_worker)(name)
        for name, number in servers.items():
            ended[name] = await self.stop(name, within_s=SERVER_STOP_S, number=number)
        left = self.alive()
        if left:
            raise FleetError(f"still alive: {left}")
        return ended

    def alive(self) -> dict[int, str]:
        """Every process that was started for this folder, and its children."""
        return alive(self.folder)

    def _member(
        self,
        name: str,
        command: list[str],
        environment: Mapping[str, str],
        *,
        user: str | None = None,
    ) -> Member:
        log = self._folder("logs") / f"{name}.log"
        member = Member(name=name, command=command, environment=environment, log=log, user=user)
        self.members[name] = member
        return member

    def _folder(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder

    async def _postgres_answers(self) -> bool:
        try:
            url = self.postgres.urls.format("postgres").replace("+asyncpg", "")
            connection = await asyncpg.connect(url)
        except (OSError, asyncpg.PostgresError):
            return False
        await connection.close()
        return True

    async def _create_database(self) -> None:
        url = self.postgres.urls.format("postgres").replace("+asyncpg", "")
        connection = await asyncpg.connect(url)
        await connection.execute(f"CREATE DATABASE {DATABASE}")
        await connection.close()


@asynccontextmanager
async def empty_fleet(**settings: str) -> AsyncIterator[Fleet]:
    """One with its servers alone; whatever of it is left at the end is killed."""
    with tempfile.TemporaryDirectory(prefix="oneiro-fleet-", ignore_cleanup_errors=True) as name:
        fleet = Fleet(folder=_passable(Path(name)), settings=settings)
        async with fleet.balancer.running():
            try:
                await fleet.start_servers()
                yield fleet
            finally:
                for member in fleet.members.values():
                    if member.is_alive:
                        member.send(signal.SIGKILL)
                        await member.end(within_s=SERVER_STOP_S, number=signal.SIGKILL)


def _passable(folder: Path) -> Path:
    """Postgres's own folder is in it, and Postgres runs as somebody else."""
    if OWNER:
        folder.chmod(0o711)
    return folder
