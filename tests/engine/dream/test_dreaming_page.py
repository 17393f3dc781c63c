"""The library's face is as its page says: the example runs, presets are distinct."""

from __future__ import annotations

from pathlib import Path

import pytest
import skimage.data
from PIL import Image

from engine.catalogue.find import NETWORKS, split_layers
from engine.catalogue.presets import PRESETS, preset_options
from engine.options.dream import DreamOptions
from tests.places import ROOT

PAGE = (ROOT / "docs" / "DREAMING.md").read_text(encoding="utf-8")


def test_the_pages_example_makes_a_dream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    Image.fromarray(skimage.data.coffee()).resize((90, 60)).save("photo.jpg")
    example = PAGE.split("```python\n")[1].split("```")[0]
    assert len([line for line in example.splitlines() if line]) == 5
    exec(compile(example, "docs/DREAMING.md", "exec"), {})
    with Image.open("dream.png") as made:
        assert made.size == (90, 60)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_makes_sense_in_every_network(name: str) -> None:
    for network in NETWORKS.values():
        options = preset_options(name, network)
        DreamOptions(**options)
        for layer, _ in split_layers(options["layer"]):
            assert layer in network.layers


def test_no_two_presets_are_the_same() -> None:
    settings = [str(preset_options(name, NETWORKS["embedded"])) for name in PRESETS]
    assert len(set(settings)) == len(PRESETS) >= 8
