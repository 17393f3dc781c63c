"""The shipped colour memory: its card tells the truth, and its recipe reads packages."""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.colour.memory import SHIPPED, memory_of
from engine.train.colour import shipped
from engine.train.colour.card import CARD, pictures_of
from engine.train.colour.learning import PLACES, places_kept
from engine.train.colour.packages import qt_resource
from engine.train.colour.shipped import build, pictures_in
from engine.weights.recognise import file_sha256
from tests.places import ROOT

FREE = {
    *("public domain", "CC0-1.0", "CC-BY-1.0", "CC-BY-2.0", "CC-BY-3.0", "CC-BY-4.0"),
    *("CC-BY-SA-2.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0"),
}
KEPT_OUT = (
    *("astronaut", "chelsea", "coffee", "rocket", "castle-maintenon"),
    *("Kleiber", "Bridge_by", "Dune", "GreenMeadow", "LadyBird"),
    *("cityCC0", "daisy", "grace_hopper", "place.jpg"),
)
SMALL_CARD = """
## Its pictures
### photos 1:2.0-1 (Debian)
`usr/share/photos/`

| file | title | author | licence |
|---|---|---|---|
| one.png | First | Ann | CC0-1.0 |
| more/two.png | | Bo | public domain |

### resources 3-1 (Debian)
`usr/share/all.rcc`: `pictures/of/`

| file | title | author | licence |
|---|---|---|---|
| three.png | | Cy | CC-BY-4.0 |
| four.png | | Cy | CC-BY-4.0 |

### a-wheel 1.5 (PyPI)
`a_wheel/data/`

| file | title | author | licence |
|---|---|---|---|
| five.png | | Di | CC-BY-SA-4.0 |
"""


def test_the_card_names_its_file_and_each_picture_once() -> None:
    card = CARD.read_text(encoding="utf-8")
    assert file_sha256(SHIPPED) in card
    assert f"{SHIPPED.stat().st_size} bytes" in card
    pictures = list(pictures_of(card))
    assert len(pictures) == len({(each.package, each.path) for each in pictures})
    assert len(pictures) == sum(line.startswith("| ") for line in card.splitlines()) - card.count(
        "| file |"
    )
    assert {each.licence for each in pictures} <= FREE
    assert all(each.author for each in pictures)
    assert not [each.path for each in pictures if any(name in each.path for name in KEPT_OUT)]
    places = places_kept(len(pictures)) * len(pictures)
    assert len(memory_of(SHIPPED).keys) == places
    assert "CC BY-SA 4.0" in card
    assert "engine/assets/colour.npz" in (ROOT / "NOTICE").read_text(encoding="utf-8")


