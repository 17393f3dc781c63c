"""``oneiro texture``: a square whose edges meet, in a file, or plain words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.engine.commands import oneiro
from tests.pictures import photo

TINY = ("--size", "64", "--steps", "2", "--network", "embedded", "--device", "cpu")


def texture(*words: str | Path, data_dir: Path) -> int:
    return oneiro("texture", *words, data_dir=data_dir)


def test_a_texture_of_house_styles_and_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture, out = tmp_path / "own.png", tmp_path / "a.png"
    photo(width=210, height=140).save(picture)
    words = ("--seed", "7", "--scale", "50", "--palette", "8", "--loss", "covariance", "--json")
    assert texture("dots", f"{picture}=2", "-o", out, *TINY, *words, data_dir=tmp_path) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    told = json.loads(printed.out)
    first = ["art", "network", "width", "height", "steps", "seed", "device", "seconds", "styles"]
    assert list(told)[: len(first)] == first
    assert (told["art"], told["styles"], told["seed"]) == ("texture", ["dots", "own"], 7)
    assert told["shares"] == [1, 2]
    assert (told["options"]["scale"], told["options"]["loss"]) == (0.5, "covariance")
    with Image.open(out) as made:
        assert made.size == (told["width"], told["height"]) == (64, 64)


def test_a_person_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.webp"
    assert texture("marble", "-o", out, *TINY, data_dir=tmp_path) == 0
    line = capsys.readouterr().out
    assert line.startswith(f"{out}: texture, marble, embedded_style, 64x64 px, 2 steps, seed 0, ")
    assert line.count("\n") == 1


def test_a_flat_picture_has_a_texture(tmp_path: Path) -> None:
    picture, out = tmp_path / "flat.png", tmp_path / "a.png"
    Image.new("RGB", (16, 16), "grey").save(picture)
    assert texture(picture, "-o", out, *TINY, data_dir=tmp_path) == 0
    with Image.open(out) as made:
        assert made.size == (64, 64)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-o", "a.png"), "the following arguments are required: STYLE"),
        (("dots",), "the following arguments are required: -o"),
        (("dotz", "-o", "a.png"), "Did you mean dots?"),
        (("none.png", "-o", "a.png"), "style=none.png does not work: there is no such file."),
        (("own.png", "-o", "own.png"), "--output=own.png does not work: it is one of the pictures"),
        (("dots", "-o", "a.gif"), "its name must end in .png"),
        (("dots", "-o", "a.png", "--size", "32"), "--size=32 does not work: it goes from 64"),
        (("dots", "-o", "a.png", "--scale", "500"), "it goes from 25 to 400 percent"),
        (("dots", "-o", "a.png", "--loss", "gran"), "--loss=gran does not work"),
        (("dots", "-o", "a.png", "--network", "vgg99"), "There is no network called “vgg99”"),
        (("dots", "-o", "a.png", "--network", "googlenet"), "--network=googlenet does not work"),
        (("dots", "-o", "a.png", "--colors", "keep"), "unrecognized arguments: --colors"),
    ],
)
def test_what_has_no_texture_is_said_before_torch_is_loaded(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    says: str,
) -> None:
    def loaded(*_: object, **__: object) -> None:
        raise AssertionError("torch would be loaded")

    monkeypatch.setattr("engine.cli.texture.render", loaded)
    monkeypatch.chdir(tmp_path)
    photo(width=64, height=48).save("own.png")
    assert texture(*words, data_dir=tmp_path) == 2
    told = capsys.readouterr().err
    assert told.startswith("oneiro: error: ")
    assert told.count("\n") == 1
    assert says in told
    assert [path.name for path in tmp_path.iterdir()] == ["own.png"]
