"""A file of one's own: all that we hold of a person, and their results, in one zip."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.results import result_files
from bot.delivery.results.result_files import ResultFile
from bot.delivery.results.result_store import ResultStore
from bot.domain.community.saved_styles import copy_name
from bot.domain.jobs import Job
from bot.storage.community import saved_styles
from bot.storage.database import Database
from bot.storage.privacy import holdings

# Below what Telegram takes of a bot, with room for names and the request around it.
MAX_BYTES = 45_000_000
FACTS_NAME = "what-oneiro-holds.json"
# Of a file within a zip: its headers, at most.
_AROUND_BYTES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """``files``: of results and saved styles; ``left_out``: that are kept and did not fit."""

    zip: bytes
    files: int
    left_out: int


class Exports:
    """Makes them, one at a time: each is held in memory as a whole.

    Args:
        keep_h: for how long results are kept.
    """

    def __init__(
        self,
        *,
        db: Database,
        results: ResultStore,
        styles: ResultStore,
        keep_h: float,
        clock: Callable[[], datetime],
        most_bytes: int = MAX_BYTES,
    ) -> None:
        self._db = db
        self._results = results
        self._styles = styles
        self._kept = timedelta(hours=keep_h)
        self._clock = clock
        self._most_bytes = most_bytes
        self._turn = asyncio.Lock()

    async def make(self, user_id: int) -> Export:
        """Raises: StorageError; ResultsAwayError: the results cannot be had now."""
        async with self._turn:
            now = self._clock()
            facts = await holdings.everything(self._db, user_id)
            jobs = await holdings.results(self._db, user_id, since=now - self._kept)
            saved = [style.id for style in await saved_styles.own(self._db, user_id)]
            about = {"telegram_id": user_id, "made_at": holdings.readable_time(now)}
            return await asyncio.to_thread(self._pack, {"about": about, **facts}, jobs, saved)

    def _pack(self, facts: Mapping[str, Any], jobs: Sequence[Job], saved: Sequence[str]) -> Export:
        packed, left_out = 0, 0
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as out:
            words = json.dumps(facts, ensure_ascii=False, indent=1)
            out.writestr(FACTS_NAME, words, compress_type=zipfile.ZIP_DEFLATED)
            for store, file, name in (*self._saved(saved), *self._files(jobs)):
                fits = held.tell() + file.size_bytes + _AROUND_BYTES <= self._most_bytes
                data = store.read(file.name) if fits else None
                if data is not None:
                    # Pictures and films are packed as they are.
                    out.writestr(name, data, compress_type=zipfile.ZIP_STORED)
                packed += data is not None
                left_out += not fits
        return Export(zip=held.getvalue(), files=packed, left_out=left_out)

    def _saved(self, style_ids: Sequence[str]) -> Iterator[tuple[ResultStore, ResultFile, str]]:
        for style_id in style_ids:
            name = copy_name(style_id)
            size_bytes = self._styles.size_bytes(name)
            if size_bytes is not None:
                file = ResultFile(name=name, size_bytes=size_bytes)
                yield self._styles, file, f"styles/{name}"

    def _files(self, jobs: Sequence[Job]) -> Iterator[tuple[ResultStore, ResultFile, str]]:
        """Where each lies, and the name that it gets."""
        for job in jobs:
            for file in result_files.all_of(self._results, job):
                beside = file.name.partition(".")[0].removeprefix(job.id)
                given = result_files.given_name(job.order, file.kind)
                stem, _, kind = given.rpartition(".")
                yield self._results, file, f"results/{job.id}-{stem}{beside}.{kind}"
