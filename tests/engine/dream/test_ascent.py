"""The loop of every dream: the notebook's step, octaves, and a guard against NaN."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
import torch
from torch import Generator, Tensor

from engine.catalogue.find import NETWORKS
from engine.catalogue.layers import LayerInfo
from engine.dream.ascent import Ascent
from engine.dream.gradients import Gradients
from engine.dream.objectives import L2, Objective
from engine.dream.octaves import Octave
from engine.errors import NotFiniteError, RenderStoppedError
from engine.networks.backbone import Backbone
from engine.ops.images import to_image
from engine.ops.tiles import Features
from engine.ops.transforms import draw_jitter
from engine.options.dream import DreamOptions
from engine.studio.progress import Step
from engine.weights.load import load_backbone
from engine.weights.store import EMBEDDED_PATH
from tests.pictures import photo

LAYER = "inception_4c"
STUB = LayerInfo(stride=1, receptive_px=1, channels=3, min_side_px=1)


@pytest.fixture(scope="module")
def backbone() -> Backbone:
    return load_backbone(NETWORKS["embedded"], EMBEDDED_PATH, layers=[LAYER], exact=True)


@pytest.fixture
def gradients(backbone: Backbone) -> Gradients:
    return Gradients(backbone, {LAYER: NETWORKS["embedded"].layer_info[LAYER]})


def photo_at(width: int, height: int) -> Tensor:
    return to_image(photo(width=width, height=height))


def l2(layer: str = LAYER) -> Objective:
    return Objective([(L2(layer), 1.0)])


def plain_step(image: Tensor, backbone: Backbone, shift: tuple[int, int], size: float) -> Tensor:
    """make_step of Google's notebook, written plainly."""
    rolled = torch.roll(image, shift, (2, 3)).requires_grad_()
    (0.5 * backbone(rolled)[LAYER].square().sum()).backward()
    assert rolled.grad is not None
    moved = rolled.detach() + size / rolled.grad.abs().mean() * rolled.grad
    return torch.roll(moved, (-shift[0], -shift[1]), (2, 3)).clamp(0, 1)


def test_a_step_is_googles(backbone: Backbone, gradients: Gradients) -> None:
    image = photo_at(96, 64)
    before = image.clone()
    options = DreamOptions(step_size=0.003, strength=2.0, jitter_px=9, tv_weight=0.0)
    shift = draw_jitter(9, Generator().manual_seed(3))
    assert 0 not in shift
    ascent = Ascent(gradients, l2(), options)
    ascent.begin(image)
    reading = ascent.step(Generator().manual_seed(3))
    assert torch.allclose(ascent.image, plain_step(image, backbone, shift, 0.006), atol=1e-4)
    assert torch.equal(image, before)
    seen = backbone(torch.roll(image, shift, (2, 3)))[LAYER]
    assert reading == pytest.approx(float(seen.norm()), rel=1e-4)


@pytest.mark.parametrize(
    "options",
    [
        DreamOptions(),
        DreamOptions(laplacian_levels=4),
        DreamOptions(smoothing_px=1.0),
        DreamOptions(tv_weight=0.1, p_norm_weight=0.1),
        DreamOptions(random_scale=0.05, random_rotation_deg=5.0),
        DreamOptions(parametrisation="fourier"),
    ],
    ids=["plain", "laplacian", "smooth", "prior", "transformed", "fourier"],
)
def test_the_objective_rises_within_three_steps(
    gradients: Gradients, options: DreamOptions
) -> None:
    image = photo_at(96, 64)
    ascent = Ascent(gradients, l2(), options)
    ascent.begin(image)
    generator = Generator().manual_seed(0)
    for _ in range(3):
        ascent.step(generator)
    before, after = (l2().reading(gradients.values(one, l2())) for one in (image, ascent.image))
    assert after > before * 1.05


def test_only_the_detail_is_enlarged_between_octaves(gradients: Gradients) -> None:
    """Without a step in the top octave, what is left is the sharp photo plus smooth detail."""
    octaves = [
        Octave(index=0, width=64, height=48, steps=2),
        Octave(index=1, width=128, height=96, steps=0),
    ]
    options = DreamOptions(jitter_px=8, seed=1)
    image = Ascent(gradients, l2(), options).climb(photo_at, octaves)
    change = (image - photo_at(128, 96)).abs()
    assert 0 < float(change.mean()) < 0.03


