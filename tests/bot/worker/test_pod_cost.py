"""A busy worker's pod is dearer to delete than an idle one's, and says so when that changes."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import logging
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.domain.jobs import JobState
from bot.worker.pod_cost import ANNOTATION, Pod, telling_cost
from tests.bot.painters import SlowPainter
from tests.bot.scene import Scene

PATCH = "/api/v1/namespaces/art/pods/worker-1"
WITHIN_S = 20.0


def certificate(folder: Path) -> ssl.SSLContext:
    """A server's of 127.0.0.1, which whoever trusts ``folder``/ca.crt believes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kubernetes")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "ca.crt").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "ca.crt", folder / "key")
    return context


@dataclass(slots=True, kw_only=True)
class Cluster:
    """What an API server is asked; ``status`` is its answer."""

    pod: Pod = field(init=False)
    asked: asyncio.Queue[tuple[str, dict[str, str], Any]] = field(default_factory=asyncio.Queue)
    status: int = 200

    async def patched(self, request: web.Request) -> web.Response:
        self.asked.put_nowait((request.path, dict(request.headers), await request.json()))
        return web.Response(status=self.status)

    async def cost(self) -> str:
        """The next that is told."""
        async with asyncio.timeout(WITHIN_S):
            _, _, body = await self.asked.get()
        told: str = body["metadata"]["annotations"][ANNOTATION]
        return told


@pytest.fixture
async def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Cluster]:
    monkeypatch.setattr("bot.worker.pod_cost._LOOK_EVERY_S", 0.01)
    account = tmp_path / "account"
    account.mkdir()
    (account / "token").write_text("a-token\n")
    (account / "namespace").write_text("art")
    cluster = Cluster()
    app = web.Application()
    app.router.add_patch(PATCH, cluster.patched)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=certificate(account))
    await site.start()
    port = runner.addresses[0][1]
    environ = {
        "KUBERNETES_SERVICE_HOST": "127.0.0.1",
        "KUBERNETES_SERVICE_PORT": str(port),
        "POD_NAME": "worker-1",
    }
    pod = Pod.of(environ, account)
    assert pod is not None
    cluster.pod = pod
    yield cluster
    await runner.cleanup()


async def test_a_worker_tells_when_it_becomes_busy_and_when_it_is_idle_again(
    scene: Scene, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pod, "of", lambda _: cluster.pod)
    painter = SlowPainter()
    painter.gate.clear()
    async with scene.worker(painter):
        await scene.send_photo()
        assert await cluster.cost() == "100"
        painter.gate.set()
        await scene.job(JobState.DONE)
        assert await cluster.cost() == "0"
    assert cluster.asked.empty()


async def test_the_pod_is_patched_with_the_service_accounts_token(cluster: Cluster) -> None:
    async with telling_cost(cluster.pod, lambda: True), asyncio.timeout(WITHIN_S):
        path, headers, _ = await cluster.asked.get()
    assert path == PATCH
    assert headers["Authorization"] == "Bearer a-token"
    assert headers["Content-Type"] == "application/merge-patch+json"


async def test_a_refusal_is_logged_without_the_token_and_ends_nothing(
    cluster: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    cluster.status = 403
    caplog.set_level(logging.DEBUG)
    is_busy = [True]
    async with telling_cost(cluster.pod, lambda: is_busy[0]):
        assert await cluster.cost() == "100"
        is_busy[0] = False
        assert await cluster.cost() == "0"
    told = [str(record.__dict__) for record in caplog.records]
    assert any("cannot tell the cost" in line and "403" in line for line in told)
    assert not any("a-token" in line for line in told)


def test_whoever_is_no_pod_tells_nobody(tmp_path: Path) -> None:
    (tmp_path / "namespace").write_text("art")
    named = {"POD_NAME": "worker-1", "KUBERNETES_SERVICE_HOST": "10.0.0.1"}
    assert Pod.of({}, tmp_path) is None
    assert Pod.of({"POD_NAME": "worker-1"}, tmp_path) is None
    assert Pod.of({"KUBERNETES_SERVICE_HOST": "10.0.0.1"}, tmp_path) is None
    assert Pod.of(named, tmp_path / "elsewhere") is None
    pod = Pod.of({**named, "KUBERNETES_SERVICE_HOST": "fd00::1"}, tmp_path)
    assert pod is not None
    assert pod.url == f"https://[fd00::1]:443{PATCH}"
