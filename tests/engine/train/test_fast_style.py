"""Training instant styles: it learns, goes on bit for bit, and the file paints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import Tensor

from engine.cli.commands import main
from engine.ops.images import to_image
from engine.style.instant.johnson import JohnsonNetwork, load_johnson
from engine.train.fast_style.judge import StyleJudge
from engine.train.fast_style.recipe import StyleRecipe
from engine.train.fast_style.run import style_network
from engine.train.fast_style.training import FastStyleTraining, network_from, new_network
from engine.train.run_folder import load_checkpoint, save_checkpoint
from engine.weights.instant_networks import described_file, house_network
from engine.weights.store import WeightStore

SIDE_PX = 32
TINY = [
    *("--size", "32", "--style-size", "48", "--batch", "2"),
    *("--width", "4", "--base", "none", "--seed", "3"),
]
CPU = torch.device("cpu")


def stripes(period: int = 6) -> Image.Image:
    """A style that nobody takes for a photo."""
    picture = Image.new("RGB", (48, 48))
    colours = [(200, 40, 30), (250, 230, 120)]
    picture.putdata([colours[(x + y) // period % 2] for y in range(48) for x in range(48)])
    return picture


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> StyleJudge:
    """Of two styles."""
    store = WeightStore(tmp_path_factory.mktemp("none"))
    network = style_network("embedded", store, size_px=SIDE_PX, device=CPU)
    pictures = {"one": to_image(stripes()), "two": to_image(stripes(12).rotate(90))}
    return StyleJudge(
        network, pictures, content_weight=0.25, style_weights=[1.0, 1.0], tv_weight=1.0
    )


def photos() -> list[Tensor]:
    return [torch.rand(3, 60, 50, generator=torch.Generator().manual_seed(2))]


def training(judge: StyleJudge, *, steps: int = 4) -> FastStyleTraining:
    recipe = StyleRecipe(steps=steps, size_px=SIDE_PX, batch=2, width=4, mixtures=0.5)
    network = new_network(["one", "two"], recipe)
    return FastStyleTraining(network, judge, photos(), recipe)


def advance(run: FastStyleTraining, steps: int) -> None:
    for _ in range(steps):
        run.advance()


def test_going_on_later_is_bit_for_bit_the_same(judge: StyleJudge, tmp_path: Path) -> None:
    whole, first, second = (training(judge) for _ in range(3))
    advance(whole, 3)
    advance(first, 2)
    save_checkpoint(tmp_path / "kept.pt", first.state_dict())
    second.load_state_dict(load_checkpoint(tmp_path / "kept.pt"))
    advance(second, 1)
    for kind in ("network", "average"):
        ours, expected = (getattr(run, kind).state_dict() for run in (second, whole))
        assert all(torch.equal(ours[name], tensor) for name, tensor in expected.items())
    assert torch.equal(second.pool.images, whole.pool.images)


def test_the_seed_decides_everything(judge: StyleJudge) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        first = training(judge)
    second = training(judge)
    advance(first, 1)
    advance(second, 1)
    assert torch.equal(first.network.last.weight, second.network.last.weight)


def test_shares_are_all_styles_as_often_and_mixtures_are_whole(judge: StyleJudge) -> None:
    run = training(judge)
    run.recipe = StyleRecipe(size_px=SIDE_PX, mixtures=0.0)
    assert run._shares(4).sum(0).tolist() == [2, 2]
    run.recipe = StyleRecipe(size_px=SIDE_PX, mixtures=1.0)
    shares = run._shares(50)
    torch.testing.assert_close(shares.sum(1), torch.ones(50))
    assert bool(((shares > 0).sum(1) == 2).any())


def test_the_judge_knows_its_styles_and_photos(judge: StyleJudge) -> None:
    first, second = torch.eye(2)
    style, photo = to_image(stripes()), photos()[0][None, :, :48, :48]
    assert judge.losses(style, photo, first).style == pytest.approx(0, abs=1e-4)
    assert judge.losses(style, photo, second).style > 0.02
    assert judge.losses(photo, photo, first).content == pytest.approx(0, abs=1e-6)


def test_the_judge_meets_every_layer_s_distribution_however_paintings_are_made(
    judge: StyleJudge,
) -> None:
    assert judge.network.layers.loss == "wasserstein"
    assert set(judge.network.judged_layers) >= {"relu1_1", "relu4_1", "filters_1"}


def test_the_gradient_leads_downhill_and_back_into_range(judge: StyleJudge) -> None:
    first, _ = torch.eye(2)
    photo = photos()[0][None, :, :48, :48]
    losses, gradient = judge.gradient(photo, photo, first)
    moved = judge.losses(photo - 2e-3 * gradient.sign(), photo, first)
    assert moved.total < losses.total
    _, outside = judge.gradient(torch.full_like(photo, 1.5), photo, first)
    _, edge = judge.gradient(torch.ones_like(photo), photo, first)
    assert bool((outside > edge).all())


def test_a_judge_of_neighbours_draws_every_place_to_one_of_the_style(tmp_path: Path) -> None:
    network = style_network("embedded", WeightStore(tmp_path), size_px=SIDE_PX, device=CPU)
    judge = StyleJudge(
        network,
        {"one": to_image(stripes()), "two": to_image(stripes(12))},
        content_weight=0.0,
        style_weights=[0.0, 0.0],
        tv_weight=0.0,
        neighbours_weight=1.0,
    )
    first, _ = torch.eye(2)
    style, photo = to_image(stripes()), photos()[0][None, :, :48, :48]
    assert judge.gradient(style, style, first)[0].neighbours < 1e-3
    before, gradient = judge.gradient(photo, photo, first)
    after, _ = judge.gradient(photo - 2e-3 * gradient.sign(), photo, first)
    assert 0 < after.neighbours < before.neighbours
    mixture = torch.tensor([0.5, 0.5])
    assert judge.gradient(photo, photo, mixture)[0].neighbours == 0


def test_a_base_lends_its_layers_and_what_is_new_begins_between_its_styles() -> None:
    base = JohnsonNetwork(styles=["a", "b"], width=4, blocks=1)
    for name, parameter in base.named_parameters():
        if name.endswith((".scale", ".shift")):
            torch.nn.init.normal_(parameter)
    begun = network_from(base, ["c", "b", "d"])
    image = torch.rand(1, 3, 16, 16, generator=torch.Generator().manual_seed(1))
    middle, b = (base(image, torch.tensor(shares)) for shares in ([0.5, 0.5], [0.0, 1.0]))
    for shares, expected in zip(torch.eye(3), (middle, b, middle), strict=True):
        torch.testing.assert_close(begun(image, shares), expected)


def train(folder: Path, *words: str) -> int:
    return main(["train", "style", *words], data_dir=folder)


def test_a_picture_becomes_a_style_that_paints_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture, photo = tmp_path / "stripes.png", tmp_path / "photo.png"
    stripes().save(picture)
    Image.effect_noise((64, 48), 60).convert("RGB").save(photo)
    words = [str(picture), "--name", "mine", "--steps", "24", "--rate", "0.01", *TINY]
    assert train(tmp_path, *words, "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["styles"] == ["mine"]
    assert facts["style_after"] < 0.9 * facts["style_before"]
    found = described_file(Path(facts["file"]))
    assert found is not None
    assert "stripes" not in found.source
    assert str(tmp_path) not in found.source
    log = (tmp_path / "training/mine/log.txt").read_text()
    assert log.startswith("step 1 of 24: ")
    assert sorted(path.stem for path in (tmp_path / "training/mine").glob("step-*")) == [
        *("step-000006", "step-000012", "step-000018", "step-000024")
    ]
    painted = ["style", str(photo), "-o", str(tmp_path / "out.png"), "--style", "mine"]
    assert main([*painted, "--instant", "--json"], data_dir=tmp_path) == 0
    assert json.loads(capsys.readouterr().out)["network"] == "mine"
    # And step by step: its picture came along.
    assert main([*painted, "--steps", "1", "--size", "48"], data_dir=tmp_path) == 0


def test_unless_told_it_begins_with_the_house(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["ink", "--name", "mine", "--steps", "1", *TINY[:6], "--json"]
    assert train(tmp_path, *words) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["options"]["base"] == "house2"
    found = described_file(Path(facts["file"]))
    assert found is not None
    ours, house = (load_johnson(info, device=CPU) for info in (found, house_network(tmp_path)))
    assert (ours.width, ours.grain) == (house.width, house.grain)
    moved = (ours.last.weight - house.last.weight).abs().mean()
    assert 0 < moved < 0.1 * house.last.weight.abs().mean()


def test_a_run_that_was_stopped_goes_on_to_the_same_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "stripes.png"
    stripes().save(picture)
    words = [str(picture), "ink", "--name", "two", "--steps", "3", "--neighbours", "1", *TINY]
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    assert train(whole, *words) == 0
    assert train(parts, *words, "--minutes", "0.001") == 0
    assert "the same command goes on" in capsys.readouterr().err
    assert train(parts, *words) == 0
    assert "Going on after step" in capsys.readouterr().out
    made = [(data_dir / "weights/two.safetensors").read_bytes() for data_dir in (whole, parts)]
    assert made[0] == made[1]
    found = described_file(parts / "weights/two.safetensors")
    assert found is not None
    assert found.styles == ("two-1", "ink")


REFUSALS = (
    (["{broken}", "--name", "mine"], "does not open as a picture"),
    (["{folder}/none.png", "--name", "mine"], "there is no such file"),
    (["inkk", "--name", "mine"], "Did you mean ink?"),
    (["ink", "--name", "mosaic"], "a house style is called so"),
    (["ink"], "say what to call the network"),
    (["--name", "mine"], "name a picture"),
    (["ink", "--name", "Mine!"], "small letters"),
    (["ink", "--name", "vgg19"], "choose another name"),
    (["ink", "--name", "mine", "--steps", "0"], "it goes from 1"),
    (["ink", "--name", "mine", "--base", "nothing-here"], "nothing-here"),
    (["ink", "--name", "mine", "--judge", "squeezenet1_1"], "for painting there are"),
    (["ink", "--name", "mine", "--judge", "vgg19"], "is not on this machine"),
    (["ink", "--house"], "leave out yours"),
)


@pytest.mark.parametrize(("words", "told"), REFUSALS)
def test_what_cannot_be_trained_is_told_in_words(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture at all")
    said = [word.format(broken=broken, folder=tmp_path) for word in words]
    if "--base" not in said:
        said += ["--base", "none"]
    assert train(tmp_path, *said) != 0
    assert told in capsys.readouterr().err
    assert not (tmp_path / "training").exists()


def test_a_name_with_other_settings_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["ink", "--name", "mine", *TINY]
    assert train(tmp_path, *words, "--steps", "1") == 0
    before = (tmp_path / "weights/mine.safetensors").read_bytes()
    assert train(tmp_path, *words, "--steps", "2") == 2
    assert "steps was 1" in capsys.readouterr().err
    assert (tmp_path / "weights/mine.safetensors").read_bytes() == before
    assert train(tmp_path, *words, "--steps", "2", "--anew") == 0
