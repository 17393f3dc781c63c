"""The options of an order: what was said, over what is usual here."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import Any

from bot.chat.context import ChatContext
from bot.domain.layers import layered
from bot.domain.orders import OPTIONS_OF, Art
from bot.storage import chat_options
from engine.errors import OptionError
from engine.options.arts import ArtOptions
from engine.options.colour import ColorizeOptions

logger = logging.getLogger(__name__)


async def options_meant(
    context: ChatContext,
    art: Art,
    said: Mapping[str, Any],
    *,
    is_exact: bool = False,
    without: Collection[str] = (),
) -> ArtOptions:
    """The options that ``said`` means in this chat, with a seed of its own where it names none.

    Args:
        is_exact: nothing else counts: the command under a result makes exactly that again.
        without: what is usual of these means nothing here.
    Raises: OptionError: what was said does not go together.
    """
    kind = OPTIONS_OF[art]
    usual = {} if is_exact else await usual_here(context, art, said)
    values = {name: value for name, value in usual.items() if name not in without or name in said}
    # Who names a seed has it from a caption, and wants that picture.
    former = kind.formerly(said) if "seed" in said else {}
    said = {**former, **said}
    try:
        return kind.from_json(_seeded(context, kind, {**values, **said}))
    except OptionError as exc:
        if not usual:
            raise
        # What is usual makes no order fail that goes by itself.
        logger.info("without what is usual here", extra={**context.log_facts(), "why": exc.detail})
        return kind.from_json(_seeded(context, kind, said))


def _seeded(
    context: ChatContext, kind: type[ArtOptions], values: Mapping[str, Any]
) -> dict[str, Any]:
    if "seed" in values or "seed" not in kind.__dataclass_fields__:
        return dict(values)
    # The first colours are the likeliest ones; who asks again has others.
    return {**values, "seed": 0 if kind is ColorizeOptions else context.new_seed()}


async def usual_here(context: ChatContext, art: Art, said: Mapping[str, Any]) -> dict[str, Any]:
    """What is meant in this chat beside ``said``, and ``said`` over it."""
    services = context.services
    tiers = services.tiers.now
    return layered(
        server=tiers.defaults.get(art.value, {}),
        tier=tiers.free.defaults.get(art.value, {}),
        chat=await chat_options.of_art(services.db, context.chat.id, art.value),
        job=said,
    )
