"""``oneiro weights``: each file is looked at, downloads go on, and only fetch ever asks for one."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import torch

from engine.catalogue.find import NETWORKS
from engine.cli.commands import add_commands
from engine.dream.deepdream import dream
from engine.errors import WeightsError, WeightsFileError
from engine.media.pictures import decode_picture
from engine.options.dream import DreamOptions
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.transfer import style
from engine.terminal.console import Parser
from engine.weights.store import EMBEDDED_PATH, WeightStore
from tests.instants import johnson_file
from tests.networks import random_file
from tests.pictures import photo_bytes
from tests.trained import trained_file

CHECKPOINT = "googlenet-1378be20.pth"


@pytest.fixture(autouse=True)
def no_torch_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))


@pytest.fixture
def store(tmp_path: Path) -> WeightStore:
    store = WeightStore(tmp_path / "weights")
    store.root.mkdir()
    store.hub.mkdir(parents=True)
    return store


def oneiro(*words: str, data_dir: Path) -> int:
    parser = Parser(prog="oneiro", allow_abbrev=False)
    add_commands(parser.add_subparsers(required=True))
    args = parser.parse_args(words, argparse.Namespace(data_dir=data_dir))
    return int(args.run(args))


def listed(store: WeightStore, capsys: pytest.CaptureFixture[str], name: str) -> dict[str, Any]:
    """What the list says of a network; its line names the same state."""
    assert oneiro("weights", "list", data_dir=store.root.parent) == 0
    line = next(one for one in capsys.readouterr().out.splitlines() if one.split(" ")[0] == name)
    assert oneiro("weights", "list", "--json", data_dir=store.root.parent) == 0
    told = {one["name"]: one for one in json.loads(capsys.readouterr().out)}[name]
    assert line.split()[1] == told["state"]
    assert told["what_to_do"] is None or told["what_to_do"] in line
    return dict(told)


def test_whole_files_are_listed_as_what_they_are(
    store: WeightStore, capsys: pytest.CaptureFixture[str]
) -> None:
    file = random_file("squeezenet1_1", store.root / "squeezenet1_1.safetensors")
    trained_file(store.root)
    johnson_file(store.root, "one", name="candy")
    told = listed(store, capsys, "squeezenet1_1")
    assert (told["state"], told["what_to_do"]) == ("imported", None)
    assert told["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert listed(store, capsys, "painters")["classes"] == ["swirls", "night sky", "woodcut"]
    assert listed(store, capsys, "candy")["styles"] == ["one"]
    for name, state in (("painters", "trained"), ("candy", "trained"), ("embedded", "embedded")):
        assert listed(store, capsys, name)["state"] == state


def test_a_file_cut_in_half_is_damaged(
    store: WeightStore, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("squeezenet1_1", "wct16", "nobodys"):
        file = store.root / f"{name}.safetensors"
        random_file("squeezenet1_1", file)
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        told = listed(store, capsys, name)
        assert told["state"] == "damaged"
        assert "cut short" in told["what_to_do"]
    with pytest.raises(WeightsError, match=r"squeezenet1_1\.safetensors"):
        dream(
            decode_picture(photo_bytes()),
            DreamOptions(network="squeezenet1_1", size_px=64, steps=1),
            studio=Studio(store=store, device="cpu"),
        )


def test_a_file_under_anothers_name_is_damaged(
    store: WeightStore, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("vgg19", "nobodys"):
        random_file("squeezenet1_1", store.root / f"{name}.safetensors")
        told = listed(store, capsys, name)
        assert told["state"] == "damaged"
        assert "it holds squeezenet1_1" in told["what_to_do"]


def test_a_checkpoint_of_another_checksum_is_damaged(
    store: WeightStore, capsys: pytest.CaptureFixture[str]
) -> None:
    (store.hub / CHECKPOINT).write_bytes(b"half of it")
    told = listed(store, capsys, "googlenet")
    assert told["state"] == "damaged"
    assert "run “oneiro weights fetch googlenet”" in told["what_to_do"]


def test_a_download_that_broke_off_is_half(
    store: WeightStore, capsys: pytest.CaptureFixture[str]
) -> None:
    (store.root / f"{CHECKPOINT}.part").write_bytes(b"half of it")
    told = listed(store, capsys, "googlenet")
    assert told["state"] == "half"
    assert told["what_to_do"] == "half fetched: run “oneiro weights fetch googlenet” again"
    assert store.find(None, art="dream")[0].name == "embedded"


def test_show_tells_all_of_one(store: WeightStore, capsys: pytest.CaptureFixture[str]) -> None:
    trained_file(store.root, audience="everyone")
    assert oneiro("weights", "show", "painters", data_dir=store.root.parent) == 0
    told = dict(line.split("  ", 1) for line in capsys.readouterr().out.splitlines())
    assert told["audience"].strip() == "everyone"
    assert told["classes"].strip() == "swirls, night sky, woodcut"
    assert told["defaults"].strip() == "dream layer: inception_4b"
    assert oneiro("weights", "show", "resnet50", "--json", data_dir=store.root.parent) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["state"] == "missing"
    assert "layer3.5" in facts["layers"]
    assert oneiro("weights", "show", "painter", data_dir=store.root.parent) == 2
    assert "painters" in capsys.readouterr().err


def test_layers_of_a_trained_network(
    store: WeightStore, capsys: pytest.CaptureFixture[str]
) -> None:
    trained_file(store.root)
    assert oneiro("layers", "painters", data_dir=store.root.parent) == 0
    lines = capsys.readouterr().out.splitlines()
    name, _, channels, *_ = lines[-1].split()
    assert (name, channels) == ("classifier", "3")
    assert oneiro("layers", "--json", data_dir=store.root.parent) == 0
    names = [one["name"] for one in json.loads(capsys.readouterr().out)]
    assert "painters" in names


@pytest.mark.parametrize("words", [("weights", "list"), ("layers",), ("weights", "fetch", "vgg19")])
def test_a_data_folder_that_is_a_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    file = tmp_path / "file"
    file.touch()
    assert oneiro(*words, "--data-dir", str(file), data_dir=tmp_path) == 2
    assert "is a file; name a folder" in capsys.readouterr().err
    (tmp_path / "weights").touch()
    assert oneiro(*words, data_dir=tmp_path) == 2
    assert "is a file; name a folder" in capsys.readouterr().err


@contextmanager
def serving(content: bytes, *, breaks_at: int) -> Iterator[tuple[str, list[str | None]]]:
    """A server that hangs up in the middle the first time: (its address, ranges asked for)."""
    asked: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers["Range"])
            said = self.headers["Range"] or "bytes=0-"
            start = int(said.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            self.wfile.write(content[start:] if start else content[:breaks_at])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_fetch_goes_on_after_the_line_broke(
    store: WeightStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content = bytes(range(256)) * 400
    before = NETWORKS["googlenet"].checkpoint.sha256_prefix
    object.__setattr__(
        NETWORKS["googlenet"].checkpoint, "sha256_prefix", hashlib.sha256(content).hexdigest()[:8]
    )
    data_dir = store.root.parent
    try:
        with serving(content, breaks_at=50_000) as (address, asked):
            monkeypatch.setattr("engine.catalogue.network_info._DOWNLOADS", address)
            assert oneiro("weights", "fetch", "googlenet", data_dir=data_dir) == 1
            assert "Run the command again" in capsys.readouterr().err
            assert listed(store, capsys, "googlenet")["state"] == "half"
            assert oneiro("weights", "fetch", "googlenet", data_dir=data_dir) == 0
            capsys.readouterr()
            assert asked == [None, "bytes=50000-"]
            # What is damaged gives way to a whole one.
            (store.root / CHECKPOINT).write_bytes(b"cut")
            random_file("squeezenet1_1", store.root / "googlenet.safetensors")
            assert oneiro("weights", "fetch", "googlenet", data_dir=data_dir) == 1
            assert oneiro("weights", "fetch", "googlenet", data_dir=data_dir) == 0
            capsys.readouterr()
        assert listed(store, capsys, "googlenet")["state"] == "cached"
        assert [one.name for one in store.root.iterdir()] == [CHECKPOINT]
    finally:
        object.__setattr__(NETWORKS["googlenet"].checkpoint, "sha256_prefix", before)


def test_jobs_open_no_connection(store: WeightStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    studio = Studio(store=store, device="cpu")
    photo = decode_picture(photo_bytes())
    dream(photo, DreamOptions(size_px=64, octaves=1, steps=1), studio=studio)
    sources = [StyleSource(name="photo", picture=photo)]
    style(photo, sources, StyleOptions(size_px=64, steps=1), studio=studio)
    with pytest.raises(WeightsError):
        dream(photo, DreamOptions(network="googlenet", size_px=64), studio=studio)
    assert oneiro("weights", "list", data_dir=store.root.parent) == 0


class _Harm:
    """A pickle that leaves a folder where it is read."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (str(self.mark),))


@pytest.mark.parametrize("kind", ["pickle", "torch", "named as safetensors"])
def test_a_harmful_pickle_is_refused_and_not_run(
    store: WeightStore, tmp_path: Path, kind: str
) -> None:
    mark = tmp_path / "harm"
    cached = store.hub / CHECKPOINT
    if kind == "torch":
        torch.save({"conv1.conv.weight": _Harm(mark)}, cached)
    else:
        cached.write_bytes(pickle.dumps({"conv1.conv.weight": _Harm(mark)}))
    suffix = ".safetensors" if kind.startswith("named") else ".pth"
    brought = tmp_path / f"weights{suffix}"
    brought.write_bytes(cached.read_bytes())
    with pytest.raises(WeightsFileError):
        store.import_files([brought])
    with pytest.raises(WeightsError, match="damaged"):
        dream(
            decode_picture(photo_bytes()),
            DreamOptions(network="googlenet", size_px=64, steps=1),
            studio=Studio(store=store, device="cpu"),
        )
    assert not mark.exists()


def test_the_embedded_files_are_listed_whole(store: WeightStore) -> None:
    states = [one for one in store.list() if one.state == "embedded"]
    assert EMBEDDED_PATH in {one.path for one in states}
    assert all(one.is_usable for one in states)
