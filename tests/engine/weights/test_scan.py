"""The folder of weights is listed once for a look-up, and no file's header is read twice."""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.chat.command_words import words_said
from bot.domain.orders import Art
from engine.cli.weights import run_layers, run_list, run_show
from engine.errors import UnknownNameError
from engine.weights import safetensors_file
from engine.weights.dream_networks import dream_networks
from engine.weights.instant_networks import find_instant
from engine.weights.own_styles import own_style_names, style_file, trained_here
from engine.weights.store import WeightStore
from tests.instants import autoencoders_file, johnson_file
from tests.networks import random_file
from tests.pictures import photo_bytes
from tests.trained import settle, trained_file

Counts = tuple[Counter[str], Counter[str]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> WeightStore:
    """One file of each kind, and a damaged one."""
    data_dir = tmp_path_factory.mktemp("data")
    root = data_dir / "weights"
    trained_file(root)
    autoencoders_file(root)
    johnson_file(root, "klimt", name="gold", pictures={"klimt": photo_bytes(4)})
    random_file("squeezenet1_1", root / "squeezenet1_1.safetensors")
    (root / "cut.safetensors").write_bytes(b"cut")
    settle(root)
    return WeightStore(root, hub=data_dir / "hub")


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counts]:
    """(headers read, by file; listings, by folder)."""
    headers: Counter[str] = Counter()
    listings: Counter[str] = Counter()
    read_text, glob = safetensors_file._header_text, Path.glob

    def count_header(path: Path, size: int) -> bytes:
        headers[path.name] += 1
        return read_text(path, size)

    def count_listing(folder: Path, pattern: str) -> Iterator[Path]:
        listings[folder.name] += 1
        return glob(folder, pattern)

    monkeypatch.setattr(safetensors_file, "_header_text", count_header)
    monkeypatch.setattr(Path, "glob", count_listing)
    safetensors_file._parsed.cache_clear()
    yield headers, listings
    safetensors_file._parsed.cache_clear()


def _unknown(look_up: Callable[[], object]) -> None:
    with pytest.raises(UnknownNameError):
        look_up()


@pytest.mark.parametrize(
    "look_up",
    [
        WeightStore.list,
        lambda store: store.look("gold"),
        lambda store: store.look("embedded"),
        lambda store: _unknown(lambda: store.look("paintres")),
        lambda store: store.info("painters"),
        lambda store: _unknown(lambda: store.info("paintres")),
        lambda store: store.find(None, art="dream"),
        lambda store: store.find(None, art="classify"),
        lambda store: find_instant(store.root, None, styles=["klimt"]),
        lambda store: find_instant(store.root, "gold"),
        lambda store: _unknown(lambda: find_instant(store.root, "glod")),
        lambda store: dream_networks(store.root),
        lambda store: own_style_names(store.root),
        lambda store: style_file("klimt", store.root),
        lambda store: _unknown(lambda: style_file("klint", store.root)),
        lambda store: trained_here(store.root),
    ],
)
def test_a_look_up_lists_once_and_reads_no_header_twice(
    store: WeightStore, counts: Counts, look_up: Callable[[WeightStore], object]
) -> None:
    look_up(store)
    headers, listings = counts
    # One that cannot be read is asked again each time: nothing is kept of it.
    headers.pop("cut.safetensors", None)
    assert max(headers.values(), default=0) <= 1, headers
    assert listings["weights"] <= 1


@pytest.mark.parametrize(
    ("command", "facts"),
    [
        (run_list, {}),
        (run_show, {"name": "painters"}),
        (run_layers, {"network": "painters"}),
        (run_layers, {"network": None}),
    ],
)
def test_a_command_at_the_terminal_does_too(
    store: WeightStore,
    counts: Counts,
    command: Callable[[argparse.Namespace], int],
    facts: dict[str, str],
) -> None:
    args = argparse.Namespace(json=True, data_dir=store.root.parent, **facts)
    assert command(args) == 0
    headers, listings = counts
    headers.pop("cut.safetensors", None)
    assert max(headers.values()) <= 1, headers
    assert listings["weights"] <= 1


def test_words_in_a_chat_are_looked_up_in_one_scan(store: WeightStore, counts: Counts) -> None:
    settings = SimpleNamespace(weights_dir=store.root, operators=frozenset())
    context = SimpleNamespace(
        services=SimpleNamespace(settings=settings), user=SimpleNamespace(id=7)
    )
    words = asyncio.run(words_said(context, Art.STYLE, "klimt"))
    assert [style.name for style in words.styles] == ["klimt"]
    asyncio.run(words_said(context, Art.DREAM, "network=painters"))
    headers, listings = counts
    headers.pop("cut.safetensors")
    assert set(headers.values()) == {1}
    assert listings["weights"] == 2
