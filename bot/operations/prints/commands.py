"""``oneiro prints``: the orders, their states, and what a printer is given of each.

All of it may be asked while the service runs, which tells each order's person of its new state.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.delivery.results import result_files
from bot.delivery.results.result_store import ResultStore, open_results
from bot.delivery.words.print_words import money_words, size_words
from bot.domain.prints.orders import PrintChange, PrintOrder, PrintState
from bot.errors import NoSuchPrintError, PrintFileGoneError, PrintNotAgainError, PrintStateError
from bot.operations.prints.sheet import Sheet, draw_sheet
from bot.operations.snapshot import opened_books
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.storage.prints import orders
from bot.texts.catalogue import text
from engine.files import whole_file
from engine.terminal.console import say

STATES = tuple(state.value for state in PrintState)
_ADDRESS = ("street_line1", "street_line2", "post_code", "city", "country_code")
COLUMNS = (
    *("number", "state", "problem", "paid_at", "amount", "currency", "material", "size_cm"),
    *("bleed_mm", "shipping", "name", *_ADDRESS, "region", "user_id", "charge_id"),
    *("provider_charge_id", "checksum"),
)
# What a spreadsheet takes for a formula, where a person may have written it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def run_list(settings: Settings, *, state: str | None, as_json: bool) -> int:
    """Print the orders, the newest first. Returns: 0. Raises: as opened_books."""
    async with opened_books(settings) as db:
        found = await orders.newest(db, state=state)
    if as_json:
        say(json.dumps([_as_json(order) for order in found]))
    else:
        say("\n".join(_line(order) for order in found) or text("print_orders.none"))
    return 0


async def run_show(settings: Settings, number: int, *, as_json: bool) -> int:
    """Print all that is known of an order. Returns: 0. Raises: NoSuchPrintError."""
    async with opened_books(settings) as db:
        order = await _order(db, number)
        history = await orders.history(db, number)
        job = await jobs.get(db, order.job_id) if order.job_id else None
    changes = [_change_as_json(change) for change in history]
    file = job.state.value if job is not None else None
    if as_json:
        say(json.dumps({**_as_json(order), "file": file, "history": changes}))
        return 0
    lines = [_line(order)]
    lines += [f"  {key:<18} {value}" for key, value in _row(order).items() if value]
    lines += [f"  {'file':<18} {file or text('print_orders.no_file')}"]
    lines += [
        "  {at}  {state:<8} {operator} {note}".format(**change).rstrip() for change in changes
    ]
    say("\n".join(lines))
    return 0


async def run_set(settings: Settings, number: int, *, state: str, operator: str, note: str) -> int:
    """Bring an order to a state; said again, nothing changes. Returns: 0.

    Raises: NoSuchPrintError; PrintStateError; PrintFileGoneError: there is no file to be checked.
    """
    change = PrintChange(
        state=PrintState(state), at=datetime.now(UTC), operator=operator, note=note
    )
    async with opened_books(settings) as db:
        order = await _order(db, number)
        checksum = None
        if change.state is PrintState.CHECKED and order.state is PrintState.PAID:
            checksum = _checksum(_file(open_results(settings), order))
        changed = await orders.set_state(db, number, change, checksum=checksum)
    if changed is None:
        nexts = ", ".join(each.value for each in order.state.nexts)
        raise PrintStateError(number=number, state=order.state.value, nexts=nexts or "-")
    say(_line(changed))
    return 0


async def run_again(settings: Settings, number: int) -> int:
    """Have an order's file made anew by the running service. Returns: 0.

    Raises: NoSuchPrintError; PrintNotAgainError: it is in work, or was checked already.
    """
    async with opened_books(settings) as db:
        order = await _order(db, number)
        job = await orders.make_anew(db, number, now=datetime.now(UTC))
    if job is None:
        raise PrintNotAgainError(number=number, state=order.state.value)
    say(text("print_orders.again", number=number))
    return 0


async def run_csv(settings: Settings, *, state: str | None) -> int:
    """Write the orders to stdout as CSV, addresses included. Returns: 0."""
    async with opened_books(settings) as db:
        found = await orders.newest(db, state=state)
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for order in found:
        writer.writerow({key: _cell(value) for key, value in _row(order).items()})
    return 0


async def run_sheet(settings: Settings, number: int, *, output: Path) -> int:
    """Write the printer's sheet of an order, a PDF. Returns: 0.

    Raises: NoSuchPrintError; PrintFileGoneError.
    """
    async with opened_books(settings) as db:
        order = await _order(db, number)
    results = open_results(settings)
    file, job_id = _file(results, order), order.job_id or ""
    spec, look = order.spec, result_files.read(results, job_id, snapshot=1)
    if spec is None or look is None:
        raise PrintFileGoneError(number=number)
    sheet = Sheet(
        number=number,
        title=f"{spec.title}, {size_words(spec)}",
        facts={
            text("sheet.bleed"): f"{spec.bleed_mm} mm",
            text("sheet.file"): f"oneiro-print-{number}.png, {spec.dpi} dpi, sRGB",
            text("sheet.checksum"): _checksum(file),
            text("sheet.paid"): f"{_at(order.created_at)}, {_price(order)}",
            text("sheet.shipping"): order.shipping,
        },
        address=_address_lines(order) or [text("sheet.no_address")],
        proof=look,
    )
    _write(output, draw_sheet(sheet))
    say(text("print_orders.written", file=str(output)))
    return 0


async def run_file(settings: Settings, number: int, *, output: Path) -> int:
    """Write the file of an order, a PNG, to be looked at and sent to the printer. Returns: 0.

    Raises: as run_sheet.
    """
    async with opened_books(settings) as db:
        order = await _order(db, number)
    _write(output, _file(open_results(settings), order))
    say(text("print_orders.written", file=str(output)))
    return 0


async def _order(db: Database, number: int) -> PrintOrder:
    order = await orders.get(db, number)
    if order is None:
        raise NoSuchPrintError(number=number)
    return order


def _file(results: ResultStore, order: PrintOrder) -> bytes:
    data = result_files.read(results, order.job_id) if order.job_id else None
    if data is None:
        raise PrintFileGoneError(number=order.number)
    return data


def _write(path: Path, data: bytes) -> None:
    """For its owner alone: there is an address in it, or somebody's picture."""
    with whole_file(path, is_private=True) as part:
        part.write_bytes(data)


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _price(order: PrintOrder) -> str:
    return money_words(order.amount, order.currency)


