"""What the chat process works with, made once at start and handed to every handler."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.notifier import Notifier
from bot.domain.tiers import Tiers
from bot.queue import Queue
from bot.settings import Settings
from bot.storage.database import Database
from bot.transport.picture_check import PictureGate


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The collaborators of the handlers.

    Attributes:
        clock: the time now, aware UTC.
        draw_seed: a new seed for each picture.
        payment_key: signs invoices, so that only ours are paid.
    """

    db: Database
    queue: Queue
    notifier: Notifier
    gate: PictureGate
    tiers: Tiers
    settings: Settings
    clock: Callable[[], datetime]
    draw_seed: Callable[[], int]
    payment_key: bytes
