"""One command, many photos: each made into a file of its own, with the networks loaded once."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from engine.errors import ArtError, BadInputError, OptionError, UnknownNameError, WeightsError
from engine.media.pictures import can_write
from engine.terminal.arguments import SEVERAL
from engine.terminal.console import EXIT_FAILED, Run, complain, error_words, os_words, say
from engine.texts.phrase import Phrase

# An error of one of these is of this photo alone; of any other option all photos would have it.
OF_ONE = ("picture", "clip", "output")


def for_each(run: Run, *, art: str, source: str = "photo", suffix: str | None = None) -> Run:
    """``run`` for every photo that is named; of a single one as if it were the only kind.

    Args:
        art: what is added to the photos' names.
        source: where ``run`` looks for its photo.
        suffix: of what is made; None: the photo's own, where such a file can be written.
    """

    def run_all(args: argparse.Namespace) -> int:
        sources: Sequence[Path] = getattr(args, SEVERAL)
        if len(sources) == 1 and not args.is_folder:
            return run(_with(args, **{source: sources[0]}))
        folder = _folder(args)
        places = _places(sources, folder, art=art, suffix=suffix)
        warm: dict[str, Any] = {}
        failed = [
            photo.name
            for photo, place in zip(sources, places, strict=True)
            if not _is_done(run, _with(args, **{source: photo}, output=place, warm=warm), photo)
        ]
        if not failed:
            return 0
        names = ", ".join(failed)
        return complain(f"{len(failed)} of {len(sources)} failed: {names}", EXIT_FAILED)

    return run_all


def _with(args: argparse.Namespace, **values: object) -> argparse.Namespace:
    return argparse.Namespace(**{**vars(args), **values})


def _folder(args: argparse.Namespace) -> Path:
    """Where the results go; made where its name ends with a slash. Raises: OptionError; OSError."""
    folder: Path = args.output
    if args.is_folder:
        if folder.exists() and not folder.is_dir():
            rule = Phrase("rules.is_file")
            raise OptionError(option="output", value=str(folder), rule=rule)
        folder.mkdir(parents=True, exist_ok=True)
    elif not folder.is_dir():
        rule = Phrase("rules.several_photos")
        raise OptionError(option="output", value=str(folder), rule=rule)
    return folder


def _places(sources: Iterable[Path], folder: Path, *, art: str, suffix: str | None) -> list[Path]:
    """``coffee.jpg`` becomes ``coffee-dream.jpg``, another of that name ``coffee-dream-2.jpg``."""
    places: list[Path] = []
    for photo in sources:
        own = photo.suffix if can_write(photo) else ".png"
        place = folder / f"{photo.stem}-{art}{suffix or own}"
        first, number = place, 1
        while place in places:
            number += 1
            place = first.with_stem(f"{first.stem}-{number}")
        places.append(place)
    return places


def _is_done(run: Run, args: argparse.Namespace, source: Path) -> bool:
    """Make one; what is wrong with it alone is told, and the others go on.

    Raises: ArtError: what all of them would fail for; BrokenPipeError: nobody listens any more.
    """
    try:
        return run(args) == 0
    except BrokenPipeError:
        raise
    except OSError as exc:
        words = os_words(exc)
    except ArtError as exc:
        if _is_of_all(exc, source):
            raise
        words = error_words(exc, args)
    if args.json:
        say(json.dumps({"photo": str(source), "error": words}))
    complain(f"{source}: {words}", EXIT_FAILED)
    return False


def _is_of_all(exc: ArtError, source: Path) -> bool:
    if isinstance(exc, OptionError):
        return exc.facts.get("option") not in OF_ONE
    if isinstance(exc, BadInputError) and "name" in exc.facts:
        return exc.facts["name"] != source.name  # a style, guide or mask
    return isinstance(exc, UnknownNameError | WeightsError)
