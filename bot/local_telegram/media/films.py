"""Films as Telegram's servers read them: their size, how long they play, and a first look."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

import numpy as np
from PIL import Image, ImageSequence

from bot.local_telegram.media.photos import Jpeg, open_picture, thumbnail

_USUAL_PAUSE_MS = 100  # of a frame that says none
_SHORTEST_BEAT_MS = 20  # as browsers show GIFs
_LONGEST_PAUSE_MS = 10_000
# A hostile upload must not take the server down: what is beyond these stays a plain file.
MAX_FRAME_PIXELS = 40_000_000
MAX_GIF_FRAMES = 2_000
MAX_ENCODED_PIXELS = 4_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFacts:
    """What a film is. ``first_look``: its first frame."""

    width: int
    height: int
    duration_s: int
    first_look: Jpeg | None


def is_moving_gif(data: bytes) -> bool:
    image = open_picture(data)
    if image is None or image.format != "GIF":
        return False
    try:
        image.seek(1)
    except (EOFError, OSError, ValueError, SyntaxError):
        return False
    return True


def gif_as_mp4(data: bytes) -> bytes | None:
    """A GIF as Telegram keeps it: H.264 without sound; None if it is broken or beyond limits."""
    import av

    try:
        with Image.open(io.BytesIO(data)) as gif:
            if gif.width * gif.height > MAX_FRAME_PIXELS:
                return None
            frames = islice(ImageSequence.Iterator(gif), MAX_GIF_FRAMES + 1)
            pauses_ms = [_pause_ms(frame) for frame in frames]
            # The longest beat that all of them are made of.
            beat_ms = max(math.gcd(*pauses_ms), _SHORTEST_BEAT_MS)
            width, height = (max(2, side // 2 * 2) for side in gif.size)
            is_huge = width * height * (sum(pauses_ms) // beat_ms) > MAX_ENCODED_PIXELS
            if len(pauses_ms) > MAX_GIF_FRAMES or is_huge:
                return None
            file = io.BytesIO()
            with av.open(file, "w", format="mp4") as film:
                stream = film.add_stream("libx264", rate=Fraction(1000, beat_ms))
                stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
                for frame, pause_ms in zip(ImageSequence.Iterator(gif), pauses_ms, strict=True):
                    still = np.asarray(frame.convert("RGB").resize((width, height)))
                    for _ in range(max(1, round(pause_ms / beat_ms))):
                        film.mux(stream.encode(av.VideoFrame.from_ndarray(still, format="rgb24")))
                film.mux(stream.encode())
            return file.getvalue()
    except (av.FFmpegError, OSError, ValueError, EOFError, SyntaxError):
        return None


def _pause_ms(frame: Image.Image) -> int:
    """For how long a GIF's frame stands."""
    return min(int(frame.info.get("duration") or _USUAL_PAUSE_MS), _LONGEST_PAUSE_MS)


def read_film(data: bytes) -> FilmFacts | None:
    """What there is to know of a film; None if it is none that we can read."""
    import av  # a tenth of a second and 30 MB that most runs never need

    try:
        limits = {"max_pixels": str(MAX_FRAME_PIXELS), "threads": "1"}
        with av.open(io.BytesIO(data), "r", options=limits) as container:
            container.streams.video[0].codec_context.options = limits
            frame = next(container.decode(video=0))
            return FilmFacts(
                width=frame.width,
                height=frame.height,
                duration_s=round((container.duration or 0) / av.time_base),
                first_look=thumbnail(Image.fromarray(frame.to_ndarray(format="rgb24"))),
            )
    except (av.FFmpegError, IndexError, StopIteration):
        return None
