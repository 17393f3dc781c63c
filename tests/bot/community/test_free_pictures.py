"""A folder of free pictures: what of it may be painted, and why the rest may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.community.free_pictures import FreeFolder
from bot.domain.community.paintings import Credit, free_licence
from bot.texts.catalogue import fact_text
from bot.transport.files.free_copy import free_copy
from bot.transport.files.openers import Opener
from engine.errors import BadInputError
from tests.bot.community.free_folder import NOTE, lay
from tests.pictures import decoded, encoded, gif_bytes, photo, photo_bytes


def whys(folder: Path) -> dict[str, str]:
    return {each.name: fact_text(each.why) for each in FreeFolder(folder).look().skipped}


def test_a_picture_comes_with_its_licence_author_and_source(tmp_path: Path) -> None:
    lay(tmp_path)
    (picture,) = FreeFolder(tmp_path).look().pictures
    licence = free_licence("CC0-1.0")
    assert licence is not None
    assert picture.credit == Credit(
        title="A ramp",
        author="Nobody <b>",
        licence=licence,
        source="https://example.org/ramp",
    )
    assert Credit.from_json(picture.credit.to_json()) == picture.credit


def test_a_name_is_no_other_picture(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        lay(tmp_path, name)
    one, other = FreeFolder(tmp_path).look().pictures
    assert one.digest == other.digest


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("", "It needs ramp.png.toml beside it, with its licence, author and source."),
        ("licence = ", "ramp.png.toml is not valid TOML"),
        (NOTE.replace("author", "autor"), "There is no author in ramp.png.toml."),
        (NOTE.replace('"CC0-1.0"', "1.0"), "There is no licence in ramp.png.toml."),
        (NOTE.replace('"Nobody <b>"', '" \\u0007 "'), "There is no author in ramp.png.toml."),
        (NOTE.replace("CC0-1.0", "CC BY-NC 4.0"), '"CC BY-NC 4.0" is none of the licences'),
        (NOTE.replace("CC0-1.0", "CC BY-ND 4.0"), '"CC BY-ND 4.0" is none of the licences'),
        (NOTE.replace("CC0-1.0", "All rights reserved"), '"All rights reserved" is none'),
    ],
)
def test_without_a_free_licence_it_is_left_out(tmp_path: Path, note: str, why: str) -> None:
    lay(tmp_path, note=note)
    assert not FreeFolder(tmp_path).look().pictures
    assert whys(tmp_path)["ramp.png"].startswith(why)


@pytest.mark.parametrize("name", ["CC BY-SA 4.0", "cc-by-sa-4.0", "CC_BY-SA  4.0"])
def test_a_licence_is_known_however_it_is_written(name: str) -> None:
    licence = free_licence(name)
    assert licence is not None
    assert (licence.name, licence.url) == (
        "CC BY-SA 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    )


def test_a_file_of_many_megabytes_is_not_read(tmp_path: Path) -> None:
    lay(tmp_path, data=bytes(21_000_000))
    assert "too large to open (21 MB" in whys(tmp_path)["ramp.png"]


def test_what_is_no_picture_is_none_of_its_matters(tmp_path: Path) -> None:
    lay(tmp_path)
    (tmp_path / "README.txt").write_text("x", encoding="utf-8")
    (tmp_path / "deep.png").mkdir()
    assert whys(tmp_path) == {}


def test_what_has_changed_is_looked_at_again(tmp_path: Path) -> None:
    file, folder = lay(tmp_path, note=""), FreeFolder(tmp_path)
    assert not folder.look().pictures
    lay(tmp_path)
    (before,) = folder.look().pictures
    file.write_bytes(photo_bytes(90))
    (after,) = folder.look().pictures
    assert before.digest != after.digest


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FreeFolder(tmp_path / "nowhere").look()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("torn.jpg", encoded(photo(), "JPEG")[:200], "torn.jpg does not open"),
        ("text.png", b"this is text", "text.png does not open"),
        (
            "moving.gif",
            gif_bytes([photo(width=64, height=64), photo("chelsea", width=64, height=64)]),
            "moving.gif is a picture that moves",
        ),
        (
            "print.jpg",
            encoded(photo().convert("CMYK"), "JPEG"),
            "print.jpg is a picture in a printer's colours",
        ),
        (
            "huge.png",
            encoded(photo(width=9000, height=9000).convert("1")),
            "huge.png is too large to open",
        ),
        ("thin.png", encoded(photo(width=2000, height=20)), "thin.png is 2000"),
    ],
)
async def test_what_does_not_do_is_told_plainly(
    tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    child = Opener()
    try:
        with pytest.raises(BadInputError) as caught:
            await free_copy(lay(tmp_path, name, data), child=child)
    finally:
        await child.end()
    assert str(caught.value).startswith(why)


async def test_a_copy_is_of_pixels_alone(tmp_path: Path) -> None:
    data = encoded(photo(), "JPEG", comment=b"secret", exif=b"Exif\0\0secret")
    child = Opener()
    try:
        copy = await free_copy(lay(tmp_path, "coffee.jpg", data), child=child)
    finally:
        await child.end()
    assert b"secret" not in copy
    assert max(decoded(copy).size) == 600
