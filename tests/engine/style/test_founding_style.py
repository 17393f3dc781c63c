"""What the founding documents ask of style: the recipe of Gatys et al., its variants, and names."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.catalogue.find import NETWORKS
from engine.catalogue.house_styles import HOUSE_STYLES, house_style_path
from engine.media.pictures import Picture, read_picture
from engine.networks.backbone import Backbone
from engine.ops.images import resize_picture, to_image
from engine.options.style import StyleOptions, TextureOptions
from engine.studio.artwork import Artwork
from engine.studio.studio import Studio
from engine.style.choices import choose_style, style_layers
from engine.style.controls.style_picture import Style
from engine.style.texture import texture
from engine.style.transfer import StyleSource, style
from engine.weights.store import WeightStore

PHOTO = Picture(image=Image.fromarray(skimage.data.coffee()), name="coffee")
GATYS = StyleOptions(recipe="gatys", size_px=96, steps=40)
PLAIN = StyleOptions(network="embedded", size_px=96, steps=40)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path / "weights", hub=tmp_path), device="cpu")


def house(name: str) -> StyleSource:
    return StyleSource(name=name, picture=read_picture(house_style_path(name)))


def stripes(px: int) -> StyleSource:
    """Plain diagonal stripes, so many pixels from one to the next."""
    rows, columns = np.mgrid[:256, :256]
    shares = (np.sin(2 * np.pi * (rows + columns) / (px * 2**0.5)) + 1) / 2
    pixels = np.uint8(
        np.round(np.stack([40 + 200 * shares, 90 + 0 * shares, 200 - 150 * shares], 2))
    )
    return StyleSource(name="stripes", picture=Picture(image=Image.fromarray(pixels)))


def pixels(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("RGB"), dtype=float)


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
def check_recipe(studio: Studio, options: StyleOptions) -> None:
    """From noise: the Gram loss falls by 90 %, and the photo is still recognised."""
    info, path, layers = choose_style(PHOTO, options, store=studio.store)
    network: Backbone = studio.backbone(info, path, layers=layers.of_network, for_style=True)
    painting = house("swirls").picture.image
    art = style(PHOTO, [house("swirls")], options, studio=studio)
    photo = to_image(resize_picture(PHOTO.image, width=96, height=64))
    seen = network(to_image(resize_picture(painting, width=96, height=96)))
    targets = {layer: seen[layer] for layer in layers.style}
    noise = torch.rand(photo.shape, generator=torch.Generator().manual_seed(0))
    before, after = network(noise), network(to_image(art.picture))
    assert gatys_style_loss(after, targets) <= 0.1 * gatys_style_loss(before, targets)
    (content,) = layers.content
    likeness = functional.cosine_similarity(
        after[content].flatten(), network(photo)[content].flatten(), dim=0
    )
    assert likeness > 0.5


def test_founding_19_the_recipe_of_gatys_paints_with_the_embedded_network(studio: Studio) -> None:
    check_recipe(studio, replace(GATYS, network="embedded", content_weight=0.15))


@pytest.mark.weights
def test_founding_19_the_recipe_of_gatys_paints_with_oxford_s_vgg(
    studio: Studio, shared: Path
) -> None:
    studio.store.import_files([shared / "weights" / "vgg19_conv1_1-conv3_4_tvnorm.safetensors"])
    check_recipe(studio, replace(GATYS, network="vgg19_oxford"))


def test_founding_19_a_whole_vgg_is_judged_where_gatys_judged_it() -> None:
    vgg = NETWORKS["vgg19"]
    layers = style_layers(vgg, vgg.layers, GATYS, width=600, height=600)
    assert layers.style == ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")
    assert layers.content == ("relu4_2",)
    assert (layers.loss, layers.filter_levels, layers.levels) == ("gram", 0, 1)


def test_founding_20_low_content_layers_keep_colours(studio: Studio) -> None:
    red = StyleSource(name="red", picture=Picture(image=Image.new("RGB", (96, 96), (220, 20, 20))))
    usual = replace(GATYS, network="embedded", start="photo", content_weight=10.0)
    layers = ("relu1_1", "relu3_2")
    deep = style(PHOTO, [red], usual, studio=studio)
    low = style(PHOTO, [red], replace(usual, content_layers=layers), studio=studio)
    photo = pixels(PHOTO.image.resize(low.picture.size))

    def off(art: Artwork) -> float:
        return float(np.abs(pixels(art.picture) - photo).mean())

    assert off(low) < 0.7 * off(deep)


def test_founding_21_a_texture_of_any_size_from_one_picture_is_seamless(studio: Studio) -> None:
    art = texture(
        [house("swirls")], TextureOptions(network="embedded", size_px=120, steps=40), studio=studio
    )
    assert art.picture.size == (120, 120)
    seen = pixels(art.picture)
    for axis in (0, 1):
        inside = np.abs(np.diff(seen, axis=axis)).mean(axis=(1 - axis, 2))
        across = np.abs(seen.take(0, axis=axis) - seen.take(-1, axis=axis)).mean()
        assert across < inside.mean() + 3 * inside.std()
    assert art.facts["loss_after"] < 0.1 * art.facts["loss_before"]


def test_founding_22_means_alone_make_a_style(studio: Studio) -> None:
    art = style(PHOTO, [house("mosaic")], replace(PLAIN, loss="mean", steps=50), studio=studio)
    assert art.facts["style_loss_after"] <= 0.1 * art.facts["style_loss_before"]


@pytest.mark.parametrize("name", ["vgg19", "embedded_style"])
def test_founding_23_one_style_layer_in_each_block_is_usual(name: str) -> None:
    info = NETWORKS[name]
    chosen = style_layers(info, info.layers, StyleOptions(), width=600, height=600).style
    blocks = [layer.partition("_")[0] for layer in chosen]
    assert len(blocks) == len(set(blocks)) >= 4


def test_founding_24_looks_on_the_way_are_kept_to_choose_from(studio: Studio) -> None:
    art = style(PHOTO, [house("dots")], replace(PLAIN, snapshots=3), studio=studio)
    assert len(art.snapshots) == 3
    assert all(one.size == art.picture.size for one in art.snapshots)
    distances = [np.abs(pixels(one) - pixels(art.picture)).mean() for one in art.snapshots]
    assert distances == sorted(distances, reverse=True)
    assert distances[-1] > 1


def test_founding_25_the_network_sees_a_style_of_few_colours() -> None:
    reduced = Style.of(house("swirls").picture.image, colours=8)
    for share in (1.0, 0.3):
        assert len(reduced.at(share).getcolors()) <= 8


def test_founding_26_the_scale_decides_how_large_a_plain_texture_is_painted(studio: Studio) -> None:
    grain = {}
    for scale in (0.5, 2.0):
        options = replace(PLAIN, scale=scale, content_weight=0.0, start="noise", steps=30)
        art = style(PHOTO, [stripes(24)], options, studio=studio)
        red = pixels(art.picture)[..., 0]
        grain[scale] = np.abs(np.diff(red, axis=1)).mean() / red.std()
    assert grain[0.5] > 1.4 * grain[2.0]


def test_founding_42_every_named_style_paints_in_its_own_way(studio: Studio) -> None:
    paintings = {}
    for name in HOUSE_STYLES:
        art = style(PHOTO, [house(name)], replace(PLAIN, size_px=64, steps=12), studio=studio)
        assert art.facts["styles"] == [name]
        assert art.facts["style_loss_after"] < 0.5 * art.facts["style_loss_before"]
        paintings[name] = pixels(art.picture)
    for one, other in itertools.combinations(paintings, 2):
        assert np.abs(paintings[one] - paintings[other]).mean() > 8, (one, other)
