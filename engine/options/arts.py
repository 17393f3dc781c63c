"""The arts by name, and their options together."""

from __future__ import annotations

from typing import Literal

from engine.options.dream import DreamOptions, ZoomOptions
from engine.options.interpret import DrawOptions, ExplainOptions, WhatOptions
from engine.options.style import StyleOptions, TextureOptions
from engine.options.video import VideoOptions

Art = Literal["dream", "style", "draw", "explain", "what", "zoom", "texture", "video"]


ArtOptions = (
    DreamOptions
    | StyleOptions
    | DrawOptions
    | ExplainOptions
    | WhatOptions
    | ZoomOptions
    | TextureOptions
    | VideoOptions
)
