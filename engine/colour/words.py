"""Where a thing that somebody named is seen, and its colour there.

Class activation (Zhou et al. 2016): of networks that end in a mean over places, the classifier of
each place says what is seen at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor

from engine.catalogue.layers import CLASSES, CLASSIFIER
from engine.colour.choices import Hint
from engine.colour.features import WORKING_PX, features_of
from engine.colour.regions import grown
from engine.colour.said import Said, chroma_of, in_colours
from engine.ops.images import resize_image
from engine.ops.sizes import fitted
from engine.studio.studio import Studio
from engine.texts.phrase import Phrase

# A thing is there where some place is so many times likelier to be one than by chance. Named
# things that are in our photos came to 10 and more, others to 4 at most.
SEEN_FROM = 8.0
# Of the best place's likelihood: there it is for certain, and there for certain not.
CORE, ELSEWHERE = 0.7, 0.1
MUTED = 0.75  # names are of pure colours, which things in photos seldom have


def of_words(light: Tensor, hints: Sequence[Hint], *, studio: Studio) -> Said:
    """The colours of named things where they are seen, and of what belongs to the same things.

    Args:
        light: (1, 1, H, W) of OKLab's L.
    Returns: ``notes`` name the things that are nowhere; nothing is said of them.
    """
    shares = _shares(light, studio)
    features = features_of(light, studio=studio)
    seeds, colours, missing = [], [], []
    elsewhere = torch.ones(features.shape[-2:], dtype=torch.bool)
    for hint in hints:
        seen = shares[:, list(hint.group.indices)].sum(1, keepdim=True)
        if float(seen.max()) * CLASSES / len(hint.group.indices) < SEEN_FROM:
            missing.append(Phrase("notes.hint_nowhere", word=hint.word))
            continue
        place = resize_image(seen / seen.max(), width=features.shape[-1], height=features.shape[-2])
        seeds.append(place[0, 0] > CORE * place.max())
        elsewhere &= place[0, 0] < ELSEWHERE * place.max()
        colours.append(chroma_of(hint.colour) * MUTED)
    if not seeds:
        nothing = torch.zeros_like(light)
        return Said(chroma=nothing.expand(-1, 2, -1, -1), weight=nothing, notes=tuple(missing))
    belongs = grown(features, torch.stack([*seeds, elsewhere])[None])[:, :-1]
    said = in_colours(belongs, torch.stack(colours), light)
    return replace(said, notes=tuple(missing))


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
