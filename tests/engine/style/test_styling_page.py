"""docs/STYLING.md is true: its examples run, its tables hold every option as it is."""

from __future__ import annotations

import argparse
import dataclasses
import re
import shlex
from fractions import Fraction
from functools import partialmethod
from pathlib import Path
from typing import Any

import pytest

from engine.catalogue.find import NETWORKS
from engine.cli import commands as cli
from engine.options.base import DEFAULT_TEXTURE_PX
from engine.options.style import COLOURS, STYLE_LOSSES, StyleOptions, TextureOptions
from engine.options.video import VideoOptions
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


@pytest.mark.parametrize("field", dataclasses.fields(StyleOptions), ids=lambda field: field.name)
def test_every_option_is_documented(field: dataclasses.Field[object]) -> None:
    check_row(rows("Every option")[field.name], field, art="style")


@pytest.mark.parametrize("field", dataclasses.fields(VideoOptions), ids=lambda field: field.name)
def test_every_option_of_films_is_documented(field: dataclasses.Field[object]) -> None:
    own = rows("Films").get(field.name)
    if own is not None:
        check_row(own, field, art="video")
    else:
        assert f"`{field.name}`" in SECTIONS["Films"].split("| option")[0]
        assert field.default == getattr(StyleOptions(), field.name)


@pytest.mark.parametrize("field", dataclasses.fields(TextureOptions), ids=lambda field: field.name)
def test_every_option_of_textures_is_documented(field: dataclasses.Field[object]) -> None:
    assert f"`{field.name}`" in SECTIONS["Textures"]
    assert field.default == getattr(StyleOptions(), field.name)


def test_the_side_of_a_texture_is_documented() -> None:
    assert f"64 to 8000, {DEFAULT_TEXTURE_PX}\nunless said" in SECTIONS["Textures"]


def check_row(cells: list[str], field: dataclasses.Field[object], *, art: str) -> None:
    _, word, flag, bounds, default, meaning = cells
    assert all((word, flag, bounds, default, meaning))
    flags = [flag for one in subparser(art)._actions for flag in one.option_strings]
    assert set(re.findall(r"`(--[\w-]+)`", flag)) <= set(flags)
    assert flag.startswith("`--")
    if isinstance(field.default, str):
        assert default == field.default
    elif isinstance(field.default, bool):
        assert default == "no"
    elif isinstance(field.default, int | float):
        assert float(default.split()[0]) == pytest.approx(field.default, rel=1e-3)


def test_no_option_is_documented_that_does_not_exist() -> None:
    assert set(rows("Every option")) == {one.name for one in dataclasses.fields(StyleOptions)}
    assert set(rows("Films")) <= {one.name for one in dataclasses.fields(VideoOptions)}
    assert tuple(rows("Losses")) == STYLE_LOSSES
    assert tuple(rows("Colours")) == COLOURS


@pytest.mark.parametrize("recipe", ["multiscale", "gatys"])
def test_the_usual_loss_is_documented(recipe: str) -> None:
    info = NETWORKS["embedded_style"]
    options = StyleOptions(recipe=recipe)
    usual = style_layers(info, info.layers, options, width=300, height=200).loss
    default = rows("Every option")["loss"][4]
    assert usual == (default.split(" ")[-1] if recipe == "gatys" else default.split(";")[0])
