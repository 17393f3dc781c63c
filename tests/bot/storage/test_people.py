"""Updates, people, their pictures and their menus."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.orders import PictureRef
from bot.storage import drafts, payments, people, photos, refunds, updates
from bot.storage.database import Database
from bot.storage.drafts import Draft, DraftKind
from bot.storage.jobs import jobs
from bot.storage.photos import NewPicture
from bot.storage.tables.base import Base
from bot.storage.tables.community import FeedLikeRow, FeedReportRow, FeedWorkRow
from bot.storage.tables.conversation import PersonRow
from bot.storage.tables.gifts import InvitationRow, SubscriptionCancelRow, SubscriptionRow
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.ledger import LedgerTransferRow
from bot.storage.tables.money import ChargeRow
from bot.storage.tables.operators import BanRow
from bot.storage.tables.prints import PrintOrderRow
from bot.storage.tables.privacy import SpentDayRow
from bot.storage.tables.saved_styles import KeptStyleRow, SavedStyleRow, StyleUseRow
from tests.bot.storage.examples import NOW, PHOTO, add, after, in_line, new_job


async def send(db: Database, message_id: int, **changes: Any) -> PictureRef:
    values = {"chat_id": 1, "user_id": 1, "file_id": f"file-{message_id}"} | changes
    return await photos.remember(db, NewPicture(message_id=message_id, **values), now=NOW)


async def open_menu(db: Database, request_key: str, **changes: Any) -> Draft:
    values = {"chat_id": 1, "user_id": 1, "kind": DraftKind.STYLE, "now": NOW}
    draft, is_new = await drafts.create(db, request_key=request_key, **(values | changes))
    assert is_new
    return draft


async def language_of(db: Database, user_id: int) -> str | None:
    async with db.read() as session:
        row = await session.get(PersonRow, user_id)
        return row.language if row else None


async def test_an_update_is_known_when_it_comes_again(db: Database) -> None:
    assert await updates.save(db, {5: {"update_id": 5}}, now=NOW) == {5}
    assert not await updates.save(db, {5: {"update_id": 5}}, now=NOW)
    await updates.finish(db, {5})
    assert not await updates.save(db, {5: {"update_id": 5}}, now=NOW)
    assert await updates.unfinished(db) == []


async def test_unfinished_updates_come_back_in_order_until_they_are_set_aside(
    db: Database,
) -> None:
    for update_id in (7, 5, 6):
        await updates.save(db, {update_id: {"update_id": update_id}}, now=NOW)
    await updates.finish(db, {6})
    await updates.begin_again(db, 7)
    found = [(row.update_id, row.replays) for row in await updates.unfinished(db)]
    assert found == [(5, 0), (7, 1)]
    await updates.take_back(db, {5, 7})
    assert [row.replays for row in await updates.unfinished(db)] == [0, 0]
    await updates.set_aside(db, 7)
    assert [row.update_id for row in await updates.unfinished(db)] == [5]
    assert await updates.count_set_aside(db) == 1


async def test_of_several_processes_one_takes_over_what_none_has_in_hand(db: Database) -> None:
    soon, later = NOW + timedelta(seconds=5), NOW + timedelta(seconds=9)
    old = updates.Hold(holder="old", until=soon)
    new = [updates.Hold(holder=name, until=later + timedelta(days=1)) for name in ("new", "newer")]
    for update_id in (3, 2, 1):
        await updates.save(db, {update_id: {"update_id": update_id}}, now=NOW, hold=old)
    await updates.finish(db, {3})
    assert await updates.take_over(db, new[0], now=NOW) == []
    await updates.hold_on(db, updates.Hold(holder="old", until=later))
    assert await updates.take_over(db, new[0], now=soon) == []
    both = await asyncio.gather(*(updates.take_over(db, hold, now=later) for hold in new))
    assert sorted([row.update_id for row in taken] for taken in both) == [[], [1, 2]]
    winner = new[0 if both[0] else 1]
    assert await updates.take_over(db, winner, now=winner.until) == []
    await updates.let_go(db, winner.holder)
    assert len(await updates.take_over(db, old, now=later)) == 2


async def test_the_language_is_the_one_of_the_last_visit(db: Database) -> None:
    assert await language_of(db, 1) is None
    await people.remember(db, 1, language="en", now=NOW)
    await people.remember(db, 1, language="de", now=after(1))
    assert await language_of(db, 1) == "de"


async def test_a_photo_keeps_its_name(db: Database, rival: Database) -> None:
    names = await asyncio.gather(*(send(database, 7) for database in [db, rival] * 3))
    assert len({photo.id for photo in names}) == 1
    assert names[0] == PictureRef(id=names[0].id, file_id="file-7", message_id=7)
    assert len(names[0].id) == 6


async def test_a_photo_is_found_by_its_sender_and_in_its_chat_only(db: Database) -> None:
    photo = await send(db, 7, chat_id=-1001)
    assert await photos.find(db, photo.id, user_id=1, chat_id=1) == photo
    assert await photos.find(db, photo.id, user_id=2, chat_id=-1001) == photo
    assert await photos.find(db, photo.id, user_id=2, chat_id=2) is None
    assert await photos.at(db, chat_id=-1001, message_id=7) == photo
    assert await photos.at(db, chat_id=1, message_id=7) is None


async def test_the_last_photo_is_no_style(db: Database) -> None:
    assert await photos.last(db, chat_id=1, user_id=1) is None
    await send(db, 7)
    photo = await send(db, 8)
    await send(db, 9, is_style=True)
    await send(db, 10, chat_id=-1001)
    await send(db, 11, chat_id=-1001, user_id=2)
    assert await photos.last(db, chat_id=1, user_id=1) == photo
    # Known as a photo first, then picked as a style.
    await send(db, 8, is_style=True)
    last = await photos.last(db, chat_id=1, user_id=1)
    assert last is not None
    assert last.message_id == 7


async def test_the_last_film_is_no_photo(db: Database) -> None:
    photo = await send(db, 7)
    film = await send(db, 8, is_film=True)
    assert (photo.is_film, film.is_film) == (False, True)
    assert await photos.last(db, chat_id=1, user_id=1) == photo
    assert await photos.last(db, chat_id=1, user_id=1, is_film=True) == film
    assert await photos.last(db, chat_id=1, user_id=1, is_film=None) == film
    assert await photos.find(db, film.id, user_id=1, chat_id=1) == film
    # A GIF that was taken for a picture.
    moving = await send(db, 7, is_film=True)
    assert (moving.id, moving.is_film) == (photo.id, True)
    assert await photos.last(db, chat_id=1, user_id=1) is None


async def test_an_album_comes_in_the_senders_order(db: Database) -> None:
    for message_id in (9, 8):
        await send(db, message_id, media_group_id="g")
    await send(db, 10, media_group_id="other")
    found = await photos.album(db, chat_id=1, media_group_id="g")
    assert [photo.message_id for photo in found] == [8, 9]


async def test_a_replayed_request_opens_one_menu(db: Database) -> None:
    draft = await open_menu(db, "u1", photo=PHOTO, choices={"strength": 1.5})
    again, is_new = await drafts.create(
        db, request_key="u1", chat_id=1, user_id=1, kind=DraftKind.STYLE, now=NOW
    )
    assert (again, is_new) == (draft, False)
    assert await drafts.find_request(db, "u1") == draft
    assert await drafts.find_request(db, "u2") is None
    assert (draft.photo, draft.choices) == (PHOTO, {"strength": 1.5})


async def test_choices_change_while_the_menu_is_open(db: Database) -> None:
    draft = await open_menu(db, "u1")
    await drafts.set_message(db, draft.id, message_id=12, has_media=True)
    changed = await drafts.change(db, draft.id, choices={"preset": "creatures"}, photo=PHOTO)
    assert changed is not None
    assert (changed.choices, changed.photo) == ({"preset": "creatures"}, PHOTO)
    assert (changed.message_id, changed.has_media) == (12, True)
    assert await drafts.get(db, draft.id) == changed

    assert await drafts.close(db, draft.id)
    assert not await drafts.close(db, draft.id)
    assert await drafts.change(db, draft.id, choices={}) is None
    assert await drafts.change(db, 999, choices={}) is None


async def test_only_the_latest_open_menu_of_a_kind_awaits_a_picture(db: Database) -> None:
    async def awaiting(since: float = 0) -> Draft | None:
        waiting = await drafts.waiting(db, chat_id=1, user_id=1, since=after(since))
        return waiting.get(DraftKind.STYLE)

    assert await awaiting() is None
    await open_menu(db, "u1")
    latest = await open_menu(db, "u2")
    await open_menu(db, "u3", kind=DraftKind.PROMPT)
    await open_menu(db, "u4", user_id=2)
    await open_menu(db, "u5", chat_id=-1001)
    assert await awaiting() == latest
    assert await awaiting(since=1) is None
    await drafts.close(db, latest.id)
    assert await awaiting() is None


async def test_old_menus_and_names_are_forgotten_and_jobs_are_kept(db: Database) -> None:
    photo, draft, job = await send(db, 7), await open_menu(db, "u1"), await add(db)
    await updates.save(db, {1: {}}, now=NOW)
    await people.forget_old(db, before=NOW)
    assert await photos.last(db, chat_id=1, user_id=1) == photo
    await people.forget_old(db, before=after(1))
    assert await photos.last(db, chat_id=1, user_id=1) is None
    assert await drafts.get(db, draft.id) is None
    assert await updates.unfinished(db) == []
    assert await jobs.get(db, job.id) == job


async def test_a_person_is_forgotten_but_for_what_was_paid(db: Database) -> None:
    await people.remember(db, 1, language="en", now=NOW)
    await send(db, 7)
    draft, job, other = await open_menu(db, "u1"), await add(db), await add(db, "u2", user_id=2)
    offer, _ = await payments.create_offer(
        db,
        request_key="u3",
        user_id=1,
        chat_id=1,
        parent_job_id=job.id,
        tier="hd",
        steps=100,
        stars=25,
        now=NOW,
    )
    receipt = await payments.record_charge(
        db,
        charge_id="c1",
        offer_id=offer.id,
        user_id=1,
        stars=25,
        job=new_job("pc1", charge_id="c1"),
        now=NOW,
        score=NOW,
    )
    assert receipt.job is not None

    gone = await people.forget_person(db, 1, now=after(1))
    assert gone is not None
    assert sorted(gone.job_ids) == sorted([job.id, receipt.job.id])
    assert await language_of(db, 1) is None
    assert await photos.last(db, chat_id=1, user_id=1) is None
    assert await drafts.get(db, draft.id) is None
    assert await payments.get_offer(db, offer.id) is None
    assert await in_line(db) == [other.id]
    # What was paid for a picture that is not made any more goes back.
    assert [charge.charge_id for charge in await refunds.due(db, now=after(1))] == ["c1"]


@pytest.mark.parametrize("language", ["", "zh-hans"])
async def test_any_language_code_is_kept(db: Database, language: str) -> None:
    await people.remember(db, 2**40, language=language, now=NOW)
    assert await language_of(db, 2**40) == language


def test_every_table_that_names_a_person_is_forgotten_but_charges_and_bans() -> None:
    rows = {mapper.class_ for mapper in Base.registry.mappers}
    named = {row for row in rows if "user_id" in row.__table__.columns}
    # The books stay; the others are forgotten each in their own way.
    others = {LedgerTransferRow, InvitationRow, SubscriptionRow, SubscriptionCancelRow}
    others |= {JobRow, SpentDayRow}
    others |= {FeedWorkRow, FeedLikeRow, FeedReportRow}
    others |= {SavedStyleRow, KeptStyleRow, StyleUseRow}
    assert named - set(people._PERSONAL) == {ChargeRow, BanRow, PrintOrderRow} | others


async def test_a_payment_that_nobody_dealt_with_is_never_forgotten(db: Database) -> None:
    paid = {"message": {"successful_payment": {"total_amount": 25}}}
    words = {"message": {"text": '"successful_payment"'}}
    for update_id, payload in enumerate((paid, paid, words, paid), start=1):
        await updates.save(db, {update_id: payload}, now=NOW)
    await updates.set_aside(db, 1)
    await updates.finish(db, {4})
    await people.forget_old(db, before=after(1))
    assert await updates.count_set_aside(db) == 1
    assert [row.update_id for row in await updates.unfinished(db)] == [2]
    assert await updates.save(db, {4: paid}, now=NOW)  # it was dealt with, and so was forgotten


async def test_a_chosen_language_outlasts_telegrams(db: Database) -> None:
    await people.choose_language(db, 1, "fr", otherwise="en", now=NOW)
    await people.remember(db, 1, language="de", now=after(1))
    assert await language_of(db, 1) == "fr"
    chosen = await people.chosen_languages(db, 1, group_id=None)
    assert (chosen.person, chosen.chat) == ("fr", None)
    await people.choose_language(db, 1, None, otherwise="it", now=after(2))
    assert await language_of(db, 1) == "it"
    await people.remember(db, 1, language="de", now=after(3))
    assert await language_of(db, 1) == "de"
    await people.choose_language(db, 1, "fr", otherwise="en", now=after(4))
    await people.forget_person(db, 1, now=after(5))
    assert await people.chosen_languages(db, 1, group_id=None) == people.ChosenLanguages()


async def test_what_was_chosen_is_believed_for_a_while(db: Database) -> None:
    now_s = 0.0
    book = people.LanguageBook(db, clock=lambda: now_s)
    assert (await book.look_up(1, group_id=None)).person is None
    await people.choose_language(db, 1, "fr", otherwise="en", now=NOW)
    assert (await book.look_up(1, group_id=None)).person is None
    assert (await book.look_up(1, group_id=-7)).person == "fr"
    now_s += people.BELIEVED_S
    assert (await book.look_up(1, group_id=None)).person == "fr"
    await people.choose_language(db, 1, "it", otherwise="en", now=NOW)
    book.forget()
    assert (await book.look_up(1, group_id=None)).person == "it"
