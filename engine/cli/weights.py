"""The networks at the terminal: which are here, how others come here, which layers they have."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.catalogue.find import (
    HELPERS,
    NETWORKS,
    PAINTERS_AT_ONCE,
    TORCHVISION,
    NetworkInfo,
    default_layer,
    find_network,
)
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS
from engine.errors import OptionError
from engine.terminal.arguments import add_data_dir
from engine.terminal.console import (
    Parser,
    flags_of,
    guarded,
    os_rule,
    progress_bar,
    quiet_libraries,
    say,
)
from engine.terminal.render import store_of
from engine.texts.phrase import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.weights.inventory import NetworkState
    from engine.weights.store import WeightStore

INPUTS = {"imagenet": "ImageNet's mean and deviation", "half": "from -1 to 1"}
OTHERS = tuple(name for name in CHECKPOINTS if name not in NETWORKS)


def fill_weights(parser: Parser) -> None:
    """The actions of weights."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="which networks are here")
    listing.add_argument("--json", action="store_true", help="print one JSON list")
    listing.set_defaults(run=guarded(run_list))
    showing = actions.add_parser("show", help="all that is known of one network")
    showing.add_argument("name", metavar="NAME")
    showing.add_argument("--json", action="store_true", help="print one JSON object")
    showing.set_defaults(run=guarded(run_show))
    importing = actions.add_parser("import", help="take in files of weights")
    importing.add_argument("files", type=Path, nargs="+", metavar="FILE")
    importing.set_defaults(run=guarded(run_import))
    fetching = actions.add_parser("fetch", help="download a network")
    fetching.add_argument("name", metavar="NAME")
    fetching.set_defaults(run=guarded(run_fetch))
    for each in (parser, listing, showing, importing, fetching):
        _add_ending(each)


def fill_layers(parser: Parser) -> None:
    """The arguments of layers."""
    parser.add_argument("network", nargs="?", metavar="NETWORK", help="left out: all networks")
    parser.add_argument("--json", action="store_true", help="print one JSON object, or a list")
    parser.set_defaults(run=guarded(run_layers))
    _add_ending(parser)


def _add_ending(parser: Parser) -> None:
    add_data_dir(parser)
    parser.set_defaults(flags=flags_of(parser))


def run_list(args: argparse.Namespace) -> int:
    """``oneiro weights list``"""
    from engine.weights.remedies import what_to_do

    states = store_of(args).list()
    if args.json:
        say(json.dumps([_all_facts(state) for state in states]))
        return 0
    width = max(len(state.name) for state in states)
    for state in states:
        note = what_to_do(state) or state.path
        say(f"{state.name:<{width}}  {state.state:<8}  {state.info.title} — {note}")
    more = len(OTHERS) - sum(state.name in OTHERS for state in states)
    say(f"{more} more of torchvision's can be fetched by name; “oneiro layers” lists them.")
    say("“oneiro weights show NAME” tells all of one.")
    return 0


def run_show(args: argparse.Namespace) -> int:
    """``oneiro weights show``"""
    state = store_of(args).look(args.name)
    with quiet_libraries():
        facts = _all_facts(state, is_whole=True)
    if args.json:
        say(json.dumps(facts))
        return 0
    for name, value in facts.items():
        if value not in (None, [], {}):
            say(f"{name.replace('_', ' '):<13}  {_plainly(value)}")
    return 0


