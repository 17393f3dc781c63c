"""Several renders of one wish, each ended when it has begun to show, in one numbered picture.

Each is the very render of which the chosen one is later made whole, so nothing else can come of
its seed; a small render of its own would climb another ladder of sizes.
"""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PIL import Image

from bot.domain.jobs import Outcome
from bot.domain.orders import Art, Order, option
from bot.worker.renderer import Glimpse, Made, OnProgress, Pictures
from engine.dream.choices import choose_dream
from engine.errors import NotFiniteError, RenderError
from engine.interpret.choices import choose_draw
from engine.media.pictures import Picture, encode_picture
from engine.media.sheets import numbered_sheet
from engine.ops.sizes import fitted, output_size
from engine.options.arts import ArtOptions
from engine.options.dream import DreamOptions
from engine.options.interpret import DrawOptions
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.choices import choose_style
from engine.weights.store import WeightStore

logger = logging.getLogger(__name__)

# The share of the steps after which it shows. By eye: of a dream two octaves of four, a fifth of
# its work; of a painting strokes a third as large as the whole; of a drawing most of its first,
# coarse canvas. Four of them cost about as much as a whole one.
SHOWN_AT: Mapping[Art, float] = {Art.DREAM: 0.5, Art.STYLE: 0.25, Art.DRAW: 0.35}

# As large as previews are, of which each is made.
CELL_PX = 400

# Makes one whole picture, told of its steps.
Make = Callable[[Order, OnProgress], Image.Image]


class _EnoughError(Exception):
    """Ends a render that shows what becomes of it: no failure, and no :class:`ArtError`."""

    def __init__(self, picture: Image.Image) -> None:
        super().__init__()
        self.picture = picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginnings:
    """``numbers``: of those that could be begun, from 1."""

    sheet: Image.Image
    numbers: tuple[int, ...]


def begin_each(
    order: Order, make: Make, *, cell: tuple[int, int], on_progress: OnProgress
) -> Beginnings:
    """Begin all variations of ``order``, one after another.

    What goes wrong with one seed alone leaves its place empty.

    Args:
        cell: (width, height) of each in the picture, in px.
        on_progress: is shown all so far.
    Raises: NotFiniteError: none could be begun; whatever else ``make`` raises.
    """
    begun: list[Image.Image | None] = [None] * order.variations
    failure = None
    for index, wish in enumerate(order.each()):
        teller = _Teller(index, begun, SHOWN_AT[order.art], cell, on_progress)
        try:
            begun[index] = make(wish, teller)
        except _EnoughError as enough:
            begun[index] = enough.picture
        except NotFiniteError as exc:
            failure = exc
            logger.warning("one of several is left out", extra={"place": index, "why": exc.detail})
    numbers = tuple(number for number, picture in enumerate(begun, start=1) if picture)
    if failure is not None and not numbers:
        raise failure
    return Beginnings(sheet=numbered_sheet(begun, cell=cell), numbers=numbers)


def made_of_each(
    order: Order, pictures: Pictures, make: Make, *, studio: Studio, on_progress: OnProgress
) -> Made:
    """The picture of all beginnings of ``order`` and how it was made. Raises: as begin_each."""
    options = settled(order.options, pictures.photo, store=studio.store)
    cell = cell_of(options, pictures.photo)
    started = time.perf_counter()
    begun = begin_each(
        dataclasses.replace(order, options=options), make, cell=cell, on_progress=on_progress
    )
    outcome = Outcome(
        options=options.to_json(),
        width=begun.sheet.width,
        height=begun.sheet.height,
        steps=0,
        steps_cut=False,
        seconds=round(time.perf_counter() - started, 3),
        device=studio.device.type,
        notes=pictures.notes,
        variations=begun.numbers,
    )
    return Made(file=encode_picture(begun.sheet, format="png"), kind="png", outcome=outcome)


def settled(options: ArtOptions, photo: Picture | None, *, store: WeightStore) -> ArtOptions:
    """``options`` with what was left open filled in, so that the whole one is of the same making.

    Raises: as choose_dream, choose_style, choose_draw.
    """
    if isinstance(options, DrawOptions):
        return choose_draw(options, store=store).options
    if photo is None:
        raise RenderError(f"{type(options).__name__} without a photo")
    if isinstance(options, DreamOptions):
        return choose_dream(photo, options, store=store).options
    if isinstance(options, StyleOptions):
        info, _, layers = choose_style(photo, options, store=store)
        return dataclasses.replace(options, network=info.name, loss=layers.loss)
    raise RenderError(f"nobody here begins several with {type(options).__name__}")


def cell_of(options: ArtOptions, photo: Picture | None) -> tuple[int, int]:
    """(width, height) of one of several, in px: of the whole one's shape."""
    if photo is None:
        return CELL_PX, CELL_PX
    width, height = output_size(photo.width, photo.height, option(options, "size_px"))
    return fitted(width, height, CELL_PX)


@dataclass(frozen=True, slots=True)
class _SoFar:
    """How far all of them are."""

    fraction: float
    preview: Callable[[], Image.Image]


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells of all while one is at work, and ends that one when it shows.

    Attributes:
        index: of the one that is at work among ``begun``.
        enough: the share of its steps after which it ends.
    """

    index: int
    begun: Sequence[Image.Image | None]
    enough: float
    cell: tuple[int, int]
    on_progress: OnProgress

    def __call__(self, step: Glimpse) -> None:
        """Raises: _EnoughError; whatever ``on_progress`` raises."""
        if step.preview is None:
            return
        done = self.index + min(1.0, step.fraction / self.enough)
        shown = partial(self._sheet, step.preview)
        self.on_progress(_SoFar(done / len(self.begun), shown))
        if step.fraction >= self.enough:
            raise _EnoughError(step.preview())

    def _sheet(self, preview: Callable[[], Image.Image]) -> Image.Image:
        pictures = [*self.begun]
        pictures[self.index] = preview()
        return numbered_sheet(pictures, cell=self.cell)
