"""What memory a worker keeps: MB per 100 pictures of each art, and over many mixed jobs.

``python -m benchmarks.memory [--each 10] [--mixed 20]``
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import groupby

from benchmarks.timing import in_own_process, say

Held = list[tuple[str, int]]
# The first pictures of an art load networks, and set up what torch keeps for each shape.
WARM_UP = 3


def held_by(manner: str, count: int) -> Held:
    """(art, bytes held after it) of every job, in a process of its own."""
    return [(art, held) for art, held in in_own_process("many_pictures", manner, count)]


def growth_of_each(held: Held) -> dict[str, float]:
    """Art -> the bytes that one more picture keeps, from the jobs of one art after the other."""
    growth = {}
    for art, jobs in groupby(held, key=lambda job: job[0]):
        warm = [held for _, held in jobs][WARM_UP - 1 :]
        growth[art] = (warm[-1] - warm[0]) / (len(warm) - 1)
    return growth


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="What memory a worker keeps.")
    parser.add_argument("--each", type=int, default=10, help="pictures of each art by itself")
    parser.add_argument("--mixed", type=int, default=20, help="of each, all arts in turns")
    args = parser.parse_args(arguments)
    say("memory that a worker keeps, small pictures: MB per 100 of each art")
    for art, growth in growth_of_each(held_by("blocks", args.each)).items():
        say(f"{art:50} {growth * 100 / 1e6:8.1f} MB")
    mixed = [held / 1e6 for _, held in held_by("mixed", args.mixed)]
    say(f"{len(mixed)} jobs of all arts in turns: memory after each round of ten")
    arts = len(mixed) // args.mixed
    say(" ".join(f"{held:.0f}" for held in mixed[arts - 1 :: arts]) + " MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
