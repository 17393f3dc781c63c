"""A folder of somebody's own pictures as classes to learn.

A subfolder is a class, and so is each loose picture: one picture per class is enough.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from engine.errors import BadInputError, TrainingError
from engine.media.formats import PICTURE_SUFFIXES, UNREAD_SUFFIXES
from engine.media.pictures import read_picture
from engine.ops.images import to_image
from engine.texts.phrase import Phrase
from engine.train.pictures import check_count, check_folder, picture_files

MOST_PICTURES = 5000  # 1 GB of memory at the usual size
MOST_NAME_CHARS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSet:
    """Pictures and what they are of.

    Attributes:
        images: (n, 3, side, side) uint8 RGB, each squeezed into the square.
        labels: (n) places in ``classes``.
    """

    images: Tensor
    labels: Tensor
    classes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.images)

    def sha256(self) -> str:
        """Of the pictures and their classes: tells whether a run goes on with the same ones."""
        digest = hashlib.sha256(repr(self.classes).encode())
        digest.update(self.labels.numpy().tobytes())
        digest.update(self.images.numpy().tobytes())
        return digest.hexdigest()


def read_picture_set(
    folder: Path, *, side_px: int, on_broken: Callable[[str], None] = lambda words: None
) -> PictureSet:
    """The folder's pictures, by name.

    Where all lie in one subfolder there would be nothing to tell apart: each is its own class.

    Args:
        on_broken: told why a picture is passed over, and at the end how many are.
    Raises: TrainingError: fewer than two can be read, or too many; OptionError: no folder.
    """
    check_folder(folder)
    files = _visible_files(folder)
    check_count(files, folder, most=MOST_PICTURES)
    opened = [(path, _read(path, side_px, on_broken)) for path in files]
    whole = [(path, image) for path, image in opened if image is not None]
    if len(whole) < len(files):
        on_broken(f"{len(files) - len(whole)} of {len(files)} pictures are passed over")
    if len(whole) < 2:
        key = "problems.one_readable_picture" if whole else "problems.no_readable_picture"
        remedy = Phrase("remedies.two_pictures_at_least")
        raise TrainingError(problem=Phrase(key, folder=str(folder)), remedy=remedy)
    keys = _keys(folder, [path for path, _ in whole])
    classes = sorted(set(keys), key=_natural)
    return PictureSet(
        images=torch.cat([image for _, image in whole]),
        labels=torch.tensor([classes.index(key) for key in keys]),
        classes=_names(classes),
    )


def _visible_files(folder: Path) -> list[Path]:
    """Those too that cannot be read, but no hidden ones, as the previews that some systems put
    beside pictures.
    """
    files = picture_files(folder, suffixes=PICTURE_SUFFIXES | UNREAD_SUFFIXES.keys())
    return [
        path
        for path in files
        if not path.is_dir() and not any(part[0] == "." for part in path.relative_to(folder).parts)
    ]


def _read(path: Path, side_px: int, on_broken: Callable[[str], None]) -> Tensor | None:
    """(1, 3, side, side) uint8; None for a picture that cannot be read."""
    if path.is_symlink() and not path.exists():
        on_broken(f"{path} is passed over: it is a link to nothing")
        return None
    try:
        picture = read_picture(path).image
    except (BadInputError, OSError) as exc:
        on_broken(f"{path} is passed over: {exc}")
        return None
    square = picture.resize((side_px, side_px), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return to_image(square).mul_(255).round_().to(torch.uint8)


def _keys(folder: Path, files: Sequence[Path]) -> list[str]:
    """What tells each picture's class: its first folder, or its own file."""
    keys = [path.relative_to(folder).parts[0] for path in files]
    return keys if len(set(keys)) > 1 else [str(path.relative_to(folder)) for path in files]


def _names(keys: Sequence[str]) -> tuple[str, ...]:
    """Plain names: a file's without its ending, unless two would be called the same."""
    plain = [re.sub(r"[\s_]+", " ", Path(key).stem).strip() or key for key in keys]
    plain = ["".join(filter(str.isprintable, name))[:MOST_NAME_CHARS] for name in plain]
    return tuple(
        name if plain.count(name) == 1 else f"{name} {number}"
        for number, name in enumerate(plain, start=1)
    )


def _natural(key: str) -> list[tuple[int, str]]:
    """Sorts 2 before 10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", key)]
