"""The engine as the worker uses it: an order and pictures in, a PNG and its story out.

Only this module and bot.worker reach torch; everything here runs in the render's thread.
"""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from bot.jobs import Order, Outcome, StyleRef
from bot.painter import Made, OnProgress, Pictures
from bot.settings import Settings
from engine.dream import dream
from engine.errors import RenderError
from engine.house.shelf import house_style_path
from engine.options import DreamOptions, StyleOptions
from engine.pictures import Picture, encode_picture, read_picture
from engine.studio import Artwork, Studio
from engine.style import StyleSource, style
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
        dreamt = dream(photo, DreamOptions(steps=1), studio=self._studio, on_progress=on_progress)
        source = StyleSource(name="grey", picture=photo)
        painted = style(
            photo, [source], StyleOptions(steps=1), studio=self._studio, on_progress=on_progress
        )
        self.hand = {"dream": dreamt.network, "style": painted.network, "device": dreamt.device}

    def paint(self, order: Order, pictures: Pictures, on_progress: OnProgress) -> Made:
        """See :class:`bot.painter.Painter`."""
        return _made(self._render(order, pictures, on_progress), pictures)

    def _render(self, order: Order, pictures: Pictures, on_progress: OnProgress) -> Artwork:
        photo, options = pictures.photo, order.options
        if photo is not None and isinstance(options, DreamOptions):
            return dream(
                photo, options, guide=pictures.guide, studio=self._studio, on_progress=on_progress
            )
        if photo is not None and isinstance(options, StyleOptions):
            own = iter(pictures.styles)
            sources = [_source(style, own) for style in order.styles]
            return style(photo, sources, options, studio=self._studio, on_progress=on_progress)
        raise RenderError(f"nobody here makes a {order.art}")


def _made(artwork: Artwork, pictures: Pictures) -> Made:
    """A film, a picture or, with neither, words about the photo."""
    shown = artwork.image or (pictures.photo.image if pictures.photo else None)
    outcome = Outcome(
        options=artwork.options.to_json(),
        width=shown.width if shown else 0,
        height=shown.height if shown else 0,
        steps=artwork.steps,
        steps_cut=artwork.steps_cut,
        seconds=round(artwork.seconds, 3),
        device=artwork.device,
        notes=pictures.notes,
        labels=tuple((label.name, label.share) for label in artwork.labels),
    )
    if artwork.video is not None:
        return Made(file=artwork.video, kind="mp4", outcome=outcome)
    if artwork.image is not None:
        file = encode_picture(artwork.image, format="png")
        return Made(file=file, kind="png", outcome=outcome)
    return Made(file=None, kind=None, outcome=outcome)


def _source(style: StyleRef, own: Iterator[Picture]) -> StyleSource:
    picture = next(own) if style.picture else read_picture(house_style_path(style.name))
    return StyleSource(name=style.name, picture=picture, weight=style.weight)
