"""What a picture file is and how its colours are meant, told by its bytes; nothing is decoded."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from PIL import Image, TiffImagePlugin
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from engine.errors import UnsupportedPictureError
from engine.texts.phrase import Phrase

# Those of Pillow's readers that are let loose on strangers' bytes.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF")
# How the files are called that open, and those that are pictures too and do not.
PICTURE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp"}
    | {".heic", ".heif", ".hif", ".avif"}
)
PNG_START = b"\x89PNG\r\n\x1a\n"
_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
# (where, which bytes, what it is); the first that fits tells.
_REFUSED = (
    (0, b"\xff\x0a", Phrase("formats.jpeg_xl")),
    (0, b"\0\0\0\x0cJXL ", Phrase("formats.jpeg_xl")),
    (0, b"\0\0\0\x0cjP  ", Phrase("formats.jpeg_2000")),
    (0, b"\xff\x4f\xff\x51", Phrase("formats.jpeg_2000")),
    (4, b"ftypcrx ", Phrase("formats.raw_of", camera="Canon CR3")),
    (8, b"CR\x02", Phrase("formats.raw_of", camera="Canon CR2")),
    (6, b"HEAPCCDR", Phrase("formats.raw_of", camera="Canon CRW")),
    (0, b"FUJIFILMCCD-RAW", Phrase("formats.raw_of", camera="Fujifilm RAF")),
    (0, b"IIRO", Phrase("formats.raw_of", camera="Olympus ORF")),
    (0, b"IIRS", Phrase("formats.raw_of", camera="Olympus ORF")),
    (0, b"MMOR", Phrase("formats.raw_of", camera="Olympus ORF")),
    (0, b"IIU\0", Phrase("formats.raw_of", camera="Panasonic RW2")),
    (0, b"\0MRM", Phrase("formats.raw_of", camera="Minolta MRW")),
    (0, b"FOVb", Phrase("formats.raw_of", camera="Sigma X3F")),
    (0, b"8BPS", Phrase("formats.photoshop")),
    (0, b"gimp xcf", Phrase("formats.gimp")),
    (0, b"%PDF", Phrase("formats.pdf")),
    (0, b"%!PS", Phrase("formats.postscript")),
    (0, b"\xc5\xd0\xd3\xc6", Phrase("formats.postscript")),
    (0, b"v/1\x01", Phrase("formats.openexr")),
    (0, b"#?RADIANCE", Phrase("formats.radiance")),
    (0, b"\0\0\1\0", Phrase("formats.icon")),
)
# The same by a file's name, for files that are too large to look into.
_RAW_SUFFIXES = (
    *(".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".sr2", ".srf", ".dng", ".orf", ".raf"),
    *(".rw2", ".pef", ".srw", ".x3f", ".mrw", ".3fr", ".iiq", ".erf", ".raw"),
)
UNREAD_SUFFIXES = dict.fromkeys(_RAW_SUFFIXES, Phrase("formats.raw")) | {
    ".jxl": Phrase("formats.jpeg_xl"),
    ".jp2": Phrase("formats.jpeg_2000"),
    ".psd": Phrase("formats.photoshop"),
    ".svg": Phrase("formats.svg"),
    ".exr": Phrase("formats.openexr"),
    ".hdr": Phrase("formats.radiance"),
    ".ico": Phrase("formats.icon"),
    ".xcf": Phrase("formats.gimp"),
}
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# TIFF's tags and those of camera makers: TIFF 6.0; DNG 1.7; exiftool's list of compressions.
_SUBFILE_TYPE, _COMPRESSION, _MAKE, _SUB_IFDS, _DNG_VERSION = 254, 259, 271, 330, 50706
_RAW_COMPRESSIONS = (32767, 32769, 32770, 34713, 34892, 65000, 65535)


def refuse_unsupported(data: bytes, name: str) -> None:
    """Raises: UnsupportedPictureError: a format that is known, and that nothing here opens."""
    kind = next((what for at, start, what in _REFUSED if data.startswith(start, at)), None)
    if kind is None and _is_svg(data):
        kind = Phrase("formats.svg")
    if kind is None and is_tiff(data):
        kind = _raw_in_tiff(data)
    if kind is not None:
        raise UnsupportedPictureError(name=name, format=kind)


def open_picture(data: bytes) -> Image.Image:
    """Undecoded; Raises: engine.media.pictures.DECODE_ERRORS, Image.DecompressionBombError."""
    if is_heif(data):
        # Only who sends one waits for it: half the time that the rest takes to start.
        from pillow_heif import HeifImageFile

        heif: Image.Image = HeifImageFile(io.BytesIO(data))  # type: ignore[no-untyped-call]  # theirs
        return heif
    return Image.open(io.BytesIO(data), formats=FORMATS)


def is_heif(data: bytes) -> bool:
    """Whether it is an iPhone's kind of picture; an AVIF, which may use the same brands, is not."""
    if data[4:8] != b"ftyp" or data[8:12] not in _HEIF_BRANDS:
        return False
    brands = data[8 : min(int.from_bytes(data[:4], "big"), 256)]
    return not (b"avif" in brands or b"avis" in brands)


