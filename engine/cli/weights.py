"""The networks at the terminal: which are here, how others come here, which layers they have."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.catalogue.find import (
    HELPERS,
    NETWORKS,
    TORCHVISION,
    NetworkInfo,
    default_layer,
    find_network,
)
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS
from engine.errors import OptionError
from engine.terminal.arguments import add_data_dir
from engine.terminal.console import flags_of, guarded, os_rule, progress_bar, quiet_libraries, say
from engine.terminal.render import store_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.terminal.arguments import Commands
    from engine.weights.inventory import NetworkState
    from engine.weights.store import WeightStore

INPUTS = {"imagenet": "ImageNet's mean and deviation", "half": "from -1 to 1"}
OTHERS = tuple(name for name in CHECKPOINTS if name not in NETWORKS)


def add_networks(subparsers: Commands) -> None:
    """Add weights and layers."""
    parser = subparsers.add_parser("weights", help="trained networks: list, show, import, fetch")
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
    layers = subparsers.add_parser(
        "layers", help="what a network can be asked to amplify", allow_abbrev=False
    )
    layers.add_argument("network", nargs="?", metavar="NETWORK", help="left out: all networks")
    layers.add_argument("--json", action="store_true", help="print one JSON object, or a list")
    layers.set_defaults(run=guarded(run_layers))
    for one in (parser, listing, showing, importing, fetching, layers):
        add_data_dir(one)
        one.set_defaults(flags=flags_of(one))


def run_list(args: argparse.Namespace) -> int:
    """``oneiro weights list``"""
    from engine.weights.remedies import what_to_do

    states = store_of(args).list()
    if args.json:
        say(json.dumps([_known(one) for one in states]))
        return 0
    width = max(len(one.name) for one in states)
    for one in states:
        note = what_to_do(one) or one.path
        say(f"{one.name:<{width}}  {one.state:<8}  {one.info.title} — {note}")
    more = len(OTHERS) - sum(one.name in OTHERS for one in states)
    say(f"{more} more of torchvision's can be fetched by name; “oneiro layers” lists them.")
    say("“oneiro weights show NAME” tells all of one.")
    return 0


def run_show(args: argparse.Namespace) -> int:
    """``oneiro weights show``"""
    state = store_of(args).look(args.name)
    with quiet_libraries():
        facts = _known(state, is_whole=True)
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
    return "; ".join(f"{name.replace('_', ' ')}: {_plainly(one)}" for name, one in value.items())


def _known(state: NetworkState, *, is_whole: bool = False) -> dict[str, Any]:
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
        "input": INPUTS[info.input_convention],
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
        defaults["style_layers"] = [one for one in painting.style_layers if one in layers]
        defaults["content_layers"] = [one for one in painting.content_layers if one in layers]
        for name in ("content_share", "tv_share", "style_scale", "style_levels", "filter_levels"):
            defaults[name] = getattr(painting, name)
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
        rule = "it makes no picture of its own: it has no layers to ask for"
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
        known = info.layer_info[layer]
        sees = "all of it" if known.receptive_px is None else f"{known.receptive_px} px"
        note = ""
        if layer == default:
            note = "  default" if info.body.is_tuned else "  default, untuned"
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


def _say_networks(store: WeightStore, *, as_json: bool) -> int:
    from engine.weights.dream_networks import dream_networks

    trained = [one.info for one in dream_networks(store.root)]
    if as_json:
        known = [*NETWORKS.values(), *map(find_network, OTHERS), *trained]
        say(json.dumps([{"name": one.name, "title": one.title} for one in known]))
        return 0
    for info in (*NETWORKS.values(), *trained):
        note = "" if info.body.is_tuned else ", untuned"
        count = f"{len(info.layers)} layers"
        say(f"{info.name:<15} {count:<10} {info.title}; dreams of {info.dream_layer}{note}")
    say(f"torchvision's, by name, all untuned: {', '.join(OTHERS)}")
    say("“oneiro layers NETWORK” lists a network's layers.")
    return 0
