"""What can be asked of a person's film."""

from __future__ import annotations

from dataclasses import dataclass

from engine.options.base import (
    DEFAULT_FRAME_STEPS,
    MAX_SEED,
    MAX_SIZE_PX,
    MAX_STEPS,
    MAX_STRENGTH,
    MIN_SIZE_PX,
    MIN_STRENGTH,
    Options,
    check_choice,
    check_range,
)
from engine.options.style import COLOURS

VIDEO_COLOURS = (*COLOURS, "dream")
EFFECTS = ("style", "dream")
FLOWS = ("auto", "raft", "dis")


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoOptions(Options):
    """A film painted or dreamt frame by frame, each going on from the one before.

    Source: Ruder et al. 2016, Artistic style transfer for videos.

    Attributes:
        effect: ``style`` or ``dream``.
        preset: a dream's look.
        size_px: longest side; None keeps the film's, at most DEFAULT_FILM_PX. Odd sides lose a
            pixel.
        steps: optimiser steps in each frame; the first gets several times as many.
        seconds: a ceiling; what comes after is left out. None: the whole film.
        colours: of a style, as StyleOptions has them; a dream's are its own, unless the film has
            none (``dream``: even then), or the film's (``keep``).
        scale: of a style, as StyleOptions has it.
        flow: how motion is found: ``raft`` (torchvision's network), ``dis`` (classical), or
            ``auto``, the best at hand.
        steadiness: how strongly a frame holds on to the one before; 0: each frame on its own.
    """

    effect: str = "style"
    network: str | None = None
    preset: str | None = None
    instant: bool = False
    size_px: int | None = None
    steps: int = DEFAULT_FRAME_STEPS
    seconds: float | None = None
    colours: str = "style"
    scale: float = 1.0
    strength: float = 1.0
    flow: str = "auto"
    steadiness: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        check_choice("effect", self.effect, EFFECTS)
        check_range("size", self.size_px, MIN_SIZE_PX, MAX_SIZE_PX)
        check_range("steps", self.steps, 1, MAX_STEPS)
        check_range("seconds", self.seconds, 0.1, 600.0)
        check_choice("colours", self.colours, VIDEO_COLOURS)
        check_range("scale", self.scale, 0.25, 4.0)
        check_range("strength", self.strength, MIN_STRENGTH, MAX_STRENGTH)
        check_choice("flow", self.flow, FLOWS)
        check_range("steadiness", self.steadiness, 0.0, 10.0)
        check_range("seed", self.seed, 0, MAX_SEED)
