"""Colour spreads until the light changes, as a direct solver has it."""

from __future__ import annotations

import numpy as np
import torch

from benchmarks.reference.colour import levin
from engine.colour.levin import LEAST_TIE, LIGHT_STEP, LargerChroma, spread


def two_halves(height: int = 64, width: int = 64) -> torch.Tensor:
    light = torch.full((1, 1, height, width), 0.3)
    light[..., width // 2 :] = 0.7
    return light


def test_a_point_colours_its_side_of_an_edge() -> None:
    light = two_halves()
    said, weight = torch.zeros(1, 2, 64, 64), torch.zeros(1, 1, 64, 64)
    said[0, 0, 30, 10], said[0, 0, 30, 50] = 0.2, -0.1
    weight[0, 0, 30, 10] = weight[0, 0, 30, 50] = 1000
    chroma = spread(light, said, weight)
    assert (chroma[0, 0, :, :32] - 0.2).abs().max() < 0.02
    assert (chroma[0, 0, :, 32:] + 0.1).abs().max() < 0.02
    assert chroma[0, 1].abs().max() < 1e-6


def test_it_is_what_a_direct_solver_finds() -> None:
    generator = torch.Generator().manual_seed(3)
    light = torch.rand(1, 1, 50, 70, generator=generator) * 0.05
    said = torch.rand(1, 2, 50, 70, generator=generator) - 0.5
    weight = (torch.rand(1, 1, 50, 70, generator=generator) > 0.9).float() * 0.05 + 1e-4
    plain = levin(
        light[0, 0].numpy().astype(float),
        said[0].permute(1, 2, 0).numpy().astype(float),
        weight[0, 0].numpy().astype(float),
        step=LIGHT_STEP,
        least=LEAST_TIE,
    )
    ours = spread(light, said, weight)[0].permute(1, 2, 0).numpy()
    assert np.abs(ours - plain).max() < 0.01


def test_a_large_picture_has_the_colours_of_the_small_one() -> None:
    light = two_halves(20, 20)
    chroma = torch.zeros(1, 2, 20, 20)
    chroma[..., 10:] = 0.1
    larger = LargerChroma(light, chroma, width=100, height=60)
    rows = larger.rows(20, two_halves(60, 100)[..., 20:40, :])
    assert rows.shape == (1, 2, 20, 100)
    assert rows[..., :45].abs().max() < 0.01
    assert (rows[..., 55:] - 0.1).abs().max() < 0.01
