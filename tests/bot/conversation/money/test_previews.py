"""A paid size asked for outright: its price at once, and a small preview of the very picture."""

from __future__ import annotations

import pytest

from bot.domain.jobs import JobState
from tests.bot.conversation.talk import Talk, change_tier, labels
from tests.bot.painters import SlowPainter
from tests.pictures import photo_bytes

ASKED = "/dream size=1200 seed=7"


async def asked(talk: Talk, command: str = ASKED) -> None:
    await talk.person.send(command, photos=[photo_bytes()])


async def test_the_price_stands_there_before_anything_is_made(talk: Talk) -> None:
    await asked(talk)
    offer = await talk.says("The small preview above costs nothing")
    assert labels(offer) == [
        "HD · 1200 px · 100 steps · 25 ⭐",
        "− Steps",  # noqa: RUF001
        "+ Steps",
        "Free · 600 px",
    ]
    job = await talk.job(state=JobState.WAITING)
    assert (job.tier, job.order.options.size_px, job.order.options.seed) == ("free", 256, 7)
    status = await talk.says("A small preview of what you asked for: 1200 px.")
    assert offer["reply_to"] == status["message_id"]
    assert labels(status) == ["Cancel"]


async def test_it_is_paid_before_its_preview_is_there(talk: Talk, painter: SlowPainter) -> None:
    await asked(talk)
    offer = await talk.says("The price stands on the button")
    await talk.person.press(offer, "HD · 1200 px")
    invoice = await talk.person.wait_for_message(lambda m: m["invoice"])
    assert (await talk.person.pay(invoice))["ok"]
    preview, paid = (await talk.job(count=2)) and await talk.jobs()
    assert (preview.state, paid.tier) == (JobState.WAITING, "hd")
    async with talk.worker(painter.open):
        await talk.finished(count=2)
    assert (paid.order.options.size_px, paid.order.options.seed) == (1200, 7)
    assert not paid.order.is_preview
    assert paid.order.reduced == {}


async def test_the_preview_is_the_very_picture_small(working: Talk) -> None:
    await asked(working, "/style mosaic size=1000 steps=800 seed=7")
    preview = await working.finished()
    small = await working.job(state=JobState.DONE)
    assert small.outcome is not None
    assert (small.outcome.options["size_px"], small.outcome.options["steps"]) == (256, 800)
    assert "A small preview of what you asked for: 1000 px, 800 steps." in preview["caption"]
    assert "As asked: 1000 px, 800 steps" in labels(preview)
    assert not {"Print", "Show it"} & set(labels(preview))
    offer = await working.says("The small preview above costs nothing")
    assert labels(offer)[0] == "HD · 1200 px · 800 steps · 103 ⭐"
    await working.person.press(offer, "800 steps")
    invoice = await working.person.wait_for_message(lambda m: m["invoice"])
    assert (await working.person.pay(invoice))["ok"]
    large = await working.job(count=2, state=JobState.DONE)
    assert large.outcome is not None
    same = {**small.outcome.options, "size_px": 1200, "snapshots": 0}
    assert {**large.outcome.options, "snapshots": 0} == same


async def test_fewer_steps_cost_less_and_are_fewer(working: Talk) -> None:
    await asked(working, "/style mosaic size=1000 steps=800 seed=7")
    await working.finished()
    offer = await working.says("The small preview above costs nothing")
    await working.person.press(offer, "− Steps")  # noqa: RUF001
    offer = await working.person.wait_for_message(
        lambda m: any("600 steps" in x for x in labels(m))
    )
    assert labels(offer)[-1] == "Free · 600 px, 200 steps"
    await working.person.press(offer, "600 steps")
    invoice = await working.person.wait_for_message(lambda m: m["invoice"])
    assert (await working.person.pay(invoice))["ok"]
    assert (await working.job(count=2)).order.options.steps == 600


async def test_the_free_size_is_one_press_away(talk: Talk, painter: SlowPainter) -> None:
    await asked(talk)
    offer = await talk.says("The price stands on the button")
    await talk.person.press(offer, "Free · 600 px")
    job = await talk.job(count=2)
    assert (job.order.options.size_px, job.order.reduced) == (600, {"size_px": 1200})
    async with talk.worker(painter.open):
        result = await talk.finished(count=2)
    assert "Made at 600 px: free pictures go up to that." in result["caption"]
    assert "As asked: 1200 px" in labels(result)


