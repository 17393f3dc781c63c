"""Pools: which workers a job is for, by its art, size and steps."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.orders import Art, Order, option
from engine.options.bounds import DEFAULT_DRAWING_PX, DEFAULT_SIZE_PX, DEFAULT_TEXTURE_PX
from engine.options.dream import AscentOptions

# Words, and the map of what the network looked at: one pass, or a few.
_ONE_PASS = (Art.WHAT, Art.EXPLAIN)
# One pass over more than that is no matter of seconds on a CPU.
_LARGEST_INSTANT_PX = 2000
# A picture each; of a film every frame is one, so that films are for a GPU.
_PICTURES = (Art.DREAM, Art.STYLE, Art.DRAW, Art.TEXTURE)
_USUAL_PX = {Art.DRAW: DEFAULT_DRAWING_PX, Art.TEXTURE: DEFAULT_TEXTURE_PX}
_DRAWING_STEPS = 400  # engine.interpret.draw's phases together, at the usual size
# Millions of pixels times steps. On two cores one takes 0.4 to 0.5 s, whatever the art, with the
# networks that are used unless another is named (docs/BENCHMARKS.md: a default dream of 14 in 6 s,
# a painting of 72 in 33 s). So this is half the usual ONEIRO_RENDER_BUDGET_S, and a CPU half as
# fast still makes every step of it. That holds of dreams and small paintings, not of a usual one.
_CPU_WORK = 60.0


class Pool(StrEnum):
    """A worker says which of them it serves; each is a line of its own.

    INSTANT: a second or two anywhere. CPU: what a CPU makes whole, within its budget. GPU:
    everything else.
    """

    GPU = "gpu"
    CPU = "cpu"
    INSTANT = "instant"

    @property
    def taking_turns(self) -> tuple[Pool, ...]:
        """The pools among whose jobs a person's come one after the other.

        One worker may serve all. Instant jobs go first there, and never keep anybody waiting.
        """
        return (Pool.INSTANT,) if self is Pool.INSTANT else (Pool.GPU, Pool.CPU)


def pool_of(order: Order) -> Pool:
    """Where ``order`` is best made."""
    size_px = option(order.options, "size_px") or _USUAL_PX.get(order.art, DEFAULT_SIZE_PX)
    is_one_pass = order.art in _ONE_PASS or (
        order.art is Art.STYLE and option(order.options, "instant")
    )
    if is_one_pass:
        return Pool.INSTANT if size_px <= _LARGEST_INSTANT_PX else Pool.GPU
    # A network that is named may cost ten times as much as the usual one.
    is_usual = order.art in _PICTURES and option(order.options, "network") is None
    work = size_px**2 / 1e6 * _steps(order)
    return Pool.CPU if is_usual and work <= _CPU_WORK else Pool.GPU


def _steps(order: Order) -> int:
    options = order.options
    steps: int | None = option(options, "steps")
    if isinstance(options, AscentOptions):
        planned = options.octaves * options.steps_per_octave
        return min(steps, planned) if steps else planned
    return steps or _DRAWING_STEPS
