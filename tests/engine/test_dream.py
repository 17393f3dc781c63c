"""DeepDream: the exact recipe, and what the studio promises around it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image
from skimage.metrics import structural_similarity
from torch import Tensor, nn

from engine.backbones import Backbone, load_backbone
from engine.catalogue import NETWORKS
from engine.choices import choose_dream
from engine.dream import Step, ascend, dream, objective_of
from engine.errors import (
    ImageTooSmallError,
    NotFiniteError,
    OptionError,
    RenderStoppedError,
    UnknownNameError,
)
from engine.images import to_image
from engine.octaves import Octave
from engine.options import DreamOptions
from engine.pictures import Picture
from engine.render import PREVIEW_PX, Progress, Studio
from engine.weights import EMBEDDED_PATH, WeightStore

PHOTO = Picture(image=Image.fromarray(skimage.data.coffee()))
SMALL = DreamOptions(network="embedded", size_px=128, steps_per_octave=3, octaves=2, seed=7)


@pytest.fixture(scope="module")
def backbone() -> Backbone:
    info = NETWORKS["embedded"]
    return load_backbone(info, EMBEDDED_PATH, layers=["inception_4c"], exact=True)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


def photo_at(width: int, height: int) -> Tensor:
    return to_image(PHOTO.image.resize((width, height)))


def plain_step(image: Tensor, backbone: Backbone, shift: tuple[int, int], size: float) -> Tensor:
    """make_step of Google's notebook, written plainly."""
    rolled = torch.roll(image, shift, (2, 3)).requires_grad_()
    (0.5 * backbone(rolled)["inception_4c"].square().sum()).backward()
    assert rolled.grad is not None
    moved = rolled.detach() + size / rolled.grad.abs().mean() * rolled.grad
    return torch.roll(moved, (-shift[0], -shift[1]), (2, 3)).clamp(0, 1)


def test_a_step_is_googles(backbone: Backbone) -> None:
    image = photo_at(96, 64)
    before = image.clone()
    moved, norm = ascend(image, backbone, layer="inception_4c", step_size=0.006, shift=(5, -9))
    expected = plain_step(image, backbone, (5, -9), 0.006)
    assert torch.allclose(moved, expected, atol=1e-4)
    assert torch.equal(image, before)
    assert norm == pytest.approx(
        float(backbone(torch.roll(image, (5, -9), (2, 3)))["inception_4c"].norm()), rel=1e-4
    )


def test_the_objective_rises_within_three_steps(backbone: Backbone) -> None:
    image = photo_at(96, 64)
    norms = [objective_of(image, backbone, layer="inception_4c")]
    for _ in range(3):
        image, _ = ascend(image, backbone, layer="inception_4c", step_size=0.006, shift=(0, 0))
        norms.append(objective_of(image, backbone, layer="inception_4c"))
    assert norms == sorted(norms)
    assert norms[-1] > norms[0] * 1.05


def test_only_the_detail_is_enlarged_between_octaves(backbone: Backbone) -> None:
    """Without a step in the top octave, what is left is the sharp photo plus smooth detail."""
    octaves = [
        Octave(index=0, width=64, height=48, steps=2),
        Octave(index=1, width=128, height=96, steps=0),
    ]
    image = dream(
        photo_at,
        backbone,
        layer="inception_4c",
        octaves=octaves,
        step_size=0.006,
        jitter_px=8,
        seed=1,
    )
    change = (image - photo_at(128, 96)).abs()
    assert 0 < float(change.mean()) < 0.03


class Breaking(nn.Module):
    """A layer that gives NaN in chosen calls."""

    def __init__(self, *broken: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(3, 3, 1, 1))
        self.broken = broken
        self.calls = 0

    def forward(self, x: Tensor) -> Tensor:
        self.calls += 1
        return x * float("nan") if self.calls in self.broken else x * 2


