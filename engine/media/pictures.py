"""Bytes -> a checked PIL picture, and back; limits come before decoding. No torch."""

from __future__ import annotations

import io
import math
import struct
import warnings
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from PIL import ExifTags, Image, ImageChops, ImageCms, PngImagePlugin, UnidentifiedImageError

from engine.errors import (
    BrokenPictureError,
    EmptyPictureError,
    OptionError,
    PictureTooLargeError,
    PictureTooNarrowError,
    PictureTooSmallError,
    UnsupportedPictureError,
)
from engine.media.decoding.deep_pictures import (
    decode_deep,
    deep_tiff_size,
    grey_to_eight_bits,
    is_deep_and_dim,
)
from engine.media.decoding.incomplete import completed
from engine.media.formats import (
    colour_code,
    has_several_pages,
    is_heif,
    is_tiff,
    open_picture,
    refuse_unsupported,
    tiff_directory,
)
from engine.texts.phrase import Fact, Phrase, megabytes

MAX_BYTES = 20_000_000  # what Telegram lets a bot download
MAX_PIXELS = 64_000_000  # 256 MB once decoded: PIL keeps four bytes for RGB
MIN_SIDE_PX = 16  # the stride of the layers that dream best
MAX_ASPECT = 20  # Telegram refuses photos beyond this

PictureFormat = Literal["png", "jpeg", "webp"]
_FORMAT_OF_SUFFIX: dict[str, PictureFormat] = {
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".webp": "webp",
}
PICTURE_SUFFIXES = tuple(_FORMAT_OF_SUFFIX)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
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
    RuntimeError,  # libavif's and libheif's
    struct.error,
    zlib.error,
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
    notes: tuple[Fact, ...] = ()

    @property
    def width(self) -> int:
        return self.image.width

    @property
    def height(self) -> int:
        return self.image.height


def decode_picture(data: bytes, *, name: str = "The picture") -> Picture:
    """Read a JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF or BMP.

    Raises: BrokenPictureError, EmptyPictureError, PictureTooLargeError, PictureTooNarrowError,
        PictureTooSmallError, UnsupportedPictureError.
    """
    if not data:
        raise EmptyPictureError(name=name)
    if len(data) > MAX_BYTES:
        what, limit = megabytes(len(data)), megabytes(MAX_BYTES)
        raise PictureTooLargeError(name=name, what=what, limit=limit)
    with warnings.catch_warnings():
        # PIL warns of odd metadata and of large pictures; the checks here decide.
        warnings.simplefilter("ignore")
        refuse_unsupported(data, name)
        try:
            return _picture_of(_opened(data, name), data, name)
        except Image.DecompressionBombError as exc:
            raise _too_many_pixels(name, Phrase("amounts.far_too_many_pixels")) from exc
        except DECODE_ERRORS as exc:
            raise BrokenPictureError(f"{type(exc).__name__}: {exc}", name=name) from exc


def still_picture(data: bytes, *, name: str) -> Picture:
    """One that stands still, in a screen's colours. Raises: as :func:`decode_picture`."""
    picture = decode_picture(data, name=name)
    if picture.is_animated:
        raise UnsupportedPictureError(name=name, format=Phrase("formats.moving"))
    with open_picture(data) as opened:
        if opened.mode == "CMYK":
            raise UnsupportedPictureError(name=name, format=Phrase("formats.cmyk"))
    return picture


def read_picture(path: Path | str) -> Picture:
    """Read a picture file; raises as :func:`decode_picture`, and OSError."""
    with Path(path).open("rb") as file:
        # One byte more than the limit says that the limit is passed.
        return decode_picture(file.read(MAX_BYTES + 1), name=Path(path).name)


def format_for(path: Path) -> PictureFormat:
    """The format that a file's suffix asks for. Raises: OptionError."""
    if not can_write(path):
        rule = Phrase("rules.name_ends_in", endings=", ".join(PICTURE_SUFFIXES))
        raise OptionError(option="output", value=str(path), rule=rule)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """What a reader makes of a file: decoded and upright, its colours as the file means them."""

    image: Image.Image
    profile: bytes | None = None
    is_animated: bool = False
    notes: tuple[Fact, ...] = ()


def _opened(data: bytes, name: str) -> _Opened:
    """Decoded by the reader that can; where only the end is missing, as far as it goes."""
    try:
        return _read(data, name)
    except DECODE_ERRORS as exc:
        if isinstance(exc, UnidentifiedImageError) and is_tiff(data):
            return _read_deep_tiff(data, name)
        mended = completed(data)
        if mended is None:
            raise
    whole, missing = mended
    opened = _read(whole, name)
    note = Phrase("notes.bytes_missing", name=name)
    if missing:
        note = Phrase("notes.rows_missing", name=name, percent=math.ceil(100 * missing))
    return replace(opened, notes=(*opened.notes, note))


