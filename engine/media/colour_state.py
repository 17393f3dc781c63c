"""What colour a picture has left: none, a tint that says nothing, a faded rest, or its own.

No torch. The chat asks it of every photo that comes in; a colouring goes by the same answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PIL import Image

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

State = Literal["grey", "tinted", "faded", "coloured"]

# Chroma of OKLab. The 95th percentile is judged, so that a stamp or a stain does not count.
GREY_BELOW = 0.02
OWN_COLOURS_BELOW_TINT = 0.016  # beside the tint: a scanner's and a JPEG's noise
FADED_BELOW = 0.055
FADED_WITH_TINT_BELOW = 0.1
_LOOK_PX = 256
_TONES = 12
_MOST = 0.95
# Source: Ottosson 2020, A perceptual color space for image processing.
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def state_of(picture: Image.Image) -> State:
    """``picture``: RGB."""
    return look_at(picture)[0]


def look_at(picture: Image.Image) -> tuple[State, NDArray[np.float32]]:
    """(its state, its small L, a and b (h, w, 3) without the tint, which stays where it is faded).

    A tint, as of sepia or of a scan, is one colour for each light.
    """
    import numpy as np  # the chat process starts sooner without

    lab = _oklab(_small(picture))
    own = lab[..., 1:] - _tint_of(lab)
    vivid, beside = (
        float(np.quantile(np.hypot(chroma[..., 0], chroma[..., 1]), _MOST))
        for chroma in (lab[..., 1:], own)
    )
    state: State = "coloured"
    if vivid < GREY_BELOW:
        state = "grey"
    elif beside < OWN_COLOURS_BELOW_TINT:
        state = "tinted"
    elif beside < FADED_BELOW and vivid < FADED_WITH_TINT_BELOW:
        state = "faded"
    # What a faded photo has of one hue may as well be its own.
    if state != "faded":
        lab[..., 1:] = own
    return state, lab


def _small(picture: Image.Image) -> Image.Image:
    share = _LOOK_PX / max(picture.size)
    if share >= 1:
        return picture.convert("RGB")
    width, height = (max(1, round(side * share)) for side in picture.size)
    small = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return small.convert("RGB")


def _oklab(picture: Image.Image) -> NDArray[np.float32]:
    import numpy as np

    rgb = np.asarray(picture, dtype=np.float32) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    lab = np.cbrt(linear @ np.array(TO_CONES).T) @ np.array(TO_LAB).T
    result: NDArray[np.float32] = lab.astype(np.float32)
    return result


def _tint_of(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    """(h, w, 2): the mean chroma of each place's light, evenly between _TONES lights."""
    import numpy as np

    light, chroma = lab[..., 0].ravel(), lab[..., 1:].reshape(-1, 2)
    place = light.clip(0, 1) * (_TONES - 1)
    below = np.minimum(place.astype(np.int64), _TONES - 2)
    share = (place - below)[:, None]
    weights = np.concatenate([1 - share, share])[:, 0]
    places = np.concatenate([below, below + 1])
    weight = np.bincount(places, weights, _TONES)[:, None]
    total = np.stack(
        [np.bincount(places, weights * np.tile(part, 2), _TONES) for part in chroma.T], axis=1
    )
    # A light that hardly any place has takes the tint of all.
    prior = 1e-3 * len(light)
    tints = (total + prior * chroma.mean(0)) / (weight + prior)
    tint = tints[below] * (1 - share) + tints[below + 1] * share
    result: NDArray[np.float32] = tint.reshape(*lab.shape[:2], 2).astype(np.float32)
    return result
