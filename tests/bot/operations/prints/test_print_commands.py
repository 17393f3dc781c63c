"""`oneiro prints`: an order from its list to the printer's sheet."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from bot.cli_money import PRINT_STATES
from bot.delivery.results import result_files
from bot.delivery.results.result_store import open_results
from bot.domain.prints.orders import PrintOrder
from bot.errors import NoSuchPrintError, PrintFileGoneError, PrintStateError
from bot.operations.prints import commands, sheet
from bot.operations.prints.sheet import Sheet, draw_page, draw_sheet
from bot.settings import Settings
from bot.storage.database import Database
from engine.media.pictures import encode_picture
from tests.bot.storage.prints.sales import INFO, offer_in, paid

FILE = encode_picture(Image.new("RGB", (40, 60), (0, 90, 0)))
LOOK = encode_picture(Image.new("RGB", (20, 30), (0, 90, 0)))


@pytest.fixture
def settings(migrated: Path, tmp_path: Path) -> Settings:
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    return Settings(_env_file=None, data_dir=tmp_path)


@pytest.fixture
async def db(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.sql_url)
    yield database
    await database.close()


@pytest.fixture
async def order(settings: Settings, db: Database) -> PrintOrder:
    """One that is paid, and its file there."""
    receipt = await paid(db, await offer_in(db), address={**INFO, "name": "=Ada Lovelace"})
    assert receipt.job is not None
    result_files.keep_beside(open_results(settings), receipt.job.id, [LOOK], None)
    result_files.keep(open_results(settings), receipt.job.id, FILE, kind="png")
    return receipt.order


def test_its_words_are_those_of_the_orders() -> None:
    assert PRINT_STATES == commands.STATES


async def test_an_order_is_listed_shown_and_brought_on(
    settings: Settings, order: PrintOrder, capsys: pytest.CaptureFixture[str]
) -> None:
    await commands.run_list(settings, state=None, as_json=False)
    listed = capsys.readouterr().out
    assert "1  2026-03-01 12:00  paid  Paper, 20 × 30 cm  20.90 EUR  DE" in listed  # noqa: RUF001
    with pytest.raises(PrintStateError, match="after that it can only be: checked, refunded"):
        await commands.run_set(settings, 1, state="posted", operator="ada", note="")
    for _ in range(2):
        await commands.run_set(settings, 1, state="checked", operator="ada", note="sharp")
    capsys.readouterr()
    await commands.run_show(settings, 1, as_json=True)
    shown = json.loads(capsys.readouterr().out)
    assert (shown["state"], shown["file"]) == ("checked", "waiting")
    assert shown["checksum"] == hashlib.sha256(FILE).hexdigest()
    assert [(each["state"], each["operator"]) for each in shown["history"]] == [
        ("paid", ""),
        ("checked", "ada"),
    ]
    await commands.run_show(settings, 1, as_json=False)
    words = capsys.readouterr().out
    assert "Unter den Linden 1" in words
    assert "checked  ada sharp" in words


async def test_the_list_is_a_table_without_formulas(
    settings: Settings, order: PrintOrder, capsys: pytest.CaptureFixture[str]
) -> None:
    await commands.run_csv(settings, state="paid")
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert tuple(row) == commands.COLUMNS
    assert (row["name"], row["city"], row["amount"]) == ("'=Ada Lovelace", "Berlin", "20.90")


async def test_the_printer_gets_a_sheet_and_the_file(
    settings: Settings, order: PrintOrder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Sheet] = []
    monkeypatch.setattr(commands, "draw_sheet", lambda it: drawn.append(it) or draw_sheet(it))
    paper, file = tmp_path / "sheet.pdf", tmp_path / "file.png"
    await commands.run_sheet(settings, 1, output=paper)
    await commands.run_file(settings, 1, output=file)
    assert file.read_bytes() == FILE
    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.stat().st_mode & 0o077 == 0
    assert hashlib.sha256(FILE).hexdigest() in drawn[0].facts.values()
    assert list(drawn[0].address) == ["=Ada Lovelace", "Unter den Linden 1", "10117 Berlin", "DE"]


async def test_without_a_file_nothing_is_checked(
    settings: Settings, order: PrintOrder, tmp_path: Path
) -> None:
    result_files.drop(open_results(settings), order.job_id or "")
    with pytest.raises(PrintFileGoneError):
        await commands.run_set(settings, 1, state="checked", operator="ada", note="")
    with pytest.raises(PrintFileGoneError):
        await commands.run_sheet(settings, 1, output=tmp_path / "sheet.pdf")
    with pytest.raises(NoSuchPrintError):
        await commands.run_show(settings, 2, as_json=False)
    # Money goes back whatever became of the file.
    await commands.run_set(settings, 1, state="refunded", operator="ada", note="")


def test_a_sheet_says_where_letters_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = {"Bleed": "3 mm"}
    plain = Sheet(number=1, title="Paper", facts=facts, address=["Ada"], proof=LOOK)
    tibetan = Sheet(number=1, title="Paper", facts=facts, address=["ལྷ་ས"], proof=LOOK)
    monkeypatch.setattr(sheet, "_FONTS", ())
    assert not sheet._lacks_letters("Ada Lovelace 10117", sheet._font(28))
    assert sheet._lacks_letters("ལྷ་ས", sheet._font(28))
    for each in (plain, tibetan):
        assert draw_page(each).size == (sheet.WIDTH, sheet.HEIGHT)
