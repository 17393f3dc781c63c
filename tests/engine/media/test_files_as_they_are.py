"""Files as people have them: each opens as its owner sees it, or is told what it is."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms, TiffImagePlugin

from engine.errors import (
    BadInputError,
    BrokenPictureError,
    PictureTooLargeError,
    UnsupportedPictureError,
)
from engine.media.pictures import decode_picture
from engine.texts.phrase import Phrase
from tests.memory import needs_proc, peak_mb
from tests.pictures import encoded, photo

RED, BLUE, WHITE = (200, 30, 30), (30, 30, 200), (255, 255, 255)


def two_halves(width: int = 64, height: int = 32) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def heic(image: Image.Image, **options: Any) -> bytes:
    buffer = io.BytesIO()
    pillow_heif.from_pillow(image).save(buffer, quality=95, **options)
    return buffer.getvalue()


def by_cv2(pixels: np.ndarray, suffix: str) -> bytes:
    """RGB numbers of any kind as a file."""
    return bytes(cv2.imencode(suffix, pixels[..., ::-1])[1])


def with_chunk(png: bytes, kind: bytes, body: bytes) -> bytes:
    """Right after a PNG's header."""
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return png[:33] + chunk + png[33:]


def close_to(told: Any, meant: tuple[int, int, int], *, atol: float = 10) -> bool:
    return bool(np.allclose(told, meant, atol=atol))


FORMS: list[Any] = [heic, pytest.param(lambda image, **kw: encoded(image, "AVIF", **kw))]


@pytest.mark.parametrize("form", FORMS, ids=["heic", "avif"])
def test_a_phones_own_file_opens(form: Callable[..., bytes]) -> None:
    picture = decode_picture(form(two_halves()), name="IMG_1.HEIC")
    assert (picture.image.mode, picture.width, picture.height) == ("RGB", 64, 32)
    assert close_to(picture.image.getpixel((5, 5)), RED)
    assert close_to(picture.image.getpixel((60, 30)), BLUE)
    assert (picture.notes, picture.alpha, picture.is_animated) == ((), None, False)


