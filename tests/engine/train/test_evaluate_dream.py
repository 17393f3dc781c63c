"""What the embedded dream network is worth, on a photo that it never saw."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from engine.interpret.what import what
from engine.media.pictures import Picture
from engine.options.interpret import WhatOptions
from engine.studio.studio import Studio
from engine.train.distill import evaluate_dream
from engine.train.distill.evaluate_dream import DreamFigure, SeenFigure, median_correlation
from engine.train.pictures import public_domain
from engine.weights.store import WeightStore

CHELSEA = Picture(image=public_domain("chelsea"))


def test_it_knows_a_cat_when_it_sees_one(tmp_path: Path) -> None:
    studio = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")
    labels = what(CHELSEA, WhatOptions(), studio=studio).labels
    assert labels[0].name == "Egyptian cat"


@pytest.mark.weights
def test_its_dream_is_most_of_its_teachers(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = WeightStore(tmp_path, hub=tmp_path)
    store.import_files([shared / "weights" / "googlenet_bvlc_tvnorm_fp16.safetensors"])
    monkeypatch.setattr(evaluate_dream, "RISE_LAYERS", ("inception_4c",))
    monkeypatch.setattr(evaluate_dream, "SIZE_PX", 224)
    studio = Studio(store=store, device="cpu")
    figure, seen = evaluate_dream.evaluate_dream(
        "embedded", "bvlc_googlenet", [("chelsea", CHELSEA)], studio=studio
    )
    assert isinstance(figure, DreamFigure)
    assert figure.rise >= 0.6
    assert figure.correlation > 0.6
    assert isinstance(seen, SeenFigure)
    assert "Egyptian cat" in seen.by_teacher


def test_correlation_is_of_the_channels_that_speak() -> None:
    features = torch.randn(1, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    assert median_correlation(features, 5 * features + 2) == pytest.approx(1)
    assert median_correlation(features, -features) == pytest.approx(-1)
    silent = features.clone()
    silent[:, 0] = 0
    assert median_correlation(silent, features) == pytest.approx(1)
