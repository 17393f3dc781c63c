"""Wide and bright colours (BT.2100's HLG and PQ, BT.2020, P3) -> sRGB. Pure functions, no torch.

A picture or frame goes through one lattice of 65 points a side, worked out once: no copy of it in
floats is ever made, whatever its size.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Floats = NDArray[np.float32]

# Code points of ITU-T H.273, which films, PNG's cICP and HEIF's nclx share.
PQ, HLG = 16, 18
BT709, BT2020, P3 = 1, 9, 12
# What a white page is shown at (BT.2408-7, 2.2), and a screen's brightest (BT.2100-2, table 5).
WHITE_NITS, PEAK_NITS = 203.0, 1000.0
_LATTICE = 65  # the most that PIL takes
# Where the roll-off begins. BT.2390-10 (5.4.1) takes 0.5, which greys a white page to 230 of 255.
_KNEE = 0.2
# Linear light of each set of primaries to that of BT.709. Source: BT.2407-0, 2; SMPTE EG 432-1.
_TO_BT709 = {
    BT2020: ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187)),
    P3: ((1.2249, -0.2247, 0.0), (-0.0420, 1.0419, 0.0), (-0.0197, -0.0786, 1.0979)),
}


@dataclass(frozen=True, slots=True)
class ColourCode:
    """How a file says that its colours are meant; H.273's numbers."""

    primaries: int
    transfer: int

    @property
    def is_hdr(self) -> bool:
        return self.transfer in (PQ, HLG)

    @property
    def is_plain(self) -> bool:
        """Whether it can be taken as sRGB as it is."""
        return not self.is_hdr and self.primaries not in _TO_BT709


def to_srgb(picture: Image.Image, code: ColourCode) -> Image.Image:
    """An RGB picture whose values mean what ``code`` says, in sRGB."""
    return picture if code.is_plain else picture.filter(_lattice(code))


def pq_to_nits(signal: Floats) -> Floats:
    """Source: BT.2100-2, table 4, EOTF."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 107 / 128, 2413 / 128, 2392 / 128
    power = np.power(np.clip(signal, 0, 1), 1 / m2)
    return np.asarray(10_000 * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1))


def nits_to_pq(nits: Floats) -> Floats:
    """Source: BT.2100-2, table 4, inverse EOTF."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 107 / 128, 2413 / 128, 2392 / 128
    power = np.power(np.clip(nits / 10_000, 0, 1), m1)
    return np.asarray(((c1 + c2 * power) / (1 + c3 * power)) ** m2)


def hlg_to_nits(signal: Floats) -> Floats:
    """(..., 3) BT.2020 on a screen of PEAK_NITS.

    Source: BT.2100-2, table 5, inverse OETF and OOTF, whose gamma is 1.2 for that screen.
    """
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    signal = np.clip(signal, 0, 1)
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    luminance = scene @ np.array([0.2627, 0.6780, 0.0593], dtype=np.float32)
    return np.asarray(PEAK_NITS * scene * np.power(luminance, 0.2)[..., None])


def tone_mapped(nits: Floats) -> Floats:
    """Up to PEAK_NITS brought to at most WHITE_NITS; what is darker than most whites is kept.

    Source: BT.2390-10, 5.4.1, EETF. Differs: a later knee, see _KNEE.
    """
    top = nits_to_pq(np.asarray(PEAK_NITS, dtype=np.float32))
    most = float(nits_to_pq(np.asarray(WHITE_NITS, dtype=np.float32)) / top)
    start = (1 + _KNEE) * most - _KNEE
    level = np.clip(nits_to_pq(nits) / top, 0, 1)
    t = np.maximum((level - start) / (1 - start), 0)
    curve = (2 * t**3 - 3 * t**2 + 1) * start
    curve += (t**3 - 2 * t**2 + t) * (1 - start) + (-2 * t**3 + 3 * t**2) * most
    return pq_to_nits(np.where(level < start, level, curve) * top)


def srgb_of(linear: Floats) -> Floats:
    """Source: IEC 61966-2-1."""
    linear = np.clip(linear, 0, 1)
    return np.asarray(
        np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    )


def linear_of(srgb: Floats) -> Floats:
    """Source: IEC 61966-2-1."""
    return np.asarray(np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4))


def srgb_signal(signal: Floats, code: ColourCode) -> Floats:
    """(..., 3) in [0, 1]: what ``code`` means by ``signal``, in sRGB."""
    if code.is_hdr:
        nits = pq_to_nits(signal) if code.transfer == PQ else hlg_to_nits(signal)
        linear = nits / WHITE_NITS
    else:
        linear = linear_of(signal)
    if code.primaries in _TO_BT709:
        linear = linear @ np.array(_TO_BT709[code.primaries], dtype=np.float32).T
    linear = np.maximum(linear, 0)
    if code.is_hdr:
        # All three by the brightest's share: each by its own would turn bright reds to orange.
        brightest = np.maximum(linear.max(axis=-1, keepdims=True), 1e-6)
        linear = linear * (tone_mapped(brightest * WHITE_NITS) / WHITE_NITS / brightest)
    return srgb_of(linear)


@functools.lru_cache(maxsize=4)
def _lattice(code: ColourCode) -> ImageFilter.Color3DLUT:
    steps = np.linspace(0, 1, _LATTICE, dtype=np.float32)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    table = srgb_signal(np.stack([red, green, blue], axis=-1), code)
    return ImageFilter.Color3DLUT(_LATTICE, np.ascontiguousarray(table.reshape(-1)))