def is_tiff(data: bytes) -> bool:
    return data.startswith(_TIFF_STARTS)


def colour_code(data: bytes) -> tuple[int, int] | None:
    """(primaries, transfer) by ITU-T H.273, where a PNG, HEIC or AVIF says so itself."""
    if data.startswith(PNG_START):
        for kind, body in png_chunks(data):
            if kind == b"cICP" and len(body) >= 4:
                return body[0], body[1]
            if kind == b"IDAT":
                break
        return None
    if data[4:8] == b"ftyp":
        return _nclx(data)
    return None


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, body) of each chunk; the last body may be cut short."""
    at = len(PNG_START)
    while at + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += length + 12


def tiff_directory(data: bytes) -> ImageFileDirectory_v2:
    """The tags of a TIFF's first picture. Raises: engine.media.pictures.DECODE_ERRORS."""
    is_big = data[2:4] in (b"+\0", b"\0+")
    directory = ImageFileDirectory_v2(data[: 16 if is_big else 8])
    file = io.BytesIO(data)
    file.seek(directory.next)
    directory.load(file)
    return directory


def _nclx(data: bytes) -> tuple[int, int] | None:
    """What all of the file's colour boxes agree on.

    A picture with a map to a brighter one (``tmap``) has boxes for both and is itself plain.
    """
    head = data[: data.find(b"mdat") if b"mdat" in data else len(data)]
    if b"tmap" in head:
        return None
    codes = {struct.unpack_from(">HH", head, at) for at in _places(head, b"colrnclx")}
    return codes.pop() if len(codes) == 1 else None


def _places(data: bytes, wanted: bytes) -> Iterator[int]:
    """Where what follows each ``wanted`` begins, if four bytes do."""
    at = data.find(wanted)
    while at >= 0 and at + len(wanted) + 4 <= len(data):
        yield at + len(wanted)
        at = data.find(wanted, at + 1)


def _is_svg(data: bytes) -> bool:
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<svg") or (start.startswith((b"<?xml", b"<!")) and b"<svg" in start)


def _raw_in_tiff(data: bytes) -> Phrase | None:
    """Most cameras' are TIFFs whose first picture is a small preview, which nobody means."""
    try:
        tags = tiff_directory(data)
        make = str(tags.get(_MAKE, "")).strip("\0 ")
        is_preview = tags.get(_SUBFILE_TYPE) == 1 and _SUB_IFDS in tags and bool(make)
        if _DNG_VERSION in tags:
            return Phrase("formats.raw_of", camera="DNG")
        if is_preview or (make and tags.get(_COMPRESSION) in _RAW_COMPRESSIONS):
            return Phrase("formats.raw_of", camera=make.split()[0].title())
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, struct.error):
        return None
    return None


def has_several_pages(opened: Image.Image) -> bool:
    """Whether a TIFF says that there is a page after its first; they are never counted."""
    return isinstance(opened, TiffImagePlugin.TiffImageFile) and opened.is_animated
