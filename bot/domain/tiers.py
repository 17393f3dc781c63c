"""Tiers: what may be asked for nothing, what more costs, and how a bigger picture is ordered.

bot.domain.money.tier_file reads them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.allowance import Allowance
from bot.domain.jobs import Job
from bot.domain.money.products import Products
from bot.domain.orders import Order, changed, option, size_px_of
from engine.options.arts import ArtOptions
from engine.options.dream import AscentOptions
from engine.options.interpret import DrawOptions
from engine.options.style import StyleOptions
from engine.options.video import VideoOptions
from engine.options.zoom import ZoomOptions

# By art, options by name.
Defaults = Mapping[str, Mapping[str, Any]]

# Three things at the usual size need 700; a ceiling, for drawings have a recipe of their own.
USUAL_DRAW_STEPS = 800
USUAL_FRAMES = ZoomOptions().frames
USUAL_LOOKS = 1
STEPS_PER_SNAPSHOT = 10
USUAL_VIDEO_S = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One tier as :file:`tiers.toml` explains it; a free one costs 0 Stars."""

    name: str
    title: str
    size_px: int
    least_steps: int
    most_steps: int
    steps_offered: tuple[int, ...]
    draw_steps: int = USUAL_DRAW_STEPS
    zoom_frames: int = USUAL_FRAMES
    looks: int = USUAL_LOOKS
    video_s: int = USUAL_VIDEO_S
    least_stars: int = 0
    most_stars: int = 0
    jobs_per_day: int | None = None
    seconds_per_day: int | None = None
    waiting: int | None = None
    boost_s: float = 0.0
    defaults: Defaults = field(default_factory=dict)

    @property
    def is_free(self) -> bool:
        return self.most_stars == 0

    @property
    def allowance(self) -> Allowance:
        return Allowance(
            jobs_per_day=self.jobs_per_day,
            seconds_per_day=self.seconds_per_day,
            waiting=self.waiting,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What a tier makes of a wish; ``reduced``: what was asked of options that it cut."""

    options: ArtOptions
    reduced: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """All tiers, the free one first, each allowing more than the one before it.

    ``defaults``: what is meant in all of them where nobody says otherwise. ``products``: what is
    sold and given beside them.
    """

    all: tuple[Tier, ...]
    defaults: Defaults = field(default_factory=dict)
    products: Products = field(default_factory=Products)

    @property
    def free(self) -> Tier:
        return self.all[0]

    @property
    def paid(self) -> tuple[Tier, ...]:
        return self.all[1:]

    def get(self, name: str) -> Tier | None:
        """The tier of that name; None when the operator has taken it away since."""
        return next((tier for tier in self.all if tier.name == name), None)


def price_stars(tier: Tier, steps: int) -> int:
    """What ``steps`` cost in this tier: linear between its two anchors, in whole Stars.

    Raises: ValueError: the tier does not offer so few or so many.
    """
    if not tier.least_steps <= steps <= tier.most_steps:
        raise ValueError(f"{tier.name} does not sell {steps} steps")
    rise = (tier.most_stars - tier.least_stars) * (steps - tier.least_steps)
    span = max(1, tier.most_steps - tier.least_steps)
    # Integers only, half a Star upwards: the price shown is the price charged.
    return tier.least_stars + (2 * rise + span) // (2 * span)


def worth_stars(sold: Mapping[str, Any] | None, *, steps: int, stars: int, made: int) -> int:
    """Of ``stars`` that were paid for ``steps``: what the steps that were ``made`` cost."""
    try:
        tier = sold_tier(sold or {})
    except TypeError:
        return stars  # from before it was noted what was sold
    if made >= steps:
        return stars
    return min(stars, price_stars(tier, max(made, tier.least_steps)))


def fit_free(tiers: Tiers, options: ArtOptions) -> Fitted:
    """The order as the free tier makes it: what is over a limit of its comes down to that.

    What was left open comes to no more than is free.
    """
    free = tiers.free
    limits, asked = limits_of(free, options), _asked(options)
    reduced = {name: value for name, value in asked.items() if value > limits[name]}
    options = changed(options, **{name: limits[name] for name in reduced})
    if option(options, "size_px") is None and free.size_px < size_px_of(options):
        options = changed(options, size_px=free.size_px)
    if isinstance(options, DrawOptions) and options.steps is None:
        options = changed(options, steps=limits["steps"])
    options = changed(
        options,
        frames=min(option(options, "frames") or USUAL_FRAMES, free.zoom_frames),
        seconds=option(options, "seconds") or float(free.video_s),
    )
    return Fitted(options=options, reduced=reduced)


def limits_of(tier: Tier, options: ArtOptions) -> dict[str, float]:
    """The most that a tier gives of each option that costs."""
    return {
        "size_px": tier.size_px,
        "steps": tier.draw_steps if isinstance(options, DrawOptions) else tier.most_steps,
        "frames": tier.zoom_frames,
        "seconds": float(tier.video_s),
        "snapshots": tier.looks,
    }


def allowing(tiers: Tiers, options: ArtOptions, asked: Mapping[str, float]) -> tuple[Tier, ...]:
    """The paid tiers that give all that was asked; where none does, all of them."""
    enough = []
    for tier in tiers.paid:
        limits = limits_of(tier, options)
        if all(value <= limits[name] for name, value in asked.items()):
            enough.append(tier)
    return tuple(enough) or tiers.paid


def steps_asked(tiers: Sequence[Tier], order: Order) -> dict[str, int]:
    """By tier in which the buyer chooses: what was asked of the steps, where that was cut."""
    asked = int(order.reduced.get("steps", 0))
    if not asked or isinstance(order.options, DrawOptions):
        return {}
    return {
        tier.name: min(max(asked, tier.least_steps), tier.most_steps)
        for tier in tiers
        if len(tier.steps_offered) > 1
    }


def _asked(options: ArtOptions) -> dict[str, float]:
    """What is said of the options that cost; a film's usual length is not said."""
    values = {name: option(options, name) for name in ("size_px", "frames", "seconds", "snapshots")}
    if values["frames"] == USUAL_FRAMES:
        del values["frames"]
    return {name: value for name, value in values.items() if value} | {"steps": _steps(options)}


def bigger_order(parent: Job, *, tier: Tier, steps: int) -> Order:
    """The parent's result again, with the same seed and choices, as large as ``tier`` allows.

    Never of fewer steps, frames or seconds than the free one had: that would be another one. Of a
    preview the steps that were asked for beyond what is free are the buyer's to choose.
    """
    options = parent.order.options
    if parent.outcome is not None:
        # What was left open then stays as it was decided, whatever is the default by now.
        options = type(options).of_result(parent.outcome.options)
    if isinstance(options, DrawOptions):
        steps = tier.draw_steps
    if isinstance(options, VideoOptions):
        # They are taken in each frame: the price buys size and length.
        steps = options.steps
    least_steps = option(options, "steps") or 0
    if parent.order.is_preview and "steps" in parent.order.reduced:
        least_steps = 0
    snapshots = option(options, "snapshots")
    options = changed(
        options,
        size_px=tier.size_px,
        # None said: with_snapshots gives what this tier has.
        snapshots=snapshots and max(tier.looks, snapshots),
        steps=max(steps, least_steps),
        frames=max(tier.zoom_frames, option(options, "frames") or 0),
        seconds=max(float(tier.video_s), option(options, "seconds") or 0),
    )
    return dataclasses.replace(parent.order, options=options, reduced={}, preview_of=None)


def to_sold(tier: Tier) -> dict[str, Any]:
    """What an invoice promises, kept with it: the tier may be another by the time it is paid."""
    sold = dataclasses.asdict(tier)
    # A larger picture leaves nothing open.
    del sold["defaults"]
    return sold


def sold_tier(sold: Mapping[str, Any]) -> Tier:
    """The inverse of :func:`to_sold`, of whatever version.

    Raises: TypeError: it says too little.
    """
    fields = {field.name for field in dataclasses.fields(Tier)}
    values = {name: value for name, value in sold.items() if name in fields}
    return Tier(**{**values, "steps_offered": tuple(sold.get("steps_offered", ()))})


def is_still_sold(tiers: Tiers, *, name: str, steps: int, stars: int) -> bool:
    """Whether this tier still sells so many steps at this price."""
    tier = tiers.get(name)
    if tier is None or tier.is_free or not tier.least_steps <= steps <= tier.most_steps:
        return False
    return price_stars(tier, steps) == stars


def with_snapshots(tiers: Tiers, job: Job, *, sold: Mapping[str, Any] | None = None) -> Order:
    """The job's order, with its tier's number of snapshots unless it says how many.

    ``sold``: what was promised for the Stars it cost, which the tiers may say no more.
    """
    options, tier = job.order.options, tiers.get(job.tier) or tiers.free
    if sold is not None:
        tier = sold_tier(sold)
    if not isinstance(options, StyleOptions) or options.snapshots or options.instant:
        return job.order
    if job.order.printed is not None or job.order.is_preview:
        return job.order
    # Of a few steps not each is worth a snapshot.
    snapshots = min(tier.looks, options.steps // STEPS_PER_SNAPSHOT)
    return dataclasses.replace(job.order, options=changed(options, snapshots=snapshots))


def _steps(options: ArtOptions) -> int:
    """Steps that an order can come to; of a film, in each frame."""
    if isinstance(options, AscentOptions) and options.steps is None:
        return options.octaves * options.steps_per_octave
    return option(options, "steps") or 0
