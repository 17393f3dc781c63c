"""Teaching the small dream network, here by a teacher with random weights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.catalogue.imagenet_classes import label
from engine.catalogue.layers import CLASSES, CLASSIFIER
from engine.catalogue.networks import NETWORKS
from engine.cli import commands as cli
from engine.errors import OptionError, WeightsFileError
from engine.networks.architectures import STAGES
from engine.networks.backbone import Backbone
from engine.train.distill.dream import Distillation, new_distillation
from engine.train.distill.dream_student import Student, random_weights, write_student
from engine.train.distill.options import DistillOptions
from engine.train.loop import Step
from engine.train.run_folder import load_checkpoint, save_checkpoint
from engine.weights.dream_networks import dream_file
from engine.weights.load import read_weights
from engine.weights.safetensors_file import read_metadata
from engine.weights.writing import LARGEST, in_eight_bits
from tests.networks import random_file
from tests.pictures import photo

TINY = DistillOptions(steps=6, batch=2, side_px=64, pool=4, learning_rate=3e-3)


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "weights"
    folder.mkdir()
    path = folder / "bvlc_googlenet.safetensors"
    return random_file("bvlc_googlenet", path, has_classifier=True)


def new(teacher: Path, options: DistillOptions = TINY) -> Distillation:
    picture = torch.rand(3, 80, 90, generator=torch.Generator().manual_seed(1))
    return new_distillation(NETWORKS["bvlc_googlenet"], teacher, [picture], options)


def teach(lessons: Distillation, *, until: int) -> list[Step]:
    return [lessons.advance() for _ in range(lessons.step, until)]


def test_blocks_learn_on_the_teachers_features(teacher: Path) -> None:
    options = DistillOptions(steps=30, batch=2, side_px=64, pool=2, blocks_share=1.0)
    seen = teach(new(teacher, options), until=30)
    for layer in ("inception_3b", "inception_4d", "inception_5b", CLASSIFIER):
        assert seen[-1].losses[layer] < 0.8 * seen[0].losses[layer]


def test_a_run_that_went_on_is_the_run_that_never_stopped(teacher: Path, tmp_path: Path) -> None:
    whole, first, second = (new(teacher) for _ in range(3))
    teach(whole, until=6)
    teach(first, until=3)  # after blocks alone, and before the end
    save_checkpoint(tmp_path / "checkpoint.pt", first.state_dict())
    second.load_state_dict(load_checkpoint(tmp_path / "checkpoint.pt"))
    teach(second, until=6)
    for expected, parameter in zip(
        whole.student.parameters(), second.student.parameters(), strict=True
    ):
        assert torch.equal(expected, parameter)
    assert torch.equal(whole.pool.images, second.pool.images)


def test_the_plain_network_is_the_one_that_was_taught(teacher: Path) -> None:
    lessons = new(teacher)
    teach(lessons, until=4)
    layers = lessons.student.taught
    stages = STAGES["embedded"](lessons.student.weights())
    plain = Backbone(stages, layers=layers, convention="imagenet")
    image = lessons.pool.images[:1]
    lessons.student.leak = 0.0
    with torch.no_grad():
        made, found = lessons.student(plain.prepared(image)), plain(image)
    for layer in layers:
        assert float((made[layer] - found[layer]).norm() / made[layer].norm()) < 1e-3


def test_the_file_is_small_and_holds_the_plain_network(teacher: Path, tmp_path: Path) -> None:
    student, path = new(teacher).student, tmp_path / "small.safetensors"
    write_student(path, student, name="small", source="here")
    assert path.stat().st_size < 5_000_000
    found = read_weights(path)
    for name, tensor in student.weights().items():
        assert float((found[name].flatten() - tensor.flatten()).abs().max()) <= 0.01 * float(
            tensor.abs().max()
        )


def test_eight_bits_are_near_enough() -> None:
    weight = torch.randn(4, 3, 3, 3, generator=torch.Generator().manual_seed(2))
    small = in_eight_bits({"conv.weight": weight, "conv.bias": torch.ones(4)})
    assert small["conv.weight"].dtype == torch.int8
    again = small["conv.weight"] * small["conv.weight_scale"].view(-1, 1, 1, 1)
    largest = weight.abs().amax((1, 2, 3))
    assert ((again - weight).abs().amax((1, 2, 3)) <= largest / LARGEST / 2 + 1e-6).all()


def test_the_command_teaches_stops_and_goes_on(
    teacher: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / teacher.name).symlink_to(teacher)
    words = ["train", "distill", "--name", "small", "--steps", "3", "--batch", "2"]
    words += ["--pool", "4", "--size", "64"]
    assert cli.main([*words, "--minutes", "0.0001"], data_dir=tmp_path) == 0
    assert "stopped after step 1 of 3" in capsys.readouterr().err
    assert cli.main(words, data_dir=tmp_path) == 0
    assert "Going on after step 1." in capsys.readouterr().out
    said = read_metadata(tmp_path / "weights" / "small.safetensors")
    assert "--teacher bvlc_googlenet" in said["source"]
    assert str(tmp_path) not in said["source"]
    assert cli.main([*words, "--seed", "5"], data_dir=tmp_path) == 2
    assert "--anew" in capsys.readouterr().err


def random_student(path: Path) -> Path:
    generator = torch.Generator().manual_seed(4)
    student = Student(random_weights(generator=generator))
    write_student(path, student, name=path.stem, source="here")
    return path


def test_a_distilled_network_is_used_by_its_name(
    teacher: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random_student(tmp_path / "weights" / "small.safetensors")
    (tmp_path / "weights" / teacher.name).symlink_to(teacher)
    picture = tmp_path / "coffee.png"
    photo("coffee", width=90, height=60).save(picture)

    def told(*words: str) -> str:
        assert cli.main(list(words), data_dir=tmp_path) == 0
        return capsys.readouterr().out

    assert "inception_5b" in told("layers", "small")
    seen = json.loads(told("what", str(picture), "--network", "small", "--json"))
    assert seen["network"] == "small"
    assert {row["name"] for row in seen["labels"]} <= set(map(label, range(CLASSES)))
    monkeypatch.setattr("engine.train.distill.evaluate_dream.SIZE_PX", 64)
    monkeypatch.setattr("engine.train.distill.evaluate_dream.RISE_LAYERS", ("inception_3b",))
    words = ("--teacher", "bvlc_googlenet", "--photos", str(picture))
    figures, classes = told("train", "evaluate", "small", *words).splitlines()
    assert figures.startswith("inception_3b  coffee    correlation")
    assert classes.startswith("coffee: ")


def test_eight_bits_without_their_scales_are_refused(tmp_path: Path) -> None:
    path = random_student(tmp_path / "small.safetensors")
    tensors, said = load_file(path), read_metadata(path)
    del tensors["fc.weight_scale"]
    save_file(tensors, path, metadata=said)
    with pytest.raises(WeightsFileError, match=r"fc\.weight has 8 bits, and no scale"):
        dream_file(path)


def test_only_a_network_with_its_layers_can_teach(teacher: Path) -> None:
    with pytest.raises(OptionError, match="only bvlc_googlenet"):
        new_distillation(NETWORKS["squeezenet1_1"], teacher, [], TINY)


def test_only_networks_of_its_layers_are_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "weights").mkdir()
    path = random_file(
        "squeezenet1_1", tmp_path / "weights" / "squeezenet1_1.safetensors", has_classifier=True
    )
    for words in (("embedded", "--teacher", path.stem), (path.stem, "--teacher", "embedded")):
        assert cli.main(["train", "evaluate", *words], data_dir=tmp_path) == 2
        assert "layers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--kind", "style", "--blocks", "0.5"], "a style network is not taught so"),
        (["--kind", "style", "--device", "cuda"], "on the CPU alone"),
        (["--layer-steps", "3"], "a dream network is not taught so"),
    ],
)
def test_what_the_other_kind_is_taught_by_is_refused(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["train", "distill", "--name", "small", *words], data_dir=tmp_path) == 2
    assert told in capsys.readouterr().err
