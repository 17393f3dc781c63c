"""What the founding documents ask of style: the recipe of Gatys et al., and styles with names."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.backbones import Backbone, load_backbone
from engine.catalogue import HOUSE_STYLES, NETWORKS
from engine.house.shelf import house_style_path
from engine.images import resize_picture, to_image
from engine.losses import Objective, gram
from engine.options import StyleOptions
from engine.pictures import Picture
from engine.studio import Studio
from engine.style import StyleSource, style
from engine.transfer import Scale, transfer
from engine.weights import EMBEDDED_PATH, WeightStore

PHOTO = Image.fromarray(skimage.data.coffee())
SCALE = Scale(width=96, height=64, steps=60)


def gatys_style_loss(features: dict[str, Tensor], style: dict[str, Tensor]) -> float:
    """Equations 3 to 5 of Gatys et al. 2015, written plainly: sums, not means."""
    total = 0.0
    for layer, target in style.items():
        _, channels, height, width = features[layer].shape
        matrices = []
        for maps in (features[layer], target):
            rows = maps[0].flatten(1)
            matrices.append(rows @ rows.T * (height * width / rows.shape[1]))
        difference = (matrices[0] - matrices[1]).square().sum()
        total += float(difference / (4 * channels**2 * (height * width) ** 2))
    return total


@torch.no_grad()
def check_recipe(network: Backbone, *, style_layers: list[str], content_layer: str) -> None:
    """From noise: the Gram loss falls by 90 %, and the photo is still recognised."""
    photo = to_image(resize_picture(PHOTO, width=SCALE.width, height=SCALE.height))
    painting = Image.open(house_style_path("swirls")).convert("RGB")
    features = network(to_image(resize_picture(painting, width=96, height=96)))
    targets = {layer: features[layer] for layer in style_layers}
    content = network(photo)[content_layer]
    objective = Objective(
        content={content_layer: content},
        style={layer: gram(maps) for layer, maps in targets.items()},
        content_weight=0.15,
        style_weight=1.0,
        tv_weight=0.0,
    )
    noise = torch.rand(photo.shape, generator=torch.Generator().manual_seed(0))
    with torch.enable_grad():
        painted = transfer(
            noise, lambda _: objective, features=network, scales=[SCALE], learning_rate=0.05
        )
    before, after = network(noise), network(painted)
    assert gatys_style_loss(after, targets) <= 0.1 * gatys_style_loss(before, targets)
    likeness = functional.cosine_similarity(
        after[content_layer].flatten(), content.flatten(), dim=0
    )
    assert likeness > 0.5


def test_founding_19_the_gatys_recipe_works_with_the_embedded_network() -> None:
    layers = ["conv1", "conv2", "inception_3a", "inception_3b"]
    network = load_backbone(NETWORKS["embedded"], EMBEDDED_PATH, layers=layers, exact=True)
    check_recipe(network, style_layers=layers[:3], content_layer="inception_3b")


@pytest.mark.weights
def test_founding_19_the_gatys_recipe_works_with_oxford_s_vgg(shared: Path) -> None:
    path = shared / "weights" / "vgg19_conv1_1-conv3_4_tvnorm.safetensors"
    layers = ["relu1_1", "relu2_1", "relu3_1", "relu3_2"]
    network = load_backbone(NETWORKS["vgg19_oxford"], path, layers=layers, exact=True)
    check_recipe(network, style_layers=layers[:3], content_layer="relu3_2")


def test_founding_42_every_named_style_paints_in_its_own_way(tmp_path: Path) -> None:
    studio = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")
    photo = Picture(image=PHOTO)
    options = StyleOptions(network="embedded", size_px=96, steps=20)
    paintings = {}
    for name in HOUSE_STYLES:
        with Image.open(house_style_path(name)) as file:
            source = StyleSource(name=name, picture=Picture(image=file.convert("RGB")))
        art = style(photo, [source], options, studio=studio)
        assert art.facts["styles"] == [name]
        assert art.facts["style_loss_after"] < 0.5 * art.facts["style_loss_before"]
        paintings[name] = np.asarray(art.picture, dtype=float)
    for one, other in itertools.combinations(paintings, 2):
        assert np.abs(paintings[one] - paintings[other]).mean() > 8, (one, other)
