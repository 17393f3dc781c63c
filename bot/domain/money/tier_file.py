"""The operator's file of tiers, read and checked; what is wrong with it is said in plain words."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.domain.money.product_file import MAX_STARS, take_products
from bot.domain.operator_file import read_toml
from bot.domain.tiers import USUAL_DRAW_STEPS, USUAL_FRAMES, USUAL_LOOKS, USUAL_VIDEO_S, Tier, Tiers
from bot.errors import SettingsError
from engine.errors import OptionError
from engine.options.arts import OPTIONS_OF, ArtOptions
from engine.options.bounds import (
    MAX_FRAMES,
    MAX_SIZE_PX,
    MAX_SNAPSHOTS,
    MAX_STEPS,
    MAX_VIDEO_S,
    MIN_SIZE_PX,
)
from engine.options.option import options_of
from engine.texts.phrase import Fact, Phrase

DEFAULT_FILE = Path(__file__).parents[2] / "tiers.toml"
MAX_TITLE = 32
# Of the whole file, and of a tier.
_DEFAULTS = "defaults"
# It stands in callback data.
_NAME = re.compile(r"[a-z][a-z0-9_]{0,11}")


def load_tiers(file: Path | None = None) -> Tiers:
    """The operator's tiers, or ours.

    Raises: SettingsError: the file is missing, no TOML, or says what cannot be.
    """
    file = file or DEFAULT_FILE
    tables = read_toml(file, example=DEFAULT_FILE)
    defaults = _defaults(file, _DEFAULTS, tables.pop(_DEFAULTS, {}))
    products = take_products(tables, wrong=partial(_wrong, file))
    tiers = tuple(_Reader(file, name, table).tier() for name, table in tables.items())
    _check_order(file, tiers)
    return Tiers(all=tiers, defaults=defaults, products=products)


def _defaults(file: Path, place: str, tables: object) -> dict[str, dict[str, Any]]:
    """Options by art, by their names or as the chat says them.

    Raises: SettingsError: there is no such art or option, or it cannot be that.
    """
    if not isinstance(tables, dict):
        raise _wrong(file, place, Phrase("problems.no_defaults"))
    defaults: dict[str, dict[str, Any]] = {}
    for name, table in tables.items():
        if name not in OPTIONS_OF or not isinstance(table, dict):
            arts = ", ".join(OPTIONS_OF)
            raise _wrong(file, f"[{place}.{name}]", Phrase("problems.no_art", arts=arts))
        defaults[name] = _options(file, f"[{place}.{name}]", OPTIONS_OF[name], table)
    return defaults


def _options(
    file: Path, place: str, kind: type[ArtOptions], table: dict[str, Any]
) -> dict[str, Any]:
    names = {word: each.name for each in options_of(kind) for word in (each.word, each.name)}
    options = {names.get(key, key): value for key, value in table.items()}
    try:
        meant = kind.from_json(options)
    except OptionError as exc:
        raise _wrong(file, f"{place} {exc.facts['option']}", exc.facts["rule"]) from exc
    return {name: getattr(meant, name) for name in options}


def _check_order(file: Path, tiers: tuple[Tier, ...]) -> None:
    if not tiers or not tiers[0].is_free:
        raise _wrong(file, Phrase("settings.first_tier"), Phrase("problems.no_first_tier"))
    for lower, tier in pairwise(tiers):
        if tier.is_free:
            raise _wrong(file, f"[{tier.name}] stars", Phrase("problems.only_first_is_free"))
        for key in ("size_px", "draw_steps", "zoom_frames", "video_s"):
            if getattr(tier, key) < getattr(lower, key):
                problem = Phrase("problems.less_than", tier=lower.name)
                raise _wrong(file, f"[{tier.name}] {key}", problem)


def _wrong(file: Path, place: Fact, problem: Fact) -> SettingsError:
    name = Phrase("settings.place", file=file.name, place=place)
    remedy = Phrase("remedies.see_comments", file=DEFAULT_FILE.name)
    return SettingsError(name=name, problem=problem, remedy=remedy)


class _Reader:
    """Reads one table and says in plain words what is wrong with it."""

    KEYS = (
        *("title", "size_px", "steps", "steps_offered", "draw_steps", "zoom_frames"),
        *("looks", "video_s"),
        *("stars", "jobs_per_day", "seconds_per_day", "waiting", "boost_s", _DEFAULTS),
    )

    def __init__(self, file: Path, name: str, table: object) -> None:
        self._file = file
        self._name = name
        if not isinstance(table, dict) or not _NAME.fullmatch(name):
            raise _wrong(file, name, Phrase("problems.no_tier"))
        self._table: dict[str, Any] = table

    def tier(self) -> Tier:
        for key in self._table:
            if key not in self.KEYS:
                keys = ", ".join(self.KEYS)
                raise self._wrong(key, Phrase("problems.no_such_key", keys=keys))
        least, most = self._pair("steps", 1, MAX_STEPS)
        least_stars, most_stars = self._pair("stars", 1, MAX_STARS, missing=0)
        return Tier(
            name=self._name,
            title=self._title(),
            size_px=self._whole("size_px", self._table.get("size_px"), MIN_SIZE_PX, MAX_SIZE_PX),
            least_steps=least,
            most_steps=most,
            steps_offered=self._offered(least, most),
            draw_steps=self._usual("draw_steps", USUAL_DRAW_STEPS, 1, MAX_STEPS),
            zoom_frames=self._usual("zoom_frames", USUAL_FRAMES, 2, MAX_FRAMES),
            video_s=self._usual("video_s", USUAL_VIDEO_S, 1, MAX_VIDEO_S),
            looks=self._usual("looks", USUAL_LOOKS, 0, MAX_SNAPSHOTS),
            least_stars=least_stars,
            most_stars=most_stars,
            jobs_per_day=self._optional("jobs_per_day", 1_000_000),
            seconds_per_day=self._optional("seconds_per_day", 86_400),
            waiting=self._optional("waiting", 1_000_000, low=1),
            # A day: what the queue can put a job ahead by.
            boost_s=self._optional("boost_s", 86_400) or 0,
            defaults=_defaults(
                self._file, f"{self._name}.{_DEFAULTS}", self._table.get(_DEFAULTS, {})
            ),
        )

    def _title(self) -> str:
        title = self._table.get("title")
        if not isinstance(title, str) or not 0 < len(title) <= MAX_TITLE:
            raise self._wrong("title", Phrase("problems.title", most=MAX_TITLE))
        return title

    def _offered(self, least: int, most: int) -> tuple[int, ...]:
        values = self._table.get("steps_offered", sorted({least, most}))
        if not isinstance(values, list) or not values:
            raise self._wrong("steps_offered", Phrase("problems.number_list"))
        return tuple(self._whole("steps_offered", value, least, most) for value in values)

    def _pair(
        self, key: str, low: int, high: int, *, missing: int | None = None
    ) -> tuple[int, int]:
        value = self._table.get(key, missing)
        if value == missing == 0:
            return 0, 0
        values = value if isinstance(value, list) else [value, value]
        if len(values) != 2:
            raise self._wrong(key, Phrase("problems.one_number_or_two"))
        least, most = (self._whole(key, each, low, high) for each in values)
        if least > most:
            raise self._wrong(key, Phrase("problems.least_first"))
        return least, most

    def _usual(self, key: str, usual: int, low: int, high: int) -> int:
        return self._whole(key, self._table.get(key, usual), low, high)

    def _optional(self, key: str, high: int, *, low: int = 0) -> int | None:
        value = self._table.get(key)
        return None if value is None else self._whole(key, value, low, high)

    def _whole(self, key: str, value: object, low: int, high: int) -> int:
        # bool counts as int in Python, not in a price list.
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self._wrong(key, Phrase("problems.whole_number", low=low, high=high))
        return value

    def _wrong(self, key: str, problem: Phrase) -> SettingsError:
        return _wrong(self._file, f"[{self._name}] {key}", problem)
