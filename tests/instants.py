"""Networks that paint at once, for tests: small files with random weights."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import save_file

from engine.style.instant.johnson import JohnsonNetwork, save_johnson
from engine.weights.instant_networks import POOL, convolutions_to

WIDTHS = {"1": 4, "2": 6, "3": 8, "4": 8, "5": 8}


def autoencoders_file(
    folder: Path,
    *,
    name: str = "tried",
    levels: tuple[int, ...] = (1, 2, 3, 4, 5),
    transform: str = "transport",
) -> Path:
    """Autoencoders whose weights neither vanish nor explode."""
    generator = torch.Generator().manual_seed(7)
    tensors = {}

    def add(part: str, outputs: int, inputs: int) -> None:
        spread = (2 / (9 * inputs)) ** 0.5
        tensors[f"{part}.weight"] = spread * torch.randn(outputs, inputs, 3, 3, generator=generator)
        tensors[f"{part}.bias"] = 0.1 * torch.randn(outputs, generator=generator)

    for level in levels:
        inputs = 3
        for step in convolutions_to(level):
            if step == POOL:
                continue
            outputs = WIDTHS[step[4]]
            add(f"encoder{level}.{step}", outputs, inputs)
            add(f"decoder{level}.{step}", inputs, outputs)
            inputs = outputs
    path = folder / f"{name}.safetensors"
    folder.mkdir(parents=True, exist_ok=True)
    said = {"oneiro": "autoencoders", "name": name, "transform": transform}
    save_file(tensors, path, metadata=said)
    return path


def johnson_network(*styles: str) -> JohnsonNetwork:
    """A small network that paints each style differently."""
    torch.manual_seed(3)
    network = JohnsonNetwork(styles=styles, width=4, blocks=2)
    for name, one in network.named_parameters():
        if name.endswith((".scale", ".shift")):
            torch.nn.init.normal_(one, mean=float(name.endswith(".scale")), std=0.5)
    return network.eval().requires_grad_(False)


def johnson_file(
    folder: Path, *styles: str, name: str = "trained", pictures: Mapping[str, bytes] | None = None
) -> Path:
    """The file of such a network; ``pictures``: of the styles."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.safetensors"
    words = {"title": "A trial", "licence": "Apache-2.0", "source": "these tests"}
    save_johnson(johnson_network(*styles), path, name=name, pictures=pictures, **words)
    return path
