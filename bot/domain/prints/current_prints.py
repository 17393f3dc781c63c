"""The price list of prints as the operator's file has it at this moment."""

from __future__ import annotations

from pathlib import Path

from bot.domain.operator_file import CurrentFile
from bot.domain.prints.price_file import DEFAULT_FILE, load_prints
from bot.domain.prints.price_list import Prints


class CurrentPrints(CurrentFile[Prints]):
    """The operator's prints, or ours."""

    def __init__(self, file: Path | None = None) -> None:
        """Raises: as CurrentFile."""
        super().__init__(file or DEFAULT_FILE, load_prints)
