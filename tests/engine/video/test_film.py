"""Films of films: every frame is made, held to the one before, and nothing drifts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from engine.catalogue.house_styles import house_style_path
from engine.errors import ClipTooLongError, OptionError, RenderStoppedError, WeightsError
from engine.media.clips import Clip, read_clip
from engine.media.mp4 import read_frames
from engine.media.pictures import read_picture
from engine.ops.images import to_image
from engine.options.video import VideoOptions
from engine.studio.progress import Progress
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.video.choices import choose_video
from engine.video.film import video
from engine.video.flow import continued, dis, motion
from engine.video.tone import Tone, tone_of
from engine.weights.store import WeightStore
from tests.engine.films import CHELSEA, film_of, flicker, pan
from tests.instants import autoencoders_file, johnson_file

SWIRLS = StyleSource(name="swirls", picture=read_picture(house_style_path("swirls")))
EFFECTS = pytest.mark.parametrize("effect", ["dream", "style"])


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


def clip_of(frames: Iterator[Image.Image]) -> Clip:
    return read_clip(film_of(frames))


def make(studio: Studio, clip: Clip, effect: str, **options: object) -> list[Image.Image]:
    return list(read_frames(film(studio, clip, effect, **options)))


def film(studio: Studio, clip: Clip, effect: str, **options: object) -> bytes:
    styles = [SWIRLS] if effect == "style" else []
    wanted = VideoOptions.from_json({"effect": effect, "steps": 2, **options})
    return video(clip, wanted, styles=styles, studio=studio).film


def tensors(frames: list[Image.Image]) -> list[Tensor]:
    return [to_image(frame) for frame in frames]


def grey(frame: Image.Image) -> np.ndarray:
    """Light and dark, which a film keeps better than colours."""
    return np.asarray(frame, dtype=float).mean(axis=2)


def flicker_of(frames: list[Image.Image], clip: Clip) -> float:
    source = tensors(list(clip.frames()))
    motions = [motion(one, other, dis) for one, other in itertools.pairwise(source)]
    return flicker(tensors(frames), motions)


@EFFECTS
def test_facts_tell_how_it_was_made(studio: Studio, effect: str) -> None:
    clip = clip_of(pan(4))
    styles = [SWIRLS] if effect == "style" else []
    made = video(clip, VideoOptions(effect=effect, steps=2), styles=styles, studio=studio)
    network = "embedded_style" if styles else "embedded"
    assert (made.art, made.network, made.device) == ("video", network, "cpu")
    assert (made.facts["frames"], made.facts["frames_per_s"], made.facts["flow"]) == (4, 12, "dis")
    own = flicker_of(list(clip.frames()), clip)
    assert made.facts["flicker_of_clip"] == pytest.approx(own, abs=1e-4)
    assert made.facts["flicker"] > 0
    assert made.facts.get("layer", made.facts.get("styles")) in ("inception_4c", ["swirls"])
    assert isinstance(made.options, VideoOptions)
    assert (made.options.network, made.options.size_px) == (network, 96)
    assert made.options.loss == ("wasserstein" if styles else None)
    assert made.steps_cut is False
    frames = list(read_frames(made.film))
    assert np.abs(grey(made.picture) - grey(frames[-1])).mean() < 8
    assert made.steps == 2 * 3 + 2 * {"dream": 4, "style": 8}[effect]


@EFFECTS
def test_the_same_seed_is_the_same_film(studio: Studio, effect: str) -> None:
    clip = clip_of(pan(2))
    first, again, other = (film(studio, clip, effect, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


@EFFECTS
def test_what_stands_still_stays_still_and_nothing_drifts(studio: Studio, effect: str) -> None:
    still = next(pan(1, square=False))
    clip = clip_of(iter([still] * 10))
    frames = [np.asarray(frame, dtype=float) for frame in make(studio, clip, effect)]
    steps = [np.abs(after - before).mean() for before, after in itertools.pairwise(frames)]
    assert max(steps[1:]) < 3
    assert abs(frames[-1].mean() - frames[0].mean()) < 2
    assert frames[-1].std() == pytest.approx(frames[0].std(), rel=0.06)
    assert np.abs(frames[-1] - np.asarray(still, dtype=float)).mean() > 3  # it is still art


@EFFECTS
def test_a_new_scene_is_not_held_to_the_one_before(studio: Studio, effect: str) -> None:
    other = CHELSEA.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((96, 64))
    with_cut = [*pan(2), *[other] * 2]
    cut = make(studio, clip_of(iter(with_cut)), effect)
    alone = make(studio, clip_of(iter([other] * 2)), effect)
    difference = np.abs(grey(cut[2]) - grey(alone[0])).mean()
    assert difference < np.abs(grey(cut[2]) - grey(cut[1])).mean() / 3


@EFFECTS
def test_what_moved_leaves_no_trace(studio: Studio, effect: str) -> None:
    """A square that falls over a picture which stands still."""
    still = next(pan(1, square=False))
    frames = []
    for top in range(0, 40, 5):
        frame = still.copy()
        frame.paste((250, 30, 30), (40, top, 54, top + 14))
        frames.append(frame)
    last = np.asarray(make(studio, clip_of(iter(frames)), effect)[-1], dtype=float)
    uncovered, beside = last[2:24, 42:52].mean((0, 1)), last[2:24, 60:70].mean((0, 1))
    square = last[40:48, 44:50].mean((0, 1))
    redness = square[0] - square[1:].mean()
    assert redness > 60
    assert uncovered[0] - uncovered[1:].mean() < (beside[0] - beside[1:].mean()) + redness / 4


@pytest.mark.parametrize("colours", ["keep", "match", "luma"])
def test_colours_of_the_film_are_kept_when_asked(studio: Studio, colours: str) -> None:
    clip = clip_of(pan(2))
    source = [np.asarray(frame, dtype=float) for frame in clip.frames()]
    usual = [np.asarray(frame, dtype=float) for frame in make(studio, clip, "style")]
    kept = [np.asarray(one, dtype=float) for one in make(studio, clip, "style", colours=colours)]

    def hues(frame: np.ndarray) -> np.ndarray:
        return frame.mean((0, 1)) - frame.mean()

    for there, plain, coloured in zip(source, usual, kept, strict=True):
        away = np.abs(hues(plain) - hues(there)).sum()
        assert np.abs(hues(coloured) - hues(there)).sum() < away / 2


def test_an_odd_side_loses_a_pixel_and_a_large_film_is_made_smaller(studio: Studio) -> None:
    choice = choose_video(
        clip_of(pan(2, size=(600, 402))), VideoOptions(), styles=["swirls"], store=studio.store
    )
    assert (choice.width, choice.height, choice.options.size_px) == (480, 322, 480)
    odd = choose_video(
        clip_of(pan(2)), VideoOptions(size_px=77), styles=["swirls"], store=studio.store
    )
    assert (odd.width, odd.height) == (76, 50)


def test_only_the_seconds_asked_for_are_made(studio: Studio) -> None:
    clip = clip_of(pan(12))
    assert len(make(studio, clip, "dream", seconds=0.25, steps=1)) == 3


def test_frames_are_left_out_where_they_cannot_be_paid_for(studio: Studio) -> None:
    clip = clip_of(pan(9))
    thrifty = Studio(store=studio.store, device="cpu", budget_s=0.001)
    made = video(clip, VideoOptions(effect="dream", steps=1), studio=thrifty)
    assert made.steps_cut is True
    assert made.facts["frames"] == len(list(read_frames(made.film))) == 2


def test_progress_rises_and_can_stop_it(studio: Studio) -> None:
    told: list[float] = []

    def listen(progress: Progress) -> None:
        told.append(progress.fraction)
        preview = progress.preview()
        assert preview.width <= 96
        if progress.fraction > 0.26:  # there is a whole frame
            assert preview.size == (96, 64)
        if progress.fraction > 0.5:
            raise RenderStoppedError

    with pytest.raises(RenderStoppedError):
        video(
            clip_of(pan(4)),
            VideoOptions(effect="dream", steps=2),
            studio=studio,
            on_progress=listen,
        )
    assert told == sorted(told)
    assert 0 < told[0] < 0.2


@pytest.mark.parametrize(
    ("options", "styles", "expected"),
    [
        (VideoOptions(), [], "name a style"),
        (VideoOptions(preset="classic"), ["swirls"], "a dream's look"),
        (VideoOptions(effect="dream"), ["swirls"], "a dream follows no style"),
        (VideoOptions(effect="dream", colours="luma"), [], "colours of its own"),
        (VideoOptions(colours="dream"), ["swirls"], "belongs to dreaming"),
        (VideoOptions(effect="dream", scale=2.0), [], "belongs to painting"),
        (VideoOptions(effect="dream", instant=True), [], "belongs to painting"),
        (VideoOptions(effect="dream", loss="painter"), [], "belongs to painting"),
        (VideoOptions(instant=True, loss="painter"), ["swirls"], "loss=painter"),
    ],
)
def test_wishes_that_exclude_each_other_are_refused(
    studio: Studio, options: VideoOptions, styles: list[str], expected: str
) -> None:
    with pytest.raises(OptionError, match=expected):
        choose_video(clip_of(pan(2)), options, styles=styles, store=studio.store)


def test_what_is_not_here_is_said_before_anything_is_made(studio: Studio) -> None:
    clip = clip_of(pan(2))
    for options in (VideoOptions(flow="raft"), VideoOptions(instant=True, network="wct16")):
        with pytest.raises(WeightsError, match="oneiro weights"):
            choose_video(clip, options, styles=["swirls"], store=studio.store)
    slow = read_clip(film_of(pan(10), beats=[200 * beat for beat in range(10)]))
    with pytest.raises(ClipTooLongError):
        choose_video(slow, VideoOptions(), styles=["swirls"], store=studio.store)


def test_a_tone_is_brought_back_but_contrast_only_slowly() -> None:
    generator = torch.Generator().manual_seed(0)
    plain = torch.rand(1, 3, 32, 32, generator=generator) * 0.5 + 0.25
    tone = Tone.between(plain, (plain * 0.8 + 0.15).clamp(0, 1))
    drifted = plain * 1.1 - 0.1
    mean, deviation = tone_of(tone.hold(drifted, plain))
    wanted, plain_deviation = tone_of(plain)
    assert torch.allclose(mean, wanted * 0.8 + 0.15, atol=1e-3)
    assert torch.allclose(deviation, plain_deviation * 0.8, rtol=0.01)
    flat = tone_of(tone.hold(plain * 0.1 + 0.4, plain))[1]
    assert (flat < plain_deviation * 0.103).all()


def test_each_frame_is_painted_in_one_pass_when_asked(studio: Studio, tmp_path: Path) -> None:
    johnson_file(tmp_path, "one")
    clip = clip_of(pan(5))
    source = StyleSource(name="one", picture=SWIRLS.picture)
    wanted = [VideoOptions(instant=True, steadiness=steadiness) for steadiness in (1.0, 0.0)]
    steady, alone = (video(clip, one, styles=[source], studio=studio) for one in wanted)
    assert (steady.network, steady.steps, steady.facts["frames"]) == ("trained", 0, 5)
    assert steady.facts["flicker"] < alone.facts["flicker"]
    first, *_ = read_frames(steady.film)
    assert np.abs(grey(first) - grey(next(clip.frames()))).mean() > 8


def faded(count: int, *, black: int) -> Iterator[Image.Image]:
    """A film that comes out of the dark."""
    for index, frame in enumerate(pan(count, step_px=0.0, square=False)):
        share = min(1.0, max(0, index - black + 1) / 5)
        yield frame.point([round(value * share) for value in range(256)] * 3)


def test_a_film_out_of_the_dark_keeps_its_colours(studio: Studio) -> None:
    clip = clip_of(faded(9, black=3))
    options = VideoOptions(size_px=96, steps=2, network="embedded", colours="keep")
    art = video(clip, options, styles=[SWIRLS], studio=studio)
    last = list(clip.frames())[-1]
    assert abs(grey(art.picture).mean() - grey(last).mean()) < 25


def test_a_film_painted_in_one_pass_out_of_the_dark_is_as_light_as_each_frame_alone(
    studio: Studio, tmp_path: Path
) -> None:
    autoencoders_file(tmp_path, name="wct")
    clip = clip_of(faded(9, black=3))
    wanted = [VideoOptions(instant=True, steadiness=steadiness) for steadiness in (1.0, 0.0)]
    steady, alone = (video(clip, one, styles=[SWIRLS], studio=studio) for one in wanted)
    assert abs(grey(steady.picture).mean() - grey(alone.picture).mean()) < 10


def test_frames_that_show_nothing_stay_painted(studio: Studio) -> None:
    clip = clip_of(Image.new("RGB", (96, 64), (90, 90, 90)) for _ in range(4))
    options = VideoOptions(size_px=96, steps=2, network="embedded")
    art = video(clip, options, styles=[SWIRLS], studio=studio)
    first, *_, last = (grey(frame) for frame in read_frames(art.film))
    assert last.std() > 0.7 * first.std() > 5


def test_new_places_go_on_without_a_seam() -> None:
    """They take over how the painting differs from the plain frame, less the farther away."""
    plain = torch.full((1, 3, 32, 100), 0.4)
    known = torch.zeros(1, 1, 32, 100)
    known[..., :50] = 1
    image = continued(torch.full_like(plain, 0.7), plain, inside=known)
    assert torch.equal(image[..., :50], torch.full((1, 3, 32, 50), 0.7))
    assert image[..., 50].min() > 0.6
    assert torch.equal(image[..., 60:], plain[..., 60:])
    assert (image[0, 0, 16, 50:].diff() <= 1e-6).all()
    nothing = continued(torch.rand_like(plain), plain, inside=torch.zeros_like(known))
    assert torch.equal(nothing, plain)
