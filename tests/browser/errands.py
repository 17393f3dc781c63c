"""What people go through, from the first press to the last, on the chat page."""

from __future__ import annotations

from pathlib import Path

from tests.browser.hands import Hands
from tests.places import ROOT

# In a new purse, and what HD of the fewest steps costs.
PURSE, PRICE = 1000, 25
BALANCE = "One credit pays what one Star pays"
SUBSCRIPTION = """
[subscription]
title = "Dreamer"
stars = 300
credits = 350
boost_s = 1800
"""
PROVIDER = "284685063:TEST:made-up"
ADDRESS = {
    "name": "Ada Lovelace",
    "street_line1": "Unter den Linden 1",
    "post_code": "10117",
    "city": "Berlin",
    "country_code": "DE",
}


def tiers_with_subscription(folder: Path) -> Path:
    """A file of tiers as it comes, and a subscription besides."""
    file = folder / "tiers.toml"
    file.write_text((ROOT / "bot" / "tiers.toml").read_text(encoding="utf-8") + SUBSCRIPTION)
    return file


async def dream(hands: Hands, photo: Path) -> None:
    """A free one."""
    await hands.send_photo(photo)
    await hands.press("Dream")
    await hands.reads("/dream ")


async def make(hands: Hands, photo: Path, words: str) -> None:
    """By plain words, as they begin a command."""
    await hands.send_photo(photo)
    await hands.reads("What shall I do with it?")
    await hands.answer(words, f"/{words.split()[0]} ")


async def show(hands: Hands) -> None:
    """The newest result, beside its photo."""
    await hands.press("Show it")
    await hands.press("With my photo")
    await hands.reads("Everybody can see it now")


async def buy_larger(hands: Hands) -> None:
    """The free result again, in HD."""
    await hands.press("Make it bigger")
    await hands.press("HD · 1200 px · 100 steps")
    await hands.reads("A larger picture")
    await hands.look("offer")
    await hands.press("Pay")
    await hands.sees("100 steps")
    await hands.pay()
    await hands.has_stars(PURSE - PRICE)
    await hands.reads(f"Paid: {PRICE}")
    await hands.scroll_to_picture()
    await hands.look("paid")


async def give_back(hands: Hands) -> None:
    """The paid picture is not what they wanted."""
    await hands.press("Not what I wanted")
    await hands.press("It looks poor")
    await hands.reads("on their way back")
    await hands.has_stars(PURSE)
    await hands.look("refund")


async def subscribe(hands: Hands) -> None:
    """For a month and one more; then it is stopped."""
    await hands.say("/subscribe")
    await hands.press("Subscribe for 300")
    await hands.sees("taken again every 30 days")
    await hands.pay()
    await hands.reads("350 credits now and each month")
    await hands.has_stars(PURSE - 300)
    await hands.open_purse()
    await hands.tap("A month passes")
    await hands.sees("400")
    await hands.tap("Done")
    await hands.reads("Another month of Dreamer")
    assert "700 credits" in await hands.answer("/balance", BALANCE)
    await hands.look("balance")
    await hands.press("Stop the subscription")
    await hands.reads("Stopped: nothing more is taken.")
    await hands.open_purse()
    await hands.sees("The bot cancelled it.")
    await hands.tap("A month passes")
    await hands.sees("It was cancelled.")
    await hands.tap("Done")
    await hands.has_stars(PURSE - 600)


async def order_print(hands: Hands, *, paper: str) -> None:
    """The newest result on paper, as the price list calls it, sent to Berlin by courier."""
    await hands.press("Print")
    await hands.press("Send to")
    await hands.press("Germany")
    await hands.press(paper)
    await hands.press("20 × 30 cm")  # noqa: RUF001  # as people write it
    await hands.reads("The red line")
    await hands.look("proof")
    await hands.press("Order")
    await hands.reads("A print, 20 × 30 cm")  # noqa: RUF001  # an older invoice may be there too
    await hands.press("Pay")
    await hands.fill(**ADDRESS)
    await hands.tap("Continue")
    await hands.choose("Courier")
    await hands.choose("A test card")
    await hands.look("order")
    await hands.pay()
    await hands.reads("Your order is number 1")


async def dream_in_russian(hands: Hands, photo: Path) -> None:
    """By plain words, right after the photo."""
    await hands.send_photo(photo)
    await hands.reads("Что с этим сделать?")
    await hands.say("сон замок")
    await hands.reads("/dream classes=замок")


async def show_in_russian(hands: Hands) -> None:
    """The newest result, without its photo."""
    await hands.press("Показать")
    await hands.press("Только результат")
    await hands.reads("Теперь это видят все")


async def like_in_russian(hands: Hands, feed: str) -> None:
    """The newest work of the page, which leads back to the chat."""
    await hands.page.goto(feed)
    await hands.look("feed")
    await hands.page.locator("a.frame").first.click()
    await hands.page.get_by_role("link", name="Нравится", exact=True).click()
    await hands.reads("Вам нравится.")
    await hands.look("liked")


async def delete_all_in_russian(hands: Hands) -> None:
    await hands.say("/delete_me")
    await hands.reads("Удалить всё, что я о вас храню?")
    await hands.look("delete")
    await hands.press("Удалить")
    await hands.reads("Готово: всё, что я о вас хранил, удалено.")
