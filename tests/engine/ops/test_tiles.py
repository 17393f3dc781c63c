"""Tiles give the gradient of the whole image, and memory that ends makes them smaller."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor
from torchvision.models import inception_v3

from engine.catalogue.find import NETWORKS
from engine.catalogue.layers import LayerInfo
from engine.dream.ascent import Ascent
from engine.dream.gradients import Gradients
from engine.dream.objectives import L2, Classes, GuideMatch, Mean, Objective, Selected, Term
from engine.dream.octaves import Octave
from engine.errors import OutOfMemoryError, RenderError
from engine.networks import precision
from engine.networks.backbone import Backbone
from engine.ops import tiles
from engine.ops.images import to_image, to_picture
from engine.ops.tiles import Features, spans, tiles_of
from engine.options.dream import DreamOptions
from engine.studio.studio import rendering
from engine.weights.load import load_backbone
from engine.weights.store import EMBEDDED_PATH
from tests.networks import random_file
from tests.pictures import photo

# (width, height): none is a multiple of a stride, one is thin, one hardly more than a tile.
SIZES = ((149, 97), (433, 61), (67, 390), (77, 67))


def image_of(width: int, height: int) -> Tensor:
    return to_image(photo(width=width, height=height))


def embedded(*layers: str) -> Backbone:
    return load_backbone(NETWORKS["embedded"], EMBEDDED_PATH, layers=layers, exact=True)


def known(network: str, *layers: str) -> dict[str, LayerInfo]:
    return {one: NETWORKS[network].layer_info[one] for one in layers}


def check_tiled(
    network: Callable[[Tensor], Features],
    layers: dict[str, LayerInfo],
    image: Tensor,
    objective: Objective,
    *,
    tile_px: int = 128,
) -> None:
    """The gradient of tiles is that of the whole image."""
    whole, tiled = (Gradients(network, layers, tile_px=one) for one in (10_000, tile_px))
    if objective.needs_stats:
        objective.begin(whole.stats(image))
    expected, values = whole.of(image, objective)
    gradient, tiled_values = tiled.of(image, objective)
    assert expected.abs().max() > 0
    within = 1e-9 if image.dtype == torch.float64 else 1e-4
    assert (gradient - expected).norm() < within * expected.norm()
    assert torch.allclose(tiled_values, values, rtol=1e-4)


@pytest.mark.parametrize("size", [1, 16, 100, 128, 129, 1000, 4001])
@pytest.mark.parametrize("stride", [2, 16, 32])
@pytest.mark.parametrize("tile_px", [32, 128, 768])
def test_cores_cover_every_pixel_once(size: int, stride: int, tile_px: int) -> None:
    cut = spans(size, tile_px=tile_px, stride=stride, context_px=75)
    covered = list(itertools.chain.from_iterable(range(*one.core.indices(size)) for one in cut))
    assert covered == list(range(size))
    assert [one.is_last for one in cut] == [False] * (len(cut) - 1) + [True]
    for one in cut:
        assert one.core.start % stride == one.window.start % stride == 0
        assert one.core.stop - one.core.start <= max(tile_px, stride) + stride
        assert one.window.start <= max(0, one.core.start - 75)
        assert one.window.stop >= min(size, one.core.stop + 75)


@pytest.mark.parametrize("context_px", [0, 8, 40])
@pytest.mark.parametrize("side_px", [4, 30, 1000])
def test_an_image_is_put_together_again_from_its_tiles(side_px: int, context_px: int) -> None:
    image = torch.rand(1, 3, 96, 64, generator=torch.Generator().manual_seed(1))
    quarter = torch.rand(1, 1, 24, 16, generator=torch.Generator().manual_seed(2))
    made, made_quarter = torch.zeros_like(image), torch.zeros_like(quarter)
    for tile in tiles_of(image, side_px=side_px, context_px=context_px, stride=4):
        window = tile.window(image)
        assert window.shape[-1] <= max(4, side_px) + 2 * context_px
        made[..., tile.rows.core, tile.columns.core] += tile.core(window, 1)
        top, left = tile.origin(4)
        core = tile.core(tile.window(quarter, 4), 4)
        made_quarter[..., top : top + core.shape[-2], left : left + core.shape[-1]] += core
    assert torch.equal(made, image)
    assert torch.equal(made_quarter, quarter)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layer", ["conv1", "pool2", "inception_3b", "inception_4c"])
def test_tiles_of_the_embedded_network_are_exact(layer: str, size: tuple[int, int]) -> None:
    network, layers = embedded(layer), known("embedded", layer)
    image, objective = image_of(*size), Objective([(L2(layer), 1.0)])
    check_tiled(network, layers, image, objective, tile_px=64)
    check_tiled(network.double(), layers, image.double(), objective, tile_px=64)


def objectives(channels: int, guide: Tensor) -> dict[str, Sequence[tuple[Term, float]]]:
    deep, shallow = "inception_4a", "conv2"
    return {
        "several layers": [(L2(deep), 1.0), (L2(shallow), 2.0)],
        "mean": [(Mean(deep), 1.0)],
        "classes in bands": [(Classes(deep, [[1, 2], [channels - 1]], in_bands=True), 1.0)],
        "guide": [(GuideMatch(deep, guide), 1.0)],
        "one place": [(Selected(L2(deep), position=(1.0, 0.6)), 1.0)],
        "strongest": [(Selected(L2(deep), strongest=3), 1.0)],
    }


@pytest.mark.parametrize("kind", list(objectives(1, torch.zeros(1, 1, 1, 1))))
def test_tiles_are_exact_for_every_objective(kind: str) -> None:
    network = embedded("inception_4a", "conv2")
    guide = network(to_image(photo("chelsea", width=96, height=64)))["inception_4a"]
    layers = known("embedded", "inception_4a", "conv2")
    channels = layers["inception_4a"].channels
    image = image_of(389, 83)
    check_tiled(network, layers, image, Objective(objectives(channels, guide)[kind]))
    double = Objective(objectives(channels, guide.double())[kind])
    check_tiled(network.double(), layers, image.double(), double)


@pytest.mark.weights
@pytest.mark.parametrize(
    ("network", "file", "layer", "width"),
    [
        ("bvlc_googlenet", "googlenet_bvlc_tvnorm_fp16", "inception_4c", 529),
        ("bvlc_googlenet", "googlenet_bvlc_tvnorm_fp16", "classifier", 1130),
        ("squeezenet1_1", "squeezenet1_1_tvnorm", "fire7", 409),
        ("squeezenet1_1", "squeezenet1_1_tvnorm", "classifier", 409),
    ],
)
def test_tiles_of_trained_networks_are_exact(
    shared: Path, network: str, file: str, layer: str, width: int
) -> None:
    """SqueezeNet's first convolution has no margins: its map is smaller than the image's share."""
    path = shared / "weights" / f"{file}.safetensors"
    backbone = load_backbone(NETWORKS[network], path, layers=[layer], exact=True)
    layers = known(network, layer)
    term = Classes(layer, [[281], [948]], in_bands=True) if layer == "classifier" else L2(layer)
    image, objective = image_of(width, 81), Objective([(term, 1.0)])
    tile_px = width // 3
    check_tiled(backbone, layers, image, objective, tile_px=tile_px)
    check_tiled(backbone.double(), layers, image.double(), objective, tile_px=tile_px)


def test_tiles_of_a_vgg_are_exact(tmp_path: Path) -> None:
    path = random_file("vgg19", tmp_path / "vgg19.safetensors")
    backbone = load_backbone(NETWORKS["vgg19"], path, layers=["relu3_1", "pool3"], exact=True)
    layers = known("vgg19", "relu3_1", "pool3")
    objective = Objective([(L2("relu3_1"), 1.0), (L2("pool3"), 1.0)])
    check_tiled(backbone.double(), layers, image_of(133, 61).double(), objective, tile_px=32)


@pytest.mark.parametrize(("layer", "width"), [("Mixed_5b", 203), ("Mixed_6a", 299)])
def test_tiles_are_exact_where_many_convolutions_have_no_margins(layer: str, width: int) -> None:
    """Inception v3 sees further after a feature's place than before it."""
    torch.manual_seed(0)
    model = inception_v3(weights=None, init_weights=False, transform_input=False)
    model.eval().double().requires_grad_(False)
    names = [name for name, _ in model.named_children() if name != "AuxLogits"]
    stages = [getattr(model, name) for name in names[: names.index(layer) + 1]]

    def network(image: Tensor) -> dict[str, Tensor]:
        for stage in stages:
            image = stage(image)
        return {layer: image}

    layers = {layer: NETWORKS["inception_v3"].layer_info[layer]}
    image = image_of(width, 75).double()
    check_tiled(network, layers, image, Objective([(L2(layer), 1.0)]), tile_px=64)


