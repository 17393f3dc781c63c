"""Paint the pictures in docs/gallery: ``python -m benchmarks.gallery house style painters …``.

``house``: one photo in every house style, each beside the style's own picture.
``style``: four photos in six house styles.
``painters``: twelve pairs of photo and style by four losses, each style's picture first.
``dream``: two photos in every preset.
``embedded``: what we embed beside its teachers, on photos that it never saw; they must be imported.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps
from skimage import data

from engine.machine import prepare_for_torch

prepare_for_torch()

from engine.catalogue.house_styles import HOUSE_STYLES, house_style_path
from engine.catalogue.presets import PRESETS
from engine.dream.deepdream import dream
from engine.media.pictures import Picture, decode_picture
from engine.ops.images import resize_picture
from engine.options.dream import DreamOptions
from engine.options.style import StyleLoss, StyleOptions
from engine.studio.studio import Studio
from engine.style.transfer import StyleSource, style
from engine.weights.store import WeightStore

GALLERY = Path(__file__).parents[1] / "docs" / "gallery"
# A README shows none wider, and a dozen of them stay light.
MOST_PX, MOST_BYTES = 1000, 175_000
GAP_PX = 10
LABEL_PX = 30
PAPER = (250, 248, 243)
INK = (38, 36, 34)

STYLE_TILE_PX = 232
STYLE_OPTIONS = StyleOptions(size_px=400)

STYLED_PHOTOS = ("chelsea", "coffee", "astronaut", "rocket")
STYLES_SHOWN = ("swirls", "glass", "mosaic", "marble", "woodcut", "ink")
STYLED_TILE_PX = (270, 180)

PAINTED_PAIRS = (
    ("astronaut", "woodcut"),
    ("astronaut", "dots"),
    ("chelsea", "mosaic"),
    ("chelsea", "swirls"),
    ("coffee", "ink"),
    ("coffee", "marble"),
    ("rocket", "swirls"),
    ("rocket", "woodcut"),
    ("camera", "glass"),
    ("camera", "cubist"),
    ("stereo_motorcycle", "marble"),
    ("stereo_motorcycle", "cubist"),
)
LOSSES_SHOWN: tuple[StyleLoss, ...] = ("gram", "wasserstein", "neighbours", "painter")
PAINTER_OPTIONS = StyleOptions(size_px=384, network="embedded_style")
PAINTER_TILE_PX = (164, 136)

DREAMT_PHOTOS = ("chelsea", "coffee")
DREAM_ACROSS = 3
DREAM_TILE_PX = (270, 180)
DREAM_OPTIONS = DreamOptions(size_px=450, seed=1)


# Photos that were never trained on; layers to dream of, and a class.
UNSEEN_PHOTOS = ("chelsea", "rocket")
COMPARED_DREAMS = (
    DreamOptions(layer="inception_3b"),
    DreamOptions(layer="inception_4c"),
    DreamOptions(layer="inception_4d"),
    DreamOptions(classes=("castle",)),
)
COMPARED_STYLES = ("swirls", "glass")
DREAM_TEACHER, STYLE_TEACHER = "bvlc_googlenet", "vgg19_oxford"
COMPARED_TILE_PX = (270, 180)
COMPARED_PX, COMPARED_STEPS = 400, 100


def main(arguments: list[str] | None = None) -> int:
    sheets = {
        "house": house_sheet,
        "style": style_sheet,
        "painters": painters_sheet,
        "dream": dream_sheet,
        "embedded": embedded_sheet,
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("galleries", nargs="+", choices=sheets)
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=GALLERY, help="the folder to write to")
    args = parser.parse_args(arguments)
    studio = Studio(store=WeightStore(args.data_dir / "weights"))
    args.out.mkdir(parents=True, exist_ok=True)
    for name in args.galleries:
        save_small(sheets[name](studio), args.out / f"{name}.jpg")
    return 0


def house_sheet(studio: Studio) -> Image.Image:
    """Return two columns of pairs: the house picture, and the photo painted like it."""
    photo = photo_called("coffee")
    wide_px = round(STYLE_TILE_PX * photo.width / photo.height)
    pair_px = STYLE_TILE_PX + wide_px + 2 * GAP_PX
    rows = -(-len(HOUSE_STYLES) // 2)
    sheet = paper(2 * (pair_px + GAP_PX), rows * (STYLE_TILE_PX + LABEL_PX) + GAP_PX)
    for index, house in enumerate(HOUSE_STYLES.values()):
        source = house_source(house.name)
        artwork = style(photo, [source], STYLE_OPTIONS, studio=studio)
        left = GAP_PX + (index % 2) * (pair_px + GAP_PX)
        top = GAP_PX + (index // 2) * (STYLE_TILE_PX + LABEL_PX)
        for picture, place, width in (
            (source.picture.image, left, STYLE_TILE_PX),
            (artwork.picture, left + STYLE_TILE_PX + 2, wide_px),
        ):
            sheet.paste(resize_picture(picture, width=width, height=STYLE_TILE_PX), (place, top))
        caption = f"{house.title} ({artwork.network}, {artwork.steps} steps)"
        write(sheet, caption, (left, top + STYLE_TILE_PX + 4))
    return sheet


def style_sheet(studio: Studio) -> Image.Image:
    """Return a row for each style, a column for each photo."""
    width, height = STYLED_TILE_PX
    row_px = height + LABEL_PX
    sheet = paper(
        len(STYLED_PHOTOS) * (width + GAP_PX) + GAP_PX, len(STYLES_SHOWN) * row_px + GAP_PX
    )
    for row, name in enumerate(STYLES_SHOWN):
        source = house_source(name)
        for column, photo in enumerate(STYLED_PHOTOS):
            artwork = style(photo_called(photo), [source], STYLE_OPTIONS, studio=studio)
            shown = ImageOps.fit(
                artwork.picture, STYLED_TILE_PX, Image.Resampling.LANCZOS, centering=(0.5, 0.15)
            )
            place = (GAP_PX + column * (width + GAP_PX), GAP_PX + row * row_px)
            sheet.paste(shown, place)
        write(sheet, HOUSE_STYLES[name].title, (GAP_PX, GAP_PX + row * row_px + height + 4))
    return sheet


def painters_sheet(studio: Studio) -> Image.Image:
    """Return two columns of pairs: the style's picture, then the photo by each loss."""
    width, height = PAINTER_TILE_PX
    row_px = height + LABEL_PX
    pair_px = (1 + len(LOSSES_SHOWN)) * (width + 2) + GAP_PX
    sheet = paper(2 * pair_px + GAP_PX, -(-len(PAINTED_PAIRS) // 2) * row_px + GAP_PX)
    for index, (photo, name) in enumerate(PAINTED_PAIRS):
        source = house_source(name)
        left, top = GAP_PX + index % 2 * pair_px, GAP_PX + index // 2 * row_px
        shown = [(HOUSE_STYLES[name].title, source.picture.image)]
        for loss in LOSSES_SHOWN:
            options = replace(PAINTER_OPTIONS, loss=loss)
            made = style(photo_called(photo), [source], options, studio=studio)
            shown.append((loss, made.picture))
        for number, (title, picture) in enumerate(shown):
            tile = ImageOps.fit(
                picture, PAINTER_TILE_PX, Image.Resampling.LANCZOS, centering=(0.5, 0.15)
            )
            sheet.paste(tile, (left + number * (width + 2), top))
            write(sheet, title, (left + number * (width + 2), top + height + 4))
    return sheet


def house_source(name: str) -> StyleSource:
    file = house_style_path(name).read_bytes()
    return StyleSource(name=name, picture=decode_picture(file, name=name))


def dream_sheet(studio: Studio) -> Image.Image:
    """Return one block of presets a photo, side by side."""
    width, height = DREAM_TILE_PX
    rows = -(-len(PRESETS) // DREAM_ACROSS)
    columns = DREAM_ACROSS * len(DREAMT_PHOTOS)
    block_gap = (len(DREAMT_PHOTOS) - 1) * 2 * GAP_PX
    sheet = paper(
        columns * (width + GAP_PX) + GAP_PX + block_gap, rows * (height + LABEL_PX) + GAP_PX
    )
    for block, name in enumerate(DREAMT_PHOTOS):
        photo = photo_called(name)
        for index, preset in enumerate(PRESETS.values()):
            options = replace(DREAM_OPTIONS, preset=preset.name)
            dreamt = dream(photo, options, studio=studio).picture
            column = block * DREAM_ACROSS + index % DREAM_ACROSS
            left = GAP_PX + column * (width + GAP_PX) + block * 2 * GAP_PX
            top = GAP_PX + index // DREAM_ACROSS * (height + LABEL_PX)
            sheet.paste(resize_picture(dreamt, width=width, height=height), (left, top))
            write(sheet, preset.title, (left, top + height + 4))
    return sheet


def embedded_sheet(studio: Studio) -> Image.Image:
    """Return a row for each dream and style: for each photo ours, then the teacher's."""
    width, height = COMPARED_TILE_PX
    wishes: list[DreamOptions | str] = [*COMPARED_DREAMS, *COMPARED_STYLES]
    row_px = height + LABEL_PX
    columns = 2 * len(UNSEEN_PHOTOS)
    sheet = paper(columns * (width + GAP_PX) + GAP_PX, len(wishes) * row_px + GAP_PX)
    for row, wish in enumerate(wishes):
        top = GAP_PX + row * row_px
        for column in range(columns):
            photo = photo_called(UNSEEN_PHOTOS[column // 2])
            made, caption = compared(photo, wish, is_ours=column % 2 == 0, studio=studio)
            shown = ImageOps.fit(
                made, COMPARED_TILE_PX, Image.Resampling.LANCZOS, centering=(0.5, 0.4)
            )
            left = GAP_PX + column * (width + GAP_PX)
            sheet.paste(shown, (left, top))
            write(sheet, caption, (left, top + height + 4))
    return sheet


def compared(
    photo: Picture, wish: DreamOptions | str, *, is_ours: bool, studio: Studio
) -> tuple[Image.Image, str]:
    """Return the dream, or the painting like a house style, and its caption."""
    if isinstance(wish, str):
        network = "embedded" if is_ours else STYLE_TEACHER
        options = StyleOptions(network=network, size_px=COMPARED_PX, steps=COMPARED_STEPS)
        made = style(photo, [house_source(wish)], options, studio=studio)
        return made.picture, f"{wish}: {made.network}"
    network = "embedded" if is_ours else DREAM_TEACHER
    options = replace(wish, network=network, size_px=COMPARED_PX, seed=1)
    made = dream(photo, options, studio=studio)
    return made.picture, f"{wish.layer or ', '.join(wish.classes)}: {made.network}"


def photo_called(name: str) -> Picture:
    """A photo of scikit-image's."""
    pixels = getattr(data, name)()
    left = pixels[0] if isinstance(pixels, tuple) else pixels  # of two eyes
    return Picture(image=Image.fromarray(left).convert("RGB"), name=name)


def paper(width: int, height: int) -> Image.Image:
    return Image.new("RGB", (width, height), PAPER)


def write(sheet: Image.Image, words: str, place: tuple[int, int]) -> None:
    ImageDraw.Draw(sheet).text(place, words, INK, ImageFont.load_default(size=18))


def save_small(sheet: Image.Image, out: Path, *, comment: str = "") -> None:
    """Write the best JPEG that stays under MOST_PX and MOST_BYTES."""
    sheet.thumbnail((MOST_PX, MOST_PX), Image.Resampling.LANCZOS)
    for quality in range(88, 30, -4):
        sheet.save(out, quality=quality, optimize=True, progressive=True, comment=comment)
        if out.stat().st_size <= MOST_BYTES:
            return


if __name__ == "__main__":
    sys.exit(main())
