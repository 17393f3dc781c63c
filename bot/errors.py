"""Every error that the bot raises on purpose; the tree continues engine.errors.

ArtError
├── SettingsError        the operator's settings do not fit
├── PaymentError         money could not be taken or given back
├── QueueError           Redis is away or full
└── StorageError         the database is away
"""

from __future__ import annotations

from engine.errors import ArtError


class SettingsError(ArtError):
    user_message = "{name}: {problem}. {hint}"


class PaymentError(ArtError):
    user_message = "The payment could not be completed. No Stars were taken."


class QueueError(ArtError):
    user_message = "The queue is not reachable right now. Your picture waits and will be made."
    retryable = True


class StorageError(ArtError):
    user_message = "I cannot remember anything right now. Please try again in a minute."
    retryable = True
