"""People by torchvision's segmentation networks: their files, and what is made of their answer."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import torch
from torchvision.models import get_model, get_model_weights
from torchvision.models.segmentation import deeplabv3_mobilenet_v3_large, lraspp_mobilenet_v3_large

from engine.catalogue.find import HELPERS, NETWORK_ORDER
from engine.errors import NoPersonNetworkError, OptionError, WeightsError, WeightsFileError
from engine.media.pictures import Picture
from engine.studio.studio import Studio
from engine.style.controls.people import MOST_VIEW_PX, PERSON, load_segmenter, person_mask
from engine.weights.store import WeightStore
from tests.pictures import photo

SMALL = "lraspp_mobilenet_v3_large"


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As torchvision saves it, of random weights."""
    torch.manual_seed(7)
    path = tmp_path_factory.mktemp("checkpoints") / HELPERS[SMALL].checkpoint.filename
    model = lraspp_mobilenet_v3_large(weights=None, weights_backbone=None)
    torch.save(model.state_dict(), path)
    return path


@pytest.fixture
def store(tmp_path: Path) -> WeightStore:
    return WeightStore(tmp_path / "weights", hub=tmp_path / "hub")


@pytest.fixture
def studio(store: WeightStore, checkpoint: Path) -> Studio:
    store.hub.mkdir()
    (store.hub / checkpoint.name).symlink_to(checkpoint)
    return Studio(store=store, device="cpu")


@pytest.mark.parametrize("name", NETWORK_ORDER["segment"])
def test_the_files_are_torchvision_s(name: str) -> None:
    theirs = get_model_weights(name).DEFAULT
    info = HELPERS[name]
    assert info.url == theirs.url
    assert f"-{info.checkpoint.sha256_prefix}." in theirs.url
    assert info.source.endswith(f"{type(theirs).__name__}.{theirs.name}")
    assert theirs.meta["categories"][PERSON] == "person"
    assert theirs.transforms().mean == [0.485, 0.456, 0.406]


@torch.no_grad()
def test_the_mask_is_what_the_network_says_of_people(studio: Studio, checkpoint: Path) -> None:
    picture = Picture(image=photo("astronaut", width=520, height=520))
    reference = lraspp_mobilenet_v3_large(weights=None, weights_backbone=None).eval()
    reference.load_state_dict(torch.load(checkpoint, weights_only=True))
    view = get_model_weights(SMALL).DEFAULT.transforms()(picture.image)[None]
    expected = reference(view)["out"].softmax(dim=1)[:, PERSON]
    mask = person_mask(picture, studio=studio)
    assert mask.shape == (1, 1, 520, 520)
    assert torch.allclose(mask[0], expected, atol=1e-5)
    assert 0 <= float(mask.min()) <= float(mask.max()) <= 1


@pytest.mark.parametrize(
    ("size", "expected"), [((800, 600), (520, 693)), ((300, 3000), (1040, 104))]
)
def test_the_network_looks_at_about_torchvision_s_size(
    studio: Studio, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    width, height = size
    mask = person_mask(Picture(image=photo("coffee", width=width, height=height)), studio=studio)
    assert mask.shape[2:] == expected
    assert max(mask.shape) <= MOST_VIEW_PX


def test_deeplab_s_second_head_is_left_out(tmp_path: Path) -> None:
    model = deeplabv3_mobilenet_v3_large(weights=None, weights_backbone=None, aux_loss=True)
    path = tmp_path / "checkpoint.pth"
    torch.save(model.state_dict(), path)
    loaded = load_segmenter(HELPERS["deeplabv3_mobilenet_v3_large"], path)
    assert not any(name.startswith("aux_") for name, _ in loaded.named_parameters())
    assert not loaded.training
    assert set(loaded.state_dict()) == set(
        get_model("deeplabv3_mobilenet_v3_large", weights=None, weights_backbone=None).state_dict()
    )


def test_the_best_network_at_hand_is_taken(store: WeightStore) -> None:
    store.hub.mkdir()
    for name in reversed(NETWORK_ORDER["segment"]):
        (store.hub / HELPERS[name].checkpoint.filename).write_bytes(b"anything")
        assert store.find(None, art="segment")[0].name == name


def test_without_weights_the_way_to_them_is_said(store: WeightStore) -> None:
    studio = Studio(store=store, device="cpu")
    picture = Picture(image=photo("coffee", width=64, height=64))
    with pytest.raises(NoPersonNetworkError, match="oneiro weights fetch deeplabv3_mobilenet_v3"):
        person_mask(picture, studio=studio)
    with pytest.raises(WeightsError, match=f"oneiro weights fetch {SMALL}"):
        person_mask(picture, studio=studio, network=SMALL)
    with pytest.raises(OptionError, match="for finding people there are deeplabv3_resnet50"):
        person_mask(picture, studio=studio, network="resnet18")


def test_it_makes_no_art_itself(store: WeightStore) -> None:
    for art in ("dream", "style", "classify"):
        with pytest.raises(OptionError, match="there are"):
            store.find(SMALL, art=art)


def test_a_checkpoint_is_imported_by_its_checksum(
    store: WeightStore, checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "download.pth"
    copy.write_bytes(checkpoint.read_bytes())
    with pytest.raises(WeightsFileError, match="no checkpoint of torchvision's that I know"):
        store.import_files([copy])
    info = HELPERS[SMALL]
    before, digest = info.checkpoint.sha256_prefix, hashlib.sha256(copy.read_bytes()).hexdigest()
    object.__setattr__(info.checkpoint, "sha256_prefix", digest[:8])
    try:
        assert store.import_files([copy]) == (SMALL,)
    finally:
        object.__setattr__(info.checkpoint, "sha256_prefix", before)
    assert store.find(None, art="segment")[1] == store.root / info.checkpoint.filename


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip that is none", b"\x80\x02K\x01."])
def test_a_damaged_file_is_said(store: WeightStore, content: bytes) -> None:
    store.hub.mkdir()
    (store.hub / HELPERS[SMALL].checkpoint.filename).write_bytes(content)
    picture = Picture(image=photo("coffee", width=64, height=64))
    with pytest.raises(WeightsError, match="is damaged"):
        person_mask(picture, studio=Studio(store=store, device="cpu"))


def test_another_network_s_file_is_said(store: WeightStore) -> None:
    store.hub.mkdir()
    path = store.hub / HELPERS[SMALL].checkpoint.filename
    torch.save({"features.0.weight": torch.ones(3, 3)}, path)
    picture = Picture(image=photo("coffee", width=64, height=64))
    with pytest.raises(WeightsError, match="is damaged"):
        person_mask(picture, studio=Studio(store=store, device="cpu"))
