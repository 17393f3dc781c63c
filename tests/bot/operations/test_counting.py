"""What happens to jobs, requests and Stars is counted once, where it happens."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from prometheus_client import generate_latest
from telegram.error import BadRequest, RetryAfter

from bot import metrics
from bot.delivery.reconciler import Reconciler
from bot.domain.jobs import JobState
from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.payments import CURRENCY, StarPayment, payment_keys
from bot.money.crediting import Till, credit
from bot.queue.estimates import Estimates
from bot.storage.jobs import claims, job_deferral, jobs
from bot.transport.rate_limiter import Pace
from engine.errors import NotFiniteError, OutOfMemoryError
from tests.bot.operations.counts import Counts, value
from tests.bot.painters import SlowPainter
from tests.bot.scene import Scene
from tests.places import ROOT


async def test_a_job_that_is_delivered_counts_with_its_wait_and_its_seconds(scene: Scene) -> None:
    count = Counts()
    async with scene.worker(SlowPainter()):
        await scene.send_photo()
        await scene.results()
        job = await scene.job(JobState.DONE)
    assert job.outcome is not None
    assert count("oneiro_jobs_total", art="dream", outcome="delivered") == 1
    assert count("oneiro_job_wait_seconds_count", tier="free", art="dream") == 1
    assert count("oneiro_render_seconds_count", art="dream", device="cpu") == 1
    seconds = count("oneiro_render_seconds_sum", art="dream", device="cpu")
    assert seconds == pytest.approx(job.outcome.seconds)  # a difference of two sums
    assert count("oneiro_gpu_seconds_total", art="dream", tier="free") > 0


async def test_the_wait_of_a_job_that_was_given_back_counts_when_it_begins_and_once(
    scene: Scene,
) -> None:
    count = Counts()
    await scene.send_photo()
    job = await scene.job()
    claimed = await claims.claim(scene.db, job.id, now=job.created_at, lease_s=60, max_attempts=5)
    assert claimed.job is not None
    await job_deferral.release(scene.db, job.id, attempt=claimed.job.attempt)
    async with scene.worker(SlowPainter(errors=[OutOfMemoryError("killed")])):
        await scene.results()
    assert count("oneiro_job_wait_seconds_count", tier="free", art="dream") == 1


async def test_a_job_that_fails_counts_as_failed_and_its_seconds_as_taken(scene: Scene) -> None:
    count = Counts()
    async with scene.worker(SlowPainter(errors=[NotFiniteError("no")])):
        await scene.send_photo()
        await scene.job(JobState.FAILED)
    assert count("oneiro_jobs_total", art="dream", outcome="failed") == 1
    assert count("oneiro_jobs_total", art="dream", outcome="delivered") == 0
    assert count("oneiro_gpu_seconds_total", art="dream", tier="free") > 0
    assert count("oneiro_render_seconds_count", art="dream", device="cpu") == 0


async def test_a_worker_is_busy_while_it_renders_and_a_cancelled_job_counts_once(
    scene: Scene,
) -> None:
    count = Counts()
    painter = SlowPainter()
    painter.gate.clear()
    async with scene.worker(painter):
        await scene.send_photo()
        job = await scene.job(JobState.RUNNING)
        await asyncio.to_thread(painter.begun.wait)
        assert value("oneiro_worker_busy", registry=metrics.WORKER) == 1
        for _ in range(2):
            await jobs.cancel(scene.db, job.id, user_id=1, now=job.created_at)
        await scene.says("Cancelled.")
    assert value("oneiro_worker_busy", registry=metrics.WORKER) == 0
    assert count("oneiro_jobs_total", art="dream", outcome="cancelled") == 1


@pytest.mark.usefixtures("no_limits")
async def test_requests_count_by_their_method_and_end(scene: Scene) -> None:
    count = Counts()
    await scene.bot.send_message(1, "hello")
    with pytest.raises(BadRequest):
        await scene.bot.send_message(1, "")
    await scene.person.order_fault("429", method="sendMessage", times=1, retry_after_s=7)
    with pytest.raises(RetryAfter):
        await scene.bot.send_message(1, "hello", rate_limit_args=Pace(pause_patience_s=0.0))
    outcomes = ("ok", "refused", "asked_to_wait")
    counted = {
        outcome: count("oneiro_telegram_requests_total", method="sendMessage", outcome=outcome)
        for outcome in outcomes
    }
    assert counted == dict.fromkeys(outcomes, 1)
    assert count("oneiro_telegram_retry_after_seconds_total") == 7


async def test_a_fetched_file_counts_without_its_address(scene: Scene) -> None:
    count = Counts()
    photo = await scene.keep_picture()
    await (await scene.bot.get_file(photo.file_id)).download_as_bytearray()
    assert count("oneiro_telegram_requests_total", method="getFileContent", outcome="ok") == 1
    assert scene.telegram.backend.token not in generate_latest(metrics.PROCESS).decode()


@pytest.mark.usefixtures("no_limits")
async def test_stars_count_once_as_they_come_and_once_as_they_go(scene: Scene) -> None:
    count = Counts()
    till = scene.telegram.backend.payments
    invoice = till.create_invoice(
        {
            "title": "A picture",
            "description": "Of nothing",
            "payload": "made up",
            "currency": CURRENCY,
            "prices": [{"label": "A picture", "amount": 25}],
        }
    )
    charge = till.charge(invoice["id"], user_id=1)
    now = datetime.now(UTC)
    payment = StarPayment(
        charge_id=charge["id"], user_id=1, stars=25, payload="made up", at=datetime.now(UTC)
    )
    for _ in range(2):
        await credit(
            Till(
                db=scene.db,
                tiers=CurrentTiers(),
                payment_keys=payment_keys(scene.bot.token),
                estimates=Estimates(None),
                clock=lambda: now,
            ),
            payment,
            language="en",
        )
    reconciler = Reconciler(
        db=scene.db,
        queue=scene.queue,
        notifier=scene.notifier,
        bot=scene.bot,
        settings=scene.settings,
    )
    for _ in range(2):
        await reconciler.look()
    assert count("oneiro_stars_total", kind="charged") == 25
    assert count("oneiro_stars_total", kind="refunded") == 25


def test_metrics_bring_no_web_server_and_no_worker_into_the_chat_process() -> None:
    program = "import bot.app, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"bot.operations.metrics_server", "aiohttp.web"} & set(done.stdout.split())
