"""--making: how the picture came to be, as a film beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.media.making import FRAMES, HELD_FRAMES
from engine.media.mp4 import read_frames
from tests.engine.commands import oneiro

TINY = ("--size", "64", "--steps", "4", "--network", "embedded", "--device", "cpu")


def test_a_film_is_written_beside_the_picture(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, film = tmp_path / "a.png", tmp_path / "making.mp4"
    words = ("dream", coffee, "-o", out, "--making", film, *TINY, "--json")
    assert oneiro(*words, data_dir=tmp_path) == 0
    assert json.loads(capsys.readouterr().out)["making"] == str(film)
    frames = list(read_frames(film.read_bytes()))
    assert len(frames) == FRAMES + HELD_FRAMES
    assert frames[0].size == (64, 42)
    assert out.exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("dream", "--making", "film.gif"), "a film's name must end in .mp4"),
        (("style", "--style", "ink", "--instant", "--making", "film.mp4"), "takes no steps"),
    ],
)
def test_what_cannot_be_filmed_is_said_before_anything_is_made(
    coffee: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    complaint: str,
) -> None:
    art, *others = words
    assert oneiro(art, coffee, "-o", tmp_path / "a.png", *others, data_dir=tmp_path) != 0
    assert complaint in capsys.readouterr().err
    assert not list(tmp_path.glob("a.png"))


def test_a_film_is_of_one_photo(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = tmp_path / "making.mp4"
    words = ("dream", coffee, coffee, "-o", tmp_path, "--making", film, *TINY)
    assert oneiro(*words, data_dir=tmp_path) != 0
    assert "it is for one photo at a time" in capsys.readouterr().err
    assert not film.exists()
