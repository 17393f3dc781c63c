"""How a group wants us: what its administrators chose."""

from __future__ import annotations

from dataclasses import dataclass

# What may be chosen of pictures a day, besides as many as people like.
DAILY_LIMITS = (10, 25, 50, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSettings:
    """One group's; as it is until somebody chooses.

    Attributes:
        language: what is spoken to all; None: to each their own.
        only_administrators: nobody else may ask for pictures.
        has_spoiler: what we show is veiled until it is tapped.
        is_quiet: reactions stand for what would be said while a picture waits and is made.
        pictures_per_day: free ones in a UTC day, of all members together; None: no limit.
    """

    language: str | None = None
    only_administrators: bool = False
    has_spoiler: bool = False
    is_quiet: bool = False
    pictures_per_day: int | None = None


# Of a private chat too.
USUAL = GroupSettings()
