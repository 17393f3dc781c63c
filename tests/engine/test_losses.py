"""Losses: values known by hand, gradients checked against finite differences."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.losses import Objective, blend, content_loss, gram, style_loss, tv_loss


def random_features(*shape: int) -> Tensor:
    return torch.rand(shape, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


def test_gram_of_ones_is_ones_at_every_size() -> None:
    for height, width in ((1, 1), (3, 5), (20, 20)):
        assert torch.equal(gram(torch.ones(1, 4, height, width)), torch.ones(1, 4, 4))


def test_gram_is_the_mean_over_positions_of_channel_products() -> None:
    features = torch.tensor([[[[1.0, 2.0]], [[3.0, -1.0]]]])
    assert torch.equal(gram(features), torch.tensor([[[2.5, 0.5], [0.5, 5.0]]]))


def test_gram_does_not_depend_on_the_memory_format() -> None:
    features = random_features(1, 6, 5, 7)
    last = features.contiguous(memory_format=torch.channels_last)
    assert torch.allclose(gram(last), gram(features))


def test_gram_of_bfloat16_is_float32() -> None:
    assert gram(torch.ones(1, 2, 3, 3, dtype=torch.bfloat16)).dtype == torch.float32


def test_tv_of_a_flat_image_is_zero() -> None:
    assert tv_loss(torch.full((1, 3, 9, 9), 0.3)).item() == 0


def test_tv_of_a_ramp_is_the_square_of_its_slope() -> None:
    ramp = torch.arange(5.0).expand(1, 3, 4, 5) * 0.5
    assert tv_loss(ramp).item() == pytest.approx(0.25)


def test_tv_of_one_pixel_is_zero() -> None:
    assert tv_loss(torch.rand(1, 3, 1, 1)).item() == 0


def test_content_and_style_loss_are_shares_of_their_target() -> None:
    target = random_features(1, 4, 6, 6)
    assert content_loss(target, target).item() == 0
    assert content_loss(torch.zeros_like(target), target).item() == pytest.approx(1)
    assert style_loss(torch.zeros_like(target), gram(target)).item() == pytest.approx(1)
    larger = 1000 * target
    assert style_loss(larger * 0.9, gram(larger)).item() == pytest.approx(
        style_loss(target * 0.9, gram(target)).item()
    )


def test_a_target_of_nothing_gives_no_nan() -> None:
    features = torch.zeros(1, 2, 4, 4, requires_grad=True)
    loss = style_loss(features, torch.zeros(1, 2, 2)) + content_loss(features, features.detach())
    (gradient,) = torch.autograd.grad(loss, features)
    assert loss.item() == 0
    assert torch.isfinite(gradient).all()


def test_gradients_are_those_of_finite_differences() -> None:
    features = random_features(1, 3, 4, 5).requires_grad_()
    other = random_features(2, 3, 4, 5)[1:]
    assert torch.autograd.gradcheck(lambda x: content_loss(x, other), features)
    assert torch.autograd.gradcheck(lambda x: style_loss(x, gram(other)), features)
    assert torch.autograd.gradcheck(tv_loss, features)


def test_several_styles_are_the_weighted_average_of_their_gram_matrices() -> None:
    one, other = {"a": torch.zeros(1, 2, 2)}, {"a": torch.ones(1, 2, 2)}
    assert torch.allclose(blend([one, other], [1.0, 3.0])["a"], torch.full((1, 2, 2), 0.75))


def test_the_total_is_the_weighted_sum_and_layers_count_equally() -> None:
    image = random_features(1, 3, 4, 4)
    features = {"a": image, "b": 2 * image}
    objective = Objective(
        content={"a": torch.ones_like(image)},
        style={"a": gram(image), "b": gram(image)},
        content_weight=2.0,
        style_weight=3.0,
        tv_weight=5.0,
    )
    losses = objective(image, features)
    assert losses.style.item() == pytest.approx(style_loss(features["b"], gram(image)).item() / 2)
    expected = 2 * losses.content + 3 * losses.style + 5 * losses.tv
    assert losses.total.item() == pytest.approx(expected.item())