def _read(data: bytes, name: str) -> _Opened:
    with open_picture(data) as opened:
        _check_size(opened.width, opened.height, name)
        # A phone's JPEG may carry a second picture for 3-D screens: that is no animation.
        has_more = opened.format != "MPO" and bool(getattr(opened, "is_animated", False))
        has_pages = has_more and has_several_pages(opened)
        has_pictures = has_more and is_heif(data)
        moves = has_more and not has_pages and not has_pictures
        if not is_heif(data):  # whose main picture need not be its first
            opened.seek(0)
        opened.load()
        _check_size(opened.width, opened.height, name)  # a file may tell another than it holds
        profile = opened.info.get("icc_profile")
        image = decode_deep(data, name=name) if is_deep_and_dim(data, opened) else opened
        image = _upright(image, _orientation(opened))
    notes = _notes_of(name, moves=moves, has_pages=has_pages, has_pictures=has_pictures)
    return _Opened(image=image, profile=profile, is_animated=moves, notes=notes)


def _read_deep_tiff(data: bytes, name: str) -> _Opened:
    """One of colours in floats, which PIL does not know."""
    _check_size(*deep_tiff_size(data, name=name), name)
    tags = tiff_directory(data)
    image = _upright(decode_deep(data, name=name), tags.get(ExifTags.Base.Orientation, 1))
    profile = tags.get(ExifTags.Base.InterColorProfile)
    notes = _notes_of(name, has_pages=bool(tags.next))
    return _Opened(image=image, profile=profile, notes=notes)


def _notes_of(
    name: str, *, moves: bool = False, has_pages: bool = False, has_pictures: bool = False
) -> tuple[Fact, ...]:
    notes = {
        "notes.several_pages": has_pages,
        "notes.several_pictures": has_pictures,
        "notes.moves": moves,
    }
    return tuple(Phrase(key, name=name) for key, is_so in notes.items() if is_so)


def _picture_of(opened: _Opened, data: bytes, name: str) -> Picture:
    colours, alpha = _split(opened.image)
    rgb = _in_srgb(colours, opened.profile, data)
    if alpha is not None and alpha.getextrema()[0] == 255:
        alpha = None
    if alpha is not None:
        rgb.paste("white", mask=ImageChops.invert(alpha))
    return Picture(
        image=rgb, alpha=alpha, name=name, is_animated=opened.is_animated, notes=opened.notes
    )


def _in_srgb(colours: Image.Image, profile: bytes | None, data: bytes) -> Image.Image:
    """A file's own code goes before its profile where it is bright, as it does in browsers."""
    numbers = colour_code(data)
    if numbers is None:
        return _to_srgb(colours, profile)
    from engine.media.decoding.hdr import ColourCode, to_srgb  # only rare pictures need numpy

    code = ColourCode(*numbers)
    if profile and not code.is_hdr:
        return _to_srgb(colours, profile)
    return to_srgb(colours.convert("RGB"), code)


def _check_size(width: int, height: int, name: str) -> None:
    if width * height > MAX_PIXELS:
        raise _too_many_pixels(name, Phrase("amounts.size", width=width, height=height))
    if min(width, height) < MIN_SIDE_PX:
        raise PictureTooSmallError(name=name, width=width, height=height, min_px=MIN_SIDE_PX)
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise PictureTooNarrowError(name=name, width=width, height=height, limit=MAX_ASPECT)


def _too_many_pixels(name: str, what: Phrase) -> PictureTooLargeError:
    limit = Phrase("amounts.megapixels", megapixels=MAX_PIXELS // 10**6)
    return PictureTooLargeError(name=name, what=what, limit=limit)


def _orientation(opened: Image.Image) -> int:
    """As EXIF tells it; unreadable EXIF turns nothing."""
    try:
        return int(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except DECODE_ERRORS:
        return 1


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _split(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """(8-bit colours without alpha, alpha or None) of a picture of any mode."""
    if image.mode.startswith(("I", "F")):
        return grey_to_eight_bits(image), None
    has_alpha = image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info
    if has_alpha:
        straight = image.convert("LA") if image.mode == "La" else image
        rgba = straight if straight.mode == "RGBA" else straight.convert("RGBA")
        return rgba.convert("RGB"), rgba.getchannel("A")
    if image.mode not in {"RGB", "L", "CMYK", "LAB"}:
        return image.convert("RGB"), None
    return image, None


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
