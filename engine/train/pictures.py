"""The pictures that training begins with: public-domain ones, our house's own, or a folder's."""

from __future__ import annotations

from collections.abc import Sequence, Set
from pathlib import Path

from PIL import Image
from torch import Tensor

from engine.catalogue.house_styles import HOUSE_STYLES, house_style_path
from engine.errors import OptionError, TrainingError
from engine.media.formats import PICTURE_SUFFIXES
from engine.media.pictures import read_picture
from engine.ops.images import to_image
from engine.texts.phrase import Phrase

# scikit-image's, public domain or CC0. Its chelsea and rocket are never trained on: they judge.
PUBLIC_DOMAIN = (
    *("astronaut", "coffee", "hubble_deep_field", "retina", "immunohistochemistry"),
    *("moon", "camera", "brick", "grass", "gravel"),
)
HELD_OUT = ("chelsea", "rocket")
LONGEST_PX = 640  # larger ones are shrunk: a crop then shows things and not their pores


def starting_pictures(folder: Path | None = None) -> list[Tensor]:
    """(3, H, W) float32 RGB in [0, 1] each: scikit-image's, the house styles', and a folder's.

    Raises: TrainingError: scikit-image is not installed, or the folder has no pictures.
    """
    pictures = [public_domain(name) for name in PUBLIC_DOMAIN]
    pictures += [_opened(house_style_path(name)) for name in HOUSE_STYLES]
    if folder is not None:
        pictures += [_opened(path) for path in picture_files(folder)]
    return [_tensor(picture) for picture in pictures]


def picture_files(folder: Path, *, suffixes: Set[str] = PICTURE_SUFFIXES) -> list[Path]:
    """The folder's pictures, by name, its subfolders' too.

    Raises: TrainingError: there are none.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in suffixes]
    if not files:
        problem = Phrase("problems.no_pictures", folder=str(folder))
        raise TrainingError(problem=problem, remedy=Phrase("remedies.name_pictures"))
    return files


def check_folder(folder: Path) -> None:
    """Raises: OptionError: there is no such folder."""
    if not folder.is_dir():
        is_file = folder.exists()
        rule = Phrase("rules.file_not_pictures" if is_file else "rules.no_folder_of_pictures")
        raise OptionError(option="folder", value=str(folder), rule=rule)


def check_count(files: Sequence[Path], folder: Path, *, most: int) -> None:
    """Raises: TrainingError: the folder has more pictures than a training takes."""
    if len(files) > most:
        problem = Phrase("problems.too_many_pictures", count=len(files), folder=str(folder))
        raise TrainingError(problem=problem, remedy=Phrase("remedies.fewer_pictures", most=most))


def public_domain(name: str) -> Image.Image:
    """One of scikit-image's pictures, RGB. Raises: TrainingError: it is not installed."""
    try:
        from skimage import data
    except ImportError as exc:
        problem, remedy = Phrase("problems.no_skimage"), Phrase("remedies.install_skimage")
        raise TrainingError(problem=problem, remedy=remedy) from exc
    return Image.fromarray(getattr(data, name)()).convert("RGB")


def _opened(path: Path) -> Image.Image:
    return read_picture(path).image


def _tensor(picture: Image.Image) -> Tensor:
    small = picture.copy()
    small.thumbnail((LONGEST_PX, LONGEST_PX))
    return to_image(small)[0]
