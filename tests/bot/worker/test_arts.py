"""Each art's result comes as what it is: a picture, a film, or words; once, whatever happens."""

from __future__ import annotations

import asyncio
import dataclasses
import io
from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from bot.delivery.results import result_files
from bot.delivery.results.result_store import open_results
from bot.domain.jobs import JobState
from bot.domain.orders import Art, Order
from bot.local_telegram.media.files import File
from bot.worker import leased_worker as worker
from bot.worker.renderer import Made, OnProgress, Pictures
from engine.media.pictures import MAX_ASPECT, encode_picture
from tests.bot.painters import LABELS, SlowPainter
from tests.bot.scene import Scene
from tests.person import Message
from tests.pictures import decoded, photo_bytes

FILM = {"seed": 3, "frames": 24, "frames_per_s": 12}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stopping worker does not wait for its delivery."""
    monkeypatch.setattr(worker, "STOP_S", 0.1)


async def finished(scene: Scene, message_id: int) -> Message:
    """The job's one message, once it is done."""
    await scene.job(JobState.DONE)
    message = await scene.person.message(message_id)
    assert message is not None
    others = [m for m in await scene.person.messages() if m["reply_to"] == message["reply_to"]]
    assert message["reply_to"] is None or others == [message]
    return message


def labels(message: Message) -> list[str]:
    return [button["text"] for row in message["buttons"] or [] for button in row]


async def count_of(scene: Scene) -> int:
    return len([m for m in await scene.person.messages() if m["from_bot"]])


async def test_what_is_told_in_words_by_the_message_itself(scene: Scene) -> None:
    asked = await scene.ask_for(Art.WHAT)
    before = await count_of(scene)
    async with scene.worker(SlowPainter()):
        told = await finished(scene, asked)
    assert told["text"].splitlines() == [
        "I see:",
        "Egyptian cat — 47 %",
        "tabby — 30 %",
        "lynx — 10 %",
        "tiger cat — 5 %",
        "washbasin — <1 %",
        "Told by SqueezeNet 1.1.",
    ]
    assert labels(told) == ["Dream it", "Delete"]
    assert await count_of(scene) == before
    assert not list(scene.settings.results_dir.glob("*"))
    outcome = (await scene.job()).outcome
    assert outcome is not None
    assert outcome.labels == LABELS


async def test_a_long_look_shows_how_far_it_is_without_a_preview(scene: Scene) -> None:
    asked = await scene.ask_for(Art.WHAT)
    async with scene.worker(SlowPainter(steps=60, step_s=0.05)):
        await scene.says("% done")
        assert (await finished(scene, asked))["photo"] is None


@pytest.mark.usefixtures("impatient")
async def test_words_that_were_found_are_only_told(scene: Scene) -> None:
    asked = await scene.ask_for(Art.WHAT)
    await scene.person.order_fault("drop", method="editMessageText")
    async with scene.worker(SlowPainter()):
        await scene.job(JobState.RENDERED)
    await scene.person.clear_faults()
    before, again = await count_of(scene), SlowPainter()
    async with scene.reconciling(), scene.worker(again):
        assert (await finished(scene, asked))["text"].startswith("I see:")
    assert (again.painted, await count_of(scene)) == (0, before)


async def test_a_zoom_comes_as_a_film_in_the_same_message(scene: Scene) -> None:
    asked = await scene.ask_for(Art.ZOOM, **FILM)
    before = await count_of(scene)
    async with scene.worker(SlowPainter()):
        shown = await finished(scene, asked)
    first, *_, last = shown["caption"].splitlines()
    assert first == (
        "Zoom · inception_3b · 24 frames, 2 s · seed 3 · 120\u00d780 px · "
        "Oneiro's own dream network"
    )
    assert last.startswith("/zoom ")
    assert (shown["photo"], shown["width"], shown["height"]) == (None, 120, 80)
    assert shown["file_name"] == "oneiro-zoom-3.mp4"
    with av.open(io.BytesIO(await scene.person.download(shown["video"]))) as film:
        assert film.streams.video[0].frames == 24
    assert labels(shown) == [
        *("Again", "Stronger", "Weaker"),
        *("Full size", "Delete", "Make it bigger", "Show it"),
    ]
    assert await count_of(scene) == before
    job = await scene.job()
    assert (scene.settings.results_dir / f"{job.id}.mp4").is_file()


async def test_a_film_takes_the_place_of_its_preview(scene: Scene) -> None:
    asked = await scene.ask_for(Art.ZOOM, **FILM)
    async with scene.worker(SlowPainter(steps=60, step_s=0.05)):
        preview = await scene.says("% done")
        assert (preview["message_id"], bool(preview["photo"])) == (asked, True)
        assert (await finished(scene, asked))["video"]


