"""What in a photo moved the network: the ReLU rules, the heat, the picture and the command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torchvision import models  # type: ignore[import-untyped]  # it ships no types

from engine.catalogue.find import NETWORKS
from engine.cli import commands as cli
from engine.errors import OptionError, UnknownNameError
from engine.interpret.explain import explain, heat_of, lit, reduce_maps
from engine.interpret.relu_rules import relu_rule
from engine.interpret.what import VIEW_PX
from engine.media.pictures import Picture
from engine.options.interpret import ExplainMethod, ExplainOptions
from engine.studio.studio import Studio
from engine.weights.load import load_backbone
from engine.weights.store import EMBEDDED_PATH, WeightStore
from tests.networks import random_file
from tests.pictures import photo

Network = Callable[[Tensor], Tensor]


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    """With no network but the embedded one."""
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


@pytest.fixture(scope="module")
def class_studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    """With a class network of random weights too."""
    folder = tmp_path_factory.mktemp("weights")
    random_file("squeezenet1_1", folder / "squeezenet1_1.safetensors", has_classifier=True)
    return Studio(store=WeightStore(folder, hub=folder), device="cpu")


def oneiro(*words: str | Path, data_dir: Path) -> int:
    return cli.main([str(word) for word in words], data_dir=data_dir)


def gradient_of(network: Network, image: Tensor, method: str) -> Tensor:
    image = image.clone().requires_grad_()
    with relu_rule(method):
        output = network(image)
    (gradient,) = torch.autograd.grad(output.sum(), image)
    return gradient


@pytest.mark.parametrize(
    "relu",
    [
        functional.relu,
        torch.relu,
        nn.ReLU(),
        nn.ReLU(inplace=True),
        lambda x: functional.relu_(x),
        lambda x: x.relu(),
    ],
)
@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("gradient", [0, 0, -7, 11]),  # where the input was positive
        ("deconvnet", [5, 0, 0, 11]),  # where the gradient is
        ("guided", [0, 0, 0, 11]),  # where both are
    ],
)
def test_each_rule_passes_what_it_should_however_a_relu_is_written(
    relu: Network, method: str, expected: list[float]
) -> None:
    x = torch.tensor([-1.0, -2.0, 2.0, 3.0], requires_grad=True)
    with relu_rule(method):
        y = relu(x * 1)  # not a leaf, which nothing may change in place
    assert y.tolist() == [0, 0, 2, 3]
    (gradient,) = torch.autograd.grad(y, x, grad_outputs=torch.tensor([5.0, -3.0, -7.0, 11.0]))
    assert gradient.tolist() == expected


def test_a_rule_ends_with_its_block() -> None:
    x = torch.tensor([-1.0, 2.0])
    with relu_rule("deconvnet"):
        pass
    assert gradient_of(lambda one: functional.relu(one * 1), x, "gradient").tolist() == [0, 1]


def test_two_layers_by_hand() -> None:
    """y = w2 · relu(W1 x): 1 and 2 fire, 3 is silent; the second is wished away."""
    first = torch.tensor([[1.0, 0.0], [1.0, 1.0], [-1.0, 0.0]])
    second = torch.tensor([2.0, -1.0, 4.0])
    x = torch.tensor([1.0, 1.0])

    def network(one: Tensor) -> Tensor:
        return second @ functional.relu(first @ one)

    assert gradient_of(network, x, "gradient").tolist() == [2 - 1, -1]
    assert gradient_of(network, x, "deconvnet").tolist() == [2 - 4, 0]
    assert gradient_of(network, x, "guided").tolist() == [2, 0]


def embedded(_folder: Path) -> Network:
    layer = "inception_3a"
    backbone = load_backbone(NETWORKS["embedded"], EMBEDDED_PATH, layers=[layer], exact=True)
    return lambda image: backbone(image)[layer]


def squeezenet(folder: Path) -> Network:
    path = random_file("squeezenet1_1", folder / "squeezenet1_1.safetensors")
    backbone = load_backbone(NETWORKS["squeezenet1_1"], path, layers=["fire3"], exact=True)
    return lambda image: backbone(image)["fire3"]


def vgg(folder: Path) -> Network:
    path = random_file("vgg19", folder / "vgg19.safetensors")
    backbone = load_backbone(NETWORKS["vgg19"], path, layers=["relu2_2"], exact=True)
    return lambda image: backbone(image)["relu2_2"]


def resnet(_folder: Path) -> Network:
    torch.manual_seed(5)
    network: Network = models.resnet18(weights=None).eval()
    return network


@pytest.mark.parametrize("build", [embedded, squeezenet, vgg, resnet])
def test_the_rules_reach_every_network(build: Callable[[Path], Network], tmp_path: Path) -> None:
    network = build(tmp_path)
    image = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(3))
    plain, deconvnet, guided = (
        gradient_of(network, image, one) for one in ("gradient", "deconvnet", "guided")
    )
    for one, other in ((plain, deconvnet), (plain, guided), (deconvnet, guided)):
        difference = float((one - other).abs().mean() / plain.abs().mean())
        assert difference > 0.05


def test_max_and_sum_of_a_map_by_hand() -> None:
    features = torch.tensor([[[[1.0, 5.0]], [[4.0, 4.0]]]])
    assert reduce_maps(features, "max").tolist() == [5, 4]
    assert reduce_maps(features, "sum").tolist() == [6, 8]


def test_heat_lies_where_the_gradient_does() -> None:
    gradient = torch.zeros(1, 3, VIEW_PX, VIEW_PX)
    gradient[0, 1, 64:72, 192:200] = -1.0  # either sign, any colour
    heat = heat_of(gradient, width=128, height=96)
    assert heat.shape == (1, 1, 96, 128)
    rows, columns = torch.nonzero(heat[0, 0] == 1, as_tuple=True)
    assert float(rows.float().mean()) == pytest.approx(25, abs=1)
    assert float(columns.float().mean()) == pytest.approx(98, abs=1)
    assert float(heat[..., 60:, :60].max()) == 0


def test_views_of_a_panorama_are_put_together_again() -> None:
    gradient = torch.zeros(3, 3, VIEW_PX, VIEW_PX)
    gradient[2, :, 100:150, 100:150] = 1.0
    assert float(heat_of(gradient, width=300, height=60)[..., :200].max()) == 0
    assert float(heat_of(gradient, width=60, height=300)[..., 200:, :].max()) == 1


def test_a_silent_map_lights_nothing() -> None:
    assert float(heat_of(torch.zeros(1, 3, 64, 64), width=64, height=64).max()) == 0


def test_the_photo_is_dark_and_grey_and_glows_where_there_is_heat() -> None:
    heat = torch.zeros(1, 1, 400, 600)
    heat[..., 300:] = 1.0
    pixels = np.asarray(lit(photo("coffee"), heat), dtype=float)
    cold, hot = pixels[:, :300], pixels[:, 300:]
    assert np.ptp(cold, axis=2).max() <= 4
    assert (hot[..., 0] - hot[..., 2]).mean() > 30  # the ramp's yellow
    grey = np.asarray(photo("coffee").convert("L"), dtype=float)
    assert (cold.mean(axis=2) <= grey[:, :300] + 4).all()


@pytest.mark.parametrize("method", get_args(ExplainMethod))
def test_a_layer_is_explained_and_what_is_seen_is_told(studio: Studio, method: str) -> None:
    options = ExplainOptions(layer="4c", channel=7, method=method, size_px=120)
    art = explain(Picture(image=photo("coffee")), options, studio=studio)
    assert art.picture.size == (120, 80)
    assert art.network == "embedded"
    assert len(art.labels) == 5
    facts = {"layer": "inception_4c", "channel": 7, "reduce": "max", "method": method}
    assert {**art.facts, "score": 0} == {**facts, "score": 0}


def test_a_layer_is_explained_by_a_network_that_knows_no_names(tmp_path: Path) -> None:
    random_file("squeezenet1_1", tmp_path / "squeezenet1_1.safetensors")
    studio = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")
    options = ExplainOptions(layer="fire7", channel=7, size_px=64)
    art = explain(Picture(image=photo("coffee")), options, studio=studio)
    assert (art.network, art.labels) == ("squeezenet1_1", ())


def test_without_a_channel_the_strongest_is_explained(studio: Studio) -> None:
    picture = Picture(image=photo("chelsea"))
    told = explain(picture, ExplainOptions(layer="inception_3b", size_px=64), studio=studio)
    scores = [
        explain(
            picture, ExplainOptions(layer="inception_3b", channel=one, size_px=64), studio=studio
        ).facts["score"]
        for one in (told.facts["channel"], 0, 1, 2)
    ]
    assert scores[0] == told.facts["score"] == max(scores)


def test_the_likeliest_class_is_explained_unless_another_is_named(class_studio: Studio) -> None:
    picture = Picture(image=photo("coffee"))
    art = explain(picture, ExplainOptions(size_px=64), studio=class_studio)
    assert art.facts["label"] == art.labels[0].name
    other = explain(picture, ExplainOptions(label="volcanoes", size_px=64), studio=class_studio)
    assert isinstance(other.options, ExplainOptions)
    assert other.facts["label"] == other.options.label == "volcano"
    assert other.labels == art.labels
    assert other.facts["score"] < art.facts["score"]
    assert other.picture.tobytes() != art.picture.tobytes()


def test_of_a_group_the_likeliest_class_is_explained(class_studio: Studio) -> None:
    picture = Picture(image=photo("coffee"))
    art = explain(picture, ExplainOptions(label="cat", size_px=64), studio=class_studio)
    cats = ("tabby", "tiger cat", "Persian cat", "Siamese cat", "Egyptian cat")
    scores = {
        name: explain(picture, ExplainOptions(label=name, size_px=64), studio=class_studio).facts[
            "score"
        ]
        for name in cats
    }
    assert art.facts["label"] == max(scores, key=lambda name: scores[name])


def test_the_options_told_repeat_the_picture(class_studio: Studio) -> None:
    picture = Picture(image=photo("coffee"))
    art = explain(picture, ExplainOptions(size_px=64), studio=class_studio)
    assert isinstance(art.options, ExplainOptions)
    again = explain(picture, art.options, studio=class_studio)
    assert again.picture.tobytes() == art.picture.tobytes()
    assert again.options == art.options


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        (ExplainOptions(layer="inception_4x"), UnknownNameError, "inception_4"),
        (ExplainOptions(layer="inception_4c", channel=999), OptionError, "channels 0 to 511"),
        (ExplainOptions(channel=3), OptionError, "name the layer"),
        (ExplainOptions(layer="inception_4c", label="cat"), OptionError, "not both"),
        (ExplainOptions(label="volcanoo"), UnknownNameError, "volcano"),
    ],
)
def test_what_cannot_be_explained_is_said(
    studio: Studio, options: ExplainOptions, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        explain(Picture(image=photo("coffee")), options, studio=studio)


def test_transparency_is_kept(studio: Studio) -> None:
    coffee = photo("coffee", width=90, height=60)
    alpha = coffee.convert("L").point(lambda value: 255 if value > 100 else 0)
    options = ExplainOptions(layer="conv2", channel=3)
    art = explain(Picture(image=coffee, alpha=alpha), options, studio=studio)
    assert art.picture.getchannel("A").tobytes() == alpha.tobytes()


def test_the_command_writes_a_picture_and_tells_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    file, out = tmp_path / "coffee.png", tmp_path / "out.png"
    photo("coffee", width=90, height=60).save(file)
    words = ("explain", file, "-o", out, "--layer", "4c", "--reduce", "sum", "--device", "cpu")
    assert oneiro(*words, "--json", data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["art"] == "explain"
    assert (told["layer"], told["reduce"], told["method"]) == ("inception_4c", "sum", "guided")
    assert (told["width"], told["height"]) == (90, 60)
    assert out.stat().st_size > 0


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("--label", "volcanoo"), "volcano"),
        (("--layer", "inception_4x"), "inception_4"),
        (("--method", "magic"), "guided"),
    ],
)
def test_wrong_words_at_the_terminal_get_near_matches(
    words: tuple[str, ...],
    near: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    file, out = tmp_path / "coffee.png", tmp_path / "out.png"
    photo("coffee", width=90, height=60).save(file)
    assert oneiro("explain", file, "-o", out, *words, data_dir=tmp_path) == 2
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert near in printed.err
    assert not out.exists()
