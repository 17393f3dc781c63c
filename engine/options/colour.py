"""What can be asked of a colouring."""

import dataclasses
from typing import Literal

from pydantic.dataclasses import dataclass

from engine.options.base import CHECKED, NETWORK, SEED, SIZE, Options
from engine.options.bounds import DEFAULT_SIZE_PX
from engine.options.option import Kind, Option

Tone = Literal["warm", "vivid", "old"]
MAX_HINTS = 12  # a caption has to hold them


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class ColorizeOptions(Options):
    """Colours for a photo that has none; its light stays.

    Sources: Levin et al. 2004; Welsh et al. 2002.
    """

    hints: tuple[str, ...] = Option(
        "what has which colour, as car=red, or where, as 0.3x0.8=#884422",
        kind=Kind.HINTS,
        most=MAX_HINTS,
        usual="none",
        word="hint",
    ).field(())
    tone: Tone | None = Option(
        "warm: evening light; vivid: fuller colours; old: pale ones on yellowed paper",
        usual="as they come",
        is_bare=True,
    ).field(None)
    recolour: bool = Option("take the colours that the photo has away first", is_bare=True).field(
        False
    )
    network: str | None = dataclasses.replace(
        NETWORK,
        help="whose colours they are",
        usual="an imported one that colours photos, else ours",
        more="[Ours](#where-colours-come-from) is `embedded`",
        is_always_said=False,
    ).field(None)
    size_px: int | None = dataclasses.replace(
        SIZE, usual=f"the photo's; in the chat at most {DEFAULT_SIZE_PX}", more=""
    ).field(None)
    seed: int = dataclasses.replace(
        SEED, help="another one prefers other colours where several would do", usual="0", more=""
    ).field(0)