def _line(order: PrintOrder) -> str:
    state = f"{order.state.value} ({order.problem.value})" if order.problem else order.state.value
    what = f"{order.spec.title}, {size_words(order.spec)}" if order.spec else "-"
    facts = {"at": _at(order.created_at), "state": state, "what": what, "price": _price(order)}
    return text("print_orders.line", number=order.number, country=order.country, **facts)


def _address_lines(order: PrintOrder) -> list[str]:
    address = _address_of(order)
    town = f"{address.get('post_code', '')} {address.get('city', '')}".strip()
    name = str((order.address or {}).get("name", ""))
    lines = [name, address.get("street_line1"), address.get("street_line2"), town]
    lines += [address.get("state"), address.get("country_code")]
    return [str(line) for line in lines if line]


def _address_of(order: PrintOrder) -> Mapping[str, Any]:
    address = (order.address or {}).get("shipping_address")
    return address if isinstance(address, dict) else {}


def _row(order: PrintOrder) -> dict[str, Any]:
    address, spec = _address_of(order), order.spec
    values = {
        "number": order.number,
        "state": order.state.value,
        "problem": order.problem.value if order.problem else "",
        "paid_at": order.created_at.isoformat(timespec="seconds"),
        "amount": _price(order).rpartition(" ")[0].replace(",", ""),
        "currency": order.currency,
        "material": spec.material if spec else "",
        "size_cm": spec.size if spec else "",
        "bleed_mm": spec.bleed_mm if spec else "",
        "shipping": order.shipping,
        "name": (order.address or {}).get("name", ""),
        "user_id": order.user_id,
        "charge_id": order.charge_id,
        "provider_charge_id": order.provider_charge_id,
        "checksum": order.checksum or "",
    }
    # An address has a state of its own, which is none of the order's.
    where = {name: address.get(name, "") for name in _ADDRESS}
    return values | where | {"region": address.get("state", "")}


def _cell(value: object) -> object:
    is_formula = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if is_formula else value


def _at(time: datetime) -> str:
    return time.strftime("%Y-%m-%d %H:%M")


def _as_json(order: PrintOrder) -> dict[str, Any]:
    values = dataclasses.asdict(order)
    return values | {"created_at": order.created_at.isoformat(timespec="seconds")}


def _change_as_json(change: PrintChange) -> dict[str, str]:
    return {
        "state": change.state.value,
        "at": change.at.isoformat(timespec="seconds"),
        "operator": change.operator,
        "note": change.note,
    }
