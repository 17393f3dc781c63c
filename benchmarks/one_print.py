"""One print from brush strokes, as a worker makes its file: px, s and MB.

``python -m benchmarks.one_print PHOTO [--size 60x80] [--hand oil] [--out FILE]``
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from engine.machine import prepare_for_torch

prepare_for_torch()

from benchmarks.timing import say
from bot.domain.orders import Art, Order, PictureRef
from bot.domain.prints.spec import PrintSpec
from bot.settings import Settings
from bot.worker.child.print_files import made_of
from bot.worker.engine_renderer import EngineRenderer
from bot.worker.renderer import Pictures, RenderRequest
from engine.media.pictures import read_picture
from engine.options.strokes import PaintOptions

NO_HURRY_S = 36_000.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line."""
    parser = argparse.ArgumentParser(description="One print from brush strokes.")
    parser.add_argument("photo", type=Path)
    parser.add_argument("--size", default="60x80", help="in cm, the shorter side first")
    parser.add_argument("--hand", default="oil")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args(arguments)
    photo = read_picture(args.photo)
    short_cm, long_cm = map(int, args.size.split("x"))
    spec = PrintSpec(
        material="canvas",
        title="Canvas",
        short_cm=short_cm,
        long_cm=long_cm,
        bleed_mm=3,
        safe_mm=10,
        dpi=300,
    )
    needed_px = spec.layout(photo.width, photo.height).needed_px
    order = Order(
        art=Art.PAINT,
        options=PaintOptions(hand=args.hand, size_px=needed_px),
        photo=PictureRef(id="", file_id="", message_id=0),
        printed=spec,
    )
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder), render_budget_s=NO_HURRY_S)
        renderer = EngineRenderer(settings)
        started = time.perf_counter()
        made = made_of(renderer, RenderRequest(order=order), Pictures(photo=photo), lambda _: None)
    seconds = time.perf_counter() - started
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    file = made.file or b""
    if args.out is not None:
        args.out.write_bytes(file)
    rendered = f"{made.outcome.width}x{made.outcome.height} px rendered"
    say(
        f"{args.hand}, {rendered}, {len(file) / 1e6:.0f} MB, {seconds:.0f} s, peak {peak_mb:.0f} MB"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
