"""Strokes -> an SVG: every stroke a path, in its order. No torch."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

import numpy as np

from engine.strokes import bezier
from engine.strokes.canvas import size_of
from engine.strokes.stroke import Brush, Floats, Strokes, dry_share, wet_cover

_ROUNDED = 1  # decimals of lengths, in px of the sheet


def to_svg(strokes: Strokes, *, longest_px: int, comment: str = "") -> str:
    """The drawing; without hairs and relief, which are the renderer's own.

    Args:
        longest_px: the size that it asks to be shown at.
        comment: how it was made, written as its description.
    """
    (width, height), _ = size_of(strokes, longest_px)
    sheet_width, sheet_height = strokes.sheet
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {sheet_width} {sheet_height}" preserveAspectRatio="none">',
        *([f"<desc>{escape(comment)}</desc>"] if comment else []),
        f'<rect width="100%" height="100%" fill="{_hex(np.array(strokes.paper))}"/>',
        *_groups(strokes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _groups(strokes: Strokes) -> Iterator[str]:
    """Strokes of one brush that follow each other share what they have in common."""
    starts = np.flatnonzero(np.diff(strokes.kinds, prepend=-1))
    for start, end in zip(starts, [*starts, len(strokes)][1:], strict=True):
        brush = strokes.brushes[strokes.kinds[start]]
        if brush.taper:
            yield '<g stroke="none">'
        else:
            cap = "butt" if brush.is_square else "round"
            yield f'<g fill="none" stroke-linecap="{cap}">'
        yield from (_path(strokes, index, brush) for index in range(start, end))
        yield "</g>"


def _path(strokes: Strokes, index: int, brush: Brush) -> str:
    # What a dry brush leaves out towards its end is left out at its end.
    curve = bezier.first_part(strokes.curves[index], 1 - dry_share(brush))
    width = float(strokes.widths[index])
    colour = _hex(strokes.colours[index])
    opacity = f"{float(strokes.opacities[index]) * wet_cover(brush):.2f}"
    if brush.taper:
        shape = _leaf(curve, width, brush.taper)
        return f'<path d="{shape}" fill="{colour}" fill-opacity="{opacity}"/>'
    shape = f"M{_point(curve[0])}Q{_point(curve[1])} {_point(curve[2])}"
    return (
        f'<path d="{shape}" stroke="{colour}" stroke-width="{_number(width)}" '
        f'stroke-opacity="{opacity}"/>'
    )


def _leaf(curve: Floats, width: float, taper: float) -> str:
    """The outline of a tapered stroke: two quadratic curves between two half circles.

    Aside of the control by (1 + taper) half widths the middle is half a width wide, as
    :func:`engine.strokes.bezier.swell` has it.
    """
    start, control, end = curve
    ends, middle = width / 2 * (1 - taper), width / 2 * (1 + taper)
    first, whole, last = (_normal(way) for way in (control - start, end - start, end - control))
    radius = _number(ends)
    arc = f"A{radius} {radius} 0 0 0 "
    return (
        f"M{_point(start + first * ends)}"
        f"Q{_point(control + whole * middle)} {_point(end + last * ends)}"
        f"{arc}{_point(end - last * ends)}"
        f"Q{_point(control - whole * middle)} {_point(start - first * ends)}"
        f"{arc}{_point(start + first * ends)}Z"
    )


def _normal(way: Floats) -> Floats:
    size = float(np.hypot(*way))
    return np.array([-way[1], way[0]]) / size if size else np.zeros(2)


def _point(point: Floats) -> str:
    return f"{_number(float(point[0]))} {_number(float(point[1]))}"


def _number(value: float) -> str:
    return f"{round(value, _ROUNDED):g}"


def _hex(colour: Floats) -> str:
    red, green, blue = (int(value) for value in np.round(np.clip(colour, 0, 1) * 255))
    return f"#{red:02x}{green:02x}{blue:02x}"
