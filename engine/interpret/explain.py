"""What in a photo moved the network: a heat map of a class, or of one map of a layer.

Sources: Simonyan et al. 2013, Zeiler and Fergus 2013, Springenberg et al. 2014; the maximum and
the sum of a map are the two ways of https://github.com/Lasagne/Recipes (saliency maps).
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from engine.catalogue.imagenet_classes import label
from engine.catalogue.layers import CLASSIFIER
from engine.interpret.choices import ExplainChoice, choose_explain
from engine.interpret.relu_rules import relu_rule
from engine.interpret.what import Network, class_logits, likeliest, views_of
from engine.media.pictures import Picture
from engine.ops.blur import blur
from engine.ops.images import resize_image, resize_picture, to_image, to_picture
from engine.ops.sizes import asked_size, output_size
from engine.options.interpret import ExplainOptions
from engine.studio.artwork import Artwork, Label, with_alpha
from engine.studio.studio import Studio, rendering

# A gradient's single pixels say little: neighbours are seen together (Smilkov et al. 2017).
BLUR_SHARE = 0.02
# The share of the photo that is left dark, and the share that is as hot as can be.
COLDEST, HOTTEST = 0.5, 0.99
_SMALLEST_HEAT = 1e-20
_DARK = 0.5  # the brightness of what is not lit
# The ramp "inferno" of matplotlib (CC0), evenly brighter from black over red to pale yellow.
_RAMP = ((0, 0, 4), (66, 10, 104), (147, 38, 103), (221, 81, 58), (252, 165, 10), (252, 255, 164))


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a network answers when it is asked why.

    Attributes:
        gradient: (n, 3, h, w): how each pixel of the views moves the score, by the ReLU rule.
        score: the class's logit, or the map's largest value or sum.
        name: of the class that was explained.
        channel: of the layer that was explained.
    """

    gradient: Tensor
    score: float
    name: str | None = None
    channel: int | None = None
    labels: tuple[Label, ...] = ()


def explain(
    picture: Picture, options: ExplainOptions | None = None, *, studio: Studio | None = None
) -> Artwork:
    """``picture`` dark and grey, and lit where it moved what is explained.

    Args:
        studio: keeps networks warm from one call to the next; None: a new one.
    Returns: ``labels`` are the five likeliest classes where the network knows any; ``facts`` are
        method, and label and score, or layer, channel, reduce and score.
    Raises: UnknownNameError, OptionError, WeightsError, OutOfMemoryError.
    """
    studio = studio or Studio()
    choice = choose_explain(options or ExplainOptions(), store=studio.store)
    with rendering():
        wanted = {choice.options.layer: None, CLASSIFIER if choice.knows_classes else None: None}
        layers = [layer for layer in wanted if layer is not None]
        network = studio.backbone(choice.info, choice.path, layers=layers, exact=True)
        started = time.perf_counter()
        answer = explanation(network, views_of(picture, device=studio.device), choice)
        width, height = output_size(picture.width, picture.height, choice.options.size_px)
        photo = resize_picture(picture.image, width=width, height=height)
        image = lit(photo, heat_of(answer.gradient, width=width, height=height))
        seconds = time.perf_counter() - started
    return Artwork(
        art="explain",
        network=choice.info.name,
        options=replace(
            choice.options,
            label=answer.name,
            channel=answer.channel,
            size_px=asked_size(picture.width, picture.height, choice.options.size_px),
        ),
        seconds=seconds,
        device=studio.device.type,
        image=with_alpha(image, picture),
        labels=answer.labels,
        facts=_facts(choice.options, answer),
    )


def explanation(network: Network, views: Tensor, choice: ExplainChoice) -> Explanation:
    """One pass to what is explained, and its gradient back to the views.

    Args:
        network: gives the layers that ``choice`` needs.
        views: (n, 3, h, w) RGB in [0, 1]; left unchanged.
    """
    options = choice.options
    views = views.detach().requires_grad_()
    name, channel = None, None
    labels: tuple[Label, ...] = ()
    with relu_rule(options.method):
        features = network(views)
    if choice.knows_classes:
        logits = class_logits(features[CLASSIFIER])
        labels = likeliest(logits.detach(), own=choice.info.classes)
    if options.layer is None:
        among = list(choice.group.indices) if choice.group else list(range(len(logits)))
        index = among[int(logits[among].argmax())]
        name, score = label(index, choice.info.classes), logits[index]
    else:
        maps = reduce_maps(features[options.layer].float(), options.reduce)
        channel = options.channel if options.channel is not None else int(maps.argmax())
        score = maps[channel]
    (gradient,) = torch.autograd.grad(score, views)
    return Explanation(
        gradient=gradient, score=float(score.detach()), name=name, channel=channel, labels=labels
    )


def reduce_maps(features: Tensor, reduce: str) -> Tensor:
    """(n, C, h, w) -> (C,): each map's largest value, or its sum."""
    return features.amax(dim=(0, 2, 3)) if reduce == "max" else features.sum(dim=(0, 2, 3))


def heat_of(gradient: Tensor, *, width: int, height: int) -> Tensor:
    """(1, 1, height, width) in [0, 1]: how much each pixel of the photo counted.

    Args:
        gradient: (n, 3, h, w) of the views, in order along the photo's longer side.
    """
    strength = gradient.abs().amax(dim=1, keepdim=True)
    axis = -1 if width >= height else -2
    whole = torch.cat([view[None] for view in strength], dim=axis)
    whole = blur(whole, sigma_px=BLUR_SHARE * gradient.shape[-1])
    cold, hot = whole.quantile(COLDEST), whole.quantile(HOTTEST)
    # A gradient of nothing but zeros (a map that is silent) lights nothing.
    heat = ((whole - cold) / (hot - cold).clamp_min(_SMALLEST_HEAT)).clamp(0, 1)
    return resize_image(heat, width=width, height=height).clamp(0, 1)  # it rounds beyond them


def lit(photo: Image.Image, heat: Tensor) -> Image.Image:
    """The photo dark and grey, and where there is heat, glowing through it.

    Args:
        heat: (1, 1, H, W) in [0, 1], at the photo's size.
    """
    grey = to_image(photo.convert("L"), device=heat.device)
    glow = _ramp_colours(heat) * (_DARK + (1 - _DARK) * grey)
    return to_picture(grey * _DARK * (1 - heat) + glow)


def _ramp_colours(heat: Tensor) -> Tensor:
    """(1, 1, H, W) in [0, 1] -> (1, 3, H, W) of the ramp."""
    stops = torch.tensor(_RAMP, device=heat.device, dtype=heat.dtype) / 255
    place = heat[0, 0] * (len(_RAMP) - 1)
    below = place.floor().long().clamp_max(len(_RAMP) - 2)
    share = (place - below)[..., None]
    return torch.lerp(stops[below], stops[below + 1], share).permute(2, 0, 1)[None]


def _facts(options: ExplainOptions, answer: Explanation) -> dict[str, Any]:
    facts: dict[str, Any] = {"method": options.method}
    if options.layer is None:
        return facts | {"label": answer.name, "score": answer.score}
    facts |= {"layer": options.layer, "channel": answer.channel, "reduce": options.reduce}
    return facts | {"score": answer.score}
