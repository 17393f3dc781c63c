"""What can be asked of a sticker."""

from typing import Literal

from pydantic.dataclasses import dataclass

from engine.options.base import CHECKED, NETWORK, Options
from engine.options.option import Option

Cut = Literal["subject", "whole"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class StickerOptions(Options):
    """A picture as a sticker for chats. Source: Rother, Kolmogorov, Blake 2004 (GrabCut)."""

    cut: Cut = Option(
        "the subject is cut out, or the whole picture gets round corners", is_bare=True
    ).field("subject")
    network: str | None = NETWORK.field(None)
