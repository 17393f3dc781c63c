"""How an art command runs: its photo in, its picture out, and what it says of it."""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from engine.errors import OptionError
from engine.files import write_whole
from engine.machine import file_in_the_way
from engine.media.making import Making
from engine.media.pictures import Picture, PictureFormat, encode_picture, format_for, read_picture
from engine.style.controls.source import StyleSource
from engine.terminal.console import (
    check_writable,
    os_rule,
    progress_bar,
    quiet_libraries,
    remark,
    say,
)
from engine.texts.phrase import Phrase
from engine.weights.own_styles import named_style

if TYPE_CHECKING:
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio
    from engine.weights.store import WeightStore

FILM_SUFFIX = ".mp4"
FileFormat = PictureFormat | Literal["mp4", "svg"]
LEAST_SHARE, MOST_SHARE = 0.001, 100.0  # of a style


def store_of(args: argparse.Namespace) -> WeightStore:
    """The networks in the data folder that the command was given.

    Raises: OptionError: a file stands where a folder should be.
    """
    from engine.weights.store import WeightStore

    root = Path(args.data_dir) / "weights"
    file = file_in_the_way(root)
    if file is not None:
        rule = Phrase("rules.file_in_the_way", file=str(file))
        raise OptionError(option="data_dir", value=str(args.data_dir), rule=rule)
    return WeightStore(root)


def render(
    args: argparse.Namespace,
    store: WeightStore,
    make: Callable[[Studio, Callable[[Progress], None]], Artwork],
    *,
    kind: FileFormat,
    pictures: Sequence[Picture] = (),
    facts: Mapping[str, Any] | None = None,
) -> int:
    """Load torch, make the art, write it, say so, and what was odd about ``pictures``.

    ``facts``: more to tell than the artwork knows.
    """
    with quiet_libraries():
        from engine.studio.studio import Studio

        studio = _warm_studio(args) or Studio(store=store, device=args.device)
        _keep_warm(args, studio)
        making = _making(args, pictures)
        with progress_bar(args.output.name) as show:

            def tell(progress: Progress) -> None:
                show(progress.fraction)

            artwork = make(studio, making.watching(tell) if making else tell)
        started = time.perf_counter()
        beside = _write(args.output, artwork, kind)
        film = making.film(artwork.picture) if making else None
        if film is not None:
            write_whole(args.making, film)
            beside["making"] = str(args.making)
        seconds = artwork.seconds + time.perf_counter() - started
        facts = {**artwork.facts, **(facts or {}), **beside, **_batch_facts(args)}
        artwork = dataclasses.replace(artwork, seconds=seconds, facts=facts)
    notes = notes_of(pictures, artwork)
    shown = {**report(artwork), **({"notes": notes} if notes else {})}
    say(json.dumps(shown) if args.json else _summary(artwork, args.output))
    for note in notes:
        remark(note)
    return 0


def _write(output: Path, artwork: Artwork, kind: FileFormat) -> dict[str, Any]:
    """Write the film, drawing or picture with its snapshots. Returns: what there is beside it."""
    if kind == "mp4":
        write_whole(output, artwork.film)
        return {}
    if kind == "svg":
        write_whole(output, artwork.svg.encode())
        return {}
    files = snapshot_paths(output, len(artwork.snapshots))
    for path, image in zip([*files, output], [*artwork.snapshots, artwork.picture], strict=True):
        write_whole(path, encode_picture(image, format=kind, metadata=_provenance(artwork)))
    return {"snapshots": [str(path) for path in files]} if files else {}


def _making(args: argparse.Namespace, pictures: Sequence[Picture]) -> Making | None:
    """Takes pictures on the way for ``--making``; None: nobody asked for that film."""
    if getattr(args, "making", None) is None:
        return None
    return Making(pictures[0].image if pictures else None)


def _warm_studio(args: argparse.Namespace) -> Studio | None:
    """The studio that made the photo before this one."""
    return (getattr(args, "warm", None) or {}).get("studio")


def _keep_warm(args: argparse.Namespace, studio: Studio) -> None:
    """For the photos that follow."""
    if getattr(args, "warm", None) is not None:
        args.warm["studio"] = studio


def _batch_facts(args: argparse.Namespace) -> dict[str, str]:
    """Of several photos: which became what."""
    if getattr(args, "warm", None) is None:
        return {}
    source = getattr(args, "photo", None) or args.clip
    return {"photo": str(source), "output": str(args.output)}


def notes_of(pictures: Sequence[Picture], artwork: Artwork) -> list[str]:
    """What was odd about the pictures, and what there is to know of what was made of them."""
    notes = [*(note for picture in pictures for note in picture.notes), *artwork.notes]
    return list(dict.fromkeys(map(str, notes)))


def check_no_folder(path: Path, *, option: str = "output") -> None:
    """Raise OptionError where one file is to be written and ``path`` is a folder."""
    try:
        is_folder = path.is_dir()
    except OSError:
        return  # whoever writes says what is wrong with it
    if is_folder:
        rule = Phrase("rules.name_a_file")
        raise OptionError(option=option, value=str(path), rule=rule)


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
        facts["labels"] = [{"name": label.name, "share": label.share} for label in artwork.labels]
    seconds = round(artwork.seconds, 3)
    facts |= {"device": artwork.device, "seconds": seconds, **artwork.facts}
    return {**facts, "options": artwork.options.to_json()}


