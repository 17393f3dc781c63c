"""The colour memory: what colours free photos have at places that look so in grey.

Two things are known of a place: the colour that is usual for what is seen there (by ridge
regression: pale where sights alike differ), and the places of photos that are most alike.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.catalogue.find import ASSETS
from engine.colour.candidates import Chosen, choose_colours, lean_of
from engine.colour.places import Eyes, keys_of, light_of
from engine.colour.said import Said, on_image
from engine.errors import OptionError
from engine.files import write_whole
from engine.texts.phrase import Phrase
from engine.weights.safetensors_file import NAME

SHIPPED = ASSETS / "colour.npz"
MOST_CHROMA = 0.4  # of OKLab; what a byte of a colour's can say
PLACE_NUMBERS = 40  # of the eyes' that tell places of photos apart
WEIGHT = 0.004
# Of likeness: a place of a photo is not believed below the first, and wholly from the second.
UNSURE, SURE = 0.45, 0.85
OTHERS_SHARE = 0.25  # of such a place beside what is usual; another seed asks it alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What was learned.

    Attributes:
        usual: (3 K + 5, 2): from the eyes' sights, and one, to a and b.
        keys: (n, PLACE_NUMBERS + 1) of places, as keys_of makes them; colours: (n, 2), theirs.
    """

    eyes: Eyes
    usual: Tensor
    keys: Tensor
    colours: Tensor

    def expected(self, sights: Tensor) -> Tensor:
        """(n, 3 K + 4) -> (n, 2)."""
        return sights @ self.usual[:-1] + self.usual[-1]


def of_memory(light: Tensor, features: Tensor, *, seed: int, memory: Memory) -> Said:
    """What colours the photo's places usually have; another seed brings others that some have.

    Args:
        light: (1, 1, H, W) of OKLab's L.
        features: (1, C, h, w), of it.
    """
    usual = memory.expected(memory.eyes.sights(features, light))
    numbers = memory.eyes.numbers(features)[:, :PLACE_NUMBERS]
    queries = keys_of(numbers, light_of(light, features))
    alike = choose_colours(queries, memory.keys, memory.colours, lean=lean_of(seed))
    belief = ((alike.likeness - UNSURE) / (SURE - UNSURE)).clamp(0, 1) * alike.agreement
    share = belief[:, None] * (1 if seed else OTHERS_SHARE)
    chosen = Chosen(
        colours=usual + share * (alike.colours - usual),
        agreement=alike.agreement,
        likeness=alike.likeness,
    )
    return on_image(chosen, torch.full_like(belief, WEIGHT), light, features.shape[-2:])


@cache
def read_memory() -> Memory:
    """The one that comes with us."""
    return memory_of(SHIPPED)


def memory_of(path: Path) -> Memory:
    """The memory of a file that :func:`write_memory` made."""
    with np.load(path) as file:
        parts = {name: torch.from_numpy(file[name].astype(np.float32)) for name in file.files}
    return Memory(
        eyes=Eyes(
            mean=parts["mean"], scale=parts["scale"], axes=parts["axes"] * parts["axes_unit"]
        ),
        usual=parts["usual"],
        keys=parts["keys"] * parts["keys_unit"],
        colours=parts["colours"] * (MOST_CHROMA / 127),
    )


def own_memory_path(data_dir: Path, name: str, *, option: str = "name") -> Path:
    """Where a memory of one's own is in the data folder.

    Raises: OptionError: nothing can be called so.
    """
    if not NAME.fullmatch(name):
        raise OptionError(option=option, value=name, rule=Phrase("rules.network_name"))
    return data_dir / "colours" / f"{name}.npz"


def read_own_memory(data_dir: Path, name: str) -> Memory:
    """A memory of one's own. Raises: OptionError: there is none of that name, or it is damaged."""
    path = own_memory_path(data_dir, name, option="memory")
    if not path.is_file():
        raise OptionError(option="memory", value=name, rule=Phrase("rules.no_such_memory"))
    try:
        return memory_of(path)
    except (ValueError, LookupError, EOFError, RuntimeError, zipfile.BadZipFile) as exc:
        rule = Phrase("rules.memory_damaged")
        raise OptionError(str(exc), option="memory", value=name, rule=rule) from exc


def write_memory(path: Path, memory: Memory) -> None:
    """In bytes where those do: no picture shows the difference."""
    axes, axes_unit = _bytes_of(memory.eyes.axes)
    keys, keys_unit = _bytes_of(memory.keys)
    colours = (memory.colours * (127 / MOST_CHROMA)).round().clamp(-127, 127)
    arrays: Mapping[str, NDArray[np.generic]] = {
        "mean": memory.eyes.mean.half().numpy(),
        "scale": memory.eyes.scale.half().numpy(),
        "axes": axes,
        "axes_unit": axes_unit,
        "usual": memory.usual.numpy(),
        "keys": keys,
        "keys_unit": keys_unit,
        "colours": colours.to(torch.int8).numpy(),
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]  # its stubs want a flag
    write_whole(path, buffer.getvalue())


def _bytes_of(rows: Tensor) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Of (n, K): whole numbers, and the unit of each of the K."""
    unit = (rows.abs().amax(dim=0, keepdim=True) / 127).clamp_min(1e-9)
    return (rows / unit).round().to(torch.int8).numpy(), unit.numpy()
