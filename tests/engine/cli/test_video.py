"""``oneiro video``: a film in a file, and plain words where there can be none."""

from __future__ import annotations

import json
from pathlib import Path

import av
import pytest

from engine.media.mp4 import read_frames
from tests.engine.commands import oneiro
from tests.engine.films import animation_of, film_of, pan
from tests.pictures import photo

TINY = ("--size", "64", "--steps", "1", "--device", "cpu")


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "cat.mp4"
    path.write_bytes(film_of(pan(4), sound="aac"))
    return path


def video(*words: str | Path, data_dir: Path) -> int:
    return oneiro("video", *words, data_dir=data_dir)


def test_a_film_is_dreamt(clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "dream.mp4"
    words = ("--dream", "--preset", "strokes", "--seed", "7", "--json")
    assert video(clip, "-o", out, *TINY, *words, data_dir=tmp_path) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    told = json.loads(printed.out)
    assert (told["art"], told["network"], told["layer"]) == ("video", "embedded", "conv2")
    assert (told["frames"], told["frames_per_s"], told["flow"], told["seed"]) == (4, 12, "dis", 7)
    assert (told["width"], told["height"]) == (64, 42)
    assert 0 < told["flicker"] < 1
    assert [frame.size for frame in read_frames(out.read_bytes())] == [(64, 42)] * 4
    with av.open(str(out)) as film:
        assert len(film.streams.audio) == 1


def test_a_film_is_painted_like_pictures_and_house_styles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip, picture, out = tmp_path / "cat.gif", tmp_path / "own.png", tmp_path / "out.mp4"
    clip.write_bytes(animation_of(pan(3), format="GIF"))
    photo(width=64, height=64).save(picture)
    words = ("--style", "dots", picture, "--colours", "keep", "--scale", "50", "--seconds", "0.2")
    assert video(clip, "-o", out, *TINY, *words, "--steadiness", "2", data_dir=tmp_path) == 0
    line = capsys.readouterr().out
    assert line.startswith(f"{out}: video, dots, own, embedded_style, 64x42 px, 2 frames, ")
    assert line.count("\n") == 1


def test_a_film_is_painted_after_its_neighbours(
    clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.mp4"
    words = ("--style", "dots", "--loss", "painter", "--seconds", "0.25", "--json")
    assert video(clip, "-o", out, *TINY, *words, data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["frames"], told["options"]["loss"]) == (3, "painter")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("-o", "film.png", "--dream"), "a film's name must end in .mp4"),
        (("-o", "cat.mp4", "--dream"), "it is the film itself"),
        (("-o", "nowhere/film.mp4", "--dream"), "its folder does not exist"),
        (("-o", "film.mp4"), "one of the arguments --style --dream is required"),
        (("-o", "film.mp4", "--dream", "--style", "dots"), "not allowed with"),
        (("-o", "film.mp4", "--style", "dotz"), "Did you mean dots"),
        (("-o", "film.mp4", "--style", "dots", "--preset", "neon"), "a dream's look"),
        (("-o", "film.mp4", "--dream", "--colors", "luma"), "a dream has colours of its own"),
        (("-o", "film.mp4", "--dream", "--preset", "neo"), "Did you mean neon"),
        (("-o", "film.mp4", "--dream", "--loss", "painter"), "belongs to painting"),
        (("-o", "film.mp4", "--style", "dots", "--loss", "oils"), "painter, neighbours, gram"),
        (("-o", "film.mp4", "--dream", "--steps", "0"), "it goes from 1 to 5000"),
        (("-o", "film.mp4", "--dream", "--seconds", "0"), "it goes from 0.1 to 600"),
        (("-o", "film.mp4", "--dream", "--flow", "guess"), "auto, raft, dis"),
        (("-o", "film.mp4", "--dream", "--flow", "raft"), "oneiro weights fetch raft_large"),
        (("-o", "film.mp4", "--dream", "--steadiness", "99"), "it goes from 0 to 10"),
        (
            ("-o", "film.mp4", "--style", "dots", "--instant", "--network", "wct16"),
            "oneiro weights",
        ),
        (("-o", "film.mp4", "--style", "dots", "--instant", "--steps", "2"), "--steps=2 does not"),
    ],
)
def test_what_cannot_be_filmed_is_said_before_torch_is_loaded(
    clip: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    expected: str,
) -> None:
    def loaded(*_: object, **__: object) -> None:
        raise AssertionError("torch would be loaded")

    monkeypatch.setattr("engine.cli.video.render", loaded)
    monkeypatch.chdir(tmp_path)
    assert video(clip, *words, data_dir=tmp_path) in (1, 2)
    told = capsys.readouterr().err.splitlines()[-1]
    assert "error: " in told
    assert expected in told
    assert [path.name for path in tmp_path.iterdir()] == ["cat.mp4"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "No such file"),
        (b"", "cat.mp4 is empty"),
        (b"no film", "cat.mp4 does not open as a film"),
    ],
)
def test_what_is_no_film_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, expected: str
) -> None:
    path = tmp_path / "cat.mp4"
    if content is not None:
        path.write_bytes(content)
    assert video(path, "-o", tmp_path / "o.mp4", "--dream", data_dir=tmp_path) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert expected.lower() in told.lower()
