"""Accentuation: a named thing appears at a place, and far from it the photo is as it was."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import Tensor

from engine.catalogue.layers import CLASSIFIER, LayerInfo
from engine.dream.accentuation import VIEW_PX, Accentuation, opacity_of, view_side
from engine.dream.deepdream import MEASURED_SIDE_PX, DreamJob, dream
from engine.dream.gradients import Gradients
from engine.dream.objectives import Objective, WholeThing
from engine.dream.octaves import Octave
from engine.dream.placing import Place
from engine.errors import NotFiniteError, OptionError, RenderStoppedError
from engine.interpret.what import look_at
from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image
from engine.options.dream import DreamOptions
from engine.options.video import VideoOptions
from engine.studio.progress import Progress
from engine.studio.studio import Studio
from engine.weights.store import WeightStore
from tests.pictures import photo

NIGHT = Picture(image=photo("rocket"))
OWL = DreamOptions(classes=("owl",), recipe="accent", size_px=256, seed=3)
FEW = dataclasses.replace(OWL, size_px=128, octaves=2, steps_per_octave=2)
INFO = LayerInfo(channels=4, stride=1, receptive_px=1, min_side_px=1)
LEFT = Place(y=0.5, x=0.15)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


def colours(view: Tensor) -> dict[str, Tensor]:
    """A network whose classes are red, green, blue and nothing: their light."""
    return {CLASSIFIER: 10 * torch.cat([view, torch.zeros_like(view[:, :1])], dim=1)}


def accentuation(network: object = colours, *, strength: float = 1.0) -> Accentuation:
    gradients = Gradients(network, {CLASSIFIER: INFO})  # type: ignore[arg-type]  # a stub
    objective = Objective([(WholeThing(CLASSIFIER, [0]), 1.0)])
    options = DreamOptions(classes=("owl",), recipe="accent", strength=strength, jitter_px=4)
    return Accentuation(gradients, [objective], [LEFT], options)


def grey(width: int, height: int) -> Tensor:
    return torch.full((1, 3, height, width), 0.4)


def octave(width: int, height: int, *, index: int = 0) -> Octave:
    return Octave(index=index, width=width, height=height, steps=6)


def test_the_thing_grows_at_its_place_and_far_pixels_stay_to_the_bit() -> None:
    readings: list[float] = []
    made = accentuation().climb(
        grey, [octave(300, 60)], on_step=lambda step: readings.append(step.objective)
    )
    assert readings[-1] > readings[0]
    here, far = made[..., 20:40, 35:55], made[..., 80:]
    assert here[:, 0].mean() > here[:, 1:].mean() + 0.04
    assert torch.equal(far, grey(220, 60))


def test_what_was_dreamt_is_enlarged_from_octave_to_octave() -> None:
    octaves = [octave(150, 30), dataclasses.replace(octave(300, 60, index=1), steps=0)]
    made = accentuation().climb(grey, octaves)
    assert made.shape[-2:] == (60, 300)
    assert made[:, 0, 20:40, 35:55].mean() > 0.45


def test_strength_is_how_far_it_leaves_the_photo() -> None:
    moves = []
    for strength in (0.3, 1.0, 3.0):
        made = accentuation(strength=strength).climb(grey, [octave(300, 60)])
        moves.append(float((made - grey(300, 60)).abs().mean()))
    assert moves == sorted(moves)
    assert moves[2] > 2 * moves[0]


def test_tiles_are_not_for_views(studio: Studio) -> None:
    tiled = Studio(store=studio.store, device="cpu", tile_px=32)
    made = [dream(NIGHT, FEW, studio=each).picture.tobytes() for each in (studio, tiled)]
    assert made[0] == made[1]


def test_a_broken_gradient_is_an_error() -> None:
    def broken(view: Tensor) -> dict[str, Tensor]:
        return {CLASSIFIER: colours(view)[CLASSIFIER] * float("nan")}

    with pytest.raises(NotFiniteError):
        accentuation(broken).climb(grey, [octave(300, 60)])


def test_an_opacity_covers_where_gradients_were_and_nothing_else() -> None:
    sizes = torch.zeros(1, 1, 80, 120)
    sizes[..., 20:60, 10:50] = 3.0
    opacity = opacity_of(sizes)
    assert float(opacity[..., 30:50, 20:40].min()) > 0.9
    assert float(opacity[..., 80:].max()) == 0.0
    assert opacity_of(torch.zeros(1, 1, 9, 9)).isfinite().all()


@pytest.mark.parametrize(
    ("size", "side"), [((600, 400), VIEW_PX), ((200, 100), 90), ((40, 30), 30)]
)
def test_a_view_is_most_of_a_small_canvas_and_never_a_large_one(
    size: tuple[int, int], side: int
) -> None:
    assert view_side(*size) == view_side(*size[::-1]) == side


def test_a_thing_is_seen_at_once_and_the_rest_is_kept(studio: Studio) -> None:
    made = dream(NIGHT, OWL, studio=studio)
    info, path = studio.store.find(None, art="classify")
    network = studio.backbone(info, path, layers=[CLASSIFIER], exact=True)
    owl = 24  # great grey owl
    before, after = (
        look_at(Picture(image=image), network, device=studio.device).softmax(dim=0)[owl]
        for image in (NIGHT.image, made.picture)
    )
    assert float(after) > 0.1 > 10 * float(before)
    plain = resize_picture(NIGHT.image, width=made.picture.width, height=made.picture.height)
    moved = (to_image(made.picture) - to_image(plain)).abs().amax(dim=1)
    assert float((moved == 0).float().mean()) > 0.4


def test_the_resolved_options_repeat_it_and_another_seed_does_not(studio: Studio) -> None:
    made = dream(NIGHT, FEW, studio=studio)
    assert isinstance(made.options, DreamOptions)
    assert (made.options.recipe, made.options.layer) == ("accent", CLASSIFIER)
    again = dream(NIGHT, DreamOptions.from_json(made.options.to_json()), studio=studio)
    assert again.picture.tobytes() == made.picture.tobytes()
    assert again.options == made.options
    other = dream(NIGHT, dataclasses.replace(FEW, seed=4), studio=studio)
    assert other.picture.tobytes() != made.picture.tobytes()


def test_it_shows_its_steps_and_stops_within_one(studio: Studio) -> None:
    seen: list[Progress] = []

    def stop_at_second(progress: Progress) -> None:
        seen.append(progress)
        if len(seen) == 2:
            raise RenderStoppedError

    with pytest.raises(RenderStoppedError):
        dream(NIGHT, FEW, studio=studio, on_progress=stop_at_second)
    assert [each.fraction for each in seen] == [0.25, 0.5]
    assert seen[0].preview().size == (91, 61)  # the smaller octave's


def test_a_budget_pays_for_views_not_for_the_whole_picture(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A step costs one second for each 10,000 pixels: those of its view, 64x64 and 76x76.
    monkeypatch.setattr(DreamJob, "_step_s", lambda self: MEASURED_SIDE_PX**2 / 10_000)
    studio.budget_s = 2.0
    assert not dream(NIGHT, FEW, studio=studio).steps_cut
    studio.budget_s = 1.0
    cut = dream(NIGHT, FEW, studio=studio)
    assert cut.steps_cut
    assert cut.steps < 4


def test_things_take_turns_each_at_its_place() -> None:
    gradients = Gradients(colours, {CLASSIFIER: INFO})
    objectives = [Objective([(WholeThing(CLASSIFIER, [index]), 1.0)]) for index in (0, 2)]
    options = DreamOptions(classes=("owl", "castle"), recipe="accent", jitter_px=4)
    places = [LEFT, Place(y=0.5, x=0.85)]
    made = Accentuation(gradients, objectives, places, options).climb(
        grey, [dataclasses.replace(octave(300, 60), steps=12)]
    )
    left, right = made[..., 20:40, 35:55], made[..., 20:40, 245:265]
    assert left[:, 0].mean() > left[:, 2].mean() + 0.04
    assert right[:, 2].mean() > right[:, 0].mean() + 0.04


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("RGB", (70, 60)),
        Image.new("RGB", (90, 90), "white"),
        photo("rocket", width=400, height=50),
        photo("coffee", width=64, height=320),
    ],
    ids=["black", "white", "panorama", "tall"],
)
def test_a_thing_appears_in_any_photo(picture: Image.Image, studio: Studio) -> None:
    few = DreamOptions(classes=("owl",), octaves=2, steps_per_octave=3)
    made = dream(Picture(image=picture), few, studio=studio)
    assert made.picture.size == picture.size
    assert made.picture.tobytes() != picture.tobytes()


def test_a_grey_photo_stays_grey(studio: Studio) -> None:
    grey_photo = Picture(image=photo("rocket").convert("L").convert("RGB"))
    made = dream(grey_photo, FEW, studio=studio)
    assert made.notes
    pixels = to_image(made.picture)
    assert float((pixels.amax(dim=1) - pixels.amin(dim=1)).max()) < 0.02


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ({}, "name the thing"),
        ({"classes": ("owl",), "parametrisation": "fourier"}, "does not go with recipe=accent"),
        ({"classes": ("owl",), "preset": "eyes"}, "does not go with recipe=accent"),
        ({"random_classes": True}, "name the thing"),
        ({"classes": ("owl",), "layer": "4c"}, "named things alone"),
    ],
)
def test_what_an_accent_would_pass_over_is_refused(
    asked: dict[str, object], rule: str, studio: Studio
) -> None:
    with pytest.raises(OptionError, match=rule):
        dream(NIGHT, DreamOptions(recipe="accent", **asked), studio=studio)  # type: ignore[arg-type]  # by name


def test_an_accent_follows_no_guide(studio: Studio) -> None:
    with pytest.raises(OptionError, match="no guide picture"):
        dream(NIGHT, OWL, guide=NIGHT, studio=studio)


def test_films_know_no_recipes() -> None:
    assert "recipe" not in VideoOptions.__dataclass_fields__
