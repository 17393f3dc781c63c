"""Colours by a network that was brought: what it is given, and what is made of its answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from skimage.color import lab2rgb, rgb2lab
from torch import Tensor, nn
from torch.nn.modules.module import register_module_forward_pre_hook

from engine.colour.colorize import colorize
from engine.colour.imported.lab import chroma_of_lab, grey_of, lab_of
from engine.colour.imported.prediction import (
    PATCH_PX,
    PATCHES_APART_PX,
    SIDE_PX,
    TAKES_HINTS,
    colour_network,
    network_size,
)
from engine.colour.oklab import to_oklab
from engine.errors import OptionError, UnknownNameError, WeightsError
from engine.media.pictures import Picture
from engine.networks.colour import ddcolor as engine_ddcolor
from engine.networks.colour.siggraph17 import Siggraph17
from engine.ops.images import to_image
from engine.options.colour import ColorizeOptions
from engine.studio.studio import Studio
from engine.weights.store import WeightStore
from tests.engine.commands import oneiro
from tests.originals.ddcolor import DDColor
from tests.originals.random_weights import with_random_weights
from tests.originals.siggraph17 import SIGGRAPHGenerator
from tests.pictures import photo

RED, RED_NAME = (200, 40, 40), "#c82828"


@torch.no_grad()
def siggraph17() -> SIGGRAPHGenerator:
    """Of random weights, with colours that sRGB has."""
    network = with_random_weights(SIGGRAPHGenerator())
    network.model_out[0].weight *= 0.2
    return network


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    """One that has siggraph17, of random weights."""
    folder = tmp_path_factory.mktemp("weights")
    torch.save(siggraph17().state_dict(), folder / "any.pth")
    store = WeightStore(folder / "weights", hub=folder)
    store.import_files([folder / "any.pth"])
    return Studio(store=store, device="cpu")


@pytest.fixture(scope="module")
def with_ddcolor(studio: Studio, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    """One that has DDColor-tiny too, of random weights."""
    folder = tmp_path_factory.mktemp("weights")
    network = with_random_weights(DDColor())
    torch.save({"params": network.state_dict()}, folder / "any.pth")
    store = WeightStore(folder / "weights", hub=folder)
    store.import_files([folder / "any.pth", studio.store.root / "siggraph17.safetensors"])
    return Studio(store=store, device="cpu")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks look at a sixteenth of what they should: for what does not hang on that."""
    for name, side_px in SIDE_PX.items():
        monkeypatch.setitem(SIDE_PX, name, side_px // 4)  # type: ignore[arg-type]  # a dict


def grey(*, width: int = 96, height: int = 64) -> Picture:
    return Picture(image=photo("coffee", width=width, height=height).convert("L").convert("RGB"))


def oklab(picture: Image.Image) -> Tensor:
    return to_oklab(to_image(picture))


@contextmanager
def first_inputs(kind: type[nn.Module]) -> Iterator[list[tuple[Tensor, ...]]]:
    """What networks of this kind are called with."""
    seen: list[tuple[Tensor, ...]] = []

    def note(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        if isinstance(module, kind):
            seen.append(inputs)

    handle = register_module_forward_pre_hook(note)
    try:
        yield seen
    finally:
        handle.remove()


def test_lab_is_that_of_scikit_image_and_comes_back() -> None:
    image = oklab(photo("coffee", width=40, height=30))
    lab = lab_of(image[:, :1], image[:, 1:])
    theirs = rgb2lab(np.asarray(photo("coffee", width=40, height=30)))
    assert np.abs(lab[0].permute(1, 2, 0).numpy() - theirs).max() < 0.02
    torch.testing.assert_close(chroma_of_lab(lab), image[:, 1:], atol=5e-4, rtol=0)
    even = grey_of(image[:, :1])
    torch.testing.assert_close(to_oklab(even)[:, :1], image[:, :1], atol=1e-4, rtol=0)
    assert (even.amax(dim=1) - even.amin(dim=1)).max() < 1e-4


def test_a_colour_that_srgb_has_not_is_what_is_shown_of_it() -> None:
    lab = torch.tensor([50.0, 90.0, -90.0]).view(1, 3, 1, 1)
    shown = Image.fromarray((lab2rgb(lab[0, :, 0].T.numpy()[None]) * 255).astype(np.uint8))
    torch.testing.assert_close(chroma_of_lab(lab), oklab(shown)[:, 1:], atol=5e-3, rtol=0)


def test_without_hints_the_network_gets_light_alone(studio: Studio) -> None:
    with first_inputs(Siggraph17) as calls, first_inputs(nn.Conv2d) as convolutions:
        made = colorize(grey(), studio=studio)
    ((light, hints, mask),) = calls
    assert light.shape == (1, 1, 208, 312)  # 256 x 256 in area, of the photo's shape
    expected = rgb2lab(np.asarray(grey().image))[..., 0]
    assert abs(float(light.mean()) - expected.mean()) < 0.5
    assert not hints.any()
    assert not mask.any()
    first = next(inputs[0] for inputs in convolutions if inputs[0].shape[1] == 4)
    torch.testing.assert_close(first[:, :1], (light - 50) / 100)
    assert made.network == "siggraph17"
    assert made.options.network == "siggraph17"  # type: ignore[union-attr]  # colorize's


@pytest.mark.usefixtures("small")
def test_a_tap_reaches_the_networks_hints(studio: Studio) -> None:
    even = Picture(image=Image.new("RGB", (96, 64), (119, 119, 119)))
    with first_inputs(Siggraph17) as calls, first_inputs(nn.Conv2d) as convolutions:
        made = colorize(even, ColorizeOptions(hints=(f"0.5x0.5={RED_NAME}",)), studio=studio)
    ((_, hints, mask),) = calls
    assert set(mask.unique().tolist()) == {0, 1}
    height, width = mask.shape[-2:]
    assert mask[0, 0, height // 2, width // 2] == 1
    # Beside the point some patches of what it belongs to: here of all.
    assert mask.mean() < 0.2
    assert not (hints * (1 - mask)).any()
    # OKLab's a and b of red, at that grey's light, in Lab.
    a, b = (hints[0, channel][mask[0, 0] == 1] for channel in (0, 1))
    light = oklab(even.image)[:, :1, :1, :1]
    wanted = lab_of(light, oklab(Image.new("RGB", (1, 1), RED))[:, 1:])[0, 1:, 0, 0]
    assert wanted.min() > 20
    torch.testing.assert_close(torch.stack([a.mean(), b.mean()]), wanted, atol=0.5, rtol=0)
    first = next(inputs[0] for inputs in convolutions if inputs[0].shape[1] == 4)
    torch.testing.assert_close(first[:, 1:3], hints / 110)
    assert torch.equal(first[:, 3:], mask)
    # What a person said stays, whatever the network makes of it.
    assert (oklab(made.picture)[0, 1:, 32, 48] - chroma_of(RED)).norm() < 0.03


def chroma_of(colour: tuple[int, int, int]) -> Tensor:
    return oklab(Image.new("RGB", (1, 1), colour))[0, 1:, 0, 0]


@pytest.mark.usefixtures("small")
def test_a_word_reaches_the_networks_hints(studio: Studio) -> None:
    with first_inputs(Siggraph17) as calls:
        colorize(grey(width=300, height=200), ColorizeOptions(hints=("cup=blue",)), studio=studio)
    ((_, hints, mask),) = calls
    said = mask[0, 0] == 1
    assert 0 < said.float().mean() < 0.05
    assert hints[0, 1][said].max() < -5  # b of blue
    patches = said.nonzero() % PATCHES_APART_PX
    assert patches.max() < PATCH_PX
    columns = said.any(dim=0).nonzero().flatten() / said.shape[1]
    assert 0.2 < columns.min() < columns.max() < 0.8  # where the cup is


@pytest.mark.usefixtures("small")
def test_the_answer_is_the_photos_chroma_and_its_light_stays(studio: Studio) -> None:
    picture = grey(width=200, height=160)
    made = colorize(picture, studio=studio).picture
    assert made.size == (200, 160)
    assert (oklab(made) - oklab(picture.image))[:, 0].abs().max() <= 1 / 255
    original = siggraph17()
    width, height = network_size(200, 160, side_px=64, multiple=8)
    small = np.asarray(picture.image.resize((width, height), Image.Resampling.BICUBIC))
    light = torch.from_numpy(rgb2lab(small)[..., :1]).float().permute(2, 0, 1)[None]
    with torch.no_grad():
        ab = original(light, torch.zeros(1, 2, height, width), torch.zeros_like(light))
    lab = torch.cat([light, ab], dim=1)[0].permute(1, 2, 0).numpy()
    theirs = Image.fromarray((lab2rgb(lab) * 255).round().astype(np.uint8)).resize((200, 160))
    off = (oklab(made) - oklab(theirs))[:, 1:].norm(dim=1)
    assert oklab(theirs)[:, 1:].norm(dim=1).mean() > 0.03
    assert off.mean() < 0.4 * oklab(theirs)[:, 1:].norm(dim=1).mean()


@pytest.mark.usefixtures("small")
def test_ddcolor_sees_grey_and_gives_its_colours(with_ddcolor: Studio) -> None:
    picture = grey(width=200, height=120)
    with first_inputs(engine_ddcolor.DDColor) as calls:
        made = colorize(picture, studio=with_ddcolor)
    ((image,),) = calls
    assert image.shape == (1, 3, 96, 160)
    assert (image.amax(dim=1) - image.amin(dim=1)).max() < 1e-4
    assert abs(float(image.mean()) - float(to_image(picture.image).mean())) < 0.01
    assert made.network == "ddcolor_tiny"
    assert (oklab(made.picture) - oklab(picture.image))[:, 0].abs().max() <= 1 / 255
    with torch.no_grad():
        ab = with_random_weights(DDColor())(image)
    light = lab_of(to_oklab(image)[:, :1], torch.zeros(1, 2, 96, 160))[:, :1]
    theirs = chroma_of_lab(torch.cat([light, ab], dim=1)).mean((2, 3))
    torch.testing.assert_close(oklab(made.picture)[:, 1:].mean((2, 3)), theirs, atol=0.01, rtol=0)


@pytest.mark.usefixtures("small")
def test_a_point_comes_on_top_of_a_network_that_takes_none(with_ddcolor: Studio) -> None:
    even = Picture(image=Image.new("RGB", (96, 64), (119, 119, 119)))
    options = ColorizeOptions(network="ddcolor_tiny")
    plain = colorize(even, options, studio=with_ddcolor).picture
    pressed = replace(options, hints=(f"0.25x0.5={RED_NAME}",))
    made = colorize(even, pressed, studio=with_ddcolor).picture
    red = chroma_of(RED)
    off = (oklab(made)[0, 1:] - red.view(2, 1, 1)).norm(dim=0)
    before = (oklab(plain)[0, 1:] - red.view(2, 1, 1)).norm(dim=0)
    assert off[32, 24] < 0.03 < before[32, 24]
    assert off[32, 40] < before[32, 40]  # it spreads
    # Hints go to the one that takes them, unless another is named.
    assert (
        colour_network(with_ddcolor.store, None, has_hints=True, has_reference=False)[0].name
        == TAKES_HINTS
    )


@pytest.mark.parametrize(
    ("size", "expected"),
    [((256, 256), (256, 256)), ((4000, 1000), (512, 128)), ((300, 16), (1112, 56))],
)
def test_networks_look_at_about_their_own_area(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert network_size(*size, side_px=256, multiple=8) == expected


def test_whose_colours_they_are(studio: Studio, tmp_path: Path) -> None:
    def chosen(store: WeightStore, name: str | None = None, **given: bool) -> str:
        given = {"has_hints": False, "has_reference": False, **given}
        return colour_network(store, name, **given)[0].name

    bare = WeightStore(tmp_path, hub=tmp_path)
    assert chosen(bare) == chosen(bare, has_hints=True) == "embedded"
    store = studio.store
    assert chosen(store) == chosen(store, has_hints=True) == "siggraph17"
    assert chosen(store, has_reference=True) == "embedded"
    assert chosen(store, "siggraph17", has_reference=True) == "siggraph17"
    assert chosen(store, "embedded") == "embedded"
    with pytest.raises(WeightsError, match="oneiro weights fetch siggraph17"):
        chosen(bare, "siggraph17")
    with pytest.raises(OptionError, match="for colouring photos"):
        chosen(store, "vgg19")
    with pytest.raises(UnknownNameError):
        chosen(store, "siggraf")


def test_a_damaged_file_is_told(studio: Studio, tmp_path: Path) -> None:
    whole = (studio.store.root / "siggraph17.safetensors").read_bytes()
    (tmp_path / "siggraph17.safetensors").write_bytes(whole[: len(whole) // 2])
    broken = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")
    with pytest.raises(WeightsError, match="damaged"):
        colorize(grey(), studio=broken)


@pytest.mark.usefixtures("small")
def test_the_command_says_whose_colours_they_are(
    studio: Studio, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "weights").symlink_to(studio.store.root)
    grey().image.save(tmp_path / "grey.png")
    words = ["colorize", tmp_path / "grey.png", "-o", tmp_path / "out.png", "--json"]
    assert oneiro(*words, data_dir=tmp_path) == 0
    assert json.loads(capsys.readouterr().out)["network"] == "siggraph17"
    words += ["--network", "embedded", "--hint", "cup=red"]
    assert oneiro(*words, data_dir=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["options"]["network"] == "embedded"
    assert oneiro("weights", "list", data_dir=tmp_path) == 0
    line = next(x for x in capsys.readouterr().out.splitlines() if x.startswith("siggraph17"))
    assert line.split()[1] == "imported"
