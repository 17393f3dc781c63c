"""``oneiro style``: what cannot be painted is said in one plain line, most of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from engine.cli import style as cli_style
from tests.engine.commands import oneiro
from tests.instants import autoencoders_file
from tests.pictures import photo

TINY = ("--size", "64", "--steps", "2", "--network", "embedded", "--device", "cpu")


def style(*words: str | Path, data_dir: Path) -> int:
    return oneiro("style", *words, data_dir=data_dir)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--style", "swirl"), "There is no style called “swirl”. Did you mean swirls?"),
        (("--style", "none.png"), "--style=none.png does not work: there is no such file."),
        (("--style", "{dir}"), "it is a folder"),
        (("--style", "dot.png"), "px; I need at least 16 px on each side"),
        (("--style", "long.png"), "px: one side may be at most 20 times"),
        (("--style", "text.jpg"), "text.jpg does not open as a picture"),
        (("--style", "empty.png"), "empty.png is empty"),
        (("--style", "dots=0"), "--style=dots=0 does not work: its share goes from 0.001"),
        (("--style", "dots=nan"), "its share goes from 0.001 to 100"),
        (("--style", "dots=many"), "There is no style called “dots=many”. Did you mean dots?"),
        (("--style", "dots", "--colors", "blue"), "--colors=blue does not work: it is one of"),
        (
            ("--style", "dots", "--scale", "10"),
            "--scale=10 does not work: it goes",
        ),
        (("--style", "dots", "--scale", "big"), "argument --scale: invalid percentage value"),
        (("--style", "dots", "--palette", "1"), "--palette=1 does not work: it goes from 2 to 64"),
        (
            ("--style", "dots", "--loss", "grams"),
            "--loss=grams does not work: it is one of painter",
        ),
        (("--style", "dots", "--recipe", "new"), "--recipe=new does not work: it is one of"),
        (("--style", "dots", "--optimizer", "sgd"), "--optimiser=sgd does not work"),
        (("--style", "dots", "--tv", "-1"), "--tv=-1 does not work"),
        (("--style", "dots", "--snapshots", "9"), "--snapshots=9 does not work"),
        (("--style", "dots", "--feather", "1"), "--feather=1 does not work"),
        (("--style", "dots", "--strength", "nan"), "--strength=nan does not work"),
        (("--style", "dots", "--style-layers", "conv9"), "There is no layer called “conv9”"),
        (("--style", "dots", "--style-layers", ","), "argument --style-layers: invalid list"),
        (("--style", "dots", "--region", "sky"), "--region=sky does not work: it is one of"),
        (("--style", "dots", "--region", "person"), "oneiro weights fetch deeplabv3"),
        (
            ("--style", "dots", "--instant", "--steps", "9"),
            "--steps=9 does not work: there are none",
        ),
        (("--style", "dots", "--instant", "--network", "wct16"), "oneiro weights import FILE"),
        (("--style", "dots", "--mask", "none.png"), "--mask=none.png does not work: there is no"),
        (("--style", "dots", "--mask", "text.jpg"), "text.jpg does not open as a picture"),
        (("--style", "dots", "ink", "glass", "--mask", "coffee.png"), "--style=dots, ink, glass"),
        (("--style", "dots", "-o", "coffee.png"), "--output=coffee.png does not work: it is the"),
        (("--style", "other.png", "-o", "other.png"), "it is one of the pictures to read"),
        (("--style", "dots", "--mask", "a.png"), "it is one of the pictures to read"),
        (("--style", "other-1.png", "-o", "other.png", "--snapshots", "1"), "pictures to read"),
    ],
)
def test_what_cannot_be_painted_is_said_before_torch_is_loaded(
    coffee: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    says: str,
) -> None:
    def loaded(*_: object, **__: object) -> None:
        raise AssertionError("torch would be loaded")

    monkeypatch.setattr(cli_style, "render", loaded)
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (1, 1)).save("dot.png")
    Image.new("RGB", (16, 4000)).save("long.png")
    photo(width=64, height=48).save("other.png")
    Path("text.jpg").write_text("no picture", encoding="utf-8")
    Path("empty.png").touch()
    before = sorted(tmp_path.iterdir())
    filled = [word.format(dir=tmp_path) for word in words]
    network = () if "--instant" in words else ("--network", "embedded")
    code = style("coffee.png", "-o", "a.png", *network, *filled, data_dir=tmp_path / "data")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("oneiro: error: ")
    assert printed.err.count("\n") == 1
    assert says in printed.err
    # A network that is missing is nobody's bad input.
    assert code == (1 if "oneiro weights" in says else 2)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--mask", "tall.png"), "--mask=40x90 px does not work: it must have the photo's shape"),
        (("--mask", "black.png"), "--mask=all black does not work"),
        (("--mask", "white.png", "--region", "person"), "--region=person does not work: the mask"),
    ],
)
def test_a_mask_that_does_not_fit_is_said(
    coffee: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("L", (40, 90), 255).save("tall.png")
    Image.new("L", (150, 100)).save("black.png")
    Image.new("L", (150, 100), 255).save("white.png")
    code = style("coffee.png", "--style", "ink", "-o", "a.png", *TINY, *words, data_dir=tmp_path)
    assert code == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert says in told
    assert not Path("a.png").exists()


def test_a_painting_made_at_once_has_no_steps_to_choose(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    autoencoders_file(tmp_path / "weights")
    words = ("--style", "ink", "--instant", "--loss", "gram")
    assert style(coffee, "-o", tmp_path / "a.png", *words, data_dir=tmp_path) == 2
    told = capsys.readouterr().err
    assert told.startswith("oneiro: error: --loss=gram does not work: it needs a painting made")
    assert told.count("\n") == 1
