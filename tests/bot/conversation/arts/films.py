"""Films that people send in the tests of conversations."""

from __future__ import annotations

from tests.pictures import decoded, film_bytes, gif_bytes, photo_bytes

FRAMES = [decoded(photo_bytes(turn, size=(64, 48))) for turn in range(0, 48, 2)]
FILM = film_bytes(FRAMES)  # 2 s
LONG = film_bytes(FRAMES * 3)  # 6 s
GIF = gif_bytes(FRAMES[:6])
STILL_GIF = photo_bytes(kind="GIF")
ASK = "What shall I do with it?"
