"""The house as its plan says: rooms that are no warehouses, and no circle between files."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.places import ROOT

MOST_FILES = 15
MOST_LINES = 350
MOST_FUNCTION_LINES = 50
PACKAGES = ("bot", "engine")


def sources(*packages: str) -> list[Path]:
    return sorted(file for name in packages for file in (ROOT / name).rglob("*.py"))


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(file: Path, modules: set[str]) -> Iterator[str]:
    """What of ours a file imports anywhere: also within functions, and for types alone."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in modules else node.module for name in inner]
        else:
            continue
        yield from modules.intersection(names)


def test_no_room_is_a_warehouse() -> None:
    files = [file for file in sources(*PACKAGES, "tests") if file.name != "__init__.py"]
    counts = Counter(file.parent.relative_to(ROOT) for file in files)
    del counts[Path("bot/storage/migrations/versions")]  # one more for each change, for ever
    assert {room: count for room, count in counts.items() if count > MOST_FILES} == {}


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_no_file_is_too_long_to_be_read_at_once(package: str) -> None:
    lengths = {
        file.relative_to(ROOT): len(file.read_text(encoding="utf-8").splitlines())
        for file in sources(package)
    }
    assert {file: lines for file, lines in lengths.items() if lines > MOST_LINES} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_function_is_too_long_to_be_seen_at_once(package: str) -> None:
    lengths = {
        f"{file.relative_to(ROOT)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for file in sources(package)
        if "migrations" not in file.parts  # lists of columns
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_FUNCTION_LINES} == {}


def test_no_files_import_each_other_in_a_circle() -> None:
    files = {module_of(file): file for file in sources(*PACKAGES)}
    graph = {name: set(imported(file, set(files))) - {name} for name, file in files.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as exc:
        pytest.fail(f"a circle: {' -> '.join(exc.args[1])}")
