"""What the catalogue says of its networks is what their constructors and files say."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from engine.catalogue.find import ASSETS, HELPERS, NETWORK_ORDER, NETWORKS
from engine.catalogue.layers import GENERATED_PATH
from engine.catalogue.network_info import Checkpoint
from engine.catalogue.tensor_shapes import BLUEPRINTS, CLASSIFIERS
from engine.networks.torchvision_facts import LAYERS_OF, as_text, torchvision_facts
from engine.networks.torchvision_layers import build
from engine.weights.recognise import identify
from engine.weights.safetensors_file import read_header

PROBE_PX = 640


def test_what_is_generated_is_what_torchvision_builds() -> None:
    # After another torchvision: python -m engine.networks.torchvision_facts
    built = as_text({name: torchvision_facts(name) for name in LAYERS_OF})
    assert GENERATED_PATH.read_text(encoding="utf-8") == built


@pytest.mark.parametrize("name", ["googlenet", "squeezenet1_1", "vgg16", "vgg19"])
def test_the_tensors_are_those_of_torchvisions_constructor(name: str) -> None:
    theirs = {
        tensor: tuple(values.shape)
        for tensor, values in build(name).state_dict().items()
        if not tensor.endswith("num_batches_tracked")
    }
    ours = {**BLUEPRINTS[name], **CLASSIFIERS[name]}
    assert ours == theirs


@pytest.mark.weights
@pytest.mark.parametrize(
    ("file", "name", "is_whole"),
    [
        ("googlenet_bvlc_tvnorm_fp16", "bvlc_googlenet", True),
        ("squeezenet1_1_tvnorm", "squeezenet1_1", True),
        ("vgg19_conv1_1-conv3_4_tvnorm", "vgg19_oxford", False),
    ],
)
def test_the_tensors_are_those_of_the_files(
    shared: Path, file: str, name: str, is_whole: bool
) -> None:
    path = shared / "weights" / f"{file}.safetensors"
    shapes = {tensor: entry[1] for tensor, entry in read_header(path).items()}
    known = {**BLUEPRINTS[name], **CLASSIFIERS.get(name, {})}
    assert identify(path) == name
    assert shapes.items() <= known.items()
    assert not is_whole or BLUEPRINTS[name].items() <= shapes.items()


def test_every_network_has_what_its_arts_need() -> None:
    for info in (*NETWORKS.values(), *HELPERS.values()):
        assert info.asset is None or (ASSETS / info.asset).is_file()
        assert set(info.painting.content_layers) <= set(info.layers)
    assert all(NETWORKS[name].dream_layer for name in NETWORK_ORDER["dream"])
    painters = {name for name, info in NETWORKS.items() if info.painting.style_layers}
    assert painters == set(NETWORK_ORDER["style"])


def test_a_checkpoint_without_a_checksum_in_its_name_is_refused() -> None:
    with pytest.raises(ValueError, match="vgg19"):
        Checkpoint.of("vgg19.pth")


def _even(model: nn.Module) -> nn.Module:
    """The network with all that it computes positive, so that no gradient is lost on its way."""
    model = model.to_empty(device="cpu")
    for name, values in [*model.named_parameters(), *model.named_buffers()]:
        values.data.fill_(0.0 if name.endswith(("bias", "mean", "tracked")) else 1.0)
        if values.ndim == 4:
            values.data /= values[0].numel()
    for module in list(model.modules()):
        for name, part in module.named_children():
            if isinstance(part, nn.MaxPool2d):
                pool = nn.AvgPool2d(part.kernel_size, part.stride, part.padding, part.ceil_mode)
                setattr(module, name, pool)
    return model.eval()


@pytest.mark.parametrize(
    ("name", "layer"), [("resnet50", "layer3.1"), ("inception_v3", "Mixed_6a")]
)
def test_receptive_fields_are_those_that_a_gradient_reaches(name: str, layer: str) -> None:
    model = _even(build(name))
    seen: list[torch.Tensor] = []
    model.get_submodule(layer).register_forward_hook(lambda _m, _i, out: seen.append(out))
    photo = torch.ones(1, 3, PROBE_PX, PROBE_PX, requires_grad=True)
    model(photo)
    middle = seen[0].shape[-1] // 2
    (pull,) = torch.autograd.grad(seen[0][0, :, middle, middle].sum(), photo)
    reached = pull.abs().sum((0, 1, 2)).nonzero()
    assert int(reached.max() - reached.min() + 1) == NETWORKS[name].layer_info[layer].receptive_px
