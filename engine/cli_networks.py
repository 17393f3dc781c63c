"""The networks at the terminal: which are here, how others come here, which layers they have."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from engine.arguments import add_data_dir
from engine.catalogue import HELPERS, NETWORKS, NetworkInfo, default_layer, find_network
from engine.checkpoints import CHECKPOINTS
from engine.cli_render import store_of
from engine.errors import OptionError
from engine.terminal import guarded, os_rule, progress_bar, quiet_libraries, say

if TYPE_CHECKING:
    from engine.arguments import Commands

OTHERS = tuple(name for name in CHECKPOINTS if name not in NETWORKS)


def add_networks(subparsers: Commands) -> None:
    """Add weights and layers."""
    parser = subparsers.add_parser("weights", help="trained networks: list, import, fetch")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="which networks are here")
    listing.add_argument("--json", action="store_true", help="print one JSON list")
    listing.set_defaults(run=guarded(run_list))
    importing = actions.add_parser("import", help="take in files of weights")
    importing.add_argument("files", type=Path, nargs="+", metavar="FILE")
    importing.set_defaults(run=guarded(run_import))
    fetching = actions.add_parser("fetch", help="download a network")
    fetching.add_argument("name", metavar="NAME")
    fetching.set_defaults(run=guarded(run_fetch))
    layers = subparsers.add_parser(
        "layers", help="what a network can be asked to amplify", allow_abbrev=False
    )
    layers.add_argument("network", nargs="?", metavar="NETWORK", help="left out: all networks")
    layers.add_argument("--json", action="store_true", help="print one JSON object, or a list")
    layers.set_defaults(run=guarded(run_layers))
    for one in (parser, listing, importing, fetching, layers):
        add_data_dir(one)


def run_list(args: argparse.Namespace) -> int:
    """``oneiro weights list``"""
    from engine.weights import how_to_get

    states = store_of(args).list()
    if args.json:
        rows = [
            {
                "name": one.name,
                "state": one.state,
                "path": str(one.path) if one.path else None,
                "title": one.info.title,
                "licence": one.info.licence,
                "source": one.info.source,
            }
            for one in states
        ]
        say(json.dumps(rows))
        return 0
    for one in states:
        note = how_to_get(one.info) if one.path is None else str(one.path)
        say(f"{one.name:<15} {one.state:<9} {one.info.title} — {note}")
    more = len(OTHERS) - sum(one.name in OTHERS for one in states)
    say(f"{more} more of torchvision's can be fetched by name; “oneiro layers” lists them.")
    return 0


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
    info = find_network(args.name)
    with progress_bar(info.name) as show:

        def on_progress(done: int, total: int | None) -> None:
            if total:
                show(done / total)

        path = store_of(args).fetch(info.name, on_progress=on_progress)
    say(f"{info.name} is at {path}")
    return 0


def run_layers(args: argparse.Namespace) -> int:
    """``oneiro layers``"""
    if args.network is None:
        return _say_networks(as_json=args.json)
    from engine.recognise import available_layers, described

    info = find_network(args.network)
    if info.name in HELPERS:
        rule = "it makes no picture of its own: it has no layers to ask for"
        raise OptionError(option="network", value=info.name, rule=rule)
    with quiet_libraries():
        info = described(info)
    path = store_of(args).state(info).path
    layers = available_layers(info, path) if path else info.layers
    default = default_layer(info, layers)
    if args.json:
        facts = {
            "network": info.name,
            "default": default,
            "is_tuned": info.is_tuned,
            "layers": [_facts(info, layer) for layer in layers],
        }
        say(json.dumps(facts))
        return 0
    width = max(len(layer) for layer in layers)
    say(f"{'layer':<{width}}  stride  channels  sees")
    for layer in layers:
        known = info.layer_info[layer]
        sees = "all of it" if known.receptive_px is None else f"{known.receptive_px} px"
        note = ""
        if layer == default:
            note = "  default" if info.is_tuned else "  default, untuned"
        say(f"{layer:<{width}}  {known.stride:>6}  {known.channels:>8}  {sees:>9}{note}".rstrip())
    return 0


def _facts(info: NetworkInfo, layer: str) -> dict[str, str | int | None]:
    known = info.layer_info[layer]
    return {
        "name": layer,
        "stride": known.stride,
        "channels": known.channels,
        "receptive_px": known.receptive_px,
        "min_side_px": known.min_side_px,
    }


def _say_networks(*, as_json: bool) -> int:
    if as_json:
        rows = [{"name": name, "title": find_network(name).title} for name in (*NETWORKS, *OTHERS)]
        say(json.dumps(rows))
        return 0
    for info in NETWORKS.values():
        note = "" if info.is_tuned else ", untuned"
        count = f"{len(info.layers)} layers"
        say(f"{info.name:<15} {count:<10} {info.title}; dreams of {info.dream_layer}{note}")
    say(f"torchvision's, by name, all untuned: {', '.join(OTHERS)}")
    say("“oneiro layers NETWORK” lists a network's layers.")
    return 0
