"""The file of a print, from a real painter and from a result as it is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from bot.domain.orders import Art, Order, PictureRef
from bot.domain.prints.spec import PrintSpec
from bot.settings import Settings
from bot.worker.child import print_files
from bot.worker.child.print_files import made_of
from bot.worker.engine_renderer import EngineRenderer
from bot.worker.renderer import PictureFile, Pictures, RenderRequest
from engine.errors import OutOfMemoryError, RenderError
from engine.media.pictures import Picture, encode_picture
from engine.options.dream import DreamOptions
from engine.options.strokes import PaintOptions
from tests.bot.painters import SlowPainter
from tests.pictures import decoded, photo_bytes

# 20 x 30 cm at 20 dpi: small, and all the same a print.
SPEC = PrintSpec(
    material="paper", title="Paper", short_cm=20, long_cm=30, bleed_mm=6, safe_mm=10, dpi=20
)
PHOTO = PictureRef(id="k3f9ab", file_id="f", message_id=1)


def order(*, is_enlarged: bool = False, **options: object) -> Order:
    values = {"seed": 7, "steps": 2, **options}
    spec = PrintSpec.from_json({**SPEC.to_json(), "is_enlarged": is_enlarged, "result_px": 60})
    return Order(
        art=Art.DREAM,
        options=DreamOptions(**values),
        photo=PHOTO,
        printed=spec,  # type: ignore[arg-type]  # a test's own
    )


def test_a_picture_is_painted_anew_with_the_pixels_of_its_print(tmp_path: Path) -> None:
    renderer = EngineRenderer(Settings(_env_file=None, data_dir=tmp_path))
    photo = Picture(image=decoded(photo_bytes()))
    request = RenderRequest(order=order(size_px=236))
    made = made_of(renderer, request, Pictures(photo=photo), lambda _: None)
    assert made.file is not None
    with Image.open(io.BytesIO(made.file)) as file:
        # 236 by 157 px, and 5 px more beyond each edge.
        assert file.size == (246, 167)
        assert file.info["dpi"] == pytest.approx((20, 20), abs=0.1)
    assert max(made.outcome.width, made.outcome.height) == 236
    assert made.outcome.steps == 2
    (look,) = made.snapshots
    assert decoded(look).size == (246, 167)


def test_with_little_time_a_print_has_fewer_pixels_and_all_its_steps(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, device="cpu", render_budget_s=0.001)
    photo = Picture(image=decoded(photo_bytes()))
    request = RenderRequest(order=order(size_px=236, steps=6))
    made = made_of(EngineRenderer(settings), request, Pictures(photo=photo), lambda _: None)
    assert (made.outcome.steps, made.outcome.steps_cut) == (6, False)
    assert max(made.outcome.width, made.outcome.height) == 60
    assert made.file is not None
    assert decoded(made.file).size == (246, 167)


def test_strokes_are_rendered_with_the_pixels_of_their_print(tmp_path: Path) -> None:
    renderer = EngineRenderer(Settings(_env_file=None, data_dir=tmp_path))
    options = PaintOptions(hand="knife", strokes=500, size_px=236)
    wish = Order(art=Art.PAINT, options=options, photo=PHOTO, printed=SPEC)
    photo = Picture(image=decoded(photo_bytes()))
    made = made_of(renderer, RenderRequest(order=wish), Pictures(photo=photo), lambda _: None)
    assert (made.outcome.width, made.outcome.height, made.making) == (236, 157, None)
    assert made.file is not None
    with Image.open(io.BytesIO(made.file)) as file:
        assert file.size == (246, 167)
        assert file.info["dpi"] == pytest.approx((20, 20), abs=0.1)
        assert file.info["icc_profile"]


def test_a_result_is_enlarged_as_it_is() -> None:
    painter = SlowPainter()
    result = encode_picture(Image.new("RGB", (60, 60), (0, 90, 0)))
    request = RenderRequest(
        order=order(is_enlarged=True), files=(PictureFile(role="result", data=result),)
    )
    made = made_of(painter, request, Pictures(), lambda _: None)
    assert painter.painted == 0
    assert made.file is not None
    image = decoded(made.file)
    assert image.size == (167, 246)
    assert image.getpixel((80, 120)) == (0, 90, 0)
    assert (made.outcome.width, made.outcome.height) == (60, 60)


def test_without_its_result_there_is_no_file() -> None:
    request = RenderRequest(order=order(is_enlarged=True))
    with pytest.raises(RenderError):
        made_of(SlowPainter(), request, Pictures(), lambda _: None)


def test_a_file_that_memory_has_no_room_for_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_files, "free_bytes", lambda: 1000)
    photo = Picture(image=decoded(photo_bytes()))
    request = RenderRequest(order=order())
    with pytest.raises(OutOfMemoryError):
        made_of(SlowPainter(), request, Pictures(photo=photo), lambda _: None)
