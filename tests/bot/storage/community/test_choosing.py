"""What a feed shows next: the new, and among them some that few have seen."""

from __future__ import annotations

from itertools import count

from bot.community import choosing
from bot.community.choosing import PAGE, ROOM, Place
from bot.storage.community import works
from bot.storage.database import Database
from tests.bot.storage.community.shown import shown


def oldest(below: int) -> int:
    return 0


async def test_a_page_has_room_for_older_works_the_least_seen_first(db: Database) -> None:
    every = [await shown(db, f"u{n}") for n in range(PAGE + 4)]
    await works.note_seen(db, every[0].id)
    draws = count()
    page = await choosing.page(db, before=None, draw=lambda below: next(draws) % below)
    new = [work for work in page.works if work.number >= (page.before or 0)]
    older = [work for work in page.works if work not in new]
    assert [work.id for work in new] == [work.id for work in every[::-1][: PAGE - ROOM]]
    assert len(page.works) == PAGE
    # Each behind three new ones, and the one that was seen is left out.
    assert [page.works.index(work) for work in older] == [3, 7, 11]
    assert every[0].id not in {work.id for work in older}
    # The next page begins where the new ones of this ended.
    following = await choosing.page(db, before=page.before, draw=oldest)
    assert [work.id for work in following.works] == [work.id for work in every[6::-1]]
    assert following.before is None


async def test_a_few_works_are_one_page(db: Database) -> None:
    every = [await shown(db, f"u{n}") for n in range(3)]
    page = await choosing.page(db, before=None, draw=oldest)
    assert [work.id for work in page.works] == [work.id for work in every[::-1]]
    assert page.before is None


async def test_every_fourth_of_one_after_another_is_an_older_one(db: Database) -> None:
    every = [await shown(db, f"u{n}") for n in range(7)]
    place: Place | None = None
    seen = []
    while (each := await choosing.following(db, place, draw=oldest)) is not None:
        seen.append(each.work.number - every[0].number)
        place = each.place
        if len(seen) == 6:
            break
    assert seen == [6, 5, 4, 0, 3, 2]


async def test_the_end_is_told(db: Database) -> None:
    work = await shown(db)
    assert await choosing.following(db, Place(before=work.number, step=1), draw=oldest) is None
