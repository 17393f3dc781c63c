"""Prove that a network dreams of what it was shown: ``python -m benchmarks.fine_tuned``.

200 pictures by our own painters are painted, BVLC GoogLeNet is fine-tuned on them as
``oneiro train dream`` does it, and docs/gallery/fine_tuned.jpg shows its dreams beside those of
the network that it was. BVLC GoogLeNet must have been imported into the data folder.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from skimage import data

from benchmarks.gallery import GALLERY, GAP_PX, LABEL_PX, paper, save_small, write
from engine.cli import commands as cli
from engine.house.paint import OVERSAMPLING, PAINTERS
from engine.ops.images import resize_picture

EACH = 25  # pictures by each of the eight painters
PAINTED_PX = 144
NAME = "painters"
TRAINING = "--base bvlc_googlenet --size 96 --batch 16 --rate 0.002 --steps 61"
STEERED = ("swirls", "glass")  # the painters whom dreams are steered to
TILE_PX = (360, 240)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    parser.add_argument("--work", type=Path, required=True, help="a folder for what is painted")
    args = parser.parse_args(arguments)
    pictures, photo = args.work / "pictures", args.work / "photo.png"
    paint_pictures(pictures)
    Image.fromarray(data.chelsea()).resize((480, 320), Image.Resampling.LANCZOS).save(photo)
    train = ["train", "dream", str(pictures), "--name", NAME, *TRAINING.split()]
    for words in (train, *dreams(photo, args.work)):
        if code := cli.main([*words, "--device", "cpu"], data_dir=args.data_dir):
            return code
    some_of(pictures).save(args.work / "shown.png")
    tiles = {
        "The photo": "photo",
        "What the network was shown, and 192 more": "shown",
        "BVLC GoogLeNet, inception_5b": "stock",
        "Fine-tuned, classifier": "own",
        **{f"Fine-tuned, its class “{painter}”": painter for painter in STEERED},
    }
    save_small(sheet_of(tiles, args.work), GALLERY / "fine_tuned.jpg")
    return 0


def paint_pictures(folder: Path) -> None:
    """A subfolder for each painter: what the classes are called."""
    for name, paint in PAINTERS.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for number in range(EACH):
            path = folder / name / f"{number:03}.jpg"
            if not path.exists():
                large = paint(np.random.default_rng(1000 + number), PAINTED_PX * OVERSAMPLING)
                resize_picture(large, width=PAINTED_PX, height=PAINTED_PX).save(path, quality=92)


def dreams(photo: Path, folder: Path) -> list[list[str]]:
    """The stock network's, and ours: of whichever painter is near, and of some of them."""
    commands = {
        "stock": "bvlc_googlenet --layer inception_5b",
        "own": f"{NAME} --layer classifier",
        **{painter: f"{NAME} --classes {painter}" for painter in STEERED},
    }
    return [
        ["dream", str(photo), "-o", str(folder / f"{out}.png"), "--network", *words.split()]
        for out, words in commands.items()
    ]


def some_of(pictures: Path) -> Image.Image:
    """A picture by each painter, four across."""
    width, height = TILE_PX[0] // 4, TILE_PX[1] // 2
    sheet = paper(*TILE_PX)
    for index, name in enumerate(PAINTERS):
        with Image.open(pictures / name / "000.jpg") as picture:
            small = ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS)
        sheet.paste(small, (index % 4 * width, index // 4 * height))
    return sheet


def sheet_of(tiles: dict[str, str], folder: Path) -> Image.Image:
    """Two columns, each picture (the file's name) with its words below."""
    width, height = TILE_PX
    rows = -(-len(tiles) // 2)
    sheet = paper(2 * (width + GAP_PX) + GAP_PX, rows * (height + LABEL_PX + GAP_PX) + GAP_PX)
    for index, (words, name) in enumerate(tiles.items()):
        left = GAP_PX + index % 2 * (width + GAP_PX)
        top = GAP_PX + index // 2 * (height + LABEL_PX + GAP_PX)
        with Image.open(folder / f"{name}.png") as picture:
            small = resize_picture(picture.convert("RGB"), width=width, height=height)
        sheet.paste(small, (left, top))
        write(sheet, words, (left, top + height + 4))
    return sheet


if __name__ == "__main__":
    sys.exit(main())
