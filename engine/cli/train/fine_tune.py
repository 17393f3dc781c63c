"""``oneiro train dream``: a dream network that learns somebody's own pictures."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.catalogue.find import find_layer
from engine.catalogue.layers import CLASSIFIER
from engine.cli.train.at_terminal import train_here
from engine.options.base import check_choice, check_range
from engine.options.option import options_of
from engine.terminal.arguments import add_ending, add_options, given_options, one_of
from engine.terminal.console import guarded, quiet_libraries, remark
from engine.terminal.render import store_of
from engine.train.fine_tune.recipe import (
    BASES,
    MOST_STEPS,
    DreamRecipe,
    augmentations,
    check_own_name,
)
from engine.weights.dream_networks import AUDIENCES
from engine.weights.safetensors_file import DREAM

if TYPE_CHECKING:
    from engine.catalogue.find import NetworkInfo
    from engine.terminal.arguments import Commands
    from engine.train.fine_tune.run import DreamCard, DreamRun
    from engine.weights.store import WeightStore

DEFAULT_STEPS = 400
SNAPSHOTS = 4  # in a run, unless told otherwise


def add_train_dream(actions: Commands) -> None:
    """Add dream."""
    parser = actions.add_parser(
        "dream",
        help="a network that dreams of your own pictures",
        description="Fine-tune a network on pictures of your own, to dream of them. The same "
        "command again goes on where it stopped.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "folder",
        type=Path,
        metavar="DIR",
        help="200 to 1000 pictures of one kind; a subfolder is a class, and so is each loose one",
    )
    parser.add_argument("--name", required=True, metavar="NAME", help="what to call the network")
    parser.add_argument(
        "--steps", type=int, metavar="N", default=DEFAULT_STEPS, help="(%(default)s)"
    )
    parser.add_argument("--minutes", type=float, metavar="N", help="stop after so long at most")
    parser.add_argument("--snapshot", type=int, metavar="N", help="save every N steps (a quarter)")
    add_options(parser, DreamRecipe, without=["augment"])
    (augment,) = (option for option in options_of(DreamRecipe) if option.name == "augment")
    parser.add_argument("--augment", metavar="HOW", help=f"{augment.help} (default mirror)")
    parser.add_argument("--layer", metavar="NAME", help="to dream of (default: classifier)")
    parser.add_argument(
        "--for",
        dest="audience",
        metavar="WHOM",
        default=AUDIENCES[0],
        help=f"who may dream with it in chats: {one_of(AUDIENCES)}",
    )
    parser.add_argument("--anew", action="store_true", help="throw an older run of the name away")
    add_ending(parser)
    parser.set_defaults(run=guarded(run_train_dream))


def run_train_dream(args: argparse.Namespace) -> int:
    """``oneiro train dream``"""
    check_own_name(args.name)
    check_choice("for", args.audience, AUDIENCES)
    check_range("steps", args.steps, 1, MOST_STEPS)
    check_range("minutes", args.minutes, 1e-4, 1e6)
    check_range("snapshot", args.snapshot, 1, MOST_STEPS)
    store = store_of(args)
    recipe = _recipe(args, store)
    info, path = store.find(recipe.base, art="dream")
    layer = _layer(args.layer, info, path)
    with quiet_libraries():
        from engine.train.fine_tune.run import DreamCard

        card = DreamCard(
            name=args.name,
            base=info,
            layer=layer,
            audience=args.audience,
            command=_command(args.name, recipe),
        )
        return _train(args, recipe, card, path)


def _recipe(args: argparse.Namespace, store: WeightStore) -> DreamRecipe:
    values = given_options(args, DreamRecipe, without=["augment"])
    if args.augment is not None:
        values["augment"] = augmentations(args.augment)
    values.setdefault("base", _best_base(store))
    return DreamRecipe(**values)


def _best_base(store: WeightStore) -> str:
    """The best at hand that knows names: it has learnt more of what things look like."""
    return next(state.name for state in store.at_hand("classify") if state.name in BASES)


def _layer(name: str | None, info: NetworkInfo, path: Path) -> str:
    """Its own classifier unless told: the first place where what it has learnt shows."""
    from engine.weights.recognise import available_layers

    if name in {None, CLASSIFIER}:
        return CLASSIFIER  # whether or not the base has one
    layers = [layer for layer in available_layers(info, path) if layer != CLASSIFIER]
    return find_layer(info, name, layers=layers)


def _command(name: str, recipe: DreamRecipe) -> str:
    """What repeats the training, whoever's folder it is."""
    words = [f"oneiro train dream DIR --name {name}"]
    for key, value in recipe.to_json().items():
        text = (",".join(value) or "none") if isinstance(value, list) else value
        words.append(f"--{key.removesuffix('_px')} {text}")
    return " ".join(words)


def _train(args: argparse.Namespace, recipe: DreamRecipe, card: DreamCard, path: Path) -> int:
    from engine.studio.studio import usable_device
    from engine.train.fine_tune.picture_set import read_picture_set
    from engine.train.fine_tune.run import DreamRun
    from engine.train.fine_tune.training import FineTuning
    from engine.train.run_folder import RunFolder
    from engine.weights.recognise import file_sha256

    started = time.perf_counter()
    device = usable_device(args.device)
    pictures = read_picture_set(args.folder, side_px=recipe.picture_px, on_broken=remark)
    config = recipe.to_json() | {
        "base_sha256": file_sha256(path),
        "pictures": len(pictures),
        "pictures_sha256": pictures.sha256(),
        "classes": list(pictures.classes),
    }
    folder = RunFolder(Path(args.data_dir), card.name, kind=DREAM)
    folder.begin(config, anew=args.anew)
    training = FineTuning(
        recipe, pictures, info=card.base, path=path, steps=args.steps, device=device
    )
    snapshot_steps = args.snapshot or max(1, args.steps // SNAPSHOTS)
    run = DreamRun(training, folder, card, snapshot_steps=snapshot_steps)

    def facts() -> dict[str, Any]:
        return _facts(run) | {"seconds": round(time.perf_counter() - started, 1)}

    return train_here(args, run, started=started, facts=facts, summary=_summary)


def _facts(run: DreamRun) -> dict[str, Any]:
    """What ``--json`` prints."""
    training, before, after = run.training, run.training.before, run.measure
    return {
        "network": run.card.name,
        "file": str(run.folder.file),
        "base": run.card.base.name,
        "layer": run.card.layer,
        "audience": run.card.audience,
        "pictures": len(training.pictures),
        "classes": len(training.pictures.classes),
        "steps": training.step,
        "loss_before": before.loss,
        "loss_after": after.loss,
        "logit_before": before.logit,
        "logit_after": after.logit,
        "rate": training.schedule.rate,
        "device": training.device.type,
        "options": training.recipe.to_json(),
    }


def _summary(facts: Mapping[str, Any]) -> str:
    name = facts["network"]
    whom = "everyone" if facts["audience"] == "everyone" else "operators alone"
    return (
        f"{facts['file']}: {facts['base']}, {facts['pictures']} pictures in {facts['classes']} "
        f"classes, {facts['steps']} steps, loss {facts['loss_before']:.3g} → "
        f"{facts['loss_after']:.3g}, own class's logit {facts['logit_before']:.2f} → "
        f"{facts['logit_after']:.2f}, {facts['seconds']:.0f} s\n"
        f"Dream with it: oneiro dream PHOTO -o dream.png --network {name}; in a "
        f"chat: /dream network={name} (for {whom})."
    )
