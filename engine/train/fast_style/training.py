"""Teaching one network to paint at once in one style or several (engine/style/instant/johnson.py).

Sources: Johnson et al. 2016, Perceptual losses; Dumoulin et al. 2017, A learned representation for
artistic style: all styles share the convolutions, and in each batch every photo is painted in
another. Differs: the losses are those of our optimised paintings (engine/style/gradients.py); no
photo collection: what is painted are crops of a handful of pictures, each seen once (pool.py); the
network that is saved is the average over the last steps.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from engine.errors import TrainingError
from engine.style.gradients import Losses
from engine.style.instant.johnson import JohnsonNetwork, with_grain
from engine.texts.phrase import Phrase
from engine.train.fast_style.judge import StyleJudge
from engine.train.fast_style.recipe import StyleRecipe
from engine.train.loop import Step
from engine.train.muon import FilterOptimiser
from engine.train.pool import PicturePool

WARM_STEPS = 20
LONGEST_GRADIENT = 5.0
AVERAGED_STEPS = 50  # about as many; fewer near the beginning


class FastStyleTraining:
    """A run: network, judge, photos, optimiser; one generator decides everything random.

    Attributes:
        average: the network to paint with.
    """

    def __init__(
        self,
        network: JohnsonNetwork,
        judge: StyleJudge,
        photos: Sequence[Tensor],
        recipe: StyleRecipe,
    ) -> None:
        """``photos``: (3, H, W) RGB in [0, 1], of any sizes; ``network``: on the judge's device."""
        self.network = network.train().to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.network).eval().requires_grad_(False)
        self.judge = judge
        self.recipe = recipe
        self.steps = recipe.steps
        self.generator = torch.Generator().manual_seed(recipe.seed)
        self.pool = PicturePool(
            photos, count=recipe.batch, side_px=recipe.size_px, generator=self.generator
        )
        self.optimiser = FilterOptimiser(self.network.parameters())
        self.step = 0

    def advance(self) -> Step:
        """Paint every photo of the pool, judge, correct; then take new photos.

        Returns: losses, shares of their targets, on average over the photos.
        Raises: TrainingError: a loss is no longer a number.
        """
        photos = self.pool.images.to(self.judge.device, memory_format=torch.channels_last)
        shares = self._shares(len(photos))
        seen = with_grain(photos, self.network.grain, generator=self.generator)
        painted = self.network(seen, shares.to(photos))
        judged = [
            self.judge.gradient(painting[None], photo[None], share)
            for painting, photo, share in zip(painted.detach(), photos, shares, strict=True)
        ]
        self.optimiser.zero_grad()
        painted.backward(torch.cat([gradient for _, gradient in judged]) / len(judged))
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LONGEST_GRADIENT)
        self.optimiser.step(rate=self._rate())
        self.step += 1
        self._follow()
        for place in range(len(photos)):
            self.pool.renew(place)
        return self._judged([losses for losses, _ in judged])

    def state_dict(self) -> dict[str, Any]:
        """All that the next step depends on."""
        return {
            "step": self.step,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "pool": self.pool.state_dict(),
            "generator": self.generator.get_state(),
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from :meth:`state_dict`."""
        self.step = state["step"]
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.pool.load_state_dict(state["pool"])
        self.generator.set_state(state["generator"])

    def _judged(self, losses: Sequence[Losses]) -> Step:
        content, style = (
            sum(getattr(loss, kind) for loss in losses) / len(losses)
            for kind in ("content", "style")
        )
        if style != style:
            problem = Phrase("problems.loss_is_no_number", step=self.step)
            remedy = Phrase("remedies.smaller_rate_or_picture")
            raise TrainingError(problem=problem, remedy=remedy)
        return Step(number=self.step, losses={"style": style, "content": content})

    def _shares(self, count: int) -> Tensor:
        """(count, styles): each photo's style, all as often; now and then a mixture of two."""
        styles = len(self.network.styles)
        rounds = -(-count // styles)
        order = [torch.randperm(styles, generator=self.generator) for _ in range(rounds)]
        shares = torch.eye(styles)[torch.cat(order)[:count]]
        for row in shares:
            if styles > 1 and self._uniform() < self.recipe.mixtures:
                other = int(torch.randint(styles, (), generator=self.generator))
                part = self._uniform()
                row *= 1 - part
                row[other] += part
        return shares

    def _rate(self) -> float:
        """A short rise, then a cosine to nothing."""
        warm = min(1.0, (self.step + 1) / WARM_STEPS)
        turn = math.pi * min(1.0, self.step / self.recipe.steps)
        return self.recipe.rate * warm * (1 + math.cos(turn)) / 2

    @torch.no_grad()
    def _follow(self) -> None:
        """Move the average towards the network."""
        share = 1 / min(AVERAGED_STEPS, self.step)
        for mean, now in zip(self.average.parameters(), self.network.parameters(), strict=True):
            mean.lerp_(now, share)

    def _uniform(self) -> float:
        return float(torch.rand((), generator=self.generator))


def new_network(styles: Sequence[str], recipe: StyleRecipe) -> JohnsonNetwork:
    """One that has learnt nothing; the seed decides its weights."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(recipe.seed)
        return JohnsonNetwork(styles=styles, width=recipe.width, grain=recipe.grain)


def network_from(base: JohnsonNetwork, styles: Sequence[str]) -> JohnsonNetwork:
    """The base with norms for these styles: a new one begins between all of the base's."""
    network = JohnsonNetwork(
        styles=styles, width=base.width, blocks=len(base.blocks), grain=base.grain
    )
    places = {style: place for place, style in enumerate(base.styles)}

    def chosen(rows: Tensor) -> Tensor:
        mean = rows.mean(0)
        return torch.stack([rows[places[style]] if style in places else mean for style in styles])

    network.load_state_dict(
        {
            name: chosen(tensor) if name.endswith((".scale", ".shift")) else tensor
            for name, tensor in base.state_dict().items()
        }
    )
    return network
