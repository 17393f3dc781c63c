"""Kubernetes deletes idle workers before busy ones, if each says which of the two it is.

Source: kubernetes.io, ReplicaSet, "Pod deletion cost": of pods that are alike otherwise, the one
of the least cost goes first when there are to be fewer.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

logger = logging.getLogger(__name__)

ANNOTATION = "controller.kubernetes.io/pod-deletion-cost"
BUSY, IDLE = 100, 0
_ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")
# No one waits for it; a state that is over before it was seen need not be told.
_LOOK_EVERY_S = 1.0
_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pod:
    """This process's own pod.

    Attributes:
        url: of the pod at the API server.
        account: the folder of the service account: its token, and who vouches for the server.
    """

    url: str
    account: Path

    @classmethod
    def of(cls, environ: Mapping[str, str], account: Path = _ACCOUNT) -> Pod | None:
        """None: this is no pod, or one that was not told its name (``POD_NAME``)."""
        host, name = environ.get("KUBERNETES_SERVICE_HOST"), environ.get("POD_NAME")
        namespace = account / "namespace"
        if not host or not name or not namespace.is_file():
            return None
        port = environ.get("KUBERNETES_SERVICE_PORT", "443")
        host = f"[{host}]" if ":" in host else host
        path = f"api/v1/namespaces/{namespace.read_text().strip()}/pods/{name}"
        return cls(url=f"https://{host}:{port}/{path}", account=account)


@contextlib.asynccontextmanager
async def telling_cost(pod: Pod | None, is_busy: Callable[[], bool]) -> AsyncIterator[None]:
    """Until the block ends, whoever deletes pods knows whether this one is busy."""
    if pod is None:
        yield
        return
    telling = asyncio.create_task(_tell_changes(pod, is_busy))
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.wait([telling])


async def _tell_changes(pod: Pod, is_busy: Callable[[], bool]) -> None:
    told = IDLE  # as a pod without the annotation counts
    while True:
        cost = BUSY if is_busy() else IDLE
        if cost != told:
            await _tell(pod, cost)
            told = cost
        await asyncio.sleep(_LOOK_EVERY_S)


async def _tell(pod: Pod, cost: int) -> None:
    """A worker renders as well when nobody knows of it, so a failure is only logged."""
    import aiohttp  # slow to load, and needed in pods alone

    try:
        token = (pod.account / "token").read_text().strip()  # it is renewed every hour
        trust = ssl.create_default_context(cafile=pod.account / "ca.crt")
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_TIMEOUT_S)) as session,
            session.patch(
                pod.url,
                json={"metadata": {"annotations": {ANNOTATION: str(cost)}}},
                headers={
                    "Authorization": f"Bearer {token}",
                    "Content-Type": "application/merge-patch+json",
                },
                ssl=trust,
                raise_for_status=True,
            ),
        ):
            pass
    except (aiohttp.ClientError, OSError) as exc:
        # Its words tell the address and the status; the error itself holds the headers.
        logger.warning("cannot tell the cost of this pod", extra={"why": str(exc)})
