"""What an ascent climbs: every term by hand or by its source's formula written plainly."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import torch
from torch import Tensor

from engine.dream.objectives import (
    L2,
    Classes,
    GuideChannels,
    GuideMatch,
    LikeliestClasses,
    Mean,
    Objective,
    RandomClasses,
    Selected,
    Stats,
    Term,
    WholeThing,
)
from engine.ops.tiles import Patch


def noise(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def whole(features: Tensor) -> Patch:
    rows, columns = features.shape[-2:]
    return Patch(top=0, left=0, rows=rows, columns=columns)


def stats_of(features: Tensor) -> Stats:
    flat = features[0].flatten(1)
    return Stats(mean=flat.mean(1), square_sum=flat.square().sum(1), positions=flat.shape[1])


def in_quarters(term: Term, features: Tensor) -> tuple[Tensor, Tensor]:
    """(value, gradient) of a term that is asked for four patches, one after the other."""
    rows, columns = features.shape[-2:]
    gradient = torch.zeros_like(features)
    total = torch.zeros(())
    for top, bottom in ((0, 2), (2, rows)):
        for left, right in ((0, 3), (3, columns)):
            patch = Patch(top=top, left=left, rows=rows, columns=columns)
            value, part = term.pull(features[..., top:bottom, left:right], patch)
            gradient[..., top:bottom, left:right] = part
            total = total + value
    return total, gradient


FEATURES = noise(1, 6, 5, 7)
TERMS: Sequence[Term] = (
    L2("a"),
    Mean("a"),
    Selected(L2("a"), channels=(1, 4)),
    Selected(Mean("a"), channels=(2,), position=(0.9, 0.1)),
    Classes("a", [[0], [2, 5]], in_bands=False),
    Classes("a", [[0], [2, 5]], in_bands=True),
    LikeliestClasses("a", [[0], [2, 5]], in_bands=True),
    GuideMatch("a", noise(1, 6, 3, 4, seed=1)),
    GuideChannels("a", noise(1, 6, 3, 4, seed=1).abs()),
)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: type(term).__name__)
def test_patches_add_up_to_the_whole(term: Term) -> None:
    value, gradient = term.pull(FEATURES, whole(FEATURES))
    parts_value, parts_gradient = in_quarters(term, FEATURES)
    if isinstance(term, LikeliestClasses):  # a softmax of fewer places at once rounds otherwise
        torch.testing.assert_close(parts_gradient, gradient, rtol=1e-5, atol=1e-8)
    else:
        assert torch.equal(parts_gradient, gradient)
    assert float(parts_value) == pytest.approx(float(value), rel=1e-5)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: type(term).__name__)
def test_features_are_left_as_they_were(term: Term) -> None:
    before = FEATURES.clone()
    term.pull(FEATURES, whole(FEATURES))
    assert torch.equal(FEATURES, before)


@pytest.mark.parametrize("term", [L2("a"), Mean("a"), Classes("a", [[0], [2, 5]], in_bands=True)])
def test_the_gradient_is_that_of_the_value(term: Term) -> None:
    """But for a factor: an L2 dream follows the activations, half the squares' gradient."""
    features = FEATURES.clone().requires_grad_()
    value, gradient = term.pull(features, whole(features))
    (slope,) = torch.autograd.grad(value, features)
    factor = 2 if isinstance(term, L2) else 1
    assert torch.allclose(slope, factor * gradient.detach(), atol=1e-6)


def test_l2_pulls_each_activation_by_its_own_size_and_reads_as_a_norm() -> None:
    features = torch.tensor([3.0, -4.0]).view(1, 1, 1, 2)
    term = L2("a")
    value, gradient = term.pull(features, whole(features))
    assert torch.equal(gradient, features)
    assert term.reading(float(value)) == 5.0
    assert term.norm(stats_of(features)) == 5.0


def test_mean_pulls_every_activation_alike() -> None:
    features = torch.arange(8.0).view(1, 2, 2, 2)
    term = Mean("a")
    value, gradient = term.pull(features, whole(features))
    assert float(value) == 3.5
    assert torch.equal(gradient, torch.full_like(features, 1 / 8))
    assert term.norm(stats_of(features)) == pytest.approx(float(gradient.norm()))


def test_chosen_channels_alone_are_climbed() -> None:
    term = Selected(L2("a"), channels=(1, 4))
    value, gradient = term.pull(FEATURES, whole(FEATURES))
    assert torch.equal(gradient[:, [1, 4]], FEATURES[:, [1, 4]])
    assert not gradient[:, [0, 2, 3, 5]].any()
    assert term.reading(float(value)) == pytest.approx(float(FEATURES[:, [1, 4]].norm()))
    assert term.norm(stats_of(FEATURES)) == pytest.approx(float(FEATURES[:, [1, 4]].norm()))


