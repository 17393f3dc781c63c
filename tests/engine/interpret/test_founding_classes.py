"""The founding documents' checks of classes: rows 8, 9, 11, 12, 13, 14 and 44 of the mission."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.catalogue.imagenet_classes import find_classes, label
from engine.catalogue.layers import CLASSES, CLASSIFIER
from engine.interpret.choices import choose_explain
from engine.interpret.draw import VIEW_PX, Painter, Phase, draw
from engine.interpret.explain import explain, explanation
from engine.interpret.relu_rules import relu_rule
from engine.interpret.what import class_logits, views_of, what
from engine.media.pictures import Picture
from engine.networks.backbone import Backbone
from engine.options.interpret import DrawOptions, ExplainOptions, WhatOptions
from engine.studio.studio import Studio
from engine.weights.store import WeightStore
from tests.pictures import photo

FILES = {
    "bvlc_googlenet": "googlenet_bvlc_tvnorm_fp16.safetensors",
    "squeezenet1_1": "squeezenet1_1_tvnorm.safetensors",
}
SEEN = {"chelsea": "Egyptian cat", "coffee": "espresso", "rocket": "missile"}


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weights")


@pytest.fixture
def studio(shared: Path, weights: Path) -> Studio:
    """With trained networks that know names."""
    store = WeightStore(weights, hub=weights)
    if not any(weights.iterdir()):
        for name, file in FILES.items():
            assert store.import_files([shared / "weights" / file]) == (name,)
    return Studio(store=store, device="cpu")


def classifier(studio: Studio) -> Backbone:
    info, path = studio.store.find("bvlc_googlenet", art="classify")
    return studio.backbone(info, path, layers=[CLASSIFIER], exact=True)


@torch.no_grad()
def logit(network: Backbone, views: Tensor, name: str) -> float:
    index = next(one for one in range(CLASSES) if label(one) == name)
    return float(class_logits(network(views)[CLASSIFIER])[index])


def test_founding_08_a_class_is_drawn_from_noise(studio: Studio) -> None:
    options = DrawOptions(classes=("volcano",), size_px=224, steps=25, seed=3)
    art = draw(options, studio=studio)
    assert art.labels[0].name == "volcano"
    assert art.labels[0].share > 0.9
    assert art.facts["shares"] == [pytest.approx(art.labels[0].share)]


def test_founding_08_the_same_seed_draws_the_same_picture(studio: Studio) -> None:
    options = DrawOptions(classes=("castle",), size_px=224, steps=3, seed=3)
    one, same = (draw(options, studio=studio).picture for _ in range(2))
    assert one.tobytes() == same.tobytes()


@pytest.mark.parametrize("name", ["volcano", "tabby"])
def test_founding_09_from_the_zero_image_the_logit_rises_tenfold(studio: Studio, name: str) -> None:
    """The logit less lambda times the squared norm, from the training photos' mean colour."""
    network = classifier(studio)
    zero = network.mean.expand(1, 3, VIEW_PX, VIEW_PX)
    painter = Painter(network, [find_classes(name).indices], seed=0)
    size = 4 / 255
    penalised = Phase(
        side_px=VIEW_PX, steps=24, blur_px=(0.3, 0.3), step_size=(size, size), pull=0.02
    )
    model = painter.paint(zero, [penalised])
    assert logit(network, model, name) >= 10 * abs(logit(network, zero, name))


@pytest.mark.parametrize("name", SEEN)
def test_founding_11_a_step_along_the_gradient_raises_the_class_score(
    studio: Studio, name: str
) -> None:
    picture = Picture(image=photo(name))
    views = views_of(picture)
    network = classifier(studio)
    choice = choose_explain(
        ExplainOptions(method="gradient", network="bvlc_googlenet"), store=studio.store
    )
    found = explanation(network, views, choice)
    assert found.name == SEEN[name]
    before = logit(network, views, SEEN[name])
    assert before == pytest.approx(found.score, rel=1e-4)
    step = 1e-3 * found.gradient / found.gradient.abs().mean()
    assert logit(network, views + step, SEEN[name]) > before
    assert logit(network, views - step, SEEN[name]) < before