def test_steps_are_told_one_by_one(gradients: Gradients) -> None:
    steps: list[Step] = []
    octaves = [
        Octave(index=1, width=64, height=48, steps=1),
        Octave(index=2, width=96, height=72, steps=2),
    ]
    ascent = Ascent(gradients, l2(), DreamOptions())
    image = ascent.climb(photo_at, octaves, on_step=steps.append)
    assert [step.index for step in steps] == [1, 2, 3]
    assert [step.fraction for step in steps] == pytest.approx([1 / 3, 2 / 3, 1])
    assert [step.image.shape[-1] for step in steps] == [64, 96, 96]
    assert torch.equal(steps[-1].image, image)
    assert steps[2].objective > steps[1].objective


def test_a_dream_stops_within_one_step() -> None:
    asked = 0

    def network(image: Tensor) -> Features:
        nonlocal asked
        asked += 1
        return {"a": image}

    def stop(step: Step) -> None:
        raise RenderStoppedError

    with pytest.raises(RenderStoppedError):
        climb_stub(network, on_step=stop)
    assert asked == 1


def climb_stub(
    network: Callable[[Tensor], Features], *, on_step: Callable[[Step], None] | None = None
) -> Tensor:
    """Four steps of one small octave."""
    options = DreamOptions(step_size=0.01, jitter_px=4)
    ascent = Ascent(Gradients(network, {"a": STUB}), l2("a"), options)
    octaves = [Octave(index=0, width=32, height=32, steps=4)]
    return ascent.climb(photo_at, octaves, on_step=on_step)


class Breaking:
    """A network that gives NaN in chosen calls: features, or features with broken gradients."""

    def __init__(self, *broken: int, only_gradients: bool = False) -> None:
        self.broken = broken
        self.only_gradients = only_gradients
        self.calls = 0

    def __call__(self, image: Tensor) -> Features:
        self.calls += 1
        if self.calls not in self.broken:
            return {"a": image * 2}
        # The square root's slope at 0 is infinite, and times 0 no number.
        return {"a": image + (image * 0).sqrt() if self.only_gradients else image * math.nan}


@pytest.mark.parametrize("only_gradients", [False, True])
def test_one_nan_halves_the_step_and_goes_on_from_the_last_good_image(
    only_gradients: bool,
) -> None:
    whole: list[Step] = []
    halved: list[Step] = []
    climb_stub(Breaking(), on_step=whole.append)
    climb_stub(Breaking(3, only_gradients=only_gradients), on_step=halved.append)
    assert len(halved) == 4
    assert torch.equal(whole[1].image, halved[1].image)
    for later in (2, 3):
        strides = [
            float((steps[later].image - steps[later - 1].image).abs().mean())
            for steps in (whole, halved)
        ]
        assert strides[1] == pytest.approx(strides[0] / 2, rel=0.1)
    assert all(bool(step.image.isfinite().all()) for step in halved)


@pytest.mark.parametrize("broken", [(2, 3), (1, 4)])
def test_a_second_nan_ends_the_dream_with_a_clear_error(broken: tuple[int, int]) -> None:
    steps: list[Step] = []
    network = Breaking(*broken)
    with pytest.raises(NotFiniteError, match="another layer or seed"):
        climb_stub(network, on_step=steps.append)
    assert network.calls == broken[1]
    assert len(steps) == broken[1] - 2


@pytest.mark.parametrize("parametrisation", ["pixels", "fourier"])
def test_a_flat_gradient_changes_nothing(parametrisation: str) -> None:
    ascent = Ascent(
        Gradients(lambda image: {"a": image * 0}, {"a": STUB}),
        l2("a"),
        DreamOptions(parametrisation=parametrisation),
    )
    ascent.begin(photo_at(32, 32))
    before = ascent.image.clone()
    assert ascent.step(Generator().manual_seed(0)) == 0
    assert torch.equal(ascent.image, before)
