"""Whoever has a subscription stands further ahead in the line, with free things too."""

from __future__ import annotations

from bot.domain.jobs import JobState
from tests.bot.conversation.subscriptions.club import subscribed
from tests.bot.conversation.talk import Talk
from tests.bot.storage.subscriptions.plans import PLAN
from tests.pictures import photo_bytes


async def test_a_free_job_counts_as_having_come_earlier(talk: Talk) -> None:
    await talk.person.send("/dream seed=7", photos=[photo_bytes()])
    plain = await talk.job(state=JobState.WAITING)
    assert plain.score == plain.created_at
    await talk.person.send("/cancel")
    await talk.says("Cancelled: 1.")
    await subscribed(talk)
    await talk.person.send("/dream seed=8", photos=[photo_bytes()])
    ahead = await talk.job(count=2, state=JobState.WAITING)
    assert (ahead.created_at - ahead.score).total_seconds() == PLAN.boost_s