@pytest.mark.parametrize("form", FORMS, ids=["heic", "avif"])
def test_a_phones_own_file_stands_upright_once(form: Callable[..., bytes]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise
    picture = decode_picture(form(two_halves(), exif=exif.tobytes()))
    assert (picture.width, picture.height) == (32, 64)
    assert close_to(picture.image.getpixel((16, 5)), RED)


@pytest.mark.parametrize("form", FORMS, ids=["heic", "avif"])
def test_what_is_clear_in_a_phones_file_is_white(form: Callable[..., bytes]) -> None:
    image = two_halves().convert("RGBA")
    image.paste((0, 0, 0, 0), (32, 0, 64, 32))
    picture = decode_picture(form(image))
    assert close_to(picture.image.getpixel((60, 16)), WHITE)
    assert picture.alpha is not None
    assert picture.alpha.getpixel((60, 16)) == 0


@pytest.mark.parametrize("form", FORMS, ids=["heic", "avif"])
def test_a_phones_colours_go_through_their_profile(form: Callable[..., bytes]) -> None:
    """Of one whose red is sRGB's blue."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    image = two_halves()
    image.info["icc_profile"] = swapped
    there = decode_picture(form(image, icc_profile=swapped)).image
    assert close_to(there.getpixel((5, 5)), RED[::-1], atol=16)


@pytest.mark.parametrize("form", FORMS, ids=["heic", "avif"])
def test_a_phones_file_is_measured_before_it_is_decoded(
    form: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = form(two_halves())
    monkeypatch.setattr("engine.media.pictures.MAX_PIXELS", 64 * 31)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("decoded"))
    with pytest.raises(PictureTooLargeError, match="64x32"):
        decode_picture(data)


@pytest.mark.parametrize("form", FORMS, ids=["heic", "avif"])
def test_a_broken_phones_file_is_refused_plainly(form: Callable[..., bytes]) -> None:
    data = form(photo(width=120, height=80))
    random = np.random.default_rng(0)
    with pytest.raises(BrokenPictureError):
        decode_picture(data[: len(data) // 2])
    for _ in range(25):
        broken = bytearray(data)
        for at in random.integers(len(broken), size=5):
            broken[at] = random.integers(256)
        try:
            decode_picture(bytes(broken))
        except BadInputError:
            continue


def test_a_chat_without_such_files_never_loads_their_reader() -> None:
    code = (
        "import sys, engine.media.pictures; print({'numpy', 'pillow_heif', 'cv2'} & {*sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"


def raw(make: str, **tags: Any) -> bytes:
    """A camera's file as far as it is one: a small preview with the camera's tags."""
    directory = TiffImagePlugin.ImageFileDirectory_v2()
    directory[271] = make
    for tag, value in tags.items():
        directory[int(tag[1:])] = value
        if tag == "t50706":
            directory.tagtype[50706] = 1
    return encoded(two_halves(), "TIFF", tiffinfo=directory)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\x0a" + bytes(90), "JPEG XL"),
        (b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(90), "JPEG XL"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom" + bytes(90), "raw file (Canon CR3)"),
        (b"II*\0\x10\0\0\0CR\x02\0" + bytes(90), "raw file (Canon CR2)"),
        (b"FUJIFILMCCD-RAW 0201" + bytes(90), "raw file (Fujifilm RAF)"),
        (b"IIRO\x08\0\0\0" + bytes(90), "raw file (Olympus ORF)"),
        (b"IIU\0\x08\0\0\0" + bytes(90), "raw file (Panasonic RW2)"),
        (raw("NIKON CORPORATION", t254=1, t330=8), "raw file (Nikon)"),
        (raw("SONY", t254=1, t330=8), "raw file (Sony)"),
        (raw("Apple", t50706=b"\1\4\0\0"), "raw file (DNG)"),
        (b"8BPS\0\1" + bytes(90), "Photoshop"),
        (b"%PDF-1.7\n" + bytes(90), "PDF"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"  <svg width='9'/>", "SVG"),
    ],
)
def test_what_nothing_here_opens_is_told_what_it_is_and_what_to_do(data: bytes, kind: str) -> None:
    """By its bytes: whatever it is called."""
    with pytest.raises(UnsupportedPictureError) as told:
        decode_picture(data, name="holiday.jpg")
    assert kind in str(told.value)
    assert str(told.value).startswith("holiday.jpg is a")
    assert "save it as a JPEG or PNG" in str(told.value)


def test_a_tiff_from_a_cameras_photo_is_no_raw_file() -> None:
    assert decode_picture(raw("NIKON CORPORATION")).width == 64


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_picture_that_lacks_its_last_bytes_opens_with_a_remark(
    kind: str, progressive: bool
) -> None:
    options = {"JPEG": {"quality": 90, "progressive": progressive}}.get(kind, {})
    image = photo("chelsea", width=300, height=200)
    data = encoded(image, kind, **options)
    # A PNG's last sixteen bytes tell nothing of what it shows.
    for lost in (len(data) // 100, *((2, 40) if kind != "PNG" else ())):
        picture = decode_picture(data[:-lost], name="cat.jpg")
        told = np.asarray(picture.image, dtype=float)[:170]
        assert np.abs(told - np.asarray(image, dtype=float)[:170]).mean() < 8
        assert [str(note)[:25] for note in picture.notes] == ["cat.jpg is not complete ("]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_picture_of_which_much_is_missing_is_refused(
    kind: str, progressive: bool, share: float
) -> None:
    options = {"JPEG": {"quality": 90, "progressive": progressive}}.get(kind, {})
    data = encoded(photo("chelsea", width=300, height=200), kind, **options)
    with pytest.raises(BrokenPictureError):
        decode_picture(data[: round(len(data) * share)])


def test_a_whole_picture_has_no_remark_that_it_is_not() -> None:
    for kind in ("JPEG", "WEBP", "PNG"):
        assert decode_picture(encoded(photo(width=90, height=60), kind)).notes == ()


GREY = np.tile(np.linspace(0, 1, 64), (32, 1))


@pytest.mark.parametrize(("top", "white"), [(4095, 4095), (1023, 1023), (65535, 65535), (255, 255)])
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_scan_of_fewer_bits_in_sixteen_is_not_black(top: int, white: int, kind: str) -> None:
    data = encoded(Image.fromarray((GREY * top).round().astype(np.uint16)), kind)
    row = np.asarray(decode_picture(data).image)[0, :, 0].astype(float)
    assert np.abs(row - GREY[0] * top / white * 255).max() <= 2


def test_a_dark_picture_of_sixteen_bits_stays_dark() -> None:
    data = encoded(Image.fromarray((GREY * 16000).astype(np.uint16)))
    assert np.asarray(decode_picture(data).image).max() == round(16000 / 257)


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
@pytest.mark.parametrize(("top", "white"), [(4095, 4095), (65535, 65535)])
def test_colours_of_twelve_bits_in_sixteen_are_not_black(suffix: str, top: int, white: int) -> None:
    colours = np.stack([GREY, GREY[:, ::-1], np.full_like(GREY, 0.5)], axis=-1)
    data = by_cv2((colours * top).round().astype(np.uint16), suffix)
    told = np.asarray(decode_picture(data).image, dtype=float)
    assert np.abs(told - colours * 255).max() <= 2


@pytest.mark.parametrize("peak", [1.0, 3.0, 7.5, 255.0, 65535.0, 1e6])
def test_floats_above_one_are_not_black(peak: float) -> None:
    data = encoded(Image.fromarray((GREY * peak).astype(np.float32)), "TIFF")
    row = np.asarray(decode_picture(data).image)[0, :, 0].astype(float)
    assert np.abs(row - GREY[0] * 255).max() <= 3


def test_one_glaring_pixel_or_none_at_all_leaves_the_rest_as_it_is() -> None:
    values = np.tile(GREY, (4, 4)).astype(np.float32) * 2
    values[0, 0], values[0, 1], values[0, 2] = np.inf, np.nan, 1e9
    told = np.asarray(decode_picture(encoded(Image.fromarray(values), "TIFF")).image)
    assert abs(int(told[5, 32, 0]) - 130) < 6


@pytest.mark.parametrize("peak", [1.0, 3.0, 255.0])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_colours_in_floats_open(peak: float, dtype: type) -> None:
    colours = np.stack([GREY, GREY[:, ::-1], np.full_like(GREY, 0.5)], axis=-1)
    picture = decode_picture(by_cv2((colours * peak).astype(dtype), ".tiff"))
    assert np.abs(np.asarray(picture.image, dtype=float) - colours * 255).max() <= 3


def test_colours_in_floats_are_measured_before_they_are_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = by_cv2(np.zeros((32, 64, 3), dtype=np.float32), ".tiff")
    monkeypatch.setattr("cv2.imdecode", lambda *_: pytest.fail("decoded"))
    monkeypatch.setattr("engine.media.decoding.deep_pictures.MAX_DEEP_BYTES", 64 * 32 * 12 - 1)
    with pytest.raises(PictureTooLargeError):
        decode_picture(data)


def test_a_tiff_of_several_pages_has_pages_and_does_not_move() -> None:
    pages = [two_halves(), two_halves().rotate(180)]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    picture = decode_picture(data, name="scan.tif")
    assert picture.notes == (Phrase("notes.several_pages", name="scan.tif"),)
    assert not picture.is_animated
    assert close_to(picture.image.getpixel((5, 5)), RED)


def test_of_several_pictures_in_one_phones_file_its_main_one_is_taken() -> None:
    both = pillow_heif.from_pillow(Image.new("RGB", (64, 64), BLUE))
    both.add_from_pillow(Image.new("RGB", (64, 64), RED))
    buffer = io.BytesIO()
    both.save(buffer, primary_index=1)
    picture = decode_picture(buffer.getvalue(), name="burst.heic")
    assert close_to(picture.image.getpixel((5, 5)), RED)
    assert picture.notes == (Phrase("notes.several_pictures", name="burst.heic"),)
    assert not picture.is_animated


def test_the_pages_of_a_tiff_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of 19 MB can have 170,000."""
    pages = [two_halves()] * 3
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    monkeypatch.setattr(
        TiffImagePlugin.TiffImageFile, "n_frames", property(lambda self: pytest.fail("counted"))
    )
    assert decode_picture(data).notes


# What BT.709's red and greys are in HLG's and PQ's numbers, by ITU-R BT.2100 and BT.2408: a page
# that is white is 203 cd/m2, which is 75 % in HLG and 58 % in PQ; so red are 71, 27 and 13 %.
SIGNALS = {
    18: {(247, 0, 0): (0.708, 0.267, 0.130), (247,) * 3: (0.75,) * 3, (101,) * 3: (0.38,) * 3},
    16: {(247, 0, 0): (0.533, 0.327, 0.220), (246,) * 3: (0.58,) * 3, (180,) * 3: (0.5,) * 3},
}


@pytest.mark.parametrize("transfer", [18, 16], ids=["hlg", "pq"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_bright_png_says_so_itself_and_is_read_so(transfer: int, dtype: type) -> None:
    for meant, signal in SIGNALS[transfer].items():
        top = np.iinfo(dtype).max
        pixels = np.full((32, 32, 3), np.array(signal) * top).round().astype(dtype)
        png = with_chunk(by_cv2(pixels, ".png"), b"cICP", bytes([9, transfer, 0, 1]))
        assert close_to(decode_picture(png).image.getpixel((5, 5)), meant, atol=12)


@pytest.mark.parametrize("transfer", [18, 16], ids=["hlg", "pq"])
@pytest.mark.parametrize("form", FORMS, ids=["heic", "avif"])
def test_a_phones_bright_picture_is_read_so(form: Callable[..., bytes], transfer: int) -> None:
    """The box that says so is written over here: no writer of ours knows these codes."""
    for meant, signal in SIGNALS[transfer].items():
        image = Image.new("RGB", (64, 64), tuple(round(255 * value) for value in signal))
        data = bytearray(form(image))
        at = data.index(b"colrnclx") + 8
        data[at : at + 4] = struct.pack(">HH", 9, transfer)
        assert close_to(decode_picture(bytes(data)).image.getpixel((9, 9)), meant, atol=26)


OPEN = """
import sys
from engine.media.pictures import decode_picture
decode_picture(sys.stdin.buffer.read())
"""


@needs_proc
def test_a_small_file_of_a_vast_picture_takes_little_memory() -> None:
    """64 megapixels of 16 bits took 1.8 GB, of floats 2 GB."""
    grey = Image.new("I;16", (8000, 8000), 3000)
    assert peak_mb(OPEN, encoded(grey, "PNG", compress_level=1)) < 600
    floats = encoded(Image.new("F", (8000, 8000), 3.0), "TIFF", compression="tiff_adobe_deflate")
    assert peak_mb(OPEN, floats) < 700