@pytest.mark.usefixtures("impatient")
async def test_a_film_that_was_made_is_only_delivered(scene: Scene) -> None:
    asked = await scene.ask_for(Art.ZOOM, **FILM)
    await scene.person.order_fault("drop", method="editMessageMedia")
    async with scene.worker(SlowPainter()):
        await scene.job(JobState.RENDERED)
    await scene.person.clear_faults()
    before, again = await count_of(scene), SlowPainter()
    async with scene.reconciling(), scene.worker(again):
        assert (await finished(scene, asked))["video"]
    assert (again.painted, await count_of(scene)) == (0, before)


async def test_a_film_delivered_twice_is_one_film(scene: Scene) -> None:
    asked = await scene.ask_for(Art.ZOOM, **FILM)
    async with scene.worker(SlowPainter()):
        await finished(scene, asked)
    job, before = await scene.job(), await count_of(scene)
    assert job.outcome is not None
    film = result_files.as_shown(open_results(scene.settings), job, job.outcome)
    again = await scene.notifier.show_result(job, film, job.outcome)
    assert (again.status, await count_of(scene)) == (job.status, before)


async def test_a_film_whose_message_is_gone_is_sent_anew(scene: Scene) -> None:
    asked = await scene.ask_for(Art.ZOOM, **FILM)
    await scene.bot.delete_message(1, asked)
    async with scene.worker(SlowPainter()):
        job = await scene.job(JobState.DONE)
    assert job.status is not None
    shown = await scene.person.message(job.status.message_id)
    assert shown is not None
    assert (bool(shown["video"]), shown["reply_to"]) == (True, job.reply_to)


async def test_a_film_that_telegram_does_not_take_is_refused_plainly(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_files, "MAX_UPLOAD_BYTES", 1000)
    await scene.ask_for(Art.ZOOM, **FILM)
    painter = SlowPainter()
    async with scene.worker(painter):
        await scene.says("ask for fewer frames or a smaller size")
        job = await scene.job(JobState.FAILED)
    assert (job.error_code, job.tries, painter.painted) == ("FilmTooLargeError", 1, 1)


async def test_a_persons_film_comes_back_as_a_film(scene: Scene) -> None:
    asked = await scene.ask_for(Art.VIDEO, effect="dream", seconds=1.0, seed=3)
    painter = SlowPainter()
    async with scene.worker(painter):
        shown = await finished(scene, asked)
    (pictures,) = painter.seen
    assert (pictures.photo, pictures.clip is not None) == (None, True)
    assert pictures.clip_name == "Your film"
    head, told, *_ = shown["caption"].splitlines()
    assert head == (
        "Film · a dream · 12 frames, 1 s · seed 3 · 120\u00d780 px · Oneiro's own dream network"
    )
    assert told == "These are the first 1 s of 2 s."
    assert (shown["file_name"], shown["width"]) == ("oneiro-video-3.mp4", 120)
    with av.open(io.BytesIO(await scene.person.download(shown["video"]))) as film:
        assert film.streams.video[0].frames == 12


async def test_a_worker_killed_in_the_middle_of_a_film_loses_nothing(scene: Scene) -> None:
    asked = await scene.ask_for(Art.VIDEO, effect="dream", seed=3)
    worker = await scene.start_worker("1000", "0.05")
    await scene.says("% done")
    worker.kill()
    await worker.wait()
    async with scene.worker(SlowPainter()):
        assert (await finished(scene, asked))["video"]
    assert (await scene.job(JobState.DONE)).tries == 2


async def test_a_film_that_has_become_unreadable_is_refused_plainly(scene: Scene) -> None:
    await scene.ask_for(Art.VIDEO, effect="dream", seed=3)
    files = scene.telegram.backend.files
    (film,) = [
        one for one in scene.telegram.backend.store.all("file") if one["path"].startswith("videos")
    ]
    files.place(File(**film)).write_bytes(b"no film")
    async with scene.worker(SlowPainter()):
        await scene.says("does not open as a film")
        job = await scene.job(JobState.FAILED)
    assert (job.error_code, job.tries) == ("BrokenClipError", 1)


async def test_a_drawing_needs_no_photo(scene: Scene) -> None:
    asked = await scene.ask_for(Art.DRAW, classes=("volcano", "castle"), seed=5)
    painter = SlowPainter()
    async with scene.worker(painter):
        shown = await finished(scene, asked)
    assert shown["caption"].startswith("A drawing of volcano + castle · seed 5 · 120\u00d780 px")
    assert shown["caption"].splitlines()[-1].startswith("/draw")
    assert "photo=" not in shown["caption"]
    buttons = ["Again", "Again ×4", "Full size", "Delete", "Make it bigger"]  # noqa: RUF001
    buttons += ["Print", "Show it", "More"]
    assert labels(shown) == buttons
    (pictures,) = painter.seen
    assert (pictures.photo, pictures.guide, pictures.styles) == (None, None, ())
    assert shown["reply_to"] is None


