"""One picture as a render process makes it, warm: the memory that it takes beyond that.

``python -m benchmarks.one_render KIND WIDTH whole|tiles`` prints JSON: the bytes that the warm
process holds, and the most that it held more. KIND: see KINDS.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from engine.machine import prepare_for_torch

prepare_for_torch()

from benchmarks.many_pictures import held_bytes, orders_at, pictures_of
from benchmarks.one_dream import peak_bytes
from bot.domain.orders import Order, changed
from bot.settings import Settings
from bot.worker.engine_renderer import EngineRenderer
from tests.networks import random_file

# Of each the order among many_pictures' and what is changed in it.
KINDS: dict[str, tuple[str, dict[str, object]]] = {
    "dream": ("dream", {}),
    "dream, GoogLeNet": ("dream", {"network": "googlenet"}),
    "style": ("style", {}),
    "style, wasserstein": ("style", {"loss": "wasserstein"}),
    "style, lbfgs": ("style", {"optimiser": "lbfgs"}),
    "style, VGG-19": ("style", {"network": "vgg19"}),
    "instant style": ("instant style", {}),
    "texture": ("texture", {}),
    "draw": ("draw", {}),
    "explain": ("explain", {}),
    "what": ("what", {}),
    "zoom": ("zoom", {}),
    "painted film": ("painted film", {}),
    "dreamt film": ("dreamt film", {}),
}


def order_of(kind: str, width: int) -> Order:
    art, changes = KINDS[kind]
    order = orders_at(width)[art]
    return replace(order, options=changed(order.options, **changes))


def main(kind: str, width: str, parts: str) -> None:
    """Print what it took."""
    order = order_of(kind, int(width))
    with tempfile.TemporaryDirectory() as name:
        weights = Path(name) / "weights"
        weights.mkdir()
        for network in ("squeezenet1_1", "googlenet", "vgg19"):
            has_classifier = network == "squeezenet1_1"
            file = weights / f"{network}.safetensors"
            random_file(network, file, has_classifier=has_classifier)
        renderer = EngineRenderer(Settings(_env_file=None, data_dir=Path(name), device="cpu"))
        renderer.warm_up(lambda _: None)
        pictures = pictures_of(int(width), order)
        warm = held_bytes()
        Path("/proc/self/clear_refs").write_text("5")  # the most that was held is counted anew
        renderer.paint(order, pictures, lambda _: None, in_tiles=parts == "tiles")
        sys.stdout.write(json.dumps({"warm": warm, "more": peak_bytes() - warm}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
