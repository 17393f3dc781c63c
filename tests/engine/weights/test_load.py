"""Each network computes what the papers' and torchvision's own definitions compute."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from engine.catalogue.find import NETWORKS
from engine.catalogue.layers import CLASSIFIER
from engine.networks import precision
from engine.networks.backbone import Backbone
from engine.networks.blocks import LocalResponseNorm
from engine.networks.vgg import vgg_classifier
from engine.ops.images import resize_picture, to_image
from engine.weights.load import load_backbone, read_weights
from engine.weights.recognise import available_layers, recognise
from engine.weights.store import EMBEDDED_PATH
from tests.networks import random_file

MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)


def noise(height: int = 96, width: int = 80) -> Tensor:
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(3))


def is_close(ours: Tensor, theirs: Tensor) -> bool:
    """Equal but for the rounding of sums taken in another order."""
    return float((ours - theirs).abs().max()) < 1e-4 * float(theirs.abs().max())


def test_local_response_norm_is_torchs() -> None:
    x = (noise(9, 7).repeat(1, 10, 1, 1) * 100).requires_grad_()
    pull = torch.linspace(-1, 1, x.numel()).view_as(x)
    expected = functional.local_response_norm(x, 5, 1e-4, 0.75, 1.0)
    made = LocalResponseNorm()(x)
    assert torch.allclose(made, expected, rtol=1e-5)
    gradients = [torch.autograd.grad(one, x, pull)[0] for one in (made, expected)]
    assert torch.allclose(*gradients, rtol=1e-3, atol=1e-5)


def test_local_response_norm_works_in_bfloat16() -> None:
    x = noise().repeat(1, 4, 1, 1).to(torch.bfloat16)
    assert LocalResponseNorm()(x).dtype is torch.bfloat16


def test_torchvisions_googlenet_gives_torchvisions_features(tmp_path: Path) -> None:
    from torchvision.models import googlenet

    path = random_file("googlenet", tmp_path / "googlenet.safetensors")
    theirs = googlenet(weights=None, aux_logits=False, init_weights=False, transform_input=True)
    missing = theirs.load_state_dict(load_file(path), strict=False).missing_keys
    assert all("num_batches" in name or name.startswith("fc") for name in missing)
    seen = {}
    for block in ("3b", "4c", "5b"):
        module = getattr(theirs, f"inception{block}")
        module.register_forward_hook(
            lambda _module, _input, out, block=block: seen.update({f"inception_{block}": out})
        )
    with torch.no_grad():
        theirs.eval()((noise() - MEAN) / DEVIATION)
        ours = load_backbone(NETWORKS["googlenet"], path, layers=list(seen), exact=True)(noise())
    for layer, features in seen.items():
        assert is_close(ours[layer], features), layer


@pytest.mark.parametrize(
    ("name", "builder", "layers"),
    [
        ("squeezenet1_1", "squeezenet1_1", {"relu1": 1, "fire2": 3, "fire5": 7, "fire9": 12}),
        ("vgg19", "vgg19", {"relu1_1": 1, "relu3_2": 13, "relu4_1": 20}),
    ],
)
def test_plain_networks_give_torchvisions_features(
    tmp_path: Path, name: str, builder: str, layers: dict[str, int]
) -> None:
    from torchvision import models

    path = random_file(name, tmp_path / "a.safetensors")
    with torch.device("meta"):  # drawing a hundred million random weights takes seconds
        body = getattr(models, builder)(weights=None).features
    weights = {one.removeprefix("features."): value for one, value in load_file(path).items()}
    body.load_state_dict(weights, strict=True, assign=True)
    ours = load_backbone(NETWORKS[name], path, layers=list(layers), exact=True)(noise())
    x = (noise() - MEAN) / DEVIATION
    with torch.no_grad():
        for index, module in enumerate(body):
            x = module(x)
            for layer in (one for one, place in layers.items() if place == index):
                assert is_close(ours[layer], x), layer


@pytest.mark.parametrize("name", ["googlenet", "squeezenet1_1"])
def test_the_mean_over_positions_is_torchvisions_logit(tmp_path: Path, name: str) -> None:
    from torchvision import models

    path = random_file(name, tmp_path / "a.safetensors", has_classifier=True)
    extra = {"aux_logits": False, "init_weights": False} if name == "googlenet" else {}
    theirs = models.get_model(name, weights=None, **extra)
    theirs.load_state_dict(load_file(path), strict=False)
    image = noise(97, 160)
    convention = 0.5 if name == "googlenet" else MEAN, 0.5 if name == "googlenet" else DEVIATION
    ours = load_backbone(NETWORKS[name], path, layers=[CLASSIFIER], exact=True)
    with torch.no_grad():
        expected = theirs.eval()((image - convention[0]) / convention[1])
        features = ours(image)[CLASSIFIER]
    assert features.shape[2:] != (1, 1)
    assert is_close(features.mean((2, 3)), expected)


def test_vggs_classifier_is_its_dense_layers_at_each_position() -> None:
    generator = torch.Generator().manual_seed(0)
    shapes = {
        "classifier.0": (8, 7 * 7 * 6),
        "classifier.3": (8, 8),
        "classifier.6": (5, 8),
    }
    weights = {}
    for name, shape in shapes.items():
        weights[f"{name}.weight"] = torch.randn(shape, generator=generator)
        weights[f"{name}.bias"] = torch.randn(shape[0], generator=generator)
    x = torch.randn(1, 6, 9, 8, generator=generator)
    ours = vgg_classifier(weights)(x)
    assert ours.shape == (1, 5, 3, 2)
    hidden = x[:, :, 2:9, 1:8].flatten(1)
    for name in shapes:
        hidden = functional.linear(hidden, weights[f"{name}.weight"], weights[f"{name}.bias"])
        hidden = hidden if name == "classifier.6" else hidden.relu()
    assert is_close(ours[:, :, 2, 1], hidden)


def plain_embedded(x: Tensor, weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The embedded network as its card describes it, written plainly."""

    def conv(x: Tensor, name: str, stride: int = 1) -> Tensor:
        weight, bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
        padding = weight.shape[-1] // 2
        return functional.relu(functional.conv2d(x, weight, bias, stride, padding))

    def pool(x: Tensor) -> Tensor:
        return functional.max_pool2d(x, 3, 2, ceil_mode=True)

    def norm(x: Tensor) -> Tensor:
        return functional.local_response_norm(x, 5, 1e-4, 0.75, 1.0)

    x = norm(pool(conv((x - MEAN) / DEVIATION, "conv1", 2)))
    x = pool(norm(conv(conv(x, "conv2_reduce"), "conv2")))
    blocks = {}
    for block in ("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b"):
        x = pool(x) if block in {"4a", "5a"} else x
        name = f"inception_{block}"
        entry = conv(x, f"{name}.entry")
        reduce3 = weights[f"{name}.conv3x3.weight"].shape[1]
        reduce5 = weights[f"{name}.conv5x5.weight"].shape[1]
        one = entry[:, : -reduce3 - reduce5]
        three = conv(entry[:, -reduce3 - reduce5 : -reduce5], f"{name}.conv3x3")
        five = conv(entry[:, -reduce5:], f"{name}.conv5x5")
        pooled = conv(functional.max_pool2d(x, 3, 1, 1), f"{name}.pool_proj")
        x = blocks[name] = torch.cat((one, three, five, pooled), 1)
    return blocks