async def test_an_explanation_tells_what_was_seen_and_where(scene: Scene) -> None:
    asked = await scene.ask_for(Art.EXPLAIN)
    async with scene.worker(SlowPainter()):
        shown = await finished(scene, asked)
    assert shown["caption"].splitlines()[:7] == [
        "What the network saw:",
        "Egyptian cat — 47 %",
        "tabby — 30 %",
        "lynx — 10 %",
        "tiger cat — 5 %",
        "washbasin — <1 %",
        "Where it saw Egyptian cat · guided · 120\u00d780 px · SqueezeNet 1.1",
    ]
    assert shown["photo"]
    assert labels(shown) == ["Full size", "Delete", "Show it", "More"]


@pytest.mark.parametrize(
    ("options", "subject"),
    [
        ({"classes": ("cat", "castle")}, "cat + castle"),
        ({"random_classes": True}, "whatever comes to mind"),
        ({"channels": (5, 7)}, "inception_3b channel 5, 7"),
        ({}, "inception_3b"),
    ],
)
async def test_a_dream_says_what_it_climbed_to(
    scene: Scene, options: dict[str, Any], subject: str
) -> None:
    asked = await scene.ask_for(Art.DREAM, **options)
    async with scene.worker(SlowPainter()):
        shown = await finished(scene, asked)
    assert shown["caption"].startswith(f"Dream · {subject} · seed 0 ·")


async def test_a_guide_picture_is_fetched_beside_the_photo(scene: Scene) -> None:
    guide = await scene.keep_picture(90)
    asked = await scene.ask_for(Art.DREAM, guide=guide)
    painter = SlowPainter()
    async with scene.worker(painter):
        shown = await finished(scene, asked)
    (pictures,) = painter.seen
    assert pictures.photo is not None
    assert pictures.guide is not None
    led_by = np.asarray(pictures.guide.image, dtype=float)
    assert abs(led_by - np.asarray(decoded(photo_bytes(90)), dtype=float)).mean() < 4
    assert abs(led_by - np.asarray(pictures.photo.image, dtype=float)).mean() > 20
    assert "Led by your guide picture." in shown["caption"].splitlines()


async def test_a_guide_that_is_no_picture_is_named(scene: Scene) -> None:
    sent = await scene.bot.send_document(1, b"this is text", filename="a.jpg")
    assert sent.document is not None
    photo = await scene.keep_picture()
    guide = type(photo)(id="g", file_id=sent.document.file_id, message_id=sent.message_id)
    await scene.ask_for(Art.DREAM, guide=guide)
    async with scene.worker(SlowPainter()):
        await scene.says("Your guide picture does not open as a picture")


@pytest.mark.parametrize("size", [(384, 19), (19, 384), (1, 1), (1, 400), (9999, 3)])
def test_a_result_of_any_shape_is_a_photo_that_telegram_takes(
    size: tuple[int, int],
) -> None:
    strip = encode_picture(Image.new("RGB", size, "red"))
    wide, tall = decoded(result_files.as_photo(strip)).size
    assert max(wide, tall) <= MAX_ASPECT * min(wide, tall)
    assert wide + tall <= result_files.MAX_PHOTO_SIDES_PX


class NarrowPainter(SlowPainter):
    """Makes of each picture one that Telegram takes for no photo."""

    def paint(
        self, order: Order, pictures: Pictures, on_progress: OnProgress, *, in_tiles: bool = False
    ) -> Made:
        made = SlowPainter.paint(self, order, pictures, on_progress)
        strip = encode_picture(Image.new("RGB", (384, 19), "red"))
        return dataclasses.replace(made, file=strip)


async def test_no_job_fails_for_its_shape(scene: Scene) -> None:
    asked = await scene.ask_for(Art.DREAM)
    async with scene.worker(NarrowPainter()):
        shown = await finished(scene, asked)
    assert "Again" in labels(shown)
    assert shown["photo"] is not None


async def test_a_large_picture_is_shown_smaller_and_a_film_is_kept_as_it_is(scene: Scene) -> None:
    job_id, results = "abc", open_results(scene.settings)
    png = io.BytesIO()
    Image.new("RGB", (12_000, 2), "red").save(png, "PNG")
    await asyncio.to_thread(result_files.keep, results, job_id, png.getvalue(), kind="png")
    kept = result_files.read(results, job_id)
    assert kept == png.getvalue()
    assert sum(decoded(result_files.as_photo(kept)).size) <= result_files.MAX_PHOTO_SIDES_PX
    assert Fraction(*decoded(result_files.as_photo(kept)).size) <= MAX_ASPECT
    result_files.drop(results, job_id)
    result_files.keep(results, job_id, b"film", kind="mp4")
    result_files.drop(results, job_id)
    assert not list(scene.settings.results_dir.glob("*"))