def test_tiles_round_little_in_bfloat16(monkeypatch: pytest.MonkeyPatch) -> None:
    """They were .8 % off what the whole image gives; that was 23 % off float32's, from rounding."""
    monkeypatch.setattr(precision, "gains_by_bfloat16", lambda _: True)
    name = "inception_3b"
    network = load_backbone(NETWORKS["embedded"], EMBEDDED_PATH, layers=[name])
    assert next(network.stages.parameters()).dtype is torch.bfloat16
    image, objective = image_of(200, 134), Objective([(L2(name), 1.0)])
    sides = (10_000, 128)
    whole, tiled = (
        Gradients(network, known("embedded", name), tile_px=side).of(image, objective)[0]
        for side in sides
    )
    assert (tiled - whole).norm() < 0.016 * whole.norm()


def test_a_dream_in_tiles_shows_no_seams() -> None:
    """Rounding differs, and a dream amplifies it: by no more than the step to eight bits does."""
    network, layers = embedded("inception_4c"), known("embedded", "inception_4c")
    first = Octave(index=0, width=200, height=140, steps=2)
    octaves = [first, Octave(index=1, width=300, height=210, steps=3)]
    pictures = [
        np.asarray(
            to_picture(
                Ascent(
                    Gradients(network, layers, tile_px=tile_px),
                    Objective([(L2("inception_4c"), 1.0)]),
                    DreamOptions(seed=4),
                ).climb(image_of, octaves)
            ),
            dtype=int,
        )
        for tile_px in (10_000, 128)
    ]
    difference = np.abs(pictures[0] - pictures[1])
    assert difference.max() <= 2
    assert (difference > 0).mean() < 0.01


