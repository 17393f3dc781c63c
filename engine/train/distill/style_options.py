"""What can be asked of the teaching of our style network."""

from __future__ import annotations

from dataclasses import dataclass

from engine.catalogue.layers import EMBEDDED_STYLE_WIDTHS
from engine.options.base import check_range
from engine.options.bounds import MAX_SEED


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleDistillOptions:
    """One run's data recipe and schedule.

    Attributes:
        layer_steps: of each of the encoder's layers alone.
        steps: of the encoder as a whole.
        decoder_steps: of each decoder.
        pool: pictures at a time.
        widths: of the encoder's four blocks.
    """

    layer_steps: int = 300
    steps: int = 600
    decoder_steps: int = 500
    batch: int = 4
    side_px: int = 112
    pool: int = 112
    learning_rate: float = 3e-3
    seed: int = 0
    widths: tuple[int, ...] = EMBEDDED_STYLE_WIDTHS

    def __post_init__(self) -> None:
        for name in ("layer_steps", "steps", "decoder_steps"):
            check_range(name, getattr(self, name), 1, 1_000_000)
        check_range("pool", self.pool, 1, 10_000)
        check_range("batch", self.batch, 1, self.pool)
        check_range("size", self.side_px, 32, 512)
        check_range("seed", self.seed, 0, MAX_SEED)
