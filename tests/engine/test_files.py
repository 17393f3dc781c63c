"""Files that are written as a whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from engine.files import whole_file, write_whole


def test_a_file_is_there_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    with whole_file(path) as part:
        part.write_bytes(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"
    assert list(tmp_path.iterdir()) == [path]


def cut_short(path: Path) -> None:
    with whole_file(path) as part:
        part.write_bytes(b"ne")
        raise OSError(28, "No space left on device")


def test_an_error_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="No space"):
        cut_short(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "none" / "a.bin"):
        pytest.fail("there is no place for it")


def test_it_can_be_read_by_whom_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.bin", b"1")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.bin").stat().st_mode) == 0o640


def test_a_synced_file_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sizes = tmp_path / "a.bin", []

    def note(handle: int) -> None:
        sizes.append((os.fstat(handle).st_size, path.exists()))

    monkeypatch.setattr(os, "fsync", note)
    with whole_file(path, is_synced=True) as part:
        part.write_bytes(b"four")
    assert sizes == [(4, False)]
    write_whole(path, b"more")
    assert len(sizes) == 1


def test_a_link_is_written_through_or_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_whole(link, b"new")
    assert (link.is_symlink(), real.read_bytes()) == (True, b"new")
    with whole_file(link) as part:
        part.write_bytes(b"own")
    assert (link.is_symlink(), real.read_bytes(), link.read_bytes()) == (False, b"new", b"own")
