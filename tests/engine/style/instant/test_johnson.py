"""A Johnson network: one pass, several styles, any size, its file."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.errors import WeightsError
from engine.style.instant.johnson import (
    STRIDE,
    ConditionalNorm,
    JohnsonNetwork,
    Norms,
    load_johnson,
    measured_norms,
    paint,
    save_johnson,
    with_grain,
)
from engine.weights.instant_networks import InstantNetwork, described_file
from tests.instants import johnson_file, johnson_network

CPU = torch.device("cpu")


def noise(height: int, width: int) -> Tensor:
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(1))


def loaded(path: Path) -> JohnsonNetwork:
    found = described_file(path)
    assert isinstance(found, InstantNetwork)
    return load_johnson(found, device=CPU)


def test_a_norm_is_instance_norm_with_the_style_s_scale_and_shift() -> None:
    norm = ConditionalNorm(5, styles=2)
    torch.nn.init.normal_(norm.scale)
    torch.nn.init.normal_(norm.shift)
    x = torch.randn(1, 5, 7, 6)
    for style, shares in enumerate(torch.eye(2)):
        expected = functional.instance_norm(x, weight=norm.scale[style], bias=norm.shift[style])
        torch.testing.assert_close(norm(x, shares, Norms()), expected)


def test_the_layers_are_those_of_the_paper() -> None:
    network = JohnsonNetwork(styles=["one"])
    convolutions = [one for one in network.modules() if isinstance(one, torch.nn.Conv2d)]
    kernels = [one.kernel_size[0] for one in convolutions]
    assert kernels == [9, 3, 3, *([3, 3] * 5), 3, 3, 9]
    assert [one.out_channels for one in convolutions[:3]] == [32, 64, 128]
    assert all(one.padding_mode == "reflect" for one in convolutions)


def test_a_mixture_lies_between_its_styles_parameters() -> None:
    network = johnson_network("one", "two")
    image = noise(32, 40)
    half = network(image, torch.tensor([0.5, 0.5]))
    for layer in network.modules():
        if isinstance(layer, ConditionalNorm):
            layer.scale.data[:] = layer.scale.data.mean(dim=0)
            layer.shift.data[:] = layer.shift.data.mean(dim=0)
    torch.testing.assert_close(half, network(image, torch.tensor([1.0, 0.0])))


def test_shares_count_by_their_proportion() -> None:
    network = johnson_network("one", "two")
    image = noise(32, 32)
    ours = paint(network, image, {"one": 3.0, "two": 1.0}, tile_px=64)
    expected = network(image, torch.tensor([0.75, 0.25])).clamp(0, 1)
    torch.testing.assert_close(ours, expected)


@pytest.mark.parametrize("size", [(33, 47), (16, 16), (5, 90), (1, 3)])
def test_any_size_comes_back_as_it_was(size: tuple[int, int]) -> None:
    painted = paint(johnson_network("one"), noise(*size), {"one": 1.0}, tile_px=64)
    assert painted.shape[-2:] == size
    assert bool(painted.isfinite().all())


def test_tiles_join_without_seams() -> None:
    network = johnson_network("one")
    image = noise(150, 203)
    tiled = paint(network, image, {"one": 1.0}, tile_px=64)
    padded = functional.pad(image, (0, 1, 0, 2), mode="reflect")
    norms = measured_norms(network, padded, torch.ones(1))
    at_once = network(padded, torch.ones(1), norms)[..., :150, :203].clamp(0, 1)
    torch.testing.assert_close(tiled, at_once, rtol=1e-4, atol=1e-4)


def test_the_context_is_as_far_as_the_network_looks() -> None:
    """A pixel changes what is within ``context_px`` of it, and nothing beyond."""
    network = johnson_network("one").double()
    side = 4 * network.context_px
    image = noise(side, side).double()
    norms = Norms()
    before = network(image, torch.ones(1).double(), norms)
    middle = side // 2
    image[..., middle, middle] += 0.5
    after = network(image, torch.ones(1).double(), norms.filled())
    changed = ((after - before).abs().amax(dim=1)[0] > 0).nonzero()
    reach = int((changed - middle).abs().max())
    assert network.context_px - 4 * STRIDE <= reach <= network.context_px


def test_the_file_holds_everything(tmp_path: Path) -> None:
    path = johnson_file(tmp_path, "one", "two")
    network = loaded(path)
    assert network.styles == ("one", "two")
    image = noise(32, 32)
    shares = torch.tensor([0.2, 0.8])
    expected = johnson_network("one", "two").half().float()  # as the file has it
    torch.testing.assert_close(network(image, shares), expected(image, shares))


def test_grain_is_the_same_each_time_and_joins_over_tiles(tmp_path: Path) -> None:
    network = johnson_network("one")
    flat = torch.full((1, 3, 150, 203), 0.5)
    plain = paint(network, flat, {"one": 1.0}, tile_px=64)
    network.grain = 0.2
    tiled, again = (paint(network, flat, {"one": 1.0}, tile_px=64) for _ in range(2))
    assert torch.equal(tiled, again)
    assert float((tiled - plain).abs().mean()) > 0.01
    padded = functional.pad(flat, (0, 1, 0, 2), mode="reflect")
    norms = measured_norms(network, padded, torch.ones(1))
    at_once = network(with_grain(padded, 0.2), torch.ones(1), norms)[..., :150, :203].clamp(0, 1)
    torch.testing.assert_close(tiled, at_once, rtol=1e-4, atol=1e-4)


def test_the_file_knows_the_grain(tmp_path: Path) -> None:
    network = johnson_network("one")
    network.grain = 0.25
    path = tmp_path / "grained.safetensors"
    said = {"title": "A trial", "licence": "Apache-2.0", "source": "this test"}
    save_johnson(network, path, name="grained", **said)
    assert loaded(path).grain == 0.25


def test_grain_has_the_deviation_asked_for() -> None:
    image = torch.zeros(2, 3, 240, 200)
    assert float(with_grain(image, 0.1).std()) == pytest.approx(0.1, rel=0.05)
    assert with_grain(image, 0.0) is image


def test_a_file_cut_short_is_told_in_words(tmp_path: Path) -> None:
    path = johnson_file(tmp_path, "one")
    found = described_file(path)
    assert found is not None
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(WeightsError, match="damaged"):
        load_johnson(found, device=CPU)
