"""Reconstruction: losses fall, gradients are true, searches stop when told and never go bad."""

from __future__ import annotations

import math

import pytest
import skimage.data
import torch
from PIL import Image
from torch import Generator, Tensor
from torch.nn import functional

from engine.dream.parametrisations import fourier_noise
from engine.dream.reconstruct import (
    Prior,
    enhance,
    enhanced,
    invert,
    matching,
    prior_for,
    reconstruct,
    with_prior,
)
from engine.errors import NotFiniteError
from engine.ops.images import resize_picture, to_image
from engine.studio.progress import Step
from tests.engine.dream.readings import accepted

GENERATOR = Generator().manual_seed(0)
KERNELS = torch.randn(8, 3, 5, 5, generator=GENERATOR, dtype=torch.float64)


def features_of(image: Tensor) -> Tensor:
    """A layer of random filters."""
    return functional.relu(functional.conv2d(image - 0.5, KERNELS.to(image), stride=2, padding=2))


def photo(width: int = 40, height: int = 30) -> Tensor:
    picture = Image.fromarray(skimage.data.coffee())
    return to_image(resize_picture(picture, width=width, height=height))


def test_only_what_is_above_the_quantile_is_made_stronger() -> None:
    features = torch.arange(11.0).view(1, 1, 1, 11)
    assert enhanced(features, gain=3, quantile=0.8).flatten().tolist() == [*range(9), 27, 30]
    assert torch.equal(enhanced(features, gain=3, quantile=1), features)


def test_a_layer_that_is_mostly_silent_stays_silent_there() -> None:
    features = torch.zeros(1, 4, 5, 5)
    features[..., 2, 2] = 1
    assert torch.equal(enhanced(features, gain=4, quantile=0.9), 4 * features)


def test_the_loss_is_0_at_the_target_and_1_without_features() -> None:
    image = photo()
    evaluate = matching(features_of, features_of(image))
    assert evaluate(image)[0] == 0
    assert evaluate(torch.full_like(image, 0.5))[0] == pytest.approx(1)


def test_the_gradient_with_the_prior_is_that_of_finite_differences() -> None:
    image = photo(9, 7).double()
    target = enhanced(features_of(image))
    evaluate = with_prior(matching(features_of, target), Prior(tv_weight=2, p_norm_weight=3))
    _, gradient = evaluate(image)
    for seed in range(5):
        way = torch.randn(image.shape, generator=Generator().manual_seed(seed)).double() * 1e-6
        difference = (evaluate(image + way)[0] - evaluate(image - way)[0]) / 2
        assert (gradient * way).sum().item() == pytest.approx(difference, rel=1e-3)


def test_the_prior_is_the_asked_share_of_the_data_terms_gradient() -> None:
    image = photo()
    evaluate = matching(features_of, enhanced(features_of(image)))
    prior = prior_for(image, evaluate, share=0.1)
    data = evaluate(image)[1].abs().mean().item()
    parts = (
        Prior(tv_weight=prior.tv_weight).gradient(image),
        Prior(p_norm_weight=prior.p_norm_weight).gradient(image),
    )
    assert [one.abs().mean().item() / data for one in parts] == pytest.approx([0.05, 0.05])


def test_a_start_of_mid_grey_gives_the_prior_no_boundless_weight() -> None:
    evaluate = matching(features_of, features_of(photo()))
    noise = fourier_noise(Generator().manual_seed(0), height=30, width=40)
    at_grey = prior_for(noise, evaluate, share=0.1)
    at_photo = prior_for(photo().roll(5, -1), evaluate, share=0.1)
    assert at_grey.tv_weight < 100 * at_photo.tv_weight
    assert at_grey.p_norm_weight < 100 * at_photo.p_norm_weight


def test_the_loss_falls_at_each_accepted_step() -> None:
    reports: list[Step] = []
    image = photo()
    result = enhance(image, features_of, steps=12, on_step=reports.append)
    steps = accepted(reports)
    losses = [step.objective for step in steps]
    assert [step.index for step in steps] == list(range(1, 13))
    assert losses == sorted(losses, reverse=True)
    assert len(set(losses)) == 12
    assert losses[-1] < 0.9 * losses[0]
    assert steps[-1].fraction == 1
    assert torch.equal(steps[-1].image, result)
    assert torch.equal(image, photo())


def test_an_enhanced_layer_sees_more_of_what_it_saw() -> None:
    image = photo()
    before = features_of(image)
    strong = before > before.flatten().kthvalue(round(0.9 * before.numel())).values
    after = features_of(enhance(image, features_of, steps=10))
    assert after[strong].mean() > 1.3 * before[strong].mean()


def test_a_picture_is_found_again_from_its_features() -> None:
    image = photo()
    start = fourier_noise(Generator().manual_seed(0), height=30, width=40)
    result = invert(features_of(image), features_of, start=start, steps=60)
    assert result.shape == image.shape
    assert 0 <= result.min().item() < result.max().item() <= 1
    alike = torch.corrcoef(torch.stack([result.flatten(), image.flatten()]))[0, 1].item()
    assert alike > 0.9
    again = invert(features_of(image), features_of, start=start, steps=60)
    assert torch.equal(again, result)


class StoppedError(Exception):
    pass


@pytest.mark.parametrize("allowed", [1, 2, 5])
def test_a_search_stops_within_one_evaluation(allowed: int) -> None:
    calls = 0
    inner = matching(features_of, enhanced(features_of(photo())))

    def evaluate(image: Tensor) -> tuple[float, Tensor]:
        nonlocal calls
        calls += 1
        return inner(image)

    def stop(_: Step) -> None:
        if calls > allowed:
            raise StoppedError

    with pytest.raises(StoppedError):
        reconstruct(photo(), evaluate, steps=50, on_step=stop)
    assert calls == allowed + 1


def test_a_search_ends_where_nothing_leads_lower() -> None:
    image = photo().clamp(0.02, 0.98)
    evaluate = matching(lambda one: one, image)
    result = reconstruct(image, evaluate, steps=1000)
    assert torch.allclose(result, image, atol=1e-3)


def test_a_start_without_a_finite_loss_fails_plainly() -> None:
    with pytest.raises(NotFiniteError):
        reconstruct(photo(), lambda image: (math.nan, image), steps=5)
    with pytest.raises(NotFiniteError):
        reconstruct(photo(), lambda image: (0.0, image / 0), steps=5)


def test_a_search_turns_back_from_what_is_not_finite() -> None:
    """The minimum lies in a region where there are no numbers."""
    start = torch.full((1, 3, 8, 8), 0.5)

    def evaluate(image: Tensor) -> tuple[float, Tensor]:
        level = image.mean().item()
        return (math.nan if level > 0.7 else (level - 0.9) ** 2), 2 * (image - 0.9) / image.numel()

    result = reconstruct(start, evaluate, steps=10)
    assert 0.55 < result.mean().item() <= 0.7


@pytest.mark.parametrize(
    ("given", "searched"),
    [(torch.float16, torch.float32), (torch.float32, torch.float32), (torch.float64,) * 2],
)
def test_a_search_is_at_least_as_precise_as_float32(
    given: torch.dtype, searched: torch.dtype
) -> None:
    image = photo().to(given)
    evaluate = matching(features_of, features_of(photo().flip(-1).to(searched)))
    assert reconstruct(image, evaluate, steps=2).dtype == searched
