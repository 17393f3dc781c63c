"""An S3 server in a process of its own, for tests to fill and to end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

KEYS = {
    "AWS_ACCESS_KEY_ID": "an-id",
    "AWS_SECRET_ACCESS_KEY": "a-secret-key",
    "AWS_DEFAULT_REGION": "us-east-1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """A bucket, and the environment in which it is found."""

    url: str
    environment: dict[str, str]
    server: subprocess.Popen[str]

    def end(self) -> None:
        """The server is gone, as after a crash."""
        self.server.kill()
        self.server.wait()


@contextmanager
def s3_server(name: str) -> Iterator[Bucket]:
    """moto's server over HTTP, with an empty bucket."""
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    assert server.stderr is not None
    with server, server.stderr as said:
        try:
            address = next(found[0] for line in said if (found := re.search(r"http://\S+", line)))
            environment = {**KEYS, "AWS_ENDPOINT_URL": address}
            _make_bucket(name, environment)
            yield Bucket(url=f"s3://{name}/results", environment=environment, server=server)
        finally:
            server.kill()


def _make_bucket(name: str, environment: dict[str, str]) -> None:
    import boto3  # type: ignore[import-untyped]  # slow to load, and few tests need it

    client = boto3.client(
        "s3",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        region_name=environment["AWS_DEFAULT_REGION"],
    )
    client.create_bucket(Bucket=name)
    client.close()
