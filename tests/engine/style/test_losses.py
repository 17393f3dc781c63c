"""Every kind of style: the loss and its gradient against the formulas written plainly."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from engine.ops.matrix_roots import square_root, transport
from engine.style.losses import STYLE_TERMS, StyleTerm, add, blend

CHANNELS = 5


def features(seed: int, *, height: int = 6, width: int = 7, channels: int = CHANNELS) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    mix = torch.rand(channels, channels, generator=generator, dtype=torch.float64)
    plain = torch.rand(1, channels, height, width, generator=generator, dtype=torch.float64)
    return torch.einsum("ij,njhw->nihw", mix, plain)


def weights_like(one: Tensor) -> Tensor:
    generator = torch.Generator().manual_seed(9)
    return torch.rand(1, 1, *one.shape[-2:], generator=generator, dtype=one.dtype)


def moments(one: Tensor, weights: Tensor | None) -> tuple[Tensor, Tensor]:
    """(mean, second moment), as a book has them."""
    rows = one[0].flatten(1).T
    shares = torch.ones(len(rows), dtype=rows.dtype) if weights is None else weights.flatten()
    shares = (shares / shares.sum())[:, None]
    return (shares * rows).sum(0), (shares * rows).T @ rows


def relative(value: Tensor, target: Tensor) -> Tensor:
    return (value - target).square().mean() / target.square().mean()


Moments = tuple[Tensor, Tensor]


def plain_gram(now: Moments, wanted: Moments) -> Tensor:
    return relative(now[1], wanted[1])


def covariance(of: Moments) -> Tensor:
    return of[1] - of[0].outer(of[0])


def plain_covariance(now: Moments, wanted: Moments) -> Tensor:
    return (relative(now[0], wanted[0]) + relative(covariance(now), covariance(wanted))) / 2


def plain_wasserstein(now: Moments, wanted: Moments) -> Tensor:
    here, there = covariance(now), covariance(wanted)
    values, vectors = torch.linalg.eigh(there)
    root = vectors @ values.clamp_min(0).sqrt().diag() @ vectors.T
    middle = torch.linalg.eigvalsh(root @ here @ root).clamp_min(1e-30).sqrt().sum()
    distance = (now[0] - wanted[0]).square().sum() + here.trace() + there.trace() - 2 * middle
    return distance / (wanted[0].square().sum() + there.trace())


def plain_mean(now: Moments, wanted: Moments) -> Tensor:
    return relative(now[0], wanted[0])


def plain_deviation(now: Moments, wanted: Moments) -> Tensor:
    here, there = (covariance(one).diagonal().sqrt() for one in (now, wanted))
    return (relative(now[0], wanted[0]) + relative(here, there)) / 2


PLAIN: dict[str, Callable[[Moments, Moments], Tensor]] = {
    "gram": plain_gram,
    "covariance": plain_covariance,
    "wasserstein": plain_wasserstein,
    "mean": plain_mean,
    "moments": plain_deviation,
}


def term_for(kind: str, target: Tensor) -> StyleTerm:
    term = STYLE_TERMS[kind]
    return term(term.measure(target, None))


@pytest.mark.parametrize("has_weights", [False, True], ids=["everywhere", "in a region"])
@pytest.mark.parametrize("kind", PLAIN)
def test_losses_and_gradients_are_those_of_the_plain_formula(kind: str, has_weights: bool) -> None:
    now, wanted = features(0).requires_grad_(), features(1)
    weights = weights_like(now) if has_weights else None
    loss = PLAIN[kind](moments(now, weights), moments(wanted, None))
    (expected,) = torch.autograd.grad(loss, now)
    term = term_for(kind, wanted)
    with torch.no_grad():
        found, slope = term.judge(term.measure(now, weights))
        pull = term.pull(now, weights, slope)
    assert found.item() == pytest.approx(loss.item(), rel=1e-6)
    assert torch.allclose(pull, expected, rtol=1e-6, atol=1e-9 * expected.abs().max().item())


@pytest.mark.parametrize("kind", STYLE_TERMS)
def test_a_style_that_is_met_costs_nothing_and_pulls_nowhere(kind: str) -> None:
    wanted = features(1)
    term = term_for(kind, wanted)
    loss, slope = term.judge(term.measure(wanted, None))
    far, slope_far = term.judge(term.measure(features(2), None))
    assert loss.item() < 1e-3 * far.item()
    near = term.pull(wanted, None, slope).abs().max()
    assert near < 0.05 * term.pull(features(2), None, slope_far).abs().max()


@pytest.mark.parametrize("kind", STYLE_TERMS)
def test_sums_of_parts_are_those_of_the_whole(kind: str) -> None:
    whole = features(3)
    weights = weights_like(whole)
    term = STYLE_TERMS[kind]
    parts = [
        term.measure(whole[..., rows, :], weights[..., rows, :])
        for rows in (slice(0, 2), slice(2, 6))
    ]
    for part, expected in zip(add(parts), term.measure(whole, weights), strict=True):
        assert torch.allclose(part, expected)


@pytest.mark.parametrize("kind", STYLE_TERMS)
@pytest.mark.parametrize(
    "target",
    [torch.zeros(1, 4, 5, 5), torch.full((1, 4, 5, 5), 0.3), torch.rand(1, 4, 1, 1)],
    ids=["nothing", "constant", "one position"],
)
def test_singular_styles_give_no_nan(kind: str, target: Tensor) -> None:
    now = torch.rand(1, 4, 6, 6, generator=torch.Generator().manual_seed(0))
    term = term_for(kind, target)
    for image in (now, torch.zeros_like(now), target):
        loss, slope = term.judge(term.measure(image, None))
        assert torch.isfinite(loss)
        assert torch.isfinite(term.pull(image, None, slope)).all()


@pytest.mark.parametrize("kind", STYLE_TERMS)
def test_following_the_pull_meets_the_style(kind: str) -> None:
    image, wanted = features(0, height=12, width=12), features(1, height=12, width=12)
    term = term_for(kind, wanted)
    first, _ = term.judge(term.measure(image, None))
    image.requires_grad_()
    adam = torch.optim.Adam([image], lr=0.02)
    for _ in range(150):
        with torch.no_grad():
            loss, slope = term.judge(term.measure(image, None))
            image.grad = term.pull(image, None, slope)
        adam.step()
    assert loss.item() < 0.05 * first.item()


def test_a_histogram_brings_every_value_to_its_place() -> None:
    generator = torch.Generator().manual_seed(0)
    even = torch.rand(1, 1, 40, 50, generator=generator, dtype=torch.float64)
    wanted = 3 * even.flip(-1) ** 2 + 0.5
    term = term_for("histogram", wanted)
    image = even.clone().requires_grad_()
    adam = torch.optim.Adam([image], lr=0.05)
    for _ in range(200):
        with torch.no_grad():
            _, slope = term.judge(term.measure(image, None))
            image.grad = term.pull(image, None, slope)
        adam.step()
    found, expected = image.detach().flatten().sort().values, wanted.flatten().sort().values
    assert (found - expected).abs().mean() < 0.05 * expected.std()


def test_several_styles_are_blended_by_weight_whatever_their_size() -> None:
    small, large = torch.zeros(1, 2, 3, 3), torch.ones(1, 2, 9, 9)
    measure = STYLE_TERMS["gram"].measure
    weight, mean, moment = blend([(measure(small, None), 1.0), (measure(large, None), 3.0)])
    assert weight == pytest.approx(1)
    assert torch.allclose(mean, torch.full((2,), 0.75))
    assert torch.allclose(moment, torch.full((2, 2), 0.75))


def test_losses_do_not_depend_on_the_size_of_activations() -> None:
    now, wanted = features(0), features(1)
    for kind in ("gram", "covariance", "wasserstein", "mean", "moments"):
        losses = []
        for gain in (1.0, 1000.0):
            term = term_for(kind, wanted * gain)
            losses.append(term.judge(term.measure(now * gain, None))[0].item())
        assert losses[0] == pytest.approx(losses[1], rel=1e-6), kind


def test_the_transport_carries_one_gaussian_onto_another() -> None:
    here, there = (covariance(moments(features(seed), None)) for seed in (4, 5))
    trace, carry = transport(here, square_root(there))
    assert torch.allclose(carry @ here @ carry, there, atol=1e-9)
    expected = torch.linalg.eigvals(there @ here).real.clamp_min(0).sqrt().sum()
    assert trace.item() == pytest.approx(expected.item(), rel=1e-6)


def test_bfloat16_features_are_added_up_in_float32() -> None:
    one = torch.rand(1, 4, 8, 8).to(torch.bfloat16)
    for kind, term in STYLE_TERMS.items():
        assert all(part.dtype == torch.float32 for part in term.measure(one, None)), kind
        judged = term(term.measure(one, None)).judge(term.measure(one, None))
        assert term(term.measure(one, None)).pull(one, None, judged[1]).dtype == torch.bfloat16
