"""Many photos by one command; files in the way, words for a terminal, and SIGTERM."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from engine.studio import studio
from engine.texts.catalogue import sentences_of
from tests.engine.commands import oneiro
from tests.pictures import photo
from tests.places import ROOT
from tests.trained import trained_file

TINY = ("--size", "64", "--steps", "2", "--device", "cpu")


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Two photos, and between them one that is none."""
    folder = tmp_path / "photos"
    folder.mkdir()
    files = [folder / name for name in ("coffee.jpg", "broken.png", "cat.gif")]
    photo(width=90, height=60).save(files[0])
    files[1].write_bytes(b"no picture")
    photo("chelsea", width=90, height=60).save(files[2])
    return files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_many_photos_are_made_into_a_folder(photos: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "new" / "made"
    words = (photos[0], photos[2], "--style", "mosaic", "-o", f"{out}/", *TINY)
    assert oneiro("style", *words, data_dir=tmp_path) == 0
    assert names(out) == ["cat-style.png", "coffee-style.jpg"]


def test_one_failure_does_not_stop_the_others_and_the_exit_code_says_so(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made"
    assert oneiro("dream", *photos, "-o", f"{out}/", *TINY, "--json", data_dir=tmp_path) == 1
    printed = capsys.readouterr()
    told = [json.loads(line) for line in printed.out.splitlines()]
    assert [line["photo"] for line in told] == [str(photo) for photo in photos]
    assert ["error" in line for line in told] == [False, True, False]
    assert told[0]["output"] == str(out / "coffee-dream.jpg")
    assert "1 of 3 failed: broken.png" in printed.err
    assert names(out) == ["cat-dream.png", "coffee-dream.jpg"]


def test_networks_are_loaded_once_for_all_photos(
    photos: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    begin = studio.Studio.__init__

    def counted(self: studio.Studio, **values: object) -> None:
        begun.append(self)
        begin(self, **values)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(studio.Studio, "__init__", counted)
    words = (photos[0], photos[2], "-o", f"{tmp_path}/made/", *TINY)
    assert oneiro("dream", *words, data_dir=tmp_path) == 0
    assert len(begun) == 1


def test_photos_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        photo(width=90, height=60).save(tmp_path / folder / "x.png")
    words = (tmp_path / "a" / "x.png", tmp_path / "b" / "x.png", "-o", f"{tmp_path}/made/")
    assert oneiro("explain", *words, "--size", "64", data_dir=tmp_path) == 0
    assert names(tmp_path / "made") == ["x-explain-2.png", "x-explain.png"]


def test_what_all_photos_would_fail_for_is_said_once(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (*photos, "-o", f"{tmp_path}/made/", "--layer", "nope", *TINY)
    assert oneiro("dream", photos[0], *words[1:], data_dir=tmp_path) == 2
    assert capsys.readouterr().err.count("nope") == 1


def test_a_broken_style_is_said_once(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (photos[0], photos[2], "--style", photos[1], "-o", f"{tmp_path}/made/", *TINY)
    assert oneiro("style", *words, data_dir=tmp_path) == 2
    assert capsys.readouterr().err.count("does not open") == 1


def test_a_zoom_goes_into_a_folder_as_a_film(photos: list[Path], tmp_path: Path) -> None:
    words = (photos[0], "-o", f"{tmp_path}/made/", "--size", "64", "--frames", "2")
    assert oneiro("zoom", *words, "--octaves", "1", "--layer", "3b", data_dir=tmp_path) == 0
    assert names(tmp_path / "made") == ["coffee-zoom.mp4"]


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (".", "--output=. does not work: it is a folder"),
        ("x.png", "several photos go into a folder"),
    ],
)
def test_a_folder_in_the_wrong_place_is_told_in_a_whole_sentence(
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    output: str,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    taken = photos if output != "." else photos[:1]
    assert oneiro("dream", *taken, "-o", output, *TINY, data_dir=tmp_path) == 2
    assert words in capsys.readouterr().err


def test_a_flag_without_a_value_is_told_as_it_is_written(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moving = tmp_path / "moving.gif"
    first = photo(width=64, height=48)
    first.save(moving, save_all=True, append_images=[first.rotate(9)])
    words = ("video", moving, "--dream", "--instant", "-o", tmp_path / "a.mp4")
    assert oneiro(*words, data_dir=tmp_path) == 2
    printed = capsys.readouterr().err
    assert "--instant does not work" in printed
    assert "True" not in printed


def test_no_error_of_the_terminal_asks_to_send_anything() -> None:
    sentences = sentences_of(("engine.texts",))
    for key in sentences.keys:
        assert "send" not in sentences.source(key).lower(), key


def test_json_tells_loss_and_optimiser(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    style = ("style", photos[0], "--style", "mosaic", "-o", tmp_path / "a.png", *TINY, "--json")
    assert oneiro(*style, data_dir=tmp_path) == 0
    assert oneiro(*style, "--recipe", "gatys", data_dir=tmp_path) == 0
    texture = ("texture", "mosaic", "-o", tmp_path / "b.png", *TINY, "--json", "--loss", "mean")
    assert oneiro(*texture, data_dir=tmp_path) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    ways = [(line["loss"], line["optimiser"]) for line in told]
    assert ways == [("painter", "adam"), ("gram", "lbfgs"), ("mean", "adam")]


def test_json_tells_the_notes(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (80, 60), "navy").save(tmp_path / "navy.png")
    words = ("style", photos[0], "--style", tmp_path / "navy.png", "-o", tmp_path / "a.png")
    assert oneiro(*words, *TINY, "--json", data_dir=tmp_path) == 0
    (note,) = json.loads(capsys.readouterr().out)["notes"]
    assert "one plain colour" in note


def test_fetching_a_network_that_was_trained_here_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = trained_file(tmp_path / "weights")
    assert oneiro("weights", "fetch", "painters", data_dir=tmp_path) == 0
    assert capsys.readouterr().out == f"painters was trained here and is at {path}\n"


@pytest.mark.parametrize("below", ["", "sub"])
def test_a_data_dir_that_is_a_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], below: str
) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    words = ("weights", "list", "--data-dir", file / below)
    assert oneiro(*words, data_dir=tmp_path) == 2
    assert f"{file} is a file; name a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGTERM,
        pytest.param(
            signal.SIGKILL,
            marks=pytest.mark.skipif(sys.platform != "linux", reason="a folder elsewhere"),
        ),
    ],
)
def test_a_killed_film_leaves_nothing_behind(tmp_path: Path, number: int) -> None:
    code = (
        "import os\n"
        "from PIL import Image\n"
        "from engine.terminal.console import ends_by_sigterm\n"
        "from engine.media.mp4 import encode_film\n"
        "def frames():\n"
        "    yield Image.new('RGB', (64, 48))\n"
        f"    os.kill(os.getpid(), {int(number)})\n"
        "    while True:\n"
        "        yield Image.new('RGB', (64, 48))\n"
        "with ends_by_sigterm():\n"
        "    encode_film(frames(), frames_per_s=12)\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, env=environment, capture_output=True, timeout=60
    )
    assert done.returncode in (143, -number), done.stderr
    assert list(tmp_path.iterdir()) == []
