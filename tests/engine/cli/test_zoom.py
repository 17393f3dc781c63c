"""``oneiro zoom``: a film in a file, and plain words where there can be none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.media.mp4 import read_frames
from tests.engine.commands import oneiro

TINY = ("--size", "96", "--network", "embedded", "--device", "cpu", "--octaves", "1")


def zoom(*words: str | Path, data_dir: Path) -> int:
    return oneiro("zoom", *words, data_dir=data_dir)


def test_the_film_is_as_asked(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "film.mp4"
    film = ("--frames", "4", "--fps", "10", "--zoom", "1.1", "--turn", "2", "--seed", "7")
    assert zoom(coffee, "-o", out, *TINY, *film, "--json", data_dir=tmp_path) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    told = json.loads(printed.out)
    assert (told["frames"], told["frames_per_s"], told["seed"]) == (4, 10, 7)
    assert (told["art"], told["network"], told["layer"]) == ("zoom", "embedded", "inception_4c")
    assert told["seconds"] > 0
    sizes = [frame.size for frame in read_frames(out.read_bytes())]
    assert sizes == [(told["width"], told["height"])] * 4 == [(96, 64)] * 4


def test_a_person_is_told_in_one_line(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "film.mp4"
    words = (*TINY, "--frames", "2", "--preset", "strokes", "--steps", "1")
    assert zoom(coffee, "-o", out, *words, data_dir=tmp_path) == 0
    line = capsys.readouterr().out
    assert line.startswith(f"{out}: zoom, ")
    assert "96x64 px, 2 frames, 1 steps, seed 0, " in line
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("-o", "film.png"), "a film's name must end in .mp4"),
        (("-o", "film"), "a film's name must end in .mp4"),
        (("-o", "nowhere/film.mp4"), "its folder does not exist"),
        (("-o", "film.mp4", "--frames", "1"), "frames=1 does not work: it goes from 2 to 1000"),
        (("-o", "film.mp4", "--frames", "5000"), "it goes from 2 to 1000"),
        (("-o", "film.mp4", "--fps", "0"), "it goes from 1 to 60"),
        (("-o", "film.mp4", "--zoom", "0.5"), "it goes from 1 to 1.5"),
        (("-o", "film.mp4", "--turn", "99"), "it goes from -45 to 45"),
        (("-o", "film.mp4", "--objective", "invert"), "it takes l2 or mean"),
        (("-o", "film.mp4", "--layer", "inception_4z"), "Did you mean"),
    ],
)
def test_what_cannot_be_filmed_is_said_before_torch_is_loaded(
    coffee: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    expected: str,
) -> None:
    def loaded(*_: object, **__: object) -> None:
        raise AssertionError("torch would be loaded")

    monkeypatch.setattr("engine.cli.zoom.render", loaded)
    monkeypatch.chdir(tmp_path)
    assert zoom(coffee, "--network", "embedded", *words, data_dir=tmp_path) == 2
    told = capsys.readouterr().err
    assert told.startswith("oneiro: error: ")
    assert told.count("\n") == 1
    assert expected in told
    assert [path.name for path in tmp_path.iterdir()] == ["coffee.png"]
