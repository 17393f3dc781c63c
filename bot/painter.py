"""What a worker asks of whatever renders; the engine answers in bot.studio. No torch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from bot.jobs import Order, Outcome
from engine.pictures import Picture


class Glimpse(Protocol):
    """How far a render is. ``preview`` makes a small picture of it when called."""

    @property
    def fraction(self) -> float: ...
    @property
    def preview(self) -> Callable[[], Image.Image]: ...


OnProgress = Callable[[Glimpse], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished picture: a PNG and how it was made."""

    png: bytes
    outcome: Outcome


class Painter(Protocol):
    """Whatever renders; called in the render's thread."""

    @property
    def hand(self) -> dict[str, str]:
        """Who paints here: the dream network, the style network, the device."""

    def paint(
        self, order: Order, photo: Picture, own_styles: Sequence[Picture], on_progress: OnProgress
    ) -> Made:
        """Make one picture. ``on_progress`` is called at each step and may raise to stop.

        Args:
            own_styles: the person's own style pictures, in the order's order.
        Raises: ArtError.
        """
