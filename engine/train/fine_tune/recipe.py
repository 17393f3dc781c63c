"""What can be asked of the training of a dream network: names, bounds and defaults. No torch."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal, get_args

from pydantic.dataclasses import dataclass

from engine.catalogue.find import HELPERS, NETWORKS
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS
from engine.errors import OptionError
from engine.options.base import CHECKED, TRAINING_SEED, Options, check_choice
from engine.options.option import Option
from engine.texts.phrase import Phrase
from engine.weights.safetensors_file import NAME

Base = Literal["bvlc_googlenet", "googlenet", "embedded", "squeezenet1_1"]
Reset = Literal["classifier", "inception3-5"]
Augmentation = Literal["mirror", "rotate", "normalise", "blur"]
BASES: tuple[Base, ...] = get_args(Base)
AUGMENTATIONS: tuple[Augmentation, ...] = get_args(Augmentation)

LEAST_RATE, MOST_RATE = 1e-6, 1e-2
MOST_STEPS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class DreamRecipe(Options):
    """Fine-tuning of a classifier, whose dreams are then of what it was shown."""

    base: Base = Option("the network to begin with", usual="the best at hand").field("embedded")
    reset: Reset = Option(
        "what of it begins anew: its classifier, or its inception blocks too, whose dreams come to "
        "look most like the pictures, and take longer"
    ).field("classifier")
    augment: tuple[Augmentation, ...] = Option(
        f"any of {','.join(AUGMENTATIONS)}, or none: done to the pictures, besides a crop",
        usual="mirror",
    ).field(("mirror",))
    size_px: int = Option(
        "side of a crop; pictures are squeezed into squares an eighth larger",
        low=32,
        high=448,
        unit="px",
        word="size",
    ).field(224)
    batch: int = Option("pictures in a step, at most as many as there are", low=1, high=1000).field(
        20
    )
    rate: float = Option(
        "learning rate to begin with; it adapts", low=LEAST_RATE, high=MOST_RATE
    ).field(5e-4)
    seed: int = TRAINING_SEED.field(0)

    def __post_init__(self) -> None:
        if self.reset == "inception3-5" and self.base == "squeezenet1_1":
            rule = Phrase("rules.no_inception", network=self.base)
            raise OptionError(option="reset", value=self.reset, rule=rule)

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
