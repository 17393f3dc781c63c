"""Any classifier of torchvision's dreams by its name, and is cut at the asked layer."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import torch
from torch import Tensor, nn
from torchvision import models

from engine.catalogue.find import NETWORKS, find_layer, find_network
from engine.catalogue.tensor_shapes import BLUEPRINTS
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS, HALF_CONVENTION
from engine.errors import OptionError, UnknownNameError, WeightsError
from engine.networks.torchvision_layers import find_layers
from engine.weights.load import load_backbone
from engine.weights.recognise import available_layers, described
from engine.weights.store import WeightStore

Checkpoints = Callable[[str], Path]
SOME = ("mobilenet_v3_small", "densenet121", "shufflenet_v2_x0_5", "mnasnet0_5", "swin_t")


def image(height: int = 96, width: int = 128) -> Tensor:
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(3))


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Checkpoints:
    """By name: a checkpoint as torchvision saves it, of random weights."""
    folder = tmp_path_factory.mktemp("checkpoints")

    def of(name: str) -> Path:
        path = folder / CHECKPOINTS[name]
        if not path.exists():
            torch.manual_seed(5)
            torch.save(models.get_model(name, weights=None).state_dict(), path)
        return path

    return of


@pytest.fixture
def store(tmp_path: Path) -> WeightStore:
    return WeightStore(tmp_path / "weights", hub=tmp_path / "hub")


def test_the_names_and_files_are_torchvisions() -> None:
    theirs, halves = {}, set()
    for name in models.list_models(module=models):
        weights = models.get_model_weights(name).DEFAULT
        takes_one_size = name.startswith(("vit_", "maxvit_"))
        if takes_one_size or "SWAG" in weights.name:
            continue
        theirs[name] = weights.url
        if weights.transforms().mean[0] == 0.5:
            halves.add(name)
    assert {name: find_network(name).url for name in CHECKPOINTS} == theirs
    # These two turn ImageNet's convention into theirs themselves (transform_input).
    assert halves | {"googlenet", "inception_v3"} == HALF_CONVENTION


def test_the_checksums_are_in_torchvisions_file_names() -> None:
    for name in CHECKPOINTS:
        info = find_network(name)
        match = re.search(r"-([a-f0-9]*)\.", info.checkpoint.filename)  # torch.hub.HASH_REGEX
        assert match is not None
        assert info.checkpoint.sha256_prefix == match.group(1)


@pytest.mark.parametrize("name", ["inception_v3", "resnet50", "vgg16", "squeezenet1_1"])
def test_the_catalogue_tells_of_its_networks_what_a_run_shows(name: str) -> None:
    info = NETWORKS[name]
    found = find_layers(name)
    if name in {"vgg16", "squeezenet1_1"}:  # layers by the papers' names
        names = [f"features.{index}" for index in range(len(found))]
        run = [found[one] for one in names if one in found]
        assert set(info.layer_info.values()) - set(run) == {info.layer_info["classifier"]}
    else:
        assert {one: found[one] for one in info.layers} == info.layer_info


def test_what_sees_everything_has_no_receptive_field() -> None:
    squeezed = find_layers("mobilenet_v3_small")
    assert squeezed["features.0"].receptive_px == 3
    assert squeezed["features.1"].receptive_px is None  # behind squeeze-and-excitation
    assert find_layers("swin_t")["features.1"].receptive_px is None  # attention


@pytest.mark.parametrize("name", SOME)
def test_its_layers_are_as_they_were_described(checkpoints: Checkpoints, name: str) -> None:
    info = described(find_network(name))
    path = checkpoints(name)
    layers = available_layers(info, path)
    features = load_backbone(info, path, layers=layers, exact=True)(image(192, 256))
    assert set(features) == set(layers)
    for layer, known in info.layer_info.items():
        if layer == "classifier":
            assert features[layer].shape == (1, 1000, 1, 1)
            continue
        _, channels, height, width = features[layer].shape
        assert channels == known.channels, layer
        assert width == pytest.approx(256 / known.stride, abs=1), layer
        assert height == pytest.approx(192 / known.stride, abs=1), layer
    assert info.layer_info[info.dream_layer].stride == 16
    assert not info.body.is_tuned


def test_receptive_fields_hold(checkpoints: Checkpoints) -> None:
    info = described(find_network("shufflenet_v2_x0_5"))
    path = checkpoints(info.name)
    layer = "stage2"
    known = info.layer_info[layer].receptive_px
    assert known is not None
    backbone = load_backbone(info, path, layers=[layer], exact=True)
    photo = image(288, 288).requires_grad_()
    features = backbone(photo)[layer]
    middle = features.shape[-1] // 2
    (pull,) = torch.autograd.grad(features[0, :, middle, middle].sum(), photo)
    seen = pull.abs().sum((0, 1)).nonzero()
    spans = seen.max(0).values - seen.min(0).values + 1
    assert known - 8 <= int(spans.max()) <= known


def test_features_are_torchvisions_though_it_works_in_place(checkpoints: Checkpoints) -> None:
    name = "efficientnet_b0"  # adds the input to what a block gave, in the block's own tensor
    info = described(find_network(name))
    path = checkpoints(name)
    model = models.get_model(name, weights=None)
    model.load_state_dict(torch.load(path, weights_only=True))
    seen: dict[str, Tensor] = {}
    layers = ["features.2.1.block", "features.2.1", "features.3"]
    for layer in layers:
        model.get_submodule(layer).register_forward_hook(
            lambda _module, _input, out, layer=layer: seen.update({layer: out.clone()})
        )
    mean, deviation = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
    x = (image() - torch.tensor(mean).view(3, 1, 1)) / torch.tensor(deviation).view(3, 1, 1)
    with torch.no_grad():
        logits = model.eval()(x)
        ours = load_backbone(info, path, layers=[*layers, "classifier"], exact=True)(image())
    for layer in layers:
        assert torch.allclose(ours[layer], seen[layer], rtol=1e-4, atol=1e-5), layer
    assert torch.allclose(ours["classifier"][:, :, 0, 0], logits, rtol=1e-4, atol=1e-5)


def test_founding_06_no_module_after_the_deepest_layer_is_ever_called(
    checkpoints: Checkpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = described(find_network("densenet121"))
    path = checkpoints(info.name)
    layers = ["features.denseblock1", "features.transition1"]
    backbone = load_backbone(info, path, layers=layers, exact=True)
    called: list[nn.Module] = []
    call = nn.Module.__call__

    def note_and_call(module: nn.Module, *args: object, **kwargs: object) -> object:
        called.append(module)
        return call(module, *args, **kwargs)

    monkeypatch.setattr(nn.Module, "__call__", note_and_call)
    photo = image().requires_grad_()
    features = backbone(photo)
    names = {id(module): name for name, module in backbone.named_modules()}
    tops = [names[id(one)] for one in called if names[id(one)].count(".") == 3]
    assert tops[-1] == "stages.model.features.transition1"
    assert set(features) == set(layers)
    total = sum(one.square().sum() for one in features.values())
    (gradient,) = torch.autograd.grad(total, photo)
    assert float(gradient.abs().sum()) > 0
    assert not any(one.requires_grad for one in backbone.parameters())


def test_an_old_densenet_is_read_too(tmp_path: Path, checkpoints: Checkpoints) -> None:
    info = described(find_network("densenet121"))
    path = checkpoints(info.name)
    layer = "features.denseblock1"
    expected = load_backbone(info, path, layers=[layer], exact=True)(image())[layer]
    weights = torch.load(path, weights_only=True)
    for name in list(weights):
        if "denselayer" in name:
            old = re.sub(r"\.(norm|conv)([12])\.", r".\1.\2.", name)
            weights[old] = weights.pop(name)
    torch.save(weights, tmp_path / "old.pth")
    found = load_backbone(info, tmp_path / "old.pth", layers=[layer], exact=True)(image())
    assert torch.equal(found[layer], expected)


def test_another_networks_checkpoint_is_refused(tmp_path: Path, checkpoints: Checkpoints) -> None:
    path = tmp_path / CHECKPOINTS["densenet121"]
    shutil.copy(checkpoints("shufflenet_v2_x0_5"), path)
    info = described(find_network("densenet121"))
    with pytest.raises(WeightsError, match=r"damaged.*oneiro weights fetch densenet121"):
        load_backbone(info, path, layers=["features.conv0"])


@pytest.mark.parametrize("name", ["inception_v3", "resnet50"])
def test_the_blueprint_is_torchvisions_network(name: str) -> None:
    extra = {"init_weights": False} if name == "inception_v3" else {}
    with torch.device("meta"):
        theirs = models.get_model(name, weights=None, **extra).state_dict()
    shapes = {
        tensor: tuple(value.shape)
        for tensor, value in theirs.items()
        if not tensor.startswith("AuxLogits") and not tensor.endswith("num_batches_tracked")
    }
    assert dict(BLUEPRINTS[name]) == shapes


def test_one_that_is_at_hand_is_listed_and_found(
    store: WeightStore, checkpoints: Checkpoints
) -> None:
    with pytest.raises(WeightsError, match="oneiro weights fetch shufflenet_v2_x0_5"):
        store.find("shufflenet_v2_x0_5", art="dream")
    store.hub.mkdir()
    path = Path(shutil.copy(checkpoints("shufflenet_v2_x0_5"), store.hub))
    listed = {one.name: one.path for one in store.list()}
    assert listed["shufflenet_v2_x0_5"] == path
    assert "densenet121" not in listed
    info, found = store.find("ShuffleNet_v2_x0_5", art="dream")
    assert found == path
    assert find_layer(info, "stage3") == info.dream_layer
    # It dreams when it is named, and knows names when nothing better is here.
    assert store.find(None, art="dream")[0].name == "embedded"
    assert store.find(None, art="classify")[0] == info
    with pytest.raises(OptionError, match="for painting"):
        store.find(info.name, art="style")


def test_any_of_them_can_be_fetched(store: WeightStore) -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, content=b"not a checkpoint")

    client = httpx.Client(transport=httpx.MockTransport(answer))
    with pytest.raises(WeightsError, match="checksum"):
        store.fetch("densenet121", client=client)
    assert asked == ["https://download.pytorch.org/models/densenet121-a639ec97.pth"]


def test_a_misspelt_network_or_layer_says_what_comes_near() -> None:
    with pytest.raises(UnknownNameError, match="densenet121"):
        find_network("densnet121")
    with pytest.raises(UnknownNameError, match="every classifier of torchvision's"):
        find_network("zzz")
    with pytest.raises(UnknownNameError, match="There are: skies, embedded"):
        find_network("zzz", ours=["skies"])
    info = described(find_network("densenet121"))
    with pytest.raises(UnknownNameError, match=r"features\.denseblock3"):
        find_layer(info, "features.densblock3")
    with pytest.raises(UnknownNameError, match="“oneiro layers densenet121” lists them"):
        find_layer(info, "zzz")
