"""What workers paint for the feed while nobody waits: how it may look, and of whose pictures."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.orders import Art, Order, PictureRef, StyleRef
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.presets import PRESETS
from engine.options.dream import DreamOptions
from engine.options.style import StyleOptions

# Whose work it is, in the place of a person: no person of Telegram has it, and no chat.
HOUSE_ID = 0
# Every look by its name, each a house style or a named dream.
LOOKS = (
    *(f"{Art.STYLE}:{name}" for name in HOUSE_STYLES),
    *(f"{Art.DREAM}:{name}" for name in PRESETS),
)
_DAY_S = 24 * 60 * 60
_CC = "https://creativecommons.org"
_VERSIONS = ("1.0", "2.0", "2.5", "3.0", "4.0")
# A picture that lies in a folder is at no place of Telegram's.
_NOWHERE = PictureRef(id="free", file_id="", message_id=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """``url``: its words; None: there are none."""

    name: str
    url: str | None


# Licences that let everybody change a picture and show what came of it, money or not.
_FREE = (
    Licence(name="CC0 1.0", url=f"{_CC}/publicdomain/zero/1.0/"),
    Licence(name="PDM 1.0", url=f"{_CC}/publicdomain/mark/1.0/"),
    Licence(name="public domain", url=None),
    *(
        Licence(name=f"CC {kind.upper()} {version}", url=f"{_CC}/licenses/{kind}/{version}/")
        for kind in ("by", "by-sa")
        for version in _VERSIONS
    ),
    Licence(name="FAL 1.3", url="https://artlibre.org/licence/lal/en/"),
)
_BY_NAME = {licence.name.upper().replace(" ", "-"): licence for licence in _FREE}


def free_licence(name: str) -> Licence | None:
    """The licence of this name, as ``CC BY-SA 4.0`` or ``cc-by-sa-4.0``; None: it is not free."""
    return _BY_NAME.get("-".join(name.upper().replace("_", "-").split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Whose picture a work of ours was made of.

    Attributes:
        source: where it was found: an address, or words.
    """

    title: str
    author: str
    licence: Licence
    source: str

    @property
    def source_url(self) -> str | None:
        """Where it can be followed to."""
        return self.source if self.source.startswith(("https://", "http://")) else None

    def to_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Credit:
        """The inverse of :meth:`to_json`."""
        return cls(**{**values, "licence": Licence(**values["licence"])})


def order_of(look: str, *, seed: int) -> Order:
    """What is painted for a look. ``look``: one of LOOKS."""
    art, _, name = look.partition(":")
    if Art(art) is Art.DREAM:
        options = DreamOptions(preset=name, seed=seed)
        return Order(art=Art.DREAM, options=options, photo=_NOWHERE)
    styles = (StyleRef(name=name),)
    return Order(art=Art.STYLE, options=StyleOptions(seed=seed), photo=_NOWHERE, styles=styles)


def places_open(now: datetime, *, per_day: int) -> int:
    """How many of a UTC day's ``per_day`` places may be taken by then.

    They open one after another, so that a quiet night does not use them all up at once.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return min(per_day, 1 + int(per_day * (now - midnight).total_seconds() / _DAY_S))
