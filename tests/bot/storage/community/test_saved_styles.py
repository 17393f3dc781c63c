"""Saved styles: once each, no more than there may be, and gone for everybody when deleted."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.domain.community.saved_styles import (
    MOST_STYLES,
    POPULAR_WITHIN,
    SavedStyle,
    Sharing,
)
from bot.storage import bans, people, photos
from bot.storage.bans import Ban
from bot.storage.community import saved_styles
from bot.storage.community.saved_styles import Refusal
from bot.storage.credits import style_uses
from bot.storage.database import Database
from bot.storage.photos import NewPicture
from tests.bot.storage.community.saved import new_style, painted, saved
from tests.bot.storage.examples import NOW


async def ban(db: Database, user_id: int) -> None:
    shut_out = Ban(user_id=user_id, reason="", operator_id=9, created_at=NOW)
    async with db.write() as session:
        await bans.ban_within(session, shut_out)


async def leftovers(db: Database) -> set[str]:
    return set(await saved_styles.leftovers(db, now=NOW, count=100))


async def test_the_same_picture_saved_twice_at_once_is_one_style(
    db: Database, rival: Database
) -> None:
    new = [new_style(name=f"n{number}") for number in range(6)]
    for each in new:
        await saved_styles.begin(db, each.id, now=NOW)
    found = await asyncio.gather(
        *(
            saved_styles.save(to, each, now=NOW)
            for to, each in zip([db, rival] * 3, new, strict=True)
        )
    )
    ids = {style.id for style in found if isinstance(style, SavedStyle)}
    assert len(ids) == 1
    assert await leftovers(db) == {each.id for each in new} - ids
    assert len(await saved_styles.mine(db, 1)) == 1


async def test_nobody_has_more_than_there_may_be_saved_or_kept(
    db: Database, rival: Database
) -> None:
    shared = await saved(db, user_id=2, sharing=Sharing.LINK)
    for number in range(MOST_STYLES - 1):
        await saved(db, source=f"s{number}")
    results = await asyncio.gather(
        saved_styles.keep(db, shared.id, user_id=1, now=NOW),
        saved_styles.save(rival, new_style(source="last"), now=NOW),
    )
    assert results.count(Refusal.FULL) == 1
    assert len(await saved_styles.mine(db, 1)) == MOST_STYLES
    assert await saved_styles.save(db, new_style(source="more"), now=NOW) is Refusal.FULL
    # What they have already is no further one.
    assert isinstance(await saved_styles.save(db, new_style(source="s3"), now=NOW), SavedStyle)


async def test_only_who_may_paints_with_it(db: Database) -> None:
    style = await saved(db)
    assert await saved_styles.usable(db, style.id, user_id=1)
    assert await saved_styles.usable(db, style.id, user_id=2) is None
    assert await saved_styles.keep(db, style.id, user_id=2, now=NOW) is Refusal.GONE
    assert await saved_styles.share(db, style.id, Sharing.LINK, user_id=2) is None
    assert await saved_styles.rename(db, style.id, "Mine", user_id=2) is None
    assert not await saved_styles.remove(db, style.id, user_id=2)
    await saved_styles.share(db, style.id, Sharing.LINK, user_id=1)
    assert await saved_styles.usable(db, style.id, user_id=2)
    assert await saved_styles.keep(db, style.id, user_id=1, now=NOW) is Refusal.OWN
    for _ in range(2):
        assert isinstance(await saved_styles.keep(db, style.id, user_id=2, now=NOW), SavedStyle)
    assert [each.id for each in await saved_styles.mine(db, 2)] == [style.id]


async def test_what_is_shared_no_more_is_nobody_elses_and_stays_so(db: Database) -> None:
    style = await saved(db, sharing=Sharing.EVERYBODY)
    await saved_styles.keep(db, style.id, user_id=2, now=NOW)
    await saved_styles.share(db, style.id, Sharing.PRIVATE, user_id=1)
    assert await saved_styles.mine(db, 2) == []
    await saved_styles.share(db, style.id, Sharing.LINK, user_id=1)
    assert await saved_styles.mine(db, 2) == []


async def test_a_deleted_style_is_gone_for_everybody_with_its_copy_and_its_short_names(
    db: Database,
) -> None:
    style = await saved(db, sharing=Sharing.LINK)
    await saved_styles.keep(db, style.id, user_id=2, now=NOW)
    new = NewPicture(chat_id=2, user_id=2, message_id=style.place, file_id="f", is_style=True)
    ref = await photos.remember(db, new, now=NOW)
    assert await saved_styles.remove(db, style.id, user_id=2)
    assert await saved_styles.mine(db, 2) == []
    assert await leftovers(db) == set()
    assert await saved_styles.remove(db, style.id, user_id=1)
    assert not await saved_styles.remove(db, style.id, user_id=1)
    assert await saved_styles.usable(db, style.id, user_id=2) is None
    assert await photos.find(db, ref.id, user_id=2, chat_id=2) is None
    assert await leftovers(db) == {style.id}


async def test_whoever_is_shut_out_shares_and_saves_nothing(db: Database) -> None:
    style = await saved(db, sharing=Sharing.EVERYBODY)
    await saved_styles.keep(db, style.id, user_id=2, now=NOW)
    await ban(db, 1)
    assert await saved_styles.usable(db, style.id, user_id=2) is None
    assert await saved_styles.mine(db, 2) == []
    assert await saved_styles.keep(db, style.id, user_id=3, now=NOW) is Refusal.GONE
    assert await saved_styles.save(db, new_style(source="other"), now=NOW) is Refusal.BANNED


async def test_deleting_a_person_deletes_what_they_saved_and_keep(db: Database) -> None:
    own, other = await saved(db), await saved(db, user_id=2, sharing=Sharing.LINK)
    await saved_styles.keep(db, other.id, user_id=1, now=NOW)
    await people.forget_person(db, 1, now=NOW)
    assert await saved_styles.mine(db, 1) == []
    assert await leftovers(db) == {own.id}
    assert [style.id for style in await saved_styles.mine(db, 2)] == [other.id]


async def test_popular_is_what_several_others_painted_with_lately_and_its_maker_shows(
    db: Database,
) -> None:
    style = await saved(db, sharing=Sharing.EVERYBODY)
    by_link = await saved(db, source="s2", sharing=Sharing.LINK)
    for number, user_id in enumerate((2, 2, 2)):
        await painted(db, style, f"a{number}", user_id=user_id)
        await painted(db, by_link, f"b{number}", user_id=user_id + number)
    await count_all(db)
    assert await popular(db) == []
    await painted(db, style, "a9", user_id=3)
    await count_all(db)
    assert await popular(db) == [style.id]
    assert await popular(db, besides=1) == []
    await saved_styles.keep(db, style.id, user_id=2, now=NOW)
    assert await popular(db, besides=2) == []
    assert await popular(db, after=POPULAR_WITHIN) == []
    await ban(db, 1)
    assert await popular(db) == []


async def count_all(db: Database) -> None:
    for use in await style_uses.due(db):
        await style_uses.count(db, use, None, now=NOW)


async def popular(db: Database, *, besides: int = 9, after: timedelta = timedelta(0)) -> list[str]:
    found = await saved_styles.popular(db, besides=besides, count=5, now=NOW + after)
    return [style.id for style in found]
