"""How an art command runs: its photo in, its picture out, and what it says of it."""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from engine.catalogue import find_style
from engine.errors import OptionError
from engine.house.shelf import house_style_path
from engine.pictures import Picture, PictureFormat, encode_picture, format_for, read_picture
from engine.terminal import (
    check_writable,
    os_rule,
    progress_bar,
    quiet_libraries,
    remark,
    say,
    write_whole,
)

if TYPE_CHECKING:
    from engine.studio import Artwork, Progress, Studio
    from engine.weights import WeightStore

FILM_SUFFIX = ".mp4"


def store_of(args: argparse.Namespace) -> WeightStore:
    """The networks in the data folder that the command was given."""
    from engine.weights import WeightStore

    return WeightStore(Path(args.data_dir) / "weights")


def render(
    args: argparse.Namespace,
    store: WeightStore,
    make: Callable[[Studio, Callable[[Progress], None]], Artwork],
    *,
    kind: PictureFormat | Literal["mp4"],
    pictures: Sequence[Picture] = (),
) -> int:
    """Load torch, make the art, write it, say so, and what was odd about ``pictures``."""
    with quiet_libraries():
        from engine.studio import Studio

        studio = Studio(store=store, device=args.device)
        with progress_bar(args.output.name) as show:
            artwork = make(studio, lambda progress: show(progress.fraction))
        started = time.perf_counter()
        if kind == "mp4":
            write_whole(args.output, artwork.film)
        else:
            written = encode_picture(artwork.picture, format=kind, metadata=_provenance(artwork))
            write_whole(args.output, written)
        seconds = artwork.seconds + time.perf_counter() - started
        artwork = dataclasses.replace(artwork, seconds=seconds)
    say(json.dumps(report(artwork)) if args.json else _summary(artwork, args.output))
    say_notes(pictures)
    return 0


def say_notes(pictures: Sequence[Picture]) -> None:
    """What was odd about the pictures, on stderr."""
    for note in dict.fromkeys(note for picture in pictures for note in picture.notes):
        remark(note)


def report(artwork: Artwork) -> dict[str, Any]:
    """What ``--json`` prints."""
    facts: dict[str, Any] = {"art": artwork.art, "network": artwork.network}
    if artwork.image is not None:
        facts |= {"width": artwork.image.width, "height": artwork.image.height}
    if artwork.steps:
        facts |= {"steps": artwork.steps}
    seed = getattr(artwork.options, "seed", None)
    if seed is not None:
        facts |= {"seed": seed}
    if artwork.labels:
        facts["labels"] = [{"name": one.name, "share": one.share} for one in artwork.labels]
    seconds = round(artwork.seconds, 3)
    facts |= {"device": artwork.device, "seconds": seconds, **artwork.facts}
    return {**facts, "options": artwork.options.to_json()}


def _summary(artwork: Artwork, output: Path) -> str:
    told = report(artwork)
    several = told["options"].get("classes") or told.get("styles") or ()
    subject = ", ".join(several) or told.get("label") or told.get("layer")
    how = [artwork.art, subject, artwork.network]
    how.append(f"{told['width']}x{told['height']} px")
    if "frames" in told:
        how.append(f"{told['frames']} frames")
    if artwork.steps:
        how.append(f"{artwork.steps} steps")
    if "seed" in told:
        how.append(f"seed {told['seed']}")
    return f"{output}: {', '.join(filter(None, how))}, {artwork.seconds:.1f} s"


def _provenance(artwork: Artwork) -> str:
    return f"Made with Oneiro: {artwork.art} {json.dumps(artwork.options.to_json())}"


def given(args: argparse.Namespace, names: str) -> dict[str, Any]:
    """The named arguments that were given."""
    values = {name: getattr(args, name) for name in names.split()}
    return {name: value for name, value in values.items() if value is not None}


def checked_output(path: Path, *, photo: Path | None = None) -> PictureFormat:
    """The format of the file to write, which must not be the photo's. Raises: OptionError."""
    kind = format_for(path)
    if photo is not None and path.resolve() == photo.resolve():
        rule = "it is the photo itself; name another file"
        raise OptionError(option="output", value=str(path), rule=rule)
    check_writable(path)
    return kind


def read_photo(path: Path) -> Picture:
    """A picture file; one that cannot be opened is bad input too."""
    try:
        return read_picture(path)
    except OSError as exc:
        raise OptionError(option="picture", value=str(path), rule=os_rule(exc)) from exc


def read_style(text: str) -> tuple[str, Picture]:
    """(name, picture) of a file, else of a house style."""
    path = Path(text)
    if path.is_file() or path.suffix or len(path.parts) > 1:
        return path.stem, read_photo(path)
    style = find_style(text)
    return style.name, read_picture(house_style_path(style.name))


def check_film(path: Path, *, source: Path | None = None) -> None:
    """Raise OptionError where no film can be written to ``path``; ``source``: not over this."""
    if path.suffix.lower() != FILM_SUFFIX:
        rule = f"a film's name must end in {FILM_SUFFIX}"
        raise OptionError(option="output", value=path.name, rule=rule)
    if source is not None and path.resolve() == source.resolve():
        rule = "it is the film itself; name another file"
        raise OptionError(option="output", value=str(path), rule=rule)
    check_writable(path)
