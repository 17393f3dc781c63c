"""Stickers made for real behind the worker's door."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw

from bot.domain.orders import Art, Order, PictureRef
from bot.domain.pools import Pool, pool_of
from bot.settings import Settings
from bot.worker.engine_renderer import EngineRenderer
from bot.worker.renderer import Pictures
from engine.media.pictures import Picture
from engine.options.sticker import StickerOptions

REF = PictureRef(id="k3f9ab", file_id="f", message_id=1)
ORDER = Order(art=Art.STICKER, options=StickerOptions(), photo=REF)


def test_a_painting_is_cut_along_its_photo_and_comes_with_a_clear_background(
    tmp_path: Path,
) -> None:
    photo = Image.new("RGB", (240, 160), (225, 230, 235))
    ImageDraw.Draw(photo).ellipse((70, 30, 170, 130), fill=(190, 30, 25))
    painting = Image.effect_noise((240, 160), 90).convert("RGB")
    painter = EngineRenderer(Settings(_env_file=None, data_dir=tmp_path, device="cpu"))
    pictures = Pictures(photo=Picture(image=painting), guide=Picture(image=photo))
    made = painter.paint(ORDER, pictures, lambda _: None)
    assert made.kind == "png"
    assert made.outcome.notes == ()
    with Image.open(io.BytesIO(made.file or b"")) as opened:
        assert (opened.mode, max(opened.size)) == ("RGBA", 512)
        assert opened.getpixel((3, 3))[3] == 0
    assert StickerOptions.from_json(made.outcome.options) == StickerOptions()


def test_a_sticker_is_a_matter_of_seconds_anywhere() -> None:
    assert pool_of(ORDER) is Pool.INSTANT
