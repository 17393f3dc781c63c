"""Several beginnings: each is the whole one at that moment, and one's trouble is its own."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.domain.orders import OPTIONS_OF, VARIATIONS, VARIED_ARTS, Art, Order, PictureRef, StyleRef
from bot.settings import Settings
from bot.worker.engine_renderer import EngineRenderer
from bot.worker.previews.beginnings import SHOWN_AT, begin_each
from bot.worker.renderer import Glimpse, OnProgress, Pictures
from engine.errors import ArtError, NotFiniteError, OutOfMemoryError, RenderStoppedError
from engine.media.pictures import decode_picture
from engine.media.sheets import numbered_sheet
from engine.options.dream import DreamOptions
from tests.bot.painters import StepSeen
from tests.networks import with_class_network
from tests.pictures import photo_bytes

REF = PictureRef(id="k3f9ab", file_id="f", message_id=1)
PICTURES = Pictures(photo=decode_picture(photo_bytes(size=(96, 64)), name="photo"))
FOUR = Order(art=Art.DREAM, options=DreamOptions(seed=7), photo=REF, variations=VARIATIONS)
CELL = (30, 20)
STEPS = 10
SAID = {
    Art.DREAM: {"steps": 8, "octaves": 2, "octave_scale": 1.2},
    Art.STYLE: {"steps": 8},
    Art.DRAW: {"classes": ("volcano",), "steps": 8, "size_px": 64},
}


class Maker:
    """Paints each seed in its own grey, in STEPS steps, and fails where it is told to."""

    def __init__(self, **failures: ArtError) -> None:
        self.steps: list[tuple[int, float]] = []
        self._failures = {int(seed.removeprefix("seed_")): exc for seed, exc in failures.items()}

    def __call__(self, order: Order, on_progress: OnProgress) -> Image.Image:
        seed = order.options.to_json()["seed"]
        if seed in self._failures:
            raise self._failures[seed]
        image = self.picture(seed)
        for step in range(1, STEPS + 1):
            self.steps.append((seed, step / STEPS))
            on_progress(StepSeen(step / STEPS, image))
        return image

    def picture(self, seed: int) -> Image.Image:
        return Image.new("RGB", (60, 40), (seed * 20,) * 3)


def nothing(_: Glimpse) -> None:
    """Nobody watches."""


def test_each_ends_when_it_shows_and_has_the_next_seed() -> None:
    make = Maker()
    begun = begin_each(FOUR, make, cell=CELL, on_progress=nothing)
    assert begun.numbers == (1, 2, 3, 4)
    assert [seed for seed, share in make.steps if share == SHOWN_AT[Art.DREAM]] == [7, 8, 9, 10]
    assert max(share for _, share in make.steps) == SHOWN_AT[Art.DREAM]
    shown = [make.picture(seed) for seed in (7, 8, 9, 10)]
    assert begun.sheet.tobytes() == numbered_sheet(shown, cell=CELL).tobytes()


def test_a_seed_that_comes_to_nothing_leaves_its_place_empty() -> None:
    make = Maker(seed_8=NotFiniteError("step 3"))
    begun = begin_each(FOUR, make, cell=CELL, on_progress=nothing)
    assert begun.numbers == (1, 3, 4)
    shown = [make.picture(7), None, make.picture(9), make.picture(10)]
    assert begun.sheet.tobytes() == numbered_sheet(shown, cell=CELL).tobytes()


def test_where_all_come_to_nothing_it_is_said() -> None:
    make = Maker(**{f"seed_{seed}": NotFiniteError(str(seed)) for seed in (7, 8, 9, 10)})
    with pytest.raises(NotFiniteError):
        begin_each(FOUR, make, cell=CELL, on_progress=nothing)


@pytest.mark.parametrize("error", [OutOfMemoryError("full"), RenderStoppedError()])
def test_what_is_no_seeds_fault_ends_them_all(error: ArtError) -> None:
    with pytest.raises(type(error)):
        begin_each(FOUR, Maker(seed_9=error), cell=CELL, on_progress=nothing)


def test_whoever_watches_sees_all_so_far_and_may_stop_them() -> None:
    seen: list[tuple[float, Image.Image]] = []

    def watch(step: Glimpse) -> None:
        assert step.preview is not None
        seen.append((step.fraction, step.preview()))
        if step.fraction > 0.7:
            raise RenderStoppedError

    make = Maker()
    with pytest.raises(RenderStoppedError):
        begin_each(FOUR, make, cell=CELL, on_progress=watch)
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions)
    assert fractions[:5] == pytest.approx([0.05, 0.1, 0.15, 0.2, 0.25])
    first_two = [make.picture(7), make.picture(8), None, None]
    assert seen[9][1].tobytes() == numbered_sheet(first_two, cell=CELL).tobytes()


@pytest.fixture(scope="module")
def painter(tmp_path_factory: pytest.TempPathFactory) -> EngineRenderer:
    """With a class network of random weights."""
    folder = with_class_network(tmp_path_factory.mktemp("data"))
    return EngineRenderer(Settings(_env_file=None, data_dir=folder, device="cpu"))


def order(art: Art, *, variations: int = 1) -> Order:
    network = "embedded" if art is Art.STYLE else "squeezenet1_1"
    return Order(
        art=art,
        options=OPTIONS_OF[art].from_json({"network": network, "seed": 5, **SAID[art]}),
        photo=REF if art.needs_photo else None,
        styles=(StyleRef(name="ink"),) if art is Art.STYLE else (),
        variations=variations,
    )


def pictures_of(art: Art) -> Pictures:
    return PICTURES if art.needs_photo else Pictures()


def seen_at(painter: EngineRenderer, whole: Order, share: float) -> Image.Image:
    """What is shown of ``whole`` once that share of its steps is made."""
    seen: list[Image.Image] = []

    def watch(step: Glimpse) -> None:
        if step.fraction >= share and step.preview is not None and not seen:
            seen.append(step.preview())

    painter.paint(whole, pictures_of(whole.art), watch)
    return seen[0]


@pytest.mark.parametrize("art", VARIED_ARTS)
def test_each_is_the_whole_one_as_it_begins(painter: EngineRenderer, art: Art) -> None:
    asked = order(art, variations=VARIATIONS)
    made = painter.paint(asked, pictures_of(art), nothing)
    assert made.outcome.variations == (1, 2, 3, 4)
    assert made.file is not None
    with Image.open(io.BytesIO(made.file)) as opened:
        sheet = opened.convert("RGB")
    assert sheet.size == (made.outcome.width, made.outcome.height)
    cell = (400, 400) if art is Art.DRAW else (400, 267)
    begun = [seen_at(painter, whole, SHOWN_AT[art]) for whole in asked.each()]
    assert sheet.tobytes() == numbered_sheet(begun, cell=cell).tobytes()


@pytest.mark.parametrize("art", VARIED_ARTS)
def test_what_was_left_open_is_told(painter: EngineRenderer, art: Art) -> None:
    made = painter.paint(order(art, variations=VARIATIONS), pictures_of(art), nothing)
    whole = painter.paint(order(art), pictures_of(art), nothing)
    # The size and the steps are the whole one's to decide.
    open_to_it = {"size_px", "steps", "colours", "snapshots"}
    told = {k: v for k, v in made.outcome.options.items() if k not in open_to_it}
    assert told == {k: v for k, v in whole.outcome.options.items() if k not in open_to_it}
    assert (made.outcome.steps, made.outcome.steps_cut) == (0, False)
    assert made.outcome.seconds > 0
