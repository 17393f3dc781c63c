"""Make docs/gallery/recipes.jpg: ``python -m benchmarks.pictures.recipes``.

Things dreamt into photos by octaves and by accentuation, and drawn by deepdraw and by MACO, with
the embedded network; below each drawing how sure the network is of it.
"""

import argparse
import sys
from pathlib import Path

from PIL import Image, ImageOps

from engine.machine import prepare_for_torch

prepare_for_torch()

from benchmarks.gallery import GALLERY, GAP_PX, LABEL_PX, paper, photo_called, save_small, write
from engine.dream.deepdream import dream
from engine.interpret.draw import draw
from engine.options.dream import DreamOptions, DreamRecipe
from engine.options.interpret import DrawOptions, DrawRecipe
from engine.studio.studio import Studio
from engine.weights.store import WeightStore

PHOTOS = ("rocket", "coffee")
DREAMT = ("castle", "owl")
DREAM_RECIPES: tuple[DreamRecipe, ...] = ("octaves", "accent")
DRAWN = ("castle", "lighthouse")
DRAW_RECIPES: tuple[DrawRecipe, ...] = ("deepdraw", "maco")
ACROSS = len(DREAMT) * len(DREAM_RECIPES)
TILE_PX = (252, 168)
DRAWING_PX = 252
SIZE_PX, SEED = 512, 1


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=GALLERY / "recipes.jpg")
    args = parser.parse_args(arguments)
    save_small(recipes_sheet(Studio(store=WeightStore(args.data_dir / "weights"))), args.out)
    return 0


def recipes_sheet(studio: Studio) -> Image.Image:
    """A row for each photo, and one of drawings; each recipe beside the other."""
    row_px = TILE_PX[1] + LABEL_PX
    height = len(PHOTOS) * row_px + DRAWING_PX + LABEL_PX + GAP_PX
    sheet = paper(ACROSS * (TILE_PX[0] + GAP_PX) + GAP_PX, height)
    for row, photo in enumerate(PHOTOS):
        wishes = [(thing, recipe) for thing in DREAMT for recipe in DREAM_RECIPES]
        for column, (thing, recipe) in enumerate(wishes):
            place = (GAP_PX + column * (TILE_PX[0] + GAP_PX), GAP_PX + row * row_px)
            made = dreamt(photo, thing, recipe, studio)
            _put(sheet, made, TILE_PX, place, f"{thing}, {recipe}")
    top = GAP_PX + len(PHOTOS) * row_px
    drawings = [(thing, recipe) for thing in DRAWN for recipe in DRAW_RECIPES]
    for column, (thing, drawn_by) in enumerate(drawings):
        picture, share = drawn(thing, drawn_by, studio)
        place = (GAP_PX + column * (TILE_PX[0] + GAP_PX), top)
        caption = f"{thing}, {drawn_by}: {share:.2f}"
        _put(sheet, picture, (DRAWING_PX, DRAWING_PX), place, caption)
    return sheet


def dreamt(photo: str, thing: str, recipe: DreamRecipe, studio: Studio) -> Image.Image:
    options = DreamOptions(classes=(thing,), recipe=recipe, size_px=SIZE_PX, seed=SEED)
    return dream(photo_called(photo), options, studio=studio).picture


def drawn(thing: str, recipe: DrawRecipe, studio: Studio) -> tuple[Image.Image, float]:
    """(the drawing, the probability of the thing in it)."""
    made = draw(DrawOptions(classes=(thing,), recipe=recipe, seed=SEED), studio=studio)
    return made.picture, made.facts["shares"][0]


def _put(
    sheet: Image.Image,
    picture: Image.Image,
    size: tuple[int, int],
    place: tuple[int, int],
    caption: str,
) -> None:
    sheet.paste(ImageOps.fit(picture, size, Image.Resampling.LANCZOS), place)
    write(sheet, caption, (place[0], place[1] + size[1] + 4))


if __name__ == "__main__":
    sys.exit(main())
