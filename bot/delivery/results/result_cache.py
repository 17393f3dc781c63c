"""Results that a person has already, for when they ask for the same again.

Looked for by Telegram's names of the pictures as an order comes in, and by the pictures
themselves once they are fetched. Nobody gets what another person made.
"""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.delivery.results import result_files
from bot.delivery.results.result_store import ResultStore
from bot.delivery.words.captions import made_order
from bot.domain.jobs import Job, Outcome
from bot.domain.orders import Order
from bot.domain.payments import ChargeState
from bot.domain.result_key import is_whole, may_be_kept, pictures_of, result_key
from bot.settings import Settings
from bot.storage import cached_results, payments, photos
from bot.storage.database import Database
from engine.weights.folders import files_at_hand


def open_cache(settings: Settings, *, db: Database, results: ResultStore) -> ResultCache:
    """The cache of the settings."""
    return ResultCache(
        db=db,
        results=results,
        weights_dir=settings.weights_dir,
        keep_h=settings.result_keep_h,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """All that a result depends on: see result_key."""

    order: Order
    user_id: int
    tier: str
    pictures: tuple[str, ...]
    weights: tuple[tuple[str, int, int], ...]

    @property
    def key(self) -> str:
        return result_key(
            self.order,
            user_id=self.user_id,
            tier=self.tier,
            pictures=self.pictures,
            weights=self.weights,
        )


class ResultCache:
    """What of a person's results answers a wish of theirs. Every process reads and writes it.

    Args:
        results: where the results lie; also for whoever has this.
        keep_h: for how long a result is kept.
    """

    def __init__(
        self,
        *,
        db: Database,
        results: ResultStore,
        weights_dir: Path,
        keep_h: float,
    ) -> None:
        self._db = db
        self.results = results
        self._weights_dir = weights_dir
        self._kept = timedelta(hours=keep_h)

    async def wishes(self, order: Order, *, user_id: int, tiers: Iterable[str]) -> list[Wish]:
        """An order by Telegram's names of its pictures, in each of these tiers.

        There are none where Telegram's name of a picture is not known, or nothing can be the same.
        """
        ids = [ref.id for ref in pictures_of(order)]
        named = await photos.unique_ids(self._db, ids) if ids else {}
        if not may_be_kept(order) or any(photo_id not in named for photo_id in ids):
            return []
        pictures = tuple(named[photo_id] for photo_id in ids)
        weights = await asyncio.to_thread(files_at_hand, self._weights_dir)
        return [
            Wish(order=order, user_id=user_id, tier=tier, pictures=pictures, weights=weights)
            for tier in tiers
        ]

    async def wishes_of(self, job: Job, files: Sequence[bytes] = ()) -> list[Wish]:
        """A job's order in its tier; by ``files``, its pictures as they came, as well."""
        order = job.order
        wishes = await self.wishes(order, user_id=job.user_id, tiers=[job.tier])
        if files and may_be_kept(order):
            wishes.append(await asyncio.to_thread(self._by_content, job, files))
        return wishes

    async def find(self, wishes: Sequence[Wish]) -> Job | None:
        """Its person's job whose result is what is wished, if that is still kept.

        Raises: ResultsAwayError.
        """
        if not wishes:
            return None
        job = await cached_results.find(
            self._db,
            [wish.key for wish in wishes],
            user_id=wishes[0].user_id,
            since=datetime.now(UTC) - self._kept,
        )
        if job is None or job.order.art.is_words:
            return job
        kept = await asyncio.to_thread(result_files.find, self.results, job.id)
        return job if kept is not None else None

    async def answer(self, job: Job, wishes: Sequence[Wish]) -> Outcome | None:
        """Give ``job`` the result that its person has already. Returns: how that was made.

        None: there is none, or the first was for nothing and this one is paid for.

        Raises: ResultsAwayError.
        """
        earlier = await self.find(wishes)
        if earlier is None or not (job.charge_id is None or await self.is_bought(earlier)):
            return None
        is_there = job.order.art.is_words or await asyncio.to_thread(
            result_files.copy, self.results, earlier.id, to=job.id
        )
        return earlier.outcome if is_there else None

    async def is_bought(self, job: Job) -> bool:
        """Whether Stars were paid for it that did not go back."""
        charge = await payments.get_charge(self._db, job.charge_id) if job.charge_id else None
        return charge is not None and charge.state is ChargeState.PAID

    async def note(self, job: Job, outcome: Outcome, wishes: Iterable[Wish]) -> None:
        """From now on this job's result answers these: as they were said and as it was made."""
        made = made_order(job.order, outcome.options)
        keys = [
            key for wish in wishes for key in (wish.key, dataclasses.replace(wish, order=made).key)
        ]
        if keys and is_whole(outcome):
            await cached_results.note(
                self._db, keys, user_id=job.user_id, job_id=job.id, now=datetime.now(UTC)
            )

    def _by_content(self, job: Job, files: Sequence[bytes]) -> Wish:
        return Wish(
            order=job.order,
            user_id=job.user_id,
            tier=job.tier,
            pictures=tuple(hashlib.sha256(file).hexdigest() for file in files),
            weights=files_at_hand(self._weights_dir),
        )
