"""A Redis for tests to kill."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass

from bot.run.redis_server import RedisServer


@dataclass(slots=True)
class TestRedis:
    """A Redis server that a test can kill and start again on the same data."""

    __test__ = False
    server: RedisServer
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return self.server.url

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(*self.server.command())
        assert await self.server.answers(timeout_s=10)

    async def kill(self) -> None:
        """End it as a crash would: nothing more is written."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    def wipe(self) -> None:
        """Forget all that was kept; only while it is not running."""
        for file in self.server.folder.iterdir():
            shutil.rmtree(file) if file.is_dir() else file.unlink()
