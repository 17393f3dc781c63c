"""Networks and styles that somebody trained here, as menus show them: some; words name all."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable

from bot.chat.command_words import trained_networks
from bot.chat.context import ChatContext
from bot.menus.dream_keyboards import Choice
from engine.catalogue.find import NETWORK_ORDER
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.errors import near_matches
from engine.texts.phrase import Phrase
from engine.weights.own_styles import own_style_names

MOST_SHOWN = 6
# Of other names no button can be made: it carries 64 bytes, of these letters.
_FITS = re.compile(r"[A-Za-z0-9_.-]{1,32}")


async def styles_shown(context: ChatContext) -> list[Choice]:
    """The first few by their names."""
    return [Choice(name=name, title=name) for name in _shown(await _styles(context))]


async def networks_shown(context: ChatContext) -> list[Choice]:
    """The first few that this person may name; in a group, where others look on, any may name."""
    titles = {
        network.name: network.title
        for network in await trained_networks(context)
        if context.is_private or network.audience == "everyone"
    }
    return [Choice(name=name, title=titles[name]) for name in _shown(titles)]


async def check_style(context: ChatContext, name: str) -> str:
    """The style of that name. Raises: UnknownNameError: there is none, or none any more."""
    if name in HOUSE_STYLES:
        return name
    own = await _styles(context)
    if name not in own:
        raise near_matches(Phrase("kinds.style"), name, [*HOUSE_STYLES, *own])
    return name


async def check_network(context: ChatContext, name: str) -> str:
    """The network of that name. Raises: UnknownNameError: as above, or none for this person."""
    names = [network.name for network in await trained_networks(context)]
    if name not in names:
        raise near_matches(Phrase("kinds.network"), name, [*names, *NETWORK_ORDER["dream"]])
    return name


async def _styles(context: ChatContext) -> list[str]:
    return list(await asyncio.to_thread(own_style_names, context.services.settings.weights_dir))


def _shown(names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if _FITS.fullmatch(name))[:MOST_SHOWN]
