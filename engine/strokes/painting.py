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
from engine.strokes.stroke import Strokes
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
    asked = options or PaintOptions()
    check_then(asked, styles)
    started = time.perf_counter()
    painting = _Painting(picture, asked, styles, wanted or Wanted(), studio)
    with rendering():
        artwork = painting.make(on_progress)
    return dataclasses.replace(artwork, seconds=time.perf_counter() - started)


class _Painting:
    """What is asked of one photo; the arguments are those of :func:`paint`."""

    def __init__(
        self,
        picture: Picture,
        asked: PaintOptions,
        styles: Sequence[StyleSource],
        wanted: Wanted,
        studio: Studio | None,
    ) -> None:
        self._picture, self._styles, self._wanted, self._studio = picture, styles, wanted, studio
        self._longest_px = max(output_size(picture.width, picture.height, asked.size_px))
        self._options = dataclasses.replace(
            asked,
            strokes=asked.strokes or HANDS[asked.hand].strokes,
            size_px=asked_size(picture.width, picture.height, asked.size_px),
        )
        self._is_styled = asked.then == "style" and (wanted.picture or wanted.film)
        self._comment = f"Made with Oneiro: paint {json.dumps(self._options.to_json())}"

    def make(self, on_progress: OnProgress | None) -> Artwork:
        """All that is wanted; how long it took is told by whoever asks."""
        wanted, longest_px, photo = self._wanted, self._longest_px, self._picture.image
        has_sheet = wanted.picture or self._is_styled
        work = (
            _FINDING,
            _RENDERING * has_sheet,
            _STYLING * self._is_styled,
            _FILMING * wanted.film,
        )
        finding, rendered, styled, filmed = (_part(on_progress, share) for share in _shares(*work))
        source = in_colours_of(photo, self._styles)
        strokes = fit(source, self._options, on_fraction=_teller(photo, finding))
        sheet = painted = None
        if has_sheet:
            tell = _teller(photo, rendered)
            sheet = canvas.paint(strokes, longest_px=longest_px, on_fraction=tell)
        if sheet is not None and self._is_styled:
            painted = self._in_style(sheet, styled)
            sheet = painted.picture
        image = with_alpha(sheet, self._picture) if sheet is not None and wanted.picture else None
        video = drawing = None
        if wanted.film:
            video = film(
                strokes,
                longest_px=longest_px,
                end=painted.picture if painted else None,
                comment=self._comment,
                on_fraction=_teller(photo, filmed),
            )
        if wanted.drawing:
            drawing = to_svg(strokes, longest_px=longest_px, comment=self._comment)
        return Artwork(
            art="paint",
            options=self._options,
            seconds=0.0,
            image=image,
            video=video,
            drawing=drawing,
            facts=self._facts(strokes, has_picture=image is not None),
            **_of_style(painted),
        )

    def _in_style(self, sheet: Image.Image, on_progress: OnProgress | None) -> Artwork:
        """The picture of strokes, painted over as a photo is by default."""
        options = StyleOptions(size_px=self._options.size_px, seed=self._options.seed)
        picture = Picture(image=sheet)
        return style(picture, self._styles, options, studio=self._studio, on_progress=on_progress)

    def _facts(self, strokes: Strokes, *, has_picture: bool) -> dict[str, Any]:
        size = (
            film_size(strokes, self._longest_px)
            if self._wanted.film
            else canvas.size_of(strokes, self._longest_px)[0]
        )
        facts: dict[str, Any] = (
            {} if has_picture else dict(zip(("width", "height"), size, strict=True))
        )
        facts |= {"hand": self._options.hand, "strokes": len(strokes)}
        if self._styles:
            facts["styles"] = [source.name for source in self._styles]
        return facts


def _of_style(painted: Artwork | None) -> dict[str, Any]:
    """What is told of who painted strokes over; None: nobody did."""
    if painted is None:
        return {"network": "", "device": "cpu"}
    told = ("network", "device", "steps", "steps_cut", "notes")
    return {name: getattr(painted, name) for name in told}


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
