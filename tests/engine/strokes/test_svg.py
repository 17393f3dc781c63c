"""The drawing: well-formed, every stroke in it, and like the picture."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from engine.options.strokes import Hand, PaintOptions
from engine.strokes.canvas import paint
from engine.strokes.fitting import fit
from engine.strokes.stroke import Brush
from engine.strokes.svg import to_svg
from tests.engine.strokes.sheets import sheet_of
from tests.pictures import photo

SVG = "{http://www.w3.org/2000/svg}"
LINES = (((20.0, 30.0), (80.0, 30.0)), ((10.0, 5.0), (70.0, 55.0)))


def test_every_stroke_is_a_path_in_its_order() -> None:
    strokes = sheet_of(*LINES, colours=((1.0, 0.0, 0.0), (0.0, 0.0, 1.0)), opacity=0.5)
    root = ElementTree.fromstring(to_svg(strokes, longest_px=500, comment="a & b"))
    assert (root.get("width"), root.get("height")) == ("500", "300")
    assert root.get("viewBox") == "0 0 100 60"
    assert root.findtext(f"{SVG}desc") == "a & b"
    paths = list(root.iter(f"{SVG}path"))
    assert [path.get("stroke") for path in paths] == ["#ff0000", "#0000ff"]
    assert [path.get("stroke-opacity") for path in paths] == ["0.50", "0.50"]
    assert paths[0].get("d") == "M20 30Q50 30 80 30"


def test_a_tapered_stroke_is_an_outline() -> None:
    strokes = sheet_of(LINES[0], brush=Brush(taper=0.5), width=10)
    (path,) = ElementTree.fromstring(to_svg(strokes, longest_px=100)).iter(f"{SVG}path")
    assert path.get("fill") == "#000000"
    # Half as wide at its ends; the middle of a curve lies half as far aside as its control.
    assert re.findall(r"Q[\d.]+ ([\d.]+)", path.get("d") or "") == ["37.5", "22.5"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.mark.browser
@pytest.mark.parametrize("hand", ["oil", "gouache", "ink", "pencil", "knife"])
def test_a_browser_shows_it_as_the_picture_is(browser: Browser, hand: Hand) -> None:
    strokes = fit(photo(width=150, height=100), PaintOptions(hand=hand, strokes=500))
    picture = paint(strokes, longest_px=300)
    page = browser.new_page(viewport={"width": 300, "height": 200})
    styles = "<style>body { margin: 0 } svg { display: block }</style>"
    page.set_content(styles + to_svg(strokes, longest_px=300))
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    assert shown.size == picture.size
    # Hairs, relief and the paper's tooth are the picture's alone: what is wider than they counts.
    ours, theirs = (
        np.asarray(image.resize((30, 20), Image.Resampling.BOX), float)
        for image in (picture, shown)
    )
    assert np.abs(ours - theirs).mean() < 8
    plain = np.abs(ours - ours.mean(axis=(0, 1))).mean()
    assert np.abs(ours - theirs).mean() < plain / 4