def test_the_strongest_and_weakest_channels_are_this_photos() -> None:
    strengths = torch.tensor([2.0, 5.0, 1.0, 4.0, 3.0])
    photo = strengths.view(1, 5, 1, 1).expand(1, 5, 2, 2)
    for chosen, channels in (
        ({"strongest": 2}, {1, 3}),
        ({"weakest": 1}, {2}),
        ({"strongest": 1, "weakest": 2}, {1, 2, 0}),
    ):
        term = Selected(L2("a"), **chosen)
        assert term.needs_stats
        term.begin(stats_of(photo))
        # The choice stays when another channel becomes the strongest.
        _, gradient = term.pull(torch.ones(1, 5, 2, 2), whole(photo))
        assert set(gradient.sum((0, 2, 3)).nonzero().flatten().tolist()) == channels


@pytest.mark.parametrize(
    ("position", "place"),
    [((0.0, 0.0), (0, 0)), ((1.0, 1.0), (4, 6)), ((0.5, 0.3), (1, 3)), ((0.99, 0.0), (0, 6))],
)
def test_one_place_of_one_channel_is_a_neuron(
    position: tuple[float, float], place: tuple[int, int]
) -> None:
    term = Selected(L2("a"), channels=(2,), position=position)
    _, gradient = term.pull(FEATURES, whole(FEATURES))
    assert gradient.nonzero().tolist() == [[0, 2, *place]]


def test_a_class_climbs_against_the_mean_of_all() -> None:
    """317070/Dream: the logit less the mean of all logits; a classifier averages positions."""
    term = Classes("classifier", [[3], [0, 5]], in_bands=False)
    value, gradient = term.pull(FEATURES, whole(FEATURES))
    logits = FEATURES.mean((0, 2, 3))
    expected = logits[3] + (logits[0] + logits[5]) / 2 - logits.mean()
    assert float(value) == pytest.approx(float(expected), rel=1e-4)
    alone = torch.tensor([1 / 2, 0, 0, 1, 0, 1 / 2]) - 1 / 6
    for row, column in ((0, 0), (4, 6), (2, 3)):
        assert torch.allclose(gradient[0, :, row, column] * 35, alone, atol=1e-6)


def test_each_place_follows_the_class_of_a_group_that_it_is_likest() -> None:
    features = torch.zeros(1, 4, 1, 2)
    features[0, 1, 0, 0] = features[0, 2, 0, 1] = 9.0
    term = LikeliestClasses("a", [[1, 2]], in_bands=False)
    _, gradient = term.pull(features, whole(features))
    logits = features.clone().requires_grad_()
    smooth = logits[0, [1, 2]].logsumexp(dim=0).mean() - logits.mean()
    (slope,) = torch.autograd.grad(smooth, logits)
    assert torch.allclose(gradient, slope, atol=1e-6)
    assert gradient[0, :, 0, 0].argmax() == 1
    assert gradient[0, :, 0, 1].argmax() == 2


def test_a_whole_thing_is_scored_by_the_view_not_by_its_places() -> None:
    term = WholeThing("a", [1, 2])
    value, gradient = term.pull(FEATURES, whole(FEATURES))
    logits = FEATURES.clone().requires_grad_()
    mean = logits.mean(dim=(0, 2, 3))
    own = mean[[1, 2]].logsumexp(dim=0)
    score = own - mean.mean() + own - mean.logsumexp(dim=0)
    (slope,) = torch.autograd.grad(score, logits)
    assert float(value) == pytest.approx(float(score.detach()), rel=1e-5)
    assert torch.allclose(gradient, slope, atol=1e-7)


def test_a_group_of_one_class_is_followed_as_the_class_is() -> None:
    groups = [[3], [1]]
    for term in (LikeliestClasses, Classes):
        _, gradient = term("a", groups, in_bands=True).pull(FEATURES, whole(FEATURES))
        assert gradient[0, 3, 0, 0] > gradient[0, 1, 0, 0]
    _, led = LikeliestClasses("a", groups, in_bands=True).pull(FEATURES, whole(FEATURES))
    assert torch.equal(led, gradient)


def test_two_classes_rule_a_half_of_the_picture_each() -> None:
    features = noise(1, 6, 8, 3)
    _, gradient = Classes("a", [[1], [4]], in_bands=True).pull(features, whole(features))
    pulled = gradient[0, :, :, 0] > 0
    assert pulled.nonzero().tolist() == [[1, row] for row in range(4)] + [
        [4, row] for row in range(4, 8)
    ]


def test_a_middle_row_belongs_to_one_band_alone() -> None:
    features = noise(1, 4, 5, 1)
    _, gradient = Classes("a", [[0], [1]], in_bands=True).pull(features, whole(features))
    assert (gradient[0] > 0).sum(0).flatten().tolist() == [1, 1, 1, 1, 1]


