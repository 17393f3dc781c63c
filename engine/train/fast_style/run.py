"""The training of instant styles, from pictures to a file: what it needs, its log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean

import torch
from PIL import Image

from engine.media.pictures import encode_picture
from engine.ops.images import to_image
from engine.options.style import StyleOptions
from engine.style.choices import choose_style_layers
from engine.style.instant.johnson import load_johnson, save_johnson
from engine.style.network import StyleNetwork
from engine.train.fast_style.judge import StyleJudge
from engine.train.fast_style.recipe import StyleRecipe
from engine.train.fast_style.training import FastStyleTraining, network_from, new_network
from engine.train.loop import Speed, Step, TrainingRun, progress_line
from engine.train.pictures import starting_pictures
from engine.train.run_folder import RunFolder
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
    options = StyleOptions(network=name, loss="wasserstein")
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
        {style: to_image(picture, device=device) for style, picture in pictures.items()},
        content_weight=recipe.content_weight,
        style_weights=[recipe.strength] * len(pictures),
        tv_weight=recipe.tv_weight,
        neighbours_weight=recipe.neighbours_weight,
    )
    styles = list(pictures)
    if base is None:
        network = new_network(styles, recipe)
    else:
        network = network_from(load_johnson(base, device=torch.device("cpu")), styles)
    return FastStyleTraining(network.to(device), judge, starting_pictures(photos), recipe)


class StyleRun(TrainingRun[FastStyleTraining]):
    """A training of instant styles, in its folder, and what its file says."""

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
        super().__init__(training, folder)
        self._metadata = {
            "name": folder.name,
            "title": title,
            "licence": licence,
            "source": command,
        }
        self._pictures = {
            style: encode_picture(picture, format="webp") for style, picture in pictures.items()
        }
        self._window = max(1, training.steps // LOGS_PER_RUN)
        self._snapshot = max(1, training.steps // SNAPSHOTS_PER_RUN)
        self._steps: list[Step] = []

    def write(self) -> None:
        """The network's file, as it is now."""
        save_johnson(
            self.training.average, self.folder.file, **self._metadata, pictures=self._pictures
        )

    def after(self, step: Step, speed: Speed) -> Iterator[str]:
        """Yields: the losses over a window, speed and time left, at its end."""
        self._steps.append(step)
        if step.number % self._window == 0:
            last = self._steps[-self._window :]
            losses = f"style {_mean(last, 'style'):.3f}, content {_mean(last, 'content'):.3f}"
            yield progress_line(step.number, self.training.steps, losses, speed=speed())
            self.save()
        if step.number % self._snapshot == 0:
            self.save()
            self.folder.keep(step.number)

    def before_and_after(self) -> tuple[float, float]:
        """The style's loss, a share of its target, over the first and the last steps made."""
        first, last = self._steps[: self._window], self._steps[-self._window :]
        return _mean(first, "style"), _mean(last, "style")


def _mean(steps: Sequence[Step], kind: str) -> float:
    return fmean([step.losses[kind] for step in steps] or [0.0])
