"""What to do about a network that is not here, or not whole."""

from __future__ import annotations

from engine.catalogue.find import NetworkInfo
from engine.texts.phrase import Phrase
from engine.weights.instant_networks import WCT16
from engine.weights.inventory import NetworkState


def how_to_get(info: NetworkInfo) -> Phrase:
    """One clause: how this network comes onto the machine."""
    if info.training.architecture:
        return Phrase("how_to_get.train_again")
    if info.asset:
        return Phrase("how_to_get.install_again")
    if info.url:
        return Phrase("how_to_get.fetch", network=info.name)
    if info.name == WCT16:
        return Phrase("how_to_get.ten_files")
    if info.published:
        return Phrase("how_to_get.published_file", file=info.published)
    return Phrase("how_to_get.import_file", title=info.title)


def remedy_for(info: NetworkInfo) -> Phrase:
    """:func:`how_to_get` as a sentence."""
    how = how_to_get(info)
    return Phrase(how.key.replace("how_to_get", "remedies"), **how.facts)


def what_to_do(state: NetworkState) -> str | None:
    """One line on a network whose file is missing, half or damaged; None: all is well."""
    if state.is_usable:
        return None
    how = str(how_to_get(state.info))
    if state.state == "half":
        return f"half fetched: {how} again"
    if state.problem is None:
        return how
    if state.info.family == "unknown":
        how = "delete it, or run “oneiro weights import FILE” with a whole one"
    return f"{state.path}: {state.problem}; {how}"
