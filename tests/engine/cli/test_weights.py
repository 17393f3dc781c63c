"""``oneiro layers`` and ``oneiro weights``: what a person and a script learn of the networks."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import pytest

from engine.catalogue.find import HELPERS, NETWORKS
from engine.cli.commands import add_commands
from engine.cli.weights import OTHERS
from engine.terminal.console import Parser
from engine.weights.store import WeightStore


def oneiro(*words: str, data_dir: Path) -> int:
    parser = Parser(prog="oneiro", allow_abbrev=False)
    add_commands(parser.add_subparsers(required=True))
    args = parser.parse_args(words, argparse.Namespace(data_dir=data_dir))
    return int(args.run(args))


def test_layers_are_listed_with_what_they_see(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert oneiro("layers", "bvlc_googlenet", data_dir=tmp_path) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["layer", "stride", "channels", "sees"]
    assert [line.split()[0] for line in lines[1:]] == list(NETWORKS["bvlc_googlenet"].layers)
    (default,) = (line for line in lines if "default" in line)
    assert default.split() == ["inception_4c", "16", "512", "299", "px", "default"]


def test_a_network_that_nobody_tuned_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert oneiro("layers", "resnet50", data_dir=tmp_path) == 0
    out = capsys.readouterr().out
    assert re.search(r"layer3\.5 .* default, untuned\n", out)
    assert re.search(r"classifier .* all of it\n", out)


def test_layers_for_scripts_are_one_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert oneiro("layers", "mnasnet0_5", "--json", data_dir=tmp_path) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    told = json.loads(out)
    assert told["network"] == "mnasnet0_5"
    assert not told["is_tuned"]
    first = told["layers"][0]
    assert first == {
        "name": "layers.0",
        "stride": 2,
        "channels": 16,
        "receptive_px": 3,
        "min_side_px": 2,
    }
    assert told["default"] in {layer["name"] for layer in told["layers"]}


def test_a_file_that_ends_early_offers_what_it_has(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = WeightStore(tmp_path / "weights")
    store.import_files([shared / "weights" / "vgg19_conv1_1-conv3_4_tvnorm.safetensors"])
    assert oneiro("layers", "vgg19_oxford", data_dir=tmp_path) == 0
    out = capsys.readouterr().out
    assert re.search(r"relu3_4 .* default, untuned\n", out)
    assert "relu4_1" not in out


def test_without_a_name_all_networks_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert oneiro("layers", data_dir=tmp_path) == 0
    out = capsys.readouterr().out
    for name in (*NETWORKS, *OTHERS):
        assert re.search(rf"\b{name}\b", out)
    assert oneiro("layers", "--json", data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert [network["name"] for network in told] == [*NETWORKS, *OTHERS]


def test_a_wrong_network_is_one_line_with_what_comes_near(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert oneiro("layers", "densnet121", data_dir=tmp_path) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "densenet121" in printed.err


def test_weights_list_tells_of_the_networks_that_it_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert oneiro("weights", "list", data_dir=tmp_path) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(NETWORKS) + len(HELPERS) + 2
    assert lines[-2].startswith(f"{len(OTHERS)} more of torchvision's can be fetched by name")


def test_a_helper_is_listed_and_has_no_layers_to_ask_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert oneiro("weights", "list", data_dir=tmp_path) == 0
    assert "oneiro weights fetch raft_small" in capsys.readouterr().out
    assert oneiro("layers", "raft_small", data_dir=tmp_path) == 2
    assert "it makes no picture of its own" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["embedded_strokes", "wct16", "house2", "house"])
def test_what_paints_at_once_is_told_so_where_layers_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert oneiro("layers", name, data_dir=tmp_path) == 2
    told = capsys.readouterr().err
    assert "it paints at once: it has no layers to ask for" in told
    assert "no picture of its own" not in told


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("embedded_stroke", "embedded_strokes"),
        ("hose2", "house2"),
        ("raft_smal", "raft_small"),
        ("vgg-19", "vgg19"),
    ],
)
def test_every_name_of_the_catalogue_may_come_close(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: str, near: str
) -> None:
    for command in (("weights", "show"), ("layers",)):
        assert oneiro(*command, said, data_dir=tmp_path) == 2
        assert f"Did you mean {near}" in capsys.readouterr().err
