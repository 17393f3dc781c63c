"""Light and colours of a film's frames, and of what is made of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from PIL import Image, ImageStat
from torch import Tensor

from engine.media.clips import Clip

# A frame whose colours deviate less shows nothing: black before a film fades in, a plain title.
FLAT = 0.01
TELLING = 0.1  # a frame whose colours deviate so much shows what the film is like
TELLING_S = 10
LEAST_DEVIATION = 1e-3
# Colours' contrast comes back so slowly from frame to frame, lest calm places turn to noise.
MOST_GAIN = 1.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """What the making of a frame does to its colours' means and deviations, each (3).

    Films that feed on themselves drift to dark or to noise, unless this stays as it was.
    """

    shift: Tensor
    gain: Tensor

    @classmethod
    def between(cls, plain: Tensor, made: Tensor) -> Tone:
        """What happened to ``plain``."""
        (mean, deviation), (mean_after, deviation_after) = tone_of(plain), tone_of(made)
        return cls(
            shift=mean_after - mean, gain=deviation_after / deviation.clamp_min(LEAST_DEVIATION)
        )

    def hold(self, image: Tensor, plain: Tensor) -> Tensor:
        """``image`` with the tone that ``plain`` is to get."""
        mean, deviation = tone_of(plain)
        # Over a plain frame that shows nothing there is a painting all the same.
        contrast = deviation.clamp_min(LEAST_DEVIATION) * self.gain
        return held_to(image, mean=mean + self.shift, deviation=contrast)


def held_to(image: Tensor, *, mean: Tensor, deviation: Tensor) -> Tensor:
    """``image`` with each colour's mean (3), its deviation (3) no larger, nor for long smaller."""
    own_mean, own_deviation = tone_of(image)
    gain = (deviation / own_deviation.clamp_min(LEAST_DEVIATION)).clamp(max=MOST_GAIN)
    shift = mean - own_mean * gain
    gain, shift = (colours.view(1, 3, 1, 1).to(image) for colours in (gain, shift))
    return (image * gain + shift).clamp(0, 1)


def tone_of(image: Tensor) -> tuple[Tensor, Tensor]:
    """(mean, deviation) of each colour, on the CPU."""
    flat = image[0].flatten(1).double()
    return flat.mean(1).cpu(), flat.std(1, correction=0).cpu()


def is_flat(frame: Tensor) -> bool:
    """Whether a frame shows nothing."""
    return bool((tone_of(frame)[1] < FLAT).all())


def telling_frame(clip: Clip) -> Image.Image:
    """The frame whose colours a film's are: its first, unless it begins in the dark.

    Then the one that deviates most among those of its first TELLING_S.
    """
    most, telling = -1.0, None
    for frame in itertools.islice(clip.frames(), max(1, round(TELLING_S * clip.frames_per_s))):
        deviation = max(ImageStat.Stat(frame).stddev) / 255
        if deviation > most:
            most, telling = deviation, frame
        if deviation >= TELLING:
            break
    if telling is None:
        raise LookupError("a clip without frames")
    return telling
