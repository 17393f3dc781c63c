"""The founding documents' check of films: the engine's part of row 30."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from engine.catalogue.house_styles import house_style_path
from engine.media.clips import read_clip
from engine.media.pictures import read_picture
from engine.options.video import VideoOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.video.film import video
from engine.weights.store import WeightStore
from tests.engine.films import film_of, pan

FRAMES = 10


@pytest.mark.parametrize("effect", ["style", "dream"])
def test_founding_30(tmp_path: Path, effect: str) -> None:
    """A short film in, an mp4 out, as many frames, steadier than frame by frame, with its sound."""
    studio = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")
    source = film_of(pan(FRAMES, size=(96, 72)), sound="aac", sound_s=1.0)
    clip = read_clip(source)
    painted = [StyleSource(name="swirls", picture=read_picture(house_style_path("swirls")))]
    styles = painted if effect == "style" else []
    options = VideoOptions(effect=effect, steps=3)
    steady = video(clip, options, styles=styles, studio=studio)
    by_frames = replace(options, steadiness=0.0, seconds=0.5)
    alone = video(clip, by_frames, styles=styles, studio=studio)
    with av.open(io.BytesIO(steady.film)) as film:
        assert "mp4" in film.format.name
        pictures = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
        assert len(pictures) == FRAMES
        assert film.streams.video[0].average_rate == 12
    with av.open(io.BytesIO(steady.film)) as film, av.open(io.BytesIO(source)) as there:
        sound, sound_there = (
            np.concatenate([one.to_ndarray()[0] for one in opened.decode(audio=0)])
            for opened in (film, there)
        )
    length = FRAMES / 12 * 44_100
    assert len(sound) == pytest.approx(length, rel=0.05)
    middle = slice(8_192, 32_768)
    assert (
        np.abs(np.fft.rfft(sound[middle])).argmax()
        == np.abs(np.fft.rfft(sound_there[middle])).argmax()
    )
    # Frame by frame a film flickers though each of its frames is made from the same random draws.
    assert steady.facts["flicker"] < 0.6 * alone.facts["flicker"]
    # And it is not steady for want of art.
    own = [np.asarray(one.resize((96, 72)), dtype=float) for one in clip.frames()]
    changed = [np.abs(made - one).mean() for made, one in zip(pictures, own, strict=True)]
    assert min(changed) > 4
