"""People's files are opened by children with limits: a hostile one costs a child, and no more."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import TooHeavyToOpenError
from bot.transport.files import opener_process, openers
from bot.transport.files.openers import Openers
from engine.errors import BadInputError, BrokenPictureError, PictureTooSmallError
from tests.hostile import HOSTILE_FILMS, HOSTILE_PICTURES
from tests.pictures import decoded, film_bytes, photo_bytes


@pytest.fixture
async def children() -> AsyncIterator[Openers]:
    children = Openers()
    yield children
    await children.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return written(tmp_path, photo_bytes())


def written(folder: Path, data: bytes) -> Path:
    file = folder / f"{len(list(folder.iterdir()))}"
    file.write_bytes(data)
    return file


async def moves(children: Openers, file: Path, *, user_id: int = 1) -> object:
    facts = await children.open(file, kind="picture", name="Your photo", user_id=user_id)
    return facts["moves"]


async def test_a_child_says_whether_a_picture_moves_and_how_long_a_film_is(
    children: Openers, photo: Path, tmp_path: Path
) -> None:
    assert await moves(children, photo) is False
    film = written(tmp_path, film_bytes([decoded(photo_bytes(n)) for n in range(24)]))
    assert await children.open(film, kind="film", name="Your film", user_id=1) == 2.0


async def test_what_does_not_do_is_told_as_if_it_was_opened_here(
    children: Openers, tmp_path: Path
) -> None:
    with pytest.raises(PictureTooSmallError) as caught:
        await moves(children, written(tmp_path, photo_bytes(size=(4, 5))))
    assert caught.value.facts["width"] == 4
    with pytest.raises(BrokenPictureError, match="Your photo does not open"):
        await moves(children, written(tmp_path, b"just some text"))


@pytest.mark.parametrize("make", HOSTILE_PICTURES, ids=lambda make: make.__name__)
async def test_a_hostile_picture_takes_no_child_with_more_than_its_memory(
    children: Openers, photo: Path, tmp_path: Path, make: object
) -> None:
    """Opened or refused, as it may be; then a photo opens as ever."""
    await opened_or_refused(children, written(tmp_path, make()), kind="picture")  # type: ignore[operator]
    assert await moves(children, photo, user_id=2) is False


@pytest.mark.parametrize("make", HOSTILE_FILMS, ids=lambda make: make.__name__)
async def test_a_hostile_film_takes_no_child_with_more_than_its_memory(
    children: Openers, photo: Path, tmp_path: Path, make: object
) -> None:
    await opened_or_refused(children, written(tmp_path, make()), kind="film")  # type: ignore[operator]
    assert await moves(children, photo, user_id=2) is False


async def opened_or_refused(children: Openers, file: Path, *, kind: openers.FileUse) -> None:
    try:
        await children.open(file, kind=kind, name="It", user_id=1)
    except BadInputError:
        return


async def test_more_memory_than_is_allowed_is_refused_in_plain_words(
    children: Openers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def greedy(data: bytes, *, name: str) -> object:
        raise MemoryError

    monkeypatch.setattr(opener_process, "decode_picture", greedy)
    told = opener_process.answer(
        {"path": str(written(tmp_path, b"x")), "kind": "picture", "name": "Your photo"}
    )
    assert told["error"] == "TooHeavyToOpenError"
    assert told["facts"] == {"name": "Your photo"}


async def test_a_file_that_takes_long_is_refused_and_delays_nobody(
    children: Openers, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hostile file's child is stopped: however long it would take, others are served."""
    await asyncio.gather(moves(children, photo, user_id=2), moves(children, photo, user_id=3))
    stopped = children._free[-1]
    assert stopped._process is not None
    stopped._process.send_signal(signal.SIGSTOP)  # at work for ever
    monkeypatch.setattr(openers, "WITHIN_S", {"picture": 2.5, "film": 2.5})
    slow = asyncio.create_task(moves(children, photo, user_id=1))
    await asyncio.sleep(0)
    assert await moves(children, photo, user_id=2) is False
    assert not slow.done()
    with pytest.raises(TooHeavyToOpenError):
        await slow
    assert await moves(children, photo, user_id=1) is False  # a new child


async def test_whoever_sent_a_long_one_has_one_child_at_most_for_a_while(
    children: Openers,
) -> None:
    children._suspect(1)
    children._suspect(2)
    async with children._child_for(1):
        second = asyncio.ensure_future(children._child_for(2).__aenter__())
        async with children._child_for(3):  # the other child is for everybody else
            assert not second.done()
        second.cancel()


async def test_a_killed_child_is_replaced(children: Openers, photo: Path) -> None:
    await moves(children, photo)
    for child in children._all:
        if child._process is not None:
            os.kill(child._process.pid, signal.SIGKILL)
            await child._process.wait()
    assert await moves(children, photo) is False


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what a process knows")
async def test_a_child_knows_no_secret_and_may_write_nothing(
    children: Openers, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEIRO_BOT_TOKEN", "1:secret")
    await moves(children, photo)
    process = next(one._process for one in children._all if one._process is not None)
    proc = Path(f"/proc/{process.pid}")
    assert b"ONEIRO" not in (proc / "environ").read_bytes()
    limits = (proc / "limits").read_text()
    assert f"Max address space         {opener_process.MEMORY_BYTES} " in limits
    assert "Max file size             0 " in limits
