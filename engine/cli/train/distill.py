"""``oneiro train distill``: small networks that see what large ones see."""

from __future__ import annotations

import argparse
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.train.at_terminal import train_here
from engine.errors import OptionError
from engine.options.base import check_range
from engine.terminal.arguments import add_ending
from engine.terminal.console import guarded, quiet_libraries
from engine.terminal.render import given, store_of
from engine.texts.phrase import Phrase
from engine.train.fine_tune.recipe import check_own_name
from engine.weights.safetensors_file import DREAM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.terminal.arguments import Commands
    from engine.train.distill.dream import DistillOptions
    from engine.train.distill.run import DreamDistillRun, StyleDistillRun
    from engine.train.distill.style_options import StyleDistillOptions
    from engine.train.run_folder import RunFolder

    Options = DistillOptions | StyleDistillOptions

KINDS = ("dream", "style")
TEACHER, STYLE_TEACHER = "bvlc_googlenet", "vgg19_oxford"
# Field of DistillOptions or StyleDistillOptions -> flag.
COMMON = {"side_px": "size", "learning_rate": "rate"}
COMMON |= {name: name for name in ("steps", "batch", "pool", "seed")}
DREAM_ALONE = {"blocks_share": "blocks", "own_share": "own"}
STYLE_ALONE = {"layer_steps": "layer-steps", "decoder_steps": "decoder-steps"}


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
    parser.add_argument("--steps", type=int, metavar="N", help="of the whole network (4300; 600)")
    parser.add_argument("--minutes", type=float, metavar="N", help="stop after so long at most")
    parser.add_argument("--batch", type=int, metavar="N", help="pictures in a step (6; 4)")
    parser.add_argument(
        "--size", dest="side_px", type=int, metavar="PX", help="of a picture (176; 112)"
    )
    parser.add_argument("--pool", type=int, metavar="N", help="pictures at a time (192; 112)")
    parser.add_argument("--rate", dest="learning_rate", type=float, metavar="X", help="(0.003)")
    alone = parser.add_argument_group("of a dream network")
    alone.add_argument(
        "--blocks",
        dest="blocks_share",
        type=float,
        metavar="X",
        help="share of the steps in which blocks are taught alone (0.4)",
    )
    alone.add_argument(
        "--own",
        dest="own_share",
        type=float,
        metavar="X",
        help="share of the dreams, after these, that are the network's own (0.6)",
    )
    parser.add_argument("--seed", type=int, metavar="N", help="same seed, same network (default 0)")
    parser.add_argument(
        "--pictures",
        type=Path,
        metavar="DIR",
        help="begin with these too, not only with scikit-image's and the house styles",
    )
    alone = parser.add_argument_group("of a style network")
    alone.add_argument("--layer-steps", type=int, metavar="N", help="of each layer alone (300)")
    alone.add_argument("--decoder-steps", type=int, metavar="N", help="of each decoder (500)")
    parser.add_argument("--anew", action="store_true", help="throw an older run of the name away")
    add_ending(parser)
    parser.set_defaults(run=guarded(run_train_distill))


def run_train_distill(args: argparse.Namespace) -> int:
    """``oneiro train distill``"""
    check_own_name(args.name)
    check_range("minutes", args.minutes, 1e-4, 1e6)
    for field, flag in (STYLE_ALONE if args.kind == "dream" else DREAM_ALONE).items():
        if getattr(args, field) is not None:
            is_dream = args.kind == "dream"
            rule = Phrase("rules.dream_not_so" if is_dream else "rules.style_not_so")
            raise OptionError(option=flag, value=getattr(args, field), rule=rule)
    with quiet_libraries():
        return _distil_dream(args) if args.kind == "dream" else _distil_style(args)


def _distil_dream(args: argparse.Namespace) -> int:
    from engine.studio.studio import usable_device
    from engine.train.distill.dream import DistillOptions, new_distillation
    from engine.train.distill.run import DreamDistillRun
    from engine.train.pictures import starting_pictures

    teacher, path = store_of(args).find(args.teacher or TEACHER, art="dream")
    flags = COMMON | DREAM_ALONE
    options = DistillOptions(**given(args, " ".join(flags)))
    folder = _begun(args, teacher.name, options, kind=DREAM)
    pictures = starting_pictures(args.pictures)
    device = usable_device(args.device)
    training = new_distillation(teacher, path, pictures, options, device=device)
    source = _command(args, teacher.name, options, flags)
    return _teach(args, DreamDistillRun(training, folder, source=source))


def _distil_style(args: argparse.Namespace) -> int:
    from engine.train.distill.run import StyleDistillRun
    from engine.train.distill.style import new_style_distillation
    from engine.train.distill.style_options import StyleDistillOptions
    from engine.train.pictures import starting_pictures

    if args.device not in {None, "cpu"}:
        rule = Phrase("rules.cpu_alone")
        raise OptionError(option="device", value=args.device, rule=rule)
    flags = COMMON | STYLE_ALONE
    teacher = args.teacher or STYLE_TEACHER
    options = StyleDistillOptions(**given(args, " ".join(flags)))
    folder = _begun(args, teacher, options, kind="autoencoders")
    pictures = starting_pictures(args.pictures)
    training = new_style_distillation(store_of(args), teacher, pictures, options)
    source = _command(args, teacher, options, flags)
    return _teach(args, StyleDistillRun(training, folder, source=source))


def _begun(args: argparse.Namespace, teacher: str, options: Options, *, kind: str) -> RunFolder:
    from engine.train.run_folder import RunFolder

    folder = RunFolder(Path(args.data_dir), args.name, kind=kind)
    folder.begin({"teacher": teacher, **asdict(options)}, anew=args.anew)
    return folder


def _command(
    args: argparse.Namespace, teacher: str, options: Options, flags: Mapping[str, str]
) -> str:
    """What repeats the training, whoever's folder it is."""
    words = [f"oneiro train distill --kind {args.kind} --name {args.name} --teacher {teacher}"]
    words += [f"--{flag} {getattr(options, field)}" for field, flag in flags.items()]
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
