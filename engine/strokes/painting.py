"""A photo painted with brush strokes: the picture, its drawing, the film of its being painted."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image, to_picture
from engine.ops.sizes import asked_size, fitted, output_size
from engine.options.strokes import PaintOptions
from engine.strokes import canvas
from engine.strokes.film import film, film_size
from engine.strokes.fitting import fit, sheet_size
from engine.strokes.hands import HANDS
from engine.strokes.svg import to_svg
from engine.studio.artwork import Artwork, with_alpha
from engine.studio.progress import PREVIEW_PX, OnProgress, Progress
from engine.studio.studio import rendering
from engine.style.controls.colours import measurable
from engine.style.controls.palette import palette_of, recolour
from engine.style.controls.source import StyleSource

# How the work is shared out, as measured in oil: strokes are found, painted, and filmed.
_FINDING, _RENDERING, _FILMING = 7.0, 3.0, 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be made; nothing else is."""

    picture: bool = True
    film: bool = False
    drawing: bool = False


def paint(
    picture: Picture,
    options: PaintOptions | None = None,
    *,
    styles: Sequence[StyleSource] = (),
    wanted: Wanted | None = None,
    on_progress: OnProgress | None = None,
) -> Artwork:
    """``picture`` as brush strokes. No network is asked: what is seen are its forms.

    Args:
        styles: in whose colours it is painted; none: in the photo's.
        on_progress: told how far it is; may raise to stop.
    Returns: ``image`` is the picture, ``video`` the film of its being painted and ``drawing`` the
        SVG, each where it is ``wanted``; the latter are of the photo on white. ``facts`` are hand
        and strokes, and the size where there is no picture.
    Raises: OutOfMemoryError, RenderError; whatever ``on_progress`` raises.
    """
    asked, wanted = options or PaintOptions(), wanted or Wanted()
    started = time.perf_counter()
    longest_px = max(output_size(picture.width, picture.height, asked.size_px))
    made = dataclasses.replace(
        asked,
        strokes=asked.strokes or HANDS[asked.hand].strokes,
        size_px=asked_size(picture.width, picture.height, asked.size_px),
    )
    comment = f"Made with Oneiro: paint {json.dumps(made.to_json())}"
    finding, rendered, filmed = _shares(
        _FINDING, _RENDERING * wanted.picture, _FILMING * wanted.film
    )
    tell = _teller(picture.image, on_progress)
    with rendering():
        photo = in_colours_of(picture.image, styles)
        strokes = fit(photo, asked, on_fraction=_part(tell, finding))
        (width, height), _ = canvas.size_of(strokes, longest_px)
        image = video = drawing = None
        if wanted.picture:
            sheet = canvas.paint(strokes, longest_px=longest_px, on_fraction=_part(tell, rendered))
            image = with_alpha(sheet, picture)
        if wanted.film:
            watch = _part(tell, filmed)
            video = film(strokes, longest_px=longest_px, comment=comment, on_fraction=watch)
            width, height = film_size(strokes, longest_px)
        if wanted.drawing:
            drawing = to_svg(strokes, longest_px=longest_px, comment=comment)
    size = {} if image is not None else {"width": width, "height": height}
    return Artwork(
        art="paint",
        network="",
        options=made,
        seconds=time.perf_counter() - started,
        device="cpu",
        image=image,
        video=video,
        drawing=drawing,
        facts={**size, "hand": asked.hand, "strokes": len(strokes)},
    )


def in_colours_of(photo: Image.Image, styles: Sequence[StyleSource]) -> Image.Image:
    """The photo in the colours of the styles, by their mean and covariance.

    Returns: RGB; no larger than strokes are fitted to.
    """
    if not styles:
        return photo
    wanted = palette_of(
        [measurable(style.picture.image) for style in styles], [style.weight for style in styles]
    )
    width, height = sheet_size(*photo.size)
    small = resize_picture(photo.convert("RGB"), width=width, height=height)
    return to_picture(recolour(to_image(small), wanted))


def _teller(photo: Image.Image, on_progress: OnProgress | None) -> Callable[[float], None]:
    """Of how far it is; what there is to see meanwhile is the photo."""
    if on_progress is None:
        return lambda fraction: None
    width, height = fitted(*photo.size, min(max(photo.size), PREVIEW_PX))
    preview = lambda: resize_picture(photo, width=width, height=height)  # noqa: E731
    return lambda fraction: on_progress(Progress(fraction=min(fraction, 1.0), preview=preview))


def _shares(*work: float) -> Iterator[tuple[float, float]]:
    """From where to where of the whole each part of the work goes."""
    done = 0.0
    for each in work:
        yield done / sum(work), (done + each) / sum(work)
        done += each


def _part(tell: Callable[[float], None], share: tuple[float, float]) -> Callable[[float], None]:
    """Of one part of the work, told as of the whole."""
    start, end = share
    return lambda fraction: tell(start + fraction * (end - start))
