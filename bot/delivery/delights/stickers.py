"""A sticker on its way: into a pack of its person's own, and into the chat.

Safe to repeat: where it comes in its pack is noted before Telegram is asked, so that one that was
taken and not noted is found there.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputSticker
from telegram import Sticker as TelegramSticker
from telegram.constants import StickerFormat
from telegram.error import BadRequest, Forbidden, NetworkError
from telegram.ext import ExtBot

from bot.delivery.content import MessageContent
from bot.delivery.sending import place_of
from bot.domain.jobs import Job, Outcome
from bot.storage.database import Database, new_id
from bot.storage.delights import packs
from bot.storage.delights.packs import Pack, Sticker
from bot.texts.catalogue import fact_text, text
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

EMOJI = ["🎨"]
# A name that is taken, a pack that is full, one that its owner deleted.
TRIES = 4
_WAIT_S, _LOOKS = 0.5, 60
_NAME_CHARS = 12
# Telegram's own words, in lower case.
_GONE = "stickerset_invalid"
_NO_ROOM = (_GONE, "stickers_too_much", "already occupied", "stickerpack_stickers_too_much")
_PACE = Pace(patience_s=25.0, pause_patience_s=25.0)
# Asked twice, it would stand there twice.
_ONCE = Pace(patience_s=0.0, pause_patience_s=25.0, may_repeat=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InPack:
    """A sticker as it stands in a pack now."""

    pack: str
    file_id: str


class StickerDesk:
    """Puts stickers into packs and shows them."""

    def __init__(self, bot: ExtBot[Pace], db: Database) -> None:
        self._bot = bot
        self._db = db

    async def give(self, job: Job, data: bytes, outcome: Outcome) -> MessageContent:
        """Show the sticker below what was asked. Returns: what the job's own message says then.

        Args:
            data: a WebP as Telegram takes it.
        Raises: TelegramError: it is to be tried again.
        """
        sticker = await self._in_pack(job, data)
        shown = data if sticker is None else sticker.file_id
        await self._bot.send_sticker(job.chat_id, shown, rate_limit_args=_PACE, **place_of(job))
        lines = [text("stickers.alone" if sticker is None else "stickers.added", job.language)]
        lines += (fact_text(note, job.language) for note in outcome.notes)
        return MessageContent(words="\n".join(lines), keyboard=_link_to(sticker, job.language))

    async def _in_pack(self, job: Job, data: bytes) -> InPack | None:
        """None: Telegram takes it into none. Raises: TelegramError."""
        if job.user_id <= 0 or job.order.photo is None:
            return None  # a chat has no pack
        picture = f"{job.order.photo.id}:{job.order.options.to_json()['cut']}"
        had = await packs.sticker_of(self._db, job.user_id, picture)
        if had is not None and (there := await self._left_there(had)) is not None:
            return there
        for _ in range(TRIES):
            pack = await self._hold(job)
            if pack is None:
                return None
            try:
                sticker = await self._add(job, pack, picture, data)
            except (BadRequest, Forbidden) as exc:
                is_over = any(words in str(exc).lower() for words in _NO_ROOM)
                await packs.let_go(self._db, pack.name, is_closed=is_over)
                logger.info("a pack takes no sticker", extra={"job_id": job.id, "why": exc})
                if not is_over:
                    return None
            except BaseException:
                await asyncio.shield(packs.let_go(self._db, pack.name))
                raise
            else:
                await packs.let_go(self._db, pack.name, is_made=True)
                return sticker
        return None

    async def _hold(self, job: Job) -> Pack | None:
        """A pack for us alone; None: others are at it for longer than anybody waits."""
        for _ in range(_LOOKS):
            name = f"o{new_id(_NAME_CHARS)}_by_{self._bot.username}"
            pack = await packs.hold(self._db, job.user_id, new_name=name, now=_now())
            if pack is not None:
                return pack
            await asyncio.sleep(_WAIT_S)
        return None

    async def _add(self, job: Job, pack: Pack, picture: str, data: bytes) -> InPack:
        """Raises: BadRequest: it does not go in there."""
        there = await self._stickers(pack.name)
        meant = await packs.sticker_of(self._db, job.user_id, picture)
        taken_at = _taken_at(meant, pack, len(there))
        place = len(there) if taken_at is None else taken_at
        if taken_at is None:
            if pack.is_made and not there:
                raise BadRequest(_GONE)
            intent = Sticker(pack=pack.name, place=place, unique_id=None)
            await packs.note(self._db, job.user_id, picture, intent, now=_now())
            try:
                await self._put(job, pack, data, is_first=not there)
            except NetworkError:
                # It may be there all the same.
                there = await self._stickers(pack.name)
                if len(there) <= place:
                    raise
            there = await self._stickers(pack.name)
        if len(there) <= place:
            raise BadRequest(_GONE)
        sticker = Sticker(pack=pack.name, place=place, unique_id=there[place].file_unique_id)
        await packs.note(self._db, job.user_id, picture, sticker, now=_now())
        return InPack(pack=pack.name, file_id=there[place].file_id)

    async def _put(self, job: Job, pack: Pack, data: bytes, *, is_first: bool) -> None:
        sticker = InputSticker(data, emoji_list=EMOJI, format=StickerFormat.STATIC)
        if not is_first:
            await self._bot.add_sticker_to_set(
                job.user_id, pack.name, sticker, rate_limit_args=_ONCE
            )
            return
        title = text("stickers.title", job.language)
        title = title if pack.number == 1 else f"{title} · {pack.number}"
        await self._bot.create_new_sticker_set(
            job.user_id, pack.name, title, [sticker], rate_limit_args=_ONCE
        )

    async def _left_there(self, had: Sticker) -> InPack | None:
        """None: its owner took it out of its pack, or it never came there."""
        for each in await self._stickers(had.pack) if had.unique_id else ():
            if each.file_unique_id == had.unique_id:
                return InPack(pack=had.pack, file_id=each.file_id)
        return None

    async def _stickers(self, name: str) -> Sequence[TelegramSticker]:
        """None of a pack that is not there."""
        try:
            return (await self._bot.get_sticker_set(name, rate_limit_args=_PACE)).stickers
        except BadRequest as exc:
            if _GONE not in str(exc).lower():
                raise
            return ()


def _taken_at(meant: Sticker | None, pack: Pack, count: int) -> int | None:
    """The place of one that Telegram took while its answer was lost; None: it is to be put in."""
    if meant is None or meant.unique_id is not None or meant.pack != pack.name:
        return None
    return meant.place if meant.place < count else None


def _link_to(sticker: InPack | None, language: str) -> InlineKeyboardMarkup | None:
    if sticker is None:
        return None
    words, url = text("stickers.button_open", language), f"https://t.me/addstickers/{sticker.pack}"
    return InlineKeyboardMarkup([[InlineKeyboardButton(words, url=url)]])


def _now() -> datetime:
    return datetime.now(UTC)
