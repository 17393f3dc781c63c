"""Recipes: which one is asked, and what each of them answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Generator, Tensor

from engine.catalogue.find import NETWORKS
from engine.options.style import StyleOptions
from engine.style.choices import StyleLayers, style_layers
from engine.style.controls.colours import ColourPlan
from engine.style.gatys import Gatys, GatysOfVgg, filter_gain, gatys_weight
from engine.style.gradients import StyleObjective
from engine.style.losses import STYLE_TERMS, Sums
from engine.style.network import StyleNetwork
from engine.style.painting import recipe_of
from engine.style.recipes import Multiscale, Recipe
from engine.style.scales import Scale
from engine.weights.load import load_backbone
from tests.networks import random_file
from tests.pictures import photo

SCALE = Scale(width=300, height=200, steps=1)
SIZE = {"width": 512, "height": 341, "steps": 60, "min_side_px": 8}


def layers_of(network: str, options: StyleOptions) -> StyleLayers:
    info = NETWORKS[network]
    return style_layers(info, tuple(info.layers), options, width=512, height=341)


def noise(*shape: int) -> Tensor:
    return torch.rand(shape, generator=Generator().manual_seed(1))


def plan_of(mode: str) -> ColourPlan:
    return ColourPlan(mode, photo=noise(1, 3, 8, 8), styles=[(noise(1, 3, 6, 6) / 2, 1.0)])


@pytest.mark.parametrize(
    ("name", "network", "kind"),
    [
        ("multiscale", "vgg19_oxford", Multiscale),
        ("gatys", "vgg19_oxford", GatysOfVgg),
        ("gatys", "embedded", Gatys),
    ],
)
def test_the_options_and_the_network_say_which_recipe_it_is(
    name: str, network: str, kind: type[Recipe]
) -> None:
    options = StyleOptions(recipe=name)
    assert type(recipe_of(options, layers_of(network, options))) is kind


def test_one_recipe_climbs_scales_and_the_other_has_the_result_s_alone() -> None:
    assert len(Multiscale().plan(**SIZE)) > 1
    assert Gatys().plan(**SIZE) == (Scale(width=512, height=341, steps=60),)


@pytest.mark.parametrize(
    ("recipe", "mode", "is_as_it_is"),
    [
        (Multiscale(), "style", False),
        (Gatys(), "style", True),
        (Gatys(), "luma", False),
        (Gatys(), "match", True),
    ],
)
def test_gatys_shows_the_photo_as_it_is_unless_colours_are_asked_for(
    recipe: Recipe, mode: str, is_as_it_is: bool
) -> None:
    image = noise(1, 3, 8, 8)
    assert torch.equal(recipe.photo(image, plan_of(mode)), image) == is_as_it_is


def test_filters_are_scaled_to_a_mean_of_one_but_silent_ones_not_without_bounds() -> None:
    gain = filter_gain(torch.tensor([2.0, 0.5, 0.0])).flatten()
    assert gain[:2].tolist() == [0.5, 2.0]
    assert torch.isfinite(gain[2])


@pytest.mark.parametrize("kind", ["gram", "mean"])
def test_a_layer_s_weight_makes_its_share_the_recipe_s_sum_of_squares(kind: str) -> None:
    """Of an image whose features are 0, whose share is 1: the target's own squares."""
    term = STYLE_TERMS[kind]
    sums: Sums = term.measure(noise(1, 5, 4, 6), None)
    target = sums[-1] / sums[0]
    loss, _ = term(sums).judge(term.measure(torch.zeros(1, 5, 4, 6), None))
    expected = 0.2e6 * float(target.square().sum()) / (4 * 5**2)
    assert float(loss) * gatys_weight(sums) == pytest.approx(expected, rel=1e-5)


def test_the_recipe_s_weights_count_its_own_pixels_whatever_the_image_s() -> None:
    objective = StyleObjective(
        content=None, regions=[], content_weight=0.1, style_weight=1.0, tv_weight=1.0
    )
    half = replace(SCALE, width=150)
    options = StyleOptions(tv_weight=2.0)
    assert Multiscale().weighed(objective, options, SCALE) == objective
    usual, other = (GatysOfVgg().weighed(objective, options, scale) for scale in (SCALE, half))
    assert usual.tv_weight == other.tv_weight
    assert usual.tv_weight == pytest.approx(2 * 0.1e-7 * 255**2.5 * 3 * 600 * 600)
    assert usual.tv_power == 2.5


def test_vgg_s_filters_answer_one_on_average_over_the_job_s_pictures(tmp_path: Path) -> None:
    options = StyleOptions(recipe="gatys")
    info = NETWORKS["vgg19_oxford"]
    path = random_file("vgg19_oxford", tmp_path / "vgg.safetensors")
    layers = replace(layers_of("vgg19_oxford", options), style=("relu1_1",), content=("relu2_1",))
    backbone = load_backbone(info, path, layers=layers.of_network, for_style=True)
    network = StyleNetwork(backbone, layers, info)
    pictures = [photo("coffee").resize((48, 32)), photo("chelsea").resize((40, 40))]
    network.gains = GatysOfVgg().gains(network, pictures, tile_px=None)
    again = GatysOfVgg().gains(network, pictures, tile_px=None)
    gain = again["relu1_1"].flatten()
    assert (gain.sub(1).abs() < 1e-3).float().mean() > 0.5  # others hardly ever answer
