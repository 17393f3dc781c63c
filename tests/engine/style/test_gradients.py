"""The gradient of a painting: as autograd has it, and in tiles as in one piece."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import skimage.data
import torch
from PIL import Image
from torch import Tensor

from engine.catalogue.find import NETWORKS
from engine.catalogue.layers import LayerInfo
from engine.ops.images import resize_picture, to_image
from engine.ops.tiles import Patch
from engine.options.style import TEXTURE_LOSSES, StyleOptions
from engine.studio.studio import Studio
from engine.style.choices import choose_style_layers
from engine.style.gradients import Hold, Region, StyleGradients, StyleObjective
from engine.style.losses import STYLE_TERMS, Gram
from engine.style.network import StyleNetwork
from engine.weights.store import WeightStore

COFFEE = Image.fromarray(skimage.data.coffee())
CAT = Image.fromarray(skimage.data.chelsea())
SIZE = (104, 72)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


def network_of(studio: Studio, name: str) -> StyleNetwork:
    info, path, layers = choose_style_layers(
        StyleOptions(network=name), store=studio.store, width=SIZE[0], height=SIZE[1]
    )
    backbone = studio.backbone(info, path, layers=layers.of_network, exact=True, for_style=True)
    return StyleNetwork(backbone, layers, info)


def image_of(picture: Image.Image, size: tuple[int, int] = SIZE) -> Tensor:
    return to_image(resize_picture(picture, width=size[0], height=size[1]))


def half_masks() -> tuple[Tensor, Tensor]:
    left = torch.linspace(1, 0, SIZE[0]).expand(1, 1, SIZE[1], SIZE[0]).contiguous()
    return left, 1 - left


def objective_of(gradients: StyleGradients, network: StyleNetwork, *, loss: str) -> StyleObjective:
    """Content and tone, two styles in two regions, TV and a hold: everything at once."""
    kind = STYLE_TERMS[loss]
    regions = []
    for weights, picture in zip(half_masks(), (CAT, CAT.rotate(90)), strict=True):
        sums = gradients.measure(image_of(picture, (96, 96)), loss)
        regions.append(
            Region(
                terms={layer: kind(sums[layer]) for layer in network.style_layers}, weights=weights
            )
        )
    return StyleObjective(
        content=gradients.content(image_of(COFFEE), network.layers.content),
        regions=regions,
        content_weight=0.1,
        style_weight=1.0,
        tv_weight=0.5,
        tone_weight=0.4,
        hold=Hold(image=image_of(CAT), weights=half_masks()[0], weight=0.3),
    )


def noise() -> Tensor:
    generator = torch.Generator().manual_seed(0)
    return (image_of(COFFEE) + 0.2 * torch.randn(1, 3, *SIZE[::-1], generator=generator)).clamp(
        0, 1
    )


def check_tiles(studio: Studio, name: str, loss: str) -> None:
    network = network_of(studio, name)
    whole = StyleGradients(network, network.layer_info)
    tiled = StyleGradients(network, network.layer_info, tile_px=32)
    objective = objective_of(whole, network, loss=loss)
    image = noise()
    losses, expected = whole.of(image, objective)
    losses_tiled, found = tiled.of(image, objective)
    assert len(tiled._tiles(image, 32)) == 12
    assert losses_tiled.total == pytest.approx(losses.total, rel=1e-4)
    assert (found - expected).abs().max() < 1e-4 * expected.abs().max()
    assert tiled.losses(image, objective).total == pytest.approx(losses.total, rel=1e-4)


@pytest.mark.parametrize("loss", TEXTURE_LOSSES)
def test_tiles_of_the_embedded_network_are_exact(studio: Studio, loss: str) -> None:
    check_tiles(studio, "embedded", loss)


@pytest.mark.weights
@pytest.mark.parametrize("loss", ["gram", "wasserstein"])
def test_tiles_of_oxford_s_vgg_are_exact(studio: Studio, shared: Path, loss: str) -> None:
    studio.store.import_files([shared / "weights" / "vgg19_conv1_1-conv3_4_tvnorm.safetensors"])
    check_tiles(studio, "vgg19_oxford", loss)


def test_the_gradient_in_float64_is_autograd_s(studio: Studio) -> None:
    network = network_of(studio, "embedded").double()
    gradients = StyleGradients(network, network.layer_info)
    photo, painting, image = (one.double() for one in (image_of(COFFEE), image_of(CAT), noise()))
    sums = gradients.measure(painting, "gram")
    objective = StyleObjective(
        content=gradients.content(photo, network.layers.content),
        regions=[Region(terms={layer: Gram(sums[layer]) for layer in network.style_layers})],
        content_weight=0.1,
        style_weight=1.0,
        tv_weight=0.5,
        tone_weight=0.7,
    )
    losses, found = gradients.of(image, objective)

    variable = image.clone().requires_grad_()
    features, wanted, styles = network(variable), network(photo), network(painting)

    def gram(maps: Tensor) -> Tensor:
        rows = maps[0].flatten(1)
        return rows @ rows.T / rows.shape[1]

    def relative(value: Tensor, target: Tensor) -> Tensor:
        return (value - target).square().mean() / target.square().mean()

    style = sum(relative(gram(features[one]), gram(styles[one])) for one in network.style_layers)
    content = sum(relative(features[one], wanted[one]) for one in network.layers.content)
    down, right = variable.diff(dim=2).square().mean(), variable.diff(dim=3).square().mean()
    tone = (variable.mean(1) - photo.mean(1)).square().mean()
    total = style / len(network.style_layers) + 0.1 * content + 0.5 * (down + right) + 0.7 * tone
    (expected,) = torch.autograd.grad(total, variable)
    assert losses.total == pytest.approx(total.item(), rel=1e-9)
    assert (found - expected).abs().max() < 1e-9 * expected.abs().max()


class _Plain:
    """The image itself as features."""

    def __call__(self, image: Tensor) -> Mapping[str, Tensor]:
        return {"colour": image}


PLAIN_LAYERS = {"colour": LayerInfo(stride=1, receptive_px=1, channels=3, min_side_px=1)}


def test_a_region_counts_as_much_as_another_however_small_it_is() -> None:
    gradients = StyleGradients(_Plain(), PLAIN_LAYERS)
    red = torch.tensor([1.0, 0.0, 0.0]).view(1, 3, 1, 1).expand(1, 3, 4, 4)
    term = Gram(Gram.measure(red, None))
    small = torch.zeros(1, 1, 32, 32)
    small[..., :8, :8] = 1
    objective = StyleObjective(
        content=None,
        regions=[Region(terms={"colour": term}, weights=one) for one in (small, 1 - small)],
        content_weight=0.0,
        style_weight=1.0,
        tv_weight=0.0,
    )
    _, gradient = gradients.of(torch.full((1, 3, 32, 32), 0.5), objective)
    inside, outside = gradient[..., :8, :8].abs().sum(), gradient[..., 8:, 8:].abs().sum()
    assert inside == pytest.approx(gradient.abs().sum().item() / 2, rel=0.01)
    assert outside > 0


def test_what_is_held_pulls_only_where_it_can_be_relied_on() -> None:
    gradients = StyleGradients(_Plain(), PLAIN_LAYERS)
    weights = torch.zeros(1, 1, 8, 8)
    weights[..., :4] = 1
    image = torch.zeros(1, 3, 8, 8)
    objective = StyleObjective(
        content=None,
        regions=[Region(terms={"colour": Gram(Gram.measure(image, None))})],
        content_weight=0.0,
        style_weight=1.0,
        tv_weight=0.0,
        hold=Hold(image=torch.ones(1, 3, 8, 8), weights=weights, weight=2.0),
    )
    losses, gradient = gradients.of(image, objective)
    assert losses.total == pytest.approx(1.0)
    assert (gradient[..., :4] < 0).all()
    assert (gradient[..., 4:] == 0).all()


def test_weights_of_a_region_follow_the_features(studio: Studio) -> None:
    region = Region(terms={}, weights=half_masks()[0])
    patch = Patch(top=0, left=5, rows=SIZE[1] // 8, columns=SIZE[0] // 8)
    features = torch.zeros(1, 4, 3, 7)
    found = region.at(patch, features)
    assert found is not None
    assert found.shape == (1, 1, 3, 7)
    expected = torch.nn.functional.avg_pool2d(half_masks()[0], 8)[..., :3, 5:12]
    assert torch.allclose(found, expected, atol=1e-6)


def test_every_network_that_styles_tells_how_far_its_layers_see() -> None:
    for name in ("embedded", "vgg19", "vgg19_oxford"):
        info = NETWORKS[name]
        assert all(info.layer_info[one].receptive_px for one in info.painting.style_layers)