def test_founding_10_random_classes_are_many_and_drawn_by_the_seed() -> None:
    def drawn(seed: int) -> list[int]:
        term = RandomClasses("classifier", count=1000)
        generator = torch.Generator().manual_seed(seed)
        classes = []
        for _ in range(50):
            Objective([(term, 1.0)]).next_step(generator)
            logits = torch.zeros(1, 1000, 1, 1)
            _, gradient = term.pull(logits, whole(logits))
            assert int(gradient.flatten().argmax()) == term.drawn
            classes.append(term.drawn)
        return classes

    assert len(set(drawn(1))) >= 20
    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def notebook_guide(x: Tensor, y: Tensor) -> Tensor:
    """objective_guide of google/deepdream's dream.ipynb, in its own names."""
    ch = x.shape[1]
    flat_x, flat_y = x.reshape(ch, -1), y.reshape(ch, -1)
    a = flat_x.T @ flat_y
    return flat_y[:, a.argmax(1)].reshape(x.shape)


def test_a_guide_leads_as_in_the_notebook() -> None:
    guide = noise(1, 6, 4, 3, seed=1)
    value, gradient = GuideMatch("a", guide).pull(FEATURES, whole(FEATURES))
    assert torch.equal(gradient, notebook_guide(FEATURES, guide))
    products = (FEATURES * gradient).sum(1)
    assert float(value) == pytest.approx(float(products.mean()), rel=1e-5)


def test_a_guide_leads_alike_however_few_places_are_compared_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    term = GuideMatch("a", noise(1, 6, 4, 3, seed=1))
    value, gradient = term.pull(FEATURES, whole(FEATURES))
    monkeypatch.setattr(GuideMatch, "CHUNK", 4)
    few_value, few_gradient = term.pull(FEATURES, whole(FEATURES))
    assert torch.equal(few_gradient, gradient)
    assert float(few_value) == pytest.approx(float(value), rel=1e-5)


def test_a_guides_channels_weigh_the_photos() -> None:
    """crowsonkb/deep_dream, by hand: sums over space, over their L1 norm."""
    guide = torch.tensor([[1.0, 2.0], [0.0, 1.0]]).view(1, 2, 1, 2)
    features = torch.tensor([[2.0, 4.0], [8.0, -4.0]]).view(1, 2, 1, 2)
    term = GuideChannels("a", guide)
    value, gradient = term.pull(features, whole(features))
    assert torch.equal(gradient.flatten(), torch.tensor([1.5, 3.0, 2.0, -1.0]))
    assert float(value) == 0.75 * 20 + 0.25 * 80
    assert term.norm(stats_of(features)) == pytest.approx(float(gradient.norm()))


def test_several_layers_each_pull_by_their_unit_gradient() -> None:
    """crowsonkb/deep_dream: each layer's gradient over its own L2 norm, and their sum."""
    features = {"a": 100 * noise(1, 3, 4, 5), "b": 0.01 * noise(1, 6, 2, 3, seed=1)}
    objective = Objective([(L2("a"), 1.0), (L2("b"), 3.0)])
    assert objective.layers == ("a", "b")
    assert objective.needs_stats
    objective.begin({name: stats_of(one) for name, one in features.items()})
    values, pulls = objective.pull(features, {name: whole(one) for name, one in features.items()})
    assert torch.allclose(pulls["a"], features["a"] / features["a"].norm())
    assert torch.allclose(pulls["b"], 3 * features["b"] / features["b"].norm())
    # At the octave's start every layer reads as its weight.
    assert objective.reading(values) == pytest.approx(1.0 + 3.0)


def test_two_terms_of_one_layer_add_up() -> None:
    classes = Classes("a", [[1]], in_bands=False)
    objective = Objective([(L2("a"), 1.0), (classes, 2.0)])
    assert objective.layers == ("a",)
    objective.begin({"a": stats_of(FEATURES)})
    _, pulls = objective.pull({"a": FEATURES}, {"a": whole(FEATURES)})
    _, of_classes = classes.pull(FEATURES, whole(FEATURES))
    scale = classes.norm(stats_of(FEATURES))
    expected = FEATURES / FEATURES.norm() + 2 * of_classes / scale
    assert torch.allclose(pulls["a"], expected, atol=1e-6)


def test_a_layer_that_is_silent_everywhere_breaks_nothing() -> None:
    features = {"a": torch.zeros(1, 3, 4, 5), "b": noise(1, 3, 4, 5)}
    objective = Objective([(L2("a"), 1.0), (L2("b"), 1.0)])
    objective.begin({name: stats_of(one) for name, one in features.items()})
    values, pulls = objective.pull(features, {name: whole(one) for name, one in features.items()})
    assert not pulls["a"].any()
    assert torch.allclose(pulls["b"].norm(), torch.tensor(1.0))
    assert objective.reading(values) == pytest.approx(1.0)


def test_one_term_pulls_as_it_is_and_needs_no_measuring() -> None:
    objective = Objective([(L2("a"), 0.5)])
    assert not objective.needs_stats
    values, pulls = objective.pull({"a": FEATURES}, {"a": whole(FEATURES)})
    assert pulls["a"] is FEATURES
    assert objective.reading(values) == pytest.approx(float(FEATURES.norm()))
