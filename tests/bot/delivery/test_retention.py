"""How long what is kept: the operator's choice, told by a clock that is moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.reconciler import Reconciler
from bot.errors import SettingsError
from bot.settings import load_settings
from bot.storage import drafts, payments, people, photos, updates
from bot.storage.drafts import DraftKind
from bot.storage.jobs import jobs
from bot.storage.photos import NewPicture
from bot.storage.privacy import erasures
from tests.bot.scene import Scene
from tests.bot.storage.examples import new_job
from tests.bot.storage.postgres import on_each_database
from tests.pictures import photo_bytes

START = datetime.now(UTC)
FAR = START + timedelta(days=999)
pytestmark = pytest.mark.usefixtures("no_limits")


@pytest.fixture
def look(scene: Scene) -> Callable[..., object]:
    """A round of a reconciler at so many days after the start, with these settings."""

    async def look(days: float, **changes: float) -> None:
        await Reconciler(
            db=scene.db,
            queue=scene.queue,
            notifier=scene.notifier,
            bot=scene.bot,
            settings=scene.settings.model_copy(update=changes),
            clock=lambda: START + timedelta(days=days),
        ).look()

    return look


async def remembered(scene: Scene) -> tuple[str, int]:
    """A picture's name and a menu, of the start."""
    picture = NewPicture(chat_id=1, user_id=1, message_id=7, file_id="file")
    photo = await photos.remember(scene.db, picture, now=START)
    draft, _ = await drafts.create(
        scene.db, request_key="m", chat_id=1, user_id=1, kind=DraftKind.STYLE, now=START
    )
    return photo.id, draft.id


@on_each_database
async def test_menus_names_and_orders_go_after_the_days_of_the_settings(
    scene: Scene, look: Callable[..., object]
) -> None:
    photo_id, draft_id = await remembered(scene)
    for key, charge in (("free", None), ("paid", "c1")):
        new = new_job(key, charge_id=charge)
        job, _ = await jobs.create(scene.db, new, now=START, score=START)
        await jobs.fail(
            scene.db, job.id, attempt=None, error_code="RenderError", facts={}, now=START
        )
        await jobs.mark_told(scene.db, job.id)
    await look(29, history_keep_days=30)
    assert await photos.find(scene.db, photo_id, user_id=1, chat_id=1) is not None
    assert await jobs.find_request(scene.db, "free") is not None
    await look(31, history_keep_days=30)
    assert await photos.find(scene.db, photo_id, user_id=1, chat_id=1) is None
    assert await drafts.get(scene.db, draft_id) is None
    assert await jobs.find_request(scene.db, "free") is None
    assert await jobs.find_request(scene.db, "paid") is not None
    assert await payments.get_charge(scene.db, "c1") is None


async def test_numbers_of_updates_go_after_the_days_of_the_settings(
    scene: Scene, look: Callable[..., object]
) -> None:
    assert await updates.save(scene.db, {10**6: {"update_id": 10**6}}, now=START)
    await updates.finish(scene.db, {10**6})
    await look(2, updates_keep_days=3)
    assert not await updates.save(scene.db, {10**6: {}}, now=START)
    await look(3.1, updates_keep_days=3)
    assert await updates.save(scene.db, {10**6: {}}, now=START)


@on_each_database
async def test_files_of_whoever_was_forgotten_go_and_are_looked_for_once_more(
    scene: Scene, look: Callable[..., object]
) -> None:
    job, _ = await jobs.create(scene.db, new_job(), now=START, score=START)
    folder = scene.settings.results_dir
    folder.mkdir(parents=True, exist_ok=True)
    gone = await people.forget_person(scene.db, 1, now=START)
    assert gone is not None
    for days in (0, 0.1):
        # By a worker that was killed as it wrote.
        for name in (f"{job.id}.png", f"{job.id}-1.png", f"{job.id}-making.mp4"):
            (folder / name).write_bytes(photo_bytes())
        await look(days)
        assert list(folder.iterdir()) == []
    assert await erasures.due(scene.db, now=FAR, limit=9) == []


async def test_a_store_that_is_away_is_asked_again(
    scene: Scene, look: Callable[..., object]
) -> None:
    job, _ = await jobs.create(scene.db, new_job(), now=START, score=START)
    await people.forget_person(scene.db, 1, now=START)
    folder = scene.settings.results_dir
    # What cannot be deleted like a file.
    (folder / f"{job.id}.png").mkdir(parents=True)
    await look(0)
    assert len(await erasures.due(scene.db, now=FAR, limit=9)) == 1
    (folder / f"{job.id}.png").rmdir()
    (folder / f"{job.id}.png").write_bytes(photo_bytes())
    await look(0.001)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HISTORY_KEEP_DAYS", "1"),
        ("HISTORY_KEEP_DAYS", "99999"),
        ("UPDATES_KEEP_DAYS", "0.5"),
        ("REGIONS_OPEN", "ru,de!"),
        ("REGIONS_CLOSED", "english"),
        ("REGION_DEFAULT", "ajar"),
    ],
)
def test_what_cannot_be_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"ONEIRO_{name}", value)
    with pytest.raises(SettingsError, match=name):
        load_settings()
    monkeypatch.setenv(f"ONEIRO_{name}", "")
    load_settings()


def test_regions_are_languages_and_ids_however_they_are_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ONEIRO_REGIONS_OPEN", "RU, pt_BR -1001234567890,42")
    assert load_settings().regions_open == {"ru", "pt-br", "-1001234567890", "42"}
