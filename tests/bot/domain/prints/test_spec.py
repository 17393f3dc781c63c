"""What a print measures: known by hand."""

from __future__ import annotations

import itertools

import pytest

from bot.domain.prints.spec import PrintSpec, effective_dpi

SPEC = PrintSpec(
    material="paper", title="Paper", short_cm=20, long_cm=30, bleed_mm=3, safe_mm=5, dpi=300
)


@pytest.mark.parametrize(("width", "height"), [(400, 600), (600, 400), (500, 500)])
def test_the_longer_side_lies_along_the_picture(width: int, height: int) -> None:
    layout = SPEC.layout(width, height)
    # 20 cm and 30 cm at 300 dpi; 3 mm are 35 px.
    sides = (3543, 2362) if width > height else (2362, 3543)
    assert (layout.width, layout.height) == sides
    assert layout.whole == (sides[0] + 70, sides[1] + 70)


def test_a_square_is_cropped_in_its_middle() -> None:
    layout = SPEC.layout(600, 600)
    left, upper, right, lower = layout.crop
    assert (upper, lower) == (0, 600)
    assert left == pytest.approx(100, abs=0.1)
    assert right == pytest.approx(500, abs=0.1)
    assert layout.hidden_percent == 33


def test_no_crop_reaches_beyond_its_picture() -> None:
    for width, height in itertools.product((598, 600, 798, 1200), range(300, 1300)):
        left, upper, right, lower = SPEC.layout(width, height).crop
        assert left >= 0
        assert upper >= 0
        assert right <= width
        assert lower <= height


def test_as_many_pixels_are_needed_as_leave_nothing_to_enlarge() -> None:
    assert SPEC.layout(400, 600).needed_px == 3543
    # Of a square both sides must reach the longer one.
    assert SPEC.layout(600, 600).needed_px == 3543
    # A panorama is cut on the left and right: what is left must reach.
    assert SPEC.layout(1200, 400).needed_px == 3 * 2362


@pytest.mark.parametrize(("painted_px", "dpi"), [(None, 50), (1800, 152), (3543, 300), (4000, 300)])
def test_what_is_enlarged_has_fewer_points_of_its_own(painted_px: int | None, dpi: int) -> None:
    assert effective_dpi(SPEC, SPEC.layout(400, 600), painted_px=painted_px) == dpi


def test_it_outlives_a_row() -> None:
    assert PrintSpec.from_json({**SPEC.to_json(), "unknown": 1}) == SPEC
