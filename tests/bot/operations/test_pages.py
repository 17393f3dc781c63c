"""What a process tells over HTTP: metrics, that it lives, and whether it can work."""

from __future__ import annotations

import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import aiohttp
import pytest

from bot.domain.jobs import JobState
from bot.domain.money.current_tiers import CurrentTiers
from bot.errors import SettingsError
from bot.operations.pages import chat_pages
from bot.settings import Settings
from bot.storage.database import Database
from engine.errors import NotFiniteError
from tests.bot.painters import SlowPainter
from tests.bot.scene import Scene

NOWHERE = "127.0.0.1:1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def with_ports(scene: Scene, **ports: int) -> Settings:
    return scene.settings.model_copy(update=ports)


@asynccontextmanager
async def chat(scene: Scene, **parts: Any) -> AsyncIterator[str]:
    """The chat process's pages; ``parts`` of it may be away. Yields: their address."""
    settings = with_ports(scene, metrics_port=free_port())
    usual = {
        "db": scene.db,
        "bot": scene.bot,
        "redis_url": scene.redis.url,
        "tiers": CurrentTiers(),
    }
    async with chat_pages(settings, **(usual | parts)):
        yield f"http://127.0.0.1:{settings.metrics_port}"


async def ask(address: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.text()


async def readiness(address: str) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as session, session.get(f"{address}/readyz") as answer:
        return answer.status, await answer.json()


async def test_a_chat_process_in_order_is_ready_and_tells_its_figures(scene: Scene) -> None:
    await scene.bot.send_message(1, "hello")
    async with chat(scene) as address:
        assert await ask(f"{address}/healthz") == (200, "ok\n")
        status, ready = await readiness(address)
        assert (status, ready["is_ready"]) == (200, True)
        assert {part["is_ok"] for part in ready["parts"].values()} == {True}
        status, page = await ask(f"{address}/metrics")
    assert status == 200
    lines = page.splitlines()
    assert 'oneiro_queue_jobs{state="waiting",tier="hd"} 0.0' in lines
    assert any(
        line.startswith('oneiro_telegram_requests_total{method="sendMessage"') for line in lines
    )
    assert any(line.startswith("oneiro_build_info{version=") for line in lines)
    assert "oneiro_worker_busy" not in page
    # A metric is told once, or Prometheus takes none of them.
    types = [line for line in lines if line.startswith("# TYPE")]
    assert len(types) == len(set(types))


async def test_without_sql_it_is_not_ready_says_so_and_tells_no_old_figures(scene: Scene) -> None:
    db = Database(f"postgresql+asyncpg://oneiro:swordfish@{NOWHERE}/oneiro")
    async with chat(scene, db=db) as address:
        status, ready = await readiness(address)
        assert (status, ready["is_ready"]) == (503, False)
        assert ready["parts"]["sql"]["says"].startswith("SQL does not answer")
        assert ready["parts"]["redis"]["is_ok"]
        assert ready["parts"]["telegram"]["is_ok"]
        assert "swordfish" not in str(ready)
        status, page = await ask(f"{address}/metrics")
        assert status == 200
        assert "oneiro_queue_jobs" not in page
        assert (await ask(f"{address}/healthz"))[0] == 200
    await db.close()


async def test_without_redis_it_is_not_ready(scene: Scene) -> None:
    await scene.redis.kill()
    async with chat(scene) as address:
        status, ready = await readiness(address)
    assert status == 503
    assert ready["parts"]["redis"]["says"].startswith("Redis does not answer")
    assert ready["parts"]["sql"]["is_ok"]


async def test_without_telegram_it_is_not_ready(scene: Scene) -> None:
    await scene.person.order_fault("drop", method="getMe")
    async with chat(scene) as address:
        status, ready = await readiness(address)
    assert status == 503
    assert ready["parts"]["telegram"]["says"].startswith("Telegram does not answer")


async def test_a_part_that_does_not_answer_in_time_is_away(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.health.LONGEST_ANSWER_S", 0.05)
    with taken_port() as port:  # it listens, and never says anything
        async with chat(scene, redis_url=f"redis://127.0.0.1:{port}") as address:
            status, ready = await readiness(address)
    assert status == 503
    assert ready["parts"]["redis"] == {"is_ok": False, "says": "No answer within 0.05 s."}


async def test_a_chat_process_whose_port_is_taken_says_which_setting(scene: Scene) -> None:
    with taken_port() as port, pytest.raises(SettingsError, match="ONEIRO_METRICS_PORT") as caught:
        async with chat_pages(
            with_ports(scene, metrics_port=port),
            db=scene.db,
            bot=scene.bot,
            redis_url=scene.redis.url,
            tiers=CurrentTiers(),
        ):
            pass
    assert str(port) in str(caught.value)


async def test_a_worker_whose_port_is_taken_warns_and_works(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    with taken_port() as port:
        scene.settings = with_ports(scene, worker_metrics_port=port)
        async with scene.worker(SlowPainter()):
            await scene.send_photo()
            assert len(await scene.results()) == 1
    (warning,) = [r for r in caplog.records if "no metrics" in r.message]
    assert warning.levelno == logging.WARNING
    assert str(port) in str(warning.__dict__["why"])


async def test_a_worker_tells_how_its_last_render_ended(scene: Scene) -> None:
    scene.settings = with_ports(scene, worker_metrics_port=free_port())
    address = f"http://127.0.0.1:{scene.settings.worker_metrics_port}"
    async with scene.worker(SlowPainter(errors=[NotFiniteError("no")])):
        await scene.send_photo()
        await scene.job(JobState.FAILED)
        status, ready = await readiness(address)
        page = (await ask(f"{address}/metrics"))[1]
    assert status == 503
    assert ready["parts"]["last_render"]["says"].startswith("The last render failed")
    assert ready["parts"]["sql"]["is_ok"]
    assert "oneiro_worker_busy 0.0" in page
    for pool in scene.settings.pools:
        assert f'oneiro_worker_serves{{pool="{pool}"}} 1.0' in page
    assert "oneiro_queue_jobs" not in page  # each worker would tell the same once more


async def test_a_worker_whose_last_render_came_to_its_end_is_ready(scene: Scene) -> None:
    settings = with_ports(scene, worker_metrics_port=free_port())
    scene.settings = settings
    async with scene.worker(SlowPainter()):
        await scene.send_photo()
        await scene.results()
        status, ready = await readiness(f"http://127.0.0.1:{settings.worker_metrics_port}")
    assert (status, ready["is_ready"]) == (200, True)
