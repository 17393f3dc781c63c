"""The founding documents' checks of the dream: rows 1, 2, 3, 6, 41, 42 and 45 of the mission."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import httpx
import numpy as np
import pytest
from PIL import Image
from skimage.metrics import structural_similarity
from torch import nn

from engine.catalogue.find import NETWORKS
from engine.catalogue.presets import PRESETS
from engine.dream.deepdream import dream
from engine.dream.octaves import plan_octaves
from engine.errors import WeightsError
from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image
from engine.options.dream import DreamOptions
from engine.studio.studio import Studio
from engine.weights.load import load_backbone
from engine.weights.store import EMBEDDED_PATH, WeightStore
from tests.engine.dream.readings import reading_of
from tests.pictures import photo

PHOTOS = {name: photo(name) for name in ("coffee", "astronaut")}


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
    source = PHOTOS[name]
    art = dream(Picture(image=source), DreamOptions(network="embedded", size_px=200), studio=studio)
    assert art.picture.width / art.picture.height == pytest.approx(
        source.width / source.height, rel=0.01
    )
    assert art.facts["objective_after"] >= 1.5 * art.facts["objective_before"]
    before = resize_picture(source, width=art.picture.width, height=art.picture.height)
    assert structural_similarity(np.asarray(before), np.asarray(art.picture), channel_axis=2) > 0.2


def test_founding_02_low_layers_draw_strokes_and_high_layers_objects(studio: Studio) -> None:
    """At one octave: with several, every layer dreams at every size."""
    centroids = []
    for layer in ("conv2", "inception_4d"):
        options = DreamOptions(network="embedded", layer=layer, size_px=300, octaves=1)
        changes = [
            change(dream(Picture(image=source), options, studio=studio).picture, source)
            for source in PHOTOS.values()
        ]
        centroids.append(np.mean([spectral_centroid(one) for one in changes]))
    assert centroids[0] > 1.01 * centroids[1]


SMALL = DreamOptions(network="embedded", size_px=160)


def test_founding_03_two_photos_dream_differently_under_one_seed(studio: Studio) -> None:
    """What appears is of the photo: not one pattern that the seed lays over any."""
    changes = []
    for source in PHOTOS.values():
        square = source.resize((160, 160))
        dreamt = dream(Picture(image=square), SMALL, studio=studio).picture
        changes.append(change(dreamt, square))
    assert min(np.abs(one).mean() for one in changes) > 5
    assert np.abs(changes[0] - changes[1]).mean() > 5
    assert abs(np.corrcoef(changes[0].ravel(), changes[1].ravel())[0, 1]) < 0.2


@pytest.mark.parametrize("guide_mode", ["match", "channels"])
def test_founding_03_a_guide_picture_changes_what_appears(studio: Studio, guide_mode: str) -> None:
    """Of two guides, the dream comes nearer to the one that led it."""
    source = Picture(image=PHOTOS["coffee"])
    guides = [Picture(image=photo(name)) for name in ("chelsea", "rocket")]
    options = replace(SMALL, guide_mode=guide_mode, layer="inception_3b")
    plain = dream(source, options, studio=studio).picture
    led = [dream(source, options, guide=guide, studio=studio).picture for guide in guides]
    for picture in led:
        assert np.abs(change(picture, plain)).mean() > 2
    assert np.abs(change(*led)).mean() > 2
    for own, guide in enumerate(guides):
        readings = [reading_of(one, options, guide=guide, studio=studio) for one in led]
        assert readings[own] > readings[1 - own]


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


def test_founding_42_every_named_dream_is_its_own(studio: Studio) -> None:
    source = Picture(image=PHOTOS["coffee"])
    options = DreamOptions(network="embedded", size_px=128, octaves=3, steps=12)
    dreams = {
        name: np.asarray(
            dream(source, replace(options, preset=name), studio=studio).picture, dtype=float
        )
        for name in PRESETS
    }
    assert len(dreams) >= 8
    for one, other in itertools.combinations(dreams, 2):
        assert np.abs(dreams[one] - dreams[other]).mean() > 3, (one, other)


def test_founding_45_networks_are_found_fetched_with_a_checksum_and_imported(
    tmp_path: Path, shared: Path
) -> None:
    store = WeightStore(tmp_path / "weights", hub=tmp_path / "hub")
    with pytest.raises(WeightsError, match="oneiro weights import FILE"):
        store.find("bvlc_googlenet", art="dream")  # what is missing is said
    file = shared / "weights" / "googlenet_bvlc_tvnorm_fp16.safetensors"
    assert store.import_files([file]) == ("bvlc_googlenet",)
    assert store.find(None, art="dream")[0].name == "bvlc_googlenet"
    wrong = httpx.MockTransport(lambda _: httpx.Response(200, content=b"something else"))
    with pytest.raises(WeightsError, match="checksum"):
        store.fetch("vgg19", client=httpx.Client(transport=wrong))
