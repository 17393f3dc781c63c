"""``oneiro train colour``: a colour memory of somebody's own photos."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.train.at_terminal import train_here
from engine.options.base import check_range
from engine.terminal.arguments import add_ending
from engine.terminal.console import guarded, quiet_libraries, remark
from engine.terminal.render import store_of

if TYPE_CHECKING:
    from engine.terminal.arguments import Commands
    from engine.train.colour.run import MemoryRun


def add_train_colour(actions: Commands) -> None:
    """Add colour."""
    parser = actions.add_parser(
        "colour",
        help="a colour memory of your own photos",
        description="Learn what colours things have in photos of your own, to colour grey ones so. "
        "The same command again goes on where it stopped.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="ten colour photos or more, of one kind"
    )
    parser.add_argument("--name", required=True, metavar="NAME", help="what to call the memory")
    parser.add_argument("--minutes", type=float, metavar="N", help="stop after so long at most")
    parser.add_argument("--anew", action="store_true", help="throw an older run of the name away")
    add_ending(parser)
    parser.set_defaults(run=guarded(run_train_colour))


def run_train_colour(args: argparse.Namespace) -> int:
    """``oneiro train colour``"""
    check_range("minutes", args.minutes, 1e-4, 1e6)
    with quiet_libraries():
        return _train(args)


def _train(args: argparse.Namespace) -> int:
    from engine.colour.memory import SHIPPED
    from engine.studio.studio import Studio
    from engine.train.colour.run import (
        ColourTraining,
        MemoryFolder,
        MemoryRun,
        coloured_files,
        files_sha256,
    )
    from engine.weights.recognise import file_sha256

    started = time.perf_counter()
    folder = MemoryFolder(Path(args.data_dir), args.name)
    files = coloured_files(args.folder, on_left_out=remark)
    config = {"pictures_sha256": files_sha256(files), "base_sha256": file_sha256(SHIPPED)}
    folder.begin(config, anew=args.anew)
    studio = Studio(store=store_of(args), device=args.device)
    run = MemoryRun(ColourTraining(files, studio=studio), folder)

    def facts() -> dict[str, Any]:
        return _facts(run) | {"seconds": round(time.perf_counter() - started, 1)}

    return train_here(args, run, started=started, facts=facts, summary=_summary)


def _facts(run: MemoryRun) -> dict[str, Any]:
    """What ``--json`` prints."""
    return {
        "memory": run.folder.name,
        "file": str(run.folder.file),
        "pictures": run.training.steps,
        "steps": run.training.step,
    }


def _summary(facts: Mapping[str, Any]) -> str:
    if facts["steps"] < facts["pictures"]:
        return f"{facts['steps']} of {facts['pictures']} pictures, {facts['seconds']:.0f} s"
    return (
        f"{facts['file']}: {facts['pictures']} pictures, {facts['seconds']:.0f} s\n"
        f"Colour with it: oneiro colorize PHOTO -o coloured.png --memory {facts['memory']}"
    )
