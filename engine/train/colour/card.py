"""The pictures that the shipped colour memory was made from: engine/assets/colour.md lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.catalogue.find import ASSETS

CARD = ASSETS / "colour.md"
_PACKAGE = re.compile(r"### (?P<package>\S+) (?P<version>\S+) \((?P<source>Debian|PyPI)\)")
_PLACE = re.compile(r"(?:`(?P<archive>[^`]+\.rcc)`: )?`(?P<folder>[^`]+/)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedPicture:
    """A picture of a package.

    Attributes:
        source: Debian or PyPI.
        archive: the .rcc in the package that the picture is in, if it is in one.
        path: in the package, or in its archive.
    """

    package: str
    version: str
    source: str
    archive: str | None
    path: str
    title: str
    author: str
    licence: str


def pictures_of(card: str) -> Iterator[ShippedPicture]:
    """Those that a card lists: a heading names the package, the line below it the folder, and each
    row of the table a picture in it, by its file's name where it has no title.
    """
    for section in re.split(r"(?m)^(?=###? )", card):
        head, place = _PACKAGE.match(section), _PLACE.search(section)
        if head is None or place is None:
            continue
        for row in re.findall(r"(?m)^\| (.+) \|$", section):
            file, title, author, licence = (cell.strip() for cell in row.split("|"))
            if file == "file":
                continue
            yield ShippedPicture(
                package=head["package"],
                version=head["version"],
                source=head["source"],
                archive=place["archive"],
                path=place["folder"] + file,
                title=title or file.rpartition("/")[2].rpartition(".")[0],
                author=author,
                licence=licence,
            )
