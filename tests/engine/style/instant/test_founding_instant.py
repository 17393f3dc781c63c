"""What the founding documents ask of instant styles: one forward pass, whatever the style."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image

from engine.media.pictures import Picture
from engine.options.style import StyleOptions
from engine.studio.artwork import Artwork
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.instant.johnson import JohnsonNetwork
from engine.style.instant.one_pass import instant
from engine.weights.store import WeightStore
from tests.instants import autoencoders_file, johnson_file

PHOTO = Picture(image=Image.fromarray(skimage.data.coffee()))
PAINTING = Picture(image=Image.fromarray(skimage.data.chelsea()))


class Calls:
    """Counts the forward and backward passes of networks of these kinds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.forward: list[tuple[int, ...]] = []
        whole = JohnsonNetwork.forward

        def counted(network: JohnsonNetwork, image: torch.Tensor, *rest: Any) -> torch.Tensor:
            self.forward.append(tuple(image.shape))
            return whole(network, image, *rest)

        monkeypatch.setattr(JohnsonNetwork, "forward", counted)

        def no_gradients(*_: object, **__: object) -> None:
            raise AssertionError("an instant style takes no gradients")

        monkeypatch.setattr(torch.autograd, "grad", no_gradients)
        monkeypatch.setattr(torch.Tensor, "backward", no_gradients)


def painted(folder: Path, *, size_px: int) -> Artwork:
    studio = Studio(store=WeightStore(folder, hub=folder), device="cpu")
    options = StyleOptions(instant=True, size_px=size_px)
    source = StyleSource(name="one", picture=PAINTING)
    return instant(PHOTO, [source], options, studio=studio)


def test_founding_27_an_instant_style_is_one_forward_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Calls(monkeypatch)
    johnson_file(tmp_path, "one")
    art = painted(tmp_path, size_px=200)
    assert len(calls.forward) == 1
    photo = np.asarray(PHOTO.image.resize(art.picture.size), dtype=float)
    assert np.abs(np.asarray(art.picture, dtype=float) - photo).mean() > 8


def test_founding_27_any_picture_is_a_style_in_one_pass_through_each_level(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Calls(monkeypatch)
    autoencoders_file(tmp_path, levels=(4,))
    seen: list[str] = []
    hook = torch.nn.modules.module.register_module_forward_hook(
        lambda module, args, output: seen.append(type(module).__name__)
    )
    try:
        art = painted(tmp_path, size_px=200)
    finally:
        hook.remove()
    # The style's encoder, the photo's encoder and one decoder.
    assert seen.count("Sequential") == 3
    assert art.steps == 0


def test_founding_28_an_instant_style_at_512_px_is_one_forward_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Calls(monkeypatch)
    johnson_file(tmp_path, "one")
    art = painted(tmp_path, size_px=512)
    assert art.picture.size == (512, 341)
    assert calls.forward == [(1, 3, 344, 512)]
