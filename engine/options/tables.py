"""The tables of options in the docs: ``python -m engine.options.tables`` writes them anew.

A page says where: ``<!-- options: ART -->`` before a table, ``<!-- end -->`` after it; with
``<!-- options: ART besides OTHER -->`` those are left out that the other art has just so.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from pathlib import Path

from engine.options.arts import OPTIONS_OF
from engine.options.option import Kind, Option, options_of

PAGES = ("docs/DREAMING.md", "docs/STYLING.md", "docs/STROKES.md", "docs/COLOURING.md")
_PLACE = re.compile(
    r"(<!-- options: (?P<art>\w+)(?: besides (?P<other>\w+))? -->\n).*?(<!-- end -->)", re.DOTALL
)
_HEAD = (
    "| option | in the chat | at a terminal | unit, bounds | default | what it does; source |\n"
    "|---|---|---|---|---|---|\n"
)
# What a value can be, where no bounds tell it.
_VALUES = {
    Kind.FLAG: "yes or no",
    Kind.PRESET: "see [Presets](DREAMING.md#presets)",
    Kind.NETWORK: "a name of `oneiro layers`",
    Kind.LAYER: "a name of `oneiro layers NETWORK`",
    Kind.LAYERS: "names of `oneiro layers NETWORK`, as `inception_3b+inception_4c*2`",
    Kind.CLASS: "a name, as `egyptian cat`",
}
# How it is said in the chat, where that is not ``word=``.
_SAID = {
    Kind.PRESET: "its name",
    Kind.CLASS: "its name",
    Kind.CLASSES: "`cat, castle`",
    Kind.HINTS: "`car=red`",
}
_EXAMPLES = {Kind.CHANNELS: "3+17", Kind.PLACE: "0.5x0.3", Kind.PLAIN_LAYERS: "relu2_1+relu4_1"}


def with_tables(page: str) -> str:
    """The page with its tables as the options are now."""
    return _PLACE.sub(
        lambda place: place[1] + _table(place["art"], place["other"]) + place[4], page
    )


def _table(art: str, other: str | None) -> str:
    there = _options(other) if other else ()
    return _HEAD + "".join(_row(option) for option in _options(art) if option not in there)


def _options(art: str) -> list[Option]:
    """Those of an art; under which heading --help has them is no matter."""
    options = options_of(OPTIONS_OF[art])  # type: ignore[index]  # a word of a page
    return [dataclasses.replace(option, heading="") for option in options]


def _row(option: Option) -> str:
    cells = (
        f"`{option.name}`",
        _said(option),
        f"`{option.flags[0]}`",
        ", ".join(part for part in (option.unit, _VALUES.get(option.kind, option.bounds)) if part),
        option.usual or option.written(option.default),
        ". ".join(part for part in (option.help, option.more) if part),
    )
    return f"| {' | '.join(cells)} |\n"


def _said(option: Option) -> str:
    if option.kind is Kind.FLAG:
        return f"`{option.word}`"
    return _SAID.get(option.kind) or f"`{option.word}={_EXAMPLES.get(option.kind, '')}`"


def main() -> int:
    """Write the tables of all pages, from the project's root."""
    for page in map(Path, PAGES):
        page.write_text(with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
