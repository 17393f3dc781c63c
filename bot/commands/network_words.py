"""The network that a command names, if it does what the other words ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.commands.grammar import VOCABULARIES
from bot.domain.orders import Art
from engine.catalogue.find import NetworkInfo, NetworkUse, check_use, find_network


def uses_said(art: Art, options: Mapping[str, Any], *, paints: bool) -> tuple[NetworkUse, ...]:
    """What a network is wanted for: it has to do one of these.

    Args:
        options: as said so far. paints: styles were said.
    """
    if art in (Art.DREAM, Art.ZOOM) and (options.get("classes") or options.get("random_classes")):
        return ("classify",)
    if art is Art.EXPLAIN and "layer" in options:
        return ("dream",)
    if art is Art.VIDEO:
        if options.get("effect") == "dream" or "preset" in options:
            return ("dream",)
        if paints or options.get("effect") == "style":
            return ("style",)
    return VOCABULARIES[art].network_uses


def network_said(
    name: str, *, trained: Mapping[str, NetworkInfo], uses: tuple[NetworkUse, ...]
) -> NetworkInfo:
    """The network of that name, said now rather than when it is the job's turn.

    ``trained``: those that can be named besides the catalogue's.
    Raises: UnknownNameError; OptionError: it does nothing of the kind.
    """
    network = trained.get(name) or find_network(name, ours=trained, uses=uses)
    check_use(network, uses)
    return network
