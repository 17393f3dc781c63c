"""Results lie where every machine finds them, whole, and go when they are to go."""

from __future__ import annotations

import builtins
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.results import result_files
from bot.delivery.results.result_store import ResultBucket, ResultFolder, ResultStore, open_results
from bot.domain.jobs import JobState
from bot.errors import ResultsAwayError, SettingsError
from bot.local_telegram.server import LocalTelegram
from bot.settings import Settings
from tests.bot.buckets import KEYS, Bucket, s3_server
from tests.bot.conversation.talk import Talk, talking
from tests.bot.painters import SlowPainter
from tests.bot.redises import TestRedis
from tests.bot.running import running_reconciler, running_worker
from tests.pictures import photo_bytes

HOUR = timedelta(hours=1)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    with s3_server("gallery") as bucket:
        for name, value in bucket.environment.items():
            monkeypatch.setenv(name, value)
        yield bucket


@pytest.fixture(params=["folder", "bucket"])
def results(request: pytest.FixtureRequest, tmp_path: Path) -> ResultStore:
    if request.param == "folder":
        return ResultFolder(tmp_path / "results")
    return ResultBucket(request.getfixturevalue("bucket").url)


def names(results: ResultStore) -> list[str]:
    return sorted(name for name, _ in results.written())


def test_what_is_kept_is_found_by_its_job_until_that_is_dropped(results: ResultStore) -> None:
    result_files.keep_beside(results, "j1", [b"early", b"late"], b"film")
    result_files.keep(results, "j1", b"picture", kind="png")
    result_files.keep(results, "j2", b"film", kind="mp4")
    file = result_files.find(results, "j1")
    assert file is not None
    assert (file.kind, file.size_bytes) == ("png", 7)
    assert result_files.read(results, "j1", snapshot=2) == b"late"
    assert result_files.read(results, "j2") == b"film"
    assert result_files.read_making(results, "j1") == b"film"
    assert result_files.read_making(results, "j2") is None
    result_files.drop(results, "j1")
    assert names(results) == ["j2.mp4"]
    assert result_files.find(results, "j1") is None
    assert result_files.read(results, "j1", snapshot=1) is None
    assert result_files.read_making(results, "j1") is None
    result_files.drop(results, "j1")  # a second press


def test_a_result_that_is_given_again_has_all_that_lies_beside_it(results: ResultStore) -> None:
    result_files.keep_beside(results, "j1", [b"early", b"late"], b"film")
    result_files.keep(results, "j1", b"picture", kind="png")
    assert result_files.copy(results, "j1", to="j2")
    assert names(results) == [
        f"{job_id}{end}"
        for job_id in ("j1", "j2")
        for end in ("-1.png", "-2.png", "-making.mp4", ".png")
    ]


def test_a_result_written_twice_is_the_second(results: ResultStore) -> None:
    result_files.keep(results, "j1", b"of a lost worker", kind="png")
    result_files.keep(results, "j1", b"picture", kind="png")
    assert (result_files.read(results, "j1"), names(results)) == (b"picture", ["j1.png"])


def test_old_results_go_and_young_and_spared_ones_stay(results: ResultStore) -> None:
    now = datetime.now(UTC)
    for job_id in ("old", "owed"):
        result_files.keep_beside(results, job_id, [b"early"], b"film")
        result_files.keep(results, job_id, b"picture", kind="png")
    result_files.drop_old(results, before=now - HOUR)
    assert len(names(results)) == 6
    result_files.drop_old(results, before=now + HOUR, spared={"owed"})
    assert names(results) == ["owed-1.png", "owed-making.mp4", "owed.png"]
    result_files.drop_old(results, before=now + HOUR)
    assert names(results) == []


def test_a_store_that_is_away_is_told_in_our_words_without_the_keys(bucket: Bucket) -> None:
    results = ResultBucket(bucket.url)
    bucket.end()
    tries: dict[str, Any] = {
        "write": lambda: results.write("j1.png", b"x"),
        "read": lambda: results.read("j1.png"),
        "size": lambda: results.size_bytes("j1.png"),
        "delete": lambda: results.delete(["j1.png"]),
        "list": results.written,
    }
    for attempt in tries.values():
        with pytest.raises(ResultsAwayError) as told:
            attempt()
        assert KEYS["AWS_SECRET_ACCESS_KEY"] not in str(told.value.detail)


