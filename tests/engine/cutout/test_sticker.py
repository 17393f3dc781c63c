"""A sticker: what is cut out, its rim and size, and pictures of which nothing can be cut."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.cli import commands as cli
from engine.cutout.sticker import RIM_PX, SIDE_PX, rimmed, sticker
from engine.media.keepsakes.sticker_file import MOST_BYTES, sticker_file
from engine.media.pictures import Picture, decode_picture
from engine.options.sticker import StickerOptions
from engine.studio.studio import Studio
from tests.pictures import encoded, photo


@pytest.fixture(scope="module")
def studio() -> Studio:
    return Studio(device="cpu")


def ball(size: tuple[int, int] = (300, 200), *, at: tuple[int, int] = (150, 100)) -> Picture:
    """A red ball with a radius of 60 px before a pale wall."""
    image = Image.new("RGB", size, (225, 230, 235))
    x, y = at
    ImageDraw.Draw(image).ellipse((x - 60, y - 60, x + 60, y + 60), fill=(190, 30, 25))
    return Picture(image=image)


def test_a_ball_is_cut_out_as_a_disc_in_a_white_rim(studio: Studio) -> None:
    art = sticker(ball(), studio=studio)
    assert (art.facts, art.notes) == ({"is_cut": True}, ())
    assert max(art.picture.size) == SIDE_PX
    assert abs(art.picture.width - art.picture.height) < 12
    pixels = np.asarray(art.picture).astype(int)
    middle = SIDE_PX // 2
    assert pixels[middle, middle].tolist() == pytest.approx([190, 30, 25, 255], abs=6)
    assert pixels[5, 5, 3] == 0
    rim = pixels[middle, 2 : RIM_PX - 3]
    assert (rim[:, :3] > 235).all()
    assert (rim[:, 3] > 200).all()


def test_no_wall_shines_through_around_a_ball(studio: Studio) -> None:
    dark = Image.new("RGB", (300, 200), (10, 20, 60))
    ImageDraw.Draw(dark).ellipse((90, 40, 210, 160), fill=(250, 220, 40))
    art = sticker(Picture(image=dark), studio=studio)
    assert art.facts == {"is_cut": True}
    pixels = np.asarray(art.picture).astype(int)
    seen = pixels[pixels[..., 3] > 250][:, :3]
    assert (seen[:, 0] < 150).mean() < 0.002


@pytest.mark.parametrize("name", ["astronaut", "coffee", "rocket"])
def test_photos_of_one_thing_are_cut_out(name: str, studio: Studio) -> None:
    art = sticker(Picture(image=photo(name)), studio=studio)
    assert art.facts == {"is_cut": True}
    alpha = np.asarray(art.picture)[..., 3]
    assert 0.2 < (alpha > 128).mean() < 0.9


def test_a_face_is_cut_out_with_its_hair_and_shoulders(studio: Studio) -> None:
    whole = photo("astronaut")
    art = sticker(Picture(image=whole), studio=studio)
    # From the top of her hair to the lower edge, and no flag beside her.
    assert art.picture.height == SIDE_PX
    assert 0.6 < art.picture.width / art.picture.height < 0.9


def test_of_a_plain_picture_nothing_can_be_cut_out_and_it_says_so(studio: Studio) -> None:
    art = sticker(Picture(image=Image.new("RGB", (300, 200), "teal")), studio=studio)
    assert art.facts == {"is_cut": False}
    assert "round corners" in str(art.notes[0])
    assert art.picture.size == (SIDE_PX, pytest.approx(344, abs=8))
    pixels = np.asarray(art.picture)
    assert pixels[0, 0, 3] == 0
    assert pixels[172, 256].tolist() == [0, 128, 128, 255]


def test_a_picture_full_of_edges_stays_whole(studio: Studio) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (120, 160, 3), dtype=np.uint8)
    assert sticker(Picture(image=Image.fromarray(noise)), studio=studio).facts == {"is_cut": False}


def test_the_whole_picture_can_be_asked_for(studio: Studio) -> None:
    art = sticker(ball(), StickerOptions(cut="whole"), studio=studio)
    assert (art.facts, art.notes) == ({"is_cut": False}, ())
    assert art.picture.width == SIDE_PX


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (17, 16), (3000, 150)])
def test_a_picture_of_any_size_becomes_a_sticker(size: tuple[int, int], studio: Studio) -> None:
    art = sticker(Picture(image=Image.new("RGB", size, "navy")), studio=studio)
    assert max(art.picture.size) == SIDE_PX
    assert min(art.picture.size) > 2 * RIM_PX
    assert np.asarray(art.picture)[..., 3].max() == 255


def test_a_painting_is_cut_along_the_photo_that_it_was_made_of(studio: Studio) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (200, 300, 3), dtype=np.uint8)
    painting = Picture(image=Image.fromarray(noise))
    assert sticker(painting, original=ball(), studio=studio).facts == {"is_cut": True}
    # A photo of another shape is none of it.
    tall = ball((200, 300), at=(100, 150))
    assert sticker(painting, original=tall, studio=studio).facts == {"is_cut": False}


def test_a_cut_out_that_somebody_made_stays_as_it_is(studio: Studio) -> None:
    drawn = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    ImageDraw.Draw(drawn).rectangle((20, 40, 80, 60), fill=(0, 90, 200, 255))
    data = io.BytesIO()
    drawn.save(data, "PNG")
    art = sticker(decode_picture(data.getvalue()), studio=studio)
    assert art.facts == {"is_cut": True}
    assert art.picture.width == SIDE_PX
    assert art.picture.width / art.picture.height == pytest.approx(2.6, abs=0.3)


def test_what_is_faint_all_over_stays_whole(studio: Studio) -> None:
    faint = Image.new("RGBA", (90, 60), (200, 40, 30, 100))
    made = sticker(decode_picture(encoded(faint)), studio=studio)
    assert made.facts == {"is_cut": False}


def test_the_same_photo_gives_the_same_sticker(studio: Studio) -> None:
    first, second = (sticker(Picture(image=photo("coffee")), studio=studio) for _ in range(2))
    assert first.picture.tobytes() == second.picture.tobytes()


def test_a_file_is_small_enough_whatever_is_in_it() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (SIDE_PX, SIDE_PX, 4), dtype=np.uint8)
    data = sticker_file(Image.fromarray(noise, "RGBA"))
    assert len(data) <= MOST_BYTES
    opened = Image.open(io.BytesIO(data))
    assert (opened.format, opened.size) == ("WEBP", (SIDE_PX, SIDE_PX))


def test_a_speck_fills_the_sticker() -> None:
    shares = np.zeros((50, 50), np.float32)
    shares[10, 20] = 1
    assert rimmed(Image.new("RGB", (50, 50), "red"), shares).size == (SIDE_PX, SIDE_PX)


def test_the_command_writes_a_webp(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ball().image.save(tmp_path / "ball.png")
    out = tmp_path / "ball.webp"
    words = ["sticker", str(tmp_path / "ball.png"), "-o", str(out), "--device", "cpu", "--json"]
    assert cli.main(words, data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["art"], told["is_cut"]) == ("sticker", True)
    with Image.open(out) as opened:
        assert (opened.format, max(opened.size), opened.mode) == ("WEBP", SIDE_PX, "RGBA")
