"""What is in a photo: views, labels, and the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from PIL import Image

from engine.catalogue.imagenet_classes import label
from engine.catalogue.layers import CLASSES
from engine.cli import commands as cli
from engine.errors import OptionError
from engine.interpret.what import VIEW_PX, class_logits, likeliest, views_of, what
from engine.media.pictures import Picture
from engine.options.interpret import WhatOptions
from engine.studio.studio import Studio
from engine.weights.store import WeightStore
from tests.networks import random_file
from tests.pictures import photo
from tests.places import ROOT


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a class network of random weights."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "weights").mkdir()
    random_file(
        "squeezenet1_1", folder / "weights" / "squeezenet1_1.safetensors", has_classifier=True
    )
    return folder


@pytest.fixture
def studio(data_dir: Path) -> Studio:
    return Studio(store=WeightStore(data_dir / "weights", hub=data_dir), device="cpu")


def oneiro(*words: str | Path, data_dir: Path) -> int:
    return cli.main([str(word) for word in words], data_dir=data_dir)


def stripes(*shades: int, is_tall: bool = False) -> Picture:
    """Squares of one grey each, side by side or one under the other."""
    image = Image.new("RGB", (50 * len(shades), 50))
    for index, shade in enumerate(shades):
        image.paste((shade,) * 3, (50 * index, 0, 50 * index + 50, 50))
    return Picture(image=image.transpose(Image.Transpose.ROTATE_270) if is_tall else image)


def test_a_photo_of_up_to_two_to_one_is_one_view_of_all_of_it() -> None:
    (view,) = views_of(stripes(0, 255))
    assert view.shape == (3, VIEW_PX, VIEW_PX)
    assert float(view[:, :, :100].max()) == 0
    assert float(view[:, :, -100:].min()) == 1


@pytest.mark.parametrize("is_tall", [False, True])
def test_a_panorama_is_looked_at_part_by_part_in_order(is_tall: bool) -> None:
    views = views_of(stripes(0, 0, 100, 100, 200, is_tall=is_tall))
    assert len(views) == 3
    means = [float(view.mean()) * 255 for view in views]
    assert means == sorted(means)
    assert means[0] == pytest.approx(0, abs=8)
    assert means[2] == pytest.approx(160, abs=8)


def test_the_logit_is_the_mean_over_views_and_positions() -> None:
    features = torch.arange(16.0).view(2, 2, 2, 2)
    assert class_logits(features).tolist() == [5.5, 9.5]


def test_labels_are_the_five_likeliest_by_softmax() -> None:
    logits = torch.full((1000,), -1000.0)
    logits[980] = 2.0  # volcano
    logits[483] = 2.0 + torch.log(torch.tensor(3.0))  # castle
    first, second, *others = likeliest(logits)
    assert (first.name, second.name, len(others)) == ("castle", "volcano", 3)
    assert (first.share, second.share) == pytest.approx((0.75, 0.25))
    assert [one.share for one in others] == [0, 0, 0]


def test_what_answers_in_five_labels_and_no_picture(studio: Studio) -> None:
    art = what(Picture(image=photo("coffee")), studio=studio)
    assert art.image is None
    assert art.options == WhatOptions(network="squeezenet1_1")
    shares = [one.share for one in art.labels]
    assert len(shares) == 5
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1


def test_a_network_that_knows_no_names_is_refused(studio: Studio) -> None:
    with pytest.raises(OptionError, match="for naming things there are"):
        what(Picture(image=photo("coffee")), WhatOptions(network="vgg19_oxford"), studio=studio)


def test_the_command_prints_five_lines_with_percent(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "coffee.png"
    photo("coffee").save(file)
    assert oneiro("what", file, "--device", "cpu", data_dir=data_dir) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert all(line.split()[0].endswith("%") for line in lines)
    assert oneiro("what", file, "--device", "cpu", "--json", data_dir=data_dir) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["art"] == "what"
    assert told["network"] == "squeezenet1_1"
    assert [one["name"] for one in told["labels"]] == [line.split("%  ")[1] for line in lines]


def test_the_command_names_things_with_nothing_fetched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    file = tmp_path / "coffee.png"
    photo("coffee").save(file)
    assert oneiro("what", file, "--json", data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["network"] == "embedded"
    assert {one["name"] for one in told["labels"]} <= set(map(label, range(CLASSES)))


@pytest.mark.parametrize(
    "words",
    [
        ("what", "PHOTO", "--network", "nothing"),
        ("explain", "PHOTO", "-o", "OUT", "--label", "volcanoo"),
        ("explain", "PHOTO", "-o", "OUT", "--layer", "inception_4x"),
        ("draw", "volcanoo", "-o", "OUT"),
    ],
)
def test_wrong_names_are_answered_before_torch_is_loaded(
    words: tuple[str, ...], data_dir: Path, tmp_path: Path
) -> None:
    file = tmp_path / "coffee.png"
    photo("coffee", width=60, height=40).save(file)
    places = {"PHOTO": str(file), "OUT": str(tmp_path / "out.png")}
    code = (
        "import sys; from pathlib import Path; from engine.cli.commands import main\n"
        f"code = main(sys.argv[1:], data_dir=Path({str(data_dir)!r}))\n"
        "sys.exit(code if 'torch' not in sys.modules else 99)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, *(places.get(word, word) for word in words)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
