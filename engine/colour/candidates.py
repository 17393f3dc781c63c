"""Which colour each place takes: that of the places alike which most of them agree on.

Means of neighbours grey out, so that their mode is taken (Comaniciu and Meer 2002): the neighbour
whose colour the others are nearest to. Keys are (n, C), colours (n, 2), a and b of OKLab.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

NEIGHBOURS = 16
KERNEL = 0.03  # how far apart colours are that still agree
SHARPNESS = 0.05  # of likeness: neighbours that are so much less alike count a third
LEAN = 25.0  # per unit of chroma: how much a seed prefers a side of the colour circle
_CHUNK = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Of each place: its colour (n, 2); how far its neighbours agree, from 0 to 1; and how alike
    the nearest is (n): 1 less half the squared distance, as a cosine.
    """

    colours: Tensor
    agreement: Tensor
    likeness: Tensor


def lean_of(seed: int) -> Tensor | None:
    """(2) a side of the colour circle that a seed prefers where several would do; 0 has none."""
    if seed == 0:
        return None
    angle = torch.rand((), generator=torch.Generator().manual_seed(seed)) * 2 * torch.pi
    return torch.stack([angle.cos(), angle.sin()]) * LEAN


def choose_colours(
    queries: Tensor, keys: Tensor, colours: Tensor, *, lean: Tensor | None = None
) -> Chosen:
    """The modes of the colours of each query's NEIGHBOURS among ``keys``."""
    parts = [_choose(chunk, keys, colours, lean) for chunk in torch.split(queries, _CHUNK)]
    chosen, agreement, likeness = (torch.cat(part) for part in zip(*parts, strict=True))
    return Chosen(colours=chosen, agreement=agreement, likeness=likeness)


def _choose(
    queries: Tensor, keys: Tensor, colours: Tensor, lean: Tensor | None
) -> tuple[Tensor, Tensor, Tensor]:
    # Of a query, the key of the largest score is the nearest.
    score = queries @ keys.T - keys.square().sum(1) / 2
    score, nearest = score.topk(min(NEIGHBOURS, len(keys)), dim=1)
    theirs = colours[nearest]
    weight = torch.softmax(score / SHARPNESS, dim=1)
    apart = (theirs[:, :, None] - theirs[:, None]).square().sum(-1)
    agreed = (weight[:, None] * torch.exp(-apart / (2 * KERNEL**2))).sum(-1)
    preferred = agreed if lean is None else agreed * torch.exp(theirs @ lean)
    best = preferred.argmax(dim=1, keepdim=True)
    chosen = theirs.gather(1, best[..., None].expand(-1, -1, 2)).squeeze(1)
    likeness = 1 + score[:, 0] - queries.square().sum(1) / 2
    return chosen, agreed.gather(1, best).squeeze(1), likeness
