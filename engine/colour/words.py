"""Where a thing that somebody named is seen, and its colour there.

Class activation (Zhou et al. 2016): of networks that end in a mean over places, the classifier of
each place says what is seen at it.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.catalogue.layers import CLASSES, CLASSIFIER
from engine.colour.choices import Hint
from engine.colour.features import WORKING_PX
from engine.colour.sources import Said, chroma_of
from engine.ops.images import resize_image
from engine.ops.sizes import fitted
from engine.studio.studio import Studio
from engine.texts.phrase import Phrase

# A thing is there where some place is so many times likelier to be one than by chance. Named
# things that are in our photos came to 10 and more, others to 4 at most.
SEEN_FROM = 8.0
CORE = 0.5  # of the best place's likelihood: there it is for certain
AROUND = 0.15
CORE_WEIGHT, ELSEWHERE_WEIGHT = 0.5, 0.004


def of_words(light: Tensor, hints: Sequence[Hint], *, studio: Studio) -> Said:
    """The colours of named things at the places where they are seen.

    Args:
        light: (1, 1, H, W) of OKLab's L.
    Returns: ``notes`` name the things that are nowhere; nothing is said of them.
    """
    shares = _shares(light, studio)
    chroma, weight = light.new_zeros(1, 2, *light.shape[-2:]), torch.zeros_like(light)
    elsewhere, missing = torch.ones_like(light), []
    for hint in hints:
        seen = shares[:, list(hint.group.indices)].sum(1, keepdim=True)
        if float(seen.max()) * CLASSES / len(hint.group.indices) < SEEN_FROM:
            missing.append(Phrase("notes.hint_nowhere", word=hint.word))
            continue
        place = resize_image(seen / seen.max(), width=light.shape[-1], height=light.shape[-2])
        is_core = (place > CORE).to(light)
        chroma += is_core * chroma_of(hint.colour).view(1, 2, 1, 1)
        weight += is_core
        elsewhere = elsewhere * (place < AROUND)
    # Where two things are said to be, both colours count.
    chroma = chroma / weight.clamp_min(1)
    said_at = weight.clamp_max(1) * CORE_WEIGHT
    if len(missing) == len(hints):
        elsewhere = torch.zeros_like(light)
    quiet = ELSEWHERE_WEIGHT * elsewhere
    return Said(chroma=chroma, weight=said_at, quiet=quiet, notes=tuple(missing))


@torch.no_grad()
def _shares(light: Tensor, studio: Studio) -> Tensor:
    """(1, classes, h, w): how likely each place is one of each class."""
    info, path = studio.store.find("embedded", art="classify")
    network = studio.backbone(info, path, layers=[CLASSIFIER], exact=True)
    height, width = light.shape[-2:]
    width, height = fitted(width, height, WORKING_PX)
    grey = resize_image(light, width=width, height=height).clamp(0, 1).expand(-1, 3, -1, -1)
    shares: Tensor = network(grey.to(studio.device))[CLASSIFIER].float().softmax(dim=1)
    return shares.to(light.device)
