"""/premium: what there is, seen and told at once, whoever asks."""

from __future__ import annotations

from bot.domain.money.products import Pack, Products
from tests.bot.conversation.credits.shop import open_shop
from tests.bot.conversation.talk import Talk, labels


async def test_each_tier_is_told_with_its_price_under_one_picture(talk: Talk) -> None:
    await talk.person.send("/premium")
    shown = await talk.person.wait_for_message(lambda m: m["photo"])
    lines = shown["caption"].splitlines()
    assert lines[0] == "Free: up to 600 px, 200 steps at most · free"
    assert lines[1] == "Premium: up to 700 px, 600 steps at most · 25 ⭐"
    assert lines[2].endswith("1000 steps at most · 25–125 ⭐")  # noqa: RUF001  # a range
    assert labels(shown) == []


async def test_packs_that_are_sold_stand_below_it(talk: Talk) -> None:
    open_shop(talk, Products(packs=(Pack(credits=100, stars=90),)))
    await talk.person.send("/premium")
    shown = await talk.person.wait_for_message(lambda m: m["photo"])
    assert labels(shown) == ["100 credits · 90 ⭐"]
