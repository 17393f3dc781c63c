"""Colours for a grey photo: Welsh 2002 and Levin 2004 written plainly, against ours.

``python -m benchmarks.colour [--size 600] [--rounds 3] [--large 4000]``

Ratios of one run, and how far from the truth each comes: the right half of a photo from its left,
and the whole without a reference. The large photo is coloured in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Sequence

import numpy as np
import skimage.data
from PIL import Image

from engine.machine import prepare_for_torch

prepare_for_torch()

from benchmarks.colours_judged import lab_of
from benchmarks.reference.colour import Lab, levin, welsh
from benchmarks.timing import fastest_s, in_own_process, say
from engine.colour.colorize import SETTLED_PX, colorize
from engine.colour.levin import LEAST_TIE, LIGHT_STEP
from engine.media.pictures import Picture
from engine.ops.images import resize_picture
from engine.ops.sizes import output_size
from engine.options.colour import ColorizeOptions
from engine.studio.studio import Studio

PHOTO = Image.fromarray(skimage.data.coffee())
FIRM = 0.05  # plain Levin's weight for what Welsh found, as ours for a reference


def grey(picture: Image.Image) -> Image.Image:
    return picture.convert("L").convert("RGB")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=4000)
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.alone:
        return alone(args.alone)
    photo = sized(args.size)
    middle = photo.width // 2
    given, truth = photo.crop((0, 0, middle, photo.height)), photo.crop((middle, 0, *photo.size))
    studio = Studio(device="cpu")

    def plainly() -> Lab:
        found = welsh(lab_of(grey(truth)), lab_of(given))
        light = lab_of(grey(truth))[..., 0]
        return levin(light, found, np.full_like(light, FIRM), step=LIGHT_STEP, least=LEAST_TIE)

    def ours() -> Lab:
        asked, reference = options_of(truth), Picture(image=given)
        made = colorize(Picture(image=grey(truth)), asked, reference=reference, studio=studio)
        return lab_of(made.picture)[..., 1:]

    def alone_ours() -> object:
        return colorize(Picture(image=grey(photo)), options_of(photo), studio=studio)

    took = fastest_s(
        {"Welsh and plain Levin": plainly, "ours, a reference": ours, "ours, alone": alone_ours},
        rounds=args.rounds,
    )
    wanted = lab_of(truth)[..., 1:]
    errors = [np.linalg.norm(each() - wanted, axis=-1).mean() * 100 for each in (plainly, ours)]
    say(
        f"colours, {photo.width}x{photo.height} px (halves of it with a reference); colours are "
        f"settled at {SETTLED_PX} px"
    )
    for (name, seconds), error in zip(took.items(), [*errors, None], strict=True):
        off = "" if error is None else f"  chroma off by {error:.2f} (OKLab x 100)"
        say(f"{name:28} {seconds:6.2f} s{off}")
    say(f"a reference: {took['Welsh and plain Levin'] / took['ours, a reference']:.1f} times")
    large = in_own_process("colour", "--alone", args.large)
    say(
        f"{large['width']} px alone, with loading: {large['seconds']:.1f} s, "
        f"{large['peak_mb']:.0f} MB"
    )
    return 0


def options_of(photo: Image.Image) -> ColorizeOptions:
    """The photo's own size."""
    return ColorizeOptions(size_px=max(photo.size))


def sized(size_px: int) -> Image.Image:
    width, height = output_size(*PHOTO.size, size_px)
    return resize_picture(PHOTO, width=width, height=height)


def alone(size_px: int) -> int:
    """One photo, in this process: seconds and peak memory as JSON."""
    photo = sized(size_px)
    started = time.perf_counter()
    made = colorize(Picture(image=grey(photo)), options_of(photo), studio=Studio(device="cpu"))
    told = {
        "seconds": time.perf_counter() - started,
        "width": made.picture.width,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
