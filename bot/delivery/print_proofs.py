"""The proof of a print, from the result as it is kept."""

from __future__ import annotations

import io

from PIL import Image

from bot.domain.prints.spec import PrintSpec
from engine.media.pictures import encode_picture, flatten
from engine.media.prints import PrintSize, proof

PROOF_PX = 1280


def proof_of(result: bytes, spec: PrintSpec) -> bytes:
    """A JPEG of the result as it will be cut; smaller than the result where a print needs less."""
    with Image.open(io.BytesIO(result)) as opened:
        picture = flatten(opened)
    layout = spec.layout(picture.width, picture.height)
    size = PrintSize(width=layout.width, height=layout.height, bleed=layout.bleed, crop=layout.crop)
    shown = proof(picture, size, safe=layout.safe, longest_px=PROOF_PX)
    return encode_picture(shown, format="jpeg")
