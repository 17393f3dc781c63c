"""The founding documents' checks of the dream: rows 1, 2, 6, 41 and 45 of the mission."""

from __future__ import annotations

from pathlib import Path

import httpx
import numpy as np
import pytest
import skimage.data
from PIL import Image
from skimage.metrics import structural_similarity
from torch import nn

from engine.backbones import load_backbone
from engine.catalogue import NETWORKS
from engine.errors import WeightsError
from engine.images import resize_picture, to_image
from engine.octaves import plan_octaves
from engine.options import DreamOptions
from engine.pictures import Picture
from engine.render import Studio
from engine.weights import EMBEDDED_PATH, WeightStore

PHOTOS = {name: Image.fromarray(getattr(skimage.data, name)()) for name in ("coffee", "astronaut")}


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


def change(picture: Image.Image, photo: Image.Image) -> np.ndarray:
    """Luminance of (output - input)."""
    before = resize_picture(photo, width=picture.width, height=picture.height)
    grey = [np.asarray(one.convert("L"), dtype=float) for one in (picture, before)]
    return grey[0] - grey[1]


def spectral_centroid(field: np.ndarray) -> float:
    """Mean spatial frequency, weighted by power; cycles per pixel."""
    power = np.abs(np.fft.fft2(field - field.mean())) ** 2
    rows, columns = (np.fft.fftfreq(side) for side in field.shape)
    return float((np.hypot(rows[:, None], columns[None]) * power).sum() / power.sum())


@pytest.mark.parametrize("name", PHOTOS)
def test_founding_01_the_dream_amplifies_its_layer_and_keeps_the_photo(
    studio: Studio, name: str
) -> None:
    photo = PHOTOS[name]
    art = studio.dream(Picture(image=photo), DreamOptions(network="embedded", size_px=200))
    assert art.width / art.height == pytest.approx(photo.width / photo.height, rel=0.01)
    assert art.objective_before is not None
    assert art.objective_after is not None
    assert art.objective_after >= 1.5 * art.objective_before
    before = resize_picture(photo, width=art.width, height=art.height)
    assert structural_similarity(np.asarray(before), np.asarray(art.image), channel_axis=2) > 0.2


def test_founding_02_low_layers_draw_strokes_and_high_layers_objects(studio: Studio) -> None:
    photo = PHOTOS["astronaut"]
    shallow, deep = (
        change(
            studio.dream(
                Picture(image=photo), DreamOptions(network="embedded", layer=layer, size_px=200)
            ).image,
            photo,
        )
        for layer in ("conv2", "inception_4d")
    )
    assert np.abs(shallow - deep).mean() > 5
    assert spectral_centroid(shallow) > spectral_centroid(deep)


def test_founding_06_no_module_after_the_layer_is_ever_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called: list[nn.Module] = []
    call = nn.Module.__call__

    def note_and_call(module: nn.Module, *args: object, **kwargs: object) -> object:
        called.append(module)
        return call(module, *args, **kwargs)

    monkeypatch.setattr(nn.Module, "__call__", note_and_call)
    info = NETWORKS["embedded"]
    whole = load_backbone(info, EMBEDDED_PATH, layers=[info.layers[-1]])
    cut = load_backbone(info, EMBEDDED_PATH, layers=["inception_3b"])
    image = to_image(PHOTOS["coffee"].resize((64, 48)))
    for backbone in (whole, cut):
        called.clear()
        backbone(image)
        names = {id(stage): name for name, stage in backbone.stages.items()}
        stages = [names[id(one)] for one in called if id(one) in names]
        assert stages == list(backbone.stages)
    assert stages[-1] == "inception_3b"


def test_founding_41_a_dream_of_600_px_is_forty_steps_at_four_sizes() -> None:
    plan = plan_octaves(4000, 3000, DreamOptions())
    assert sum(octave.steps for octave in plan) == 40
    assert (plan[-1].width, plan[-1].height) == (600, 450)
    # Forty steps at full size would cost twice as much.
    cost = sum(octave.steps * octave.width * octave.height for octave in plan)
    assert cost < 0.52 * 40 * 600 * 450


def test_founding_45_networks_are_found_fetched_with_a_checksum_and_imported(
    tmp_path: Path, shared: Path
) -> None:
    store = WeightStore(tmp_path / "weights", hub=tmp_path / "hub")
    with pytest.raises(WeightsError, match="oneiro weights import FILE"):
        store.find("bvlc_googlenet", art="dream")  # what is missing is said
    file = shared / "weights" / "googlenet_bvlc_tvnorm_fp16.safetensors"
    assert store.import_file(file) == "bvlc_googlenet"
    assert store.find(None, art="dream")[0].name == "bvlc_googlenet"
    wrong = httpx.MockTransport(lambda _: httpx.Response(200, content=b"something else"))
    with pytest.raises(WeightsError, match="checksum"):
        store.fetch("vgg19", client=httpx.Client(transport=wrong))
