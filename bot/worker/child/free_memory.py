"""How much memory this process may still take: of the machine, and of its container."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CGROUPS = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """What a version of Linux's control groups calls its files, and what of its use is only kept
    for speed.
    """

    limit: str
    usage: str
    reclaimable: str


_FIRST = _Names(
    limit="memory.limit_in_bytes", usage="memory.usage_in_bytes", reclaimable="total_inactive_file"
)
_SECOND = _Names(limit="memory.max", usage="memory.current", reclaimable="inactive_file")


def free_bytes(root: Path = Path("/")) -> int | None:
    """The least of what anybody leaves us; None: this system tells nothing (it is no Linux).

    Args:
        root: where /proc and /sys lie, for tests.
    """
    told = [*_of_machine(root), *_of_containers(root)]
    return min(told, default=None)


def _of_machine(root: Path) -> Iterator[int]:
    for line in _lines(root / "proc/meminfo"):
        if line.startswith("MemAvailable:"):
            yield int(line.split()[1]) * 1024


def _of_containers(root: Path) -> Iterator[int]:
    """Of each group that this process is in, the outermost last."""
    cgroups = root / _CGROUPS.relative_to("/")
    for line in _lines(root / "proc/self/cgroup"):
        _, controllers, path = line.split(":", 2)
        if controllers in ("", "memory"):
            names = _FIRST if controllers else _SECOND
            group = cgroups / controllers / path.lstrip("/")
            for folder in (group, *group.parents):
                if folder.is_relative_to(cgroups):
                    yield from _left_in(folder, names)


def _left_in(folder: Path, names: _Names) -> Iterator[int]:
    """Nothing where there is no such group, as within a container, or no limit ("max")."""
    limit, usage = (_lines(folder / name) for name in (names.limit, names.usage))
    if not limit or not usage or not limit[0].isdigit():
        return
    stat = dict(line.split() for line in _lines(folder / "memory.stat"))
    yield int(limit[0]) - int(usage[0]) + int(stat.get(names.reclaimable, 0))


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text().splitlines()
    except OSError:
        return []
