"""Hashes of what twenty commands make: the same before and after a change that keeps behaviour.

``python -m benchmarks.pixels > before.txt``, change, again, ``diff``. Pixels depend on the kind of
processor, so that a table is to be compared on one machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageSequence

from tests.pictures import photo

COMMANDS = (
    "dream coffee.png -o out.png --size 200 --seed 1",
    "dream coffee.png -o out.png --size 160 --seed 2 --preset creatures",
    "dream coffee.png -o out.png --size 160 --seed 3 --steps 12 --colors keep",
    "dream coffee.png -o out.png --size 160 --seed 3 --guide cat.png",
    "dream coffee.png -o out.png --size 160 --seed 4 --classes cat --steps 12",
    "style coffee.png -o out.png --style mosaic --size 160 --steps 12 --seed 1",
    "style coffee.png -o out.png --style cat.png --size 160 --steps 12 --seed 1",
    "style coffee.png -o out.png --style mosaic:2 --style swirls --size 160 --steps 12 --seed 2",
    "style coffee.png -o out.png --style mosaic --recipe gatys --size 128 --steps 8 --seed 1",
    "style coffee.png -o out.png --style mosaic --colors keep --size 128 --steps 8 --seed 1",
    "style coffee.png -o out.png --style mosaic --optimizer lbfgs --size 128 --steps 8 --seed 1",
    "style coffee.png -o out.png --style mosaic --loss gram --size 128 --steps 8 --seed 1",
    "style coffee.png -o out.png --style mosaic --instant --size 200 --seed 1",
    "style coffee.png -o out.png --style cat.png --instant --size 200 --seed 1",
    "texture cat.png -o out.png --size 128 --steps 8 --seed 1",
    "draw cat -o out.png --size 128 --steps 8 --seed 1",
    "explain coffee.png -o out.png --size 160",
    "zoom coffee.png -o out.mp4 --size 96 --frames 4 --seed 1",
    "video film.gif -o out.mp4 --dream --size 96 --seed 1",
    "video film.gif -o out.mp4 --style mosaic --size 96 --seed 1",
)


def main() -> int:
    """Print hash and command, a line each; an error's first line instead of the hash."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        Image.fromarray(np.asarray(photo("coffee"))).resize((200, 133)).save(where / "coffee.png")
        Image.fromarray(np.asarray(photo("chelsea"))).resize((150, 100)).save(where / "cat.png")
        _film(where / "film.gif")
        for command in COMMANDS:
            sys.stdout.write(f"{_hash_of(command, where)}  {command}\n")
            sys.stdout.flush()
    return 0


def _film(file: Path) -> None:
    frames = [Image.open(file.with_name("coffee.png")).crop((n, 0, 96 + n, 96)) for n in (0, 4, 8)]
    frames[0].save(file, save_all=True, append_images=frames[1:], duration=100)


def _hash_of(command: str, where: Path) -> str:
    done = subprocess.run(
        (sys.executable, "-m", "bot.cli", *command.split(), "--json"),
        cwd=where,
        env={
            **os.environ,
            "OMP_NUM_THREADS": "1",
            "ONEIRO_DATA_DIR": str(where / "data"),
            "PYTHONPATH": str(Path.cwd()),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        return (done.stderr.strip() or "?").splitlines()[-1]
    facts = {
        name: value
        for name, value in json.loads(done.stdout.strip().splitlines()[-1]).items()
        if "second" not in name and "output" not in name
    }
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
    file = where / command.split()[command.split().index("-o") + 1]
    for pixels in _pixels(file):
        digest.update(np.ascontiguousarray(pixels).tobytes())
    file.unlink()
    return digest.hexdigest()[:16]


def _pixels(file: Path) -> list[np.ndarray]:
    if file.suffix == ".mp4":
        with av.open(str(file)) as film:
            return [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    with Image.open(file) as picture:
        return [np.asarray(frame.convert("RGBA")) for frame in ImageSequence.Iterator(picture)]


if __name__ == "__main__":
    sys.exit(main())
