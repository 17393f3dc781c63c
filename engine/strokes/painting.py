"""A photo painted with brush strokes: the picture, its drawing, the film of its being painted."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image

from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image, to_picture
from engine.ops.sizes import asked_size, fitted, output_size
from engine.options.strokes import PaintOptions, check_then
from engine.options.style import StyleOptions
from engine.strokes import canvas
from engine.strokes.film import film, film_size
from engine.strokes.fitting import fit, sheet_size
from engine.strokes.hands import HANDS
from engine.strokes.svg import to_svg
from engine.studio.artwork import Artwork, with_alpha
from engine.studio.progress import PREVIEW_PX, OnProgress, Progress
from engine.studio.studio import Studio, rendering
from engine.style.controls.colours import measurable
from engine.style.controls.palette import palette_of, recolour
from engine.style.controls.source import StyleSource
from engine.style.transfer import style

# How the work is shared out, as measured in oil: strokes are found, painted, and filmed.
_FINDING, _RENDERING, _FILMING = 7.0, 3.0, 5.0
_STYLING = 30.0  # of what is then painted over


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
    studio: Studio | None = None,
    on_progress: OnProgress | None = None,
) -> Artwork:
    """``picture`` as brush strokes. No network is asked: what is seen are its forms.

    Args:
        styles: in whose colours it is painted; none: in the photo's. With ``then="style"`` the
            picture of strokes is the photo that :func:`engine.style.transfer.style` paints in
            them, and the film ends with that.
        studio: whose networks that is painted with.
        on_progress: told how far it is; may raise to stop.
    Returns: ``image`` is the picture, ``video`` the film of its being painted and ``drawing`` the
        SVG, each where it is ``wanted``; the latter are of the photo on white. ``facts`` are hand,
        strokes and styles, and the size where there is no picture.
    Raises: OptionError: a style is to follow, and none is named; OutOfMemoryError, RenderError;
        as ``style``; whatever ``on_progress`` raises.
    """
    asked, wanted = options or PaintOptions(), wanted or Wanted()
    check_then(asked, styles)
    is_styled = asked.then == "style" and (wanted.picture or wanted.film)
    started = time.perf_counter()
    longest_px = max(output_size(picture.width, picture.height, asked.size_px))
    made = dataclasses.replace(
        asked,
        strokes=asked.strokes or HANDS[asked.hand].strokes,
        size_px=asked_size(picture.width, picture.height, asked.size_px),
    )
    comment = f"Made with Oneiro: paint {json.dumps(made.to_json())}"
    has_sheet = wanted.picture or is_styled
    work = (_FINDING, _RENDERING * has_sheet, _STYLING * is_styled, _FILMING * wanted.film)
    finding, rendered, styled, filmed = (_part(on_progress, share) for share in _shares(*work))
    with rendering():
        photo = in_colours_of(picture.image, styles)
        strokes = fit(photo, asked, on_fraction=_teller(picture.image, finding))
        (width, height), _ = canvas.size_of(strokes, longest_px)
        sheet = painted = video = drawing = None
        if has_sheet:
            tell = _teller(picture.image, rendered)
            sheet = canvas.paint(strokes, longest_px=longest_px, on_fraction=tell)
        if sheet is not None and is_styled:
            painted = _in_style(sheet, styles, made, studio=studio, on_progress=styled)
            sheet = painted.picture
        if wanted.film:
            video = film(
                strokes,
                longest_px=longest_px,
                end=painted.picture if painted else None,
                comment=comment,
                on_fraction=_teller(picture.image, filmed),
            )
            width, height = film_size(strokes, longest_px)
        if wanted.drawing:
            drawing = to_svg(strokes, longest_px=longest_px, comment=comment)
    image = with_alpha(sheet, picture) if sheet is not None and wanted.picture else None
    facts: dict[str, Any] = {} if image is not None else {"width": width, "height": height}
    facts |= {"hand": asked.hand, "strokes": len(strokes)}
    if styles:
        facts["styles"] = [source.name for source in styles]
    return Artwork(
        art="paint",
        network=painted.network if painted else "",
        options=made,
        seconds=time.perf_counter() - started,
        device=painted.device if painted else "cpu",
        image=image,
        video=video,
        drawing=drawing,
        steps=painted.steps if painted else 0,
        steps_cut=painted is not None and painted.steps_cut,
        notes=painted.notes if painted else (),
        facts=facts,
    )


def _in_style(
    sheet: Image.Image,
    styles: Sequence[StyleSource],
    made: PaintOptions,
    *,
    studio: Studio | None,
    on_progress: OnProgress | None,
) -> Artwork:
    """The picture of strokes, painted over as a photo is by default."""
    options = StyleOptions(size_px=made.size_px, seed=made.seed)
    return style(Picture(image=sheet), styles, options, studio=studio, on_progress=on_progress)


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
    return lambda fraction: on_progress(Progress(fraction=fraction, preview=preview))


def _shares(*work: float) -> Iterator[tuple[float, float]]:
    """From where to where of the whole each part of the work goes."""
    done = 0.0
    for each in work:
        yield done / sum(work), (done + each) / sum(work)
        done += each


def _part(on_progress: OnProgress | None, share: tuple[float, float]) -> OnProgress | None:
    """Of one part of the work, told as of the whole."""
    if on_progress is None:
        return None
    start, end = share

    def tell(progress: Progress) -> None:
        fraction = min(start + progress.fraction * (end - start), 1.0)
        on_progress(dataclasses.replace(progress, fraction=fraction))

    return tell
