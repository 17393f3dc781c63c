"""How each hand paints: its brushes, from the largest to the smallest. No torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.options.strokes import Hand
from engine.strokes.stroke import RGB, Brush


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One brush taken over the whole sheet. Lengths in px of a sheet of SHEET_PX.

    Attributes:
        share: of all strokes.
        width, length: of a stroke; the length is the most that it may be, and at least a third.
        opacity: of its paint.
        gain: how much closer to the photo a stroke must come, as a mean square in [0, 1]; below
            that what is there stays.
        spacing: between strokes, in widths.
        tolerance: see Ground.
        stray_deg: how far strokes run off their way.
        usual_deg: the way of strokes where the photo has no forms.
        is_hatched: strokes run the usual way everywhere.
        jitter: of lightness from stroke to stroke, as a standard deviation.
        blur: of what is painted, in widths.
        is_even: of more places than strokes some are drawn; else the worst are taken.
        covers: nothing of the ground is left bare.
    """

    share: float
    width: float
    length: float
    brush: Brush
    opacity: float = 1.0
    gain: float = 0.0
    spacing: float = 0.6
    tolerance: float = 0.2
    stray_deg: float = 8.0
    usual_deg: float = 25.0
    is_hatched: bool = False
    jitter: float = 0.015
    blur: float = 0.22
    is_even: bool = False
    covers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines of one ink: along outlines, or hatching where it is dark.

    Attributes:
        share: of all strokes.
        darkness: hatched where light is below it; None: outlines.
        spacing: px between hatched lines.
    """

    share: float
    width: float
    length: float
    brush: Brush
    opacity: float
    ink: RGB = (0.09, 0.08, 0.11)
    darkness: float | None = None
    spacing: float = 6.0
    angle_deg: float = 45.0
    stray_deg: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """A hand: its ground and what it does on it, in order.

    Attributes:
        ground: RGB of the paper; None: the photo's own mean, warmed, as a primed canvas.
        strokes: how many are usual.
        chroma: how much more colour than the photo's.
        paleness: how far it is thinned towards white, from 0 to 1.
    """

    ground: RGB | None
    strokes: int
    passes: tuple[Pass | Lines, ...]
    chroma: float = 1.0
    paleness: float = 0.0


_OIL = Brush(softness=0.2, bristles=0.1, dryness=0.45, streaks=0.04, relief=0.05)
_OIL_FINE = Brush(softness=0.3, taper=0.4, streaks=0.03, relief=0.04)
_GOUACHE = Brush(is_square=True, dryness=0.3)
_GOUACHE_GROUND = Brush(is_square=True)
_GOUACHE_FINE = Brush(taper=0.4)
_WASH = Brush(softness=0.35, grain=0.1)
_PEN = Brush(taper=0.85)
_PENCIL = Brush(softness=0.9, taper=0.25, grain=0.4)
_KNIFE = Brush(is_square=True, dryness=0.2, streaks=0.07, relief=0.045)

HANDS: Mapping[Hand, Manner] = {
    "oil": Manner(
        ground=None,
        strokes=4000,
        chroma=1.1,
        passes=(
            Pass(share=0.04, width=56, length=220, brush=_OIL, covers=True, jitter=0.02),
            Pass(share=0.11, width=28, length=130, brush=_OIL, gain=0.0006, jitter=0.02),
            Pass(share=0.24, width=14, length=80, brush=_OIL, gain=0.0006, jitter=0.018),
            Pass(share=0.32, width=7, length=44, brush=_OIL_FINE, gain=0.0008),
            Pass(share=0.19, width=3.6, length=24, brush=_OIL_FINE, gain=0.0012, jitter=0.01),
            Pass(share=0.1, width=2.2, length=14, brush=_OIL_FINE, gain=0.003, jitter=0.0),
        ),
    ),
    "gouache": Manner(
        ground=(0.96, 0.94, 0.89),
        strokes=2400,
        chroma=1.2,
        passes=(
            Pass(share=0.07, width=52, length=170, brush=_GOUACHE_GROUND, covers=True, jitter=0.0),
            Pass(share=0.18, width=28, length=110, brush=_GOUACHE, gain=0.001, jitter=0.0),
            Pass(share=0.3, width=14, length=60, brush=_GOUACHE, gain=0.0012, jitter=0.0),
            Pass(share=0.35, width=6, length=36, brush=_GOUACHE_FINE, gain=0.0022, jitter=0.0),
            Pass(share=0.1, width=3.2, length=20, brush=_GOUACHE_FINE, gain=0.005, jitter=0.0),
        ),
    ),
    "ink": Manner(
        ground=(0.975, 0.965, 0.94),
        strokes=4200,
        chroma=1.15,
        paleness=0.35,
        passes=(
            Pass(share=0.05, width=60, length=190, brush=_WASH, opacity=0.4, jitter=0.0),
            Pass(share=0.1, width=32, length=120, brush=_WASH, opacity=0.4, jitter=0.0),
            Pass(share=0.15, width=16, length=70, brush=_WASH, opacity=0.4, gain=1e-3, jitter=0.0),
            Lines(
                share=0.2,
                width=1.2,
                length=40,
                brush=_PEN,
                opacity=0.75,
                darkness=0.36,
                spacing=5.5,
                angle_deg=48,
            ),
            Lines(
                share=0.15,
                width=1.2,
                length=34,
                brush=_PEN,
                opacity=0.75,
                darkness=0.2,
                spacing=5.0,
                angle_deg=-40,
            ),
            Lines(share=0.35, width=2.0, length=46, brush=_PEN, opacity=0.9),
        ),
    ),
    "pencil": Manner(
        ground=(0.985, 0.98, 0.965),
        strokes=5000,
        chroma=1.2,
        passes=(
            Pass(
                share=0.34,
                width=6.5,
                length=90,
                brush=_PENCIL,
                opacity=0.6,
                is_hatched=True,
                usual_deg=-52,
                stray_deg=4,
                tolerance=0.2,
                spacing=1.1,
                blur=0.5,
                is_even=True,
            ),
            Pass(
                share=0.33,
                width=4.0,
                length=54,
                brush=_PENCIL,
                opacity=0.65,
                stray_deg=6,
                usual_deg=-52,
                tolerance=0.16,
                spacing=1.1,
                gain=0.0004,
                blur=0.4,
                is_even=True,
            ),
            Pass(
                share=0.33,
                width=2.0,
                length=32,
                brush=_PENCIL,
                opacity=0.85,
                stray_deg=4,
                usual_deg=-52,
                tolerance=0.16,
                spacing=1.2,
                gain=0.001,
            ),
        ),
    ),
    "knife": Manner(
        ground=None,
        strokes=1800,
        chroma=1.2,
        passes=(
            Pass(
                share=0.12,
                width=50,
                length=120,
                brush=_KNIFE,
                covers=True,
                jitter=0.03,
                stray_deg=16,
                tolerance=0.3,
            ),
            Pass(
                share=0.4,
                width=26,
                length=62,
                brush=_KNIFE,
                gain=0.001,
                jitter=0.03,
                stray_deg=14,
                tolerance=0.25,
            ),
            Pass(
                share=0.33,
                width=12,
                length=30,
                brush=_KNIFE,
                gain=0.0016,
                jitter=0.02,
                stray_deg=10,
            ),
            Pass(
                share=0.15, width=6, length=16, brush=_KNIFE, gain=0.005, jitter=0.01, stray_deg=6
            ),
        ),
    ),
}
