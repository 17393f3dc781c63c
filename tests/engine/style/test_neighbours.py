"""Each place finds its neighbour in the style, and is drawn towards it: whole and in tiles."""

from __future__ import annotations

from pathlib import Path

import pytest
import skimage.data
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.catalogue.networks import NETWORKS
from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image
from engine.options.style import StyleLoss, StyleOptions
from engine.studio.studio import Studio
from engine.style.balance import LOUD, Balance
from engine.style.choices import StyleLayers, choose_style_layers, style_layers
from engine.style.controls.source import StyleSource
from engine.style.gradients import StyleGradients, StyleObjective
from engine.style.matching import Matcher
from engine.style.neighbours import Bank, Neighbours
from engine.style.network import StyleNetwork
from engine.style.scales import Scale
from engine.style.transfer import style
from engine.weights.store import WeightStore

COFFEE = Image.fromarray(skimage.data.coffee())
CAT = Image.fromarray(skimage.data.chelsea())
SIZE = (105, 74)  # no multiple of a cell's side
DETAILED = Scale(width=384, height=256, steps=1)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


@pytest.fixture
def network(studio: Studio) -> StyleNetwork:
    options = StyleOptions(network="embedded_style")
    info, path, layers = choose_style_layers(
        options, store=studio.store, width=SIZE[0], height=SIZE[1]
    )
    backbone = studio.backbone(info, path, layers=layers.of_network, exact=True, for_style=True)
    return StyleNetwork(backbone, layers, info)


def image_of(picture: Image.Image, size: tuple[int, int] = SIZE) -> Tensor:
    return to_image(resize_picture(picture, width=size[0], height=size[1]))


def layers_of(network: str) -> StyleLayers:
    info = NETWORKS[network]
    return style_layers(info, tuple(info.layer_info), StyleOptions(), width=384, height=256)


def bank_of(matcher: Matcher, *styles: Tensor) -> Bank:
    places = [matcher.places(image, count=4096, seed=0) for image in styles]
    return Bank.of(places, matcher.channels)


def objective_of(neighbours: Neighbours) -> StyleObjective:
    return StyleObjective(
        content=None,
        regions=[],
        content_weight=0.0,
        style_weight=0.0,
        tv_weight=0.0,
        neighbours=neighbours,
        neighbours_weight=2.0,
    )


def test_tiles_find_the_same_neighbours_and_are_drawn_alike(network: StyleNetwork) -> None:
    whole = Matcher(network)
    tiled = Matcher(network, tile_px=32)
    bank = bank_of(whole, image_of(CAT, (96, 96)))
    image, photo = image_of(CAT), image_of(COFFEE)
    found = whole.neighbours(image, photo, bank, freedom=0.25)
    assert found.found.shape == (19, 27)
    found_in_tiles = tiled.neighbours(image, photo, bank, freedom=0.25)
    # The sample that settles the prices is another; most cells see no difference.
    assert (found.found == found_in_tiles.found).float().mean() > 0.9
    losses, expected = StyleGradients(network, network.layer_info).of(image, objective_of(found))
    losses_tiled, gradient = StyleGradients(network, network.layer_info, tile_px=32).of(
        image, objective_of(found)
    )
    assert losses_tiled.neighbours == pytest.approx(losses.neighbours, rel=1e-4)
    assert (gradient - expected).abs().max() < 1e-4 * expected.abs().max()


