"""Where a thing that somebody named is seen, and its colour there.

Class activation (Zhou et al. 2016): of networks that end in a mean over places, the classifier of
each place says what is seen at it. Skin is inside of found faces; sky is what is even from the
upper edge down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.catalogue.layers import CLASSES, CLASSIFIER
from engine.colour.choices import Hint
from engine.colour.features import WORKING_PX
from engine.colour.regions import grown
from engine.colour.said import Said, chroma_of, in_colours
from engine.ops.images import resize_image
from engine.ops.sizes import fitted
from engine.studio.studio import Studio
from engine.style.controls.faces import face_weights
from engine.texts.phrase import Phrase

# A thing is there where some place is so many times likelier to be one than by chance. Named
# things that are in our photos came to 10 and more, others to 4 at most.
SEEN_FROM = 8.0
# Of the best place's likelihood: there it is for certain, and there for certain not.
CORE, ELSEWHERE = 0.7, 0.1
MUTED = 0.75  # names are of pure colours, which things in photos seldom have
# Sky: its L differs by no more among neighbours, and it takes so much of the uppermost places.
EVEN, WINDOW, UPPERMOST, LEAST_SKY = 0.03, 5, 0.15, 0.3


def of_words(
    light: Tensor, features: Tensor, photo: Image.Image, hints: Sequence[Hint], *, studio: Studio
) -> Said:
    """The colours of named things where they are seen, and of what belongs to the same things.

    Args:
        light: (1, 1, H, W) of OKLab's L of ``photo``.
        features: (1, C, h, w), of it.
    Returns: ``notes`` name the things that are nowhere; nothing is said of them.
    """
    height, width = features.shape[-2], features.shape[-1]
    seeds, colours, missing = [], [], []
    elsewhere = torch.ones(height, width, dtype=torch.bool)
    for hint in hints:
        if hint.scenery == "sky":
            seen = _sky(functional.adaptive_avg_pool2d(light, (height, width)))
        elif hint.scenery == "skin":
            seen = face_weights(photo, width=width, height=height)
        else:
            seen = _activation(light, hint, studio)
        if not seen.any():
            missing.append(Phrase("notes.hint_nowhere", word=hint.word))
            continue
        place = resize_image(seen / seen.max(), width=width, height=height)[0, 0]
        seeds.append(place > CORE * place.max())
        elsewhere &= place < ELSEWHERE * place.max()
        colours.append(chroma_of(hint.colour) * MUTED)
    if not seeds:
        nothing = torch.zeros_like(light)
        return Said(chroma=nothing.expand(-1, 2, -1, -1), weight=nothing, notes=tuple(missing))
    belongs = grown(features, torch.stack([*seeds, elsewhere])[None])[:, :-1]
    said = in_colours(belongs, torch.stack(colours), light)
    return replace(said, notes=tuple(missing))


def _sky(light: Tensor) -> Tensor:
    """(1, 1, h, w): 1 where all is even up to the upper edge; 0 everywhere where that is little."""
    mean, of_squares = (
        functional.avg_pool2d(each, WINDOW, 1, WINDOW // 2, count_include_pad=False)
        for each in (light, light.square())
    )
    deviation = (of_squares - mean.square()).clamp_min(0).sqrt()
    sky = (deviation < EVEN).to(light).cumprod(dim=2)
    rows = max(1, round(UPPERMOST * light.shape[2]))
    return sky if sky[:, :, :rows].mean() >= LEAST_SKY else torch.zeros_like(sky)


@torch.no_grad()
def _activation(light: Tensor, hint: Hint, studio: Studio) -> Tensor:
    """(1, 1, h, w): how likely each place is of the thing; 0 everywhere where it is nowhere."""
    info, path = studio.store.find("embedded", art="classify")
    network = studio.backbone(info, path, layers=[CLASSIFIER], exact=True)
    height, width = light.shape[-2:]
    width, height = fitted(width, height, WORKING_PX)
    grey = resize_image(light, width=width, height=height).clamp(0, 1).expand(-1, 3, -1, -1)
    shares: Tensor = network(grey.to(studio.device))[CLASSIFIER].float().softmax(dim=1)
    seen = shares[:, list(hint.indices)].sum(1, keepdim=True).to(light.device)
    is_there = float(seen.max()) * CLASSES / len(hint.indices) >= SEEN_FROM
    return seen if is_there else torch.zeros_like(seen)
