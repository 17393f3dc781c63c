"""``oneiro`` within this process, for tests of its commands."""

from __future__ import annotations

from pathlib import Path

from engine.cli import commands as cli


def oneiro(*words: str | Path, data_dir: Path) -> int:
    """The command's exit code."""
    try:
        return cli.main([str(word) for word in words], data_dir=data_dir)
    except SystemExit as exc:
        return int(exc.code or 0)
