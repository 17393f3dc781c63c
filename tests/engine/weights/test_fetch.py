"""Networks that are downloaded: once, checked, and going on where the line broke."""

from __future__ import annotations

import hashlib
from pathlib import Path

import httpx
import pytest

from engine.catalogue.find import NETWORKS
from engine.errors import OptionError, WeightsError
from engine.weights.store import EMBEDDED_PATH, WeightStore


@pytest.fixture
def store(tmp_path: Path) -> WeightStore:
    return WeightStore(tmp_path / "weights", hub=tmp_path / "hub")


class Server:
    """Answers as download.pytorch.org does, with ``content``; can break off after some bytes."""

    def __init__(self, content: bytes, *, breaks_at: int | None = None, resumes: bool = True):
        self.content, self.breaks_at, self.resumes = content, breaks_at, resumes
        self.ranges: list[str | None] = []

    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        asked = request.headers.get("Range")
        self.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        start = start if self.resumes else 0
        if start >= len(self.content):
            return httpx.Response(416)
        body = self.content[start:]

        def stream() -> object:
            yield body[: self.breaks_at]
            if self.breaks_at is not None:
                raise httpx.ReadError("the line broke")

        return httpx.Response(206 if start else 200, content=stream())


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A checkpoint that has the checksum the catalogue asks for."""
    data = bytes(range(256)) * 40
    digest = hashlib.sha256(data).hexdigest()
    object.__setattr__(NETWORKS["googlenet"].checkpoint, "sha256_prefix", digest[:8])
    monkeypatch.setattr("engine.weights.store._RETRY", "Run it again.")
    return data


@pytest.fixture(autouse=True)
def same_catalogue_after() -> object:
    before = NETWORKS["googlenet"].checkpoint.sha256_prefix
    yield
    object.__setattr__(NETWORKS["googlenet"].checkpoint, "sha256_prefix", before)


def test_fetch_downloads_once_and_checks(store: WeightStore, content: bytes) -> None:
    server = Server(content)
    seen: list[int] = []
    path = store.fetch(
        "googlenet", client=server.client(), on_progress=lambda done, total: seen.append(done)
    )
    assert path.read_bytes() == content
    assert seen[-1] == len(content)
    assert store.find(None, art="dream")[0].name == "googlenet"
    assert store.fetch("googlenet", client=server.client()) == path
    assert len(server.ranges) == 1


@pytest.mark.parametrize("resumes", [True, False])
def test_fetch_goes_on_where_it_stopped(store: WeightStore, content: bytes, resumes: bool) -> None:
    with pytest.raises(WeightsError, match="the line broke"):
        store.fetch("googlenet", client=Server(content, breaks_at=1000).client())
    assert store.find(None, art="dream")[0].name == "embedded"
    server = Server(content, resumes=resumes)
    assert store.fetch("googlenet", client=server.client()).read_bytes() == content
    assert server.ranges == ["bytes=1000-"]


def test_fetch_throws_away_what_has_the_wrong_checksum(store: WeightStore, content: bytes) -> None:
    with pytest.raises(WeightsError, match="checksum"):
        store.fetch("googlenet", client=Server(content[::-1]).client())
    assert list(store.root.iterdir()) == []


def test_fetch_of_a_network_without_an_address_says_how_to_import(store: WeightStore) -> None:
    with pytest.raises(OptionError, match="oneiro weights import FILE"):
        store.fetch("vgg19_oxford")
    assert store.fetch("embedded") == EMBEDDED_PATH
