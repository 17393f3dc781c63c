"""Teaching our style network: it learns, goes on exactly, and its file paints."""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from engine.catalogue.find import ASSETS, NETWORKS
from engine.catalogue.tensor_shapes import BLUEPRINTS
from engine.cli.train.distill import run_train_distill
from engine.errors import OptionError, WeightsError
from engine.media.pictures import Picture
from engine.networks.architectures import STAGES
from engine.networks.backbone import Backbone
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.instant.one_pass import instant
from engine.train.distill.evaluate_style import evaluate_style
from engine.train.distill.options import StyleDistillOptions
from engine.train.distill.run import StyleDistillRun
from engine.train.distill.style import (
    StyleDistillation,
    new_style_distillation,
    write_style_student,
)
from engine.train.distill.style_student import DECODED, TAUGHT, StyleStudent
from engine.train.distill.style_teachers import StyleTeachers
from engine.train.loop import Step
from engine.train.pictures import HELD_OUT, PUBLIC_DOMAIN
from engine.train.run_folder import RunFolder, load_checkpoint, save_checkpoint
from engine.weights.instant_networks import EMBEDDED_STYLE, embedded_style, find_instant
from engine.weights.load import load_backbone, read_weights
from engine.weights.recognise import file_sha256
from engine.weights.safetensors_file import read_header
from engine.weights.store import WeightStore
from tests.pictures import photo

TINY = StyleDistillOptions(
    layer_steps=1, steps=3, decoder_steps=2, batch=2, pool=3, side_px=32, widths=(4, 6, 8, 8)
)
STYLE_BYTES = 4_000_000
LAST_TAUGHT = 16  # relu3_4, in torchvision's numbers


@pytest.fixture(scope="module")
def teachers() -> StyleTeachers:
    """As wide as the real ones, with random weights."""
    generator = torch.Generator().manual_seed(2)
    tensors = {
        name: torch.randn(shape, generator=generator) * math.sqrt(2 / math.prod(shape[1:]))
        for name, shape in BLUEPRINTS["vgg19_oxford"].items()
        if int(name.split(".")[1]) <= LAST_TAUGHT
    }
    stages = STAGES["vgg19_oxford"](tensors)
    names = [layer.teacher for layer in TAUGHT if layer.teacher in stages]
    torch.manual_seed(2)
    deep = nn.Sequential(nn.AvgPool2d(8), nn.Conv2d(3, 128, 3, padding=1), nn.ReLU())
    return StyleTeachers(Backbone(stages, layers=names, convention="imagenet"), deep)


def pictures() -> list[Tensor]:
    generator = torch.Generator().manual_seed(4)
    return [torch.rand(3, 40, 60, generator=generator) for _ in range(2)]


def taught(teachers: StyleTeachers, options: StyleDistillOptions = TINY) -> StyleDistillation:
    run = StyleDistillation(teachers, pictures(), options)
    teach(run)
    return run


def teach(run: StyleDistillation, *, until: int | None = None) -> list[Step]:
    """Go on to the end, or to a step."""
    return [run.advance() for _ in range(run.step, until or run.steps)]


def same(first: Mapping[str, Tensor], second: Mapping[str, Tensor]) -> bool:
    return first.keys() == second.keys() and all(
        torch.equal(first[name], second[name]) for name in first
    )