class Hungry:
    """Features as large as the image, for as many pixels as memory has room for."""

    def __init__(self, room: int, error: Exception) -> None:
        self.room = room
        self.error = error
        self.sides: list[int] = []

    def __call__(self, image: Tensor) -> dict[str, Tensor]:
        height, width = image.shape[-2:]
        self.sides.append(max(height, width))
        if height * width > self.room:
            raise self.error
        return {"a": image * 2}


LOCAL = LayerInfo(stride=1, receptive_px=1, channels=3, min_side_px=1)
GLOBAL = LayerInfo(stride=1, receptive_px=None, channels=3, min_side_px=1)
PLAIN = Objective([(L2("a"), 1.0)])


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB"),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried …"),
        RuntimeError("MPS backend out of memory"),
        MemoryError(),
    ],
    ids=["cuda", "cpu", "mps", "python"],
)
def test_tiles_halve_until_they_fit_and_stay_so(error: Exception) -> None:
    network = Hungry(300 * 300, error)
    gradients = Gradients(network, {"a": LOCAL})
    image = torch.rand(1, 3, 900, 900)
    gradient, _ = gradients.of(image, PLAIN)
    assert torch.allclose(gradient, 4 * image)
    assert network.sides[1:3] == [900, 450]  # after a first look at 256 px
    assert max(network.sides[3:]) <= 300
    tried = len(network.sides)
    gradients.of(image, PLAIN)
    assert max(network.sides[tried:]) <= 300


def test_memory_for_nothing_is_said_plainly() -> None:
    network = Hungry(128 * 128, torch.OutOfMemoryError("CUDA out of memory"))
    with pytest.raises(OutOfMemoryError, match="try a smaller size"):
        Gradients(network, {"a": LOCAL}, tile_px=600).of(torch.rand(1, 3, 600, 600), PLAIN)
    # 600, 300 and 150: a tile is never smaller than the smallest.
    assert len(network.sides) == 3
    with pytest.raises(OutOfMemoryError, match="try a smaller size"):
        Gradients(network, {"a": LOCAL}).of(torch.rand(1, 3, 600, 600), PLAIN)


