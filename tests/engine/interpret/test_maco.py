"""MACO: phases climb to a class, and every magnitude stays what photos have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.catalogue.layers import CLASSIFIER
from engine.errors import NotFiniteError, RenderStoppedError
from engine.interpret.draw import VIEW_PX, Painter, draw
from engine.interpret.maco import LOG_WEIGHT, PhasePainter, usual_steps
from engine.interpret.what import class_logits
from engine.ops.spectra import natural_magnitudes
from engine.options.interpret import DrawOptions
from engine.studio.progress import Progress, Step
from engine.studio.studio import Studio
from engine.weights.store import WeightStore


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


def colour_gradient(
    view: Tensor, group: Sequence[int], *, log_weight: float
) -> tuple[Tensor, float]:
    """Of a class that is the light of one colour in the middle of the view."""
    gradient = torch.zeros_like(view)
    gradient[:, group[0], 60:130, 60:130] = 1e-4
    return gradient, float((gradient * view).sum())


def painter(*groups: Sequence[int], seed: int = 0) -> PhasePainter:
    return PhasePainter(colour_gradient, groups, seed=seed)


def test_the_class_rises_and_no_magnitude_moves() -> None:
    logits: list[float] = []

    def keep(step: Step) -> None:
        logits.append(step.objective)

    drawing = painter([0])
    before = drawing.spectrum.clone()
    drawing.paint(12, part=1.0, on_step=keep)
    assert sum(logits[-3:]) > sum(logits[:3])
    after = drawing.spectrum.detach()
    torch.testing.assert_close(after.abs(), before.abs())
    assert float((after - before).abs().mean()) > 0.01
    assert torch.equal(drawing.magnitudes, natural_magnitudes(320))


def twins(view: Tensor) -> dict[str, Tensor]:
    """Two classes that are much light in the middle; the first is also rather red than green."""
    edge = view.shape[-2] // 3
    middle = view[..., edge:-edge, edge:-edge].mean(dim=(2, 3), keepdim=True)
    light = 40 * middle.sum(dim=1, keepdim=True)
    redness = 12 * (middle[:, :1] - middle[:, 1:2])
    return {CLASSIFIER: torch.cat([light + redness, light, 0 * light], dim=1)}


def test_of_two_classes_alike_the_one_that_is_meant_is_drawn() -> None:
    """The log-probability's growing weight tells it from its like: logits climb together."""
    network = Painter(twins, [[0]], seed=0)

    def at_the_first_weight(
        view: Tensor, group: Sequence[int], *, log_weight: float
    ) -> tuple[Tensor, float]:
        return network.gradient(view, group, log_weight=LOG_WEIGHT)

    drawings = [
        PhasePainter(gradient_of, [[0]], seed=0).paint(40, part=1.0)
        for gradient_of in (at_the_first_weight, network.gradient)
    ]
    before, now = (
        float(class_logits(twins(image)[CLASSIFIER]).softmax(dim=0)[0]) for image in drawings
    )
    assert now > before + 0.05


def test_several_things_stand_side_by_side() -> None:
    drawing = painter([0], [2])
    image = drawing.paint(40, part=0.56)
    left, right = image[..., 160:320, 60:200], image[..., 160:320, 280:420]
    assert float((left[:, 0] - left[:, 2]).mean()) > float((right[:, 0] - right[:, 2]).mean())


def test_more_things_have_more_steps() -> None:
    assert [usual_steps(classes) for classes in (1, 2, 3)] == [200, 320, 440]


def test_a_broken_gradient_is_an_error() -> None:
    def broken(view: Tensor, group: Sequence[int], *, log_weight: float) -> tuple[Tensor, float]:
        return view * float("nan"), 0.0

    with pytest.raises(NotFiniteError):
        PhasePainter(broken, [[0]], seed=0).paint(2, part=1.0)


def test_photos_are_strong_in_broad_shapes_and_in_light_more_than_in_colour() -> None:
    light, blue, green = natural_magnitudes(64)[0]
    assert float(light[0, 0]) == 0
    assert float(light[0, 1]) > 10 * float(light[0, 20])
    assert float(light[0, 2]) > float(blue[0, 2]) > float(green[0, 2])


def test_a_thing_is_drawn_that_the_network_is_sure_of(studio: Studio) -> None:
    art = draw(DrawOptions(recipe="maco", classes=("volcano",), steps=40, seed=1), studio=studio)
    assert isinstance(art.options, DrawOptions)
    assert (art.options.recipe, art.options.steps, art.network) == ("maco", 40, "embedded")
    assert art.facts["shares"][0] > 0.9
    assert art.picture.size == (320, 320)


def test_the_same_seed_draws_the_same_picture_and_it_repeats(studio: Studio) -> None:
    few = DrawOptions(recipe="maco", classes=("volcano", "owl"), size_px=VIEW_PX, steps=2, seed=1)
    made = draw(few, studio=studio)
    again = draw(DrawOptions.from_json(made.options.to_json()), studio=studio)
    assert again.picture.tobytes() == made.picture.tobytes()
    assert again.options == made.options
    other = draw(
        DrawOptions(recipe="maco", classes=few.classes, size_px=VIEW_PX, steps=2), studio=studio
    )
    assert other.picture.tobytes() != made.picture.tobytes()


def test_steps_are_shown_and_may_stop_it(studio: Studio) -> None:
    seen: list[float] = []

    def stop_at_the_second(progress: Progress) -> None:
        seen.append(progress.fraction)
        assert progress.preview().size == (320, 320)
        if len(seen) == 2:
            raise RenderStoppedError

    with pytest.raises(RenderStoppedError):
        draw(
            DrawOptions(recipe="maco", classes=("volcano",), steps=4),
            studio=studio,
            on_progress=stop_at_the_second,
        )
    assert seen == [0.25, 0.5]