def test_every_part_is_taught_and_its_error_falls(teachers: StyleTeachers, tmp_path: Path) -> None:
    options = dataclasses.replace(TINY, layer_steps=25, steps=24, decoder_steps=40)
    run = StyleDistillation(teachers, pictures(), options)
    steps = teach(run)
    assert [step.number for step in steps] == list(range(1, run.steps + 1))
    assert list(dict.fromkeys(step.note for step in steps)) == list(run.parts)
    for part in run.parts:
        errors = [next(iter(step.losses.values())) for step in steps if step.note == part]
        first = errors[: len(errors) // 2]  # of a decoder: on features alone
        assert min(first[-5:]) < min(first[:5]), part
    lines = StyleDistillRun(run, RunFolder(tmp_path, "mine", kind="autoencoders"), source="a test")
    assert lines.line(steps[0]).startswith("step 1, conv11: errors conv11 ")


@pytest.mark.parametrize("stop", [3, 7, 8, 10, 13, 16])
def test_a_stopped_run_goes_on_bit_for_bit(
    teachers: StyleTeachers, tmp_path: Path, stop: int
) -> None:
    """In a layer, the encoder and a decoder, and where one part ends and another begins."""
    first = StyleDistillation(teachers, pictures(), TINY)
    teach(first, until=stop)
    assert first.step == stop
    save_checkpoint(tmp_path / "c.pt", first.state_dict())
    second = StyleDistillation(teachers, pictures(), TINY)
    second.load_state_dict(load_checkpoint(tmp_path / "c.pt"))
    teach(second)
    assert same(second.tensors(), taught(teachers).tensors())


def test_the_seed_decides(teachers: StyleTeachers) -> None:
    other = taught(teachers, dataclasses.replace(TINY, seed=1))
    assert not same(other.tensors(), taught(teachers).tensors())


def test_writing_the_file_half_way_changes_nothing(teachers: StyleTeachers, tmp_path: Path) -> None:
    run = StyleDistillation(teachers, pictures(), TINY)
    while run.step < run.steps:
        run.advance()
        write_style_student(tmp_path / "half.safetensors", run, name="half", source="a test")
    assert same(run.tensors(), taught(teachers).tensors())


def test_settling_scales_channels_and_changes_no_answer() -> None:
    student = StyleStudent(torch.Generator().manual_seed(3), widths=TINY.widths).double()
    image = torch.rand(1, 3, 32, 32, dtype=torch.float64)
    before = student(image)
    answers = {layer.name: student.head(layer.name, before[layer.name]) for layer in TAUGHT}
    student.settle()
    after = student(image)
    for name, answer in answers.items():
        torch.testing.assert_close(student.head(name, after[name]), answer)
        columns = student.heads[name].weight.square().sum(dim=(0, 2, 3)).sqrt()
        torch.testing.assert_close(columns, torch.ones_like(columns))
    assert not torch.allclose(after["conv41"], before["conv41"])


def test_the_file_paints_any_style_at_once(teachers: StyleTeachers, tmp_path: Path) -> None:
    run = taught(teachers)
    write_style_student(tmp_path / "mine.safetensors", run, name="mine", source="a test")
    found = find_instant(tmp_path, "mine")
    assert (found.kind, found.levels, found.pool) == ("autoencoders", DECODED, "average")
    studio = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")
    style = StyleSource(name="coffee", picture=Picture(image=photo("coffee")))
    options = StyleOptions(network="mine", instant=True, size_px=64)
    art = instant(Picture(image=photo("chelsea")), [style], options, studio=studio)
    assert (art.network, max(art.picture.size)) == ("mine", 64)


def test_what_the_file_decodes_is_what_was_taught(teachers: StyleTeachers, tmp_path: Path) -> None:
    from engine.style.instant.autoencoders import build

    run = taught(teachers)
    path = tmp_path / "mine.safetensors"
    write_style_student(path, run, name="mine", source="a test")
    image = torch.rand(1, 3, 32, 32)
    for level in DECODED:
        network = build(read_weights(path), level, pool="average", device=torch.device("cpu"))
        wanted = run.student(image)[f"conv{level}1"]
        torch.testing.assert_close(network.encoder(image), wanted, rtol=0.02, atol=0.02)
        made = run.decoders[level](wanted)
        torch.testing.assert_close(network.decoder(wanted), made, rtol=0.02, atol=0.02)


def test_a_run_says_which_teachers_it_lacks(tmp_path: Path) -> None:
    store = WeightStore(tmp_path, hub=tmp_path)
    with pytest.raises(WeightsError, match="wct16"):
        new_style_distillation(store, "vgg19_oxford", pictures(), TINY)
    with pytest.raises(OptionError, match="vgg19_oxford"):
        new_style_distillation(store, "squeezenet1_1", pictures(), TINY)
    for name in ("batch", "side_px", "layer_steps", "steps", "decoder_steps", "pool"):
        with pytest.raises(OptionError):
            dataclasses.replace(TINY, **{name: 0})


def test_the_figures_are_those_of_the_card(teachers: StyleTeachers, tmp_path: Path) -> None:
    run = taught(teachers)
    write_style_student(tmp_path / "mine.safetensors", run, name="mine", source="a test")
    studio = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")
    small = Picture(image=photo("chelsea").resize((96, 64)))
    style = StyleSource(name="coffee", picture=small)
    given = ([("chelsea", small)], [style])
    told = list(
        evaluate_style(None, teachers, *given, trained_on=pictures(), studio=studio, size_px=64)
    )
    names = [figure.what.split(",")[0] for figure in told]
    layers = [f"relu{layer.name[4]}_{layer.name[5]}" for layer in TAUGHT]
    assert names == [*layers, *(f"level {level}" for level in DECODED), "style distance left"]
    assert str(told[0]).startswith("chelsea ")
    own = list(
        evaluate_style("mine", teachers, *given, trained_on=pictures(), studio=studio, size_px=64)
    )
    assert len(own) == len(DECODED) + 1


def test_the_asset_is_the_one_on_its_card() -> None:
    found = embedded_style()
    assert (found.name, found.levels, found.pool) == (EMBEDDED_STYLE, DECODED, "average")
    card = (ASSETS / "style.md").read_text(encoding="utf-8")
    assert found.path.stat().st_size <= STYLE_BYTES
    assert file_sha256(found.path) in card
    assert all(name in card for name in PUBLIC_DOMAIN)
    assert all(f"{name}" in card for name in HELD_OUT)
    info = NETWORKS[EMBEDDED_STYLE]
    tensors = read_header(found.path)
    for layer, known in info.layer_info.items():
        if layer.startswith("relu"):
            shape = tensors[f"encoder.conv{layer[4]}{layer[6]}.weight"][1]
            assert shape[0] == known.channels, layer
    load_backbone(info, found.path, layers=list(info.layers))


def test_the_command_trains_stops_and_goes_on(
    teachers: StyleTeachers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(StyleTeachers, "of", lambda *_: teachers)
    monkeypatch.setattr("engine.train.pictures.starting_pictures", lambda _: pictures())
    sizes = {"layer_steps": 1, "steps": 2, "decoder_steps": 1, "batch": 2, "pool": 3}
    usual = {"seed": 3, "side_px": 32, "learning_rate": None, "pictures": None, "anew": False}
    words = {"name": "mine", "teacher": None, "data_dir": tmp_path, "json": True}
    words |= {"kind": "style", "device": None, "blocks_share": None, "own_share": None}
    args = argparse.Namespace(**words, **sizes, **usual, minutes=0.0001)
    assert run_train_distill(args) == 0
    assert json.loads(capsys.readouterr().out)["steps"] == 1
    args.minutes = None
    assert run_train_distill(args) == 0
    assert json.loads(capsys.readouterr().out)["steps"] == len(TAUGHT) + 2 + len(DECODED)
    assert find_instant(tmp_path / "weights", "mine").levels == DECODED
    args.steps = 5
    with pytest.raises(OptionError, match="steps was 2"):
        run_train_distill(args)


def test_its_tiles_paint_what_one_pass_paints(tmp_path: Path) -> None:
    style = StyleSource(name="coffee", picture=Picture(image=photo("coffee")))
    options = StyleOptions(network="embedded", instant=True, size_px=200)
    made = []
    for tile_px in (None, 64):
        store = WeightStore(tmp_path, hub=tmp_path)
        studio = Studio(store=store, device="cpu", tile_px=tile_px)
        art = instant(Picture(image=photo("chelsea")), [style], options, studio=studio)
        made.append(np.asarray(art.picture, dtype=float))
    assert np.abs(made[0] - made[1]).max() <= 1
