"""Rendered pictures and films on disk: kept for delivery and Full size, deleted after hours.

Beside a painting lie its snapshots (how it looked on the way), numbered from 1: they come and go
with it.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import get_args

from PIL import Image

from bot.domain.jobs import FINISHED, FileKind, Job, Outcome
from bot.domain.orders import Order, option
from bot.errors import FilmTooLargeError
from engine.errors import RenderError
from engine.files import write_whole
from engine.media.pictures import MAX_ASPECT, encode_picture, flatten
from engine.options.bounds import MAX_SNAPSHOTS

# Bot API, sendPhoto: 10 MB; width and height together.
MAX_PHOTO_BYTES = 10_000_000
MAX_PHOTO_SIDES_PX = 10_000
# Bot API, sendVideo and sendDocument: 50 MB.
MAX_UPLOAD_BYTES = 50_000_000
_SMALLER = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A film as Telegram is told of it."""

    mp4: bytes
    name: str
    width: int
    height: int
    duration_s: int | None = None


def path(results_dir: Path, job_id: str) -> Path | None:
    """The file of a job's result, if it is here."""
    return next((file for file in _files(results_dir, job_id) if file.is_file()), None)


def keep(results_dir: Path, job_id: str, data: bytes, *, kind: FileKind) -> Path:
    """Write a result as a whole or not at all.

    Raises: FilmTooLargeError: a picture of any size is shown as a smaller one, a film as it is.
    """
    if kind == "mp4" and len(data) > MAX_UPLOAD_BYTES:
        raise FilmTooLargeError(
            f"{len(data)} bytes", mb=megabytes(len(data)), limit_mb=megabytes(MAX_UPLOAD_BYTES)
        )
    return _write(results_dir / f"{job_id}.{kind}", data)


def snapshot_path(results_dir: Path, job_id: str, snapshot: int) -> Path | None:
    """The file of a snapshot, or of the finished picture, if it is here."""
    if snapshot == FINISHED:
        return path(results_dir, job_id)
    file = _snapshot(results_dir, job_id, snapshot)
    return file if file.is_file() else None


def keep_snapshots(results_dir: Path, job_id: str, snapshots: Sequence[bytes]) -> None:
    """Write the snapshots of a result, which is written after them."""
    for number, data in enumerate(snapshots, start=1):
        _write(_snapshot(results_dir, job_id, number), data)


def drop(results_dir: Path, job_id: str) -> None:
    snapshots = [_snapshot(results_dir, job_id, number) for number in range(1, MAX_SNAPSHOTS + 1)]
    for file in (*_files(results_dir, job_id), *snapshots):
        file.unlink(missing_ok=True)


def drop_old(results_dir: Path, *, before: datetime, spared: Collection[str] = ()) -> None:
    """Delete what was written before that time, what killed workers left half written too.

    Args:
        spared: ids of jobs whose files stay.
    """
    for file in results_dir.glob("*"):
        # Delete may be pressed at this moment.
        with contextlib.suppress(FileNotFoundError):
            if _job_of(file) in spared:
                continue
            if file.stat().st_mtime < before.timestamp():
                file.unlink()


def _job_of(file: Path) -> str:
    return file.name.partition(".")[0].partition("-")[0]


def given_name(order: Order, file: Path, *, snapshot: int = FINISHED) -> str:
    """What the file is called when somebody gets it: ``oneiro-style-3-look-1.png``."""
    seed = option(order.options, "seed")
    parts = ["oneiro", order.art.value, *([] if seed is None else [str(seed)])]
    parts += [] if snapshot == FINISHED else ["look", str(snapshot)]
    return "-".join(parts) + file.suffix


def megabytes(size_bytes: int) -> int:
    """As it is told to people: never less than it is."""
    return math.ceil(size_bytes / 1_000_000)


def as_shown(results_dir: Path, job: Job, outcome: Outcome) -> bytes | Film:
    """What a message shows of a result: a JPEG or a film. Raises: RenderError: it is gone."""
    file = path(results_dir, job.id)
    if file is None:
        raise RenderError("the result vanished before it was delivered")
    if file.suffix != ".mp4":
        return as_photo(file)
    seconds = outcome.duration_s
    return Film(
        mp4=file.read_bytes(),
        name=given_name(job.order, file),
        width=outcome.width,
        height=outcome.height,
        duration_s=None if seconds is None else max(1, round(seconds)),
    )


def as_photo(file: Path) -> bytes:
    """A JPEG that Telegram takes as a photo: smaller, and on white, only where it must be."""
    with Image.open(file) as opened:
        image = _on_white(opened.convert(opened.mode))
    sides = image.width + image.height
    scale = min(1.0, MAX_PHOTO_SIDES_PX / sides)
    while True:
        jpeg = encode_picture(_on_white(_scaled(image, scale)), format="jpeg")
        if len(jpeg) <= MAX_PHOTO_BYTES:
            return jpeg
        scale *= _SMALLER


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    if scale >= 1:
        return image
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _on_white(image: Image.Image) -> Image.Image:
    """The picture, with white beside a strip that is too narrow to be sent."""
    least = math.ceil(max(image.size) / MAX_ASPECT)
    if min(image.size) >= least:
        return image
    width, height = max(image.width, least), max(image.height, least)
    whole = Image.new("RGB", (width, height), "white")
    whole.paste(flatten(image), ((width - image.width) // 2, (height - image.height) // 2))
    return whole


def _write(file: Path, data: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, data)
    return file


def _snapshot(results_dir: Path, job_id: str, number: int) -> Path:
    return results_dir / f"{job_id}-{number}.png"


def _files(results_dir: Path, job_id: str) -> list[Path]:
    """Where a job's result can lie."""
    return [results_dir / f"{job_id}.{kind}" for kind in get_args(FileKind)]
