"""What came in or went back is booked, or its update is kept until it is."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from bot.errors import NotBookedError, StorageError

logger = logging.getLogger(__name__)


@contextlib.contextmanager
def booking(charge_id: str) -> Iterator[None]:
    """Whatever goes wrong with a charge, the inbox keeps its update and takes it up again.

    Raises: StorageError, NotBookedError: which the inbox never puts aside.
    """
    try:
        yield
    except StorageError:
        raise
    except Exception as exc:
        logger.exception("a charge is not booked yet", extra={"charge_id": charge_id})
        raise NotBookedError(repr(exc)) from exc
