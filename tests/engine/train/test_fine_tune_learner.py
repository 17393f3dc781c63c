"""Networks that learn: what begins anew, and files that are read as their base's are."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.catalogue.find import find_network
from engine.catalogue.layers import CLASSIFIER
from engine.train.fine_tune.learner import Learner, build_learner, file_tensors
from engine.weights.dream_networks import dream_file
from engine.weights.load import load_backbone, read_weights
from engine.weights.safetensors_file import DREAM, KIND_KEY
from engine.weights.store import EMBEDDED_PATH
from engine.weights.writing import write_weights
from tests.networks import random_file

CLASSES = ("rings", "stripes", "dots")


def base_file(base: str, folder: Path) -> Path:
    return EMBEDDED_PATH if base == "embedded" else random_file(base, folder / "base.safetensors")


def learner(base: str, path: Path, *, reset: str = "classifier") -> Learner:
    generator = torch.Generator().manual_seed(2)
    info = find_network(base)
    return build_learner(info, path, classes=len(CLASSES), reset=reset, generator=generator)


def said(base: str) -> dict[str, str]:
    return {
        KIND_KEY: DREAM,
        "name": "mine",
        "architecture": base,
        "classes": '["rings", "stripes", "dots"]',
        "audience": "operator",
    }


@torch.no_grad()
@pytest.mark.parametrize("base", ["embedded", "bvlc_googlenet", "googlenet", "squeezenet1_1"])
def test_the_file_is_read_as_the_network_that_learnt(base: str, tmp_path: Path) -> None:
    network = learner(base, base_file(base, tmp_path))
    written = tmp_path / "mine.safetensors"
    write_weights(written, file_tensors(base, network), said(base))
    found = dream_file(written)
    assert found is not None
    assert found.info.classes == CLASSES
    image = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(1))
    read = load_backbone(found.info, written, layers=[CLASSIFIER], exact=True)
    wanted = network(image)
    assert wanted.abs().max() > 1e-3
    scale = float(wanted.abs().max())
    error = read(image)[CLASSIFIER].mean((2, 3)) - wanted
    assert float(error.abs().max()) < 0.02 * scale  # float16


def test_the_same_network_makes_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for number in range(4):
        path = tmp_path / f"{number}.safetensors"
        write_weights(path, {"a": torch.ones(3), "b": torch.zeros(5)}, said("embedded"))
        written.append(path.read_bytes())
    assert len(set(written)) == 1
    assert torch.equal(read_weights(path)["b"], torch.zeros(5))


@pytest.mark.parametrize("reset", ["classifier", "inception3-5"])
def test_only_what_is_asked_for_begins_anew(reset: str) -> None:
    weights = read_weights(EMBEDDED_PATH)
    found = file_tensors("embedded", learner("embedded", EMBEDDED_PATH, reset=reset))
    body = {name for name in found if not name.startswith("fc.")}
    same = {name for name in body if torch.equal(found[name], weights[name].half())}
    fresh = body - same
    inception = {name for name in body if name.startswith("inception") and ".weight" in name}
    if reset == "classifier":
        assert fresh == set()
    else:
        assert inception <= fresh
        assert {"conv1.weight", "conv2.weight"} <= same


def test_everything_learns() -> None:
    network = learner("embedded", EMBEDDED_PATH)
    images = torch.rand(2, 3, 48, 48, generator=torch.Generator().manual_seed(1))
    network.loss(images, torch.tensor([0, 2])).backward()
    gradients = [gradient.grad for gradient in network.parameters()]
    assert all(isinstance(gradient, Tensor) for gradient in gradients)
    assert (
        sum(bool(gradient.abs().max() > 0) for gradient in gradients if gradient is not None) > 50
    )