def gradient(studio: Studio, method: str, **options: str | int) -> Tensor:
    """How the cat's pixels move a class, or a map, by a ReLU rule."""
    asked = ExplainOptions(network="bvlc_googlenet", method=method, **options)  # type: ignore[arg-type]  # by name
    choice = choose_explain(asked, store=studio.store)
    layers = [choice.options.layer] if choice.options.layer else []
    network = studio.backbone(choice.info, choice.path, layers=[*layers, CLASSIFIER], exact=True)
    return explanation(network, views_of(Picture(image=photo("chelsea"))), choice).gradient


def passed_back(method: str) -> list[float]:
    """What comes back of (5, -7, 11) through a ReLU that was given (-1, 2, 3)."""
    x = torch.tensor([-1.0, 2.0, 3.0], requires_grad=True)
    with relu_rule(method):
        y = torch.relu(x)
    (back,) = torch.autograd.grad(y, x, grad_outputs=torch.tensor([5.0, -7.0, 11.0]))
    values: list[float] = back.tolist()
    return values


def sparsity(gradient: Tensor) -> float:
    """Hoyer's measure: 0 where all pixels count alike, 1 where a single one does."""
    strength = gradient.abs().amax(dim=1).flatten()
    root = strength.numel() ** 0.5
    return float((root - strength.sum() / strength.norm()) / (root - 1))


def test_founding_12_the_deconvnet_passes_positive_gradients_alone(studio: Studio) -> None:
    assert passed_back("gradient") == [0, -7, 11]
    assert passed_back("deconvnet") == [5, 0, 11]
    # Of one map of the first layer, the ReLU alone lies between: what is sent back is positive
    # everywhere, and the deconvnet stops none of it.
    plain, deconvnet = (
        gradient(studio, one, layer="conv1", channel=0, reduce="sum")
        for one in ("gradient", "deconvnet")
    )
    assert float((plain == 0).float().mean()) > 0.05
    inside = deconvnet[..., 8:-8, 8:-8]
    assert torch.allclose(inside, inside[..., :2, :2].repeat(1, 1, 120, 120), atol=1e-6)


def test_founding_13_guided_backprop_is_sparser_than_the_gradient(studio: Studio) -> None:
    assert passed_back("guided") == [0, 0, 11]
    plain, guided = (gradient(studio, one, label="Egyptian cat") for one in ("gradient", "guided"))
    assert sparsity(guided) > 1.3 * sparsity(plain)


def test_founding_14_the_maximum_of_a_map_and_its_sum_are_two_pictures(studio: Studio) -> None:
    first, second = (
        gradient(studio, "guided", layer="inception_4c", channel=7, reduce=one)
        for one in ("max", "sum")
    )
    # One feature sees a part of the photo; all of them see all of it.
    assert sparsity(first) > sparsity(second)
    pictures = [
        explain(
            Picture(image=photo("chelsea", width=150, height=100)),
            ExplainOptions(layer="inception_4c", channel=7, reduce=one),
            studio=studio,
        ).picture
        for one in ("max", "sum")
    ]
    difference = np.abs(np.subtract(*(np.asarray(one, dtype=float) for one in pictures)))
    assert difference.mean() > 2


@pytest.mark.parametrize("network", FILES)
def test_founding_44_five_labels_with_probabilities(studio: Studio, network: str) -> None:
    for name in ("chelsea", "coffee"):
        art = what(Picture(image=photo(name)), WhatOptions(network=network), studio=studio)
        assert art.labels[0].name == SEEN[name]
        assert len(art.labels) == 5
        assert 0.3 < art.labels[0].share < 1


def test_founding_44_the_best_network_knows_a_rocket(studio: Studio) -> None:
    assert what(Picture(image=photo("rocket")), studio=studio).labels[0].name == "missile"
