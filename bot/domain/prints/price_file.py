"""The operator's price list of prints, read and checked; what is wrong is said in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.operator_file import read_toml
from bot.domain.prints.price_list import Country, Material, Prints, Shipping
from bot.domain.prints.spec import MOST_FILE_PIXELS, PrintSpec
from bot.errors import SettingsError
from engine.options.bounds import MAX_SIZE_PX
from engine.texts.phrase import Phrase

DEFAULT_FILE = Path(__file__).parents[2] / "prints.toml"
# Two of them and more stand on a button or in an invoice's title.
MAX_TITLE = 20
# A slip of the finger is caught, not charged.
MAX_PRICE = 100_000_000
MAX_CM = 300
MAX_MM = 100
# They stand in callback data together.
_NAME = re.compile(r"[a-z][a-z0-9_]{0,11}")
_CODE = re.compile(r"[A-Z]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_SIZE = re.compile(r"([1-9]\d{0,2})x([1-9]\d{0,2})")
_TOP = ("dpi", "render_px", "unpaid_px", "default_country", "materials", "countries")


def load_prints(file: Path | None = None) -> Prints:
    """The operator's price list, or ours.

    Raises: SettingsError: the file is missing, no TOML, or says what cannot be.
    """
    file = file or DEFAULT_FILE
    tables = read_toml(file, example=DEFAULT_FILE)
    return _prints(_Table(file, "", tables, _TOP))


def _prints(top: _Table) -> Prints:
    dpi = top.whole("dpi", 10, 600)
    materials = tuple(
        _material(top.table("materials", name, ("title", "bleed_mm", "safe_mm", "sizes")), name)
        for name in top.names("materials", _NAME, "problems.no_material")
    )
    keys = ("title", "languages", "currency", "prices", "shipping")
    countries = tuple(
        _country(top.table("countries", code, keys), code, materials)
        for code in top.names("countries", _CODE, "problems.no_country")
    )
    _check_pixels(top, materials, dpi)
    default = top.text("default_country", 2)
    if default not in {country.code for country in countries}:
        raise top.wrong("default_country", Phrase("problems.no_such_country"))
    return Prints(
        dpi=dpi,
        render_px=top.whole("render_px", 16, MAX_SIZE_PX),
        unpaid_px=top.whole("unpaid_px", 0, MAX_SIZE_PX),
        default_country=default,
        materials=materials,
        countries=countries,
    )


def _material(table: _Table, name: str) -> Material:
    sizes = tuple(_size(table, text) for text in table.texts("sizes"))
    # It is mirrored from within the edges, so that there must be as much.
    most_mm = min(MAX_MM, *(10 * short for short, _ in sizes))
    return Material(
        name=name,
        title=table.text("title", MAX_TITLE),
        bleed_mm=table.whole("bleed_mm", 0, most_mm),
        safe_mm=table.whole("safe_mm", 0, MAX_MM),
        sizes=sizes,
    )


def _size(table: _Table, text: str) -> tuple[int, int]:
    match = _SIZE.fullmatch(text)
    sides = tuple(int(side) for side in match.groups()) if match else (0, 0)
    if not 0 < sides[0] <= sides[1] <= MAX_CM:
        raise table.wrong("sizes", Phrase("problems.print_size", most=MAX_CM))
    return sides[0], sides[1]


def _check_pixels(top: _Table, materials: tuple[Material, ...], dpi: int) -> None:
    """Raises: SettingsError: a file would take more memory than one is to have."""
    for each in materials:
        for short, long in each.sizes:
            spec = PrintSpec(
                material=each.name,
                title=each.title,
                short_cm=short,
                long_cm=long,
                bleed_mm=each.bleed_mm,
                safe_mm=each.safe_mm,
                dpi=dpi,
            )
            width, height = spec.layout(1, 1).whole
            if width * height > MOST_FILE_PIXELS:
                most = MOST_FILE_PIXELS // 10**6
                problem = Phrase("problems.print_pixels", size=spec.size, megapixels=most)
                raise top.wrong(f"materials.{each.name}", problem)


def _country(table: _Table, code: str, materials: tuple[Material, ...]) -> Country:
    currency = table.text("currency", 3)
    if not _CURRENCY.fullmatch(currency):
        raise table.wrong("currency", Phrase("problems.currency"))
    return Country(
        code=code,
        title=table.text("title", MAX_TITLE),
        languages=tuple(table.texts("languages", may_be_empty=True)),
        currency=currency,
        prices=_prices(table, materials),
        shipping=_shipping(table),
    )


def _prices(table: _Table, materials: tuple[Material, ...]) -> dict[tuple[str, str], int]:
    sizes = {each.name: tuple(f"{a}x{b}" for a, b in each.sizes) for each in materials}
    prices = {}
    whole = table.table("prices", None, tuple(sizes))
    for material in whole.written():
        of_sizes = whole.table(material, None, sizes[material])
        for size in of_sizes.written():
            prices[material, size] = of_sizes.whole(size, 1, MAX_PRICE)
    if not prices:
        raise table.wrong("prices", Phrase("problems.no_prices"))
    return prices


def _shipping(table: _Table) -> tuple[Shipping, ...]:
    ways: list[Shipping] = []
    for each in table.tables("shipping", ("name", "title", "price", "days")):
        name = each.text("name", 12)
        if not _NAME.fullmatch(name) or name in {way.name for way in ways}:
            raise each.wrong("name", Phrase("problems.shipping_name"))
        ways.append(
            Shipping(
                name=name,
                title=each.text("title", MAX_TITLE),
                price=each.whole("price", 0, MAX_PRICE),
                days=each.text("days", MAX_TITLE),
            )
        )
    return tuple(ways)


class _Table:
    """Reads one table and says in plain words what is wrong with it."""

    def __init__(self, file: Path, place: str, values: object, keys: tuple[str, ...]) -> None:
        self._file, self._place = file, place
        if not isinstance(values, dict):
            raise self.wrong("", Phrase("problems.no_table"))
        self._values: Mapping[str, Any] = values
        for key in values:
            if key not in keys:
                raise self.wrong(key, Phrase("problems.no_such_key", keys=", ".join(keys)))

    def written(self) -> tuple[str, ...]:
        return tuple(self._values)

    def names(self, key: str, shape: re.Pattern[str], problem: str) -> tuple[str, ...]:
        """The keys of the table ``key``, of which there is one at least."""
        values = self._values.get(key)
        if not isinstance(values, dict) or not values:
            raise self.wrong(key, Phrase("problems.no_table"))
        for name in values:
            if not shape.fullmatch(name):
                raise self.wrong(f"{key}.{name}", Phrase(problem))
        return tuple(values)

    def table(self, key: str, name: str | None, keys: tuple[str, ...]) -> _Table:
        """The table ``key``, or ``name`` of it."""
        values = self._values.get(key)
        place = self._under(key)
        if name is not None and isinstance(values, dict):
            values, place = values.get(name), f"{place}.{name}"
        return _Table(self._file, place, values, keys)

    def tables(self, key: str, keys: tuple[str, ...]) -> list[_Table]:
        values = self._values.get(key)
        if not isinstance(values, list) or not values:
            raise self.wrong(key, Phrase("problems.no_list_of_tables"))
        return [_Table(self._file, self._under(key), each, keys) for each in values]

    def whole(self, key: str, low: int, high: int) -> int:
        value = self._values.get(key)
        # bool counts as int in Python, not in a price list.
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(key, Phrase("problems.whole_number", low=low, high=high))
        return value

    def text(self, key: str, most: int) -> str:
        value = self._values.get(key)
        if not isinstance(value, str) or not 0 < len(value) <= most:
            raise self.wrong(key, Phrase("problems.title", most=most))
        return value

    def texts(self, key: str, *, may_be_empty: bool = False) -> list[str]:
        values = self._values.get(key)
        is_list = isinstance(values, list) and all(isinstance(each, str) for each in values)
        if not is_list or not (values or may_be_empty):
            raise self.wrong(key, Phrase("problems.text_list"))
        return list(values or ())

    def wrong(self, key: str, problem: Phrase) -> SettingsError:
        place = f"[{self._place}] {key}" if self._place else key
        return SettingsError(
            name=Phrase("settings.place", file=self._file.name, place=place.strip()),
            problem=problem,
            remedy=Phrase("remedies.see_comments", file=DEFAULT_FILE.name),
        )

    def _under(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key
