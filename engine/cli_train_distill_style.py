"""``oneiro train distill --kind style``: a small VGG that judges styles and paints at once."""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli_render import given, store_of
from engine.options import check_range
from engine.terminal import (
    how_far,
    interrupts,
    is_late,
    progress_bar,
    quiet_libraries,
    say,
    say_above_bar,
)
from engine.train.dream_recipe import check_own_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.train.run_folder import RunFolder
    from engine.train.style_distill import Lesson, StyleDistillation

STYLE_TEACHER = "vgg19_oxford"
SAVED_EACH = 250  # steps
TOLD_EACH = 50
# Field of StyleDistillOptions -> flag.
FLAGS = {name: name for name in ("steps", "batch", "pool", "seed")}
FLAGS |= {"layer_steps": "layer-steps", "decoder_steps": "decoder-steps"}
FLAGS |= {"side_px": "size", "learning_rate": "rate"}


def add_style_options(parser: argparse.ArgumentParser) -> None:
    """Add what only this kind of network has."""
    group = parser.add_argument_group("of a style network")
    group.add_argument("--layer-steps", type=int, metavar="N", help="of each layer alone (300)")
    group.add_argument("--decoder-steps", type=int, metavar="N", help="of each decoder (500)")


def run_style_distill(args: argparse.Namespace) -> int:
    """``oneiro train distill --kind style``"""
    check_own_name(args.name)
    check_range("minutes", args.minutes, 1e-4, 1e6)
    store = store_of(args)
    with quiet_libraries():
        from engine.train.pictures import starting_pictures
        from engine.train.run_folder import RunFolder
        from engine.train.style_distill import StyleDistillOptions, new_style_distillation

        options = StyleDistillOptions(**given(args, " ".join(FLAGS)))
        teacher = args.teacher or STYLE_TEACHER
        run = RunFolder(Path(args.data_dir), args.name, kind="autoencoders")
        run.begin({"teacher": teacher, **asdict(options)}, anew=args.anew)
        pictures = starting_pictures(args.pictures)
        lessons = new_style_distillation(store, teacher, pictures, options)
        words = [f"oneiro train distill --kind style --name {args.name} --teacher {teacher}"]
        words += [f"--{flag} {getattr(options, key)}" for key, flag in FLAGS.items()]
        source = " ".join([*words, *(["--pictures DIR"] if args.pictures else [])])
        return _teach(args, run, lessons, source=source)


def _teach(
    args: argparse.Namespace, run: RunFolder, lessons: StyleDistillation, *, source: str
) -> int:
    from engine.train.style_distill import write_style_student

    tell: Callable[[str], None] = (lambda line: None) if args.json else say_above_bar
    if run.restore(lessons):
        tell(f"Going on after step {lessons.step}.")
    started = time.perf_counter()

    def save() -> None:
        write_style_student(run.file, lessons, name=run.name, source=source)
        run.save(lessons)

    with interrupts() as is_stopped, progress_bar(run.name) as show:

        def on_lesson(lesson: Lesson) -> bool:
            show(lessons.step / lessons.steps)
            if lessons.step % TOLD_EACH == 0:
                run.log(str(lesson))
                tell(str(lesson))
            if lessons.step % SAVED_EACH == 0:
                save()
            return is_stopped() or is_late(args.minutes, started)

        lessons.run(on_lesson)
        save()
        stopped = is_stopped()
    facts = {"network": run.name, "file": str(run.file), "steps": lessons.step}
    say(json.dumps(facts) if args.json else f"{run.file}: after {lessons.step} steps.")
    return how_far(lessons.step, lessons.steps, was_stopped=stopped)
