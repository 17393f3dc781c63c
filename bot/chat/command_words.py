"""The words of a message, as the person who said them may mean them.

The networks and styles that somebody trained here count as words too: those for everyone, and for
an operator all. They are looked up each time, so that a new one is there at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from bot.chat.context import ChatContext
from bot.commands.parser import Words, parse_words
from bot.domain.orders import Art
from engine.catalogue.find import NetworkInfo
from engine.weights.dream_networks import DreamNetwork, dream_networks
from engine.weights.own_styles import trained_here


async def words_said(context: ChatContext, art: Art, rest: str | None = None) -> Words:
    """What the words after the command ask for; ``rest``: what stands for them.

    Raises: UnknownNameError, OptionError.
    """
    words = context.command.rest if rest is None else rest
    here = await asyncio.to_thread(trained_here, context.services.settings.weights_dir)
    trained = _nameable(here.networks, context)
    return parse_words(art, words, trained=trained, own_styles=here.styles)


async def trained_networks(context: ChatContext) -> tuple[NetworkInfo, ...]:
    """The dream networks trained here that this person may name."""
    networks = await asyncio.to_thread(dream_networks, context.services.settings.weights_dir)
    return _nameable(networks, context)


def _nameable(networks: Iterable[DreamNetwork], context: ChatContext) -> tuple[NetworkInfo, ...]:
    is_operator = context.user.id in context.services.settings.operators
    infos = (network.info for network in networks)
    return tuple(info for info in infos if is_operator or info.audience == "everyone")
