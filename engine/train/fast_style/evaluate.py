"""How well an instant network paints its styles, on photos that it never saw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch
from PIL import Image

from engine.ops.images import to_image
from engine.style.instant.johnson import load_johnson, paint
from engine.train.fast_style.judge import StyleJudge
from engine.train.fast_style.recipe import HOUSE, StyleRecipe
from engine.train.fast_style.run import prepared_pictures, style_network
from engine.train.pictures import HELD_OUT, public_domain
from engine.weights.instant_networks import find_instant
from engine.weights.own_styles import named_style
from engine.weights.store import WeightStore

SIZE_PX = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleFigure:
    """Of one style and one photo.

    Attributes:
        style: the painting's style loss over the photo's own: 0 is the style's picture itself.
        content: the painting's content loss, a share of the photo's features.
    """

    name: str
    photo: str
    style: float
    content: float

    def __str__(self) -> str:
        return (
            f"{self.name:<9} {self.photo:<8} {self.style:.0%} of the photo's distance to the "
            f"style, content {self.content:.2f}"
        )


@torch.inference_mode()
def evaluate_house(
    store: WeightStore,
    *,
    name: str = HOUSE,
    judge: str = StyleRecipe().judge,
    photos: Mapping[str, Image.Image] | None = None,
) -> Iterator[StyleFigure]:
    """Each style of the network on each photo at SIZE_PX; ``photos``: HELD_OUT where left out.

    Raises: UnknownNameError, OptionError, WeightsError.
    """
    info = find_instant(store.root, name)
    network = load_johnson(info, device=torch.device("cpu"))
    pictures = {style: named_style(style, store.root)[1].image for style in info.styles}
    ready = prepared_pictures(pictures, px=StyleRecipe().style_px)
    judged = StyleJudge(
        style_network(judge, store, size_px=SIZE_PX, device=torch.device("cpu")),
        {style: to_image(picture) for style, picture in ready.items()},
        content_weight=1.0,
        style_weights=[1.0] * len(ready),
        tv_weight=0.0,
    )
    seen = photos or {name: public_domain(name) for name in HELD_OUT}
    for place, style in enumerate(info.styles):
        shares = torch.eye(len(info.styles))[place]
        for photo, shrunk in prepared_pictures(seen, px=SIZE_PX).items():
            image = to_image(shrunk)
            painted = paint(network, image, {style: 1.0}, tile_px=2 * SIZE_PX)
            before, after = (judged.losses(shown, image, shares) for shown in (image, painted))
            yield StyleFigure(
                name=style,
                photo=photo,
                style=after.style / before.style,
                content=after.content,
            )
