"""Rendered pictures and films: kept for delivery and Full size, deleted after hours.

Beside a painting lie its snapshots (how it looked on the way), numbered from 1, and beside what
came to be step by step a film of that: they come and go with it.
"""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from PIL import Image

from bot.delivery.results.result_store import ResultStore
from bot.domain.jobs import FINISHED, FileKind, Job, JobState, Outcome
from bot.domain.orders import Art, Order, drawn_seed
from bot.errors import FilmTooLargeError
from engine.errors import RenderError
from engine.media.keepsakes.sticker_file import sticker_file
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
    """A film as Telegram is told of it. ``mp4``: the file, or Telegram's name of it; ``is_round``:
    it is square, and sent as a video note.
    """

    mp4: bytes | str
    name: str
    width: int
    height: int
    duration_s: int | None = None
    is_round: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFile:
    """A file that a store has, by the name that it has there."""

    name: str
    size_bytes: int

    @property
    def kind(self) -> str:
        return self.name.rpartition(".")[2]


def find(results: ResultStore, job_id: str, *, snapshot: int = FINISHED) -> ResultFile | None:
    """The file of a job's result, or of a snapshot of it, if it is there."""
    for name in _names(job_id) if snapshot == FINISHED else [_snapshot(job_id, snapshot)]:
        size_bytes = results.size_bytes(name)
        if size_bytes is not None:
            return ResultFile(name=name, size_bytes=size_bytes)
    return None


def is_kept(results: ResultStore, job: Job) -> bool:
    """Whether a job is only to be delivered: words lie in its row, all else in the store."""
    is_rendered = job.state is JobState.RENDERED
    return is_rendered and (job.order.art.is_words or find(results, job.id) is not None)


def read(results: ResultStore, job_id: str, *, snapshot: int = FINISHED) -> bytes | None:
    """What :func:`find` finds."""
    file = find(results, job_id, snapshot=snapshot)
    return results.read(file.name) if file is not None else None


def keep(results: ResultStore, job_id: str, data: bytes, *, kind: FileKind) -> None:
    """Write a result as a whole or not at all.

    Raises: FilmTooLargeError: a picture of any size is shown as a smaller one, a film as it is.
    """
    if kind == "mp4" and len(data) > MAX_UPLOAD_BYTES:
        raise FilmTooLargeError(
            f"{len(data)} bytes", mb=megabytes(len(data)), limit_mb=megabytes(MAX_UPLOAD_BYTES)
        )
    results.write(f"{job_id}.{kind}", data)


def keep_beside(
    results: ResultStore, job_id: str, snapshots: Sequence[bytes], making: bytes | None
) -> None:
    """Write what lies beside a result, which is written after it.

    ``making``: a film of how it came to be.
    """
    for number, data in enumerate(snapshots, start=1):
        results.write(_snapshot(job_id, number), data)
    if making is not None:
        results.write(_making(job_id), making)


def read_making(results: ResultStore, job_id: str) -> bytes | None:
    """None: it is not there."""
    return results.read(_making(job_id))


def all_of(results: ResultStore, job: Job) -> Iterator[ResultFile]:
    """A result that is there, its snapshots, and how it came to be."""
    looks = job.outcome.looks if job.outcome is not None else 0
    for number in (FINISHED, *range(1, looks + 1)):
        file = find(results, job.id, snapshot=number)
        if file is not None:
            yield file
    size_bytes = results.size_bytes(_making(job.id))
    if size_bytes is not None:
        yield ResultFile(name=_making(job.id), size_bytes=size_bytes)


def copy(results: ResultStore, job_id: str, *, to: str) -> bool:
    """Give the job ``to`` another's result and what lies beside. Returns: whether it was there."""
    keep_beside(results, to, (), read_making(results, job_id))
    for number in range(1, MAX_SNAPSHOTS + 1):
        data = read(results, job_id, snapshot=number)
        if data is None:
            break
        results.write(_snapshot(to, number), data)
    file = find(results, job_id)
    data = results.read(file.name) if file is not None else None
    if file is None or data is None:
        return False
    results.write(f"{to}.{file.kind}", data)
    return True


