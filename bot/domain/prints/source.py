"""Where the file of a print comes from: every kind of result that can be printed is here."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

from bot.domain.durations import CPU, expected_s
from bot.domain.jobs import Job, JobState
from bot.domain.orders import Art, Order, changed, option, size_px_of
from bot.domain.prints.spec import PrintSpec
from engine.options.strokes import MOST_PAINTED_PX

# Painted anew at more pixels they are the same picture; a texture would be more of its pattern.
_PAINTED_ANEW = (Art.DREAM, Art.STYLE, Art.DRAW, Art.PAINT, Art.COLORIZE)
_PRINTED = (*_PAINTED_ANEW, Art.TEXTURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSource:
    """A result that can be printed. ``width``, ``height``: of it, in px; ``can_be_anew``: more of
    them can be painted, with the same seed and choices; ``is_strokes``: of brush strokes, which are
    rendered at any size and take no more memory for it.
    """

    width: int
    height: int
    can_be_anew: bool
    is_strokes: bool = False

    def painted_px(self, spec: PrintSpec, *, most_px: int) -> int | None:
        """The longest side at which it is painted anew for this print; None: it stays as it is."""
        longest = max(self.width, self.height)
        if not self.can_be_anew or most_px <= longest:
            return None
        most_px = MOST_PAINTED_PX if self.is_strokes else most_px
        wanted = min(spec.layout(self.width, self.height).needed_px, most_px)
        return wanted if wanted > longest else None


def can_print(order: Order) -> bool:
    """Whether a result of this order is one picture."""
    return (
        order.art in _PRINTED
        and order.variations == 1
        and order.live_id is None
        and order.printed is None
        and not order.is_preview
    )


def print_source(job: Job) -> PrintSource | None:
    """What a print of this job's result is made from; None: there is nothing to print."""
    if job.outcome is None or job.state is not JobState.DONE or not can_print(job.order):
        return None
    return PrintSource(
        width=job.outcome.width,
        height=job.outcome.height,
        can_be_anew=job.order.art in _PAINTED_ANEW,
        is_strokes=job.order.art is Art.PAINT and option(job.order.options, "then") is None,
    )


def print_order(job: Job, source: PrintSource, spec: PrintSpec, *, most_px: int) -> Order:
    """The order of the file: the job's result again, with as many pixels as the print needs."""
    options = job.order.options
    if job.outcome is not None:
        options = type(options).of_result(job.outcome.options)
    painted_px = source.painted_px(spec, most_px=most_px)
    if painted_px is not None:
        options = changed(options, size_px=painted_px, snapshots=0)
    printed = dataclasses.replace(
        spec, is_enlarged=painted_px is None, result_px=max(source.width, source.height)
    )
    return dataclasses.replace(job.order, options=options, reduced={}, printed=printed)


def within_budget(order: Order, *, budget_s: float | None) -> Order:
    """The same, no larger than a CPU paints in every step within its budget; None: it has none.

    With steps cut a print would not be the picture that was ordered: its size is cut instead, but
    to no less than the result that is printed.
    """
    if budget_s is None or order.printed is None:
        return order
    seconds, asked_px = expected_s(order, {}, device=CPU), size_px_of(order.options)
    if seconds <= budget_s:
        return order
    affordable_px = math.floor(asked_px * math.sqrt(budget_s / seconds))
    size_px = max(affordable_px, order.printed.result_px or option(order.options, "size_px"))
    return dataclasses.replace(order, options=changed(order.options, size_px=size_px))