def climb(*broken: int, steps: list[Step] | None = None) -> Tensor:
    return dream(
        photo_at,
        Backbone({"a": Breaking(*broken)}, layers=["a"], convention="half"),
        layer="a",
        octaves=[Octave(index=0, width=32, height=32, steps=4)],
        step_size=0.01,
        jitter_px=4,
        seed=0,
        on_step=steps.append if steps is not None else None,
    )


def test_one_nan_halves_the_step_and_goes_on_from_the_last_good_image() -> None:
    whole: list[Step] = []
    halved: list[Step] = []
    climb(steps=whole)
    climb(3, steps=halved)
    assert len(halved) == 4
    assert torch.equal(whole[1].image, halved[1].image)
    strides = [float((steps[2].image - steps[1].image).abs().mean()) for steps in (whole, halved)]
    assert strides[1] == pytest.approx(strides[0] / 2, rel=0.1)
    assert all(bool(step.image.isfinite().all()) for step in halved)


def test_two_nans_end_the_dream_with_a_clear_error() -> None:
    with pytest.raises(NotFiniteError):
        climb(2, 3)


def test_a_flat_gradient_changes_nothing() -> None:
    class Dead(Breaking):
        def forward(self, x: Tensor) -> Tensor:
            return x * 0

    dead = Backbone({"a": Dead()}, layers=["a"], convention="half")
    image = photo_at(32, 32)
    moved, norm = ascend(image, dead, layer="a", step_size=0.01, shift=(0, 0))
    assert torch.equal(moved, image)
    assert norm == 0


def test_the_same_seed_gives_the_same_pixels_and_another_does_not(studio: Studio) -> None:
    one, two = (studio.dream(PHOTO, SMALL) for _ in range(2))
    other = studio.dream(PHOTO, dataclasses.replace(SMALL, seed=8))
    assert one.image.tobytes() == two.image.tobytes()
    assert one.image.tobytes() != other.image.tobytes()


def test_the_resolved_options_repeat_the_picture(studio: Studio) -> None:
    asked = DreamOptions(size_px=96, steps_per_octave=2, preset="creatures", seed=3)
    made = studio.dream(PHOTO, asked)
    assert made.options.layer == made.layer == "inception_4d"
    assert made.options.strength == 1.5
    assert made.options.octaves == 6
    assert made.options.preset is None
    again = studio.dream(PHOTO, DreamOptions.from_json(made.options.to_json()))
    assert again.image.tobytes() == made.image.tobytes()
    assert again.options == made.options


def test_a_studio_stays_right_when_networks_come_and_go(studio: Studio) -> None:
    layers = ("conv1", "conv2", "inception_3a", "inception_3b", "inception_4a")
    options = [dataclasses.replace(SMALL, layer=layer, steps=2) for layer in layers]
    first = [studio.dream(PHOTO, one).image.tobytes() for one in options]
    second = [studio.dream(PHOTO, one).image.tobytes() for one in reversed(options)]
    assert first == second[::-1]
    assert len(set(first)) == len(layers)


def test_it_stops_within_one_step(studio: Studio) -> None:
    seen: list[float] = []

    def stop_at_second(progress: Progress) -> None:
        seen.append(progress.fraction)
        if len(seen) == 2:
            raise RenderStoppedError

    with pytest.raises(RenderStoppedError):
        studio.dream(PHOTO, SMALL, on_progress=stop_at_second)
    assert len(seen) == 2


def test_progress_grows_to_one_and_previews_are_small(studio: Studio) -> None:
    seen: list[Progress] = []
    options = dataclasses.replace(SMALL, size_px=500, steps=2, octaves=1)
    studio.dream(PHOTO, options, on_progress=seen.append)
    assert [one.fraction for one in seen] == [0.5, 1.0]
    assert max(seen[-1].preview().size) == PREVIEW_PX