async def test_another_seed_is_tuned_small_and_offered_by_a_press(working: Talk) -> None:
    await asked(working)
    await working.person.press(await working.finished(), "Again")
    preview = await working.finished(count=2)
    job = await working.job(count=2)
    assert (job.order.options.size_px, job.order.is_preview) == (256, True)
    await working.person.press(preview, "As asked: 1200 px")
    await working.person.wait_for_message(
        lambda m: m["reply_to"] == preview["message_id"] and "Free · 600 px" in labels(m)
    )
    await working.person.press(preview, "Again ×4")  # noqa: RUF001
    begun = await working.job(count=3)
    assert (begun.order.is_preview, begun.order.reduced) == (False, {"size_px": 1200})


async def test_asked_again_it_is_there_at_once(working: Talk, painter: SlowPainter) -> None:
    await asked(working)
    command = (await working.finished())["caption"].splitlines()[-1]
    assert "size=1200" in command
    painted = painter.painted
    await working.person.send(command)
    again = await working.finished(count=2)
    assert (await working.job(count=2)).is_cached
    assert "As asked: 1200 px" in labels(again)
    assert painter.painted == painted


async def test_what_becomes_of_the_preview_stops_no_purchase(talk: Talk) -> None:
    await asked(talk)
    status = await talk.says("A small preview of what you asked for")
    await talk.person.press(status, "Cancel")
    await talk.job(state=JobState.CANCELLED)
    offer = await talk.says("The price stands on the button")
    await talk.person.press(offer, "HD · 1200 px")
    invoice = await talk.person.wait_for_message(lambda m: m["invoice"])
    assert (await talk.person.pay(invoice))["ok"]
    assert (await talk.job(count=2)).order.options.size_px == 1200


async def test_a_preview_counts_as_one_of_the_free_pictures(talk: Talk) -> None:
    change_tier(talk, "free", jobs_per_day=1)
    await asked(talk)
    await talk.job()
    await talk.person.send("/dream seed=8")
    await talk.says("Your 1 free")


async def test_what_is_free_being_used_up_stops_no_purchase(
    talk: Talk, painter: SlowPainter
) -> None:
    change_tier(talk, "free", jobs_per_day=0)
    await asked(talk)
    offer = await talk.says("There is no small preview of it now")
    said = await talk.person.press(offer, "Free · 600 px")
    assert said is not None
    assert "used up" in said
    await talk.replay(talk.seen[0])
    await talk.person.press(await talk.says("There is no small preview"), "HD · 1200 px")
    invoice = await talk.person.wait_for_message(lambda m: m["invoice"])
    assert (await talk.person.pay(invoice))["ok"]
    async with talk.worker(painter.open):
        await talk.finished(count=2)
    states = [(job.tier, job.state) for job in await talk.jobs()]
    assert states == [("free", JobState.CANCELLED), ("hd", JobState.DONE)]
    assert painter.painted == 1


@pytest.mark.parametrize(
    "command",
    ["/zoom frames=96", "/dream x4 size=900", "/style ink snapshots=4", "/dream size=600"],
)
async def test_what_has_a_free_result_has_no_preview(talk: Talk, command: str) -> None:
    await talk.person.send(command, photos=[photo_bytes()])
    assert not (await talk.job()).order.is_preview


async def test_what_is_usual_in_a_chat_is_no_wish_to_buy(talk: Talk) -> None:
    await talk.person.send("/settings dream size=1200")
    await talk.says("1200")
    await talk.person.send("/dream", photos=[photo_bytes()])
    assert (await talk.job()).order.options.size_px == 600
    await talk.person.send("/dream size=1100", photos=[photo_bytes(3)])
    assert (await talk.job(count=2)).order.is_preview


async def test_of_an_album_each_is_made_as_large_as_is_free(talk: Talk) -> None:
    await talk.person.send("/dream size=1200", photos=[photo_bytes(1), photo_bytes(2)])
    await talk.job(count=2)
    assert [job.order.options.size_px for job in await talk.jobs()] == [600, 600]
