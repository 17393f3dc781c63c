"""Whatever bytes come, there is a sensible picture or a plain refusal."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.errors import (
    BadInputError,
    BrokenPictureError,
    EmptyPictureError,
    OptionError,
    PictureTooLargeError,
    PictureTooNarrowError,
    PictureTooSmallError,
)
from engine.media.pictures import (
    MAX_BYTES,
    PictureFormat,
    decode_picture,
    encode_picture,
    format_for,
)
from tests.pictures import encoded

RED, BLUE = (200, 30, 30), (30, 30, 200)


def two_halves(width: int = 40, height: int = 20) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has hardly any pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF"])
def test_common_formats_are_read(kind: str) -> None:
    picture = decode_picture(encoded(two_halves(), kind), name="a.jpg")
    assert (picture.image.mode, picture.width, picture.height) == ("RGB", 40, 20)
    assert picture.alpha is None
    assert not picture.is_animated
    assert np.allclose(picture.image.getpixel((2, 2)), RED, atol=12)


def test_empty_bytes_are_told_apart_from_broken_ones() -> None:
    with pytest.raises(EmptyPictureError):
        decode_picture(b"")
    with pytest.raises(BrokenPictureError, match=r"holiday\.jpg"):
        decode_picture(b"Dear diary, today I went to the sea.", name="holiday.jpg")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_truncated_files_are_refused(kind: str) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    data = encoded(Image.fromarray(noise), kind)
    with pytest.raises(BrokenPictureError):
        decode_picture(data[: len(data) // 2])


def test_damaged_files_never_raise_anything_but_our_errors() -> None:
    rng = np.random.default_rng(1)
    for kind in ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"):
        data = bytearray(encoded(two_halves(), kind))
        for _ in range(60):
            broken = bytearray(data)
            for _ in range(4):
                broken[rng.integers(len(broken))] = rng.integers(256)
            with contextlib.suppress(BadInputError):
                decode_picture(bytes(broken))


def test_one_pixel_is_refused() -> None:
    with pytest.raises(PictureTooSmallError, match="1\N{MULTIPLICATION SIGN}1"):
        decode_picture(encoded(Image.new("RGB", (1, 1))))


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(PictureTooLargeError):
        decode_picture(png_header(20_000, 20_000))
    with pytest.raises(PictureTooLargeError, match="9000x9000"):
        decode_picture(png_header(9_000, 9_000))
    with pytest.raises(PictureTooLargeError, match="20 MB"):
        decode_picture(b"\xff" * (MAX_BYTES + 1))


def test_an_extreme_aspect_is_refused() -> None:
    with pytest.raises(PictureTooNarrowError, match="2000\N{MULTIPLICATION SIGN}20"):
        decode_picture(encoded(Image.new("RGB", (2000, 20))))
    assert decode_picture(encoded(Image.new("RGB", (400, 20)))).width == 400


def test_a_photo_taken_upright_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise
    picture = decode_picture(encoded(two_halves(), "JPEG", exif=exif.tobytes(), quality=95))
    assert (picture.width, picture.height) == (20, 40)
    assert np.allclose(picture.image.getpixel((10, 4)), RED, atol=12)


def test_cmyk_keeps_its_colours() -> None:
    data = encoded(two_halves().convert("CMYK"), "JPEG", quality=95)
    assert np.allclose(decode_picture(data).image.getpixel((4, 4)), RED, atol=20)


@pytest.mark.parametrize("dtype", [np.uint16, np.int32])
def test_sixteen_bits_are_scaled_not_clipped(dtype: type) -> None:
    ramp = np.linspace(0, 65535, 64).astype(dtype)
    data = encoded(Image.fromarray(np.tile(ramp, (32, 1))), "TIFF" if dtype is np.int32 else "PNG")
    row = np.asarray(decode_picture(data).image)[0, :, 0]
    assert np.abs(row.astype(int) - np.linspace(0, 255, 64)).max() <= 1


def test_transparency_is_flattened_on_white_and_kept() -> None:
    image = two_halves().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    image.paste((*BLUE, 255), (20, 0, 40, 20))
    picture = decode_picture(encoded(image))
    assert picture.image.getpixel((2, 2)) == (255, 255, 255)
    assert picture.image.getpixel((30, 2)) == BLUE
    assert picture.alpha is not None
    assert picture.alpha.getpixel((2, 2)) == 0


def test_a_transparent_palette_is_flattened() -> None:
    image = two_halves().quantize(4)
    index = image.getpixel((2, 2))
    picture = decode_picture(encoded(image, transparency=index))
    assert picture.image.getpixel((2, 2)) == (255, 255, 255)
    assert picture.alpha is not None


def test_an_opaque_alpha_channel_is_dropped() -> None:
    assert decode_picture(encoded(two_halves().convert("RGBA"))).alpha is None


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_gives_its_first_frame_and_says_so(kind: str) -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in (RED, BLUE)]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    picture = decode_picture(data, name="cat.gif")
    assert picture.is_animated
    assert "first frame" in str(picture.notes[0])
    assert np.allclose(picture.image.getpixel((5, 5)), RED, atol=12)


def test_a_colour_profile_is_applied_and_a_broken_one_ignored() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for icc in (profile, b"not a profile"):
        picture = decode_picture(encoded(two_halves(), icc_profile=icc))
        assert np.allclose(picture.image.getpixel((2, 2)), RED, atol=2)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_no_metadata_of_the_photo_survives(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    data = encoded(two_halves(), "JPEG", exif=exif.tobytes(), comment=b"SecretPlace")
    picture = decode_picture(data)
    written = encode_picture(picture.image, format=kind, metadata="Made with Oneiro: seed 7")
    assert b"Secret" not in written
    assert b"Made with Oneiro: seed 7" in written
    assert Image.open(io.BytesIO(written)).size == (40, 20)


def test_png_gives_the_same_pixels_back() -> None:
    noise = np.random.default_rng(2).integers(0, 255, (20, 30, 4), dtype=np.uint8)
    for image in (Image.fromarray(noise), Image.fromarray(noise[..., :3])):
        back = Image.open(io.BytesIO(encode_picture(image)))
        assert back.mode == image.mode
        assert back.tobytes() == image.tobytes()


def test_jpeg_of_a_transparent_picture_is_flattened_on_white() -> None:
    clear = Image.new("RGBA", (32, 32), (0, 0, 0, 0))
    back = Image.open(io.BytesIO(encode_picture(clear, format="jpeg")))
    assert back.getpixel((8, 8)) == (255, 255, 255)


def test_the_suffix_decides_the_format() -> None:
    assert [format_for(Path(f"a{end}")) for end in (".PNG", ".jpg", ".jpeg", ".webp")] == [
        "png",
        "jpeg",
        "jpeg",
        "webp",
    ]
    with pytest.raises(OptionError, match=r"a\.txt"):
        format_for(Path("a.txt"))


@pytest.mark.parametrize("format", ["png", "jpeg", "webp"])
def test_noise_is_encoded_too(format: PictureFormat) -> None:
    """Nothing compresses worse: files of it are larger than most buffers."""
    noise = np.random.default_rng(0).normal(128, 60, (400, 400, 3)).clip(0, 255)
    data = encode_picture(Image.fromarray(noise.astype(np.uint8)), format=format)
    assert decode_picture(data).image.size == (400, 400)
