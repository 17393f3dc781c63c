"""A photo's features replaced, patch by patch, by those of the style that are most like them.

Source: Chen and Schmidt 2016, Fast patch-based style transfer of arbitrary style; neighbours of a
deep level before decoding are Kolkin et al. 2022's (NNST-D). Differs: the features have taken on
the style's statistics before, so that a patch is sought where it belongs and not by the photo's
colours; what no patch is like, as the eyes of a face, is hardly replaced; the style's patches are
a sample of it and of its quarter turns, and compared in its principal directions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from engine.style.neighbours import QUARTER_TURNS

SIDE = 3  # of a patch, in features
REACH = SIDE - 1  # how far beyond a feature the patches that cover it look
BANK_SIZE = 2048
PRINCIPAL = 16  # directions that tell patches apart
_CELLS_AT_ONCE = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchBank:
    """The patches of one style or of several.

    Attributes:
        patches: (places, channels * SIDE^2), float16: they are kept for many styles.
        mean: (channels, 1) of them.
        basis: (PRINCIPAL at most, channels): the directions in which they vary most.
        offers: (directions * SIDE^2, places): the patches there, less their mean, of length 1.
    """

    patches: Tensor
    mean: Tensor
    basis: Tensor
    offers: Tensor

    @classmethod
    def of(cls, styles: Sequence[tuple[Tensor, float]]) -> PatchBank:
        """The bank of styles that are blended: each is there by its share.

        Args:
            styles: what ``patches_of`` made of each, and the shares, whose sum is 1.
        """
        most = min(len(made) / share for made, share in styles)
        kept = [made[: max(1, round(share * most))] for made, share in styles]
        patches = torch.cat(kept)
        rows = patches.T.float().reshape(patches.shape[1] // SIDE**2, -1)
        mean = rows.mean(1, keepdim=True)
        off = rows - mean
        _, directions = torch.linalg.eigh(off @ off.T)
        basis = directions[:, -PRINCIPAL:].T.contiguous()
        offers = (basis @ off).view(-1, len(patches))
        return cls(
            patches=patches, mean=mean, basis=basis, offers=functional.normalize(offers, dim=0)
        )

    def replacing(self, features: Tensor) -> Tensor:
        """(1, C, h, w) with the likest patch around each place; the mean where they overlap.

        Like by the cosine of what differs from the bank's mean. A place is replaced by the square
        of it: where nothing is alike it stays.
        """
        size = features.shape[-2:]
        rows = features[0].flatten(1)
        seen = (self.basis @ (rows - self.mean)).view(1, -1, *size)
        cells = functional.normalize(_unfolded(seen).T, dim=1)
        found = [(part @ self.offers).max(1) for part in torch.split(cells, _CELLS_AT_ONCE)]
        likeness = torch.cat([part.values for part in found]).clamp(0, 1).view(1, 1, *size)
        places = torch.cat([part.indices for part in found])
        counts = _folded(features.new_ones(len(cells), SIDE**2), size)
        patches = _folded(self.patches.index_select(0, places).to(features), size) / counts
        return features.lerp(patches, likeness.square())


def patches_of(turns: Iterable[Tensor]) -> Tensor:
    """(BANK_SIZE at most, channels * SIDE^2) float16: a style's patches, in random order.

    Args:
        turns: (1, C, h, w) features of the style's picture and of its quarter turns.
    """
    generator = torch.Generator().manual_seed(0)
    found = []
    for features in turns:
        height, width = features.shape[-2:]
        chosen = torch.randperm(height * width, generator=generator)[: BANK_SIZE // QUARTER_TURNS]
        chosen = chosen.to(features.device)
        around = _padded(features).unfold(2, SIDE, 1).unfold(3, SIDE, 1)[0]  # a view
        found.append(around[:, chosen // width, chosen % width].transpose(0, 1).flatten(1).half())
    patches = torch.cat(found)
    return patches[torch.randperm(len(patches), generator=generator).to(patches.device)]


def _padded(features: Tensor) -> Tensor:
    return functional.pad(features, (SIDE // 2,) * 4, mode="replicate")


def _unfolded(features: Tensor) -> Tensor:
    """(1, C, h, w) -> (C * SIDE^2, h * w): what is around each place, borders repeated."""
    return functional.unfold(_padded(features), SIDE)[0]


def _folded(patches: Tensor, size: Sequence[int]) -> Tensor:
    """(h * w, C * SIDE^2) -> (1, C, h, w): the sum of the patches that cover each place."""
    height, width = size
    return functional.fold(patches.T[None], (height, width), SIDE, padding=SIDE // 2)