def test_the_embedded_network_is_the_one_on_its_card() -> None:
    info = NETWORKS["embedded"]
    layers = [layer for layer in info.layers if layer.startswith("inception")]
    ours = load_backbone(info, EMBEDDED_PATH, layers=layers, exact=True)(noise())
    plain = plain_embedded(noise(), read_weights(EMBEDDED_PATH))
    for layer in layers:
        assert is_close(ours[layer], plain[layer]), layer


def centre_crop(path: Path) -> Image.Image:
    """224 px of the middle, the shorter side shrunk to 256 before."""
    picture = Image.open(path).convert("RGB")
    shrink = 256 / min(picture.size)
    w, h = round(picture.width * shrink), round(picture.height * shrink)
    left, top = (w - 224) // 2, (h - 224) // 2
    return picture.resize((w, h), Image.Resampling.BICUBIC).crop((left, top, left + 224, top + 224))


@pytest.mark.weights
@pytest.mark.parametrize(
    ("network", "file", "photo", "label", "share"),
    [
        ("bvlc_googlenet", "googlenet_bvlc_tvnorm_fp16", "chelsea", 285, 0.473),
        ("bvlc_googlenet", "googlenet_bvlc_tvnorm_fp16", "coffee", 967, 0.897),
        ("bvlc_googlenet", "googlenet_bvlc_tvnorm_fp16", "rocket", 657, 0.340),
        ("squeezenet1_1", "squeezenet1_1_tvnorm", "chelsea", 285, 0.386),
        ("squeezenet1_1", "squeezenet1_1_tvnorm", "coffee", 967, 0.938),
    ],
)
def test_cat_espresso_and_rocket_are_recognised(
    shared: Path, network: str, file: str, photo: str, label: int, share: float
) -> None:
    path = shared / "weights" / f"{file}.safetensors"
    info = NETWORKS[network]
    assert available_layers(info, path)[-1] == CLASSIFIER
    found = next((shared / "photos").glob(f"{photo}.*"))
    backbone = load_backbone(info, path, layers=[CLASSIFIER], exact=True)
    with torch.no_grad():
        logits = backbone(to_image(centre_crop(found)))[CLASSIFIER]
    assert logits.shape[:2] == (1, 1000)
    shares = logits.mean((2, 3)).softmax(1)[0]
    assert shares.argmax() == label
    assert float(shares[label]) == pytest.approx(share, abs=0.005)


