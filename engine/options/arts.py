"""The arts by name, and their options together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from engine.options.colour import ColorizeOptions
from engine.options.dream import DreamOptions
from engine.options.interpret import DrawOptions, ExplainOptions, WhatOptions
from engine.options.sticker import StickerOptions
from engine.options.strokes import PaintOptions
from engine.options.style import StyleOptions, TextureOptions
from engine.options.video import VideoOptions
from engine.options.zoom import ZoomOptions

Art = Literal[
    "dream",
    "style",
    "draw",
    "explain",
    "what",
    "zoom",
    "texture",
    "video",
    "sticker",
    "paint",
    "colorize",
]

ArtOptions = (
    DreamOptions
    | StyleOptions
    | DrawOptions
    | ExplainOptions
    | WhatOptions
    | ZoomOptions
    | TextureOptions
    | VideoOptions
    | StickerOptions
    | PaintOptions
    | ColorizeOptions
)

# The one place that says which options are an art's.
OPTIONS_OF: Mapping[Art, type[ArtOptions]] = {
    "dream": DreamOptions,
    "style": StyleOptions,
    "draw": DrawOptions,
    "explain": ExplainOptions,
    "what": WhatOptions,
    "zoom": ZoomOptions,
    "texture": TextureOptions,
    "video": VideoOptions,
    "sticker": StickerOptions,
    "paint": PaintOptions,
    "colorize": ColorizeOptions,
}
