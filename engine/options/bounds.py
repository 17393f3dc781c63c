"""Bounds and defaults that several options, or others than options, go by."""

from __future__ import annotations

MIN_SIZE_PX = 16
MAX_SIZE_PX = 8000
DEFAULT_SIZE_PX = 600
DEFAULT_DRAWING_PX = 320
DEFAULT_FILM_PX = 480
DEFAULT_TEXTURE_PX = 512
DEFAULT_STYLE_STEPS = 200
DEFAULT_FRAME_STEPS = 10
MAX_STEPS = 5000
MAX_SEED = 2**31 - 1
MAX_DEPTH = 8
MIN_STRENGTH, MAX_STRENGTH = 0.1, 10.0
MAX_CLASSES = 3
MAX_CHANNEL = 100_000
MAX_CHANNELS = 32  # a caption has to hold them
MAX_STYLE_LAYERS = 16  # as many as VGG-19 has convolutions; a caption has to hold them
MAX_FRAMES = 1000
MAX_VIDEO_S = 600
MAX_SNAPSHOTS = 8
MAX_PARTED_STYLES = 2  # one within a mask or region, one around it
