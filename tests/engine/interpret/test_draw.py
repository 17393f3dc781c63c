"""Class drawing: the plan, the steps, the picture and the command."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.catalogue.layers import CLASSIFIER
from engine.cli import commands as cli
from engine.errors import NotFiniteError, OptionError, RenderStoppedError, UnknownNameError
from engine.interpret.draw import (
    FIRST,
    LAST,
    MOST_CANVAS_PX,
    NOISE_MEAN,
    VIEW_PX,
    Painter,
    Phase,
    count_steps,
    draw,
    parts_of,
    plan_phases,
    stretched,
)
from engine.options.interpret import DrawOptions
from engine.studio.progress import Progress, Step
from engine.studio.studio import Studio
from engine.weights.store import WeightStore
from tests.networks import with_class_network
from tests.pictures import photo

VOLCANO = DrawOptions(classes=("volcano",), size_px=64, steps=2)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a class network of random weights."""
    return with_class_network(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def studio(data_dir: Path) -> Studio:
    return Studio(store=WeightStore(data_dir / "weights", hub=data_dir), device="cpu")


def oneiro(*words: str | Path, data_dir: Path) -> int:
    return cli.main([str(word) for word in words], data_dir=data_dir)


def colours(view: Tensor) -> dict[str, Tensor]:
    """A network whose classes are red, green, blue and nothing: their mean light."""
    logits = 10 * torch.cat([view, torch.zeros_like(view[:, :1])], dim=1)
    return {CLASSIFIER: logits.mean(dim=(2, 3), keepdim=True)}


def phase(steps: int, *, side_px: int = VIEW_PX) -> Phase:
    return Phase(side_px=side_px, steps=steps, blur_px=(1.0, 0.5), step_size=(0.02, 0.01))


def test_the_plan_grows_from_a_view_to_the_size_asked_for() -> None:
    phases = plan_phases(320, classes=1)
    assert [one.side_px for one in phases] == [224, 269, 320]
    assert (phases[0].blur_px, phases[-1].blur_px) == (FIRST.blur_px, LAST.blur_px)
    assert [one.side_px for one in plan_phases(64, classes=1)] == [224, 224]
    assert plan_phases(8000, classes=1)[-1].side_px == MOST_CANVAS_PX


def test_larger_canvases_and_more_things_have_more_steps() -> None:
    small, large = (plan_phases(size, classes=1) for size in (320, 640))
    assert large[-1].steps == pytest.approx(4 * small[-1].steps, abs=1)
    one, two = (plan_phases(400, classes=count) for count in (1, 2))
    assert two[0].steps == pytest.approx(1.6 * one[0].steps, abs=1)


@pytest.mark.parametrize("steps", [1, 7, 100, 259, 5000])
def test_steps_are_a_ceiling_that_all_phases_share(steps: int) -> None:
    whole, cut = plan_phases(320, classes=1), plan_phases(320, classes=1, steps=steps)
    assert count_steps(cut) == min(steps, count_steps(whole))
    for one, other in zip(cut, whole, strict=True):
        expected = other.steps * min(1.0, steps / count_steps(whole))
        assert one.steps == pytest.approx(expected, abs=1)


def test_a_phase_goes_evenly_from_its_start_to_its_end() -> None:
    assert phase(3).at(0) == (1.0, 0.02)
    assert phase(3).at(1) == pytest.approx((0.75, 0.015))
    assert phase(3).at(2) == pytest.approx((0.5, 0.01))
    assert phase(1).at(0) == (1.0, 0.02)


def test_the_class_rises_and_the_others_do_not() -> None:
    logits: list[float] = []
    painter = Painter(colours, [[0]], seed=0)
    image = painter.paint(
        painter.noise(VIEW_PX), [phase(12)], on_step=lambda step: logits.append(step.objective)
    )
    assert logits == sorted(logits)
    red, green, blue = image.mean(dim=(0, 2, 3)).tolist()
    assert red > NOISE_MEAN + 0.05
    assert max(green, blue) < NOISE_MEAN


def test_of_a_group_the_likeliest_leads() -> None:
    """A smooth maximum climbs what is ahead, where a mean would climb all alike."""
    view = torch.full((1, 3, 32, 32), 0.2)
    view[:, 1] = 0.9
    gradient, logit = Painter(colours, [[0, 1]], seed=0).gradient(view, [0, 1])
    assert logit == pytest.approx(9.0, abs=0.01)
    red, green, _ = gradient.mean(dim=(0, 2, 3)).tolist()
    assert green > abs(red)


def test_several_things_stand_side_by_side() -> None:
    painter = Painter(colours, [[0], [2]], seed=0)
    steps = [phase(40, side_px=400)]
    image = painter.paint(painter.noise(400), steps)
    left, right = image[..., 150:250, :150], image[..., 150:250, 250:]
    assert left[:, 0].mean() > left[:, 2].mean() + 0.05
    assert right[:, 2].mean() > right[:, 0].mean() + 0.05


def test_each_thing_is_measured_where_it_stands() -> None:
    picture = photo("coffee").resize((400, 400))
    (whole,) = parts_of(picture, 1)
    assert whole.image.size == (400, 400)
    left, right = parts_of(picture, 2)
    assert left.image.tobytes() == picture.crop((0, 0, 224, 400)).tobytes()
    assert right.image.tobytes() == picture.crop((176, 0, 400, 400)).tobytes()


def broken_at(*steps: int) -> Callable[[Tensor], dict[str, Tensor]]:
    """The network of colours, that gives NaN in its so-manieth calls."""
    calls = iter(range(100))

    def network(view: Tensor) -> dict[str, Tensor]:
        factor = float("nan") if next(calls) in steps else 1.0
        return {CLASSIFIER: colours(view)[CLASSIFIER] * factor}

    return network


def test_a_broken_step_is_left_out_and_the_next_are_half_as_large() -> None:
    still = Phase(side_px=VIEW_PX, steps=3, blur_px=(0.01, 0.01), step_size=(0.02, 0.02))
    images: list[Tensor] = []

    def keep(step: Step) -> None:
        images.append(step.image)

    painter = Painter(broken_at(1), [[0]], seed=0)
    start = painter.noise(VIEW_PX)
    painter.paint(start, [still], on_step=keep)
    moves = [
        float((after - before).abs().mean())
        for before, after in zip([start, *images], images, strict=False)
    ]
    assert moves == pytest.approx([0.02, 0.0, 0.01], rel=1e-3)


def test_a_second_broken_step_is_an_error() -> None:
    painter = Painter(broken_at(0, 2), [[0]], seed=0)
    with pytest.raises(NotFiniteError):
        painter.paint(painter.noise(VIEW_PX), [phase(4)])


def test_the_stretch_gives_contrast_and_keeps_the_order() -> None:
    faint = torch.linspace(0.4, 0.5, 3 * 100 * 100).view(1, 3, 100, 100)
    strong = stretched(faint)
    assert (float(strong.min()), float(strong.max())) == (0, 1)
    assert (strong.flatten().diff() >= 0).all()
    assert float(stretched(torch.full((1, 3, 8, 8), 0.3)).isfinite().all())


def test_the_same_seed_draws_the_same_picture(studio: Studio) -> None:
    one, same = (draw(VOLCANO, studio=studio) for _ in range(2))
    assert one.picture.tobytes() == same.picture.tobytes()
    other = dataclasses.replace(VOLCANO, seed=1)
    assert draw(other, studio=studio).picture.tobytes() != one.picture.tobytes()


def test_what_is_told_of_a_drawing(studio: Studio) -> None:
    asked = dataclasses.replace(VOLCANO, classes=("Volcanoes", "cat"), steps=3)
    art = draw(asked, studio=studio)
    assert art.picture.size == (64, 64)
    assert (art.steps, art.steps_cut) == (3, False)
    assert art.facts["classes"] == ["volcano", "cat"]
    assert all(0 <= one <= 1 for one in art.facts["shares"])
    assert len(art.labels) == 5
    assert isinstance(art.options, DrawOptions)
    again = draw(art.options, studio=studio)
    assert again.picture.tobytes() == art.picture.tobytes()
    assert again.options == art.options


def test_progress_is_told_of_each_step_and_may_stop_it(studio: Studio) -> None:
    fractions: list[float] = []

    def stop_at_the_second(progress: Progress) -> None:
        fractions.append(progress.fraction)
        assert np.ptp(np.asarray(progress.preview())) > 200  # stretched as the result will be
        if len(fractions) == 2:
            raise RenderStoppedError

    options = DrawOptions(classes=("volcano",), size_px=64, steps=4)
    with pytest.raises(RenderStoppedError):
        draw(options, studio=studio, on_progress=stop_at_the_second)
    assert fractions == [0.25, 0.5]


def test_a_budget_cuts_steps(data_dir: Path) -> None:
    store = WeightStore(data_dir / "weights", hub=data_dir)
    hurried = Studio(store=store, device="cpu", budget_s=1e-6)
    art = draw(DrawOptions(classes=("volcano",), size_px=64, steps=50), studio=hurried)
    assert (art.steps, art.steps_cut) == (1, True)
    assert isinstance(art.options, DrawOptions)
    assert art.options.steps == 1


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        (DrawOptions(), OptionError, "name what to draw"),
        (DrawOptions(classes=("volcanoo",)), UnknownNameError, "volcano"),
        (DrawOptions(classes=("cat",), network="vgg19_oxford"), OptionError, "for naming things"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    tmp_path: Path, options: DrawOptions, error: type[Exception], words: str
) -> None:
    bare = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")
    with pytest.raises(error, match=words):
        draw(options, studio=bare)


def test_a_thing_is_drawn_with_nothing_fetched(tmp_path: Path) -> None:
    bare = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")
    options = dataclasses.replace(VOLCANO, steps=12, seed=3)
    art = draw(options, studio=bare)
    assert art.network == "embedded"
    weak = draw(dataclasses.replace(options, steps=1), studio=bare)
    assert art.facts["shares"][0] > weak.facts["shares"][0]


def test_the_command_draws_and_tells_in_json(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.png"
    words = ("volcano,", "egyptian", "cat", "-o", out, "--size", "64", "--steps", "2")
    assert oneiro("draw", *words, "--device", "cpu", "--json", data_dir=data_dir) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["art"] == "draw"
    assert told["classes"] == ["volcano", "Egyptian cat"]
    assert (told["width"], told["height"], told["steps"], told["seed"]) == (64, 64, 2, 0)
    assert out.stat().st_size > 0


@pytest.mark.parametrize(("word", "near"), [("volcanoo", "volcano"), (",", "name what to draw")])
def test_wrong_words_at_the_terminal_get_near_matches(
    word: str,
    near: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    out = tmp_path / "out.png"
    assert oneiro("draw", word, "-o", out, data_dir=tmp_path) == 2
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert near in printed.err
    assert not out.exists()
