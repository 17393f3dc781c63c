"""What no file of ours does: download by itself, ask torchvision for weights, run a pickle."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from tests.places import ROOT

SOURCES = [path for folder in ("engine", "bot") for path in (ROOT / folder).rglob("*.py")]
# Without one of these no file connects or unpickles.
TELLING = re.compile(r"httpx|requests|url|hub|socket|fetch|get_model|load\(|pickle|shelve|marshal")


@cache
def calls_in(path: Path) -> tuple[tuple[str, ast.Call], ...]:
    """What is called there, and how; nothing where no such word stands."""
    source = path.read_text(encoding="utf-8")
    if not TELLING.search(source):
        return ()
    nodes = ast.walk(ast.parse(source))
    return tuple((ast.unparse(node.func), node) for node in nodes if isinstance(node, ast.Call))


def words_of(call: ast.Call) -> dict[str | None, str]:
    return {word.arg: ast.unparse(word.value) for word in call.keywords}


def test_nothing_but_fetch_downloads_weights() -> None:
    used = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in SOURCES
        for name, _ in calls_in(path)
        if path.is_relative_to(ROOT / "engine")
        and name.startswith(("httpx.", "requests.", "urllib", "urlopen", "torch.hub", "socket."))
    }
    assert {path for path, _ in used} == {"engine/weights/download.py"}
    fetching = {
        path.name
        for path in SOURCES
        for name, _ in calls_in(path)
        if name.endswith(".fetch")
        if path.is_relative_to(ROOT / "engine")
    }
    assert fetching == {"weights.py"}


def test_torchvision_is_never_asked_for_its_weights() -> None:
    for path in SOURCES:
        for name, call in calls_in(path):
            if name != "get_model":
                continue
            said = words_of(call)
            assert said.get("weights", "None") == "None", path
            # A segmenter would fetch those of its backbone.
            assert said.get("weights_backbone", "") == "None" or path.name != "people.py"


def test_no_pickle_is_ever_run_by_our_code() -> None:
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        for name, call in calls_in(path):
            assert not name.startswith(("pickle.", "dill.", "joblib.", "marshal.", "shelve.")), path
            assert name != "torch.load" or words_of(call)["weights_only"] == "True", path
            assert "allow_pickle" not in {word.arg for word in call.keywords}, path
        assert "import pickle" not in source, path
        # Its error alone.
        assert re.findall(r"from pickle import (.*)", source) in ([], ["UnpicklingError"]), path
