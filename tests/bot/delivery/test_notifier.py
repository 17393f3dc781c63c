"""The one message of a job: edited, never doubled, and its last word always arrives."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from telegram.error import Forbidden, TelegramError

from bot.domain.jobs import Job, NewJob, Outcome, StatusMessage
from bot.domain.ledger import Currency
from bot.domain.orders import Art, Order, PictureRef
from bot.domain.payments import Charge, ChargeState
from bot.domain.waiting import Outlook
from bot.storage.jobs import jobs
from bot.transport.rate_limiter import Pace
from engine.options.dream import DreamOptions
from engine.texts.phrase import Phrase
from tests.bot.scene import Scene
from tests.person import Message
from tests.pictures import photo_bytes

PHOTO = PictureRef(id="k3f9ab", file_id="f", message_id=1)
OPTIONS = DreamOptions(seed=3, network="embedded", layer="inception_3b", size_px=600, steps=40)
OUTCOME = Outcome(
    options=OPTIONS.to_json(),
    width=600,
    height=400,
    steps=40,
    steps_cut=False,
    seconds=1.0,
    device="cpu",
)
SECOND = Outlook(place=2)

pytestmark = pytest.mark.usefixtures("no_limits")


@pytest.fixture
async def job(scene: Scene) -> Job:
    """A job with its text message in the chat of person 1."""
    (reply_to,) = await scene.person.send("hello")
    said = await scene.bot.send_message(1, "In the queue: number 3.")
    now = datetime.now(UTC)
    new = NewJob(
        request_key="u1",
        chat_id=1,
        user_id=1,
        language="en",
        order=Order(art=Art.DREAM, options=DreamOptions(seed=3), photo=PHOTO),
        tier="free",
        reply_to=reply_to,
        status=StatusMessage(message_id=said.message_id, has_media=False),
    )
    job, _ = await jobs.create(scene.db, new, now=now, score=now)
    return job


async def unshown(scene: Scene) -> Job:
    """A job of person 1 that has no message yet."""
    (reply_to,) = await scene.person.send("hello")
    order = Order(art=Art.DREAM, options=DreamOptions(seed=3), photo=PHOTO)
    new = NewJob(
        request_key="u1",
        chat_id=1,
        user_id=1,
        language="en",
        order=order,
        tier="free",
        reply_to=reply_to,
    )
    now = datetime.now(UTC)
    job, _ = await jobs.create(scene.db, new, now=now, score=now)
    return job


async def of_bot(scene: Scene) -> list[Message]:
    return [message for message in await scene.person.messages() if message["from_bot"]]


async def test_an_order_without_a_menu_gets_a_message_that_is_noted(scene: Scene) -> None:
    job = await unshown(scene)
    shown = await scene.notifier.show_ordered(job, SECOND)
    (message,) = await of_bot(scene)
    assert (message["text"], message["reply_to"]) == ("In the queue: number 2.", job.reply_to)
    assert await jobs.get(scene.db, job.id) == shown != job


async def test_the_first_message_of_a_job_that_was_cancelled_meanwhile_goes(scene: Scene) -> None:
    job = await unshown(scene)
    cancelled = await jobs.cancel(scene.db, job.id, user_id=1, now=datetime.now(UTC))
    assert cancelled is not None
    await scene.notifier.tell_closed(cancelled)
    await scene.notifier.show_ordered(job, SECOND)
    assert [message["text"] for message in await of_bot(scene)] == ["Cancelled."]


async def test_a_second_first_message_of_a_job_goes(scene: Scene) -> None:
    job = await unshown(scene)
    shown = await scene.notifier.show_ordered(job, SECOND)
    await scene.notifier.show_ordered(job, Outlook(place=1))
    assert [message["text"] for message in await of_bot(scene)] == ["In the queue: number 2."]
    assert await jobs.get(scene.db, job.id) == shown


async def test_a_menu_becomes_the_job_s_message(scene: Scene, job: Job) -> None:
    shown = await scene.notifier.show_ordered(job, SECOND)
    assert [message["text"] for message in await of_bot(scene)] == ["In the queue: number 2."]
    assert shown == job


async def test_a_menu_s_picture_gives_way_to_what_is_made(scene: Scene, job: Job) -> None:
    job = await scene.notifier.show_progress(job, 0.5, photo_bytes())
    before = (await of_bot(scene))[0]["photo"]
    await scene.notifier.show_ordered(job, SECOND, photo_bytes(90))
    (message,) = await of_bot(scene)
    assert message["caption"] == "In the queue: number 2."
    assert message["photo"] != before


async def test_a_menu_s_picture_stays_where_another_cannot_stand(scene: Scene, job: Job) -> None:
    job = await scene.notifier.show_progress(job, 0.5, photo_bytes())
    before = (await of_bot(scene))[0]["photo"]
    await scene.notifier.show_ordered(job, SECOND, "the id of no photo")
    (message,) = await of_bot(scene)
    assert (message["caption"], message["photo"]) == ("In the queue: number 2.", before)


async def test_an_order_that_cannot_be_shown_is_told_to_the_caller(scene: Scene, job: Job) -> None:
    await scene.person.block()
    with pytest.raises(Forbidden):
        await scene.notifier.show_ordered(job, SECOND)


async def test_place_progress_and_result_are_one_message(scene: Scene, job: Job) -> None:
    tell = scene.notifier
    assert await tell.show_place(job, SECOND) == job
    assert (await of_bot(scene))[0]["text"] == "In the queue: number 2."
    job = await tell.show_progress(job, 0.5, photo_bytes())
    (message,) = await of_bot(scene)
    assert message["photo"]
    assert "50" in message["caption"]
    assert [b["text"] for row in message["buttons"] for b in row] == ["Cancel"]
    job = await tell.show_result(job, photo_bytes(90), OUTCOME)
    (message,) = await of_bot(scene)
    assert message["caption"].splitlines()[-1].endswith("photo=k3f9ab")
    assert await jobs.get(scene.db, job.id) == job


async def test_what_a_person_should_know_stands_on_lines_of_its_own(scene: Scene, job: Job) -> None:
    moving = dataclasses.replace(
        OUTCOME,
        steps_cut=True,
        notes=("Of an older version.", Phrase("notes.moves", name="Your photo")),
    )
    await scene.notifier.show_result(job, photo_bytes(), moving)
    (message,) = await of_bot(scene)
    assert message["caption"].splitlines()[1:4] == [
        "This machine had time for 40 steps.",
        "Of an older version.",
        "Your photo moves; I took its first frame.",
    ]


async def test_a_result_shown_twice_is_one_result(scene: Scene, job: Job) -> None:
    job = await scene.notifier.show_result(job, photo_bytes(), OUTCOME)
    await scene.notifier.show_result(job, photo_bytes(), OUTCOME)
    assert len(await of_bot(scene)) == 1


async def test_a_message_that_is_gone_is_sent_anew_as_a_reply(scene: Scene, job: Job) -> None:
    assert job.status is not None
    await scene.bot.delete_message(1, job.status.message_id)
    shown = await scene.notifier.show_result(job, photo_bytes(), OUTCOME)
    (message,) = await of_bot(scene)
    assert (message["reply_to"], bool(message["photo"])) == (job.reply_to, True)
    assert await jobs.get(scene.db, job.id) == shown


async def test_progress_of_a_message_that_is_gone_sends_nothing(scene: Scene, job: Job) -> None:
    assert job.status is not None
    await scene.bot.delete_message(1, job.status.message_id)
    await scene.notifier.show_progress(job, 0.5, photo_bytes())
    assert await of_bot(scene) == []


@pytest.mark.parametrize("has_media", [False, True])
async def test_a_message_that_is_other_than_noted_is_edited_as_it_is(
    scene: Scene, job: Job, has_media: bool
) -> None:
    if not has_media:
        await scene.notifier.show_progress(job, 0.5, photo_bytes())
    assert job.status is not None
    wrong = dataclasses.replace(job, status=dataclasses.replace(job.status, has_media=has_media))
    shown = await scene.notifier.show_cancelled(wrong)
    (message,) = await of_bot(scene)
    assert "Cancelled." in (message["text"] or message["caption"])
    assert shown.status is not None
    assert shown.status.has_media is not has_media


@pytest.mark.parametrize(
    ("currency", "words"),
    [
        (Currency.STARS, "Your 25 ⭐ are on their way back."),
        (Currency.CREDITS, "Your 25 credits are back."),
    ],
)
async def test_a_failure_says_why_and_what_comes_back(
    scene: Scene, job: Job, currency: Currency, words: str
) -> None:
    failed = dataclasses.replace(
        job, error_code="BrokenPictureError", error_facts={"name": "Your photo"}
    )
    charge = Charge(
        charge_id="c1",
        offer_id=None,
        user_id=1,
        stars=25,
        state=ChargeState.REFUNDED,
        job_id=job.id,
        refund_tries=0,
        charged_at=datetime.now(UTC),
        currency=currency,
    )
    await scene.notifier.show_failure(failed, charge=charge)
    (message,) = await of_bot(scene)
    assert "Your photo does not open" in message["text"]
    assert words in message["text"]
    assert message["buttons"] is None


async def test_a_blocked_bot_is_no_error(scene: Scene, job: Job) -> None:
    await scene.person.block()
    assert await scene.notifier.show_result(job, photo_bytes(), OUTCOME) == job


@pytest.mark.parametrize("kind", ["429", "500", "drop"])
async def test_the_result_is_tried_again_and_progress_is_not(
    scene: Scene, job: Job, kind: str
) -> None:
    await scene.person.order_fault(kind, times=2)
    await scene.notifier.show_progress(job, 0.5, None)
    await scene.notifier.show_result(job, photo_bytes(), OUTCOME)
    assert (await of_bot(scene))[0]["photo"]


async def test_a_result_that_cannot_arrive_is_told_to_the_caller(
    scene: Scene, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.notifier.MUST_ARRIVE", Pace(patience_s=0.5))
    await scene.person.order_fault("500")
    with pytest.raises(TelegramError):
        await scene.notifier.show_result(job, photo_bytes(), OUTCOME)
