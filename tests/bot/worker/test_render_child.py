"""A render is a process's: whatever ends it, its job comes to an end and the worker goes on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.domain.jobs import JobState
from bot.settings import Settings
from bot.storage.jobs import claims, jobs
from bot.worker import job_run, job_runner, leased_worker
from bot.worker.child import render_child
from bot.worker.child.render_child import RenderChild, open_child
from engine.errors import OutOfMemoryError, RenderError
from tests.bot.painters import SlowPainter
from tests.bot.running import WITHIN_S, running_worker
from tests.bot.scene import Scene
from tests.hostile import bomb_png
from tests.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")

SLOW = ("1000", "0.05")
BRISK = ("60", "0.05")


class Children:
    """The render processes of a worker, the newest last."""

    def __init__(self, *words: str) -> None:
        self._words = words
        self._child: RenderChild | None = None

    def open(self, settings: Settings) -> RenderChild:
        module = "tests.bot.slow_child"
        self._child = open_child(settings, module=module, words=self._words)
        return self._child

    @property
    def pid(self) -> int:
        """Of the one that is there now; 0: there is none."""
        process = self._child._process if self._child else None
        return process.pid if isinstance(process, asyncio.subprocess.Process) else 0

    @property
    def is_painting(self) -> bool:
        return self._child is not None and self._child._is_painting


@pytest.fixture
def children() -> Children:
    return Children(*BRISK)


@pytest.fixture
async def worker(scene: Scene, children: Children) -> AsyncIterator[None]:
    async with running_worker(scene.settings, children.open):
        yield


async def test_the_render_process_logs_in_the_format_of_its_worker(
    scene: Scene, children: Children, capfd: pytest.CaptureFixture[str]
) -> None:
    child = children.open(scene.settings.model_copy(update={"log_format": "json"}))
    await child.open()
    await child.close()
    lines = capfd.readouterr().err.splitlines()
    assert json.loads(next(line for line in lines if "open" in line))["message"] == "open"


@pytest.mark.usefixtures("worker")
async def test_a_render_in_its_own_process_shows_how_it_comes_along(scene: Scene) -> None:
    await scene.send_photo()
    preview = await scene.says("% done")
    assert preview["photo"]
    assert len(await scene.results()) == 1


@pytest.mark.usefixtures("worker")
async def test_what_the_render_process_logs_of_a_job_names_it(
    scene: Scene, capfd: pytest.CaptureFixture[str]
) -> None:
    await scene.send_photo()
    job = await scene.job(JobState.DONE)
    lines = capfd.readouterr().err.splitlines()
    assert any(line.endswith(f"slow_child paint job_id={job.id}") for line in lines)


@pytest.mark.usefixtures("worker")
async def test_a_killed_render_is_made_once_more_in_parts_and_delivered_once(
    scene: Scene, children: Children
) -> None:
    await scene.send_photo()
    await scene.says("% done")
    os.kill(children.pid, signal.SIGKILL)
    (result,) = await scene.results()
    job = await scene.job(JobState.DONE)
    assert (job.in_tiles, job.tries) == (True, 1)
    photos = [m for m in await scene.person.messages() if m["from_bot"] and m["photo"]]
    assert photos == [result]


@pytest.mark.usefixtures("worker")
async def test_a_render_that_is_killed_twice_fails_in_plain_words_and_the_next_is_made(
    scene: Scene, children: Children
) -> None:
    await scene.send_photo()
    first = await pid_of_begun(scene, children)
    os.kill(first, signal.SIGKILL)
    os.kill(await pid_of_begun(scene, children, other_than=first), signal.SIGKILL)
    await scene.says("memory")
    assert (await scene.job(JobState.FAILED)).error_code == "OutOfMemoryError"
    await scene.send_photo()
    assert len(await scene.results()) == 1


@pytest.mark.usefixtures("worker")
async def test_a_cancelled_render_ends_although_its_step_does_not(
    scene: Scene, children: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_child, "STOP_GRACE_S", 0.2)
    await scene.send_photo()
    stuck = await pid_of_begun(scene, children)
    os.kill(stuck, signal.SIGSTOP)
    job = await scene.job(JobState.RUNNING)
    assert await jobs.cancel(scene.db, job.id, user_id=1, now=job.created_at)
    await scene.says("Cancelled.")
    await until(lambda: not is_alive(stuck))
    await scene.send_photo()
    assert len(await scene.results()) == 1


@pytest.mark.usefixtures("worker")
async def test_a_render_that_hangs_is_killed_and_told_and_the_next_is_made(
    scene: Scene, children: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_run, "DEADLINE_S", 1.0)
    await scene.send_photo()
    stuck = await pid_of_begun(scene, children)
    os.kill(stuck, signal.SIGSTOP)
    await scene.says("Please try again")
    assert (await scene.job(JobState.FAILED)).error_code == "RenderError"
    assert not is_alive(stuck)
    monkeypatch.undo()
    await scene.send_photo()
    assert len(await scene.results()) == 1


async def test_a_picture_that_wants_more_memory_than_it_may_is_refused_and_the_next_is_made(
    scene: Scene,
) -> None:
    children = Children("1", "0", "20_000_000")
    async with running_worker(scene.settings, children.open):
        await scene.person.send(documents=[("a.png", bomb_png(3000, 3000))])
        await scene.says("takes more memory or time to open")
        job, first = await scene.job(JobState.FAILED), children.pid
        assert (job.error_code, job.tries) == ("TooHeavyToOpenError", 1)
        await scene.send_photo()
        assert len(await scene.results()) == 1
        assert children.pid == first


async def test_a_killed_worker_leaves_no_render_behind(scene: Scene) -> None:
    worker = await scene.start_worker(*SLOW)
    await scene.send_photo()
    await scene.says("% done")
    (child,) = children_of(worker.pid)
    worker.kill()
    await worker.wait()
    await until(lambda: not is_alive(child))


async def test_a_worker_told_to_stop_gives_its_job_back_and_leaves_nothing(scene: Scene) -> None:
    worker = await scene.start_worker(*SLOW)
    await scene.send_photo()
    await scene.says("% done")
    (child,) = children_of(worker.pid)
    worker.terminate()
    async with asyncio.timeout(10):
        assert await worker.wait() == 0
    job = await scene.job(JobState.WAITING)
    assert (job.tries, is_alive(child)) == (0, False)


async def test_a_render_as_good_as_done_comes_to_its_end_when_its_worker_stops(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_runner, "FINISH_S", WITHIN_S)
    monkeypatch.setattr(leased_worker, "STOP_S", WITHIN_S)
    painter = SlowPainter(steps=60, step_s=0.05)
    async with scene.worker(painter):
        await scene.send_photo()
        await scene.says("% done")
    await scene.job(JobState.DONE)
    assert painter.painted == 1


async def test_an_error_of_memory_has_the_picture_made_in_parts(scene: Scene) -> None:
    painter = SlowPainter(errors=[OutOfMemoryError("no")])
    async with scene.worker(painter):
        await scene.send_photo()
        assert len(await scene.results()) == 1
    assert painter.in_tiles == [False, True]
    assert (await scene.job(JobState.DONE)).in_tiles


async def test_a_job_with_which_two_workers_died_is_made_in_parts(scene: Scene) -> None:
    await scene.send_photo()
    job = await scene.job(JobState.WAITING)
    for _ in range(2):
        claim = await claims.claim(
            scene.db, job.id, now=job.created_at, lease_s=-1, max_attempts=5, worker="dead"
        )
        assert claim.job is not None
    painter = SlowPainter()
    async with scene.worker(painter):
        assert len(await scene.results()) == 1
    assert painter.in_tiles == [True]


async def test_a_lost_device_costs_the_process_and_not_the_job(
    scene: Scene, children: Children
) -> None:
    """After a CUDA error nothing more can be computed in that process."""
    painter = SlowPainter(errors=[RenderError("CUDA error: an illegal memory access")])
    starts = []

    def opened(settings: Settings) -> RenderChild:
        child = painter.open(settings)
        start = child._start

        async def counted() -> render_child.Process:
            starts.append(1)
            return await start()

        child._start = counted
        return child

    async with running_worker(scene.settings, opened):
        await scene.send_photo()
        assert len(await scene.results()) == 1
    assert len(starts) == 2


async def test_a_render_process_that_cannot_begin_says_why(scene: Scene) -> None:
    child = open_child(scene.settings, module="tests.bot.no_such_module")
    with pytest.raises(RenderError) as caught:
        await child.open()
    assert caught.value.detail == "the render process ended with 1"
    await child.close()


async def test_a_render_process_knows_no_secret(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEIRO_BOT_TOKEN", "1:hush-hush")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush-hush")
    children = Children(*BRISK)
    child = children.open(scene.settings)
    await child.open()
    proc = Path(f"/proc/{children.pid}")
    seen = (proc / "environ").read_bytes() + (proc / "cmdline").read_bytes()
    assert b"hush-hush" not in seen
    assert scene.settings.bot_token is not None
    assert scene.settings.bot_token.get_secret_value().encode() not in seen
    await child.close()


async def test_the_process_that_talks_to_redis_and_telegram_loads_no_torch() -> None:
    code = "import sys, bot.worker.arq_worker; print('torch' in sys.modules)"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    assert told == b"False\n"


async def pid_of_begun(scene: Scene, children: Children, *, other_than: int = 0) -> int:
    """The process that renders, once it does, or does again."""
    await scene.job(JobState.RUNNING)
    await until(lambda: children.is_painting and children.pid not in (0, other_than))
    return children.pid


async def until(is_so: Callable[[], bool]) -> None:
    """What other processes do cannot be awaited."""
    async with asyncio.timeout(WITHIN_S):
        while not is_so():  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)


def children_of(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in told.split()]


def is_alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
