"""The gate: people's files come in side by side, are opened once, and leave nothing behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest

from bot.errors import StorageError
from bot.transport.files.picture_check import PictureChecker
from engine.errors import PictureTooLargeError, PictureTooSmallError
from engine.media.pictures import MAX_BYTES
from tests.bot.scene import Scene
from tests.pictures import photo_bytes

pytestmark = pytest.mark.usefixtures("no_limits")


@pytest.fixture
async def gate(tmp_path: Path) -> AsyncIterator[PictureChecker]:
    gate = PictureChecker(tmp_path / "incoming")
    yield gate
    await gate.close()


async def file_id(scene: Scene, data: bytes) -> str:
    sent = await scene.bot.send_document(1, data, filename="photo.png")
    assert sent.document is not None
    return sent.document.file_id


def is_private(file: Path) -> bool:
    return not file.stat().st_mode & 0o077


def count_openings(gate: PictureChecker, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    opened: list[str] = []
    really = gate._openers.open

    async def note(file: Path, **words: Any) -> Any:
        opened.append(words["name"])
        assert is_private(file)
        return await really(file, **words)

    monkeypatch.setattr(gate._openers, "open", note)
    return opened


async def test_of_a_file_that_is_too_large_nothing_is_asked_of_telegram(
    gate: PictureChecker,
) -> None:
    nobody = cast(Any, None)
    with pytest.raises(PictureTooLargeError):
        await gate.check(nobody, "file", name="photo", user_id=1, size_bytes=MAX_BYTES + 1)


async def test_a_file_that_does_not_do_is_opened_once_and_told_by_its_name_of_now(
    scene: Scene, gate: PictureChecker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dot = await file_id(scene, photo_bytes(size=(4, 4)))
    opened = count_openings(gate, monkeypatch)
    for name in ("Your photo", "The mask"):
        with pytest.raises(PictureTooSmallError, match=name):
            await gate.check(scene.bot, dot, name=name, user_id=1)
    assert opened == ["Your photo"]
    assert list((tmp_path / "incoming").iterdir()) == []


async def test_a_full_disk_puts_the_update_off_and_leaves_nothing(
    scene: Scene, gate: PictureChecker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = tmp_path / "incoming"
    photo = await file_id(scene, photo_bytes())
    with monkeypatch.context() as patch:
        full.symlink_to("/dev/full")
        patch.setattr(gate._fetcher, "_new_file", lambda: full)
        with pytest.raises(StorageError):
            await gate.check(scene.bot, photo, name="Your photo", user_id=1)
    assert not full.is_symlink()
    full.touch()  # no folder can be made there
    with pytest.raises(StorageError):
        await gate.check(scene.bot, photo, name="Your photo", user_id=1)
    full.unlink()
    facts = await gate.check(scene.bot, photo, name="Your photo", user_id=1)
    assert not facts.moves


async def test_photos_of_several_people_come_in_side_by_side(
    scene: Scene, gate: PictureChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None has come in before all are on their way."""
    photos = [await file_id(scene, photo_bytes(n)) for n in range(5)]
    on_their_way: list[Path] = []
    are_all = asyncio.Event()
    really = gate._fetcher._fetch_once

    async def fetch(bot: Any, one: str, file: Path, *, name: str) -> None:
        on_their_way.append(file)
        if len(on_their_way) == len(photos):
            are_all.set()
        await are_all.wait()
        await really(bot, one, file, name=name)

    monkeypatch.setattr(gate._fetcher, "_fetch_once", fetch)
    async with asyncio.timeout(60):
        facts = await asyncio.gather(
            *(
                gate.check(scene.bot, one, name="Your photo", user_id=person)
                for person, one in enumerate(photos)
            )
        )
    assert [each.moves for each in facts] == [False] * len(photos)


async def test_one_persons_files_are_opened_one_after_another(
    scene: Scene, gate: PictureChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = [await file_id(scene, photo_bytes(n)) for n in range(3)]
    at_work = 0

    async def open_(file: Path, **words: Any) -> dict[str, Any]:
        nonlocal at_work
        at_work += 1
        await asyncio.sleep(0)
        assert at_work == 1
        at_work -= 1
        return {"moves": False, "style_flaw": None, "colours": "grey"}

    monkeypatch.setattr(gate._openers, "open", open_)
    await asyncio.gather(
        *(gate.check(scene.bot, one, name="Your photo", user_id=1) for one in photos)
    )
