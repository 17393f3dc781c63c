"""``oneiro train distill``: small networks that see what large ones see."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.train.at_terminal import train_here
from engine.errors import OptionError
from engine.options.base import check_range
from engine.options.option import options_of
from engine.terminal.arguments import add_ending, add_options, given_options
from engine.terminal.console import guarded, quiet_libraries
from engine.terminal.render import store_of
from engine.texts.phrase import Phrase
from engine.train.distill.options import DistillOptions, StyleDistillOptions, TeachingOptions
from engine.train.fine_tune.recipe import check_own_name
from engine.weights.safetensors_file import DREAM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.terminal.arguments import Commands
    from engine.train.distill.run import DreamDistillRun, StyleDistillRun
    from engine.train.run_folder import RunFolder

KINDS = ("dream", "style")
TEACHER, STYLE_TEACHER = "bvlc_googlenet", "vgg19_oxford"
COMMON = tuple(option.name for option in options_of(TeachingOptions))
UNASKED = ("widths",)  # the ones that the built-in network has


def add_train_distill(actions: Commands) -> None:
    """Add distill."""
    parser = actions.add_parser(
        "distill",
        help="teach a small network what a large one sees",
        description="Teach the small networks that come with Oneiro, from random weights and "
        "without a photo collection. The same command again goes on where it stopped.",
        allow_abbrev=False,
    )
    parser.add_argument("--name", required=True, metavar="NAME", help="what to call the network")
    parser.add_argument("--kind", choices=KINDS, default=KINDS[0], help="(%(default)s)")
    parser.add_argument(
        "--teacher", metavar="NETWORK", help=f"({TEACHER}; of a style network {STYLE_TEACHER})"
    )
    parser.add_argument("--minutes", type=float, metavar="N", help="stop after so long at most")
    add_options(parser, DistillOptions)
    add_options(parser, StyleDistillOptions, without=[*COMMON, *UNASKED])
    parser.add_argument(
        "--pictures",
        type=Path,
        metavar="DIR",
        help="begin with these too, not only with scikit-image's and the house styles",
    )
    parser.add_argument("--anew", action="store_true", help="throw an older run of the name away")
    add_ending(parser)
    parser.set_defaults(run=guarded(run_train_distill))


def run_train_distill(args: argparse.Namespace) -> int:
    """``oneiro train distill``"""
    check_own_name(args.name)
    check_range("minutes", args.minutes, 1e-4, 1e6)
    is_dream = args.kind == "dream"
    for option in options_of(StyleDistillOptions if is_dream else DistillOptions):
        value = getattr(args, option.name, None)
        if value is not None and option.name not in COMMON:
            rule = Phrase("rules.dream_not_so" if is_dream else "rules.style_not_so")
            raise OptionError(option=option.word, value=value, rule=rule)
    with quiet_libraries():
        return _distil_dream(args) if is_dream else _distil_style(args)


def _distil_dream(args: argparse.Namespace) -> int:
    from engine.studio.studio import usable_device
    from engine.train.distill.dream import new_distillation
    from engine.train.distill.run import DreamDistillRun
    from engine.train.pictures import starting_pictures

    teacher, path = store_of(args).find(args.teacher or TEACHER, art="dream")
    options = DistillOptions(**given_options(args, DistillOptions))
    folder = _begun(args, teacher.name, options, kind=DREAM)
    pictures = starting_pictures(args.pictures)
    device = usable_device(args.device)
    training = new_distillation(teacher, path, pictures, options, device=device)
    source = _command(args, teacher.name, options)
    return _teach(args, DreamDistillRun(training, folder, source=source))


def _distil_style(args: argparse.Namespace) -> int:
    from engine.train.distill.run import StyleDistillRun
    from engine.train.distill.style import new_style_distillation
    from engine.train.pictures import starting_pictures

    if args.device not in {None, "cpu"}:
        rule = Phrase("rules.cpu_alone")
        raise OptionError(option="device", value=args.device, rule=rule)
    teacher = args.teacher or STYLE_TEACHER
    options = StyleDistillOptions(**given_options(args, StyleDistillOptions, without=UNASKED))
    folder = _begun(args, teacher, options, kind="autoencoders")
    pictures = starting_pictures(args.pictures)
    training = new_style_distillation(store_of(args), teacher, pictures, options)
    source = _command(args, teacher, options)
    return _teach(args, StyleDistillRun(training, folder, source=source))


def _begun(
    args: argparse.Namespace, teacher: str, options: TeachingOptions, *, kind: str
) -> RunFolder:
    from engine.train.run_folder import RunFolder

    folder = RunFolder(Path(args.data_dir), args.name, kind=kind)
    folder.begin({"teacher": teacher, **options.to_json()}, anew=args.anew)
    return folder


def _command(args: argparse.Namespace, teacher: str, options: TeachingOptions) -> str:
    """What repeats the training, whoever's folder it is."""
    words = [f"oneiro train distill --kind {args.kind} --name {args.name} --teacher {teacher}"]
    words += [
        f"{option.flags[0]} {getattr(options, option.name)}"
        for option in options_of(type(options))
        if option.name not in UNASKED
    ]
    return " ".join([*words, *(["--pictures DIR"] if args.pictures else [])])


def _teach(args: argparse.Namespace, run: DreamDistillRun | StyleDistillRun) -> int:
    def facts() -> dict[str, Any]:
        return {
            "network": run.folder.name,
            "file": str(run.folder.file),
            "steps": run.training.step,
            "errors": run.errors,
        }

    def summary(facts: Mapping[str, Any]) -> str:
        look = f" Look: oneiro train evaluate {facts['network']}" if args.kind == "dream" else ""
        return f"{facts['file']}: after {facts['steps']} steps.{look}"

    return train_here(args, run, started=time.perf_counter(), facts=facts, summary=summary)
