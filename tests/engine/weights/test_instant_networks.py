"""The networks that paint at once: taken in whole or not at all, under names of their own."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image
from safetensors.numpy import load_file, save_file

from benchmarks.reference import wct as plain_wct
from engine.cli.commands import main
from engine.errors import WeightsFileError
from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.instant.autoencoders import build
from engine.style.instant.one_pass import instant
from engine.style.instant.passes import Region, measure_style, paint_pass
from engine.weights.load import read_weights
from engine.weights.store import WeightStore
from tests.instants import autoencoders_file, johnson_file

CPU = torch.device("cpu")


def pixels(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("RGB"), dtype=float)


def wct16_files(shared: Path) -> list[Path]:
    return sorted((shared / "weights" / "wct16").glob("*.safetensors"))


@pytest.fixture
def wct16(shared: Path, tmp_path: Path) -> WeightStore:
    store = WeightStore(tmp_path / "weights", hub=tmp_path / "hub")
    assert store.import_files(wct16_files(shared)) == ("wct16",)
    return store


# How near a photo comes back from each level, in dB: about 2 less than was measured.
PSNR_DB = {"coffee": (40, 28.5, 26), "chelsea": (47, 34, 31), "astronaut": (40, 29.5, 26)}


@pytest.mark.weights
@pytest.mark.parametrize("name", PSNR_DB)
def test_wct16_gives_photos_back(wct16: WeightStore, name: str) -> None:
    picture = Image.fromarray(getattr(skimage.data, name)())
    photo = to_image(resize_picture(picture, width=512, height=336))
    for level, least in enumerate(PSNR_DB[name], start=1):
        auto = build(read_weights(wct16.root / "wct16.safetensors"), level, device=CPU)
        with torch.inference_mode():
            back = auto.decoder(auto.encoder(photo)).clamp(0, 1)
        assert -10 * (back - photo).square().mean().log10() > least, level


@pytest.mark.weights
def test_wct16_paints_in_the_style_s_colours_and_without_a_frame(wct16: WeightStore) -> None:
    studio = Studio(store=wct16, device="cpu")
    cat = Picture(image=Image.fromarray(skimage.data.chelsea()))
    blue = Picture(image=Image.fromarray(skimage.data.coffee()[..., ::-1].copy()))
    source = StyleSource(name="blue", picture=blue)
    photo = pixels(cat.image.resize((250, 166)))
    distances = []
    for strength in (0.2, 0.5, 0.7, 1.0):
        options = StyleOptions(instant=True, size_px=250, strength=strength)
        painted = pixels(instant(cat, [source], options, studio=studio).picture)
        distances.append(np.abs(painted - photo).mean())
    assert distances == sorted(distances)
    wanted = pixels(blue.image).mean(axis=(0, 1))
    assert np.abs(painted.mean(axis=(0, 1)) - wanted).max() < 25
    edge, beside = (
        np.concatenate([painted[rows], painted[-rows.stop : -rows.start or None]])
        for rows in (slice(0, 2), slice(4, 6))
    )
    assert np.abs(edge.mean(axis=(0, 1)) - beside.mean(axis=(0, 1))).max() < 12


@pytest.mark.weights
def test_wct16_is_refused_in_parts(shared: Path, tmp_path: Path) -> None:
    store = WeightStore(tmp_path / "weights", hub=tmp_path / "hub")
    files = wct16_files(shared)
    with pytest.raises(WeightsFileError, match="SE5 are missing"):
        store.import_files([one for one in files if "SE5" not in one.name])
    with pytest.raises(WeightsFileError, match="all ten at once"):
        store.import_files(files[:1])
    cut = tmp_path / files[0].name
    cut.write_bytes(files[0].read_bytes()[:-10])
    with pytest.raises(WeightsFileError, match="cut short"):
        store.import_files([cut, *files[1:]])
    wrong = load_file(files[3])
    name = next(one for one in wrong if one.endswith("weight"))
    wrong[name] = np.full_like(wrong[name], np.nan)
    save_file(wrong, cut)
    with pytest.raises(WeightsFileError, match="not numbers"):
        store.import_files([cut, *(one for one in files if one != files[3])])
    assert not (tmp_path / "weights" / "wct16.safetensors").exists()


def said(path: Path, **changes: str) -> Path:
    """A Johnson file that says something else of itself."""
    words = {"oneiro": "johnson", "name": "trained", "styles": '["one"]'}
    save_file(load_file(path), path, metadata={**words, **changes})
    return path


def test_files_of_ours_are_imported_under_their_names(tmp_path: Path) -> None:
    store = WeightStore(tmp_path / "weights", hub=tmp_path / "hub")
    brought = [
        johnson_file(tmp_path, "one", name="candy"),
        autoencoders_file(tmp_path, name="any-style"),
    ]
    assert store.import_files(brought) == ("candy", "any-style")
    states = {one.name: one for one in store.list()}
    assert states["candy"].state == "trained"
    assert states["candy"].info.licence == "Apache-2.0"
    assert states["any-style"].path == store.root / "any-style.safetensors"
    assert states["wct16"].state == "missing"


@pytest.mark.parametrize("name", ["vgg19", "../up", "resnet18", "", "Ä", "raft_small"])
def test_a_file_may_not_take_another_network_s_name(tmp_path: Path, name: str) -> None:
    path = said(johnson_file(tmp_path, "one"), name=name)
    with pytest.raises(WeightsFileError, match="calls itself"):
        WeightStore(tmp_path / "weights").import_files([path])


@pytest.mark.parametrize("styles", ["[]", "{}", "[1]", "["])
def test_a_johnson_file_must_name_its_styles(tmp_path: Path, styles: str) -> None:
    path = said(johnson_file(tmp_path, "one"), styles=styles)
    with pytest.raises(WeightsFileError, match="styles"):
        WeightStore(tmp_path / "weights").import_files([path])


def test_autoencoders_must_be_whole(tmp_path: Path) -> None:
    path = autoencoders_file(tmp_path, levels=(1, 2))
    tensors = load_file(path)
    del tensors["decoder2.conv21.weight"]
    save_file(tensors, path, metadata={"oneiro": "autoencoders", "name": "tried"})
    with pytest.raises(WeightsFileError, match=r"decoder2\.conv21\.weight is missing"):
        WeightStore(tmp_path / "weights").import_files([path])


@pytest.mark.weights
def test_the_benchmarks_plain_wct_paints_what_ours_would(wct16: WeightStore) -> None:
    """Level by level at full size, by whitening and colouring, is the peers' way."""
    weights = read_weights(wct16.root / "wct16.safetensors")
    photo, painting = (
        to_image(resize_picture(Image.fromarray(getattr(skimage.data, name)()), width=w, height=h))
        for name, w, h in (("coffee", 96, 64), ("chelsea", 64, 64))
    )
    plain, ours = plain_wct.paint(photo, painting, weights), photo
    for level in (5, 4, 3, 2, 1):
        auto = build(weights, level, device=CPU)
        target = measure_style(painting, network=auto, tile_px=1024)
        ours = paint_pass(
            ours,
            [Region(styles=[(target, 1.0)])],
            network=auto,
            transform="wct",
            share=1.0,
            tile_px=1024,
        )
    assert (plain - ours).abs().mean() < 0.03


def test_the_command_paints_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photo, painted = tmp_path / "photo.png", tmp_path / "painted.png"
    Image.fromarray(skimage.data.coffee()).resize((96, 64)).save(photo)
    words = ["style", str(photo), "--style", "swirls", "--instant", "-o", str(painted)]
    assert main([*words, "--network", "wct16"], data_dir=tmp_path) == 1
    assert "weights import" in capsys.readouterr().err
    autoencoders_file(tmp_path / "weights")
    assert main([*words, "--json"], data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["network"] == "tried"
    assert told["options"]["instant"] is True
    with Image.open(painted) as file:
        assert file.size == (96, 64)
