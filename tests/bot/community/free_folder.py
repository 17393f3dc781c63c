"""Folders of free pictures to test with."""

from __future__ import annotations

from pathlib import Path

from tests.pictures import photo_bytes

NOTE = """\
title = "A ramp"
author = "Nobody <b>"
licence = "CC0-1.0"
source = "https://example.org/ramp"
"""


def lay(folder: Path, name: str = "ramp.png", data: bytes | None = None, note: str = NOTE) -> Path:
    """A picture with its note; without one where ``note`` is empty."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(photo_bytes() if data is None else data)
    if note:
        (folder / f"{name}.toml").write_text(note, encoding="utf-8")
    return folder / name