def _plainly(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if not isinstance(value, dict):
        return str(value)
    return "; ".join(f"{name.replace('_', ' ')}: {_plainly(part)}" for name, part in value.items())


def _all_facts(state: NetworkState, *, is_whole: bool = False) -> dict[str, Any]:
    """All that is known of a network; ``is_whole``: what takes building it as well."""
    from engine.weights.recognise import available_layers, described, file_sha256
    from engine.weights.remedies import what_to_do

    info, path = state.info, state.path
    if is_whole and not state.problem and info.family == TORCHVISION:
        info = described(info)
    is_readable = path is not None and state.problem is None and info.layer_info
    layers = available_layers(info, path) if path is not None and is_readable else info.layers
    return {
        "name": info.name,
        "state": state.state,
        "title": info.title,
        "licence": info.licence,
        "source": info.source,
        "path": str(path) if path else None,
        "bytes": path.stat().st_size if path else None,
        "sha256": file_sha256(path) if path else None,
        "sha256_begins": info.checkpoint.sha256_prefix if info.checkpoint else None,
        "url": info.url,
        "what_to_do": what_to_do(state),
        "family": info.family,
        "built_as": info.training.architecture or None,
        "input": None if info.name in HELPERS else INPUTS[info.input_convention],
        "layers": list(layers),
        "classes": list(info.classes),
        "styles": list(info.training.styles),
        "audience": info.audience,
        "defaults": _defaults(info, layers),
    }


def _defaults(info: NetworkInfo, layers: Sequence[str]) -> dict[str, Any]:
    """What an art takes of it unless told otherwise."""
    if not layers:
        return {}
    defaults: dict[str, Any] = {"dream_layer": default_layer(info, layers)}
    painting = info.painting
    if painting.style_layers:
        defaults |= asdict(painting)
        for which in ("style_layers", "content_layers"):
            defaults[which] = [layer for layer in defaults[which] if layer in layers]
    return defaults


def run_import(args: argparse.Namespace) -> int:
    """``oneiro weights import``"""
    for file in args.files:
        try:
            with file.open("rb"):
                pass
        except OSError as exc:
            raise OptionError(option="file", value=str(file), rule=os_rule(exc)) from exc
    names = store_of(args).import_files(args.files)
    brought = args.files[0].name if len(args.files) == 1 else f"{len(args.files)} files"
    say(f"{brought}: imported {', '.join(names)}.")
    return 0


def run_fetch(args: argparse.Namespace) -> int:
    """``oneiro weights fetch``"""
    store = store_of(args)
    state = store.look(args.name)
    info = state.info
    if state.state == "trained":
        say(f"{info.name} was trained here and is at {state.path}")
        return 0
    with progress_bar(info.name) as show:

        def on_progress(done: int, total: int | None) -> None:
            if total:
                show(done / total)

        path = store.fetch(info.name, on_progress=on_progress)
    say(f"{info.name} is at {path}")
    return 0


def run_layers(args: argparse.Namespace) -> int:
    """``oneiro layers``"""
    store = store_of(args)
    if args.network is None:
        return _say_networks(store, as_json=args.json)
    from engine.weights.recognise import available_layers, described

    info = store.info(args.network)
    if info.name in HELPERS:
        rule = Phrase("rules.no_layers_of_its_own")
        if info.name in PAINTERS_AT_ONCE:
            rule = Phrase("rules.no_layers_at_once")
        raise OptionError(option="network", value=info.name, rule=rule)
    with quiet_libraries():
        info = described(info)
    path = store.state(info).path
    layers = available_layers(info, path) if path else info.layers
    default = default_layer(info, layers)
    if args.json:
        facts = {
            "network": info.name,
            "default": default,
            "is_tuned": info.body.is_tuned,
            "layers": [_facts(info, layer) for layer in layers],
        }
        say(json.dumps(facts))
        return 0
    width = max(len(layer) for layer in layers)
    say(f"{'layer':<{width}}  stride  channels  sees")
    for layer in layers:
        layer_info = info.layer_info[layer]
        sees = "all of it" if layer_info.receptive_px is None else f"{layer_info.receptive_px} px"
        note = ""
        if layer == default:
            note = "  default" if info.body.is_tuned else "  default, untuned"
        row = f"{layer:<{width}}  {layer_info.stride:>6}  {layer_info.channels:>8}  {sees:>9}{note}"
        say(row.rstrip())
    return 0


def _facts(info: NetworkInfo, layer: str) -> dict[str, str | int | None]:
    layer_info = info.layer_info[layer]
    return {
        "name": layer,
        "stride": layer_info.stride,
        "channels": layer_info.channels,
        "receptive_px": layer_info.receptive_px,
        "min_side_px": layer_info.min_side_px,
    }


def _say_networks(store: WeightStore, *, as_json: bool) -> int:
    from engine.weights.dream_networks import dream_networks

    trained = [network.info for network in dream_networks(store.root)]
    if as_json:
        networks = [*NETWORKS.values(), *map(find_network, OTHERS), *trained]
        say(json.dumps([{"name": info.name, "title": info.title} for info in networks]))
        return 0
    for info in (*NETWORKS.values(), *trained):
        note = "" if info.body.is_tuned else ", untuned"
        count = f"{len(info.layers)} layers"
        say(f"{info.name:<15} {count:<10} {info.title}; dreams of {info.dream_layer}{note}")
    say(f"torchvision's, by name, all untuned: {', '.join(OTHERS)}")
    say("“oneiro layers NETWORK” lists a network's layers.")
    return 0
