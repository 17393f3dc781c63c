"""The house's own network: when it paints, what it is made of, and that its styles are its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from engine.catalogue.find import ASSETS
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.ops.images import resize_picture, to_image
from engine.options.style import StyleOptions
from engine.options.video import VideoOptions
from engine.style.instant.choices import as_learnt
from engine.style.instant.johnson import load_johnson, paint
from engine.train.fast_style.evaluate import evaluate_house
from engine.train.fast_style.judge import StyleJudge
from engine.train.fast_style.run import style_network
from engine.train.pictures import HELD_OUT, public_domain
from engine.weights.instant_networks import (
    HOUSES,
    described_file,
    find_instant,
    house_network,
)
from engine.weights.own_styles import named_style
from engine.weights.recognise import file_sha256
from engine.weights.store import WeightStore
from tests.instants import autoencoders_file, johnson_file

HOUSE_BYTES = 3_000_000
SIDE_PX = 112
CPU = torch.device("cpu")


def found(root: Path, *styles: str, options: StyleOptions | VideoOptions | None = None) -> str:
    asked = as_learnt(options or StyleOptions())
    return find_instant(root, None, styles=styles, as_learnt=asked).name


def test_it_paints_the_house_styles_and_nothing_else(tmp_path: Path) -> None:
    assert found(tmp_path, "ink") == "house2"
    assert found(tmp_path, *HOUSE_STYLES) == "house2"
    assert found(tmp_path, "ink", "k3f9ab") == "embedded_strokes"
    assert found(tmp_path) == "embedded_strokes"


@pytest.mark.parametrize(
    "options",
    [
        StyleOptions(strength=1.5),
        StyleOptions(scale=2.0),
        StyleOptions(palette=4),
        VideoOptions(scale=0.5),
    ],
)
def test_what_it_did_not_learn_another_paints(
    tmp_path: Path, options: StyleOptions | VideoOptions
) -> None:
    assert found(tmp_path, "ink", options=options) == "embedded_strokes"
    johnson_file(tmp_path, "ink")
    assert found(tmp_path, "ink", options=options) == "embedded_strokes"


def test_what_somebody_brought_comes_first(tmp_path: Path) -> None:
    autoencoders_file(tmp_path)
    assert found(tmp_path, "ink") == "tried"
    johnson_file(tmp_path, "ink", "mine")
    assert found(tmp_path, "ink") == "trained"
    assert found(tmp_path, "mine") == "trained"
    assert found(tmp_path, "mine", "mosaic") == "tried"


def test_films_are_painted_without_neighbours_unless_they_are_asked_for(tmp_path: Path) -> None:
    """Those of each frame would be found anew, and flicker."""
    for name in (None, "embedded"):
        assert find_instant(tmp_path, name, in_film=True).name == "embedded_style"
    assert find_instant(tmp_path, "embedded_strokes", in_film=True).seeks_neighbours


def test_one_that_was_trained_anew_comes_before_the_shipped_one(tmp_path: Path) -> None:
    shipped = house_network(tmp_path)
    assert shipped.path.parent == ASSETS
    path = johnson_file(tmp_path, *HOUSE_STYLES, name="house2")
    assert find_instant(tmp_path, "house2").path == path
    assert find_instant(tmp_path, None, styles=["ink"]).path == path


def test_a_caption_of_before_is_painted_by_the_network_that_it_names(tmp_path: Path) -> None:
    named = find_instant(tmp_path, "house")
    assert (named.name, named.path) == ("house", ASSETS / "house.safetensors")


@pytest.mark.parametrize("name", HOUSES)
def test_each_asset_is_the_one_on_the_card(name: str) -> None:
    shipped = described_file(ASSETS / f"{name}.safetensors")
    assert shipped is not None
    assert shipped.name == name
    assert shipped.styles == tuple(HOUSE_STYLES)
    assert shipped.path.stat().st_size <= HOUSE_BYTES
    card = (ASSETS / "house.md").read_text(encoding="utf-8")
    assert file_sha256(shipped.path) in card
    assert all(name in card for name in (*HOUSE_STYLES, *HELD_OUT))
    assert shipped.source in card


def test_every_painting_is_nearest_to_its_own_style(tmp_path: Path) -> None:
    """Of a photo that it never saw; nearer than the photo itself, and than other paintings."""
    store = WeightStore(tmp_path, hub=tmp_path)
    network = load_johnson(house_network(tmp_path), device=CPU)
    pictures = {one: to_image(named_style(one, tmp_path)[1].image) for one in HOUSE_STYLES}
    judge = StyleJudge(
        style_network("embedded", store, size_px=SIDE_PX, device=CPU),
        pictures,
        content_weight=0.0,
        style_weights=[1.0] * len(pictures),
        tv_weight=0.0,
    )
    photo = to_image(resize_picture(public_domain("chelsea"), width=SIDE_PX, height=SIDE_PX))
    paintings = [paint(network, photo, {one: 1.0}, tile_px=512) for one in HOUSE_STYLES]
    for place, shares in enumerate(torch.eye(len(pictures))):
        of_photo, *others = (judge.losses(one, photo, shares).style for one in (photo, *paintings))
        own = others.pop(place)
        assert own < 0.7 * of_photo
        assert own < min(others)


def test_its_figures_are_shares_of_the_photo_s_own(tmp_path: Path) -> None:
    johnson_file(tmp_path, "ink", name="tiny")
    store = WeightStore(tmp_path, hub=tmp_path)
    small = {"cat": public_domain("chelsea").resize((48, 40))}
    (figure,) = evaluate_house(store, name="tiny", photos=small)
    assert (figure.name, figure.photo) == ("ink", "cat")
    assert figure.style > 0
    assert str(figure).startswith("ink       cat ")
