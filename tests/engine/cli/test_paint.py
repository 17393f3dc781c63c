"""``oneiro paint``: the ending decides what is written, and what cannot be is told plainly."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from engine.media.mp4 import read_frames
from engine.media.pictures import read_picture
from engine.options.style import StyleOptions
from engine.strokes import canvas, painting
from engine.strokes import film as painted_film
from tests.engine.commands import oneiro
from tests.pictures import film_bytes, photo

QUICK = ("--hand", "knife", "--strokes", "500", "--size", "120")


def paint(*words: str | Path, data_dir: Path) -> int:
    return oneiro("paint", *words, data_dir=data_dir)


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_a_picture(
    coffee: Path, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"out.{ending}"
    assert paint(coffee, "-o", out, *QUICK, "--seed", "7", "--json", data_dir=tmp_path) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    told = json.loads(printed.out)
    assert (told["art"], told["hand"], told["seed"]) == ("paint", "knife", 7)
    assert (told["width"], told["height"]) == read_picture(out).image.size == (120, 80)
    assert 0 < told["strokes"] <= 500
    assert told["options"] == {"hand": "knife", "strokes": 500, "size_px": 120, "seed": 7}


def test_the_strokes_and_the_film_of_them(coffee: Path, tmp_path: Path) -> None:
    drawing, film = tmp_path / "out.svg", tmp_path / "out.mp4"
    assert paint(coffee, "-o", drawing, *QUICK, data_dir=tmp_path) == 0
    root = ElementTree.fromstring(drawing.read_text(encoding="utf-8"))
    assert root.get("viewBox") == "0 0 600 400"
    assert "paint" in (root.findtext("{http://www.w3.org/2000/svg}desc") or "")
    assert paint(coffee, "-o", film, *QUICK, data_dir=tmp_path) == 0
    frames = list(read_frames(film.read_bytes()))
    assert 6 <= len(frames) / 24 <= 12
    assert {frame.size for frame in frames} == {(120, 80)}
    goal = np.asarray(photo().resize((120, 80)), float)
    left = [np.abs(np.asarray(frame, float) - goal).mean() for frame in frames]
    assert left[0] > left[60] > left[-1]


@pytest.mark.parametrize(("ending", "size"), [("svg", (3000, 2000)), ("mp4", (1280, 852))])
def test_only_what_is_wanted_is_made(
    coffee: Path,
    tmp_path: Path,
    ending: str,
    size: tuple[int, int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(canvas, "paint", None)  # the picture in tiles
    monkeypatch.setattr(painted_film, "PAINTED_FRAMES", 2)
    out = tmp_path / f"out.{ending}"
    words = ("--hand", "knife", "--strokes", "500", "--size", "3000", "--json")
    assert paint(coffee, "-o", out, *words, data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["width"], told["height"]) == size
    assert told["hand"] == "knife"


def test_a_person_is_told_in_one_line(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.png"
    assert paint(coffee, "-o", out, *QUICK, data_dir=tmp_path) == 0
    line = capsys.readouterr().out
    assert line.startswith(f"{out}: paint, knife, ")
    assert "120x80 px, " in line
    assert line.count("\n") == 1


@pytest.mark.parametrize("flag", ["--style", "--colours"])
def test_in_the_colours_of_another_picture(coffee: Path, tmp_path: Path, flag: str) -> None:
    Image.new("RGB", (64, 64), (40, 80, 190)).save(tmp_path / "blue.png")
    out = tmp_path / "out.png"
    words = (flag, tmp_path / "blue.png")
    assert paint(coffee, "-o", out, *QUICK, *words, data_dir=tmp_path) == 0
    red, _, blue = np.asarray(read_picture(out).image, float).mean(axis=(0, 1))
    assert blue > red + 60


def test_then_in_a_style(
    coffee: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(painting, "StyleOptions", partial(StyleOptions, steps=4))
    monkeypatch.setattr(painted_film, "PAINTED_FRAMES", 4)
    words = (*QUICK[:-1], "64", "--style", "woodcut", "--json")
    plain, over, film = (tmp_path / name for name in ("plain.png", "over.png", "over.mp4"))
    assert paint(coffee, "-o", plain, *words, data_dir=tmp_path) == 0
    assert paint(coffee, "-o", over, *words, "--then", "style", data_dir=tmp_path) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["network"], each.get("steps", 0)) for each in told] == [
        ("", 0),
        ("embedded_style", 4),
    ]
    assert told[1]["options"]["then"] == "style"
    assert (told[1]["hand"], told[1]["styles"]) == ("knife", ["woodcut"])
    strokes, styled = (np.asarray(read_picture(path).image, float) for path in (plain, over))
    assert strokes.shape == styled.shape
    # Painted over, and still that picture.
    assert 2 < np.abs(strokes - styled).mean() < 60
    assert paint(coffee, "-o", film, *words, "--then", "style", data_dir=tmp_path) == 0
    frames = [np.asarray(frame, float) for frame in read_frames(film.read_bytes())]
    # Once the last stroke is painted it does not stand still.
    assert np.abs(frames[-1] - frames[3]).mean() > 2


def test_transparency_stays(tmp_path: Path) -> None:
    cut = photo(width=60, height=40).convert("RGBA")
    cut.putalpha(Image.linear_gradient("L").resize(cut.size))
    cut.save(tmp_path / "cut.png")
    out = tmp_path / "out.png"
    assert paint(tmp_path / "cut.png", "-o", out, *QUICK, data_dir=tmp_path) == 0
    assert read_picture(out).alpha is not None


def test_pictures_of_every_kind(tmp_path: Path) -> None:
    grey = np.asarray(photo(width=64, height=48).convert("L")).astype(np.uint16) * 257
    files = {
        "deep.png": Image.fromarray(grey),
        "print.jpg": photo(width=64, height=48).convert("CMYK"),
        "strip.png": photo(width=320, height=40),
        "flat.png": Image.new("RGB", (16, 16), "teal"),
    }
    for name, image in files.items():
        image.save(tmp_path / name)
    words = [tmp_path / name for name in files]
    assert paint(*words, "-o", f"{tmp_path}/all/", *QUICK, data_dir=tmp_path) == 0
    assert len(list((tmp_path / "all").iterdir())) == len(files)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("-o", "out.gif"), "must end in .png, .jpg, .jpeg, .webp, .mp4, .svg"),
        (("-o", "out"), "must end in .png"),
        (("-o", "nowhere/out.svg"), "its folder does not exist"),
        (("-o", "out.png", "--hand", "crayon"), "it is one of oil, gouache, ink, pencil, knife"),
        (("-o", "out.png", "--strokes", "20"), "it goes from 500 to 5000"),
        (("-o", "out.png", "--size", "20000"), "it goes from 16 to 10000"),
        (("-o", "out.png", "--style", "mosaics"), "Did you mean mosaic"),
        (("-o", "out.png", "--then", "style"), "name a style or give a picture"),
        (("-o", "out.png", "--then", "dream"), "it is one of style"),
        (("-o", "out.svg", "--style", "dots", "--then", "style"), "holds strokes alone"),
    ],
)
def test_what_cannot_be_is_told(
    coffee: Path,
    tmp_path: Path,
    words: tuple[str, ...],
    expected: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paint(coffee, *words, data_dir=tmp_path) == 2
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize("name", ["walk.mp4", "walk.jpg"])
def test_a_film_is_told_what_to_do_instead(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(film_bytes([photo(width=64, height=48)] * 2))
    assert paint(tmp_path / name, "-o", tmp_path / "out.png", data_dir=tmp_path) == 2
    told = capsys.readouterr().err
    assert "Brush strokes are for pictures" in told
    assert "Save one of them as a picture" in told
    assert "oneiro video" in told


def test_a_picture_of_one_pixel_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (1, 1)).save(tmp_path / "dot.png")
    out = tmp_path / "out.png"
    assert paint(tmp_path / "dot.png", "-o", out, data_dir=tmp_path) == 2
    assert "at least 16 px" in capsys.readouterr().err
