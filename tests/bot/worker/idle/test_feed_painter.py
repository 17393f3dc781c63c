"""Idle workers fill the feed, and make way for people."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.community.copies import NAMES, PHOTO, SMALL, WORK, file_name, open_feed
from bot.community.free_pictures import FreeFolder
from bot.domain.community.paintings import HOUSE_ID, LOOKS
from bot.domain.community.works import Work
from bot.domain.jobs import JobState
from bot.errors import ResultsAwayError
from bot.local_telegram.server import LocalTelegram
from bot.storage import costs
from bot.storage.community import paintings, works
from bot.storage.operators import switches
from bot.worker.idle import feed_painter
from bot.worker.idle.feed_painter import FeedPainter
from engine.errors import NotFiniteError
from tests.bot.community.free_folder import lay
from tests.bot.conftest import TestRedis
from tests.bot.operations.counts import Counts
from tests.bot.painters import SlowPainter
from tests.bot.running import WITHIN_S
from tests.bot.scene import Scene, playing
from tests.bot.storage.postgres import on_each_database
from tests.pictures import photo_bytes

pytestmark = on_each_database


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that has nothing to do looks at once, and the whole day is open."""
    monkeypatch.setattr(feed_painter, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(paintings, "places_open", lambda now, *, per_day: per_day)


@pytest.fixture
async def idle(
    telegram: LocalTelegram,
    redis_server: TestRedis,
    migrated: Path,
    tmp_path: Path,
    database: dict[str, str],
) -> AsyncIterator[Scene]:
    """A scene whose operator has a folder with one free picture, for one a day."""
    data_dir = tmp_path / "data"
    shutil.copytree(migrated, data_dir)
    lay(tmp_path / "free")
    changes = {"feed_folder": tmp_path / "free", "feed_per_day": 1, **database}
    async with playing(telegram, redis_server, data_dir, **changes) as scene:
        yield scene


async def shown(scene: Scene, count: int = 1) -> list[Work]:
    """The works of the feed, once there are so many. SQL tells nobody, so it is asked."""
    async with asyncio.timeout(WITHIN_S):
        while True:
            found = await works.newest(scene.db, before=None, count=9)
            if len(found) >= count:
                return found
            await asyncio.sleep(0.02)


async def begun(painter: SlowPainter) -> None:
    await asyncio.to_thread(painter.begun.wait)
    painter.begun.clear()


async def test_founding_39_40_idle_workers_fill_the_feed(idle: Scene) -> None:
    painter, count = SlowPainter(), Counts()
    async with idle.worker(painter):
        (work,) = await shown(idle)
    assert work.is_ours
    assert work.user_id == HOUSE_ID
    assert work.credit is not None
    assert (work.credit.author, work.credit.licence.name) == ("Nobody <b>", "CC0 1.0")
    store = open_feed(idle.settings)
    kept = [name for name in NAMES if store.read(file_name(work.token, name)) is not None]
    assert kept == [WORK, SMALL, PHOTO]
    # Nothing of it stands among what people ordered, had or paid.
    now = datetime.now(UTC)
    assert await costs.by_art(idle.db, now=now) == await costs.by_person(idle.db, now=now) == []
    assert count("oneiro_spare_seconds_total") > 0
    assert count("oneiro_jobs_total", art=work.recipe.art, outcome="delivered") == 0
    (spent,) = await paintings.cost_today(idle.db, now=now)
    assert spent.seconds > 0
    assert spent.shown == painter.painted == 1
    assert [m for m in await idle.person.messages() if m["from_bot"]] == []


async def test_founding_40_a_persons_job_stops_it_within_a_step(idle: Scene) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with idle.worker(painter):
        await begun(painter)  # the house's, at its first step
        await idle.send_photo()
        await begun(painter)  # the person's: the other was put down, unfinished
        assert painter.painted == 0
        assert await works.newest(idle.db, before=None, count=9) == []
        painter.gate.set()
        await idle.results()
        # Its place of the day was given back.
        (work,) = await shown(idle)
    assert work.is_ours
    assert painter.painted == 2
    assert (await idle.job(JobState.DONE)).tries == 1


async def test_what_was_put_down_counts_for_no_person(idle: Scene) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with idle.worker(painter):
        await begun(painter)
        await idle.send_photo()
        await begun(painter)
        painter.gate.set()
        await idle.results()
        await shown(idle)
    now = datetime.now(UTC)
    (cost,) = await costs.by_person(idle.db, now=now)
    assert (cost.user_id, cost.renders) == (1, 1)
    (spent,) = await paintings.cost_today(idle.db, now=now)
    assert spent.shown == 1


async def test_two_workers_show_no_more_than_the_day_has(idle: Scene) -> None:
    one, other = SlowPainter(), SlowPainter()
    async with idle.worker(one), idle.worker(other):
        await shown(idle)
        await idle.send_photo()
        await idle.results()
    assert len(await works.newest(idle.db, before=None, count=9)) == 1
    assert one.painted + other.painted == 2


async def test_a_worker_that_stops_leaves_nothing_half_shown(idle: Scene) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with idle.worker(painter):
        await begun(painter)
    assert await works.newest(idle.db, before=None, count=9) == []
    async with idle.worker(SlowPainter()):
        await shown(idle)


async def test_what_a_killed_worker_had_in_hand_is_taken_up(idle: Scene) -> None:
    assert idle.settings.feed_folder is not None
    (picture,) = FreeFolder(idle.settings.feed_folder).look().pictures
    dead = await paintings.begin(
        idle.db,
        [(picture.digest, LOOKS[0])],
        per_day=1,
        now=datetime.now(UTC) - timedelta(seconds=2 * feed_painter.LEASE_S),
        lease_s=feed_painter.LEASE_S,
        draw=lambda _: 0,
    )
    assert dead is not None
    async with idle.worker(SlowPainter()):
        (work,) = await shown(idle)
    assert work.job_id != dead.id


async def test_a_store_that_is_away_shows_nothing(
    idle: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = asyncio.Event()

    async def away(*_: object, **__: object) -> None:
        tried.set()
        raise ResultsAwayError("no")

    with monkeypatch.context() as patch:
        patch.setattr(feed_painter, "show_painting", away)
        async with idle.worker(SlowPainter()):
            await tried.wait()
    assert await works.newest(idle.db, before=None, count=9) == []
    async with idle.worker(SlowPainter()):
        await shown(idle)


async def test_a_paused_service_paints_nothing(
    idle: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, paint_one = asyncio.Event(), FeedPainter._paint_one

    async def counted(self: FeedPainter) -> None:
        await paint_one(self)
        looked.set()

    monkeypatch.setattr(FeedPainter, "_paint_one", counted)
    now = datetime.now(UTC)
    async with idle.db.write() as session:
        await switches.turn_within(session, switches.PAUSED, is_on=True, now=now)
    painter = SlowPainter()
    async with idle.worker(painter):
        await looked.wait()
        assert not painter.begun.is_set()
        async with idle.db.write() as session:
            await switches.turn_within(session, switches.PAUSED, is_on=False, now=now)
        await shown(idle)


async def test_what_does_not_open_is_told_once_and_left_out(
    idle: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    assert idle.settings.feed_folder is not None
    (idle.settings.feed_folder / "ramp.png").write_bytes(b"this is text")
    lay(idle.settings.feed_folder, "bare.png", photo_bytes(90), note="")
    caplog.set_level(logging.WARNING, feed_painter.__name__)
    painter = SlowPainter()
    async with idle.worker(painter):
        await told(caplog, 2)
        lay(idle.settings.feed_folder, "good.png", photo_bytes(30))
        await shown(idle)
    names = [getattr(each, "picture", None) for each in caplog.records]
    assert sorted(filter(None, names)) == ["bare.png", "ramp.png"]
    assert painter.painted == 1


async def told(caplog: pytest.LogCaptureFixture, count: int) -> None:
    async with asyncio.timeout(WITHIN_S):
        while True:
            if len([each for each in caplog.records if hasattr(each, "picture")]) >= count:
                return
            await asyncio.sleep(0.02)


async def test_a_failure_of_the_machine_is_not_tried_again_at_once(
    idle: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    painter = SlowPainter(errors=[NotFiniteError("no")])
    async with idle.worker(painter):
        await begun(painter)
        await idle.send_photo()
        await idle.results()
    assert painter.painted == 1
    assert await works.newest(idle.db, before=None, count=9) == []


async def test_without_a_folder_nothing_is_painted(scene: Scene) -> None:
    painter = SlowPainter()
    async with scene.worker(painter):
        await scene.send_photo()
        await scene.results()
    assert painter.painted == 1
    assert await works.newest(scene.db, before=None, count=9) == []
