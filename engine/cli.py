"""The art commands of ``oneiro``: dream, style, weights.

All input is checked before torch is loaded, so that a wrong name is answered at once. Exit codes:
0 done, 1 failed, 2 bad input, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.arguments import add_dream, add_style, add_weights
from engine.catalogue import find_network, find_style
from engine.errors import OptionError
from engine.house.shelf import house_style_path
from engine.options import DreamOptions, StyleOptions
from engine.pictures import Picture, PictureFormat, encode_picture, format_for, read_picture
from engine.terminal import (
    Parser,
    Run,
    check_writable,
    guarded,
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


def add_commands(subparsers: argparse._SubParsersAction[Parser]) -> None:
    """Add dream, style and weights; each sets ``run``; the caller sets ``args.data_dir``."""
    add_dream(subparsers, run=guarded(run_dream))
    add_style(subparsers, run=guarded(run_style))
    add_weights(
        subparsers,
        run_list=guarded(run_list),
        run_import=guarded(run_import),
        run_fetch=guarded(run_fetch),
    )


def run_dream(args: argparse.Namespace) -> int:
    """``oneiro dream``"""
    from engine.choices import choose_dream  # here: the other commands start sooner without

    options = DreamOptions(
        **_given(args, "network layer preset size_px steps octaves strength seed")
    )
    kind = _checked_output(args.output)
    photo = _read(args.photo)
    store = store_of(args)
    choose_dream(photo, options, store=store)

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.dream import dream

        return dream(photo, options, studio=studio, on_progress=on_progress)

    return _render(args, store, make, kind=kind, pictures=[photo])


def run_style(args: argparse.Namespace) -> int:
    """``oneiro style``"""
    options = StyleOptions(**_given(args, "network size_px steps strength seed"))
    kind = _checked_output(args.output)
    photo = _read(args.photo)
    store = store_of(args)
    store.find(options.network, art="style")
    pictures = [_style_picture(text) for text in args.styles]

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.style import StyleSource, style

        styles = [StyleSource(name=name, picture=picture) for name, picture in pictures]
        return style(photo, styles, options, studio=studio, on_progress=on_progress)

    taken = [photo, *(picture for _, picture in pictures)]
    return _render(args, store, make, kind=kind, pictures=taken)


def run_list(args: argparse.Namespace) -> int:
    """``oneiro weights list``"""
    from engine.weights import how_to_get

    states = store_of(args).list()
    if args.json:
        rows = [
            {
                "name": one.name,
                "state": one.state,
                "path": str(one.path) if one.path else None,
                "title": one.info.title,
                "licence": one.info.licence,
                "source": one.info.source,
            }
            for one in states
        ]
        say(json.dumps(rows))
        return 0
    for one in states:
        note = how_to_get(one.info) if one.path is None else str(one.path)
        say(f"{one.name:<15} {one.state:<9} {one.info.title} — {note}")
    return 0


def run_import(args: argparse.Namespace) -> int:
    """``oneiro weights import``"""
    try:
        with args.file.open("rb"):
            pass
    except OSError as exc:
        rule = os_rule(exc)
        raise OptionError(option="file", value=str(args.file), rule=rule) from exc
    name = store_of(args).import_file(args.file)
    say(f"{args.file.name} is {name}: imported.")
    return 0


def run_fetch(args: argparse.Namespace) -> int:
    """``oneiro weights fetch``"""
    info = find_network(args.name)
    with progress_bar(info.name) as show:

        def on_progress(done: int, total: int | None) -> None:
            if total:
                show(done / total)

        path = store_of(args).fetch(info.name, on_progress=on_progress)
    say(f"{info.name} is at {path}")
    return 0


def store_of(args: argparse.Namespace) -> WeightStore:
    """The networks in the data folder that the command was given."""
    from engine.weights import WeightStore

    return WeightStore(Path(args.data_dir) / "weights")


def _render(
    args: argparse.Namespace,
    store: WeightStore,
    make: Callable[[Studio, Callable[[Progress], None]], Artwork],
    *,
    kind: PictureFormat,
    pictures: Sequence[Picture],
) -> int:
    """Load torch, make the picture, write it, say so, and what was odd about ``pictures``."""
    with quiet_libraries():
        from engine.studio import Studio

        studio = Studio(store=store, device=args.device)
        with progress_bar(args.photo.name) as show:
            artwork = make(studio, lambda progress: show(progress.fraction))
        started = time.perf_counter()
        written = encode_picture(artwork.picture, format=kind, metadata=_provenance(artwork))
        write_whole(args.output, written)
        seconds = artwork.seconds + time.perf_counter() - started
        artwork = dataclasses.replace(artwork, seconds=seconds)
    say(json.dumps(report(artwork)) if args.json else _summary(artwork, args.output))
    for note in dict.fromkeys(note for picture in pictures for note in picture.notes):
        remark(note)
    return 0


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
    return {**facts, "device": artwork.device, "seconds": seconds, **artwork.facts}


def _summary(artwork: Artwork, output: Path) -> str:
    told = report(artwork)
    how = [artwork.art, told.get("layer") or ", ".join(told.get("styles", ())), artwork.network]
    how.append(f"{told['width']}x{told['height']} px")
    if artwork.steps:
        how.append(f"{artwork.steps} steps")
    if "seed" in told:
        how.append(f"seed {told['seed']}")
    return f"{output}: {', '.join(filter(None, how))}, {artwork.seconds:.1f} s"


def _provenance(artwork: Artwork) -> str:
    return f"Made with Oneiro: {artwork.art} {json.dumps(artwork.options.to_json())}"


def _given(args: argparse.Namespace, names: str) -> dict[str, Any]:
    """The named arguments that were given."""
    values = {name: getattr(args, name) for name in names.split()}
    return {name: value for name, value in values.items() if value is not None}


def _checked_output(path: Path) -> PictureFormat:
    kind = format_for(path)
    check_writable(path)
    return kind


def _read(path: Path) -> Picture:
    """A picture file; one that cannot be opened is bad input too."""
    try:
        return read_picture(path)
    except OSError as exc:
        raise OptionError(option="picture", value=str(path), rule=os_rule(exc)) from exc


def _style_picture(text: str) -> tuple[str, Picture]:
    """(name, picture) of a file, else of a house style."""
    path = Path(text)
    if path.is_file() or path.suffix or len(path.parts) > 1:
        return path.stem, _read(path)
    style = find_style(text)
    return style.name, read_picture(house_style_path(style.name))


def main(argv: Sequence[str] | None = None, *, data_dir: Path) -> int:
    """The art commands alone, for tests and for use as a library."""
    parser = Parser(prog="oneiro", allow_abbrev=False)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    add_commands(subparsers)
    args = parser.parse_args(argv, argparse.Namespace(data_dir=data_dir))
    run: Run = args.run
    return run(args)