def test_a_bucket_that_does_not_exist_keeps_nothing_in_silence(bucket: Bucket) -> None:
    with pytest.raises(ResultsAwayError):
        ResultBucket("s3://no-such-bucket/results").write("j1.png", b"x")


def test_a_folder_that_cannot_be_written_is_told_in_our_words(tmp_path: Path) -> None:
    (tmp_path / "results").touch()
    with pytest.raises(ResultsAwayError):
        ResultFolder(tmp_path / "results").write("j1.png", b"x")


def test_a_bucket_without_its_library_is_told_at_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without_s3fs(name: str, *args: Any) -> Any:
        if name == "s3fs":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", without_s3fs)
    settings = Settings(_env_file=None, data_dir=tmp_path, results_url="s3://gallery")
    with pytest.raises(SettingsError, match=r"oneiro\[s3\]"):
        open_results(settings)


@pytest.mark.parametrize("url", ["s3://key:secret@gallery/x", "gallery", "s3://", "file:///tmp"])
def test_an_address_that_is_no_bucket_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError, match="s3://bucket/prefix"):
        Settings(_env_file=None, data_dir=tmp_path, results_url=url)


@pytest.fixture
async def talk(
    telegram: LocalTelegram,
    redis_server: TestRedis,
    bucket: Bucket,
    tmp_path: Path,
    no_limits: None,
) -> AsyncIterator[Talk]:
    database_url = f"sqlite+aiosqlite:///{tmp_path / 'shared.sqlite3'}"
    changes = {"results_url": bucket.url, "database_url": database_url}
    async with talking(telegram, redis_server, tmp_path / "bot", **changes) as running:
        yield running


def worker_elsewhere(talk: Talk, data_dir: Path) -> AbstractAsyncContextManager[None]:
    """A worker whose data folder is its own."""
    settings = talk.settings.model_copy(update={"data_dir": data_dir})
    return running_worker(settings, SlowPainter().open)


async def test_full_size_and_delete_work_where_the_worker_is_another_machine(
    talk: Talk, tmp_path: Path
) -> None:
    async with worker_elsewhere(talk, tmp_path / "worker"):
        await talk.person.send("/dream size=64 steps=2", photos=[photo_bytes()])
        result = await talk.result()
    assert await talk.person.press(result, "Full size") == "Here it comes."
    sent = await talk.person.wait_for_message(lambda m: m["from_bot"] and m["document"])
    data = await talk.person.download(sent["document"])
    job = await talk.job()
    assert data == talk.services.results.read(f"{job.id}.png")
    assert await talk.person.press(result, "Delete") == "Deleted."
    assert talk.services.results.written() == []


async def test_a_store_that_is_away_says_so_and_deletes_nothing_half(
    talk: Talk, bucket: Bucket, tmp_path: Path
) -> None:
    async with worker_elsewhere(talk, tmp_path / "worker"):
        await talk.person.send("/dream size=64 steps=2", photos=[photo_bytes()])
        result = await talk.result()
    bucket.end()
    for button in ("Full size", "Delete"):
        said = await talk.person.press(result, button)
        assert said is not None
        assert "cannot reach the place" in said
    assert await talk.person.message(result["message_id"]) is not None


async def test_a_job_outlives_a_store_that_is_away(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands back as for a Telegram that is away, and no try of it is spent."""
    real, is_away = ResultBucket.write, [True, True, True, True]

    def write(self: ResultBucket, name: str, data: bytes) -> None:
        if is_away:
            is_away.pop()
            raise ResultsAwayError("it is away")
        real(self, name, data)

    monkeypatch.setattr(ResultBucket, "write", write)
    monkeypatch.setattr("bot.worker.job_runner.growing_pause_s", lambda _: 0.0)
    monkeypatch.setattr("bot.delivery.reconciler.INTERVAL_S", 0.05)
    monkeypatch.setattr("bot.delivery.reconciler.GRACE_S", 0.0)
    services = talk.services
    parts = {"db": services.db, "queue": services.queue, "notifier": services.notifier}
    async with (
        running_reconciler(**parts, bot=talk.chat.app.bot, settings=talk.settings),
        worker_elsewhere(talk, tmp_path / "worker"),
    ):
        await talk.person.send("/dream size=64 steps=2", photos=[photo_bytes()])
        job = await talk.job(state=JobState.DONE)
    assert (job.tries, job.troubles) == (1, 4)
    assert services.results.read(f"{job.id}.png") is not None