def test_the_gradient_in_float64_is_autograd_s(network: StyleNetwork) -> None:
    network = network.double()
    matcher = Matcher(network)
    image, photo = image_of(CAT, (64, 48)).double(), image_of(COFFEE, (64, 48)).double()
    bank = bank_of(matcher, image_of(CAT, (64, 64)).double())
    neighbours = matcher.neighbours(image, photo, bank, freedom=0.0)
    losses, found = StyleGradients(network, network.layer_info).of(image, objective_of(neighbours))

    variable = image.clone().requires_grad_()
    features = network(variable)
    maps = [
        functional.interpolate(features[layer], size=(12, 16))
        if stride > 4
        else functional.avg_pool2d(features[layer], 4 // stride)
        for layer, stride in matcher.strides.items()
    ]
    own = (torch.cat(maps, 1)[0].flatten(1).T * bank.scale - bank.mean).T
    wanted = bank.columns[:, neighbours.found.flatten()]
    likeness = functional.cosine_similarity(own, wanted, dim=0)
    total = 2 * (1 - likeness).mean()
    (expected,) = torch.autograd.grad(total, variable)
    assert losses.total == pytest.approx(total.item(), rel=1e-9)
    assert (found - expected).abs().max() < 1e-9 * expected.abs().max()


def test_a_place_of_the_style_finds_itself(network: StyleNetwork) -> None:
    matcher = Matcher(network)
    picture = image_of(CAT, (64, 64))
    places = matcher.places(picture, count=4 * 16 * 16, seed=0)
    assert places.shape[1] == 4 * 16 * 16  # all places, upright and turned
    bank = Bank.of([places], matcher.channels)
    view = bank.plain_view(places.mean(1))
    region = torch.zeros(places.shape[1], dtype=torch.long)
    found = bank.nearest(places, region, view)
    likeness = (bank.columns[:, found] * bank.columns).sum(0)
    assert likeness.min() > 0.999


def test_a_region_looks_in_its_own_style_alone(network: StyleNetwork) -> None:
    matcher = Matcher(network)
    bank = bank_of(matcher, image_of(CAT, (64, 64)), image_of(COFFEE, (64, 64)))
    left = torch.zeros(1, 1, SIZE[1], SIZE[0])
    left[..., :52] = 1
    found = matcher.neighbours(
        image_of(COFFEE), image_of(COFFEE), bank, freedom=0.0, regions=[left, 1 - left]
    ).found
    first = bank.regions[0].stop
    assert (found[:, :13] < first).all()
    assert (found[:, 13:] >= first).all()


def test_a_former_neighbour_stays_unless_another_is_much_nearer(network: StyleNetwork) -> None:
    matcher = Matcher(network)
    bank = bank_of(matcher, image_of(CAT, (96, 96)))
    image = image_of(COFFEE)

    def found(image: Tensor, former: Tensor | None = None) -> Tensor:
        return matcher.neighbours(image, image, bank, freedom=0.0, former=former).found

    first = found(image)
    assert torch.equal(found(image, torch.full_like(first, -1)), first)
    noise = torch.randn(image.shape, generator=torch.Generator().manual_seed(0))
    noisy = (image + 0.03 * noise).clamp(0, 1)
    former = first.clone()
    former[:, :9] = -1
    kept = found(noisy, former)
    assert torch.equal(kept[:, :9], found(noisy)[:, :9])
    stays, would = (kept == first)[:, 9:], (found(noisy) == first)[:, 9:]
    assert stays.float().mean() > would.float().mean() + 0.1
    # What is unlike a place is no neighbour for having been one.
    assert (found(image, first.flip(0, 1)) == first).float().mean() > 0.75


def test_a_flat_sky_does_not_find_one_neighbour_for_all_of_it(network: StyleNetwork) -> None:
    matcher = Matcher(network)
    bank = bank_of(matcher, image_of(CAT, (96, 96)))
    sky = torch.full((1, 3, 96, 96), 0.6) + 0.02 * torch.rand(1, 3, 96, 96)
    even = matcher.neighbours(sky, sky, bank, freedom=0.0).found.unique()
    cells = matcher._seen(sky, sky, 0.0)
    hypercolumns = torch.cat([seen for seen, _ in cells], dim=1)
    view = bank.plain_view(hypercolumns.mean(1))
    region = torch.zeros(hypercolumns.shape[1], dtype=torch.long)
    plain = bank.nearest(hypercolumns, region, view).unique()
    assert len(even) > 1.2 * len(plain)


@pytest.mark.parametrize("loss", ["painter", "neighbours"])
def test_a_painting_comes_nearer_to_its_neighbours(
    studio: Studio, network: StyleNetwork, loss: StyleLoss
) -> None:
    matcher, gradients = Matcher(network), StyleGradients(network, network.layer_info)
    bank = bank_of(matcher, image_of(CAT, (128, 85)))
    sources = [StyleSource(name="cat", picture=Picture(image=CAT))]

    def distance(loss: StyleLoss) -> float:
        options = StyleOptions(network="embedded_style", size_px=128, steps=20, loss=loss)
        image = to_image(style(Picture(image=COFFEE), sources, options, studio=studio).picture)
        near = matcher.neighbours(image, image_of(COFFEE, image.shape[:1:-1]), bank, freedom=0.0)
        return gradients.of(image, objective_of(near))[0].neighbours

    assert distance(loss) < 0.9 * distance("wasserstein")


def test_strength_goes_from_the_photo_to_the_style_s_own_world(studio: Studio) -> None:
    sources = [StyleSource(name="coffee", picture=Picture(image=COFFEE))]

    def painted(strength: float) -> Tensor:
        options = StyleOptions(size_px=128, steps=30, strength=strength, network="embedded_style")
        return to_image(style(Picture(image=CAT), sources, options, studio=studio).picture)

    def likeness(image: Tensor) -> float:
        """To the photo, of light and dark alone."""
        photo = image_of(CAT, (image.shape[3], image.shape[2]))
        return float(
            torch.stack([image.mean(1).flatten(), photo.mean(1).flatten()]).corrcoef()[0, 1]
        )

    weak, middle, strong = (likeness(painted(strength)) for strength in (0.3, 1.0, 3.0))
    assert weak > middle > strong


@pytest.mark.parametrize("strength", [0.1, 1.0, 10.0])
def test_the_balance_moves_from_the_distribution_to_the_neighbours(strength: float) -> None:
    sides = (96, 192, 384, 4000)
    scales = [Scale(width=side, height=64, steps=1) for side in sides]
    layers = layers_of("embedded_style")
    balances = [Balance.with_neighbours(scale, strength, 1.0, layers) for scale in scales]
    weights = [balance.neighbours_weight for balance in balances]
    assert weights[0] < weights[1] < weights[2] == weights[3]
    freedoms = [balance.freedom for balance in balances]
    assert 0 < freedoms[0] < freedoms[1] < freedoms[2] == freedoms[3] < 1


def test_the_tone_of_the_photo_holds_where_the_style_would_swallow_it() -> None:
    layers = layers_of("embedded_style")

    def tone(loudness: float, strength: float = 1.0) -> float:
        return Balance.with_neighbours(DETAILED, strength, loudness, layers).tone_weight

    assert tone(0.5) == tone(LOUD[0]) == 0
    assert 0 < tone(2.5) < tone(LOUD[1]) == tone(100.0)
    assert tone(2.5, 0.3) > tone(2.5) > tone(2.5, 3.0) > 0
    assert Balance.by_distribution(1.0).tone_weight == 0


def test_a_network_that_holds_more_of_the_photo_by_itself_is_given_less_of_its_tone() -> None:
    ours, oxfords = (
        Balance.with_neighbours(DETAILED, 1.0, LOUD[1], layers_of(name))
        for name in ("embedded_style", "vgg19_oxford")
    )
    assert oxfords.tone_weight == pytest.approx(0.3 * ours.tone_weight)
    assert oxfords.distribution_weight == pytest.approx(1.5 * ours.distribution_weight)
