"""docs/STYLING.md is true: its examples run, its tables hold every option as it is."""

from __future__ import annotations

import argparse
import re
import shlex
from fractions import Fraction
from functools import partialmethod
from pathlib import Path
from typing import Any

import pytest

from engine.catalogue.find import NETWORKS
from engine.cli import commands as cli
from engine.options.style import COLOURS, STYLE_LOSSES, StyleOptions
from engine.studio.studio import Studio
from engine.style.choices import style_layers
from engine.terminal.console import Parser
from tests.engine.films import film_of, pan
from tests.pictures import photo
from tests.places import ROOT

PAGE = (ROOT / "docs" / "STYLING.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
COMMANDS = [line for line in PAGE.splitlines() if line.startswith("oneiro ")]


def rows(section: str) -> dict[str, list[str]]:
    """Option -> what its line of the section's table says."""
    return {
        cells[0].strip("`"): cells
        for row in re.findall(r"^\| `.*$", SECTIONS[section], re.MULTILINE)
        for cells in [[cell.strip() for cell in row.split("|")[1:-1]]]
    }


def subparser(art: str) -> argparse.ArgumentParser:
    parser = Parser(prog="oneiro", allow_abbrev=False)
    subparsers = parser.add_subparsers(dest="command")
    cli.add_commands(subparsers)
    found: argparse.ArgumentParser = subparsers.choices[art]
    return found


def test_the_pages_examples_paint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    # As many steps as a second allows: what the examples say is the same in each of them.
    monkeypatch.setattr(Studio, "__init__", partialmethod(Studio.__init__, budget_s=1.0))
    photo(width=60, height=40).save("photo.jpg")
    photo("chelsea", width=48, height=48).save("wave.jpg")
    Path("clip.mp4").write_bytes(film_of(pan(2, size=(64, 48)), rate=Fraction(12)))
    known: dict[str, Any] = {}
    examples = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len([line for line in examples[0].splitlines() if line]) == 6
    for example in examples:
        exec(compile(example, "docs/STYLING.md", "exec"), known)
    made = sorted(path.name for path in tmp_path.iterdir() if path.is_file())
    inputs = {"photo.jpg", "wave.jpg", "clip.mp4"}
    assert set(made) - inputs == {"painted.png", "texture.png", "painted.mp4"}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_pages_commands_can_be_said(command: str) -> None:
    _, art, *words = shlex.split(command)
    assert subparser(art).parse_args(words).output.name


def test_the_pages_commands_are_of_all_three_arts() -> None:
    assert {command.split()[1] for command in COMMANDS} == {"style", "texture", "video"}


def test_every_loss_and_way_with_colours_is_told_of() -> None:
    assert tuple(rows("Losses")) == STYLE_LOSSES
    assert tuple(rows("Colours")) == COLOURS


@pytest.mark.parametrize("recipe", ["multiscale", "gatys"])
def test_the_usual_loss_is_documented(recipe: str) -> None:
    info = NETWORKS["embedded_style"]
    options = StyleOptions(recipe=recipe)
    usual = style_layers(info, info.layers, options, width=300, height=200).loss
    default = rows("Every option")["loss"][4]
    assert usual == (default.split(" ")[-1] if recipe == "gatys" else default.split(";")[0])
