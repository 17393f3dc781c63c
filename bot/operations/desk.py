"""Who asks, and where it is looked up and done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.operators.actions import Action
from bot.texts.catalogue import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who asks, by which command or press, and where it is looked up and done."""

    db: Database
    settings: Settings
    operator_id: int
    request_key: str
    language: str
    now: datetime

    def text(self, key: str, /, **facts: Any) -> str:
        """The sentence of ``key`` in the operator's language."""
        return text(key, self.language, **facts)

    def action(self, name: str, **facts: Any) -> Action:
        """What is noted of it."""
        return Action(
            request_key=self.request_key,
            operator_id=self.operator_id,
            name=name,
            at=self.now,
            facts=facts,
        )
