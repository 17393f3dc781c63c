"""What the command tests share: a photo, and no networks but those that a test brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pictures import photo


@pytest.fixture(autouse=True)
def no_torch_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))


@pytest.fixture
def coffee(tmp_path: Path) -> Path:
    path = tmp_path / "coffee.png"
    photo(width=150, height=100).save(path)
    return path
