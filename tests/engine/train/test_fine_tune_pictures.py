"""Folders as classes, and what training does to their pictures."""

from __future__ import annotations

from pathlib import Path

import pillow_heif
import pytest
import torch
from PIL import Image

from engine.errors import OptionError, TrainingError
from engine.train.fine_tune import augment
from engine.train.fine_tune.augment import augmented, centred
from engine.train.fine_tune.picture_set import read_picture_set
from engine.train.fine_tune.recipe import AUGMENTATIONS


def put(path: Path, shade: int = 90) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (20, 30), (shade, 40, 200)).save(path)


def test_a_folder_is_a_class_and_so_is_a_loose_picture(tmp_path: Path) -> None:
    for name in ("2/a.png", "2/deeper/b.png", "10/c.png", "my_cat.png", ".hidden/d.png"):
        put(tmp_path / name)
    found = read_picture_set(tmp_path, side_px=16)
    assert found.classes == ("2", "10", "my cat")
    assert found.images.shape == (4, 3, 16, 16)
    assert sorted(found.labels.tolist()) == [0, 0, 1, 2]


def test_in_one_folder_each_picture_is_a_class(tmp_path: Path) -> None:
    for name in ("cats/a.png", "cats/b.png", "cats/b.jpg"):
        put(tmp_path / name)
    assert read_picture_set(tmp_path, side_px=16).classes == ("a", "b 2", "b 3")


def test_a_broken_picture_is_named_and_passed_over(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        put(tmp_path / name)
    (tmp_path / "torn.jpg").write_bytes(b"no picture")
    said: list[str] = []
    assert len(read_picture_set(tmp_path, side_px=16, on_broken=said.append)) == 2
    assert "torn.jpg is passed over" in said[0]
    assert said[1:] == ["1 of 3 pictures are passed over"]


def test_a_phones_picture_is_learned_from_and_what_is_not_is_counted(tmp_path: Path) -> None:
    for name in ("a.png", "b.avif"):
        put(tmp_path / name)
    pillow_heif.from_pillow(Image.open(tmp_path / "a.png")).save(tmp_path / "c.heic")
    (tmp_path / "d.jpg").symlink_to(tmp_path / "gone.jpg")
    (tmp_path / "e.cr2").write_bytes(b"II*\0\x10\0\0\0CR\x02\0" + bytes(90))
    said: list[str] = []
    assert len(read_picture_set(tmp_path, side_px=16, on_broken=said.append)) == 3
    assert "d.jpg is passed over: it is a link to nothing" in said[0]
    assert "e.cr2 is passed over: e.cr2 is a camera's raw file" in said[1]
    assert said[2:] == ["2 of 5 pictures are passed over"]


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_pictures_are_refused_in_plain_words(tmp_path: Path, count: int) -> None:
    for number in range(count):
        put(tmp_path / f"{number}.png")
    with pytest.raises(TrainingError, match=r"picture.*JPEG or PNG|takes two at least"):
        read_picture_set(tmp_path, side_px=16)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no such folder"):
        read_picture_set(tmp_path / "none", side_px=16)


def test_other_pictures_are_another_set(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        put(tmp_path / name)
    before = read_picture_set(tmp_path, side_px=16).sha256()
    assert read_picture_set(tmp_path, side_px=16).sha256() == before
    put(tmp_path / "b.png", shade=91)
    assert read_picture_set(tmp_path, side_px=16).sha256() != before


def picture(seed: int = 1) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(60, 180, (2, 3, 24, 24), generator=generator).to(torch.uint8)


def changed(*how: str, seed: int = 0, images: torch.Tensor | None = None) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    given = picture() if images is None else images
    return augmented(given, size_px=24, how=how, generator=generator)


@pytest.mark.parametrize("how", AUGMENTATIONS)
def test_every_augmentation_changes_some_pictures_within_bounds(how: str) -> None:
    plain = changed()
    found = [changed(how, seed=seed) for seed in range(6)]
    assert any(not torch.equal(picture, plain) for picture in found)
    assert all(
        picture.shape == plain.shape and picture.min() >= 0 and picture.max() <= 1
        for picture in found
    )
    assert torch.equal(found[3], changed(how, seed=3))


def test_every_augmentation_that_can_be_asked_for_is_made() -> None:
    assert set(augment._AUGMENTATIONS) == set(AUGMENTATIONS)


def test_mirror_turns_left_and_right() -> None:
    plain = changed()
    found = [changed("mirror", seed=seed) for seed in range(6)]
    assert {torch.equal(picture[0], plain[0].flip(-1)) for picture in found} == {True, False}


@pytest.mark.parametrize("how", ["rotate", "blur"])
def test_a_flat_picture_stays_flat(how: str) -> None:
    flat = torch.full((1, 3, 24, 24), 51, dtype=torch.uint8)
    torch.testing.assert_close(changed(how, images=flat), torch.full((1, 3, 24, 24), 0.2))


def test_normalise_spreads_the_values() -> None:
    spread = max(float(changed("normalise", seed=seed).max()) for seed in range(6))
    assert spread == 1.0
    assert float(changed().max()) < 0.75


def test_crops_lie_within_the_picture_and_differ() -> None:
    crops = augmented(picture(), size_px=20, how=(), generator=torch.Generator().manual_seed(0))
    assert crops.shape == (2, 3, 20, 20)
    middle = centred(picture(), size_px=20)
    torch.testing.assert_close(middle, picture()[..., 2:22, 2:22] / 255)
    assert not torch.equal(crops, middle)
