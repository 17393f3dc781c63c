"""The tiers as the operator's file has them at this moment."""

from __future__ import annotations

from pathlib import Path

from bot.domain.money.tier_file import DEFAULT_FILE, load_tiers
from bot.domain.operator_file import CurrentFile
from bot.domain.tiers import Tiers


class CurrentTiers(CurrentFile[Tiers]):
    """The operator's tiers, or ours."""

    def __init__(self, file: Path | None = None) -> None:
        """Raises: as CurrentFile."""
        super().__init__(file or DEFAULT_FILE, load_tiers)
