"""A bot and a person who talk through one local Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.local_telegram.server import LocalTelegram
from tests.person import Person
from tests.telegrams import open_site, plain_bot


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    async with plain_bot(telegram) as bot:
        yield bot


@pytest.fixture
async def ada(telegram: LocalTelegram) -> AsyncIterator[Person]:
    """Person 1 in the private chat 1."""
    await open_site(telegram)
    async with Person.at(telegram.site_url) as person:
        yield person
