"""What can be asked of the teaching of our own networks. No torch."""

from pydantic.dataclasses import dataclass

from engine.catalogue.layers import EMBEDDED_STYLE_WIDTHS
from engine.options.base import CHECKED, TRAINING_SEED, Options, check_range
from engine.options.option import Kind, Option

OF_DREAM, OF_STYLE = "of a dream network", "of a style network"
MAX_TEACHING_STEPS = 10_000_000

BATCH = Option("pictures in a step", low=1, high=100_000, usual="6; of a style network 4")
SIZE = Option(
    "side of a picture",
    low=32,
    high=512,
    unit="px",
    usual="176; of a style network 112",
    word="size",
)
POOL = Option("pictures at a time", low=1, high=100_000, usual="192; of a style network 112")
RATE = Option("learning rate to begin with", low=1e-6, high=1, word="rate")
STEPS = Option(
    "of the whole network", low=1, high=MAX_TEACHING_STEPS, usual="4300; of a style network 600"
)


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class TeachingOptions(Options):
    """What the teaching of either network takes: one run's data recipe and schedule."""

    steps: int = STEPS.field(4300)
    batch: int = BATCH.field(6)
    side_px: int = SIZE.field(176)
    pool: int = POOL.field(192)
    learning_rate: float = RATE.field(3e-3)
    seed: int = TRAINING_SEED.field(0)

    def __post_init__(self) -> None:
        """A step's pictures come out of the pool."""
        check_range("batch", self.batch, 1, self.pool)


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class DistillOptions(TeachingOptions):
    """Of a dream network."""

    blocks_share: float = Option(
        "share of the steps in which blocks are taught alone",
        low=0,
        high=1,
        word="blocks",
        heading=OF_DREAM,
    ).field(0.4)
    own_share: float = Option(
        "share of the dreams, after these, that are the network's own",
        low=0,
        high=1,
        word="own",
        heading=OF_DREAM,
    ).field(0.6)


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class StyleDistillOptions(TeachingOptions):
    """Of a style network."""

    steps: int = STEPS.field(600)
    batch: int = BATCH.field(4)
    side_px: int = SIZE.field(112)
    pool: int = POOL.field(112)
    layer_steps: int = Option(
        "of each of the encoder's layers alone", low=1, high=MAX_TEACHING_STEPS, heading=OF_STYLE
    ).field(300)
    decoder_steps: int = Option(
        "of each decoder", low=1, high=MAX_TEACHING_STEPS, heading=OF_STYLE
    ).field(500)
    widths: tuple[int, ...] = Option(
        "channels of the encoder's four blocks", kind=Kind.CHANNELS, low=1, high=4096, most=4
    ).field(EMBEDDED_STYLE_WIDTHS)
