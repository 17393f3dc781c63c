"""Painters of one pass: each kind of network has one, and what they are given is shared out."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PIL import Image

from engine.media.pictures import Picture
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.regions import Regions
from engine.style.controls.source import StyleSource
from engine.style.instant.autoencoder_painter import AutoencoderPainter
from engine.style.instant.johnson_painter import JohnsonPainter
from engine.style.instant.painting import PAINTERS
from engine.style.instant.subject import Subject
from engine.weights.instant_networks import KINDS, find_instant
from engine.weights.store import WeightStore
from tests.instants import autoencoders_file, johnson_file
from tests.pictures import photo

PHOTO = Picture(image=photo("coffee").resize((64, 48)))
HALF = Regions(mask=torch.eye(2)[None, None, :, :], feather=0.0)


def subject_of(
    folder: Path, *weights: float, regions: Regions | None = None, **options: object
) -> Subject:
    styles = [
        StyleSource(name=name, picture=Picture(image=Image.new("RGB", (150, 150), name)), weight=w)
        for name, w in zip(("red", "blue", "red"), weights, strict=False)
    ]
    studio = Studio(store=WeightStore(folder, hub=folder), device="cpu")
    asked = StyleOptions.from_json({"instant": True, **options})
    return Subject(PHOTO, styles, asked, regions=regions, studio=studio)


def test_every_kind_of_network_has_a_painter() -> None:
    assert set(PAINTERS) == set(KINDS)


def test_styles_share_the_whole_picture_or_have_a_region_each(tmp_path: Path) -> None:
    assert subject_of(tmp_path, 1.0, 3.0).blends() == [[(0, 0.25), (1, 0.75)]]
    assert subject_of(tmp_path, 1.0, 3.0, regions=HALF).blends() == [[(0, 1.0)], [(1, 1.0)]]


def test_weights_are_those_of_the_regions_and_none_without_them(tmp_path: Path) -> None:
    assert subject_of(tmp_path, 1.0).weights(8, 8) is None
    first, second = subject_of(tmp_path, 1.0, 1.0, regions=HALF).weights(8, 8) or ()
    assert first.shape == (1, 1, 8, 8)
    assert torch.equal(first + second, torch.ones_like(first))
    assert len(subject_of(tmp_path, 1.0, regions=HALF).weights(8, 8) or ()) == 1
    (calm,) = subject_of(tmp_path, 1.0, 1.0, keep_faces=True).weights(8, 8) or ()
    assert torch.equal(calm, torch.ones_like(calm))  # there is no face


def test_pictures_of_one_trained_style_are_one_style(tmp_path: Path) -> None:
    johnson_file(tmp_path, "red", "blue")
    network = find_instant(tmp_path, "trained", styles=["red", "blue"], as_learnt=True)
    subject = subject_of(tmp_path, 1.0, 2.0, 1.0)
    shares = JohnsonPainter(network, subject)._shares(subject.blends()[0])
    assert shares == {"red": 0.5, "blue": 0.5}


@pytest.mark.parametrize(("strength", "moved", "faded"), [(0.25, 0.5, 0.25), (1.0, 2.0, 1.0)])
def test_what_moves_features_less_lets_less_of_the_photo_through(
    tmp_path: Path, strength: float, moved: float, faded: float
) -> None:
    autoencoders_file(tmp_path)
    johnson_file(tmp_path, "red", "blue")
    subject = subject_of(tmp_path, 1.0, strength=strength)
    tried, trained = (
        find_instant(tmp_path, name, styles=["red"], as_learnt=True)
        for name in ("tried", "trained")
    )
    assert AutoencoderPainter(tried, subject).opacity == moved
    assert JohnsonPainter(trained, subject).opacity == faded
