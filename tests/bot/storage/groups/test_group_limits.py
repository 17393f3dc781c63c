"""A group's pictures of a day: counted for all its people together, in the order's transaction."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.allowance import Allowance
from bot.domain.jobs import Job
from bot.errors import DailyLimitError, GroupLimitError
from bot.storage.database import Database
from bot.storage.groups import group_settings
from bot.storage.groups.group_settings import settings_of
from bot.storage.jobs import jobs
from tests.bot.storage.examples import NOW, after, new_job

GROUP = -7
DAY_S = 24 * 3600.0
FREE = Allowance()


async def order(
    db: Database, number: int, *, at: float = 0, chat_id: int = GROUP, charge_id: str | None = None
) -> Job:
    """Each by somebody else."""
    new = new_job(f"u{number}", chat_id=chat_id, user_id=100 + number, charge_id=charge_id)
    job, is_new = await jobs.create(db, new, now=after(at), score=after(at), allowance=FREE)
    assert is_new
    return job


async def limit(db: Database, most: int | None) -> None:
    await group_settings.choose(db, GROUP, pictures_per_day=most)


async def test_of_many_orders_at_once_only_the_groups_limit_is_made(
    db: Database, rival: Database
) -> None:
    await limit(db, 3)
    made = await asyncio.gather(
        *(order(base, number) for number, base in enumerate([db, rival] * 10)),
        return_exceptions=True,
    )
    refused = [one for one in made if isinstance(one, BaseException)]
    assert [type(one) for one in refused] == [GroupLimitError] * 17


async def test_another_day_another_group_and_what_is_paid_do_not_count(db: Database) -> None:
    await limit(db, 1)
    await order(db, 1, charge_id="c1")
    await order(db, 2, chat_id=-8)
    await order(db, 3)
    with pytest.raises(GroupLimitError):
        await order(db, 4)
    await order(db, 5, charge_id="c5")
    await order(db, 6, at=DAY_S)


async def test_what_was_cancelled_before_it_began_is_given_back(db: Database) -> None:
    await limit(db, 1)
    job = await order(db, 1)
    await jobs.cancel(db, job.id, user_id=job.user_id, now=NOW)
    job = await order(db, 2)
    await jobs.mark_begun(db, job.id, now=NOW)
    await jobs.cancel(db, job.id, user_id=job.user_id, now=NOW)
    with pytest.raises(GroupLimitError):
        await order(db, 3)


async def test_a_persons_own_limit_goes_before_and_no_limit_is_none(db: Database) -> None:
    await limit(db, 1)
    await order(db, 1)
    await limit(db, None)
    await order(db, 2)
    with pytest.raises(DailyLimitError):
        await jobs.create(
            db, new_job("u3"), now=NOW, score=NOW, allowance=Allowance(jobs_per_day=0)
        )


async def test_of_choices_made_at_once_none_is_lost(db: Database, rival: Database) -> None:
    """As two administrators press in two chat processes."""
    await asyncio.gather(
        group_settings.choose(db, GROUP, has_spoiler=True),
        group_settings.choose(rival, GROUP, is_quiet=True),
        group_settings.choose(db, GROUP, language="it"),
        group_settings.choose(rival, GROUP, pictures_per_day=10),
    )
    settings = await settings_of(db, GROUP)
    assert (settings.has_spoiler, settings.is_quiet) == (True, True)
    assert (settings.language, settings.pictures_per_day) == ("it", 10)
