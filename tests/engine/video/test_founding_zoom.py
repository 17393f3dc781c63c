"""The founding documents' check of the steered dream: the engine's part of row 7."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.catalogue.imagenet_classes import find_classes
from engine.catalogue.layers import CLASSIFIER
from engine.errors import UnknownNameError
from engine.interpret.what import look_at
from engine.media.mp4 import append_film, read_frames
from engine.media.pictures import Picture
from engine.options.zoom import ZoomOptions
from engine.studio.artwork import Artwork
from engine.studio.studio import Studio
from engine.video.choices import choose_zoom
from engine.video.zoom import FilmState, zoom
from engine.weights.store import WeightStore
from tests.pictures import photo

# Classes are learnt from pictures of 224 px. At 128 px what a wish adds to its likelihood is left
# to rounding; here it was seen to add 3.9 or more, in float32 as in bfloat16 (with a frame less).
SIDE_PX = 240
FILE = "googlenet_bvlc_tvnorm_fp16.safetensors"


@pytest.fixture
def studio(shared: Path, tmp_path: Path) -> Studio:
    """With a trained network that knows names."""
    store = WeightStore(tmp_path, hub=tmp_path)
    assert store.import_files([shared / "weights" / FILE]) == ("bvlc_googlenet",)
    return Studio(store=store, device="cpu")


def likelihood(studio: Studio, film: Artwork, name: str) -> float:
    """Of the classes that a word means, on the film's last frame: the log of their share."""
    info, path = studio.store.find("bvlc_googlenet", art="classify")
    network = studio.backbone(info, path, layers=[CLASSIFIER], exact=True)
    logits = look_at(Picture(image=film.picture), network, device=studio.device)
    return float(torch.log_softmax(logits, 0)[list(find_classes(name).indices)].logsumexp(0))


def test_founding_07_wishes_steer_one_growing_zoom(studio: Studio) -> None:
    options = ZoomOptions(classes=("castle",), size_px=SIDE_PX, frames=3)
    first = zoom(Picture(image=photo()), options, studio=studio)
    state = FilmState.from_json(first.facts["state"])
    wishes = {name: ZoomOptions(classes=(name,), frames=5) for name in ("castles", "volcano")}
    went_on = {
        name: zoom(Picture(image=first.picture), wish, studio=studio, start=state)
        for name, wish in wishes.items()
    }
    for wish, other in (("castles", "volcano"), ("volcano", "castles")):
        gained = likelihood(studio, went_on[wish], wish) - likelihood(studio, first, wish)
        assert gained > 1
        assert gained > likelihood(studio, went_on[other], wish) - likelihood(studio, first, wish)
    more = went_on["volcano"]
    whole = append_film(first.film, more.film)
    frames = np.stack([np.asarray(one, dtype=float) for one in read_frames(whole)])
    assert len(frames) == 3 + 5
    steps = np.abs(np.diff(frames, axis=0)).mean(axis=(1, 2, 3))
    assert steps.max() < 2 * np.median(steps)  # no jump, where one wish follows another either
    brightness = frames.mean(axis=(1, 2, 3))
    assert np.ptp(brightness) < 0.03 * brightness[0]


def test_founding_07_an_unknown_word_gets_the_near_matches(studio: Studio) -> None:
    misspelt = ZoomOptions(classes=("casle",))
    with pytest.raises(UnknownNameError, match="castle"):
        choose_zoom(Picture(image=photo()), misspelt, store=studio.store)
