"""docs/STROKES.md is true: its example runs, its commands are understood."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from bot.commands.command import split_command
from bot.commands.parser import parse_words
from bot.domain.orders import Art
from engine.cli.paint import fill_paint
from engine.terminal.console import Parser
from tests.pictures import photo
from tests.places import ROOT

PAGE = (ROOT / "docs" / "STROKES.md").read_text(encoding="utf-8")


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    photo(width=60, height=40).save("photo.jpg")
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    known: dict[str, object] = {}
    exec(compile(example, "docs/STROKES.md", "exec"), known)
    assert Path("painted.png").is_file()
    assert known["artwork"].film[4:8] == b"ftyp"  # type: ignore[attr-defined]  # an Artwork


@pytest.mark.parametrize("line", re.findall(r"^oneiro paint (.*)$", PAGE, re.MULTILINE))
def test_the_pages_lines_are_understood(line: str) -> None:
    parser = Parser()
    fill_paint(parser)
    assert parser.parse_args(shlex.split(line)).output.suffix in (".png", ".svg", ".mp4")


@pytest.mark.parametrize("command", re.findall(r"`(/paint .+?)`", PAGE))
def test_the_pages_commands_are_understood(command: str) -> None:
    found = split_command(command)
    assert found is not None
    assert parse_words(Art(found.name), found.rest)