def test_making_previews_does_not_change_the_picture(studio: Studio) -> None:
    looked = studio.dream(PHOTO, SMALL, on_progress=lambda progress: progress.preview())
    assert looked.image.tobytes() == studio.dream(PHOTO, SMALL).image.tobytes()


def test_a_budget_cuts_steps_says_so_and_repeats(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A step costs one second for each 16,000 pixels: two octaves of 3 steps would cost 4.4 s.
    monkeypatch.setattr("engine.render.seconds_per_pixel", lambda *_args, **_more: 1 / 16_000)
    assert not studio.dream(PHOTO, SMALL).steps_cut
    studio.budget_s = 4.0
    whole = studio.dream(PHOTO, SMALL)
    studio.budget_s = 1.5
    cut = studio.dream(PHOTO, SMALL)
    assert (whole.steps, whole.steps_cut) == (6, False)
    assert cut.steps_cut
    assert cut.steps == 2
    again = studio.dream(PHOTO, cut.options)
    assert again.image.tobytes() == cut.image.tobytes()


def test_measuring_a_step_does_not_change_the_picture(studio: Studio) -> None:
    plain = studio.dream(PHOTO, SMALL)
    studio.budget_s = 600.0
    assert studio.dream(PHOTO, SMALL).image.tobytes() == plain.image.tobytes()


def test_the_objective_is_told_for_the_photo_and_the_eight_bit_result(studio: Studio) -> None:
    made = studio.dream(PHOTO, SMALL)
    assert made.objective_after == pytest.approx(
        studio.objective(made.image, network="embedded", layer="inception_4c")
    )
    assert made.objective_before is not None
    assert made.objective_after is not None
    assert made.objective_after > made.objective_before


def test_transparency_comes_back(studio: Studio) -> None:
    alpha = Image.new("L", PHOTO.image.size, 255)
    alpha.paste(0, (0, 0, 300, 400))
    made = studio.dream(dataclasses.replace(PHOTO, alpha=alpha), SMALL)
    assert made.image.mode == "RGBA"
    assert np.asarray(made.image)[:, 2, 3].max() == 0
    assert np.asarray(made.image)[:, -2, 3].min() == 255


def test_a_small_photo_is_enlarged_only_when_asked(studio: Studio) -> None:
    small = Picture(image=PHOTO.image.resize((60, 40)))
    quick = dataclasses.replace(SMALL, size_px=None, steps=1)
    assert studio.dream(small, quick).image.size == (60, 40)
    larger = dataclasses.replace(quick, size_px=90)
    assert studio.dream(small, larger).image.size == (90, 60)


def test_what_does_not_fit_is_said_before_torch_has_anything_to_do(tmp_path: Path) -> None:
    store = WeightStore(tmp_path, hub=tmp_path)
    thin = Picture(image=PHOTO.image.resize((160, 20)))
    with pytest.raises(ImageTooSmallError, match="conv1, conv2, inception_3a, inception_3b"):
        choose_dream(thin, DreamOptions(size_px=100, layer="4c"), store=store)
    assert choose_dream(thin, DreamOptions(layer="4c"), store=store)[2].layer == "inception_4c"
    with pytest.raises(UnknownNameError, match="inception_4d"):
        choose_dream(PHOTO, DreamOptions(layer="inception_4x"), store=store)
    with pytest.raises(OptionError):
        DreamOptions(steps=0)


def test_a_large_order_resembles_the_small_one(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ladder at a fifth of its size: 120 px stand for 600, 240 for 1200."""
    for module in ("engine.octaves", "engine.options"):
        monkeypatch.setattr(f"{module}.DEFAULT_SIZE_PX", 120)
    small, large = (
        studio.dream(PHOTO, DreamOptions(network="embedded", size_px=size, layer="3b"))
        for size in (120, 240)
    )
    shrunk = large.image.resize(small.image.size, Image.Resampling.LANCZOS)
    alike = structural_similarity(np.asarray(small.image), np.asarray(shrunk), channel_axis=2)
    assert alike >= 0.7
