"""Rendered pictures on disk: kept for delivery and Full size, deleted after some hours."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path

from PIL import Image

from engine.pictures import encode_picture

# Bot API, sendPhoto: 10 MB; width and height together.
MAX_PHOTO_BYTES = 10_000_000
MAX_PHOTO_SIDES_PX = 10_000
_SMALLER = 0.8


def path(results_dir: Path, job_id: str) -> Path | None:
    """The file of a job's result, if it is here."""
    file = _file(results_dir, job_id)
    return file if file.is_file() else None


def keep(results_dir: Path, job_id: str, png: bytes) -> Path:
    """Write a result as a whole or not at all."""
    results_dir.mkdir(parents=True, exist_ok=True)
    file = _file(results_dir, job_id)
    part = file.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(png)
    return part.replace(file)


def drop(results_dir: Path, job_id: str) -> None:
    _file(results_dir, job_id).unlink(missing_ok=True)


def drop_old(results_dir: Path, *, before: datetime) -> None:
    """Delete what was written before that time, what killed workers left half written too."""
    for file in results_dir.glob("*"):
        # Delete may be pressed at this moment.
        with contextlib.suppress(FileNotFoundError):
            if file.stat().st_mtime < before.timestamp():
                file.unlink()


def as_photo(file: Path) -> bytes:
    """A JPEG that Telegram takes as a photo: smaller only where it must be."""
    with Image.open(file) as opened:
        image = opened.convert(opened.mode)
    sides = image.width + image.height
    scale = min(1.0, MAX_PHOTO_SIDES_PX / sides)
    while True:
        jpeg = encode_picture(_scaled(image, scale), format="jpeg")
        if len(jpeg) <= MAX_PHOTO_BYTES:
            return jpeg
        scale *= _SMALLER


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    if scale >= 1:
        return image
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _file(results_dir: Path, job_id: str) -> Path:
    return results_dir / f"{job_id}.png"
