"""Several refunds that are due at once: what one of them meets is no business of the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.delivery import reconciler as reconcile
from bot.delivery.reconciler import Reconciler
from bot.domain.payments import CURRENCY
from bot.money import refunding
from bot.storage import payments
from bot.storage.jobs import jobs
from bot.storage.tables.money import ChargeRow
from tests.bot.running import WITHIN_S, running_reconciler
from tests.bot.scene import Scene
from tests.bot.storage.examples import new_job
from tests.bot.storage.ledger.books import assert_clean, balances

NOW = datetime.now(UTC)
COUNT = 5
STARS = 25
pytestmark = pytest.mark.usefixtures("no_limits")


async def make_due(scene: Scene, count: int = COUNT) -> None:
    """Stars that came in for nothing that we sell."""
    till = scene.telegram.backend.payments
    terms = {
        "title": "A picture",
        "description": "Of nothing",
        "payload": "made up",
        "currency": CURRENCY,
        "prices": [{"label": "A picture", "amount": STARS}],
    }
    for _ in range(count):
        charge = till.charge(till.create_invoice(terms)["id"], user_id=1)
        await payments.record_charge(
            scene.db,
            charge_id=charge["id"],
            offer_id=None,
            user_id=1,
            stars=STARS,
            job=None,
            now=NOW,
            score=NOW,
        )


async def ledger(scene: Scene) -> list[tuple[str, int]]:
    """(state, how often it was tried in vain) of each charge."""
    async with scene.db.read() as session:
        rows = await session.execute(select(ChargeRow.state, ChargeRow.refund_tries))
        return sorted((state, tries) for state, tries in rows)


def reconciler_at(scene: Scene, clock: Callable[[], datetime]) -> Reconciler:
    return Reconciler(
        db=scene.db,
        queue=scene.queue,
        notifier=scene.notifier,
        bot=scene.bot,  # type: ignore[arg-type]  # made by make_bot
        settings=scene.settings,
        clock=clock,
    )


@pytest.mark.parametrize("kind", ["500", "drop", "slow"])
async def test_one_refund_in_trouble_holds_up_no_other(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(refunding, "LONGEST_ANSWER_S", 3.0)
    await make_due(scene)
    await scene.person.order_fault(kind, method="refundStarPayment", times=1, delay_s=600)
    await reconciler_at(scene, lambda: NOW).look()
    assert await ledger(scene) == [("refund_due", 1), *[("refunded", 0)] * (COUNT - 1)]
    assert scene.telegram.backend.payments.balance() == STARS
    await reconciler_at(scene, lambda: NOW + timedelta(minutes=5)).look()
    assert [state for state, _ in await ledger(scene)] == ["refunded"] * COUNT
    assert scene.telegram.backend.payments.balance() == 0


async def test_while_a_refund_hangs_all_else_goes_on(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refunding, "LONGEST_ANSWER_S", 600.0)
    monkeypatch.setattr(reconcile, "STOP_S", 0.0)
    await make_due(scene)
    but_one = [("refund_due", 0), *[("refunded", 0)] * (COUNT - 1)]
    await scene.person.order_fault("slow", method="refundStarPayment", times=1, delay_s=600)
    async with running_reconciler(
        db=scene.db,
        queue=scene.queue,
        notifier=scene.notifier,
        bot=scene.bot,
        settings=scene.settings,
    ):
        async with asyncio.timeout(WITHIN_S):
            while await ledger(scene) != but_one:  # noqa: ASYNC110 - SQL tells nobody
                await asyncio.sleep(0.02)
        failed, _ = await jobs.create(scene.db, new_job(), now=NOW, score=NOW)
        await jobs.fail(
            scene.db, failed.id, attempt=None, error_code="PictureGoneError", facts={}, now=NOW
        )
        await scene.says("I cannot find that picture any more.")
        assert await ledger(scene) == but_one


@pytest.mark.parametrize("kind", ["500", "drop", "400"])
async def test_a_refund_that_went_through_and_was_answered_otherwise_is_one(
    scene: Scene, kind: str
) -> None:
    """The second time Telegram says CHARGE_ALREADY_REFUNDED, which is as good."""
    await make_due(scene, 2)
    await scene.person.order_fault(kind, method="refundStarPayment", times=1, after=True)
    await refunding_at(scene, NOW).look()
    assert scene.telegram.backend.payments.balance() == 0
    assert await ledger(scene) == [("refund_due", 1), ("refunded", 0)]
    await assert_clean(scene.db)
    for minutes in (5, 10):
        await refunding_at(scene, NOW + timedelta(minutes=minutes)).look()
        assert await ledger(scene) == [("refunded", 0), ("refunded", 1)]
    assert await balances(scene.db) == {}
    await assert_clean(scene.db)


def refunding_at(scene: Scene, now: datetime) -> refunding.Refunding:
    """The outbox alone, without what Telegram's list would tell."""
    return refunding.Refunding(db=scene.db, bot=scene.bot, clock=lambda: now)
