"""/promo: a code as anybody types it, once, and plain words for all else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.money.products import Products
from bot.storage.credits import promo
from tests.bot.conversation.credits.shop import answer, assert_right, has, open_shop
from tests.bot.conversation.talk import Talk
from tests.bot.storage.postgres import on_each_database

pytestmark = on_each_database


async def create(talk: Talk, code: str, *, uses: int = 1, days: int = 1) -> None:
    now = datetime.now(UTC)
    until = now + timedelta(days=days)
    await promo.create(talk.services.db, code, credits=10, uses=uses, until=until, now=now)


async def said(talk: Talk, words: str, *, other: bool = False) -> str:
    text: str = (await answer(talk, words, person=talk.other if other else talk.person))["text"]
    return text


async def test_a_code_gives_once(talk: Talk) -> None:
    open_shop(talk)
    await create(talk, "SPRING")
    assert "10 credits are yours" in await said(talk, "/promo Spring")
    assert "You have had the credits of that code" in await said(talk, "/promo SPRING")
    assert "as many people as it was for" in await said(talk, "/promo spring", other=True)
    for update in list(talk.seen):
        await talk.replay(update)
    assert (await has(talk), await has(talk, 2)) == (10, 0)
    assert "+10  by a code" in await said(talk, "/balance")
    await assert_right(talk)


async def test_what_is_no_code_or_over_is_told_plainly(talk: Talk) -> None:
    open_shop(talk)
    await create(talk, "WINTER", days=-1)
    assert "Write the code behind it" in await said(talk, "/promo")
    assert "I do not know that code" in await said(talk, "/promo summer")
    assert "I do not know that code" in await said(talk, "/promo ' OR 1=1 --")
    assert "That code is over" in await said(talk, "/promo winter")
    assert await has(talk) == 0


async def test_where_there_are_no_codes_it_says_so(talk: Talk) -> None:
    open_shop(talk, Products())
    await create(talk, "SPRING")
    assert "There are no codes here" in await said(talk, "/promo spring")
    assert await has(talk) == 0
