"""What can be asked of the training of a dream network: names, bounds and defaults. No torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from engine.catalogue.find import HELPERS, NETWORKS
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS
from engine.errors import OptionError
from engine.options.base import check_choice, check_range
from engine.options.bounds import MAX_SEED
from engine.texts.phrase import Phrase
from engine.weights.safetensors_file import NAME

BASES = ("bvlc_googlenet", "googlenet", "embedded", "squeezenet1_1")
RESETS = ("classifier", "inception3-5")
AUGMENTATIONS = ("mirror", "rotate", "normalise", "blur")

LEAST_RATE, MOST_RATE = 1e-6, 1e-2
LEAST_SIZE_PX, MOST_SIZE_PX = 32, 448
MOST_STEPS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamRecipe:
    """Fine-tuning of a classifier, whose dreams are then of what it was shown.

    Attributes:
        base: the network to begin with.
        reset: what of it begins anew: the ``classifier``, or ``inception3-5`` too, whose dreams
            come to look most like the pictures, and take longer.
        augment: what is done to the pictures at random, besides a crop.
        size_px: side of the crop; pictures are squeezed into squares an eighth larger.
        batch: pictures in a step, at most as many as there are.
        rate: learning rate to begin with (learning_rate.py changes it).
    """

    base: str
    reset: str = "classifier"
    augment: tuple[str, ...] = ("mirror",)
    size_px: int = 224
    batch: int = 20
    rate: float = 5e-4
    seed: int = 0

    def __post_init__(self) -> None:
        check_choice("base", self.base, BASES)
        check_choice("reset", self.reset, RESETS)
        for augmentation in self.augment:
            check_choice("augment", augmentation, AUGMENTATIONS)
        if self.reset == "inception3-5" and self.base == "squeezenet1_1":
            rule = Phrase("rules.no_inception", network=self.base)
            raise OptionError(option="reset", value=self.reset, rule=rule)
        check_range("size", self.size_px, LEAST_SIZE_PX, MOST_SIZE_PX)
        check_range("batch", self.batch, 1, 1000)
        check_range("rate", self.rate, LEAST_RATE, MOST_RATE)
        check_range("seed", self.seed, 0, MAX_SEED)

    @property
    def picture_px(self) -> int:
        """Side of the squares that crops are taken of: 256 for 224, as bvlc_googlenet's."""
        return round(self.size_px * 8 / 7)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**asdict(self), "augment": list(self.augment)}


def check_own_name(name: str) -> None:
    """Raise OptionError unless a network of one's own can be called so."""
    if not NAME.fullmatch(name):
        rule = Phrase("rules.network_name")
        raise OptionError(option="name", value=name, rule=rule)
    if name in NETWORKS or name in HELPERS or name in CHECKPOINTS:
        rule = Phrase("rules.name_of_others")
        raise OptionError(option="name", value=name, rule=rule)


def augmentations(text: str) -> tuple[str, ...]:
    """``rotate,blur`` in our order; ``none``: nothing but the crop. Raises: OptionError."""
    words: Sequence[str] = [] if text == "none" else [word.strip() for word in text.split(",")]
    for word in words:
        check_choice("augment", word, (*AUGMENTATIONS, "none"))
    return tuple(augmentation for augmentation in AUGMENTATIONS if augmentation in words)
