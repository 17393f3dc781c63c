"""What memory is left is told by the machine and by every container around us."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.worker.child.free_memory import free_bytes

GB = 1_000_000_000


def written(root: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return root


MACHINE = {"proc/meminfo": f"MemTotal: 1 kB\nMemAvailable: {8 * GB // 1024} kB\n"}
SECOND = {
    "proc/self/cgroup": "0::/pod/worker\n",
    "sys/fs/cgroup/pod/worker/memory.max": "max\n",
    "sys/fs/cgroup/pod/worker/memory.current": f"{GB}\n",
    "sys/fs/cgroup/pod/memory.max": f"{4 * GB}\n",
    "sys/fs/cgroup/pod/memory.current": f"{3 * GB}\n",
    "sys/fs/cgroup/pod/memory.stat": f"anon {GB}\ninactive_file {GB}\n",
}
FIRST = {
    "proc/self/cgroup": "9:name=systemd:/\n4:memory:/box\n0::/\n",
    "sys/fs/cgroup/memory/box/memory.limit_in_bytes": f"{3 * GB}\n",
    "sys/fs/cgroup/memory/box/memory.usage_in_bytes": f"{2 * GB}\n",
    "sys/fs/cgroup/memory/box/memory.stat": "cache 5\ntotal_inactive_file 7\n",
}


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ({}, None),
        (MACHINE, 8 * GB // 1024 * 1024),
        (MACHINE | SECOND, 2 * GB),
        (MACHINE | FIRST, GB + 7),
    ],
    ids=["tells nothing", "machine", "second version, the outer group's", "first version"],
)
def test_the_least_that_anybody_leaves_is_told(
    tmp_path: Path, files: dict[str, str], left: int | None
) -> None:
    assert free_bytes(written(tmp_path, files)) == left
