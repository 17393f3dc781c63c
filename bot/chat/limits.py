"""What a person may order: sizes, steps, lengths, pictures a day."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence

from bot.chat.context import ChatContext
from bot.commands.writer import repeat_command
from bot.delivery.words.captions import check_caption, made_order
from bot.domain.allowance import check_allowance
from bot.domain.orders import Order, StyleRef, changed, option
from bot.domain.tiers import Tier, Tiers, fit_free
from bot.errors import StyleGoneError
from bot.storage.community import saved_styles
from bot.storage.jobs import job_queries
from engine.errors import OptionError
from engine.options.arts import ArtOptions
from engine.options.bounds import MAX_PARTED_STYLES
from engine.options.strokes import PaintOptions, check_then
from engine.options.style import StyleOptions
from engine.options.video import VideoOptions
from engine.style.instant.choices import as_learnt, refuse_what_needs_steps
from engine.texts.phrase import Phrase


def check(tiers: Tiers, order: Order, *, language: str, is_paid: bool) -> Order:
    """The order as it will be made for nothing: whole if that very picture ``is_paid`` or is a
    small preview, else brought down to what is free.

    Raises: CaptionTooLongError, OptionError.
    """
    fitting = order
    if not is_paid and not order.is_preview:
        fitted = fit_free(tiers, order.options)
        reduced = {**order.reduced, **fitted.reduced}
        fitting = dataclasses.replace(order, options=fitted.options, reduced=reduced)
    _check_regions(order)
    _check_variations(order)
    if isinstance(order.options, PaintOptions):
        check_then(order.options, order.styles)
    check_caption(fitting, language)
    return fitting


def is_same_wish(order: Order, other: Order, *, whatever_seed: bool) -> bool:
    """Whether two orders ask for the same; ``whatever_seed``: they may differ in the seed."""
    return _compared(order, whatever_seed) == _compared(other, whatever_seed)


def _compared(order: Order, whatever_seed: bool) -> Order:
    options = changed(order.options, seed=0) if whatever_seed else order.options
    return dataclasses.replace(order, options=options, reduced={})


async def was_paid(context: ChatContext, order: Order) -> bool:
    """Whether this person paid for exactly this picture: its caption's command repeats it."""
    if not fit_free(context.services.tiers.now, order.options).reduced:
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


def _check_variations(order: Order) -> None:
    """Raises: OptionError: all of them would be one and the same."""
    if order.variations > 1 and not order.can_vary:
        said = f"x{order.variations}"
        raise OptionError(option="instant", value=said, rule=Phrase("rules.one_instant"))


async def check_saved(context: ChatContext, styles: Sequence[StyleRef]) -> None:
    """Refuse saved styles that were deleted since they were chosen, or are shared no more.

    Raises: StyleGoneError.
    """
    for style in styles:
        if style.saved is not None:
            found = await saved_styles.usable(
                context.services.db, style.saved, user_id=context.person_id
            )
            if found is None:
                raise StyleGoneError(style.saved)


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

    if isinstance(options, StyleOptions | VideoOptions):
        refuse_what_needs_steps(options)
    folder, name = context.services.settings.weights_dir, option(options, "network")
    if styles or name is not None:
        names = [style.name for style in styles]
        asked = isinstance(options, StyleOptions | VideoOptions) and as_learnt(options)
        await asyncio.to_thread(find_instant, folder, name, styles=names, as_learnt=asked)
