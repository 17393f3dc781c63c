"""``oneiro train style``: a network that paints at once in somebody's own styles."""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.catalogue.house_styles import HOUSE_STYLES
from engine.cli.train.at_terminal import train_here
from engine.errors import OptionError
from engine.options.base import check_range
from engine.terminal.arguments import add_ending, add_options, given_options
from engine.terminal.console import guarded, quiet_libraries
from engine.terminal.render import read_styles, store_of
from engine.texts.phrase import Phrase
from engine.train.fast_style.recipe import HOUSE, HOUSE_RECIPE, StyleRecipe
from engine.train.fine_tune.recipe import check_own_name

if TYPE_CHECKING:
    from PIL import Image

    from engine.terminal.arguments import Commands
    from engine.train.fast_style.run import StyleRun
    from engine.train.run_folder import RunFolder
    from engine.weights.instant_networks import InstantNetwork
    from engine.weights.store import WeightStore

NOTHING = "none"  # --base: from nothing
KIND = "johnson"
UNASKED = ("grain", "content_weight", "tv_weight", "mixtures")  # as good as they get; not flags


def add_train_style(actions: Commands) -> None:
    """Add style."""
    parser = actions.add_parser(
        "style",
        help="a network that paints at once in the style of your own picture",
        description="Teach a network to paint at once in the style of a picture, or of several. "
        "The same command again goes on where it stopped.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add(
        "pictures",
        nargs="*",
        metavar="PICTURE",
        help=f"to learn from: a file, or one of {', '.join(HOUSE_STYLES)}",
    )
    add("--name", metavar="NAME", help="what to call the network, and its style")
    add("--house", action="store_true", help="train the network of all house styles anew")
    add("--minutes", type=float, metavar="N", help="stop after so long at most")
    add("--photos", type=Path, metavar="DIR", help="a folder of more pictures to learn to paint")
    add_options(parser, StyleRecipe, without=UNASKED)
    add("--anew", action="store_true", help="throw an older run of the name away")
    add_ending(parser)
    parser.set_defaults(run=guarded(run_train_style))


def run_train_style(args: argparse.Namespace) -> int:
    """``oneiro train style``"""
    check_range("minutes", args.minutes, 1e-4, 1e6)
    pictures = _pictures(args)
    base, recipe = _base_and_recipe(args)
    with quiet_libraries():
        return _train(args, recipe, pictures, base)


def _pictures(args: argparse.Namespace) -> dict[str, Image.Image]:
    """Style -> picture: house styles by their names, others by the network's."""
    if args.house:
        if args.pictures or args.name not in (None, HOUSE):
            rule = Phrase("rules.house_names_all")
            raise OptionError(option="house", value="", rule=rule)
        args.name, args.pictures = HOUSE, list(HOUSE_STYLES)
    elif not args.pictures:
        raise OptionError(option="pictures", value="", rule=Phrase("rules.name_a_picture"))
    elif args.name is None:
        raise OptionError(option="name", value="", rule=Phrase("rules.name_the_network"))
    elif args.name in HOUSE_STYLES:
        rule = Phrase("rules.name_of_house_style")
        raise OptionError(option="name", value=args.name, rule=rule)
    else:
        check_own_name(args.name)
    sources = read_styles(args.pictures, store_of(args).root)
    names = _style_names(args.name, [source.name for source in sources])
    return {name: source.picture.image for name, source in zip(names, sources, strict=True)}


def _style_names(network: str, names: Sequence[str]) -> list[str]:
    if len(names) == 1:
        return [network]
    return [
        name if name in HOUSE_STYLES and names.count(name) == 1 else f"{network}-{number}"
        for number, name in enumerate(names, start=1)
    ]


def _base_and_recipe(args: argparse.Namespace) -> tuple[InstantNetwork | None, StyleRecipe]:
    values = given_options(args, StyleRecipe, without=[*UNASKED, "base"])
    base = _base(args)
    if base is not None and args.width is not None:
        rule = Phrase("rules.base_has_its_own", base=base.name, nothing=NOTHING)
        raise OptionError(option="width", value=args.width, rule=rule)
    usual: Mapping[str, Any] = HOUSE_RECIPE if args.house else {}
    name = None if base is None else base.name
    return base, StyleRecipe(**{**usual, "base": name, **values})


