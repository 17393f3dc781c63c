"""What was whole once and is not now, what is out of sight, and what is not on this machine."""

from __future__ import annotations

import shutil
import socket
import threading
from pathlib import Path
from typing import Any

import pytest
import torch

from engine.catalogue.find import NETWORKS
from engine.dream.choices import choose_dream
from engine.errors import OptionError, UnknownNameError, WeightsError, WeightsFileError
from engine.media.pictures import Picture
from engine.options.dream import DreamOptions
from engine.studio.studio import Studio
from engine.weights import download
from engine.weights.load import load_backbone
from engine.weights.recognise import available_layers, recognise
from engine.weights.store import EMBEDDED_PATH, WeightStore
from tests.pictures import photo as sample


@pytest.fixture
def store(tmp_path: Path) -> WeightStore:
    return WeightStore(tmp_path / "weights", hub=tmp_path / "hub")


@pytest.mark.parametrize(
    ("network", "file"),
    [
        ("bvlc_googlenet", "bvlc_googlenet.safetensors"),
        ("squeezenet1_1", "squeezenet1_1.safetensors"),
        ("googlenet", "googlenet-1378be20.pth"),
    ],
)
@pytest.mark.parametrize("content", [b"", b"no weights at all", b"\x80\x02 no pickle", None])
def test_a_damaged_network_is_named_with_what_to_do(
    tmp_path: Path, network: str, file: str, content: bytes | None
) -> None:
    path = tmp_path / file
    # None: a whole file, of another network.
    path.write_bytes(EMBEDDED_PATH.read_bytes() if content is None else content)
    with pytest.raises(WeightsError, match=rf"{file} is damaged.*Delete it\. .*oneiro weights"):
        load_backbone(NETWORKS[network], path, layers=[NETWORKS[network].dream_layer])


def test_a_damaged_vgg_is_not_the_persons_fault(tmp_path: Path) -> None:
    path = tmp_path / "vgg19_oxford.safetensors"
    path.write_bytes(EMBEDDED_PATH.read_bytes()[:-1000])
    with pytest.raises(WeightsError, match=r"vgg19_oxford.*cut short"):
        available_layers(NETWORKS["vgg19_oxford"], path)


def test_another_persons_cache_is_no_cache(
    store: WeightStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hidden(self: Path, **_: Any) -> Any:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "stat", hidden)
    assert store.find(None, art="dream")[0].name == "embedded"


def test_the_content_of_a_file_counts_and_not_its_name(store: WeightStore, shared: Path) -> None:
    store.root.mkdir()
    renamed = store.root.parent / "model.pth"
    shutil.copyfile(shared / "weights" / "squeezenet1_1_tvnorm.safetensors", renamed)
    assert store.import_files([renamed]) == ("squeezenet1_1",)


def test_a_cousin_is_not_called_a_part_of_a_network() -> None:
    with pytest.raises(WeightsFileError, match="no network that I know"):
        recognise(EMBEDDED_PATH)


def test_a_layer_of_a_network_that_is_not_here_comes_with_the_way_to_it(
    store: WeightStore,
) -> None:
    photo = Picture(image=sample(width=64, height=48))
    with pytest.raises(UnknownNameError, match="vgg19 does: run “oneiro weights fetch vgg19”"):
        choose_dream(photo, DreamOptions(layer="relu4_2"), store=store)
    with pytest.raises(UnknownNameError, match="Did you mean inception_4c"):
        choose_dream(photo, DreamOptions(layer="inceptoin_4c"), store=store)


def test_a_device_that_is_not_here_is_refused(
    store: WeightStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(OptionError, match="device=cuda"):
        Studio(store=store, device="cuda")


def test_a_host_that_is_slow_to_be_found_is_given_up(
    store: WeightStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = threading.Event()

    def look_up(*_: Any, **__: Any) -> Any:
        found.wait()
        raise OSError(113, "No route to host")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(download, "CONNECT_TIMEOUT_S", 0.05)
    monkeypatch.setattr("engine.catalogue.network_info._DOWNLOADS", "http://nowhere.invalid/")
    with pytest.raises(WeightsError, match="no connection within"):
        store.fetch("googlenet")
    found.set()


def test_a_real_connection_is_told_from_a_slow_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        answering = threading.Thread(target=_answer_once, args=(server,))
        answering.start()
        seen: list[int] = []
        download.download(
            url, tmp_path / "part", on_progress=lambda done, _total: seen.append(done)
        )
        answering.join()
    assert seen == [5]
    assert (tmp_path / "part").read_bytes() == b"hello"


def _answer_once(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
