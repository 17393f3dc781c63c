"""The founding documents' checks of training: rows 15 to 18 of the mission."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from PIL import Image

from engine.catalogue.find import find_network
from engine.train.fine_tune.learning_rate import PlateauSchedule
from engine.train.fine_tune.picture_set import read_picture_set
from engine.train.fine_tune.recipe import AUGMENTATIONS, DreamRecipe
from engine.train.fine_tune.run import DreamCard, DreamRun
from engine.train.fine_tune.training import FineTuning
from engine.train.run_folder import RunFolder
from engine.weights.load import read_weights
from engine.weights.safetensors_file import DREAM
from engine.weights.store import EMBEDDED_PATH
from tests.engine.train.fine_tunes import oneiro, own_pictures, train_dream
from tests.pictures import photo

Runner = Callable[[Callable[[], float]], list[str]]
SMALL = ("--size", "32", "--steps", "4", "--batch", "2")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return own_pictures(tmp_path / "own")


def run_of(
    pictures: Path, data_dir: Path, *, steps: int, rate: float = 5e-4, batch: int = 4
) -> Runner:
    """A run of the embedded network; called with a clock it trains and gives what it said."""
    recipe = DreamRecipe(base="embedded", size_px=32, batch=batch, rate=rate, augment=())
    shown = read_picture_set(pictures, side_px=recipe.picture_px)
    base = find_network("embedded")
    card = DreamCard(
        name="mine", base=base, layer="inception_4d", audience="everyone", command="by hand"
    )
    folder = RunFolder(data_dir, card.name, kind=DREAM)
    folder.begin({}, anew=False)
    training = FineTuning(recipe, shown, info=base, path=EMBEDDED_PATH, steps=steps)
    run = DreamRun(training, folder, card, snapshot_steps=steps)

    def begin(clock: Callable[[], float]) -> list[str]:
        said: list[str] = []
        run.train(say=said.append, clock=clock)
        return said

    return begin


def test_founding_15_one_command_makes_a_network_of_own_pictures_to_dream_with(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train_dream(pictures, "--json", data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["loss_after"] < told["loss_before"] / 2
    assert told["logit_after"] > told["logit_before"] + 0.5
    source, out = tmp_path / "coffee.png", tmp_path / "dream.png"
    photo(width=96, height=64).save(source)
    pixels = {}
    for network in ("mine", "embedded"):
        words = ("--network", network, "--layer", told["layer"], "--device", "cpu", "--json")
        words += ("--steps", "8")
        assert oneiro("dream", source, "-o", out, *words, data_dir=tmp_path) == 0
        assert json.loads(capsys.readouterr().out)["network"] == network
        with Image.open(out) as dreamt:
            pixels[network] = dreamt.tobytes()
    assert pixels["mine"] != pixels["embedded"]
    assert oneiro("weights", "list", data_dir=tmp_path) == 0
    assert "mine" in capsys.readouterr().out


def test_founding_16_the_learning_rate_follows_the_loss_and_says_so(
    pictures: Path, tmp_path: Path
) -> None:
    def settled(*losses: float) -> float:
        pace = PlateauSchedule.for_run(100, rate=5e-4)
        for loss in losses:
            for _ in range(pace.window):
                pace.after(loss)
        return pace.rate

    assert settled(2.0, 3.0) == pytest.approx(1e-4)
    assert settled(2.0, 2.0) == pytest.approx(2.5e-3)
    assert settled(2.0, 1.0) == pytest.approx(5e-4)
    shutil.rmtree(pictures / "stripes")
    shutil.copytree(pictures / "rings", pictures / "stripes")  # there is nothing to learn
    said = run_of(pictures, tmp_path, steps=40, rate=1e-6, batch=8)(lambda: 0.0)
    changes = [line for line in said if "the loss is stuck" in line]
    assert changes[0].endswith("learning rate 5e-06")
    logged = (tmp_path / "training" / "mine" / "log.txt").read_text(encoding="utf-8")
    assert logged.splitlines() == said


def test_founding_17_its_variants(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = read_weights(EMBEDDED_PATH)
    moved = {}
    for reset in ("classifier", "inception3-5"):
        assert train_dream(pictures, *SMALL, "--reset", reset, data_dir=tmp_path, name=reset) == 0
        learnt = read_weights(tmp_path / "weights" / f"{reset}.safetensors")
        part = "inception_4c.conv3x3.weight"
        moved[reset] = float((learnt[part] - base[part]).norm() / base[part].norm())
        assert torch.allclose(learnt["conv1.weight"], base["conv1.weight"], rtol=0.01, atol=0.01)
    assert moved["classifier"] < 0.1
    assert moved["inception3-5"] > 0.5
    for how in (*AUGMENTATIONS, "none"):
        words = (*SMALL, "--augment", how)
        assert train_dream(pictures, *words, data_dir=tmp_path, name=how) == 0
    learnt = {
        how: read_weights(tmp_path / "weights" / f"{how}.safetensors")["fc.weight"]
        for how in (*AUGMENTATIONS, "none")
    }
    assert all(not torch.equal(learnt[how], learnt["none"]) for how in AUGMENTATIONS)
    capsys.readouterr()
    words = ("--base", "squeezenet1_1", "--reset", "inception3-5")
    assert train_dream(pictures, *words, data_dir=tmp_path) == 2
    assert "squeezenet1_1 has no inception blocks" in capsys.readouterr().err


def test_founding_18_it_tells_how_far_it_is_and_how_long_it_takes(
    pictures: Path, tmp_path: Path
) -> None:
    ticks = iter(range(0, 10_000, 30))  # 30 s between two looks at the clock: one each 5 steps
    said = run_of(pictures, tmp_path, steps=20)(lambda: float(next(ticks)))
    told = [line for line in said if "left" in line]
    assert [line.split(":")[0] for line in told] == [
        *("step 5 of 20", "step 10 of 20", "step 15 of 20", "step 20 of 20")
    ]
    assert told[0].endswith("0.167 steps/s, 2 min left")
    assert told[-1].endswith("0 s left")
