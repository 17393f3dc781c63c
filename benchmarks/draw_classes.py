"""How sure a network is of what it drew: ten everyday things, from the picture that is sent.

``python -m benchmarks.draw_classes [--recipe maco] [--weights googlenet.safetensors] [--out DIR]``

The embedded network draws, and each further one; each judges its own drawings and the others': the
8-bit picture as a person gets it, and the same after a chat has made a JPEG of it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import get_args

from engine.machine import prepare_for_torch

prepare_for_torch()

from PIL import Image  # torch is to be loaded after the line above

from benchmarks.timing import say
from engine.catalogue.imagenet_classes import find_classes
from engine.catalogue.layers import CLASSIFIER
from engine.interpret.choices import choose_what
from engine.interpret.draw import draw
from engine.interpret.what import look_at
from engine.media.pictures import Picture
from engine.options.interpret import DrawOptions, DrawRecipe, WhatOptions
from engine.studio.studio import Studio
from engine.weights.store import WeightStore

THINGS = (
    "castle",
    "lighthouse",
    "tabby",
    "mountain bike",
    "volcano",
    "strawberry",
    "teapot",
    "sports car",
    "golden retriever",
    "daisy",
)
SURE = 0.9
JPEG_QUALITY = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A drawing's figures. ``by_judge``: probabilities of the picture, and as a JPEG."""

    thing: str
    seconds: float
    by_judge: dict[str, tuple[float, float]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each thing, and how many of them each judge is sure of."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipe", choices=get_args(DrawRecipe), help="the usual one where unsaid")
    parser.add_argument("--weights", type=Path, nargs="*", default=[], help="of further networks")
    parser.add_argument("--painter", help="the one network that draws, by name")
    parser.add_argument("--things", nargs="*", default=THINGS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="a folder for the pictures")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        store = WeightStore(Path(folder), hub=Path(folder))
        networks = ("embedded", *store.import_files(args.weights))
        studio = Studio(store=store)
        for painter in [args.painter] if args.painter else networks:
            rows = []
            for thing in args.things:
                options = DrawOptions(
                    classes=(thing,), recipe=args.recipe, network=painter, seed=args.seed
                )
                started = time.perf_counter()
                picture = draw(options, studio=studio).picture
                seconds = time.perf_counter() - started
                judged = {judge: judged_by(judge, picture, thing, studio) for judge in networks}
                rows.append(Row(thing=thing, seconds=seconds, by_judge=judged))
                say(f"{painter} {options.made_by:8} {line_of(rows[-1])}")
                if args.out is not None:
                    args.out.mkdir(parents=True, exist_ok=True)
                    picture.save(args.out / f"{painter}-{options.made_by}-{thing}.png")
            say(f"{painter} {options.made_by:8} {summary_of(rows)}")
    return 0


def judged_by(judge: str, picture: Image.Image, thing: str, studio: Studio) -> tuple[float, float]:
    """(probability of the thing in the picture, and in its JPEG)."""
    info, path = choose_what(WhatOptions(network=judge), store=studio.store)
    network = studio.backbone(info, path, layers=[CLASSIFIER], exact=True)
    group = list(find_classes(thing, info.classes).indices)
    shares = []
    for one in (picture, as_jpeg(picture)):
        logits = look_at(Picture(image=one), network, device=studio.device)
        shares.append(float(logits.softmax(dim=0)[group].sum()))
    return shares[0], shares[1]


def as_jpeg(picture: Image.Image) -> Image.Image:
    """As a chat shows photos."""
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=JPEG_QUALITY)
    return Image.open(kept)


def line_of(row: Row) -> str:
    judged = "  ".join(
        f"{judge} {share:.2f} (JPEG {jpeg:.2f})" for judge, (share, jpeg) in row.by_judge.items()
    )
    return f"{row.thing:17} {row.seconds:5.1f} s  {judged}"


def summary_of(rows: Sequence[Row]) -> str:
    sure = "  ".join(
        f"{judge} {sum(row.by_judge[judge][0] >= SURE for row in rows)} of {len(rows)}"
        for judge in rows[0].by_judge
    )
    return f"at least {SURE:.0%}: {sure}"


if __name__ == "__main__":
    raise SystemExit(main())
