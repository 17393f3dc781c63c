"""The file of a print: its picture painted anew or as it was, enlarged to the size, with bleed."""

from __future__ import annotations

import dataclasses
import io

from PIL import Image

from bot.domain.jobs import Outcome
from bot.domain.prints.spec import PrintSpec
from bot.worker.child.free_memory import free_bytes
from bot.worker.renderer import Made, OnProgress, Pictures, Renderer, RenderRequest
from engine.errors import OutOfMemoryError, RenderError
from engine.media.pictures import encode_picture, flatten
from engine.media.prints import PrintSize, encode_print, print_image, proof

# Of what lies beside the file: it is shown in the chat and on the printer's sheet.
PROOF_PX = 1200
# For each pixel of the file: 4 while it is put together, and the file itself.
_PIXEL_BYTES = 7


def made_of(
    renderer: Renderer, request: RenderRequest, pictures: Pictures, on_progress: OnProgress
) -> Made:
    """What a request asks for. Raises: ArtError."""
    order = request.order
    if order.printed is None:
        return renderer.paint(order, pictures, on_progress, in_tiles=request.in_tiles)
    if order.printed.is_enlarged:
        return _print(_result(request), order.printed, _outcome(request))
    made = renderer.paint(order, pictures, on_progress, in_tiles=request.in_tiles)
    if made.file is None:
        raise RenderError(f"a {order.art} cannot be printed")
    return _print(_opened(made.file), order.printed, made.outcome)


def print_size(spec: PrintSpec, picture: Image.Image) -> PrintSize:
    """How a picture lies on its print, in px."""
    layout = spec.layout(picture.width, picture.height)
    return PrintSize(width=layout.width, height=layout.height, bleed=layout.bleed, crop=layout.crop)


def _print(picture: Image.Image, spec: PrintSpec, outcome: Outcome) -> Made:
    """``outcome``: of the picture; its size stays the picture's own."""
    size = print_size(spec, picture)
    needed = (size.width + 2 * size.bleed) * (size.height + 2 * size.bleed) * _PIXEL_BYTES
    left = free_bytes()
    if left is not None and needed > left:
        raise OutOfMemoryError(f"{needed} bytes are needed for the file, and {left} are left")
    safe = spec.layout(picture.width, picture.height).safe
    look = proof(picture, size, safe=safe, longest_px=PROOF_PX)
    outcome = dataclasses.replace(outcome, width=picture.width, height=picture.height)
    return Made(
        file=encode_print(print_image(picture, size), dpi=spec.dpi),
        kind="png",
        outcome=outcome,
        snapshots=(encode_picture(look),),
    )


def _result(request: RenderRequest) -> Image.Image:
    data = next((file.data for file in request.files if file.role == "result"), None)
    if data is None:
        raise RenderError("nothing to print")
    return _opened(data)


def _opened(data: bytes) -> Image.Image:
    """A file of our own."""
    with Image.open(io.BytesIO(data)) as opened:
        return flatten(opened)


def _outcome(request: RenderRequest) -> Outcome:
    """Of what was not painted; its size is still to be told."""
    options = request.order.options.to_json()
    return Outcome(
        options=options, width=0, height=0, steps=0, steps_cut=False, seconds=0.0, device="cpu"
    )
