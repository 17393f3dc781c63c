"""``oneiro train dream``: going on bit for bit, what is refused, what is said."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from engine.cli.train.fine_tune import _best_base
from engine.train.fine_tune.recipe import DreamRecipe, augmentations
from engine.train.fine_tune.training import FineTuning
from engine.train.loop import Step, duration
from engine.train.run_folder import CHECKPOINT, load_checkpoint
from engine.weights.dream_networks import dream_file
from engine.weights.safetensors_file import read_metadata
from engine.weights.store import WeightStore
from tests.engine.train.fine_tunes import own_pictures, train_dream
from tests.networks import random_file

FEW = ("--steps", "6", "--snapshot", "2", "--size", "32", "--batch", "3")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return own_pictures(tmp_path / "own", count=2)


def state(data_dir: Path, name: str = "mine") -> dict[str, torch.Tensor]:
    """Every tensor of the last checkpoint, by its place."""
    found = load_checkpoint(data_dir / "training" / name / "checkpoint.pt")
    momenta = {
        f"momentum {place}": momentum["momentum_buffer"]
        for place, momentum in found["optimiser"]["state"].items()
    }
    return {**found["network"], **momenta, "generator": found["generator"]}


def test_a_resumed_run_equals_an_uninterrupted_one(pictures: Path, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    words = (*FEW, "--augment", "rotate,mirror,normalise,blur")
    assert train_dream(pictures, *words, data_dir=whole) == 0
    assert train_dream(pictures, *words, "--steps", "4", data_dir=parts) == 0
    assert train_dream(pictures, *words, data_dir=parts) == 0
    expected, resumed = state(whole), state(parts)
    assert expected.keys() == resumed.keys()
    assert len(expected) > 100
    assert all(torch.equal(expected[name], resumed[name]) for name in expected)
    files = [(folder / "weights" / "mine.safetensors").read_bytes() for folder in (whole, parts)]
    assert files[0] == files[1]


def test_ctrl_c_keeps_what_was_learnt(
    pictures: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    advance = FineTuning.advance

    def interrupted(self: FineTuning) -> Step:
        if self.step == 2:
            os.kill(os.getpid(), signal.SIGINT)
        return advance(self)

    with monkeypatch.context() as patched:
        patched.setattr(FineTuning, "advance", interrupted)
        assert train_dream(pictures, *FEW, data_dir=tmp_path) == 130
    assert "stopped after step 3 of 6; the same command goes on" in capsys.readouterr().err
    assert train_dream(pictures, *FEW, data_dir=tmp_path) == 0
    assert "Going on after step 3." in capsys.readouterr().out
    assert train_dream(pictures, *FEW, data_dir=tmp_path / "other") == 0
    resumed, expected = state(tmp_path), state(tmp_path / "other")
    assert all(torch.equal(resumed[name], expected[name]) for name in expected)


def test_minutes_end_a_run_in_good_order(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train_dream(pictures, *FEW, "--minutes", "0.001", data_dir=tmp_path) == 0
    assert "the same command goes on" in capsys.readouterr().err
    assert (tmp_path / "weights" / "mine.safetensors").is_file()


def test_snapshots_are_whole_networks(pictures: Path, tmp_path: Path) -> None:
    assert train_dream(pictures, *FEW, data_dir=tmp_path) == 0
    folder = tmp_path / "training" / "mine"
    names = sorted(path.name for path in folder.glob("step-*"))
    assert names == ["step-000002.safetensors", "step-000004.safetensors"]
    found = dream_file(folder / names[0])
    assert found is not None
    assert found.info.classes == ("rings", "stripes")


def test_the_file_says_what_it_is_without_any_path(pictures: Path, tmp_path: Path) -> None:
    words = ("--for", "operator", "--layer", "4b", "--seed", "3")
    assert train_dream(pictures, *FEW, *words, data_dir=tmp_path) == 0
    said = read_metadata(tmp_path / "weights" / "mine.safetensors")
    assert json.loads(said["classes"]) == ["rings", "stripes"]
    assert (said["layer"], said["audience"]) == ("inception_4b", "operator")
    assert said["source"] == (
        "oneiro train dream DIR --name mine --base embedded --reset classifier --augment mirror "
        "--size 32 --batch 3 --rate 0.0005 --seed 3"
    )
    assert str(tmp_path) not in json.dumps(said)


def test_the_name_of_a_run_with_other_options_is_refused_unless_anew(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train_dream(pictures, *FEW, data_dir=tmp_path) == 0
    assert train_dream(pictures, *FEW, "--seed", "2", data_dir=tmp_path) == 2
    assert "seed was 0" in capsys.readouterr().err
    (pictures / "rings" / "0.png").unlink()
    assert train_dream(pictures, *FEW, data_dir=tmp_path) == 2
    assert "the pictures are others" in capsys.readouterr().err
    assert train_dream(pictures, *FEW, "--anew", data_dir=tmp_path) == 0
    assert len(list((tmp_path / "training" / "mine").glob("step-*"))) == 2


def test_no_other_network_is_written_over(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("embedded", "vgg19", "resnet18", "No Name"):
        assert train_dream(pictures, *FEW, name=name, data_dir=tmp_path) == 2
        assert "--name=" in capsys.readouterr().err
    file = tmp_path / "weights" / "mine.safetensors"
    file.parent.mkdir()
    save_file({"a": torch.ones(2)}, file, metadata={"oneiro": "johnson"})
    assert train_dream(pictures, *FEW, "--anew", data_dir=tmp_path) == 2
    assert read_metadata(file) == {"oneiro": "johnson"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--augment", "twirl"), "--augment=twirl"),
        (("--reset", "all"), "--reset=all"),
        (("--size", "8"), "--size=8"),
        (("--base", "vgg19"), "--base=vgg19"),
        (("--layer", "fire7"), "fire7"),
        (("--for", "nobody"), "--for=nobody"),
        (("--steps", "0"), "--steps=0"),
    ],
)
def test_bad_words_are_refused_in_one_line(
    words: tuple[str, ...],
    said: str,
    pictures: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert train_dream(pictures, *FEW, *words, data_dir=tmp_path) == 2
    printed = capsys.readouterr().err
    assert said in printed
    assert printed.count("\n") == 1


def test_a_damaged_checkpoint_is_told_of(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train_dream(pictures, *FEW, "--steps", "2", data_dir=tmp_path) == 0
    (tmp_path / "training" / "mine" / "checkpoint.pt").write_bytes(b"torn")
    assert train_dream(pictures, *FEW, data_dir=tmp_path) == 1
    assert "Delete it to begin anew" in capsys.readouterr().err


def test_json_is_one_object_on_one_line(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (*FEW, "--layer", "classifier", "--json")
    assert train_dream(pictures, *words, data_dir=tmp_path) == 0
    printed = capsys.readouterr()
    assert (printed.err, printed.out.count("\n")) == ("", 1)
    told = json.loads(printed.out)
    assert (told["network"], told["steps"], told["classes"]) == ("mine", 6, 2)
    assert told["loss_after"] < told["loss_before"]
    found = dream_file(tmp_path / "weights" / "mine.safetensors")
    assert found is not None
    assert found.info.dream_layer == told["layer"] == "classifier"


def test_too_little_memory_is_told_in_plain_words(
    pictures: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(self: FineTuning) -> Step:
        raise MemoryError

    monkeypatch.setattr(FineTuning, "advance", fails)
    assert train_dream(pictures, *FEW, data_dir=tmp_path) == 1
    assert "smaller --batch or --size" in capsys.readouterr().err
    assert CHECKPOINT not in {path.name for path in tmp_path.rglob("*")}


def test_words_for_time_and_augmentation() -> None:
    assert [duration(seconds) for seconds in (40, 600, 11_100)] == ["40 s", "10 min", "3 h 5 min"]
    assert augmentations("blur,rotate") == ("rotate", "blur")
    assert augmentations("none") == ()
    assert DreamRecipe(base="embedded").picture_px == 256


def test_it_begins_with_the_best_base_at_hand(tmp_path: Path) -> None:
    store = WeightStore(tmp_path, hub=tmp_path)
    assert _best_base(store) == "embedded"
    random_file("squeezenet1_1", tmp_path / "squeezenet1_1.safetensors", has_classifier=True)
    assert _best_base(store) == "squeezenet1_1"
