"""A colour memory of one's own: it colours what it was shown, goes on, and refuses plainly."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine.colour.colorize import colorize
from engine.colour.memory import SHIPPED, read_own_memory
from engine.colour.oklab import to_oklab
from engine.media.pictures import Picture
from engine.ops.images import to_image
from engine.studio.studio import Studio
from tests.engine.commands import oneiro

SKY, GRASS = (230, 190, 120), (60, 120, 50)


def world(number: int) -> Image.Image:
    """A world of yellow skies over green grass, with another horizon and other clouds each time."""
    rng = np.random.default_rng(number)
    light = np.repeat(np.repeat(rng.uniform(0.8, 1.05, (12, 16, 1)), 6, 0), 6, 1)
    grain = rng.uniform(0.5, 1.4, (72, 96, 1))
    is_sky = (np.arange(72) < 30 + 2 * number)[:, None, None]
    made = np.where(is_sky, np.array(SKY) * light, np.array(GRASS) * grain)
    return Image.fromarray(made.clip(0, 255).astype(np.uint8))


def own_photos(folder: Path, *, count: int = 10) -> Path:
    folder.mkdir()
    for number in range(count):
        world(number).save(folder / f"{number:02}.png")
    return folder


def train(folder: Path, *words: str, data_dir: Path, name: str = "mine") -> int:
    usual = ("--name", name, "--device", "cpu")
    return oneiro("train", "colour", folder, *usual, *words, data_dir=data_dir)


def chroma(picture: Image.Image) -> torch.Tensor:
    return to_oklab(to_image(picture))[0, 1:]


def test_it_colours_as_its_photos_are_and_goes_on_to_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = own_photos(tmp_path / "photos")
    world(3).convert("L").save(photos / "grey.jpg")
    (photos / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    assert train(photos, "--json", data_dir=tmp_path / "whole") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["pictures"] == 10
    assert "grey.jpg is passed over: it has no colours" in told.err
    assert "broken.jpg is passed over" in told.err

    assert train(photos, "--minutes", "0.0001", data_dir=tmp_path / "parts") == 0
    assert "stopped after step 1 of 10; the same command goes on" in capsys.readouterr().err
    file = tmp_path / "parts" / "colours" / "mine.npz"
    assert not file.exists()
    assert train(photos, data_dir=tmp_path / "parts") == 0
    assert "Going on after step 1." in capsys.readouterr().out
    assert file.read_bytes() == (tmp_path / "whole" / "colours" / "mine.npz").read_bytes()

    studio, truth = Studio(device="cpu"), world(20)
    grey = Picture(image=truth.convert("L").convert("RGB"))
    own = read_own_memory(tmp_path / "parts", "mine")
    off = [
        float((chroma(colorize(grey, memory=memory, studio=studio).picture) - chroma(truth)).norm())
        for memory in (own, None)
    ]
    assert off[0] < 0.4 * float(chroma(truth).norm())
    assert off[0] < 0.5 * off[1]

    grey.image.save(tmp_path / "grey.png")
    out = tmp_path / "out.png"
    words = ("colorize", tmp_path / "grey.png", "-o", out, "--device", "cpu", "--memory")
    assert oneiro(*words, "mine", data_dir=tmp_path / "parts") == 0
    with Image.open(out) as made:
        found = chroma(made.convert("RGB"))
    assert float((found - chroma(truth)).norm()) == pytest.approx(off[0], rel=0.05)
    assert oneiro(*words, "other", data_dir=tmp_path / "parts") == 2
    assert "no memory is called so" in capsys.readouterr().err
    file.write_bytes(b"cut")
    assert oneiro(*words, "mine", data_dir=tmp_path / "parts") == 2
    assert "it is damaged" in capsys.readouterr().err


def test_a_run_keeps_its_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photos = own_photos(tmp_path / "photos")
    assert train(photos, "--minutes", "0.0001", data_dir=tmp_path) == 0
    world(11).save(photos / "more.png")
    assert train(photos, data_dir=tmp_path) == 2
    assert "the pictures are others" in capsys.readouterr().err
    assert train(photos, "--minutes", "0.0001", "--anew", data_dir=tmp_path) == 0
    assert "stopped after step 1 of 11" in capsys.readouterr().err


def test_a_file_without_its_training_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = own_photos(tmp_path / "photos")
    (tmp_path / "colours").mkdir()
    (tmp_path / "colours" / "mine.npz").write_bytes(SHIPPED.read_bytes())
    assert train(photos, data_dir=tmp_path) == 2
    assert "a memory of that name is here already" in capsys.readouterr().err


def test_refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photos = own_photos(tmp_path / "photos", count=3)
    world(1).convert("L").save(photos / "grey.png")
    assert train(photos, data_dir=tmp_path) == 1
    told = capsys.readouterr().err
    assert "too few pictures in" in told
    assert "have colours (3)" in told
    assert "ten pictures with colours or more" in told
    assert train(photos, name="../mine", data_dir=tmp_path) == 2
    assert "small letters" in capsys.readouterr().err
    assert train(tmp_path / "none", data_dir=tmp_path) == 2
    assert "there is no such folder" in capsys.readouterr().err
    assert train(photos / "00.png", data_dir=tmp_path) == 2
    assert "it is a file" in capsys.readouterr().err
    assert not (tmp_path / "colours").exists()
