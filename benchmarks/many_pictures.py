"""Small jobs of every art in one process, painted as a worker paints them; the memory after each.

``python -m benchmarks.many_pictures blocks|mixed COUNT [WIDTH]``

COUNT jobs of each art, one art after the other or all in turns. Prints each art's name and the
bytes that are held, as JSON. Pictures of the usual width are a little larger than what the tiles'
probe looks at, so that it looks at each.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from engine.machine import give_back_memory, prepare_for_torch

prepare_for_torch()

from PIL import Image  # torch and its like after the line above

from bot.domain.orders import Art, Order, PictureRef, StyleRef
from bot.settings import Settings
from bot.worker.engine_renderer import EngineRenderer
from bot.worker.renderer import Glimpse, Pictures
from engine.media.pictures import Picture
from engine.options.dream import DreamOptions
from engine.options.interpret import DrawOptions, ExplainOptions, WhatOptions
from engine.options.style import StyleOptions, TextureOptions
from engine.options.video import VideoOptions
from engine.options.zoom import ZoomOptions
from tests.networks import random_file
from tests.pictures import film_bytes, photo

WIDTH = 272
CLASSIFIER = "squeezenet1_1"
OURS = "embedded"

_PHOTO = PictureRef(id="photo", file_id="photo", message_id=1)
_FILM = PictureRef(id="film", file_id="film", message_id=2, is_film=True)
_STYLES = (StyleRef(name="painting", picture=PictureRef(id="p", file_id="p", message_id=3)),)


def orders_at(width: int) -> dict[str, Order]:
    """A small job of each art."""
    dreamt = DreamOptions(network=OURS, size_px=width, octaves=1, steps=1)
    painted = StyleOptions(network=OURS, size_px=width, steps=1)
    at_once = StyleOptions(instant=True, size_px=width)
    drawn = DrawOptions(network=CLASSIFIER, classes=("volcano",), size_px=width, steps=1)
    explained = ExplainOptions(network=CLASSIFIER, size_px=width)
    fallen = ZoomOptions(network=OURS, size_px=width, octaves=1, steps=1, frames=2)
    woven = TextureOptions(network=OURS, size_px=width, steps=1)
    film = VideoOptions(network=OURS, size_px=width, steps=1, flow="dis")
    dreamt_film = replace(film, effect="dream")
    return {
        "dream": Order(art=Art.DREAM, options=dreamt, photo=_PHOTO),
        "style": Order(art=Art.STYLE, options=painted, photo=_PHOTO, styles=_STYLES),
        "instant style": Order(art=Art.STYLE, options=at_once, photo=_PHOTO, styles=_STYLES),
        "draw": Order(art=Art.DRAW, options=drawn, photo=None),
        "explain": Order(art=Art.EXPLAIN, options=explained, photo=_PHOTO),
        "what": Order(art=Art.WHAT, options=WhatOptions(network=CLASSIFIER), photo=_PHOTO),
        "zoom": Order(art=Art.ZOOM, options=fallen, photo=_PHOTO),
        "texture": Order(art=Art.TEXTURE, options=woven, photo=None, styles=_STYLES),
        "painted film": Order(art=Art.VIDEO, options=film, photo=_FILM, styles=_STYLES),
        "dreamt film": Order(art=Art.VIDEO, options=dreamt_film, photo=_FILM),
    }


def held_after_each(arts: Iterable[str], *, width: int, folder: Path) -> list[tuple[str, int]]:
    """(art, the bytes that this process holds after it) of one job after another."""
    weights = folder / "weights"
    weights.mkdir()
    random_file(CLASSIFIER, weights / f"{CLASSIFIER}.safetensors", has_classifier=True)
    painter = EngineRenderer(Settings(_env_file=None, data_dir=folder, device="cpu"))
    orders = orders_at(width)
    held = []
    for art in arts:
        painter.paint(orders[art], pictures_of(width, orders[art]), _look)
        held.append((art, held_bytes()))
    return held


def _look(glimpse: Glimpse) -> None:
    """As the worker does: a person is shown how it stands."""
    if glimpse.preview is not None:
        glimpse.preview()


def pictures_of(width: int, order: Order) -> Pictures:
    """What ``order`` is made of."""
    coffee, cat = (_photo(name, width) for name in ("coffee", "chelsea"))
    film = film_bytes([coffee, coffee.rotate(3)]) if order.art is Art.VIDEO else None
    styles = (Picture(image=cat),) * len(order.styles)
    return Pictures(photo=Picture(image=coffee), styles=styles, clip=film)


@cache
def _photo(name: str, width: int) -> Image.Image:
    return photo(name, width=width, height=width - 24)  # even, as films want it


def held_bytes() -> int:
    """The memory of this process, less what is only to be collected or given back."""
    gc.collect()
    give_back_memory()
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def main(manner: str, count: str, width: str = str(WIDTH)) -> None:
    """Print what is held after each job."""
    arts = list(orders_at(int(width)))
    each = arts * int(count) if manner == "mixed" else [a for a in arts for _ in range(int(count))]
    gc.freeze()  # modules stay, and would be looked through after every job
    with tempfile.TemporaryDirectory() as name:
        held = held_after_each(each, width=int(width), folder=Path(name))
    sys.stdout.write(json.dumps(held) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
