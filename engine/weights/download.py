"""Download one file, going on where an earlier try stopped. No torch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from threading import Event, Thread

import httpx

CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 30.0

OnBytes = Callable[[int, int | None], None]


def download(
    url: str, part: Path, *, on_progress: OnBytes, client: httpx.Client | None = None
) -> None:
    """Append to ``part`` what is missing of ``url``; a server that cannot resume starts anew.

    Args:
        on_progress: told of (bytes so far, bytes in all or None), in a thread of its own.
    Raises: httpx.HTTPError, OSError: it failed; what came stays in ``part``.
    """
    connected, is_too_late = Event(), Event()
    outcome: Future[None] = Future()

    def trace(event: str, _facts: Mapping[str, object]) -> None:
        if event == "connection.connect_tcp.complete":
            if is_too_late.is_set():
                raise httpx.ConnectTimeout("too late")
            connected.set()

    def run() -> None:
        timeout = httpx.Timeout(READ_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
        try:
            with client or httpx.Client(timeout=timeout, follow_redirects=True) as session:
                _append(session, url, part, on_progress=on_progress, trace=trace)
            outcome.set_result(None)
        except (httpx.HTTPError, OSError) as exc:
            outcome.set_exception(exc)
        finally:
            outcome.cancel()  # does nothing to one that has ended
            connected.set()

    # httpx's limit is for each of a host's addresses, and not for finding them.
    Thread(target=run, name="download", daemon=True).start()
    if not connected.wait(CONNECT_TIMEOUT_S):
        is_too_late.set()
        raise httpx.ConnectTimeout(f"no connection within {CONNECT_TIMEOUT_S:g} s")
    outcome.result()


def _append(
    client: httpx.Client,
    url: str,
    part: Path,
    *,
    on_progress: OnBytes,
    trace: Callable[[str, Mapping[str, object]], None],
) -> None:
    done = part.stat().st_size if part.exists() else 0
    headers = {"Accept-Encoding": "identity"}
    if done:
        headers["Range"] = f"bytes={done}-"
    with client.stream("GET", url, headers=headers, extensions={"trace": trace}) as reply:
        if reply.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            return  # whole already; the checksum decides
        reply.raise_for_status()
        if reply.status_code != httpx.codes.PARTIAL_CONTENT:
            done = 0
        length = reply.headers.get("Content-Length")
        total = done + int(length) if length else None
        with part.open("ab" if done else "wb") as file:
            for chunk in reply.iter_bytes():
                file.write(chunk)
                done += len(chunk)
                on_progress(done, total)
