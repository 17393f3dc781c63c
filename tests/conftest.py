"""What all tests share: the project's shared folder, and a local Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local.server import LocalTelegram
from engine.machine import prepare_for_torch
from tests.telegrams import running_telegram

# Before any test module loads torch.
prepare_for_torch()

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture
def shared() -> Path:
    """Reference pictures, weights and the Bot API's description; not part of the product."""
    if not SHARED.is_dir():
        pytest.skip(f"the shared folder {SHARED} is not there")
    return SHARED


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[LocalTelegram]:
    """A local Telegram; ``telegram.backend.limits.is_on = False`` lifts its rate limits."""
    shared = SHARED if SHARED.is_dir() else None
    async with running_telegram(tmp_path / "telegram", shared=shared) as server:
        yield server
