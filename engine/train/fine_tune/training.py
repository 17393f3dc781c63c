"""Fine-tuning of a classifier on somebody's own pictures, so that dreams are of them.

Source: how dream models were made with Caffe: bvlc_googlenet, its solver, classifiers of the new
pictures, until the loss is near 0. Differs: no dropout, since memorising is the aim; gradients
have a longest length; the helping classifiers are smaller (learner.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.catalogue.find import NetworkInfo
from engine.errors import TrainingError
from engine.texts.phrase import Phrase
from engine.train.fine_tune.augment import augmented, centred
from engine.train.fine_tune.learner import build_learner
from engine.train.fine_tune.learning_rate import PlateauSchedule
from engine.train.fine_tune.picture_set import PictureSet
from engine.train.fine_tune.recipe import DreamRecipe
from engine.train.loop import Step

MOMENTUM, WEIGHT_DECAY = 0.9, 2e-4  # bvlc_googlenet's solver
LONGEST_GRADIENT = 10.0  # some ten times the usual: only a rate far too large comes near
MEASURED_PICTURES = 64
MAY_RAISE_UNTIL = 0.5  # of the run: how long a stuck loss makes the rate larger


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How well the pictures are known: cross-entropy, and the mean logit of their own class."""

    loss: float
    logit: float


class FineTuning:
    """A training run in memory: goes on bit for bit from its state_dict."""

    def __init__(
        self,
        recipe: DreamRecipe,
        pictures: PictureSet,
        *,
        info: NetworkInfo,
        path: Path,
        steps: int,
        device: torch.device | str = "cpu",
    ) -> None:
        """``info``, ``path``: the base. Raises: WeightsError: its file is damaged."""
        self.recipe = recipe
        self.steps = steps
        self.pictures = pictures
        self.device = torch.device(device)
        self.generator = torch.Generator().manual_seed(recipe.seed)
        self.network = build_learner(
            info,
            path,
            classes=len(pictures.classes),
            reset=recipe.reset,
            generator=self.generator,
        ).to(self.device)
        self.optimiser = torch.optim.SGD(
            self.network.parameters(),
            lr=recipe.rate,
            momentum=MOMENTUM,
            weight_decay=WEIGHT_DECAY,
        )
        self.schedule = PlateauSchedule.for_run(steps, rate=recipe.rate)
        self.step = 0
        self.before = self.measured()

    def advance(self) -> Step:
        """Learn from one batch; the step's note is a change of the learning rate.

        Raises: TrainingError: the loss is no longer a number.
        """
        images, labels = self._batch()
        self._use_rate(self.schedule.rate)
        self.optimiser.zero_grad(set_to_none=True)
        batch_loss = self.network.loss(images, labels)
        loss = float(batch_loss)
        if loss != loss or loss == float("inf"):
            problem = Phrase("problems.loss_is_no_number", step=self.step + 1)
            remedy = Phrase("remedies.smaller_rate_or_pictures")
            raise TrainingError(problem=problem, remedy=remedy)
        batch_loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        nn.utils.clip_grad_norm_(self.network.parameters(), LONGEST_GRADIENT)
        self.optimiser.step()
        self.step += 1
        change = self.schedule.after(loss, may_rise=self.step <= MAY_RAISE_UNTIL * self.steps)
        return Step(number=self.step, losses={"loss": loss}, note=str(change or ""))

    @torch.no_grad()
    def measured(self) -> Measure:
        """On the middles of up to MEASURED_PICTURES pictures, spread over the whole set."""
        count = min(len(self.pictures), MEASURED_PICTURES)
        places = torch.linspace(0, len(self.pictures) - 1, count).round().long()
        logits = torch.cat([self._logits(some) for some in torch.split(places, self.recipe.batch)])
        labels = self.pictures.labels[places]
        own = logits.gather(1, labels[:, None])
        loss = functional.cross_entropy(logits, labels)
        return Measure(loss=float(loss), logit=float(own.mean()))

    def state_dict(self) -> dict[str, Any]:
        """For a checkpoint."""
        return {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "pace": self.schedule.state_dict(),  # called so in checkpoints since the first
            "generator": self.generator.get_state(),
            "step": self.step,
            "before": {"loss": self.before.loss, "logit": self.before.logit},
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from :meth:`state_dict`."""
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule = PlateauSchedule.from_state(state["pace"])
        self.generator.set_state(state["generator"])
        self.step = state["step"]
        self.before = Measure(**state["before"])

    def _batch(self) -> tuple[Tensor, Tensor]:
        count = min(self.recipe.batch, len(self.pictures))
        places = torch.randperm(len(self.pictures), generator=self.generator)[:count]
        images = augmented(
            self.pictures.images[places],
            size_px=self.recipe.size_px,
            how=self.recipe.augment,
            generator=self.generator,
        )
        return images.to(self.device), self.pictures.labels[places].to(self.device)

    def _use_rate(self, rate: float) -> None:
        for group in self.optimiser.param_groups:
            group["lr"] = rate

    def _logits(self, places: Tensor) -> Tensor:
        images = centred(self.pictures.images[places], size_px=self.recipe.size_px)
        logits: Tensor = self.network(images.to(self.device))
        return logits.cpu()
