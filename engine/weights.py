"""Where trained networks come from: named, imported, cached or embedded. No torch.

Nothing is ever downloaded but by ``WeightStore.fetch``. Only safetensors files and torchvision's
own checkpoints, known by their SHA-256, are taken in.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx
import numpy as np

from engine.blueprints import BLUEPRINTS, Shape, vgg19_convolutions
from engine.catalogue import NETWORK_ORDER, NETWORKS, Art, NetworkInfo, find_network
from engine.errors import BadInputError, OptionError, WeightsError

EMBEDDED_PATH = Path(__file__).parent / "assets" / "dream.safetensors"
CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 30.0
_MAX_HEADER_BYTES = 10_000_000
_CHUNK_BYTES = 1 << 20
_DTYPES = {"F16": np.float16, "F32": np.float32, "F64": np.float64}

WeightState = Literal["embedded", "imported", "cached", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkState:
    """A network, and where its file is."""

    info: NetworkInfo
    state: WeightState
    path: Path | None

    @property
    def name(self) -> str:
        return self.info.name


class WeightsFileError(BadInputError):
    user_message = "{file} cannot be used: {problem}. {remedy}"


class WeightStore:
    """The networks on this machine. ``root``: our folder; ``hub``: torch's cache of checkpoints."""

    def __init__(self, root: Path, *, hub: Path | None = None) -> None:
        self.root = root
        self.hub = hub if hub is not None else torch_hub_folder()

    def state(self, info: NetworkInfo) -> NetworkState:
        """Where ``info``'s file is: imported before cached before embedded."""
        imported = self.root / f"{info.name}.safetensors"
        if imported.is_file():
            return NetworkState(info=info, state="imported", path=imported)
        if info.filename:
            for folder in (self.root, self.hub):
                cached = folder / info.filename
                if cached.is_file():
                    return NetworkState(info=info, state="cached", path=cached)
        if info.name == "embedded":
            return NetworkState(info=info, state="embedded", path=EMBEDDED_PATH)
        return NetworkState(info=info, state="missing", path=None)

    def list(self) -> tuple[NetworkState, ...]:
        """Every network in the catalogue."""
        return tuple(self.state(info) for info in NETWORKS.values())

    def find(self, name: str | None, *, art: Art) -> tuple[NetworkInfo, Path]:
        """The named network, or the best one at hand for ``art``.

        Raises: UnknownNameError; OptionError: the network does not do this art; WeightsError.
        """
        if name is None:
            found = (self.state(NETWORKS[one]) for one in NETWORK_ORDER[art])
            best = next(state for state in found if state.path is not None)
            return best.info, _existing(best)
        info = find_network(name)
        if info.name not in NETWORK_ORDER[art]:
            rule = f"for {art} there are {', '.join(NETWORK_ORDER[art])}"
            raise OptionError(option="network", value=info.name, rule=rule)
        return info, _existing(self.state(info))

    def import_file(self, source: Path) -> str:
        """Copy a safetensors file, or a torchvision checkpoint, into our folder.

        Returns: the name of the network that it was recognised as.
        Raises: WeightsFileError; OSError.
        """
        by_hash = _recognise_checkpoint(source)
        if by_hash is not None:
            name, target = by_hash.name, str(by_hash.filename)
        else:
            name = recognise(source)
            target = f"{name}.safetensors"
        self.root.mkdir(parents=True, exist_ok=True)
        part = self.root / f".{target}.{os.getpid()}.part"
        try:
            shutil.copyfile(source, part)
            part.replace(self.root / target)
        finally:
            part.unlink(missing_ok=True)
        return name

    def fetch(
        self,
        name: str,
        *,
        on_progress: Callable[[int, int | None], None] | None = None,
        client: httpx.Client | None = None,
    ) -> Path:
        """Download torchvision's checkpoint, going on where an earlier download stopped.

        Args:
            on_progress: told of (bytes so far, bytes in all or None).
        Raises: UnknownNameError; OptionError: there is no address; WeightsError: it failed.
        """
        info = find_network(name)
        found = self.state(info)
        if found.path is not None:
            return found.path
        if info.url is None or info.filename is None:
            raise OptionError(option="network", value=info.name, rule=how_to_get(info))
        target = self.root / info.filename
        part = target.with_name(target.name + ".part")
        timeout = httpx.Timeout(READ_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
        self.root.mkdir(parents=True, exist_ok=True)
        try:
            with client or httpx.Client(timeout=timeout, follow_redirects=True) as session:
                _download(session, info.url, part, on_progress or (lambda done, total: None))
        except (httpx.HTTPError, OSError) as exc:
            problem = f"the download failed ({str(exc) or type(exc).__name__})"
            raise WeightsError(network=info.name, problem=problem, remedy=_RETRY) from exc
        if not _sha256(part).startswith(info.sha256_prefix or ""):
            part.unlink()
            problem = "what came has the wrong checksum and was thrown away"
            raise WeightsError(network=info.name, problem=problem, remedy=_RETRY)
        part.replace(target)
        return target


_RETRY = "Run the command again; it goes on where it stopped."


def torch_hub_folder() -> Path:
    """torch.hub's folder of checkpoints, found without loading torch."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser()
    home = Path(os.environ.get("TORCH_HOME", cache / "torch")).expanduser()
    return home / "hub" / "checkpoints"


def how_to_get(info: NetworkInfo) -> str:
    """One clause: how this network comes onto the machine."""
    if info.url:
        return f"run “oneiro weights fetch {info.name}”"
    return (
        f"it has no download address; get a safetensors file of {info.title} "
        "and run “oneiro weights import FILE”"
    )


def available_layers(info: NetworkInfo, path: Path) -> tuple[str, ...]:
    """The layers that this file has: a VGG may end early."""
    if not info.may_end_early:
        return info.layers
    tensors = read_header(path)
    convolutions = vgg19_convolutions()
    return tuple(one for one in info.layers if f"features.{convolutions[one]}.weight" in tensors)


def recognise(path: Path) -> str:
    """The network whose tensors this safetensors file holds, by names and shapes.

    Raises: WeightsFileError: no known network, a part of one, or damaged.
    """
    tensors = read_header(path)

    def share(name: str) -> float:
        blueprint = BLUEPRINTS[name]
        return sum(one in tensors for one in blueprint) / len(blueprint)

    name = max(BLUEPRINTS, key=share)
    if share(name) == 0 or f"{next(iter(BLUEPRINTS[name]))}" not in tensors:
        raise _unusable(path, f"its tensors are of no network that I know ({_sample(tensors)})")
    if name in {"vgg19", "vgg19_oxford"}:
        name = _which_vgg19(path, tensors)
    _check_shapes(path, name, tensors)
    _check_values(path, tensors, BLUEPRINTS[name])
    return name


def read_header(path: Path) -> dict[str, tuple[str, Shape, tuple[int, int]]]:
    """Tensor name -> (dtype, shape, (first byte, end) in the file) of a safetensors file.

    Raises: WeightsFileError: not safetensors, or cut short.
    """
    size = path.stat().st_size
    if size == 0:
        raise _unusable(path, "it is empty")
    with path.open("rb") as file:
        start = file.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
        if not 2 <= length <= min(_MAX_HEADER_BYTES, size - 8):
            raise _unusable(path, "it is not a safetensors file, or was cut short")
        text = file.read(length)
    try:
        entries = json.loads(text)
        entries.pop("__metadata__", None)
        offset = 8 + length
        tensors = {
            name: (
                str(one["dtype"]),
                tuple(int(side) for side in one["shape"]),
                (offset + int(one["data_offsets"][0]), offset + int(one["data_offsets"][1])),
            )
            for name, one in entries.items()
        }
    except (ValueError, TypeError, LookupError, AttributeError) as exc:
        raise _unusable(path, "it is not a safetensors file") from exc
    end = max((one[2][1] for one in tensors.values()), default=0)
    if end > size:
        raise _unusable(path, f"it was cut short ({size} of {end} bytes)")
    return tensors


def _existing(state: NetworkState) -> Path:
    if state.path is not None:
        return state.path
    how = how_to_get(state.info)
    remedy = f"{how[0].upper()}{how[1:]}."
    raise WeightsError(network=state.name, problem="it is not on this machine", remedy=remedy)


def _unusable(path: Path, problem: str) -> WeightsFileError:
    names = ", ".join(BLUEPRINTS)
    remedy = f"Please get the whole file of one of {names} as safetensors, and import it again."
    return WeightsFileError(file=path.name, problem=problem, remedy=remedy)


def _sample(tensors: Mapping[str, object]) -> str:
    return ", ".join(list(tensors)[:3]) or "it has none"


def _which_vgg19(path: Path, tensors: Mapping[str, tuple[str, Shape, tuple[int, int]]]) -> str:
    """Oxford's or torchvision's: the tensors have the same names, and other sizes of values.

    Oxford's was trained on 0..255, so that for torchvision's input its first filters are about
    a hundred times larger. Only Oxford's may end early.
    """
    first = _values(path, tensors["features.0.weight"])
    is_oxford = first is not None and float(np.abs(first).mean()) > 1
    ends_early = any(one not in tensors for one in BLUEPRINTS["vgg19"])
    return "vgg19_oxford" if is_oxford or ends_early else "vgg19"


def _check_shapes(
    path: Path, name: str, tensors: Mapping[str, tuple[str, Shape, tuple[int, int]]]
) -> None:
    blueprint = BLUEPRINTS[name]
    missing = [one for one in blueprint if one not in tensors]
    if NETWORKS[name].may_end_early:
        # Whatever comes after the last whole layer may be absent; a gap may not.
        present = [one for one in blueprint if one in tensors]
        last = list(blueprint).index(present[-1]) // 2 * 2 + 1
        missing = [one for one in list(blueprint)[: last + 1] if one not in tensors]
    if missing:
        problem = f"it is a part of {name}: {len(missing)} tensors are missing ({missing[0]} …)"
        raise _unusable(path, problem)
    for one, shape in blueprint.items():
        if one in tensors and tensors[one][1] != shape:
            found = "x".join(map(str, tensors[one][1]))
            wanted = "x".join(map(str, shape))
            raise _unusable(path, f"it looks like {name}, but {one} is {found}, not {wanted}")


def _check_values(
    path: Path,
    tensors: Mapping[str, tuple[str, Shape, tuple[int, int]]],
    blueprint: Mapping[str, Shape],
) -> None:
    """Refuse NaN, infinities and filters of nothing but zeros: a download with holes."""
    for name in blueprint:
        values = _values(path, tensors[name]) if name in tensors else None
        if values is None:
            continue
        if not np.isfinite(values).all():
            raise _unusable(path, f"{name} holds values that are not numbers")
        if values.ndim == 4 and not values.any():
            raise _unusable(path, f"{name} is all zeros")


def _values(path: Path, entry: tuple[str, Shape, tuple[int, int]]) -> np.ndarray | None:
    """A tensor's values without copying the file; None for types that numpy lacks (bf16)."""
    dtype, shape, (start, end) = entry
    if dtype not in _DTYPES:
        return None
    kind = np.dtype(_DTYPES[dtype])
    if int(np.prod(shape)) * kind.itemsize != end - start:
        raise _unusable(path, "its table of tensors does not agree with itself")
    return np.memmap(path, dtype=kind, mode="r", offset=start, shape=shape)


def _recognise_checkpoint(path: Path) -> NetworkInfo | None:
    """The network whose torchvision checkpoint this is, by its checksum."""
    if path.suffix not in {".pth", ".pt"}:
        return None
    digest = _sha256(path)
    for info in NETWORKS.values():
        if info.sha256_prefix and digest.startswith(info.sha256_prefix):
            return info
    raise _unusable(path, "it is no checkpoint of torchvision's that I know")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(
    client: httpx.Client, url: str, part: Path, on_progress: Callable[[int, int | None], None]
) -> None:
    """Append to ``part`` what is missing of ``url``; a server that cannot resume starts anew."""
    done = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={done}-"} if done else {}
    with client.stream("GET", url, headers=headers) as reply:
        if reply.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            return  # whole already; the checksum decides
        reply.raise_for_status()
        if reply.status_code != httpx.codes.PARTIAL_CONTENT:
            done = 0
        length = reply.headers.get("Content-Length")
        total = done + int(length) if length else None
        with part.open("ab" if done else "wb") as file:
            for chunk in reply.iter_bytes(_CHUNK_BYTES):
                file.write(chunk)
                done += len(chunk)
                on_progress(done, total)