def test_the_recipe_reads_packages_and_repeats(tmp_path: Path) -> None:
    packages = small_packages(tmp_path)
    listed = list(pictures_of(SMALL_CARD))
    assert [(each.title, each.author) for each in listed][:3] == [
        ("First", "Ann"),
        ("two", "Bo"),
        ("three", "Cy"),
    ]
    pictures = list(pictures_in(packages, listed))
    assert [np.asarray(each).tolist() for each in pictures] == [
        np.asarray(noise(number)).tolist() for number in range(1, 6)
    ]
    build(pictures, tmp_path / "one.npz")
    build(pictures, tmp_path / "other.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()
    kept = memory_of(tmp_path / "one.npz").keys
    assert len(kept) == 5 * min(PLACES, places_kept(5))


def test_a_missing_package_or_picture_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = small_packages(tmp_path)
    card = tmp_path / "card.md"
    monkeypatch.setattr(shipped, "CARD", card)
    for text, missing in (
        (SMALL_CARD.replace("1:2.0-1", "1:2.0-2"), "photos_1%3a2.0-2_*.deb"),
        (SMALL_CARD.replace("one.png", "none.png"), "usr/share/photos/none.png"),
        (SMALL_CARD.replace("four.png", "none.png"), "none.png"),
        (SMALL_CARD.replace("five.png", "none.png"), "a_wheel/data/none.png"),
    ):
        card.write_text(text, encoding="utf-8")
        with pytest.raises(SystemExit):
            shipped.main([str(packages), "--out", str(tmp_path / "made.npz")])
        told = capsys.readouterr().err
        assert missing in told
        assert "Fetch the packages" in told
    assert not (tmp_path / "made.npz").exists()


@pytest.mark.parametrize("version", [1, 3])
def test_resources_of_both_kinds_are_read(version: int) -> None:
    archive = rcc({"three.png": b"whole" * 50, "four.png": b"4"}, version=version)
    assert qt_resource(archive, "pictures/of/three.png") == b"whole" * 50
    assert qt_resource(archive, "pictures/of/four.png") == b"4"
    for name in ("pictures/of", "pictures/of/five.png", "three.png"):
        with pytest.raises(KeyError):
            qt_resource(archive, name)


def noise(number: int) -> Image.Image:
    rng = np.random.default_rng(number)
    return Image.fromarray(rng.integers(0, 256, (96, 128, 3), dtype=np.uint8))


def png(number: int) -> bytes:
    buffer = io.BytesIO()
    noise(number).save(buffer, "png")
    return buffer.getvalue()


def small_packages(folder: Path) -> Path:
    """Five pictures in two .deb and a wheel."""
    packages = folder / "packages"
    packages.mkdir()
    photos = {"usr/share/photos/one.png": png(1), "usr/share/photos/more/two.png": png(2)}
    (packages / "photos_1%3a2.0-1_all.deb").write_bytes(deb(photos))
    resources = rcc({"three.png": png(3), "four.png": png(4)}, version=2)
    (packages / "resources_3-1_amd64.deb").write_bytes(deb({"usr/share/all.rcc": resources}))
    with zipfile.ZipFile(packages / "a_wheel-1.5-py3-none-any.whl", "w") as wheel:
        wheel.writestr("a_wheel/data/five.png", png(5))
    return packages


def deb(files: dict[str, bytes]) -> bytes:
    """As dpkg-deb makes them: members of ar, of even length."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as data:
        for name, content in files.items():
            member = tarfile.TarInfo(f"./{name}")
            member.size = len(content)
            data.addfile(member, io.BytesIO(content))
    members = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": b"odd",
        "data.tar.xz": lzma.compress(tar.getvalue()),
    }
    made = b"!<arch>\n"
    for name, content in members.items():
        made += f"{name:16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}`\n".encode()
        made += content + b"\n" * (len(content) % 2)
    return made


def rcc(files: dict[str, bytes], *, version: int) -> bytes:
    """As Qt's rcc --binary makes them, of files in pictures/of/; the longer ones compressed."""
    names, data, nodes = b"", b"", []

    def name_at(name: str) -> int:
        nonlocal names
        start = len(names)
        names += struct.pack(">HI", len(name), 0) + name.encode("utf-16-be")
        return start

    for folder, children, first in (("", 1, 1), ("pictures", 1, 2), ("of", len(files), 3)):
        nodes.append(struct.pack(">IHII", name_at(folder), 2, children, first))
    for name, content in files.items():
        is_packed = len(content) > 100
        packed = struct.pack(">I", len(content)) + zlib.compress(content) if is_packed else content
        nodes.append(struct.pack(">IHHHI", name_at(name), int(is_packed), 0, 1, len(data)))
        data += struct.pack(">I", len(packed)) + packed
    dates = b"\0" * 8 if version >= 2 else b""
    tree = b"".join(node + dates for node in nodes)
    head = 20 + (4 if version >= 3 else 0)  # from the third version on, flags of all
    places = (head, head + len(tree), head + len(tree) + len(data))
    start = b"qres" + struct.pack(">4I", version, *places)
    return start + b"\0" * (head - 20) + tree + data + names