def _base(args: argparse.Namespace) -> InstantNetwork | None:
    """The network to begin with. Raises: UnknownNameError, OptionError, WeightsError."""
    from engine.weights.instant_networks import find_instant

    name = args.base or (NOTHING if args.house else HOUSE)
    if name == NOTHING:
        return None
    network = find_instant(Path(args.data_dir) / "weights", name)
    if network.kind != KIND:
        rule = Phrase("rules.takes_any_style")
        raise OptionError(option="base", value=name, rule=rule)
    return network


def _train(
    args: argparse.Namespace,
    recipe: StyleRecipe,
    pictures: Mapping[str, Image.Image],
    base: InstantNetwork | None,
) -> int:
    from engine.train.run_folder import RunFolder

    started = time.perf_counter()
    folder = RunFolder(Path(args.data_dir), args.name, kind=KIND)
    folder.begin(_config(recipe, pictures, base, store_of(args)), anew=args.anew)
    run = _run(args, recipe, pictures, base, folder)

    def facts() -> dict[str, Any]:
        before, after = run.before_and_after()
        return {
            "network": args.name,
            "file": str(folder.file),
            "styles": list(pictures),
            "steps": run.training.step,
            "style_before": before,
            "style_after": after,
            "seconds": round(time.perf_counter() - started, 1),
            "device": run.training.judge.device.type,
            "options": recipe.to_json(),
        }

    return train_here(args, run, started=started, facts=facts, summary=_summary)


def _run(
    args: argparse.Namespace,
    recipe: StyleRecipe,
    pictures: Mapping[str, Image.Image],
    base: InstantNetwork | None,
    folder: RunFolder,
) -> StyleRun:
    import torch

    from engine.studio.studio import usable_device
    from engine.train.fast_style.run import StyleRun, build_training, prepared_pictures

    ready = prepared_pictures(pictures, px=recipe.style_px)
    training = build_training(
        recipe,
        ready,
        base=base,
        photos=args.photos,
        store=store_of(args),
        device=torch.device(usable_device(args.device)),
    )
    title, licence = f"{args.name}, a style of one's own", "that of its picture"
    if args.house:
        title, licence = "the house styles, at once", "Apache-2.0"
    own = {name: picture for name, picture in ready.items() if name not in HOUSE_STYLES}
    return StyleRun(
        training,
        folder,
        title=title,
        licence=licence,
        command=_command(args, recipe),
        pictures=own,
    )


def _config(
    recipe: StyleRecipe,
    pictures: Mapping[str, Image.Image],
    base: InstantNetwork | None,
    store: WeightStore,
) -> dict[str, Any]:
    """What a run that goes on must have in common with what it was."""
    from engine.weights.recognise import file_sha256

    digest = hashlib.sha256()
    for picture in pictures.values():
        digest.update(picture.tobytes())
    _, judge = store.find(recipe.judge, art="style")
    return {
        **recipe.to_json(),
        "styles": list(pictures),
        "pictures_sha256": digest.hexdigest(),
        "judge_sha256": file_sha256(judge),
        "base_sha256": file_sha256(base.path) if base is not None else None,
    }


def _command(args: argparse.Namespace, recipe: StyleRecipe) -> str:
    """What repeats the training, whoever's files they are."""
    what = "--house" if args.house else f"PICTURE --name {args.name}"
    words = [f"oneiro train style {what}", f"--base {recipe.base or NOTHING}"]
    options = "judge steps size_px style_px batch rate strength neighbours_weight seed"
    if recipe.base is None:
        options += " width"
    for key in options.split():
        flag = key.removesuffix("_px").removesuffix("_weight").replace("style", "style-size")
        words.append(f"--{flag} {getattr(recipe, key)}")
    return " ".join(words)


def _summary(facts: Mapping[str, Any]) -> str:
    name = facts["styles"][0]
    return (
        f"{facts['file']}: {', '.join(facts['styles'])}, {facts['steps']} steps, style "
        f"{facts['style_before']:.3f} → {facts['style_after']:.3f}, {facts['seconds']:.0f} s\n"
        f"Paint with it: oneiro style PHOTO -o painted.png --style {name} --instant; in a chat: "
        f"/style style={name} instant"
    )
