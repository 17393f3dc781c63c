"""Films as Telegram's servers read them: their size, how long they play, and a first look."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageSequence

from bot.local.photos import Jpeg, open_picture, thumbnail

_GIF_FRAMES_PER_S = 30  # how finely its pauses are kept
_USUAL_PAUSE_MS = 100  # of a frame that says none
_LONGEST_BEATS = 10 * _GIF_FRAMES_PER_S


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFacts:
    """What a film is. ``first_look``: its first frame."""

    width: int
    height: int
    duration_s: int
    first_look: Jpeg | None


def is_moving_gif(data: bytes) -> bool:
    image = open_picture(data)
    return image is not None and image.format == "GIF" and getattr(image, "n_frames", 1) > 1


def gif_as_mp4(data: bytes) -> bytes | None:
    """A GIF as Telegram keeps it: H.264 without sound; None if it is broken."""
    import av

    try:
        with Image.open(io.BytesIO(data)) as gif:
            width, height = (max(2, side // 2 * 2) for side in gif.size)
            file = io.BytesIO()
            with av.open(file, "w", format="mp4") as film:
                stream = film.add_stream("libx264", rate=_GIF_FRAMES_PER_S)
                stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
                for frame in ImageSequence.Iterator(gif):
                    still = frame.convert("RGB").resize((width, height))
                    for _ in range(_beats(frame)):
                        pixels = av.VideoFrame.from_ndarray(np.asarray(still), format="rgb24")
                        film.mux(stream.encode(pixels))
                film.mux(stream.encode())
            return file.getvalue()
    except (av.FFmpegError, OSError, ValueError, EOFError, SyntaxError):
        return None


def _beats(frame: Image.Image) -> int:
    """For how many frames of the film a GIF's frame stands."""
    pause_ms = frame.info.get("duration") or _USUAL_PAUSE_MS
    return max(1, min(round(pause_ms * _GIF_FRAMES_PER_S / 1000), _LONGEST_BEATS))


def read_film(data: bytes) -> FilmFacts | None:
    """What there is to know of a film; None if it is none that we can read."""
    import av  # a tenth of a second and 30 MB that most runs never need

    try:
        with av.open(io.BytesIO(data), "r") as container:
            frame = next(container.decode(video=0))
            return FilmFacts(
                width=frame.width,
                height=frame.height,
                duration_s=round((container.duration or 0) / av.time_base),
                first_look=thumbnail(Image.fromarray(frame.to_ndarray(format="rgb24"))),
            )
    except (av.FFmpegError, IndexError, StopIteration):
        return None
