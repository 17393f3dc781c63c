"""What to do about a network that is not here, or not whole."""

from __future__ import annotations

from engine.catalogue.find import NetworkInfo
from engine.weights.instant_networks import GET_WCT16, WCT16
from engine.weights.inventory import NetworkState


def how_to_get(info: NetworkInfo) -> str:
    """One clause: how this network comes onto the machine."""
    if info.training.architecture:
        return "train it again, or run “oneiro weights import FILE” with its file"
    if info.asset:
        return "install Oneiro again"
    if info.url:
        return f"run “oneiro weights fetch {info.name}”"
    if info.name == WCT16:
        return GET_WCT16
    return (
        f"it has no download address; get a safetensors file of {info.title} "
        "and run “oneiro weights import FILE”"
    )


def remedy_for(info: NetworkInfo) -> str:
    """:func:`how_to_get` as a sentence."""
    how = how_to_get(info)
    return f"{how[0].upper()}{how[1:]}."


def what_to_do(state: NetworkState) -> str | None:
    """One line on a network whose file is missing, half or damaged; None: all is well."""
    if state.is_usable:
        return None
    how = how_to_get(state.info)
    if state.state == "half":
        return f"half fetched: {how} again"
    if state.problem is None:
        return how
    if state.info.family == "unknown":
        how = "delete it, or run “oneiro weights import FILE” with a whole one"
    return f"{state.path}: {state.problem}; {how}"
