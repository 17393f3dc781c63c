"""One dream in a process of its own: its peak memory, and what its last step took.

``python -m benchmarks.one_dream NETWORK SIZE WEIGHTS_FOLDER [STEPS_PER_OCTAVE]`` prints JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from engine.machine import prepare_for_torch

prepare_for_torch()

import skimage.data  # torch is to be loaded after the line above
from PIL import Image

from engine.dream.deepdream import dream
from engine.dream.octaves import plan_octaves
from engine.media.pictures import Picture, encode_picture
from engine.options.dream import DreamOptions
from engine.studio.studio import Studio
from engine.weights.store import WeightStore


def main(network: str, size: str, folder: str, steps_per_octave: str = "1") -> None:
    """Print the peak memory in bytes, and the seconds of the last step."""
    options = DreamOptions(
        network=network, size_px=int(size), steps_per_octave=int(steps_per_octave)
    )
    longest = max(int(size), 600)
    photo = Image.fromarray(skimage.data.coffee()).resize((longest, longest * 2 // 3))
    marks: list[float] = []
    art = dream(
        Picture(image=photo),
        options,
        studio=Studio(store=WeightStore(Path(folder)), device="cpu"),
        on_progress=lambda _: marks.append(time.perf_counter()),
    )
    encode_picture(art.picture)
    last = plan_octaves(photo.width, photo.height, options)[-1]
    figures = {
        "width": last.width,
        "height": last.height,
        "step_s": marks[-1] - marks[-2],
        "seconds": art.seconds,
        "peak_bytes": peak_bytes(),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


def peak_bytes() -> int:
    """The most memory that this process held; Linux's ru_maxrss begins with its parent's."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(*sys.argv[1:])
