"""Keeps live dreams going: the next piece of film, the end. Whatever is done here may be repeated.

Called by each wish, and every few seconds by the reconciler, which is what carries a live dream
over the death of the chat process or a worker.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.delivery.content import MessageContent
from bot.delivery.notifier import MUST_ARRIVE
from bot.delivery.sending import edit
from bot.domain.fair_queue import score_of
from bot.domain.jobs import Job, JobState, NewJob
from bot.domain.live import QUIET, Ending, LiveDream, Wish, live_caption, piece_options
from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.orders import Art, Order
from bot.errors import QueueError
from bot.queue.line import Queue
from bot.storage import live_dreams
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.transport.rate_limiter import DROPPABLE, Pace, RequestDroppedError

logger = logging.getLogger(__name__)


class LiveDreamRunner:
    """All live dreams, one step further."""

    def __init__(
        self,
        *,
        db: Database,
        queue: Queue,
        bot: ExtBot[Pace],
        tiers: CurrentTiers,
        clock: Callable[[], datetime],
    ) -> None:
        self._db = db
        self._queue = queue
        self._bot = bot
        self._tiers = tiers
        self._clock = clock

    async def look(self) -> None:
        """Take every live dream as far as it can go now."""
        for live in await live_dreams.running(self._db):
            await self.go_on(live.id)
            await self.tell(live.id)
        for live in await live_dreams.untold(self._db):
            await self._tell_end(live)

    async def go_on(self, live_id: str) -> None:
        """Order the next piece where somebody wishes for one, end the dream where nobody does."""
        while not await self._is_in_work(live_id):
            piece = await self._order_or_end(live_id)
            if piece is None or piece.state.is_open:
                return
            # It was refused, for its payer's limit: whoever has waited next pays for the next.

    async def _order_or_end(self, live_id: str) -> Job | None:
        live = await live_dreams.get(self._db, live_id)
        if live is None or live.ending is not None:
            return None
        waiting = _waiting(await live_dreams.wishes(self._db, live_id))
        if live.is_full:
            await self.end(live, Ending.FULL)
        elif waiting and live.photo is not None:
            return await self._order_piece(live)
        elif self._clock() - live.last_wish_at >= QUIET:
            await self.end(live, Ending.QUIET)
        return None

    async def tell(self, live_id: str) -> None:
        """Say under the film how it stands, if that is news; now or, in a busy chat, later."""
        live = await live_dreams.get(self._db, live_id)
        if live is not None and live.ending is None:
            await self._show(live)

    async def end(self, live: LiveDream, ending: Ending) -> None:
        """End it; a piece in work is put down."""
        if not await live_dreams.end(self._db, live.id, ending):
            return
        logger.info("a live dream ended", extra={"live_id": live.id, "why": ending.value})
        piece = await self._piece(live)
        if piece is not None and piece.state.is_open:
            await jobs.cancel(self._db, piece.id, user_id=piece.user_id, now=self._clock())
        ended = await live_dreams.get(self._db, live.id)
        if ended is not None:
            await self._tell_end(ended)

    async def _is_in_work(self, live_id: str) -> bool:
        """Whether a piece is under way; what has become of the last one is noted."""
        live = await live_dreams.get(self._db, live_id)
        piece = await self._piece(live) if live is not None else None
        if live is None or piece is None:
            return False
        if piece.state is JobState.WAITING:
            await self._put(piece)
        if piece.state.is_open:
            return True
        if piece.state is not JobState.DONE:
            await live_dreams.drop_wishes(self._db, piece.id)
        elif live.film_id != piece.id and piece.outcome is not None:
            film_s = piece.outcome.duration_s or 0.0
            await live_dreams.note_film(self._db, live.id, job_id=piece.id, film_s=film_s)
        return False

    async def _piece(self, live: LiveDream) -> Job | None:
        return await jobs.get(self._db, live.piece_id) if live.piece_id else None

    async def _order_piece(self, live: LiveDream) -> Job | None:
        free, now, estimates = self._tiers.now.free, self._clock(), self._queue.estimates
        # Whatever is wished for, pieces are alike long and large.
        order = _piece_order(live, ())
        expected_s, hands = await estimates.expected_s(order), await estimates.hands(order)
        piece = await live_dreams.order_piece(
            self._db,
            live,
            partial(self._new_piece, expected_s=expected_s),
            now=now,
            due=partial(score_of, now=now, boost_s=free.boost_s, hands=hands),
            allowance=free.allowance,
        )
        if piece is not None and piece.state.is_open:
            await self._put(piece)
        return piece

    def _new_piece(self, live: LiveDream, wishes: Sequence[Wish], *, expected_s: float) -> NewJob:
        """One job for all who wait; it counts for the one who has waited longest."""
        payer = _waiting(wishes)[0]
        return NewJob(
            request_key=f"live:{live.id}:{live.pieces + 1}",
            chat_id=live.chat_id,
            user_id=payer.user_id,
            language=payer.language,
            order=_piece_order(live, wishes),
            tier=self._tiers.now.free.name,
            reply_to=payer.message_id,
            parent_id=live.film_id,
            thread_id=live.thread_id,
            expected_s=expected_s,
        )

    async def _put(self, piece: Job) -> None:
        try:
            await self._queue.put(piece)
        except QueueError as exc:
            logger.warning("a job waits for Redis", extra={"job_id": piece.id, "why": exc.detail})

    async def _tell_end(self, live: LiveDream) -> None:
        await self._show(live, is_last=True)
        await live_dreams.mark_told(self._db, live.id)

    async def _show(self, live: LiveDream, *, is_last: bool = False) -> None:
        """Put right what stands under its film. The last word is tried for a while and raises
        TelegramError; some of those before it may be left out.
        """
        words = live_caption(live, await live_dreams.wishes(self._db, live.id))
        if live.message is None or live.shown == words:
            return
        pace = MUST_ARRIVE if is_last else DROPPABLE
        try:
            await edit(self._bot, live.chat_id, live.message, MessageContent(words=words), pace)
        except (BadRequest, Forbidden) as exc:
            # Asking again would change nothing.
            logger.info("cannot tell", extra={"live_id": live.id, "why": exc})
        except (RequestDroppedError, NetworkError, RetryAfter):
            if is_last:
                raise
            return
        await live_dreams.note_shown(self._db, live.id, words)


def _piece_order(live: LiveDream, wishes: Sequence[Wish]) -> Order:
    options = piece_options(live, wishes)
    return Order(art=Art.ZOOM, options=options, photo=live.photo, live_id=live.id)


def _waiting(wishes: Sequence[Wish]) -> list[Wish]:
    return [wish for wish in wishes if wish.job_id is None]
