"""How long a render takes: measured seconds become an estimate for the next one of its kind.

What was measured is kept as a cost, in s per unit of work (a million pixels through one step), so
that neighbours of a kind are told by their own size and steps. Where a kind was never measured,
its neighbours on the same device say it; where a device knows nothing of that art, a table of
seeds, times how much faster or slower than the table that device has proved to be.

Around its render a job takes seconds that neither pixels nor steps tell: its files are opened, the
result is encoded and kept. Of small pictures that is most of it, so it is measured by itself.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.orders import Art, Order, option, size_px_of
from engine.options.dream import AscentOptions, DreamOptions

CPU = "cpu"
# A new measurement weighs at least so much: what is five renders old is worth a third.
NEWEST_SHARE = 0.2
# Another network may cost several times as much: a neighbour of the same one is nearer than any.
_OTHER_NETWORK = 8.0
# Of a time budget, once steps are cut for it (engine.studio.budget.affordable_steps).
_CUT_SHARE = 0.75

_DRAWING_STEPS = 400  # engine.interpret.draw's phases together
# A person's film, of which an order knows no more than what is asked of it.
_USUAL_FILM_S = 5.0
_FILM_FRAMES_PER_S = 12
# Of the methods of what is kept of the seconds around renders.
_AROUND = "around."
# In s per unit of work, on two cores; of what needs no steps, mostly the way in and out.
# docs/BENCHMARKS.md: a default dream 6.1 s, the menu's first style 33 s, a painted film 44 s.
SEEDS: Mapping[str, float] = {
    "dream": 0.45,
    "style": 0.46,
    "texture": 0.46,
    "draw": 0.4,
    "zoom": 0.6,
    "explain": 4.0,
    "what": 2.0,
    "sticker": 6.0,
    "paint": 33.0,
    "paint.style": 125.0,
    "colorize": 4.0,
    "style.instant": 3.0,
    "dream.several": 0.36,
    "style.several": 0.55,
    "draw.several": 0.56,
    "video.style": 1.3,
    "video.dream": 0.6,
    "video.instant": 1.5,
}
# Of brush strokes, so that at 600 px they come to that many pixels.
_FINDING_PIXELS, _RENDERING_SHARE = 0.3, 1 / 6
# What a worker makes before its first job, to tell its device's speed: a fifth of a second there.
FIRST_RENDER = DreamOptions(size_px=224, steps=8)
# Of a device that has made nothing yet, against those two cores; a guess until its first render.
_SPEEDS = {"cuda": 1 / 30, "mps": 1 / 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Renders that cost alike for their size. The numbers are classes, each as wide as a factor of
    1.4 of the longest side, of 2 of the steps, of 2 of a film's frames.

    Attributes:
        method: an art, and after a dot what makes another of it.
        network: by name; "" where the order leaves it to the worker.
        device: as the outcome names it: "cpu", "cuda".
    """

    method: str
    size: int
    steps: int
    frames: int
    device: str
    network: str = ""

    def key(self) -> str:
        """Its name among what is measured."""
        numbers = (str(self.size), str(self.steps), str(self.frames))
        return "/".join((self.method, *numbers, self.device, self.network))

    @classmethod
    def from_key(cls, key: str) -> Kind:
        """The inverse of :meth:`key`. Raises: ValueError: it is none."""
        method, size, steps, frames, device, network = key.split("/", 5)
        numbers = {"size": int(size), "steps": int(steps), "frames": int(frames)}
        return cls(method=method, device=device, network=network, **numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What was measured of a kind.

    Attributes:
        work_s: s per unit of work (around a render: s), the late renders weighing most.
        renders: how many were measured.
        at: unix time, in s, of the last.
    """

    work_s: float
    renders: int
    at: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.work_s) and self.work_s > 0 and self.renders > 0):
            raise ValueError(f"no cost: {self}")


Costs = Mapping[Kind, Cost]


def kind_of(order: Order, device: str) -> Kind:
    """The kind of what ``order`` asks for, made on ``device``."""
    return Kind(
        method=_method(order),
        size=round(2 * math.log2(size_px_of(order.options))),
        steps=round(math.log2(_steps(order))),
        frames=round(math.log2(_frames(order))),
        device=device,
        network=option(order.options, "network") or "",
    )


def around_of(order: Order, device: str) -> Kind:
    """The kind of what comes before and after the render of ``order``, whatever its size."""
    return Kind(method=_AROUND + _method(order), size=0, steps=0, frames=0, device=device)


def work_of(order: Order) -> float:
    """Units of work: millions of pixels, times steps, times frames."""
    pixels = size_px_of(order.options) ** 2 / 1e6
    if _method(order) == Art.PAINT:
        # Strokes are found on a sheet of one size, and take as long for it; then they are rendered.
        pixels = _FINDING_PIXELS + _RENDERING_SHARE * pixels
    return pixels * _steps(order) * _frames(order)


def measured(before: Cost | None, work_s: float, *, now: float) -> Cost:
    """The cost of a kind, now that one more took ``work_s``. Raises: ValueError: no time at all."""
    if before is None:
        return Cost(work_s=work_s, renders=1, at=now)
    renders = before.renders + 1
    share = max(NEWEST_SHARE, 1 / renders)
    mean = before.work_s + share * (work_s - before.work_s)
    return Cost(work_s=mean, renders=renders, at=now)


def expected_s(order: Order, costs: Costs, *, device: str, cpu_budget_s: float = math.inf) -> float:
    """How long ``order`` takes on ``device``, in s.

    Args:
        cpu_budget_s: no render takes longer on a CPU: steps or frames are cut for it.
    """
    seconds = work_of(order) * _work_s(kind_of(order, device), costs)
    if is_cpu(device) and seconds > cpu_budget_s:
        seconds = cpu_budget_s * _CUT_SHARE
    return seconds + _around_s(around_of(order, device), costs)


def is_cpu(device: str) -> bool:
    return device.partition(":")[0] == CPU


def _work_s(kind: Kind, costs: Costs) -> float:
    own = costs.get(kind)
    if own is not None:
        return own.work_s
    here = {other: cost for other, cost in costs.items() if other.device == kind.device}
    alike = [other for other in here if other.method == kind.method]
    if alike:
        return here[min(alike, key=lambda other: (_distance(kind, other), other.key()))].work_s
    return SEEDS[kind.method] * _slowness(kind.device, here)


def _around_s(around: Kind, costs: Costs) -> float:
    """Of a method that was never seen there, as of the others; of a new device, nothing."""
    own = costs.get(around)
    if own is not None:
        return own.work_s
    others = [
        cost.work_s
        for kind, cost in costs.items()
        if kind.device == around.device and kind.method.startswith(_AROUND)
    ]
    return statistics.median(others) if others else 0.0


def _distance(kind: Kind, other: Kind) -> float:
    by_numbers = (
        abs(kind.size - other.size)
        + abs(kind.steps - other.steps)
        + abs(kind.frames - other.frames)
    )
    return by_numbers + (0.0 if kind.network == other.network else _OTHER_NETWORK)


def _slowness(device: str, here: Costs) -> float:
    """How much longer than the seeds this device takes, by all that it has made."""
    ratios = [
        math.log(cost.work_s / SEEDS[kind.method])
        for kind, cost in here.items()
        if kind.method in SEEDS
    ]
    if not ratios:
        return _SPEEDS.get(device.partition(":")[0], 1.0)
    return math.exp(statistics.median(ratios))


def _method(order: Order) -> str:
    art, is_instant = order.art, bool(option(order.options, "instant"))
    if art is Art.VIDEO:
        effect = option(order.options, "effect")
        return f"video.{'instant' if is_instant and effect == 'style' else effect}"
    if is_instant:
        return f"{art.value}.instant"
    if then := option(order.options, "then"):
        return f"{art.value}.{then}"
    return f"{art.value}.several" if order.variations > 1 else art.value


def _steps(order: Order) -> int:
    """Of a film, in each frame; 1 of what needs none."""
    options = order.options
    steps: int | None = option(options, "steps")
    if isinstance(options, AscentOptions):
        planned = options.octaves * options.steps_per_octave
        return min(steps, planned) if steps else planned
    if option(options, "instant"):
        return 1
    return steps or (_DRAWING_STEPS if order.art is Art.DRAW else 1)


def _frames(order: Order) -> float:
    """How many pictures it comes to."""
    if order.art is Art.ZOOM:
        return float(option(order.options, "frames"))
    if order.art is Art.VIDEO:
        seconds: float = option(order.options, "seconds") or _USUAL_FILM_S
        return max(1.0, seconds * _FILM_FRAMES_PER_S)
    return 1.0