def drop(results: ResultStore, *job_ids: str) -> None:
    """Delete all that these jobs have there. Raises: ResultsAwayError."""
    results.delete([name for job_id in job_ids for name in _every_name(job_id)])


def drop_old(results: ResultStore, *, before: datetime, spared: Collection[str] = ()) -> None:
    """Delete what was written before that time, what killed workers left half written too.

    Args:
        spared: ids of jobs whose files stay.
    """
    written = results.written()
    old = [name for name, at in written if at < before and _job_of(name) not in spared]
    if old:
        results.delete(old)


def _job_of(name: str) -> str:
    return name.partition(".")[0].partition("-")[0]


def given_name(order: Order, kind: str, *, snapshot: int = FINISHED) -> str:
    """What the file is called when somebody gets it: ``oneiro-style-3-look-1.png``."""
    if order.printed is not None:
        return f"oneiro-print-{order.printed.size}-cm.{kind}"
    seed = drawn_seed(order.options)
    parts = ["oneiro", order.art.value, *([] if seed is None else [str(seed)])]
    parts += [] if snapshot == FINISHED else ["look", str(snapshot)]
    return f"{'-'.join(parts)}.{kind}"


def megabytes(size_bytes: int) -> int:
    """As it is told to people: never less than it is."""
    return math.ceil(size_bytes / 1_000_000)


def as_shown(results: ResultStore, job: Job, outcome: Outcome) -> bytes | Film:
    """What a message shows of a result: a JPEG, a sticker's WebP or a film.

    Raises: RenderError: it is gone.
    """
    # A printer's file is too large to be opened here; its proof lies beside it.
    file = find(results, job.id, snapshot=1 if job.order.printed else FINISHED)
    data = results.read(file.name) if file is not None else None
    if file is None or data is None:
        raise RenderError("the result vanished before it was delivered")
    if job.order.art is Art.STICKER:
        return as_sticker(data)
    if file.kind != "mp4":
        return as_photo(data)
    seconds = outcome.duration_s
    return Film(
        mp4=data,
        name=given_name(job.order, file.kind),
        width=outcome.width,
        height=outcome.height,
        duration_s=None if seconds is None else max(1, round(seconds)),
    )


def making_as_shown(job: Job, film: bytes, *, is_round: bool = False) -> Film:
    """The film of how a result came to be; a round one is its middle. Raises: RenderError."""
    # PyAV takes a while to load, and most processes only send what is there.
    from engine.media.keepsakes.round_film import as_round
    from engine.media.mp4 import facts_of

    film = as_round(film) if is_round else film
    facts = facts_of(film)
    return Film(
        mp4=film,
        name=given_name(job.order, "mp4").replace(".mp4", "-making.mp4"),
        width=facts.width,
        height=facts.height,
        duration_s=facts.duration_s,
        is_round=is_round,
    )


def as_sticker(data: bytes) -> bytes:
    """A WebP that Telegram takes as a sticker."""
    with Image.open(io.BytesIO(data)) as opened:
        return sticker_file(opened.convert("RGBA"))


def as_photo(data: bytes) -> bytes:
    """A JPEG that Telegram takes as a photo: smaller, and on white, only where it must be."""
    with Image.open(io.BytesIO(data)) as opened:
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


def _snapshot(job_id: str, number: int) -> str:
    return f"{job_id}-{number}.png"


def _making(job_id: str) -> str:
    return f"{job_id}-making.mp4"


def _every_name(job_id: str) -> list[str]:
    """Of whatever may lie there for a job."""
    snapshots = [_snapshot(job_id, number) for number in range(1, MAX_SNAPSHOTS + 1)]
    return [*_names(job_id), *snapshots, _making(job_id)]


def _names(job_id: str) -> list[str]:
    """What a job's result can be called."""
    return [f"{job_id}.{kind}" for kind in get_args(FileKind)]
