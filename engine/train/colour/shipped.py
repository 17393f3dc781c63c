"""Makes engine/assets/colour.npz, from the packages that its card names, in one folder.

    python -m engine.train.colour.shipped PACKAGES [--out FILE]

``apt-get download PACKAGE`` and ``pip download --no-deps --python-version 3.11 PACKAGE==VERSION``
bring them. The same packages give the same bytes (on a CPU, with the same number of threads).
"""

from __future__ import annotations

import argparse
import bz2
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from PIL import Image

from engine.colour.memory import SHIPPED, write_memory
from engine.errors import ArtError, TrainingError
from engine.media.pictures import decode_picture
from engine.studio.studio import Studio
from engine.texts.phrase import Phrase
from engine.train.colour.card import CARD, ShippedPicture, pictures_of
from engine.train.colour.learning import Learning, open_eyes, working_size
from engine.train.colour.packages import members_of, qt_resource
from engine.weights.recognise import file_sha256

_FACE_SIZE = (1024, 768)  # scipy's face.dat is its bytes, packed


def main(words: Sequence[str] | None = None) -> int:
    """Build the memory and tell its size and SHA-256, which belong into the card."""
    parser = argparse.ArgumentParser(description="Make the shipped colour memory.")
    parser.add_argument("packages", type=Path, metavar="PACKAGES", help="a folder of packages")
    parser.add_argument("--out", type=Path, metavar="FILE", default=SHIPPED)
    args = parser.parse_args(words)
    listed = list(pictures_of(CARD.read_text(encoding="utf-8")))
    try:
        build(list(pictures_in(args.packages, listed)), args.out)
    except ArtError as exc:
        parser.error(str(exc))
    told = f"{args.out}: {args.out.stat().st_size} bytes, sha256 {file_sha256(args.out)}\n"
    sys.stdout.write(told)
    return 0


def build(pictures: Sequence[Image.Image], out: Path) -> None:
    """Open eyes for these pictures, learn from each, and write the memory."""
    studio = Studio(device="cpu")
    learning = Learning(open_eyes(pictures, studio=studio), pictures=len(pictures))
    for picture in pictures:
        learning.look_at(picture, studio=studio)
    write_memory(out, learning.memory())


def pictures_in(folder: Path, listed: Sequence[ShippedPicture]) -> Iterator[Image.Image]:
    """Each picture that is listed, as it is looked at, from a folder of packages.

    Raises: TrainingError: a package or a picture in it is missing.
    """
    for (name, version, _), group in groupby(listed, lambda each: _package_of(each)):
        wanted = list(group)
        package = _file_of(folder, wanted[0])
        try:
            files = members_of(package, {each.archive or each.path for each in wanted})
            for each in wanted:
                yield _picture(each, files[each.archive or each.path])
        except KeyError as exc:
            raise _missing(f"{exc} of {name} {version}", folder) from exc


def _package_of(picture: ShippedPicture) -> tuple[str, str, str]:
    return picture.package, picture.version, picture.source


def _file_of(folder: Path, picture: ShippedPicture) -> Path:
    """The package's file, called as apt-get and pip call it."""
    if picture.source == "Debian":
        name = f"{picture.package}_{picture.version.replace(':', '%3a')}_*.deb"
    else:
        name = f"{picture.package.replace('-', '_')}-{picture.version}-*.whl"
    found = sorted(folder.glob(name))
    if not found:
        raise _missing(name, folder)
    return found[0]


def _picture(picture: ShippedPicture, data: bytes) -> Image.Image:
    if picture.archive is not None:
        data = qt_resource(data, picture.path)
    if picture.path.endswith("face.dat"):
        return working_size(Image.frombytes("RGB", _FACE_SIZE, bz2.decompress(data)))
    return working_size(decode_picture(data, name=picture.path).image)


def _missing(what: str, folder: Path) -> TrainingError:
    problem = Phrase("problems.not_among_packages", name=what, folder=str(folder))
    return TrainingError(problem=problem, remedy=Phrase("remedies.fetch_packages"))


if __name__ == "__main__":
    sys.exit(main())
