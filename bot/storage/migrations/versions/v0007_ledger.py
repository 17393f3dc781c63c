"""The ledger, what else is sold than pictures, and what comes without Stars.

Every column has a default in the database: a process of the version before goes on writing rows
while the new ones are rolled out. What it books nowhere, the reconciliation books.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "v0007"
down_revision = "v0006"

_TIME = sa.DateTime(timezone=True)
_OPEN = ("waiting", "running", "rendered")
_ADD_ONLY = ("ledger_transfers", "ledger_entries")


def upgrade() -> None:
    _money()
    _ledger()
    _gifts()
    _open_the_ledger()
    _forbid_changes()


def _money() -> None:
    op.add_column(
        "offers", sa.Column("product", sa.Text(), nullable=False, server_default="picture")
    )
    op.add_column("offers", sa.Column("expires_at", _TIME, nullable=True))
    op.add_column(
        "charges", sa.Column("currency", sa.Text(), nullable=False, server_default="stars")
    )
    op.add_column(
        "charges", sa.Column("product", sa.Text(), nullable=False, server_default="picture")
    )
    op.add_column("charges", sa.Column("refund_reason", sa.Text(), nullable=True))
    op.create_index("charges_person", "charges", ["user_id"])


def _ledger() -> None:
    op.create_table(
        "ledger_accounts",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("is_source", sa.Boolean(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        sa.CheckConstraint("balance >= 0 OR is_source", name="ledger_not_below_zero"),
    )
    op.create_table(
        "ledger_transfers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("event_at", _TIME, nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("charge_id", sa.Text(), nullable=True),
        sa.Column("resolves", sa.String(), nullable=True),
        sa.Column("expires_at", _TIME, nullable=True),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("amount > 0", name="ledger_amount"),
    )
    op.create_index("ledger_transfers_resolves", "ledger_transfers", ["resolves"], unique=True)
    op.create_index("ledger_transfers_charge", "ledger_transfers", ["charge_id"])
    op.create_index("ledger_transfers_expires", "ledger_transfers", ["expires_at"])
    op.create_table(
        "ledger_entries",
        _serial("id"),
        sa.Column("transfer_id", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.BigInteger(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("balance = previous + amount", name="ledger_chain"),
    )
    op.create_index("ledger_entries_account", "ledger_entries", ["account", "version"], unique=True)
    op.create_index("ledger_entries_transfer", "ledger_entries", ["transfer_id"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("until", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _gifts() -> None:
    op.create_table(
        "promo_codes",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("credits", sa.BigInteger(), nullable=False),
        sa.Column("uses", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("until", _TIME, nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("code"),
        sa.CheckConstraint("used <= uses", name="promo_uses"),
    )
    op.create_table(
        "gifts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("giver_id", sa.BigInteger(), nullable=False),
        sa.Column("credits", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("gifts_giver", "gifts", ["giver_id", "created_at"])
    op.create_index("gifts_expires", "gifts", ["ended_at", "expires_at"])
    op.create_table(
        "invitations",
        sa.Column("user_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("inviter_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("rewarded_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_index("invitations_inviter", "invitations", ["inviter_id", "rewarded_at"])
    op.create_table(
        "subscriptions",
        sa.Column("user_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("offer_id", sa.Text(), nullable=False),
        sa.Column("charge_id", sa.Text(), nullable=True),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.Column("told_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_index("subscriptions_expires", "subscriptions", ["expires_at"])
    op.create_table(
        "subscription_cancels",
        sa.Column("charge_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("next_try_at", _TIME, nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("charge_id"),
    )
    op.create_index("subscription_cancels_next_try", "subscription_cancels", ["next_try_at"])


def _open_the_ledger() -> None:
    """Opening entries: each charge goes through all that became of it, in the order of time."""
    connection = op.get_bind()
    charges = connection.execute(
        sa.text(
            "SELECT c.charge_id, c.user_id, c.stars, c.state, j.state AS job_state"
            " FROM charges c LEFT JOIN jobs j ON j.id = c.job_id"
            " ORDER BY c.charged_at, c.charge_id"
        )
    ).all()
    times = sa.table(
        "charges",
        sa.column("charge_id", sa.Text()),
        *(sa.column(name, _TIME) for name in ("charged_at", "refunded_at")),
    )
    moments = {
        charge_id: (_utc(charged_at), _utc(refunded_at or charged_at))
        for charge_id, charged_at, refunded_at in connection.execute(sa.select(times))
    }
    accounts: dict[str, list[int]] = {}
    transfers: list[dict[str, Any]] = []
    entries: list[dict[str, Any]] = []
    for charge in charges:
        for transfer in _transfers(charge, *moments[charge.charge_id]):
            transfers.append(transfer)
            for name, amount in (
                (transfer["source"], -transfer["amount"]),
                (transfer["target"], transfer["amount"]),
            ):
                account = accounts.setdefault(name, [0, 0])
                entries.append(
                    {
                        "transfer_id": transfer["id"],
                        "account": name,
                        "amount": amount,
                        "previous": account[0],
                        "balance": account[0] + amount,
                        "version": account[1] + 1,
                        "created_at": transfer["created_at"],
                    }
                )
                account[0], account[1] = account[0] + amount, account[1] + 1
    rows = [
        {
            "name": name,
            "currency": "stars",
            "is_source": name == "telegram:stars",
            "balance": balance,
            "version": version,
        }
        for name, (balance, version) in accounts.items()
    ]
    for table, values in (
        ("ledger_accounts", rows),
        ("ledger_transfers", transfers),
        ("ledger_entries", entries),
    ):
        _insert(table, values)


def _transfers(
    charge: Any, charged_at: datetime, refunded_at: datetime
) -> Iterator[dict[str, Any]]:
    own, held = f"person:{charge.user_id}:stars", f"person:{charge.user_id}:stars:held"
    facts = {
        "currency": "stars",
        "amount": charge.stars,
        "created_at": charged_at,
        "event_at": charged_at,
        "user_id": charge.user_id,
        "charge_id": charge.charge_id,
        "resolves": None,
        "expires_at": None,
        "note": "from before the ledger",
    }

    def transfer(kind: str, source: str, target: str, **more: Any) -> dict[str, Any]:
        name = f"{kind}:{charge.charge_id}"
        return {**facts, "id": name, "source": source, "target": target, **more}

    if charge.stars <= 0:
        return
    yield transfer("charge", "telegram:stars", own)
    if charge.state == "paid":
        hold = f"hold:{charge.charge_id}"
        yield transfer("hold", own, held)
        if charge.job_state not in _OPEN:
            yield transfer("post:hold", held, "revenue:picture:stars", resolves=hold)
        return
    yield transfer("due", own, "refunds:due")
    if charge.state == "refunded":
        yield transfer("refund", "refunds:due", "telegram:stars", event_at=refunded_at)


def _insert(table: str, values: Sequence[dict[str, Any]]) -> None:
    if values:
        kinds = {"created_at": _TIME, "event_at": _TIME, "expires_at": _TIME}
        columns = [sa.column(name, kinds.get(name)) for name in values[0]]
        op.bulk_insert(sa.table(table, *columns), list(values))


def _utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time


def _forbid_changes() -> None:
    """What is booked stays booked: not by our code alone, but by the database's word."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _ADD_ONLY:
            for deed in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}"
                    f" BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION oneiro_only_added_to() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$"
    )
    for table in _ADD_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION oneiro_only_added_to()"
        )


def _serial(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False)
