"""The art commands: what goes to stdout, what to stderr, which exit code, which files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from engine.errors import OutOfMemoryError
from engine.media.pictures import flatten
from engine.options.dream import DreamOptions
from engine.studio.studio import Studio
from engine.weights.store import WeightStore
from tests.engine.commands import oneiro
from tests.engine.dream.readings import reading_of
from tests.places import ROOT

TINY = ("--size", "64", "--steps", "4", "--network", "embedded", "--device", "cpu")


def oneiro_alone(*words: str | Path, data_dir: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own; says last on stderr whether torch was loaded."""
    code = (
        "import sys; from pathlib import Path; from engine.cli.commands import main\n"
        f"try: code = main(sys.argv[1:], data_dir=Path({str(data_dir)!r}))\n"
        "except SystemExit as exc: code = exc.code\n"
        "print('torch' in sys.modules, file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-W", "default", "-c", code, *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, timeout=120
    )


def test_json_is_one_object_on_one_line(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.png"
    words = ("dream", coffee, "-o", out, *TINY, "--seed", "7", "--octaves", "2", "--json")
    assert oneiro(*words, data_dir=tmp_path) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    told = json.loads(printed.out)
    assert list(told) == [
        *("art", "network", "width", "height", "steps", "seed", "device", "seconds"),
        *("layer", "octaves", "objective_before", "objective_after", "options"),
    ]
    assert told["art"] == "dream"
    assert (told["seed"], told["steps"], told["octaves"]) == (7, 4, 2)
    with Image.open(out) as written:
        assert written.size == (told["width"], told["height"]) == (64, 43)


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_the_suffix_decides_the_format(coffee: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"a.{suffix}"
    assert oneiro("dream", coffee, "-o", out, *TINY, data_dir=tmp_path) == 0
    with Image.open(out) as written:
        assert written.format == {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}[suffix]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([out.name, coffee.name])


def test_what_was_left_out_of_a_moving_picture_is_said(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moving = tmp_path / "dance.gif"
    with Image.open(coffee) as first:
        first.save(moving, save_all=True, append_images=[first.rotate(90)])
    words = ("dream", moving, "-o", tmp_path / "a.png", *TINY, "--json")
    assert oneiro(*words, data_dir=tmp_path) == 0
    printed = capsys.readouterr()
    assert printed.out.count("\n") == 1
    assert printed.err == "oneiro: dance.gif moves; I took its first frame.\n"


def test_the_objective_told_is_that_of_the_file(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Image.open(coffee) as opaque:
        soft = Image.linear_gradient("L").resize(opaque.size).point(lambda v: 200 + v * 55 // 255)
        opaque.putalpha(soft)
        opaque.save(coffee)
    out = tmp_path / "a.png"
    assert oneiro("dream", coffee, "-o", out, *TINY, "--json", data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    studio = Studio(store=WeightStore(tmp_path), device="cpu")
    options = DreamOptions(network=told["network"], layer=told["layer"])
    with Image.open(out) as written:
        assert written.mode == "RGBA"
        # It is dreamed on white, and on white it looks so again.
        found = reading_of(flatten(written), options, studio=studio)
    assert told["objective_after"] == pytest.approx(found, rel=0.02)


def test_a_link_stays_a_link(coffee: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.png"
    link.symlink_to("real.png")
    assert oneiro("dream", coffee, "-o", link, *TINY, data_dir=tmp_path) == 0
    assert link.is_symlink()
    with Image.open(tmp_path / "real.png") as written:
        assert written.size == (64, 43)


def test_the_same_command_twice_gives_the_same_pixels(coffee: Path, tmp_path: Path) -> None:
    for out in ("a.png", "b.png"):
        words = ("dream", coffee, "-o", tmp_path / out, *TINY, "--seed", "3")
        assert oneiro(*words, data_dir=tmp_path) == 0
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_style_takes_names_and_pictures(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.png"
    words = ("style", coffee, "--style", "mosaic", coffee, "-o", out, *TINY, "--json")
    assert oneiro(*words, data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["art"] == "style"
    assert told["styles"] == ["mosaic", "coffee"]
    assert {"loss_before", "loss_after", "style_loss_before", "style_loss_after"} <= set(told)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("dream", "{photo}", "-o", "{dir}/a.png", "--layer", "inceptoin_4c"), "inception_4c"),
        (("dream", "{photo}", "-o", "{dir}/a.png", "--network", "resnet"), "network"),
        (("dream", "{photo}", "-o", "{dir}/a.png", "--preset", "dogs"), "strokes"),
        (("dream", "{photo}", "-o", "{dir}/a.png", "--size", "0"), "size=0"),
        (("dream", "{photo}", "-o", "{dir}/a.png", "--steps", "-3"), "steps=-3"),
        (("dream", "{photo}", "-o", "{dir}/a.png", "--steps", "many"), "invalid int"),
        (("dream", "{photo}", "-o", "{dir}/a.png", "--octaves", "99"), "octaves=99"),
        (("dream", "{photo}", "-o", "{dir}/a.png", "--nonsense"), "--nonsense"),
        (("dream", "{photo}", "-o", "{dir}/a.tiff"), ".png"),
        (("dream", "{photo}", "-o", "{dir}/no/such/a.png"), "folder"),
        (("dream", "{photo}", "-o", "{dir}"), "it is a folder"),
        (("dream", "{dir}/nothing.png", "-o", "{dir}/a.png"), "no such file"),
        (("dream", "{photo}", "-o", "/proc/a.png"), "output=/proc/a.png"),
        (("dream", "{photo}", "-o", "{dir}/" + 260 * "a" + ".png"), "too long"),
        (("dream", "{dir}", "-o", "{dir}/a.png"), "folder"),
        (("dream", "{dir}/empty.png", "-o", "{dir}/a.png"), "empty"),
        (("dream", "{dir}/text.jpg", "-o", "{dir}/a.png"), "text.jpg"),
        (("dream", "{dir}/half.png", "-o", "{dir}/a.png"), "half.png"),
        (("dream", "{dir}/dot.png", "-o", "{dir}/a.png"), "1\N{MULTIPLICATION SIGN}1"),
        (("dream", "{photo}"), "-o"),
        (("style", "{photo}", "-o", "{dir}/a.png"), "--style"),
        (("style", "{photo}", "--style", "swirl", "-o", "{dir}/a.png"), "swirls"),
        (("style", "{photo}", "--style", "{dir}/no.png", "-o", "{dir}/a.png"), "no such file"),
        (("style", "{photo}", "--style", "dots", "--network", "googlenet", "-o", "a.png"), "vgg19"),
        (("weights", "import", "{dir}/nothing.safetensors"), "no such file"),
        (("weights", "import", "{photo}"), "safetensors"),
        (("weights", "import", "{dir}"), "folder"),
        (("weights", "fetch", "nothing"), "network"),
        (("weights", "fetch", "bvlc_googlenet"), "oneiro weights import FILE"),
        (("weights",), "ACTION"),
        ((), "COMMAND"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(
    coffee: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    says: str,
) -> None:
    (tmp_path / "empty.png").touch()
    (tmp_path / "text.jpg").write_text("not a picture")
    (tmp_path / "half.png").write_bytes(coffee.read_bytes()[:2000])
    Image.new("RGB", (1, 1)).save(tmp_path / "dot.png")
    before = sorted(path.name for path in tmp_path.iterdir())
    filled = [word.format(photo=coffee, dir=tmp_path) for word in words]
    assert oneiro(*filled, data_dir=tmp_path / "data") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.startswith("oneiro: error: ")
    assert says in printed.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_bad_input_is_decided_before_torch_is_loaded(coffee: Path, tmp_path: Path) -> None:
    for words in (
        ("dream", coffee, "-o", tmp_path / "a.png", "--layer", "nope"),
        ("style", coffee, "--style", "nope", "-o", tmp_path / "a.png"),
        ("weights", "list"),
    ):
        done = oneiro_alone(*words, data_dir=tmp_path)
        assert done.stderr.splitlines()[-1] == "False"


def test_nothing_but_the_result_reaches_the_terminal(coffee: Path, tmp_path: Path) -> None:
    done = oneiro_alone("dream", coffee, "-o", tmp_path / "a.jpg", *TINY, data_dir=tmp_path)
    assert done.returncode == 0
    assert done.stderr == "True\n"
    assert done.stdout.startswith(f"{tmp_path / 'a.jpg'}: dream, inception_4c, embedded, 64x43 px")
    assert done.stdout.count("\n") == 1


def test_a_failure_is_one_line_exit_1_and_no_file(
    coffee: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise OutOfMemoryError("detail for the log")

    monkeypatch.setattr("engine.dream.ascent.Ascent.climb", fail)
    out = tmp_path / "a.png"
    assert oneiro("dream", coffee, "-o", out, *TINY, data_dir=tmp_path) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "memory" in printed.err
    assert not out.exists()


def test_a_network_that_is_not_here_is_exit_1_with_the_remedy(
    coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("dream", coffee, "-o", tmp_path / "a.png", "--network", "googlenet")
    assert oneiro(*words, data_dir=tmp_path) == 1
    assert "oneiro weights fetch googlenet" in capsys.readouterr().err


def test_ctrl_c_is_exit_130_and_no_file(
    coffee: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("engine.dream.ascent.Ascent.step", interrupted)
    out = tmp_path / "a.png"
    assert oneiro("dream", coffee, "-o", out, *TINY, data_dir=tmp_path) == 130
    assert capsys.readouterr().out == ""
    assert not out.exists()


def test_an_old_picture_is_kept_when_the_new_one_fails(
    coffee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.png"
    shutil.copyfile(coffee, out)

    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert oneiro("dream", coffee, "-o", out, *TINY, data_dir=tmp_path) == 1
    assert out.read_bytes() == coffee.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "coffee.png"]


def test_weights_are_listed_for_people_and_for_scripts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert oneiro("weights", "list", data_dir=tmp_path) == 0
    assert "oneiro weights fetch googlenet" in capsys.readouterr().out
    assert oneiro("weights", "list", "--json", data_dir=tmp_path) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["name"]: row["state"] for row in rows}["embedded"] == "embedded"


def test_weights_are_imported_and_then_dreamt_with(
    shared: Path, coffee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = shared / "weights" / "squeezenet1_1_tvnorm.safetensors"
    assert oneiro("weights", "import", file, data_dir=tmp_path) == 0
    assert "squeezenet1_1" in capsys.readouterr().out
    words = ("dream", coffee, "-o", tmp_path / "a.png", "--size", "64", "--steps", "1", "--json")
    assert oneiro(*words, data_dir=tmp_path) == 0
    assert json.loads(capsys.readouterr().out)["network"] == "squeezenet1_1"


def test_a_failed_download_is_one_line_and_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A port of this machine on which nobody listens.
    monkeypatch.setattr("engine.catalogue.network_info._DOWNLOADS", "http://127.0.0.1:9/")
    assert oneiro("weights", "fetch", "googlenet", data_dir=tmp_path) == 1
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert "download failed" in printed.err
