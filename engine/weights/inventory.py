"""What lies in the folder of networks: each network's state, and what is wrong with a file.

The table of tensors tells of a file that was cut, or is another network's; torchvision's
checkpoints have none, and are read to their end for the checksum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from engine.catalogue.find import NetworkInfo
from engine.errors import WeightsFileError
from engine.weights.dream_networks import dream_file
from engine.weights.instant_networks import described_file
from engine.weights.recognise import file_sha256, identify
from engine.weights.safetensors_file import WeightsFile, read_header

# "half": a download that broke off. "damaged": a file that is not what its name says.
WeightState = Literal["embedded", "imported", "cached", "trained", "missing", "half", "damaged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkState:
    """A network, and where its file is; ``problem``: why a damaged one cannot be used."""

    info: NetworkInfo
    state: WeightState
    path: Path | None
    problem: str | None = None

    @property
    def name(self) -> str:
        return self.info.name

    @property
    def is_usable(self) -> bool:
        return self.path is not None and self.problem is None


def looked_at(state: NetworkState) -> NetworkState:
    """``state`` after a look at its file."""
    problem = _problem(state.info, state.path) if state.path is not None else None
    return state if problem is None else replace(state, state="damaged", problem=problem)


def _problem(info: NetworkInfo, path: Path) -> str | None:
    try:
        if path.suffix != ".safetensors":
            prefix = info.checkpoint.sha256_prefix if info.checkpoint else ""
            is_whole = file_sha256(path).startswith(prefix)
            return None if is_whole else "its checksum is wrong: it was cut short or changed"
        held = _held(info, path)
    except WeightsFileError as exc:
        return str(exc.facts["problem"])
    except OSError as exc:
        return f"it cannot be read ({exc.strerror})"
    return None if held == info.name else f"it holds {held}"


def _held(info: NetworkInfo, path: Path) -> str:
    """Which network a safetensors file is of. Raises: WeightsFileError; OSError."""
    if info.asset:
        read_header(path)
        return info.name
    network = dream_file(path) or described_file(path)
    return network.name if network is not None else identify(path)


def strays(files: Iterable[WeightsFile], taken: set[Path]) -> tuple[NetworkState, ...]:
    """The files in our folder that are no network's: damaged, or never imported."""
    return tuple(stray(file.path) for file in files if file.path not in taken)


def stray(path: Path) -> NetworkState:
    """A file that is no network's by its name."""
    info = NetworkInfo(name=path.stem, title="a file of no network", family="unknown")
    problem = _problem(info, path)
    return NetworkState(info=info, state="damaged", path=path, problem=problem)
