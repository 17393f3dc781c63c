"""Opens people's files for the chat process: in a process of its own, with little to lose.

``python -m bot.transport.files.opener_process``: one request a line in, one answer a line out, both
JSON, until standard input ends. A file that wants more memory than is allowed is answered like any
that does not do; one that takes too long is for the parent to end.
"""

from __future__ import annotations

import base64
import io
import json
import resource
import sys
from pathlib import Path
from typing import Any

from PIL import Image

from bot.errors import TooHeavyToOpenError, error_to_json
from engine.errors import ArtError
from engine.media.colour_state import state_of
from engine.media.pictures import decode_picture, still_picture
from engine.media.style_flaws import flaw_of
from engine.texts.phrase import fact_to_json

# 64 megapixels with transparency and a colour profile take about two thirds of it.
MEMORY_BYTES = 1_500_000_000
_OPEN_FILES = 64
# As large as what a work was made of is shown beside it.
COPY_PX = 960
_COPY_QUALITY = 87


def main() -> int:
    """Answer until nobody asks any more."""
    _limit()
    _say({"ready": True})
    for line in sys.stdin:
        _say(answer(json.loads(line)))
    return 0


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The facts of one file, or why it does not do."""
    name = request["name"]
    try:
        return {"value": _fact(Path(request["path"]), kind=request["kind"], name=name)}
    except ArtError as exc:
        is_heavy = isinstance(exc.__cause__, MemoryError)
        error = TooHeavyToOpenError("memory", name=name) if is_heavy else exc
    except MemoryError:
        error = TooHeavyToOpenError("memory", name=name)
    return error_to_json(error)


def _fact(file: Path, *, kind: str, name: str) -> dict[str, Any] | float | str:
    """Of a picture what PictureFacts hold; a copy of it in base64; how long a film is, in s."""
    if kind == "copy":
        return _copy(decode_picture(file.read_bytes(), name=name).image)
    if kind == "free":
        return _copy(still_picture(file.read_bytes(), name=name).image)
    if kind == "picture":
        picture = decode_picture(file.read_bytes(), name=name)
        flaw = flaw_of(picture.image)
        return {
            "moves": picture.is_animated,
            "style_flaw": flaw and fact_to_json(flaw),
            "colours": state_of(picture.image),
        }
    from engine.media.clips import read_clip  # a tenth of a second that most days never need

    return read_clip(file.read_bytes(), name=name).seconds


def _copy(image: Image.Image) -> str:
    """A JPEG of the pixels alone."""
    small = Image.new("RGB", image.size)
    small.paste(image)
    small.thumbnail((COPY_PX, COPY_PX), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=_COPY_QUALITY)
    return base64.b64encode(buffer.getvalue()).decode()


def _limit() -> None:
    """No more memory than a large picture takes, and nothing written anywhere."""
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _say(words: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
