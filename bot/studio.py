"""The engine as the worker uses it: an order and pictures in, a PNG and its story out.

Only this module and bot.worker reach torch; everything here runs in the render's thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PIL import Image

from bot.jobs import Order, Outcome, StyleRef
from bot.painter import Made, OnProgress
from bot.settings import Settings
from engine.house.shelf import house_style_path
from engine.options import DreamOptions, StyleOptions
from engine.pictures import Picture, encode_picture, read_picture
from engine.render import Artwork, Studio, StyleSource
from engine.weights import WeightStore

_WARM_UP_PX = 64


class StudioPainter:
    """One warm Studio."""

    def __init__(self, settings: Settings) -> None:
        self._studio = Studio(
            store=WeightStore(settings.weights_dir),
            device=settings.device,
            budget_s=settings.render_budget_s,
        )
        self.hand: dict[str, str] = {}

    def warm_up(self, on_progress: OnProgress) -> None:
        """Load the networks that paint unless another is named, so that the first job is quick."""
        photo = Picture(image=Image.new("RGB", (_WARM_UP_PX, _WARM_UP_PX), "grey"))
        dream = self._studio.dream(photo, DreamOptions(steps=1), on_progress=on_progress)
        source = StyleSource(name="grey", picture=photo)
        style = self._studio.style(photo, [source], StyleOptions(steps=1), on_progress=on_progress)
        self.hand = {"dream": dream.network, "style": style.network, "device": dream.device}

    def paint(
        self,
        order: Order,
        photo: Picture,
        own_styles: Sequence[Picture],
        on_progress: OnProgress,
    ) -> Made:
        """See :class:`bot.painter.Painter`."""
        artwork = self._render(order, photo, own_styles, on_progress)
        outcome = Outcome(
            options=artwork.options.to_json(),
            width=artwork.width,
            height=artwork.height,
            steps=artwork.steps,
            steps_cut=artwork.steps_cut,
            seconds=round(artwork.seconds, 3),
            device=artwork.device,
            notes=tuple(note for one in (photo, *own_styles) for note in one.notes),
        )
        return Made(png=encode_picture(artwork.image, format="png"), outcome=outcome)

    def _render(
        self,
        order: Order,
        photo: Picture,
        own_styles: Sequence[Picture],
        on_progress: OnProgress,
    ) -> Artwork:
        options = order.options
        if isinstance(options, DreamOptions):
            return self._studio.dream(photo, options, on_progress=on_progress)
        own = iter(own_styles)
        sources = [_source(style, own) for style in order.styles]
        return self._studio.style(photo, sources, options, on_progress=on_progress)


def _source(style: StyleRef, own: Iterator[Picture]) -> StyleSource:
    picture = next(own) if style.picture else read_picture(house_style_path(style.name))
    return StyleSource(name=style.name, picture=picture, weight=style.weight)
