"""One painting in a process of its own: its peak memory, and what its last step took.

``python -m benchmarks.one_style NETWORK SIZE WEIGHTS_FOLDER [STEPS]`` prints JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from engine.machine import prepare_for_torch

prepare_for_torch()

import skimage.data  # torch is to be loaded after the line above
from PIL import Image

from benchmarks.one_dream import peak_bytes
from engine.media.pictures import Picture, encode_picture
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.transfer import StyleSource, style
from engine.weights.store import WeightStore


def main(network: str, size: str, folder: str, steps: str = "10") -> None:
    """Print the peak memory in bytes, and the seconds of the last step."""
    side = int(size)
    photo = Image.fromarray(skimage.data.coffee()).resize((side, side * 2 // 3))
    painting = Picture(image=Image.fromarray(skimage.data.chelsea()))
    marks: list[float] = []
    art = style(
        Picture(image=photo),
        [StyleSource(name="chelsea", picture=painting)],
        StyleOptions(network=network, size_px=side, steps=int(steps)),
        studio=Studio(store=WeightStore(Path(folder)), device="cpu"),
        on_progress=lambda _: marks.append(time.perf_counter()),
    )
    encode_picture(art.picture)
    figures = {
        "width": art.picture.width,
        "height": art.picture.height,
        "step_s": marks[-1] - marks[-2],
        "seconds": art.seconds,
        "peak_bytes": peak_bytes(),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
