"""siggraph17 is what its authors define: its tensors, and its answer with points and without."""

from __future__ import annotations

import pytest
import torch

from engine.catalogue.colour_shapes import COLOUR_BLUEPRINTS
from engine.networks.colour.filling import filled
from engine.networks.colour.siggraph17 import Siggraph17
from tests.originals.random_weights import with_random_weights
from tests.originals.siggraph17 import SIGGRAPHGenerator


@pytest.fixture(scope="module")
def original() -> SIGGRAPHGenerator:
    return with_random_weights(SIGGRAPHGenerator())


def test_the_tensors_are_those_of_the_published_file(original: SIGGRAPHGenerator) -> None:
    shapes = {name: tuple(values.shape) for name, values in original.state_dict().items()}
    unused = {name for name in shapes if name.startswith("model_class.")}
    counts = {name for name in shapes if name.endswith("num_batches_tracked")}
    assert set(shapes) - set(COLOUR_BLUEPRINTS["siggraph17"]) == unused | counts
    assert COLOUR_BLUEPRINTS["siggraph17"].items() <= shapes.items()


@pytest.mark.parametrize(
    ("tensor", "shape"),
    [
        ("model1.0.weight", (64, 4, 3, 3)),
        ("model1.4.running_var", (64,)),
        ("model4.6.weight", (512,)),
        ("model5.2.weight", (512, 512, 3, 3)),
        ("model8up.0.weight", (512, 256, 4, 4)),
        ("model8.1.weight", (256, 256, 3, 3)),
        ("model8.5.running_mean", (256,)),
        ("model9up.0.weight", (256, 128, 4, 4)),
        ("model1short10.0.weight", (128, 64, 3, 3)),
        ("model10.1.bias", (128,)),
        ("model_out.0.weight", (2, 128, 1, 1)),
    ],
)
def test_a_tensor_of_each_block(tensor: str, shape: tuple[int, ...]) -> None:
    assert COLOUR_BLUEPRINTS["siggraph17"][tensor] == shape


@torch.no_grad()
@pytest.mark.parametrize("has_hints", [False, True])
def test_it_answers_as_the_original(original: SIGGRAPHGenerator, has_hints: bool) -> None:
    generator = torch.Generator().manual_seed(1)
    light = torch.rand(1, 1, 24, 40, generator=generator) * 100
    mask = (torch.rand(1, 1, 24, 40, generator=generator) > 0.9).float() * has_hints
    hints = (torch.rand(1, 2, 24, 40, generator=generator) * 160 - 80) * mask
    ours = filled(Siggraph17, original.state_dict())(light, hints, mask)
    theirs = original(light, hints, mask)
    assert theirs.std() > 1
    torch.testing.assert_close(ours, theirs)


def test_a_tensor_that_is_missing_or_of_another_shape_is_told(original: SIGGRAPHGenerator) -> None:
    tensors = dict(original.state_dict())
    del tensors["model9.3.bias"]
    with pytest.raises(KeyError, match=r"model9\.3\.bias"):
        filled(Siggraph17, tensors)
    tensors["model9.3.bias"] = torch.zeros(64)
    with pytest.raises(RuntimeError, match=r"model9\.3\.bias"):
        filled(Siggraph17, tensors)
