"""Pools: which workers a job is for, by its art, size and steps."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.durations import CPU, expected_s
from bot.domain.orders import Art, Order, option

# Words, the map of what the network looked at, a cut-out, colours: one pass, or a few.
_ONE_PASS = (Art.WHAT, Art.EXPLAIN, Art.STICKER, Art.COLORIZE)
# On two cores, as bot.domain.durations has measured them. One pass over a very large picture is no
# matter of seconds any more.
_INSTANT_S = 10.0
# Half the usual ONEIRO_RENDER_BUDGET_S: a CPU half as fast still makes every step of it. So it is
# with a dream (6 s) and a painting in half the usual steps, but not with a usual one (33 s).
_CPU_S = 30.0


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
    if order.printed is not None and order.printed.is_enlarged:
        return Pool.CPU
    cpu_s = expected_s(order, {}, device=CPU)
    is_painted_at_once = order.art is Art.STYLE and option(order.options, "instant")
    if (order.art in _ONE_PASS or is_painted_at_once) and cpu_s <= _INSTANT_S:
        return Pool.INSTANT
    # A network that is named may cost ten times as much as the usual one.
    is_usual = option(order.options, "network") is None
    return Pool.CPU if is_usual and cpu_s <= _CPU_S else Pool.GPU
