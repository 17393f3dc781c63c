"""What all tests share: the project's shared folder, and a local Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local_telegram.server import LocalTelegram
from bot.transport.rate_limiter import Bucket
from engine.machine import prepare_for_torch
from tests.telegrams import running_telegram

# Before any test module loads torch.
prepare_for_torch()

from engine.networks import precision  # noqa: E402  # loads torch

SHARED = Path(__file__).parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "networks compute in bfloat16, or never do; else as this chip gains by it"
    parser.addoption("--bfloat16", choices=("on", "off"), help=told)


@pytest.fixture(autouse=True)
def bfloat16(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ``--bfloat16`` says, in place of what the chip does."""
    forced = request.config.getoption("--bfloat16")
    if forced is not None:
        monkeypatch.setattr(precision, "gains_by_bfloat16", lambda _: forced == "on")


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


@pytest.fixture
def no_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our buckets have room for whatever a test sends."""

    def large_buckets(chat_id: int | str) -> tuple[Bucket, ...]:
        names = (f"chat:{chat_id}", "all")
        return tuple(Bucket(name=name, per_s=1000.0, burst=1000.0) for name in names)

    monkeypatch.setattr("bot.transport.rate_limiter.buckets_of", large_buckets)
