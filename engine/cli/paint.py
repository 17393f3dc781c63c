"""``oneiro paint``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.errors import BrokenPictureError, OptionError, StrokesOfFilmError
from engine.media.pictures import PICTURE_SUFFIXES, can_write
from engine.options.strokes import PaintOptions, check_then
from engine.terminal.arguments import (
    PHOTO_HELP,
    STYLE_HELP,
    add_ending,
    add_options,
    add_output,
    add_several,
    given_options,
)
from engine.terminal.console import Parser, guarded
from engine.terminal.render import (
    FILM_SUFFIX,
    FileFormat,
    check_no_folder,
    checked_output,
    read_photo,
    read_styles,
    render,
    shares_of,
    store_of,
    style_files,
)
from engine.texts.phrase import Phrase

if TYPE_CHECKING:
    from engine.media.pictures import Picture
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio

DRAWING_SUFFIX = ".svg"
_START_BYTES = 16  # they tell a film from what is none
ENDINGS = ".png, .jpg, .jpeg, .webp, .svg (the strokes) or .mp4 (the film of its being painted)"


def fill_paint(parser: Parser) -> None:
    """The arguments of paint."""
    add_several(parser, metavar="PHOTO", help=PHOTO_HELP)
    add_output(parser, endings=ENDINGS, is_for_several=True)
    parser.add_argument(
        "--style",
        "--colours",
        "--colors",
        dest="styles",
        action="extend",
        nargs="+",
        default=[],
        metavar="STYLE",
        help=f"in whose colours (default the photo's): {STYLE_HELP}",
    )
    add_options(parser, PaintOptions)
    add_ending(parser)
    parser.set_defaults(run=guarded(for_each(run_paint, art="paint")))


def run_paint(args: argparse.Namespace) -> int:
    """``oneiro paint``"""
    options = PaintOptions(**given_options(args, PaintOptions))
    check_then(options, args.styles)
    kind = _checked_kind(args.output, args.photo, style_files(args.styles))
    if kind == "svg" and options.then is not None:
        rule = Phrase("rules.strokes_alone")
        raise OptionError(option="then", value=options.then, rule=rule)
    photo = _read_photo(args.photo)
    store = store_of(args)
    styles = read_styles(args.styles, store.root)
    if options.then == "style":
        store.find(None, art="style")

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.strokes.painting import Wanted, paint

        others = {
            "mp4": Wanted(picture=False, film=True),
            "svg": Wanted(picture=False, drawing=True),
        }
        wanted = others.get(kind)
        return paint(
            photo, options, styles=styles, wanted=wanted, studio=studio, on_progress=on_progress
        )

    taken = [photo, *(style.picture for style in styles)]
    return render(args, store, make, kind=kind, pictures=taken, facts=shares_of(styles))


def _read_photo(path: Path) -> Picture:
    """Raises: StrokesOfFilmError: it is a film; as :func:`read_photo`."""
    try:
        return read_photo(path)
    except BrokenPictureError as exc:
        from engine.media.film_frames import container_of  # PyAV takes a while to load

        with path.open("rb") as file:
            is_film = container_of(file.read(_START_BYTES)) is not None
        if is_film:
            raise StrokesOfFilmError(command="oneiro video") from exc
        raise


def _checked_kind(output: Path, photo: Path, styles: list[Path]) -> FileFormat:
    """What to write, as the file's name ends. Raises: OptionError."""
    check_no_folder(output)
    others: dict[str, FileFormat] = {FILM_SUFFIX: "mp4", DRAWING_SUFFIX: "svg"}
    kind = others.get(output.suffix.lower())
    if kind is None and not can_write(output):
        endings = ", ".join([*PICTURE_SUFFIXES, *others])
        rule = Phrase("rules.name_ends_in", endings=endings)
        raise OptionError(option="output", value=str(output), rule=rule)
    return checked_output(output, photo=photo, others=styles, kind=kind)