def test_a_layer_that_sees_the_whole_picture_is_not_had_in_tiles() -> None:
    network = Hungry(300 * 300, torch.OutOfMemoryError("CUDA out of memory"))
    gradients = Gradients(network, {"a": GLOBAL}, tile_px=128)
    assert gradients.of(torch.rand(1, 3, 250, 250), PLAIN)[0].shape == (1, 3, 250, 250)
    with pytest.raises(OutOfMemoryError, match="try a smaller size"):
        gradients.of(torch.rand(1, 3, 600, 600), PLAIN)
    assert network.sides == [250, 256, 600]


def test_on_a_cpu_tiles_are_as_large_as_memory_is_meant_to_be_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Squares keep their input: 12 bytes per pixel, and a quarter more for the way back."""
    sides: list[int] = []

    def network(image: Tensor) -> Features:
        sides.append(max(image.shape[-2:]))
        return {"a": image**2}

    monkeypatch.setattr(tiles, "CPU_BYTES", 400 * 400 * 15)
    monkeypatch.setattr(tiles, "CPU_MOST_BYTES", 700 * 700 * 15)
    for side, largest in ((250, 250), (400, 400), (401, 256)):
        sides.clear()
        Gradients(network, {"a": LOCAL}).of(torch.rand(1, 3, side, side), PLAIN)
        assert max(sides) == largest
    whole = Gradients(network, {"a": GLOBAL})
    assert whole.of(torch.rand(1, 3, 700, 700), PLAIN)[0].shape == (1, 3, 700, 700)
    with pytest.raises(OutOfMemoryError, match="try a smaller size"):
        whole.of(torch.rand(1, 3, 701, 701), PLAIN)


def test_tiles_that_would_be_mostly_context_are_not_made_while_the_whole_fits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wide = LayerInfo(stride=1, receptive_px=301, channels=3, min_side_px=1)
    sides: list[int] = []

    def network(image: Tensor) -> Features:
        sides.append(max(image.shape[-2:]))
        return {"a": image**2}

    monkeypatch.setattr(tiles, "CPU_BYTES", 400 * 400 * 15)
    monkeypatch.setattr(tiles, "CPU_MOST_BYTES", 700 * 700 * 15)
    gradients = Gradients(network, {"a": wide})
    gradients.of(torch.rand(1, 3, 700, 700), PLAIN)
    assert sides == [256, 700]
    sides.clear()
    gradients.of(torch.rand(1, 3, 900, 900), PLAIN)
    assert 300 < max(sides) <= 700


def test_another_error_is_no_lack_of_memory() -> None:
    network = Hungry(10, RuntimeError("unsupported memory format option Contiguous"))
    with pytest.raises(RuntimeError, match="memory format"):
        Gradients(network, {"a": LOCAL}).of(torch.rand(1, 3, 600, 600), PLAIN)
    with pytest.raises(RenderError), rendering():
        raise network.error


def test_statistics_and_values_of_tiles_are_those_of_the_whole() -> None:
    network = embedded("conv2", "inception_3b")
    layers = known("embedded", "conv2", "inception_3b")
    image = image_of(301, 187)
    whole, tiled = (Gradients(network, layers, tile_px=one) for one in (10_000, 64))
    features, ours = network(image), tiled.stats(image)
    for name, one in features.items():
        assert ours[name].positions == one[0, 0].numel()
        assert torch.allclose(ours[name].mean, one.mean((0, 2, 3)), rtol=1e-4, atol=1e-6)
        assert torch.allclose(ours[name].square_sum, one.square().sum((0, 2, 3)), rtol=1e-4)
    objective = Objective([(L2("conv2"), 1.0), (Mean("inception_3b"), 1.0)])
    objective.begin(ours)
    assert torch.allclose(tiled.values(image, objective), whole.values(image, objective))
