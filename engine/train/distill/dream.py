"""Teaching a small network what a large one sees, without a photo collection.

The student learns from a pool of pictures that change all the time: each is dreamt on by the
teacher or by the student itself. The student's own dreams matter most: they show it what it takes
for a feature and what is none, and without them it dreams coloured noise.

First each block is taught alone, on the teacher's features (FitNets, Romero et al. 2015); then the
network as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from engine.catalogue.find import NetworkInfo
from engine.catalogue.layers import CLASSIFIER
from engine.errors import OptionError
from engine.networks.backbone import Backbone
from engine.texts.phrase import Phrase
from engine.train.distill.dream_student import (
    POOLED,
    SCALE_LAYERS,
    STEM,
    Statistics,
    Student,
    random_weights,
)
from engine.train.distill.dreamer import Dreamer
from engine.train.distill.options import DistillOptions
from engine.train.loop import Step
from engine.train.muon import FilterOptimiser
from engine.train.pool import PicturePool
from engine.weights.load import load_backbone

TEACHERS = ("bvlc_googlenet", "embedded")  # by what they are built as
BLOCK_DREAMS = 0.5  # of the steps in which blocks are taught alone: a dream costs a third of a step
LONGEST_GRADIENT = 5.0
LEAK = 0.1  # of ReLUs at first
MEAN_AGE = 25  # ascent steps until a picture is replaced
SMALLEST_SCALE = 0.1  # of a channel's root mean square, over the layer's median one


class Distillation:
    """A run: teacher, student, pool, optimiser; one generator decides everything random."""

    def __init__(
        self,
        teacher: Backbone,
        student: Student,
        pool: PicturePool,
        options: DistillOptions,
    ) -> None:
        """``teacher``: with the student's taught layers; ``pool``: its generator is ours."""
        self.teacher = teacher
        self.student = student
        self.pool = pool
        self.generator = pool.generator
        self.dreamer = Dreamer(pool.generator)
        self.options = options
        self.device = teacher.mean.device
        filters = [student.get_parameter(f"stages.{name}.weight") for name in STEM]
        # With Adam the stem learns several times as slowly; the rest learn as fast, and cheaper.
        self.optimiser = FilterOptimiser(student.parameters(), filters=filters)
        self.step = 0
        self.statistics = self._measured()
        student.fit(self.statistics)

    @property
    def steps(self) -> int:
        """Of the whole run."""
        return self.options.steps

    def advance(self) -> Step:
        """One step: compare, correct, and dream the pictures on.

        Returns: taught layer -> squared error over the target's square.
        """
        options = self.options
        rate = self._learning_rate()
        is_whole = self.step >= options.blocks_share * options.steps
        is_own = is_whole and self.dreamer.uniform() < options.own_share
        self.student.leak = self._leak()
        is_dreamt_on = is_whole or self.dreamer.uniform() < BLOCK_DREAMS
        places = self.pool.draw(options.batch)
        images = self.pool.at(places).to(self.device).requires_grad_(True)
        with torch.set_grad_enabled(is_dreamt_on and not is_own):
            targets = self.teacher(images)
        prepared = self.teacher.prepared(images)
        made = self.student(prepared) if is_whole else self._blocks(prepared.detach(), targets)
        errors = {layer: self._error(layer, made[layer], targets[layer].detach()) for layer in made}
        self.optimiser.zero_grad()
        if is_dreamt_on:
            wish = self.dreamer.wish(made if is_own else targets, blocks=self.student.taught[:-1])
            (gradient,) = torch.autograd.grad(wish, images, retain_graph=is_own)
            self._put_back(places, self.dreamer.moved(images.detach(), gradient))
        torch.autograd.backward(torch.stack(list(errors.values())).sum())
        torch.nn.utils.clip_grad_norm_(self.student.parameters(), LONGEST_GRADIENT)
        self.optimiser.step(rate=rate)
        self.step += 1
        losses = {layer: float(error.detach()) for layer, error in errors.items()}
        return Step(number=self.step, losses=losses, note=f"learning rate {rate:.1e}")

    def state_dict(self) -> dict[str, Any]:
        """All that the next step depends on."""
        return {
            "step": self.step,
            "student": self.student.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "pool": self.pool.state_dict(),
            "statistics": {
                layer: (statistics.mean, statistics.rms)
                for layer, statistics in self.statistics.items()
            },
            "generator": self.generator.get_state(),
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from :meth:`state_dict`."""
        self.step = state["step"]
        self.student.load_state_dict(state["student"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.pool.load_state_dict(state["pool"])
        self.statistics = {
            layer: Statistics(*(tensor.to(self.device) for tensor in pair))
            for layer, pair in state["statistics"].items()
        }
        self.student.fit(self.statistics)
        self.generator.set_state(state["generator"])

    def _blocks(self, prepared: Tensor, targets: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Each part's answer to the teacher's features."""
        made, x = {}, prepared
        for layer in self.student.taught:
            made[layer] = self.student.part(layer, x)
            x = targets[layer].detach()
        return made

    @torch.no_grad()
    def _measured(self) -> dict[str, Statistics]:
        """The teacher's layers over the pool."""
        sums: dict[str, tuple[Tensor, Tensor]] = {}
        parts = torch.split(self.pool.images, 8)
        for images in parts:
            taught = self.teacher(images.to(self.device))
            pooled = {
                layer + POOLED: functional.max_pool2d(features, 3, stride=1, padding=1)
                for layer, features in taught.items()
            }
            for layer, features in (taught | pooled).items():
                more = (features, features.square())
                means = [values.mean(dim=(0, 2, 3), keepdim=True) / len(parts) for values in more]
                mean, square = sums.get(layer, (0, 0))
                sums[layer] = (mean + means[0], square + means[1])
        return {layer: _statistics(mean, square) for layer, (mean, square) in sums.items()}

    def _error(self, layer: str, made: Tensor, target: Tensor) -> Tensor:
        """Squared error over the target's mean square, channels scaled alike."""
        scale = 1 / self.statistics[layer].rms
        if layer == CLASSIFIER:  # what is the same for all classes means nothing
            made, target = made - made.mean(1, keepdim=True), target - target.mean(1, keepdim=True)
        scaled = target * scale
        return functional.mse_loss(made * scale, scaled) / scaled.square().mean().clamp(min=1e-6)

    def _put_back(self, places: Tensor, images: Tensor) -> None:
        """Old pictures are replaced."""
        self.pool.put(places, images.cpu())
        for place in places.tolist():
            if self.dreamer.uniform() < 1 / MEAN_AGE:
                self.pool.renew(place)

    def _learning_rate(self) -> float:
        """Cosine to a hundredth over the blocks' steps, and again from a third over the rest."""
        options = self.options
        blocks = options.blocks_share * options.steps
        first = options.learning_rate
        if self.step < blocks:
            warm = min(1.0, (self.step + 1) / 50)
            return warm * _cosine(first, self.step / blocks)
        return _cosine(first / 3, (self.step - blocks) / max(1, options.steps - blocks))

    def _leak(self) -> float:
        """From LEAK to 0 over the blocks' steps."""
        blocks = self.options.blocks_share * self.options.steps
        return LEAK * max(0.0, 1 - self.step / blocks) if blocks else 0.0


def check_teacher(teacher: NetworkInfo) -> None:
    """Raise OptionError unless it has the layers of the networks that are distilled."""
    if teacher.built_as not in TEACHERS:
        rule = Phrase("rules.only_teacher", network=TEACHERS[0])
        raise OptionError(option="teacher", value=teacher.name, rule=rule)


def new_distillation(
    teacher: NetworkInfo,
    path: Path,
    pictures: Sequence[Tensor],
    options: DistillOptions,
    *,
    device: str = "cpu",
) -> Distillation:
    """A run from random weights.

    Args:
        teacher: of GoogLeNet's widths, with its classifier; path: its file.
        pictures: (3, H, W) RGB in [0, 1].
    Raises: WeightsError; OptionError: the teacher has other layers.
    """
    check_teacher(teacher)
    generator = torch.Generator().manual_seed(options.seed)
    student = Student(random_weights(generator=generator)).to(device)
    student.to(memory_format=torch.channels_last)
    layers = (*student.taught, *SCALE_LAYERS)
    backbone = load_backbone(teacher, path, layers=layers, device=device, exact=True)
    pool = PicturePool(pictures, count=options.pool, side_px=options.side_px, generator=generator)
    return Distillation(backbone, student, pool, options)


def _statistics(mean: Tensor, square: Tensor) -> Statistics:
    """Channels that hardly ever speak count as a tenth of the usual ones."""
    rms = square.sqrt()
    return Statistics(mean=mean, rms=rms.clamp(min=SMALLEST_SCALE * float(rms.median()) + 1e-6))


def _cosine(first: float, done: float) -> float:
    return first * (0.02 + 0.98 * (1 + math.cos(math.pi * min(1.0, done))) / 2)
