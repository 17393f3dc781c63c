"""All that we hold of a person, in plain words and values, for a file of their own.

Nobody else stands in it: not who gave, who opened or who invited, and no operator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from bot.domain.jobs import Job, JobState
from bot.domain.ledger import Currency, held, purse
from bot.storage.database import Database
from bot.storage.jobs.unreadable_jobs import IN_USE, readable
from bot.storage.ledger.checking import snapshot
from bot.storage.privacy.parts import PARTS, Column
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.ledger import LedgerEntryRow, LedgerTransferRow
from bot.storage.tables.operators import OperatorActionRow
from bot.storage.tables.prints import PrintChangeRow, PrintOrderRow

# Of each kind; nobody reads more, and it stays small.
MOST_ROWS = 5000
MOST_RESULTS = 500
# Telegram's handles of files: of use to this bot alone, and with its token.
_HIDDEN = frozenset({"file_id"})


async def everything(db: Database, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """By part, the newest first, ready for JSON; a part without rows is left out."""
    queries = {
        name: _newest(part.named, part.newest, part.whose == user_id)
        for name, part in PARTS.items()
    }
    queries["print_states"] = _print_states(user_id)
    queries["credits_and_stars"] = _entries(user_id)
    queries["what_operators_did"] = _actions(user_id)
    found = {}
    async with snapshot(db) as session:
        for name, query in queries.items():
            rows = await session.execute(query)
            found[name] = [_readable(dict(row)) for row in rows.mappings()]
    return {name: rows for name, rows in found.items() if rows}


def _print_states(user_id: int) -> Select[Any]:
    row = PrintChangeRow
    named = {"number": row.number, "state": row.state, "at": row.at, "note": row.note}
    own = select(PrintOrderRow.number).where(PrintOrderRow.user_id == user_id)
    return _newest(named, row.id, row.number.in_(own))


def _entries(user_id: int) -> Select[Any]:
    entry, transfer = LedgerEntryRow, LedgerTransferRow
    accounts = [account(user_id, each).name for account in (purse, held) for each in Currency]
    named = {
        "at": transfer.event_at,
        "account": entry.account,
        "amount": entry.amount,
        "balance": entry.balance,
        "booked_as": entry.transfer_id,
        "note": transfer.note,
    }
    query = _newest(named, entry.id, entry.account.in_(accounts))
    return query.join(transfer, transfer.id == entry.transfer_id)


def _actions(user_id: int) -> Select[Any]:
    row = OperatorActionRow
    named = {"at": row.created_at, "what": row.action, "facts": row.facts}
    return _newest(named, row.id, row.facts["user_id"].as_integer() == user_id)


def _newest(named: Mapping[str, Column], newest: Column, where: ColumnElement[bool]) -> Select[Any]:
    columns = [column.label(name) for name, column in named.items()]
    return select(*columns).where(where).order_by(newest.desc()).limit(MOST_ROWS)


def readable_time(at: datetime) -> str:
    """As 2026-03-01T12:00:00Z."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _readable(value: Any) -> Any:
    """Times as ISO 8601 in UTC; without what is hidden, at any depth."""
    if isinstance(value, datetime):
        return readable_time(value)
    if isinstance(value, dict):
        return {key: _readable(each) for key, each in value.items() if key not in _HIDDEN}
    return [_readable(each) for each in value] if isinstance(value, list | tuple) else value


def kept(user_id: int, *, since: datetime) -> tuple[ColumnElement[bool], ...]:
    """Of a person's jobs those that ended since then and whose results may still be kept."""
    return (
        JobRow.user_id == user_id,
        JobRow.state == JobState.DONE.value,
        JobRow.finished_at >= since,
        JobRow.is_deleted.is_(False),
        IN_USE,
    )


async def results(db: Database, user_id: int, *, since: datetime) -> Sequence[Job]:
    """As :func:`kept`, the newest first."""
    query = (
        select(JobRow)
        .where(*kept(user_id, since=since))
        .order_by(JobRow.finished_at.desc())
        .limit(MOST_RESULTS)
    )
    async with db.read() as session:
        rows = (await session.scalars(query)).all()
    return await readable(db, rows)
