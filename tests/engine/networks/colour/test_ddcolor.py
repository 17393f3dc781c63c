"""DDColor-tiny is what its authors define: its tensors and its answer."""

from __future__ import annotations

import pytest
import torch

from engine.catalogue.colour_shapes import COLOUR_BLUEPRINTS
from engine.networks.colour.colour_queries import positions
from engine.networks.colour.ddcolor import DDColor, without_spectral_norms
from engine.networks.colour.filling import filled
from tests.originals import ddcolor
from tests.originals.random_weights import with_random_weights

SHAPES = COLOUR_BLUEPRINTS["ddcolor_tiny"]


@pytest.fixture(scope="module")
def original() -> ddcolor.DDColor:
    return with_random_weights(ddcolor.DDColor())


def test_the_tensors_are_those_of_the_published_file(original: ddcolor.DDColor) -> None:
    shapes = {name: tuple(values.shape) for name, values in original.state_dict().items()}
    counts = {name for name in shapes if name.endswith("num_batches_tracked")}
    unused = {"mean", "std", "encoder.arch.norm.weight", "encoder.arch.norm.bias"}
    assert set(shapes) - set(SHAPES) == unused | counts
    assert SHAPES.items() <= shapes.items()


@pytest.mark.parametrize(
    ("tensor", "shape"),
    [
        ("encoder.arch.downsample_layers.0.0.weight", (96, 3, 4, 4)),
        ("encoder.arch.downsample_layers.3.1.weight", (768, 384, 2, 2)),
        ("encoder.arch.stages.2.8.dwconv.weight", (384, 1, 7, 7)),
        ("encoder.arch.stages.3.2.pwconv1.weight", (3072, 768)),
        ("encoder.arch.stages.0.0.gamma", (96,)),
        ("encoder.arch.norm3.bias", (768,)),
        ("decoder.layers.0.shuf.conv.0.weight_orig", (2048, 768, 1, 1)),
        ("decoder.layers.1.shuf.conv.1.running_mean", (2048,)),
        ("decoder.layers.2.conv.0.weight_orig", (256, 352, 3, 3)),
        ("decoder.layers.2.conv.0.weight_v", (3168,)),
        ("decoder.layers.2.bn.weight", (96,)),
        ("decoder.last_shuf.conv.0.bias", (4096,)),
        ("decoder.color_decoder.query_feat.weight", (100, 256)),
        ("decoder.color_decoder.level_embed.weight", (3, 256)),
        ("decoder.color_decoder.input_proj.2.weight", (256, 256, 1, 1)),
        (
            "decoder.color_decoder.transformer_self_attention_layers.8.self_attn.in_proj_weight",
            (768, 256),
        ),
        ("decoder.color_decoder.transformer_ffn_layers.4.linear1.weight", (2048, 256)),
        ("decoder.color_decoder.color_embed.layers.2.weight", (256, 256)),
        ("refine_net.0.0.weight_orig", (2, 103, 1, 1)),
        ("refine_net.0.0.weight_u", (2,)),
    ],
)
def test_a_tensor_of_each_block(tensor: str, shape: tuple[int, ...]) -> None:
    assert SHAPES[tensor] == shape


@torch.no_grad()
def test_it_answers_as_the_original(original: ddcolor.DDColor) -> None:
    image = torch.rand(1, 1, 64, 96, generator=torch.Generator().manual_seed(1))
    image = image.expand(-1, 3, -1, -1)
    ours = filled(DDColor, without_spectral_norms(original.state_dict()))(image)
    theirs = original(image)
    assert theirs.shape == (1, 2, 64, 96)
    assert theirs.std() > 0.05
    torch.testing.assert_close(ours, theirs, atol=1e-3 * float(theirs.std()), rtol=1e-3)


def test_places_are_told_as_in_the_original() -> None:
    like = torch.zeros(1, 256, 3, 5)
    torch.testing.assert_close(positions(like), ddcolor.position_embedding(like))
