"""Features take on a style's statistics: AdaIN, WCT and transport against the formulas."""

from __future__ import annotations

from typing import get_args

import pytest
import torch
from torch import Tensor

from engine.ops.matrix_roots import square_root
from engine.style.instant.feature_transforms import (
    Gaussian,
    Transform,
    carry,
    gaussian_of,
    low_rank_root,
    mix,
    style_of,
)

TRANSFORMS: tuple[Transform, ...] = get_args(Transform)


def features(seed: int, *, channels: int = 6, height: int = 9, width: int = 11) -> Tensor:
    """float64 features whose channels depend on each other."""
    generator = torch.Generator().manual_seed(seed)
    loose = torch.randn(channels, height * width, generator=generator, dtype=torch.float64)
    mixing = torch.randn(channels, channels, generator=generator, dtype=torch.float64)
    return (mixing @ loose + seed).view(1, channels, height, width)


def measured(maps: Tensor) -> Gaussian:
    return gaussian_of([(maps, None)])


def plain_covariance(maps: Tensor) -> Tensor:
    rows = maps[0].flatten(1)
    return torch.cov(rows, correction=0)


def test_statistics_are_those_of_the_formulas() -> None:
    maps = features(1)
    ours = measured(maps)
    torch.testing.assert_close(ours.mean, maps[0].mean(dim=(1, 2)))
    torch.testing.assert_close(ours.covariance, plain_covariance(maps))


def test_pieces_and_weights_count_as_positions_do() -> None:
    maps = features(2, height=10)
    upper, lower = maps[..., :4, :], maps[..., 4:, :]
    whole = gaussian_of([(upper, None), (lower, None)])
    torch.testing.assert_close(whole.covariance, measured(maps).covariance)
    weights = torch.zeros(1, 1, 10, 11, dtype=torch.float64)
    weights[..., 4:, :] = 0.5
    part = gaussian_of([(maps, weights)])
    torch.testing.assert_close(part.mean, measured(lower).mean)
    torch.testing.assert_close(part.covariance, measured(lower).covariance)


def test_adain_is_huang_s_formula() -> None:
    content, style = features(1), features(2)
    mean_c, mean_s = (one.mean(dim=(2, 3), keepdim=True) for one in (content, style))
    std_c, std_s = (
        one.var(dim=(2, 3), keepdim=True, correction=0).sqrt() for one in (content, style)
    )
    expected = std_s * (content - mean_c) / std_c + mean_s
    ours = carry(measured(content), style_of(style), by="adain")(content)
    torch.testing.assert_close(ours, expected, rtol=1e-4, atol=1e-4)


def test_wct_is_li_s_formula() -> None:
    content, style = features(1), features(2)
    means = [one[0].flatten(1).mean(dim=1, keepdim=True) for one in (content, style)]
    eigen = [torch.linalg.eigh(plain_covariance(one)) for one in (content, style)]
    (values_c, vectors_c), (values_s, vectors_s) = eigen
    whitened = vectors_c @ torch.diag(values_c**-0.5) @ vectors_c.T
    whitened = whitened @ (content[0].flatten(1) - means[0])
    coloured = vectors_s @ torch.diag(values_s**0.5) @ vectors_s.T @ whitened + means[1]
    ours = carry(measured(content), style_of(style), by="wct")(content)
    torch.testing.assert_close(ours[0].flatten(1), coloured, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("transform", ["wct", "transport"])
def test_the_result_has_the_style_s_mean_and_covariance(transform: Transform) -> None:
    content, style = features(1), features(2)
    result = measured(carry(measured(content), style_of(style), by=transform)(content))
    wanted = measured(style)
    torch.testing.assert_close(result.mean, wanted.mean)
    error = (result.covariance - wanted.covariance).norm() / wanted.covariance.norm()
    assert error < 1e-3


def test_transport_moves_features_least() -> None:
    content, style = features(1), features(2)
    moved = {
        by: (carry(measured(content), style_of(style), by=by)(content) - content).square().sum()
        for by in ("wct", "transport")
    }
    assert moved["transport"] < moved["wct"]


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_like_onto_like_changes_nothing(transform: Transform) -> None:
    content = features(3)
    same = carry(measured(content), style_of(content), by=transform)(content)
    torch.testing.assert_close(same, content, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("transform", TRANSFORMS)
@pytest.mark.parametrize("flat", ["content", "style", "both", "grey"])
def test_flat_pictures_break_nothing(transform: Transform, flat: str) -> None:
    content, style = features(1), features(2)
    if flat in {"content", "both"}:
        # What a constant photo gives: equal values, but for rounding.
        noise = torch.randn(content.shape, generator=torch.Generator().manual_seed(0))
        content = 100 + 1e-5 * noise.double()
    if flat in {"style", "both"}:
        style = torch.full_like(style, 7.0)
    if flat == "grey":
        content = content[:, :1].expand(-1, 6, -1, -1).contiguous()
    result = carry(measured(content), style_of(style), by=transform)(content)
    assert bool(result.isfinite().all())
    spread = result.var(dim=(2, 3)).sum()
    allowed = style.var(dim=(2, 3)).sum()
    if flat in {"content", "both"}:
        # A style's contrast is not made up from rounding.
        assert spread <= 0.01 * features(2).var(dim=(2, 3)).sum()
    elif flat == "style":
        assert spread < 1e-9
    else:
        assert spread < 10 * allowed


@pytest.mark.parametrize("positions", [1, 2, 5])
def test_fewer_positions_than_channels_have_the_same_root(positions: int) -> None:
    maps = features(4, channels=7, height=1, width=positions)
    low = style_of(maps).root
    assert low is not None
    torch.testing.assert_close(low, square_root(plain_of(maps)), rtol=1e-6, atol=1e-6)
    torch.testing.assert_close(low @ low, plain_of(maps), rtol=1e-6, atol=1e-6)


def plain_of(maps: Tensor) -> Tensor:
    rows = maps[0].flatten(1)
    centred = rows - rows.mean(dim=1, keepdim=True)
    return centred @ centred.T / rows.shape[1]


def test_nothing_has_the_root_nothing() -> None:
    assert not low_rank_root(torch.zeros(5, 2, dtype=torch.float64)).any()


def test_mixed_maps_are_the_weighted_sum_of_their_results() -> None:
    content = features(1)
    maps = [carry(measured(content), style_of(features(seed))) for seed in (2, 3)]
    mixed = mix(maps, [0.5, 0.2])(content)
    expected = 0.5 * maps[0](content) + 0.2 * maps[1](content) + 0.3 * content
    torch.testing.assert_close(mixed, expected)


def test_what_padding_leaves_on_a_flat_photo_is_not_stretched() -> None:
    flat = torch.full((1, 6, 30, 30), 2.0, dtype=torch.float64)
    flat[..., 0] += 1e-3 * torch.rand(6, 30, generator=torch.Generator().manual_seed(0))
    style = style_of(features(1))
    for by in ("wct", "transport"):
        made = carry(measured(flat), style, by=by)(flat)
        spread = (made[..., 0] - made[..., 1]).abs().max()
        assert spread < 0.2 * style.covariance.diagonal().sqrt().mean()
