"""A free picture of an operator's folder, opened in a child like anybody's."""

from __future__ import annotations

import base64
from pathlib import Path

from bot.errors import error_from_json
from bot.transport.files.openers import Opener
from engine.errors import BadInputError


async def free_copy(file: Path, *, child: Opener) -> bytes:
    """A JPEG of its pixels alone, as large as it stands beside a work.

    Raises:
        BadInputError: it does not open, moves, or has a printer's colours.
        RenderError: no child can be had.
    """
    answer = await child.ask(file, kind="free", name=file.name)
    if "error" in answer:
        raise error_from_json(answer, otherwise=BadInputError)
    return base64.b64decode(answer["value"])
