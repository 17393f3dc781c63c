"""What can be said to every command that dreams: the options of an ascent, as flags."""

from __future__ import annotations

import argparse
import re
from typing import Any

from engine.catalogue.presets import PRESETS
from engine.options.base import DEFAULT_SIZE_PX, MAX_CLASSES, MAX_DEPTH
from engine.options.dream import DREAM_COLOURS, OBJECTIVES, PARAMETRISATIONS, AscentOptions
from engine.terminal.arguments import add_network, add_seed, add_size


def add_ascent(
    parser: argparse.ArgumentParser, *, steps: str, usual_px: int = DEFAULT_SIZE_PX
) -> None:
    """Add the flags; each is stored under its option's name. ``steps``: the help of --steps."""
    add_network(parser, use="dream")
    add_size(parser, usual_px=usual_px)
    add_seed(parser)
    _add_what_is_climbed(parser.add_argument_group("what appears"))
    _add_how_it_is_climbed(parser.add_argument_group("how it is climbed"), steps=steps)
    _add_what_restrains_it(parser.add_argument_group("what restrains it"))


def ascent_values(args: argparse.Namespace) -> dict[str, Any]:
    """The options that were said, by their names in AscentOptions."""
    names = AscentOptions.__dataclass_fields__
    values = {name: getattr(args, name, None) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def _add_what_is_climbed(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--layer", metavar="NAME", help="as inception_4c, or inception_3b+inception_4c*2")
    add("--depth", type=int, metavar="N", help=f"1 (strokes) to {MAX_DEPTH} (objects), any network")
    add("--preset", metavar="NAME", help=f"a look: {', '.join(PRESETS)}")
    add(
        "--classes",
        type=_words,
        metavar="NAMES",
        help=f"up to {MAX_CLASSES} things, as cat,castle: the first above, the second below",
    )
    add(
        "--random-classes",
        action="store_true",
        default=None,
        help="another class each step, drawn by the seed",
    )
    add("--objective", metavar="NAME", help=one_of(OBJECTIVES))
    add("--channels", type=_numbers, metavar="N,N", help="only these channels of the layer")
    add("--strongest", type=int, metavar="N", help="only the N channels this photo moves most")
    add("--weakest", type=int, metavar="N", help="only the N channels this photo moves least")
    add("--position", type=_shares, metavar="X,Y", help="only one place: shares, as 0.5,0.3")


def _add_how_it_is_climbed(group: argparse._ArgumentGroup, *, steps: str) -> None:
    add = group.add_argument
    add("--steps", type=int, metavar="N", help=steps)
    add("--octaves", type=int, metavar="N", help="sizes to dream at")
    add("--octave-scale", type=float, metavar="X", help="one octave's side over the next smaller's")
    add("--steps-per-octave", type=int, metavar="N", help="never exceeded")
    add("--step-size", type=float, metavar="X", help="mean change per pixel, a share of [0, 1]")
    add("--strength", type=float, metavar="X", help="0.1 to 10 (default 1)")
    add("--jitter", dest="jitter_px", type=int, metavar="PX", help="largest random shift")
    add("--random-scale", type=float, metavar="X", help="largest random change of scale")
    add(
        "--random-rotation",
        dest="random_rotation_deg",
        type=float,
        metavar="DEG",
        help="largest random turn",
    )
    add("--parametrisation", metavar="NAME", help=one_of(PARAMETRISATIONS))
    colours = "dream: its own; keep: the photo's; auto: kept where the photo has none"
    # The last of a flag's names is the one that errors tell.
    add(
        *("--colours", "--colors"),
        dest="colours",
        metavar="HOW",
        help=f"{one_of(DREAM_COLOURS)}; {colours}",
    )


def _add_what_restrains_it(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--tv", dest="tv_weight", type=float, metavar="X", help="total variation, a share")
    add("--p-norm", dest="p_norm_weight", type=float, metavar="X", help="6-norm, a share")
    add(
        "--laplacian",
        dest="laplacian_levels",
        type=int,
        metavar="N",
        help="bands of the gradient made equally strong",
    )
    add(
        "--smoothing",
        dest="smoothing_px",
        type=float,
        metavar="PX",
        help="sigma of the gradient's smoothing",
    )


def one_of(choices: tuple[str, ...]) -> str:
    """The help of a flag that takes one of a few words, the usual one first."""
    return f"one of {', '.join(choices)} (default {choices[0]})"


def _words(text: str) -> tuple[str, ...]:
    words = tuple(word.strip() for word in text.split(",") if word.strip())
    if not words:
        raise ValueError(text)
    return words


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.split("[,+]", text))


def _shares(text: str) -> tuple[float, float]:
    x, y = (float(part) for part in re.split("[,x]", text))
    return x, y


# What argparse calls them in "invalid … value".
_words.__name__, _numbers.__name__, _shares.__name__ = "list of names", "list of numbers", "X,Y"
