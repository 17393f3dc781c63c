"""``oneiro style``: a painting in a file, from whatever pictures, or plain words."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.cli import style as cli_style
from engine.options.style import STYLE_LOSSES, StyleOptions
from tests.engine.commands import oneiro
from tests.instants import autoencoders_file
from tests.pictures import photo

TINY = ("--size", "64", "--steps", "2", "--network", "embedded", "--device", "cpu")


def style(*words: str | Path, data_dir: Path) -> int:
    return oneiro("style", *words, data_dir=data_dir)


def test_every_option_has_a_flag(
    coffee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[StyleOptions] = []

    def stop(_photo: object, _styles: object, options: StyleOptions, **_: object) -> None:
        taken.append(options)
        raise KeyboardInterrupt

    monkeypatch.setattr(cli_style, "check_instant", lambda _: None)  # it refuses them together
    monkeypatch.setattr(cli_style, "_check", stop)
    said = {
        "network": ("--network", "embedded"),
        "recipe": ("--recipe", "gatys"),
        "instant": ("--instant",),
        "size_px": ("--size", "64"),
        "steps": ("--steps", "3"),
        "loss": ("--loss", "histogram"),
        "content_layers": ("--content-layers", "relu3_2"),
        "style_layers": ("--style-layers", "relu2_1, relu3_1"),
        "optimiser": ("--optimizer", "lbfgs"),
        "start": ("--start", "noise"),
        "scale": ("--scale", "150%"),
        "colours": ("--colors", "luma"),
        "palette": ("--palette", "8"),
        "region": ("--region", "person"),
        "feather": ("--feather", "0.1"),
        "keep_faces": ("--keep-faces",),
        "content_weight": ("--content-weight", "0.3"),
        "style_weight": ("--style-weight", "2"),
        "tv_weight": ("--tv", "0.5"),
        "strength": ("--strength", "3"),
        "learning_rate": ("--learning-rate", "0.01"),
        "snapshots": ("--snapshots", "4"),
        "seed": ("--seed", "9"),
    }
    words = [word for flags in said.values() for word in flags]
    assert style(coffee, "--style", "dots", "-o", tmp_path / "a.png", *words, data_dir=tmp_path)
    usual = StyleOptions()
    assert set(said) == {field.name for field in dataclasses.fields(StyleOptions)}
    assert [name for name in said if getattr(taken[0], name) == getattr(usual, name)] == []
    assert (taken[0].scale, taken[0].style_layers) == (1.5, ("relu2_1", "relu3_1"))


def test_what_is_told_says_how_it_was_made(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, own = tmp_path / "a.png", tmp_path / "own.png"
    photo(width=210, height=140).save(own)
    words = ("--style", "mosaic=3", own, "--seed", "7", "--scale", "50", "--json")
    assert style(coffee, "-o", out, *TINY, *words, data_dir=tmp_path) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    told = json.loads(printed.out)
    first = ["art", "network", "width", "height", "steps", "seed", "device", "seconds", "styles"]
    assert list(told)[: len(first)] == first
    assert list(told)[-1] == "options"
    assert (told["art"], told["styles"], told["seed"]) == ("style", ["mosaic", "own"], 7)
    assert told["shares"] == [3, 1]
    assert told["options"]["scale"] == 0.5
    with Image.open(out) as made:
        assert made.size == (told["width"], told["height"]) == (64, 43)


def test_shares_are_those_of_the_styles(coffee: Path, tmp_path: Path) -> None:
    def painted(*styles: str) -> bytes:
        out = tmp_path / "a.png"
        assert style(coffee, "-o", out, *TINY, "--style", *styles, data_dir=tmp_path) == 0
        with Image.open(out) as made:
            return made.tobytes()

    mixed = painted("swirls=2", "ink:2")
    assert mixed == painted("swirls", "ink") != painted("swirls=5", "ink")


def test_looks_on_the_way_lie_beside_the_painting(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.jpg"
    words = ("--size", "64", "--steps", "6", "--network", "embedded", "--snapshots", "2", "--json")
    assert style(coffee, "--style", "dots", "-o", out, *words, data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    beside = [tmp_path / "a-1.jpg", tmp_path / "a-2.jpg"]
    assert told["snapshots"] == [str(path) for path in beside]
    pictures = [np.asarray(Image.open(path)) for path in (*beside, out)]
    assert [picture.shape for picture in pictures] == [(43, 64, 3)] * 3
    assert not np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[1], pictures[2])


def test_a_mask_keeps_what_is_black(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn, out = tmp_path / "mask.png", tmp_path / "a.png"
    mask = Image.new("L", (75, 50))
    mask.paste(255, (0, 0, 37, 50))
    mask.save(drawn)
    words = ("--style", "mosaic", "--mask", drawn, "--feather", "0", "--size", "150")
    words = (*words, "--steps", "2", "--network", "embedded", "--json")
    assert style(coffee, "-o", out, *words, data_dir=tmp_path) == 0
    assert json.loads(capsys.readouterr().out)["mask"] == str(drawn)
    with Image.open(coffee) as before, Image.open(out) as after:
        change = np.abs(np.asarray(before, dtype=int) - np.asarray(after, dtype=int))
    assert change[:, :70].mean() > 5
    assert change[:, 80:].max() <= 1


def _save(mode: str, **options: object) -> Callable[[Path], None]:
    def save(path: Path) -> None:
        photo(width=210, height=140).convert(mode).save(path, **options)  # type: ignore[arg-type]  # PIL's own

    return save


def _deep(path: Path) -> None:
    grey = np.asarray(photo(width=210, height=140).convert("L"), dtype=np.uint16)
    Image.fromarray(grey * 257).save(path)


def _moving(path: Path) -> None:
    first = photo(width=210, height=140)
    first.save(path, save_all=True, append_images=[first.rotate(90)])


ODD_STYLES: dict[str, Callable[[Path], None]] = {
    "grey.png": _save("L"),
    "two_tone.png": _save("1"),
    "cmyk.jpg": _save("CMYK"),
    "sixteen_bit.png": _deep,
    "black.png": lambda path: Image.new("RGB", (90, 60)).save(path),
    "white.png": lambda path: Image.new("RGB", (90, 60), "white").save(path),
    "red.png": lambda path: Image.new("RGB", (16, 16), "red").save(path),
    "clear.png": lambda path: Image.new("RGBA", (90, 60), (0, 0, 0, 0)).save(path),
    "narrow.png": lambda path: photo(width=320, height=16).rotate(90, expand=True).save(path),
    "vast.jpg": lambda path: photo(width=4000, height=3000).save(path),
    "moving.gif": _moving,
}


PLAIN = "oneiro: The style picture is one plain colour"
ODD_REMARKS = {
    "moving.gif": "oneiro: moving.gif moves; I took its first frame.\n",
    "narrow.png": "oneiro: The style picture is small (16x320 px)",
    **dict.fromkeys(("black.png", "white.png", "red.png", "clear.png"), PLAIN),
}


@pytest.mark.parametrize("name", ODD_STYLES)
def test_odd_styles_paint(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    picture, out = tmp_path / name, tmp_path / "a.png"
    ODD_STYLES[name](picture)
    words = ("--style", picture, "--palette", "4", "--colors", "match")
    assert style(coffee, "-o", out, *TINY, *words, data_dir=tmp_path) == 0
    remark = ODD_REMARKS.get(name, "")
    said = capsys.readouterr().err
    assert remark in said
    assert said.count("\n") == bool(remark)
    with Image.open(out) as made:
        assert made.size == (64, 43)
        assert np.asarray(made).std() > 10  # of a broken image nothing would be left


@pytest.mark.parametrize("loss", STYLE_LOSSES)
def test_one_flat_picture_is_photo_and_style(tmp_path: Path, loss: str) -> None:
    flat, out = tmp_path / "flat.png", tmp_path / "a.png"
    Image.new("RGB", (64, 64), (90, 120, 150)).save(flat)
    words = ("--style", flat, "--loss", loss)
    assert style(flat, "-o", out, *TINY, *words, data_dir=tmp_path) == 0
    with Image.open(out) as made:
        assert np.abs(np.asarray(made).mean((0, 1)) - (90, 120, 150)).max() < 40


def test_a_painting_made_at_once(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    autoencoders_file(tmp_path / "weights")
    out = tmp_path / "a.png"
    words = ("--style", "ink", "--instant", "--size", "64", "--json")
    assert style(coffee, "-o", out, *words, data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["art"], told["network"], told["styles"]) == ("style", "tried", ["ink"])
    assert "steps" not in told
    with Image.open(out) as made:
        assert made.size == (64, 43)
