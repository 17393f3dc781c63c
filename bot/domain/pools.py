"""Pools: which workers a job is for, by its art, size and steps."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.orders import Art, Order, option
from engine.options.bounds import DEFAULT_SIZE_PX

# What two cores make within a minute is for a CPU too; see docs/BENCHMARKS.md.
_QUICK_ARTS = (Art.WHAT, Art.EXPLAIN)
_CPU_ARTS = (Art.DREAM,)
LARGEST_CPU_PX = 700


class Pool(StrEnum):
    """A worker says which of them it serves; each is a line of its own.

    INSTANT: a second or two anywhere. CPU: dreams of a usual size. GPU: everything else.
    """

    GPU = "gpu"
    CPU = "cpu"
    INSTANT = "instant"


def pool_of(order: Order) -> Pool:
    """Where ``order`` is best made."""
    if order.art in _QUICK_ARTS:
        return Pool.INSTANT
    if order.art is Art.STYLE and option(order.options, "instant"):
        return Pool.INSTANT
    size_px = option(order.options, "size_px") or DEFAULT_SIZE_PX
    if order.art in _CPU_ARTS and size_px <= LARGEST_CPU_PX:
        return Pool.CPU
    return Pool.GPU
