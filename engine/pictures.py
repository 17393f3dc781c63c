"""Bytes -> a checked PIL picture, and back; limits come before decoding. No torch."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from engine.errors import (
    BrokenPictureError,
    EmptyPictureError,
    OptionError,
    PictureTooLargeError,
    PictureTooNarrowError,
    PictureTooSmallError,
)

MAX_BYTES = 20_000_000  # what Telegram lets a bot download
MAX_PIXELS = 64_000_000  # 192 MB once decoded to RGB
MIN_SIDE_PX = 16  # the stride of the layers that dream best
MAX_ASPECT = 20  # Telegram refuses photos beyond this
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")

PictureFormat = Literal["png", "jpeg", "webp"]
_FORMAT_OF_SUFFIX: dict[str, PictureFormat] = {
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".webp": "webp",
}
# What PIL's readers raise on hostile bytes, besides OSError.
DECODE_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    struct.error,
    MemoryError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that is safe to work on.

    Attributes:
        image: RGB, upright, in sRGB, flattened on white.
        alpha: the transparency ("L"), where the picture had some.
        is_animated: only its first frame was taken.
        notes: what a person should know, as short sentences.
    """

    image: Image.Image
    alpha: Image.Image | None = None
    name: str = "The picture"
    is_animated: bool = False
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return self.image.width

    @property
    def height(self) -> int:
        return self.image.height


def decode_picture(data: bytes, *, name: str = "The picture") -> Picture:
    """Read a JPEG, PNG, WebP, GIF, TIFF or BMP.

    Raises: BrokenPictureError, EmptyPictureError, PictureTooLargeError, PictureTooNarrowError,
        PictureTooSmallError.
    """
    if not data:
        raise EmptyPictureError(name=name)
    if len(data) > MAX_BYTES:
        megabytes = f"{len(data) / 1e6:.0f} MB"
        raise PictureTooLargeError(name=name, what=megabytes, limit=f"{MAX_BYTES // 10**6} MB")
    with warnings.catch_warnings():
        # PIL warns of odd metadata and of large pictures; the checks here decide.
        warnings.simplefilter("ignore")
        try:
            return _decode(data, name)
        except Image.DecompressionBombError as exc:
            raise _too_many_pixels(name, "far too many pixels") from exc
        except DECODE_ERRORS as exc:
            raise BrokenPictureError(f"{type(exc).__name__}: {exc}", name=name) from exc


def read_picture(path: Path | str) -> Picture:
    """Read a picture file; raises as :func:`decode_picture`, and OSError."""
    with Path(path).open("rb") as file:
        # One byte more than the limit says that the limit is passed.
        return decode_picture(file.read(MAX_BYTES + 1), name=Path(path).name)


def format_for(path: Path) -> PictureFormat:
    """The format that a file's suffix asks for. Raises: OptionError."""
    if not can_write(path):
        endings = ", ".join(_FORMAT_OF_SUFFIX)
        raise OptionError(option="output", value=str(path), rule=f"its name must end in {endings}")
    return _FORMAT_OF_SUFFIX[path.suffix.lower()]


def can_write(path: Path) -> bool:
    """Whether a picture can be written under this name."""
    return path.suffix.lower() in _FORMAT_OF_SUFFIX


def encode_picture(
    image: Image.Image, *, format: PictureFormat = "png", metadata: str | None = None
) -> bytes:
    """The picture as a file. Nothing of the photo's own metadata is kept.

    Args:
        metadata: how the picture was made, written as its description.
    """
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    options: dict[str, object] = {}
    if format == "png":
        info = PngImagePlugin.PngInfo()
        if metadata:
            info.add_itxt("Description", metadata)
        options = {"pnginfo": info, "compress_level": 6}
    else:
        exif = Image.Exif()
        if metadata:
            exif[0x010E] = metadata  # ImageDescription
        options = {"quality": 93, "exif": exif.tobytes() if metadata else b""}
    if format == "jpeg":
        clean = flatten(clean)
        # Not optimised: that wants the whole file in one buffer, which a noisy picture outgrows.
        options |= {"subsampling": 0}
    elif format == "webp":
        options["exact"] = True  # colours under transparent parts too, as PNG keeps them
    buffer = io.BytesIO()
    clean.save(buffer, format=format, **options)
    return buffer.getvalue()


def flatten(image: Image.Image) -> Image.Image:
    """RGB, transparent parts on white."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _decode(data: bytes, name: str) -> Picture:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        _check_size(opened.width, opened.height, name)
        # A phone's JPEG may carry a second picture for 3-D screens: that is no animation.
        is_animated = opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1
        opened.seek(0)
        opened.load()
        profile = opened.info.get("icc_profile")
        upright = _upright(opened)
    colours, alpha = _split(upright)
    rgb = _to_srgb(colours, profile)
    if alpha is not None:
        alpha = None if alpha.getextrema()[0] == 255 else alpha
    if alpha is not None:
        white = Image.new("RGB", rgb.size, "white")
        rgb = Image.composite(rgb, white, alpha)
    notes = (f"{name} moves; I took its first frame.",) if is_animated else ()
    return Picture(image=rgb, alpha=alpha, name=name, is_animated=is_animated, notes=notes)


def _check_size(width: int, height: int, name: str) -> None:
    if width * height > MAX_PIXELS:
        raise _too_many_pixels(name, f"{width}x{height} px")
    if min(width, height) < MIN_SIDE_PX:
        raise PictureTooSmallError(name=name, width=width, height=height, min_px=MIN_SIDE_PX)
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise PictureTooNarrowError(name=name, width=width, height=height, limit=MAX_ASPECT)


def _too_many_pixels(name: str, what: str) -> PictureTooLargeError:
    return PictureTooLargeError(name=name, what=what, limit=f"{MAX_PIXELS // 10**6} megapixels")


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF orientation says; unreadable EXIF turns nothing."""
    try:
        return ImageOps.exif_transpose(image)
    except DECODE_ERRORS:
        return image.copy()


def _split(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """(8-bit colours without alpha, alpha or None) of a picture of any mode."""
    if image.mode.startswith(("I", "F")):
        return _to_eight_bits(image), None
    has_alpha = image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info
    if has_alpha:
        rgba = image.convert("RGBA")
        return rgba.convert("RGB"), rgba.getchannel("A")
    if image.mode not in {"RGB", "L", "CMYK", "LAB"}:
        return image.convert("RGB"), None
    return image, None


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """16-bit, 32-bit and float grey: PIL's own conversion would clip at 255 instead of scaling."""
    import numpy as np  # only rare pictures need it, and the chat process starts sooner without

    values = np.nan_to_num(np.asarray(image, dtype=np.float64))
    if image.mode.startswith("I;16"):
        top = 65535.0
    else:
        peak = float(values.max())
        top = next((limit for limit in (1.0, 255.0, 65535.0) if peak <= limit), peak)
    scaled = np.clip(values / top * 255, 0, 255).round().astype(np.uint8)
    return Image.fromarray(scaled)


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB in sRGB; a profile that cannot be used is left aside."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, *DECODE_ERRORS):
            pass
    return image if image.mode == "RGB" else image.convert("RGB")  # a copy may be 192 MB
