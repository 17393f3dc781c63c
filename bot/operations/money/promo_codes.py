"""``oneiro promo``: make, list and end codes that are worth credits, while the service runs."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.money.product_file import MAX_CREDITS
from bot.domain.money.products import promo_code
from bot.errors import PromoCodeError
from bot.operations.snapshot import opened_books
from bot.settings import Settings
from bot.storage.credits import promo
from bot.storage.credits.promo import PromoCode
from bot.texts.catalogue import text
from engine.terminal.console import say
from engine.texts.phrase import Phrase

MOST_USES = 10_000_000


async def run_create(settings: Settings, code: str, *, credits: int, uses: int, until: str) -> int:
    """Make a code. Returns: the exit code, 0.

    Args:
        until: YYYY-MM-DD, the last UTC day on which it counts.
    Raises: PromoCodeError: it cannot be; SettingsError: there is no database that this version
        reads; StorageError.
    """
    name, now = _name(code), datetime.now(UTC)
    for option, value, most in (("--credits", credits, MAX_CREDITS), ("--uses", uses, MOST_USES)):
        if not 1 <= value <= most:
            problem = Phrase("problems.whole_number", low=1, high=most)
            raise PromoCodeError(code=option, problem=problem)
    end = _end_of(until)
    if end <= now:
        raise PromoCodeError(code="--until", problem=Phrase("problems.day_is_over"))
    async with opened_books(settings) as db:
        is_new = await promo.create(db, name, credits=credits, uses=uses, until=end, now=now)
    if not is_new:
        raise PromoCodeError(code=name, problem=Phrase("problems.code_exists"))
    say(text("promo.created", code=name, credits=credits, uses=uses, until=_last_day(end)))
    return 0


async def run_list(settings: Settings, *, as_json: bool) -> int:
    """Print all codes, the newest first. Returns: the exit code, 0. Raises: as run_create."""
    now = datetime.now(UTC)
    async with opened_books(settings) as db:
        codes = await promo.every(db)
    if as_json:
        say(json.dumps([_as_json(code, now) for code in codes]))
    else:
        say("\n".join(_line(code, now) for code in codes) or text("promo.no_codes"))
    return 0


async def run_end(settings: Settings, code: str) -> int:
    """End a code before its time. Returns: the exit code, 0. Raises: as run_create."""
    name = _name(code)
    async with opened_books(settings) as db:
        if not await promo.end(db, name, now=datetime.now(UTC)):
            raise PromoCodeError(code=name, problem=Phrase("problems.no_such_code"))
    say(text("promo.ended", code=name))
    return 0


def _name(code: str) -> str:
    name = promo_code(code)
    if name is None:
        raise PromoCodeError(code=code, problem=Phrase("problems.code_letters"))
    return name


def _end_of(day: str) -> datetime:
    try:
        last = date.fromisoformat(day)
        return datetime.combine(last + timedelta(days=1), time(), UTC)
    except (ValueError, OverflowError) as exc:
        raise PromoCodeError(code="--until", problem=Phrase("problems.no_day")) from exc


def _last_day(end: datetime) -> str:
    return (end - timedelta(days=1)).date().isoformat()


def _line(code: PromoCode, now: datetime) -> str:
    return text(
        f"promo.{_state(code, now)}",
        code=code.code,
        credits=code.credits,
        used=code.used,
        uses=code.uses,
        until=_last_day(code.until),
    )


def _as_json(code: PromoCode, now: datetime) -> dict[str, object]:
    return {
        "code": code.code,
        "credits": code.credits,
        "uses": code.uses,
        "used": code.used,
        "until": code.until.isoformat(),
        "ended_at": code.ended_at.isoformat() if code.ended_at else None,
        "counts": _state(code, now) == "counts",
    }


def _state(code: PromoCode, now: datetime) -> str:
    is_over = code.ended_at is not None or code.until <= now or code.used >= code.uses
    return "over" if is_over else "counts"
