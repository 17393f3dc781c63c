"""What a person may order: sizes, steps, lengths, pictures a day."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence

from bot.chat.context import ChatContext
from bot.commands.writer import repeat_command
from bot.delivery.captions import check_caption, made_order
from bot.domain.allowance import check_allowance
from bot.domain.orders import Order, StyleRef, changed, option
from bot.domain.tiers import OverLimit, Tier, Tiers, fit_free
from bot.errors import (
    FramesLimitError,
    LooksLimitError,
    SecondsLimitError,
    SizeLimitError,
    StepsLimitError,
)
from bot.storage.jobs import job_queries
from bot.texts.catalogue import text
from engine.errors import OptionError
from engine.options.arts import ArtOptions
from engine.options.bounds import MAX_PARTED_STYLES
from engine.options.style import StyleOptions
from engine.options.video import VideoOptions
from engine.style.instant.choices import as_learnt, refuse_what_needs_steps
from engine.texts.phrase import Phrase


def check(tiers: Tiers, order: Order, *, language: str, is_paid: bool) -> Order:
    """The order as it will be made for nothing: whole if that very picture ``is_paid``.

    Raises: CaptionTooLongError, OptionError; as :func:`fit_options`.
    """
    fitting = order
    if not is_paid:
        options = fit_options(tiers, order.options, language=language)
        fitting = dataclasses.replace(order, options=options)
    _check_regions(order)
    check_caption(fitting, language)
    return fitting


def fit_options(tiers: Tiers, options: ArtOptions, *, language: str) -> ArtOptions:
    """The options as the free tier takes them.

    Raises: SizeLimitError, StepsLimitError, FramesLimitError, SecondsLimitError, LooksLimitError.
    """
    fitting = fit_free(tiers, options)
    if not isinstance(fitting, OverLimit):
        return fitting
    prices = ", ".join(price_words(tier, language, by=fitting.option) for tier in tiers.paid)
    if fitting.option == "frames":
        raise FramesLimitError(free_frames=fitting.limit, prices=prices)
    if fitting.option == "seconds":
        raise SecondsLimitError(free_s=fitting.limit, prices=prices)
    if fitting.option == "snapshots":
        raise LooksLimitError(free_looks=fitting.limit, prices=prices)
    if fitting.option == "size":
        raise SizeLimitError(free_px=fitting.limit, prices=prices)
    raise StepsLimitError(free_steps=fitting.limit, prices=prices)


def price_words(tier: Tier, language: str, *, by: str = "size") -> str:
    """A paid tier's size, or a film's length there in ``frames`` or ``seconds``, or a painting's
    earlier looks (``snapshots``), and its price in a few words.
    """
    offered = text("prices.size", language, size=tier.size_px)
    if by == "frames":
        offered = text("prices.frames", language, frames=tier.zoom_frames)
    elif by == "seconds":
        offered = text("prices.seconds", language, seconds=tier.video_s)
    elif by == "snapshots":
        offered = text("prices.snapshots", language, looks=tier.looks)
    stars = text("prices.stars", language, stars=tier.least_stars)
    if tier.least_stars != tier.most_stars:
        range_ = {"least": tier.least_stars, "most": tier.most_stars}
        stars = text("prices.range", language, **range_)
    return text("prices.one", language, title=tier.title, offered=offered, stars=stars)


def is_same_wish(order: Order, other: Order) -> bool:
    """Whether two orders differ in nothing but the seed, where there is one."""
    return _without_seed(order) == _without_seed(other)


def _without_seed(order: Order) -> Order:
    return dataclasses.replace(order, options=changed(order.options, seed=0))


async def was_paid(context: ChatContext, order: Order) -> bool:
    """Whether this person paid for exactly this picture: its caption's command repeats it."""
    if not isinstance(fit_free(context.services.tiers.now, order.options), OverLimit):
        return False
    command = repeat_command(order)
    paid = await job_queries.paid_of(context.services.db, context.person_id)
    return any(
        repeat_command(made_order(job.order, job.outcome.options)) == command
        for job in paid
        if job.outcome is not None
    )


async def check_allowance_of(context: ChatContext, tier: Tier) -> None:
    """Before anything is done for it; what is ordered is counted once more as it is placed.

    Raises: as check_allowance: no job of this tier is left to this person now.
    """
    services = context.services
    spent = await job_queries.spent_by(
        services.db, context.person_id, tier=tier.name, now=services.clock()
    )
    check_allowance(tier.allowance, spent)


def _check_regions(order: Order) -> None:
    """Raises: OptionError: more styles than a mask or a region has room for."""
    is_parted = order.mask is not None or option(order.options, "region") not in (None, "all")
    if is_parted and len(order.styles) > MAX_PARTED_STYLES:
        rule = Phrase("rules.part_of_photo")
        raise OptionError(option="styles", value=len(order.styles), rule=rule)


async def check_at_once(
    context: ChatContext, options: ArtOptions, *, styles: Sequence[StyleRef] = ()
) -> None:
    """Refuse what is to be painted at once where that cannot be.

    ``styles``: none while they are not chosen yet.
    Raises: WeightsError, UnknownNameError, OptionError.
    """
    if not option(options, "instant"):
        return
    # numpy loads only with the first such wish.
    from engine.weights.instant_networks import find_instant

    if isinstance(options, StyleOptions):
        refuse_what_needs_steps(options)
    folder, name = context.services.settings.weights_dir, option(options, "network")
    if styles or name is not None:
        names = [style.name for style in styles]
        asked = isinstance(options, StyleOptions | VideoOptions) and as_learnt(options)
        await asyncio.to_thread(find_instant, folder, name, styles=names, as_learnt=asked)
