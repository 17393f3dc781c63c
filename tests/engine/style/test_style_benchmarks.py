"""The style benchmarks run, and what they hold ours to is what it says it is."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from benchmarks import gpu, instant, one_style, style, style_gpu
from benchmarks.loss_curve import Curve, draw, record
from benchmarks.our_style import GRAM, OurStyle, painting_at
from benchmarks.reference import style as plain_style
from benchmarks.reference import wasserstein as plain_wasserstein
from benchmarks.style_curves import compare_curves

SIZE = 64


@pytest.fixture(scope="module")
def weights() -> dict[str, torch.Tensor]:
    torch.manual_seed(0)
    return plain_style.vgg19_weights()[0]


@pytest.fixture(scope="module")
def path(weights: dict[str, torch.Tensor], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("weights") / "vgg19.safetensors"
    save_file(weights, file)
    return file


def test_the_plain_gatys_loss_is_the_function_that_ours_goes_down(
    weights: dict[str, torch.Tensor], path: Path
) -> None:
    ours = OurStyle("vgg19", path, SIZE, GRAM)
    loss = plain_style.gatys_loss(
        ours.photo, painting_at(SIZE), weights, last=style.LAST, **ours.weights
    )
    plain = plain_style.gradient(loss, ours.photo)
    found = ours.gradient(ours.photo)
    assert torch.cosine_similarity(found.flatten(), plain.flatten(), dim=0) > 0.98
    assert found.norm().item() == pytest.approx(plain.norm().item(), rel=0.1)


def test_the_naive_way_has_the_same_gradient(weights: dict[str, torch.Tensor]) -> None:
    photo, painting = torch.rand(1, 3, 32, 32), torch.rand(1, 3, 32, 32)
    own = plain_style.require_gradients(weights)
    terms = {"content_weight": 1.0, "style_weight": 1.0}
    naive = plain_style.gatys_loss(photo, painting, own, last=plain_style.WHOLE, **terms)
    truncated = plain_style.gatys_loss(photo, painting, weights, last=style.LAST, **terms)
    image = torch.rand(1, 3, 32, 32)
    torch.testing.assert_close(
        style.naive_step(naive, image, own), plain_style.gradient(truncated, image)
    )
    assert all(one.grad is None for one in own.values())


def test_the_plain_square_root_is_one() -> None:
    matrix = torch.diag(torch.tensor([4.0, 9.0])).requires_grad_()
    root = plain_wasserstein.square_root(matrix)
    torch.testing.assert_close(root.detach(), torch.diag(torch.tensor([2.0, 3.0])))
    root.trace().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    torch.testing.assert_close(matrix.grad, torch.diag(torch.tensor([1 / 4, 1 / 6])))


def test_the_plain_loop_shares_its_steps_as_the_original_does() -> None:
    expected = [(128, 1000), (181, 500), (256, 500), (362, 500), (512, 500)]
    assert plain_wasserstein.plan(512, 3000) == expected


def test_both_plain_optimisers_go_down(weights: dict[str, torch.Tensor]) -> None:
    photo, painting = torch.rand(1, 3, 32, 32), torch.zeros(1, 3, 32, 32)
    loss = plain_style.gatys_loss(
        photo, painting, weights, last=style.LAST, content_weight=1.0, style_weight=1.0
    )
    for optimise in (plain_style.adam, plain_style.lbfgs):
        moments = list(record(optimise(photo, loss, steps=3)))
        assert [one.seconds for one in moments] == sorted(one.seconds for one in moments)
        before, after = plain_style.values(loss, [photo, moments[-1].image])
        assert after < before


def test_a_plain_wasserstein_painting_grows(weights: dict[str, torch.Tensor]) -> None:
    def noise_at(side: int) -> torch.Tensor:
        return torch.rand(1, 3, side, side, generator=torch.Generator().manual_seed(side))

    scales = [(32, 2), (40, 1)]
    images = list(plain_wasserstein.paint(noise_at, noise_at, weights, scales=scales))
    assert [one.shape[-1] for one in images] == [32, 32, 40]
    assert all(one.isfinite().all() for one in images)


def test_the_curves_are_told_and_drawn(
    weights: dict[str, torch.Tensor],
    path: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    picture = tmp_path / "curve.png"
    compare_curves(path, weights, size=SIZE, steps=2, picture=picture)
    told = capsys.readouterr().out
    for name in ("Gatys, truncated, Adam", "L-BFGS", "ours, coarse to fine"):
        assert name in told
    with Image.open(picture) as drawn:
        assert len(drawn.convert("RGB").getcolors(1 << 20) or ()) > 4


def test_a_curve_is_read_between_its_points() -> None:
    curve = Curve(name="a", points=((1.0, 8.0), (3.0, 4.0), (5.0, 2.0)))
    assert curve.reaches(6.0) == 2.0
    assert curve.reaches(9.0) == 1.0
    assert curve.reaches(1.0) is None
    assert (curve.seconds, curve.loss) == (5.0, 2.0)


def test_a_flat_curve_is_drawn(tmp_path: Path) -> None:
    draw([Curve(name="flat", points=((1.0, 1.0),))], tmp_path / "flat.png", title="flat")
    assert (tmp_path / "flat.png").is_file()


def test_a_painting_tells_its_memory(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one_style.main("embedded", str(SIZE), str(path.parent), "2")
    told = capsys.readouterr().out
    assert f'"width": {SIZE}' in told
    assert "peak_bytes" in told


def test_the_instant_benchmark_times_every_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert instant.main(["--size", "64", "--rounds", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    assert all(line.split()[-2] == "ms" for line in lines[1:])


def test_the_gpu_s_figures_can_be_had_of_any_device(path: Path) -> None:
    assert style_gpu.free_job_s(path, device="cpu", size=64, steps=2) > 0
    # Too small for the algorithm whose multiplications torch does not count.
    ours = OurStyle("vgg19", path, 32, GRAM)
    second_convolution = 2 * 32 * 21 * 9 * 64 * 64
    assert style_gpu.flops_of(ours) > 2 * second_convolution


def test_every_art_has_its_line_beside_the_limit_of_the_device(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gpu, "matrix_rate", lambda _: 1e12)
    monkeypatch.setattr(gpu, "copy_rate", lambda _: 1e10)
    monkeypatch.setattr(gpu, "LOSSES", ("painter",))
    monkeypatch.setattr(gpu, "FILM_FRAMES", 2)
    monkeypatch.setattr(gpu, "FILM_STEPS", 1)
    files = {**gpu.random_files(tmp_path), "vgg19": path}
    gpu.report(files, device=torch.device("cpu"), size=32, rounds=1)
    told = capsys.readouterr().out
    arts = ("a dream's step", "painter", "an instant painting", "film's frame")
    for art in arts:
        (line,) = (line for line in told.splitlines() if art in line)
        floor_ms = float(line.partition("floor ")[2].split()[0])
        assert floor_ms > 0
    assert told.count("plainly") == len(gpu.LOSSES) + 2


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU here")
def test_without_a_gpu_nothing_is_measured_and_nothing_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert gpu.main([]) == 0
    assert capsys.readouterr().out == "no GPU here: nothing was measured\n"