def test_nothing_after_the_deepest_layer_is_built() -> None:
    info = NETWORKS["embedded"]
    backbone = load_backbone(info, EMBEDDED_PATH, layers=["conv2", "inception_3a"])
    assert list(backbone.stages)[-1] == "inception_3a"
    assert set(backbone(noise())) == {"conv2", "inception_3a"}


def test_weights_are_frozen_and_the_gradient_reaches_the_image() -> None:
    backbone = load_backbone(NETWORKS["embedded"], EMBEDDED_PATH, layers=["inception_4c"])
    assert not any(one.requires_grad for one in backbone.parameters())
    image = noise().requires_grad_()
    backbone(image)["inception_4c"].square().sum().backward()
    assert image.grad is not None
    assert float(image.grad.abs().sum()) > 0


def test_every_layer_has_the_stride_that_the_catalogue_says(tmp_path: Path) -> None:
    files = {
        name: random_file(name, tmp_path / f"{name}.safetensors")
        for name in ("bvlc_googlenet", "squeezenet1_1", "vgg19_oxford")
    }
    for name, path in {**files, "embedded": EMBEDDED_PATH}.items():
        info = NETWORKS[name]
        layers = available_layers(info, path)
        features = load_backbone(info, path, layers=layers, exact=True)(noise(128, 128))
        for layer in layers:
            known = info.layer_info[layer]
            assert features[layer].shape[-1] == pytest.approx(128 / known.stride, abs=1)
            assert features[layer].shape[1] == known.channels
            side = info.min_side_px(layer)
            smallest = load_backbone(info, path, layers=[layer], exact=True)(noise(side, side))
            assert min(smallest[layer].shape) >= 1


@pytest.mark.parametrize("name", ["googlenet", "vgg16", "inception_v3", "resnet50"])
def test_torchvisions_networks_are_recognised_and_have_their_layers(
    tmp_path: Path, name: str
) -> None:
    path = random_file(name, tmp_path / "a.safetensors")
    assert recognise(path) == name
    info = NETWORKS[name]
    layers = available_layers(info, path)
    features = load_backbone(info, path, layers=layers, exact=True)(noise(128, 128))
    assert list(layers) == [one for one in info.layers if one in features]
    for layer in layers:
        known = info.layer_info[layer]
        assert features[layer].shape[1] == known.channels
        if known.receptive_px is not None:
            # Inception has no margins: it loses up to two pixels at each end.
            assert features[layer].shape[-1] == pytest.approx(128 / known.stride, abs=4)


def test_bfloat16_is_used_only_where_it_gains() -> None:
    backbone = load_backbone(NETWORKS["embedded"], EMBEDDED_PATH, layers=["conv2"])
    is_half = next(backbone.stages.parameters()).dtype is torch.bfloat16
    assert is_half == precision.gains_by_bfloat16(torch.device("cpu"))
    exact = load_backbone(NETWORKS["embedded"], EMBEDDED_PATH, layers=["conv2"], exact=True)
    assert next(exact.stages.parameters()).dtype is torch.float32


def test_a_checkpoint_with_code_in_it_is_not_run(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (tmp_path / "pwned",))

    path = tmp_path / "googlenet-1378be20.pth"
    torch.save({"conv1": Evil()}, path)
    with pytest.raises(Exception, match=r"[Ww]eights"):
        read_weights(path)
    assert not (tmp_path / "pwned").exists()


def test_resizing_keeps_flat_colours() -> None:
    flat = Image.new("RGB", (50, 40), (10, 100, 200))
    for size in ((25, 20), (100, 80), (50, 40)):
        resized = resize_picture(flat, width=size[0], height=size[1])
        assert resized.size == size
        assert resized.getextrema() == ((10, 10), (100, 100), (200, 200))


def test_stages_are_cut_for_any_module() -> None:
    stages = {"a": nn.Conv2d(3, 4, 1), "b": nn.Conv2d(4, 5, 1), "c": nn.Conv2d(5, 6, 1)}
    backbone = Backbone(stages, layers=["b"], convention="half")
    assert list(backbone.stages) == ["a", "b"]
