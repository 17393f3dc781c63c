"""The founding documents' checks of the natural-image prior: rows 4 and 5 of the mission."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Generator, Tensor

from engine.catalogue.find import NETWORKS
from engine.dream.deepdream import dream
from engine.dream.reconstruct import enhance, enhanced, matching, prior_for, with_prior
from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image
from engine.options.dream import DreamOptions
from engine.studio.progress import Step
from engine.studio.studio import Studio
from engine.weights.load import load_backbone
from engine.weights.store import EMBEDDED_PATH, WeightStore
from tests.engine.dream.readings import accepted
from tests.pictures import photo

TOP_QUARTER = 0.75 * 0.5  # cycles per pixel: from three quarters of Nyquist's frequency on
LAYER = "inception_3b"


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


def top_band_energy(picture: Image.Image) -> float:
    """Mean square of a picture's luminance in the top quarter of frequencies."""
    grey = np.asarray(picture.convert("L"), dtype=float)
    power = np.abs(np.fft.fft2(grey)) ** 2 / grey.size**2
    rows, columns = (np.fft.fftfreq(side) for side in grey.shape)
    return float(power[np.hypot(rows[:, None], columns[None]) > TOP_QUARTER].sum())


def test_the_top_band_holds_the_finest_waves_alone() -> None:
    place = np.arange(64)
    for period_px, share in ((2, 1.0), (4, 0.0)):
        wave = 128 + 100 * np.cos(2 * np.pi / period_px * place)[None].repeat(64, axis=0)
        picture = Image.fromarray(wave.round().astype(np.uint8))
        energy = (np.asarray(picture, dtype=float) - 128).var()
        assert top_band_energy(picture) == pytest.approx(share * energy, abs=0.1)


@pytest.mark.parametrize(("name", "is_soft"), [("coffee", False), ("chelsea", True)])
def test_founding_04_the_prior_keeps_fine_noise_out(
    studio: Studio, name: str, *, is_soft: bool
) -> None:
    picture = Picture(image=photo(name))

    def growth(tv_weight: float | None) -> float:
        options = DreamOptions(network="embedded", size_px=200, tv_weight=tv_weight)
        result = dream(picture, options, studio=studio).image
        assert result is not None
        before = resize_picture(picture.image, width=result.width, height=result.height)
        return top_band_energy(result) / top_band_energy(before)

    with_it, without = growth(None), growth(0.0)
    assert with_it <= 2
    assert without > 1.3 * with_it
    if is_soft:  # a photo with little fine grain of its own
        assert without > 2


def test_founding_05_enhancement_climbs_down_its_loss_along_its_true_gradient() -> None:
    image = to_image(photo("coffee").resize((120, 80)))
    backbone = load_backbone(NETWORKS["embedded"], EMBEDDED_PATH, layers=[LAYER], exact=True)
    reports: list[Step] = []

    def features_of(image: Tensor) -> Tensor:
        return backbone(image)[LAYER]

    enhance(image, features_of, steps=8, on_step=reports.append)
    losses = [step.objective for step in accepted(reports)]
    assert len(losses) == 8
    assert all(later < earlier for earlier, later in itertools.pairwise(losses))
    assert losses[-1] < 0.9 * losses[0]

    backbone.double()
    exact = image.double()
    evaluate = matching(features_of, enhanced(features_of(exact)))
    evaluate = with_prior(evaluate, prior_for(exact, evaluate, share=0.1))
    _, gradient = evaluate(exact)
    for seed in range(3):
        # So short that hardly a ReLU or a maximum switches on the way.
        way = torch.randn(image.shape, generator=Generator().manual_seed(seed)).double() * 1e-8
        difference = (evaluate(exact + way)[0] - evaluate(exact - way)[0]) / 2
        assert (gradient * way).sum().item() == pytest.approx(difference, rel=1e-3)
