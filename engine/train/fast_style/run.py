"""The training of instant styles, from pictures to a file: what it needs, its loop, its log."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import fmean

import torch
from PIL import Image

from engine.errors import TrainingError
from engine.media.pictures import encode_picture
from engine.ops.images import to_image
from engine.options.style import StyleOptions
from engine.style.choices import choose_style_layers
from engine.style.instant.johnson import load_johnson, save_johnson
from engine.style.network import StyleNetwork
from engine.texts.phrase import Phrase
from engine.train.fast_style.judge import StyleJudge
from engine.train.fast_style.recipe import StyleRecipe
from engine.train.fast_style.training import FastStyleTraining, Step, network_from, new_network
from engine.train.pictures import starting_pictures
from engine.train.run_folder import RunFolder, affordable, duration
from engine.weights.instant_networks import InstantNetwork
from engine.weights.load import load_backbone
from engine.weights.store import WeightStore

LOGS_PER_RUN, SNAPSHOTS_PER_RUN = 20, 4


def prepared_pictures(pictures: Mapping[str, Image.Image], *, px: int) -> dict[str, Image.Image]:
    """The styles' pictures, at most ``px`` long."""
    shrunk = {}
    for style, picture in pictures.items():
        shrunk[style] = picture.convert("RGB")
        shrunk[style].thumbnail((px, px), Image.Resampling.LANCZOS)
    return shrunk


def style_network(
    name: str, store: WeightStore, *, size_px: int, device: torch.device
) -> StyleNetwork:
    """The network that judges paintings of this size.

    Raises: UnknownNameError, OptionError, WeightsError.
    """
    options = StyleOptions(network=name)
    info, path, layers = choose_style_layers(options, store=store, width=size_px, height=size_px)
    backbone = load_backbone(info, path, layers=layers.of_network, device=device, for_style=True)
    return StyleNetwork(backbone, layers, info)


def build_training(
    recipe: StyleRecipe,
    pictures: Mapping[str, Image.Image],
    *,
    base: InstantNetwork | None,
    photos: Path | None,
    store: WeightStore,
    device: torch.device,
) -> FastStyleTraining:
    """A run at its beginning; ``photos``: a folder of more pictures to paint.

    Raises: TrainingError; WeightsError, UnknownNameError, OptionError: the judge or the base.
    """
    judge = StyleJudge(
        style_network(recipe.judge, store, size_px=recipe.size_px, device=device),
        {style: to_image(one, device=device) for style, one in pictures.items()},
        content_weight=recipe.content_weight,
        style_weights=[recipe.strength] * len(pictures),
        tv_weight=recipe.tv_weight,
    )
    styles = list(pictures)
    if base is None:
        network = new_network(styles, recipe)
    else:
        network = network_from(load_johnson(base, device=torch.device("cpu")), styles)
    return FastStyleTraining(network.to(device), judge, starting_pictures(photos), recipe)


class StyleRun:
    """A training, its folder, and what its file says."""

    def __init__(
        self,
        training: FastStyleTraining,
        folder: RunFolder,
        *,
        title: str,
        licence: str,
        command: str,
        pictures: Mapping[str, Image.Image],
    ) -> None:
        """``command``: that repeats it, without any path; ``pictures``: to keep in the file."""
        self.training = training
        self.folder = folder
        self._said = {"name": folder.name, "title": title, "licence": licence, "source": command}
        self._pictures = {
            style: encode_picture(one, format="webp") for style, one in pictures.items()
        }

    def train(
        self,
        *,
        say: Callable[[str], None],
        is_over: Callable[[], bool] = lambda: False,
        on_progress: Callable[[float], None] = lambda fraction: None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> tuple[float, float]:
        """Train until the recipe's steps are made or ``is_over``; save on the way and at the end.

        Args:
            say: told of each line that the log gets.
        Returns: the style's loss, a share of its target, over the first and the last steps made.
        Raises: TrainingError.
        """
        steps = self.training.recipe.steps
        window = max(1, steps // LOGS_PER_RUN)
        snapshot = max(1, steps // SNAPSHOTS_PER_RUN)
        started, first, seen = clock(), self.training.step, list[Step]()
        while self.training.step < steps and not is_over():
            step = self._advance()
            seen.append(step)
            on_progress(step.number / steps)
            if step.number % window == 0:
                speed = (step.number - first) / max(clock() - started, 1e-9)
                self._tell(_line(seen[-window:], steps=steps, speed=speed), say)
                self.save()
            if step.number % snapshot == 0:
                self.save()
                self.folder.keep(step.number)
        self.save()
        losses = [one.style for one in seen] or [0.0]
        return fmean(losses[:window]), fmean(losses[-window:])

    def save(self) -> None:
        """Write the network's file and the checkpoint."""
        save_johnson(self.training.average, self.folder.file, **self._said, pictures=self._pictures)
        self.folder.save(self.training)

    def _advance(self) -> Step:
        with affordable():
            step = self.training.advance()
        if step.style != step.style:
            problem = Phrase("problems.loss_is_no_number", step=step.number)
            remedy = Phrase("remedies.smaller_rate_or_picture")
            raise TrainingError(problem=problem, remedy=remedy)
        return step

    def _tell(self, line: str, say: Callable[[str], None]) -> None:
        self.folder.log(line)
        say(line)


def _line(seen: list[Step], *, steps: int, speed: float) -> str:
    number = seen[-1].number
    style, content = fmean(one.style for one in seen), fmean(one.content for one in seen)
    left = duration((steps - number) / speed)
    return (
        f"step {number} of {steps}: style {style:.3f}, content {content:.3f}, "
        f"{speed:.3g} steps/s, {left} left"
    )