def _summary(artwork: Artwork, output: Path) -> str:
    facts = report(artwork)
    several = facts["options"].get("classes") or facts.get("styles") or ()
    subject = ", ".join(several) or facts.get("label") or facts.get("layer")
    how = [artwork.art, facts.get("hand"), subject, artwork.network]
    how.append(f"{facts['width']}x{facts['height']} px")
    if "frames" in facts:
        how.append(f"{facts['frames']} frames")
    if artwork.steps:
        how.append(f"{artwork.steps} steps")
    if artwork.snapshots:
        how.append(f"{len(artwork.snapshots)} snapshots")
    if "seed" in facts:
        how.append(f"seed {facts['seed']}")
    return f"{output}: {', '.join(filter(None, how))}, {artwork.seconds:.1f} s"


def _provenance(artwork: Artwork) -> str:
    return f"Made with Oneiro: {artwork.art} {json.dumps(artwork.options.to_json())}"


def check_instant(args: argparse.Namespace) -> None:
    """Raise OptionError where steps are said of what is painted in one go."""
    if args.instant and args.steps is not None:
        rule = Phrase("rules.instant_has_no_steps")
        raise OptionError(option="steps", value=args.steps, rule=rule)


def check_making(args: argparse.Namespace) -> None:
    """Raise OptionError where no film of how the picture came to be can be written."""
    if args.making is None:
        return
    if getattr(args, "instant", False):
        rule = Phrase("rules.instant_is_no_film")
        raise OptionError(option="making", value=str(args.making), rule=rule)
    if getattr(args, "warm", None) is not None:
        rule = Phrase("rules.one_photo")
        raise OptionError(option="making", value=str(args.making), rule=rule)
    check_film(args.making, option="making")


def checked_output(
    path: Path,
    *,
    photo: Path | None = None,
    others: Sequence[Path] = (),
    snapshots: int = 0,
    kind: FileFormat | None = None,
) -> FileFormat:
    """The format of the file to write.

    Args:
        kind: of a file that is no picture; None: a picture, as its name ends.
        photo, others: the pictures to read; none is written over.
        snapshots: so many are written beside it.
    Raises: OptionError.
    """
    check_no_folder(path)
    kind = kind or format_for(path)
    for target in (path, *snapshot_paths(path, snapshots)):
        if photo is not None and target.resolve() == photo.resolve():
            rule = Phrase("rules.is_the_photo")
            raise OptionError(option="output", value=str(target), rule=rule)
        if target.resolve() in [other.resolve() for other in others]:
            rule = Phrase("rules.is_to_be_read")
            raise OptionError(option="output", value=str(target), rule=rule)
        check_writable(target)
    return kind


def snapshot_paths(output: Path, count: int) -> list[Path]:
    """NAME-1.png and so on, beside NAME.png."""
    return [output.with_stem(f"{output.stem}-{number}") for number in range(1, count + 1)]


def read_photo(path: Path, *, option: str = "picture") -> Picture:
    """A picture file; one that cannot be opened is bad input too, to ``option``."""
    try:
        return read_picture(path)
    except OSError as exc:
        raise OptionError(option=option, value=str(path), rule=os_rule(exc)) from exc


def read_styles(texts: Sequence[str], root: Path) -> list[StyleSource]:
    """Style pictures with their shares, of ``mosaic``, ``mosaic=2`` or ``picture.jpg=2``.

    ``root``: the folder of networks, which may know styles too.
    """
    return [_read_style(*_split_share(text), root) for text in texts]


def shares_of(styles: Sequence[StyleSource]) -> dict[str, list[float]]:
    """What is told of several styles."""
    return {"shares": [style.weight for style in styles]} if len(styles) > 1 else {}


def style_files(texts: Sequence[str]) -> list[Path]:
    """The files among what :func:`read_styles` reads."""
    paths = [Path(_split_share(text)[0]) for text in texts]
    return [path for path in paths if _is_meant_as_file(path)]


def _read_style(text: str, share: float, root: Path) -> StyleSource:
    path = Path(text)
    if _is_meant_as_file(path):
        return StyleSource(name=path.stem, picture=read_photo(path, option="style"), weight=share)
    name, picture = named_style(text, root)
    return StyleSource(name=name, picture=picture, weight=share)


def _is_meant_as_file(path: Path) -> bool:
    return path.is_file() or bool(path.suffix) or len(path.parts) > 1


def _split_share(text: str) -> tuple[str, float]:
    """(name, share); a file may well have ``=`` or ``:`` in its name. Raises: OptionError."""
    parts = re.fullmatch(r"(.+)[=:]([^=:]+)", text)
    if parts is None or Path(text).is_file():
        return text, 1.0
    try:
        share = float(parts[2])
    except ValueError:
        return text, 1.0
    if not LEAST_SHARE <= share <= MOST_SHARE:
        rule = Phrase("rules.share_range", low=f"{LEAST_SHARE:g}", high=f"{MOST_SHARE:g}")
        raise OptionError(option="style", value=text, rule=rule)
    return parts[1], share


def check_film(path: Path, *, source: Path | None = None, option: str = "output") -> None:
    """Raise OptionError where no film can be written to ``path``; ``source``: not over this."""
    check_no_folder(path, option=option)
    if path.suffix.lower() != FILM_SUFFIX:
        rule = Phrase("rules.film_ends_in", ending=FILM_SUFFIX)
        raise OptionError(option=option, value=str(path), rule=rule)
    if source is not None and path.resolve() == source.resolve():
        rule = Phrase("rules.is_the_film")
        raise OptionError(option="output", value=str(path), rule=rule)
    check_writable(path)
