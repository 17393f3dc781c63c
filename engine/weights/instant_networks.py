"""The networks that paint at once, as their files' metadata describes them. No torch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from engine.catalogue.find import ALIASES, ASSETS, HELPERS, NETWORKS, NetworkInfo, find_network
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.network_info import Training
from engine.catalogue.networks import FORMER_HOUSE, HOUSE
from engine.errors import OptionError, UnknownNameError, WeightsError, WeightsFileError
from engine.texts.phrase import Phrase
from engine.weights.safetensors_file import KIND_KEY as KIND_KEY
from engine.weights.safetensors_file import (
    NAME,
    WeightsFile,
    broken_own,
    own_list,
    own_name,
    read_header,
    read_metadata,
    scan,
)

Kind = Literal["autoencoders", "johnson"]
KINDS: tuple[Kind, ...] = ("autoencoders", "johnson")
WCT16 = "wct16"
HOUSES = (HOUSE, FORMER_HOUSE)
EMBEDDED_STYLE = "embedded_style"  # takes any picture, and is always at hand
EMBEDDED_STROKES = "embedded_strokes"  # the same file's, which lays the style's strokes
SHARED = "encoder"  # the one of a file whose levels have it in common

POOL = "pool"
# VGG-19 to relu5_1, shallow to deep, in the words of Collaborative Distillation.
CONVOLUTIONS = (
    *("conv11", "conv12", POOL, "conv21", "conv22", POOL),
    *("conv31", "conv32", "conv33", "conv34", POOL),
    *("conv41", "conv42", "conv43", "conv44", POOL, "conv51"),
)
LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstantNetwork:
    """A network that paints at once, as its file describes it.

    Attributes:
        levels, transform, pool: of autoencoders; ``pool``: "max" or "average".
        seeks_neighbours: features are made of the style's own patches, where strokes are laid.
        styles: that a Johnson network paints; empty: any picture.
    """

    name: str
    kind: Kind
    path: Path
    title: str
    licence: str
    source: str
    levels: tuple[int, ...] = ()
    transform: str = "transport"
    pool: str = "max"
    seeks_neighbours: bool = False
    styles: tuple[str, ...] = ()

    @property
    def info(self) -> NetworkInfo:
        """What lists of networks show."""
        return NetworkInfo(
            name=self.name,
            title=self.title,
            family=self.kind,
            licence=self.licence,
            source=self.source,
            training=Training(styles=self.styles),
        )


def convolutions_to(level: int) -> tuple[str, ...]:
    """The convolutions and pools of an encoder up to relu``level``_1."""
    return CONVOLUTIONS[: CONVOLUTIONS.index(f"conv{level}1") + 1]


def encoder_of(level: int, tensors: Mapping[str, object]) -> str:
    """What a level's encoder is called in a file with these tensors."""
    return SHARED if f"{SHARED}.conv11.weight" in tensors else f"encoder{level}"


def steps_to(level: int, tensors: Mapping[str, object]) -> tuple[str, ...]:
    """:func:`convolutions_to`, of which this file's networks may lack some of a block."""
    part = encoder_of(level, tensors)
    return tuple(
        name
        for name in convolutions_to(level)
        if name == POOL or name.endswith("1") or f"{part}.{name}.weight" in tensors
    )


def described_file(path: Path) -> InstantNetwork | None:
    """What a file says of itself; None: it is no file of ours.

    Raises: WeightsFileError: it is one, and says what cannot be.
    """
    metadata = read_metadata(path)
    kind = metadata.get(KIND_KEY)
    if kind not in KINDS:
        return None
    is_asset = path == ASSETS / str(NETWORKS[EMBEDDED_STYLE].asset)
    ours = (WCT16, *HOUSES, EMBEDDED_STYLE) if is_asset else (WCT16, *HOUSES)
    name = own_name(path, metadata, helpers=ours)
    styles = own_list(path, metadata, "styles")
    tensors = read_header(path)
    levels = tuple(level for level in LEVELS if f"decoder{level}.conv11.weight" in tensors)
    if kind == "autoencoders":
        _check_levels(path, levels, tensors)
    elif not styles:
        raise broken_own(path, Phrase("problems.no_styles"))
    return InstantNetwork(
        name=name,
        kind=kind,
        path=path,
        title=metadata.get("title", name),
        licence=metadata.get("licence", "unknown"),
        source=metadata.get("source", "unknown"),
        levels=levels,
        transform=metadata.get("transform", "transport"),
        pool=metadata.get("pool", "max"),
        styles=styles,
    )


def _check_levels(path: Path, levels: Sequence[int], tensors: Mapping[str, object]) -> None:
    if not levels:
        raise broken_own(path, Phrase("problems.no_decoder"))
    for level in levels:
        for part in (encoder_of(level, tensors), f"decoder{level}"):
            for name in steps_to(level, tensors):
                tensor = f"{part}.{name}.weight"
                if name != POOL and tensor not in tensors:
                    raise broken_own(path, Phrase("problems.tensor_missing", tensor=tensor))


def instant_networks(root: Path) -> tuple[InstantNetwork, ...]:
    """Those in our folder, by name; a damaged file is passed over."""
    return instants_among(scan(root))


def instants_among(files: Iterable[WeightsFile]) -> tuple[InstantNetwork, ...]:
    """:func:`instant_networks` of a scan."""
    networks = []
    for file in files:
        if file.kind not in KINDS or file.path.stem in NETWORKS:
            continue
        try:
            network = described_file(file.path)
        except (WeightsFileError, OSError):
            continue
        if network is not None and network.name == file.path.stem:
            networks.append(network)
    return tuple(networks)


def embedded_style() -> InstantNetwork:
    """The one that comes with us. Raises: WeightsFileError: its file is damaged."""
    return _embedded(ASSETS / str(NETWORKS[EMBEDDED_STYLE].asset))


def embedded_strokes() -> InstantNetwork:
    """The same, seeking neighbours. Raises: as ``embedded_style``."""
    title = HELPERS[EMBEDDED_STROKES].title
    return replace(embedded_style(), name=EMBEDDED_STROKES, title=title, seeks_neighbours=True)


def house_network(root: Path, name: str = HOUSE) -> InstantNetwork:
    """The house styles': one that was trained anew, or the one that comes with us.

    Args:
        name: of HOUSES.
    Raises: WeightsFileError: its file is damaged.
    """
    own = root / f"{name}.safetensors"
    return _embedded(own if own.is_file() else ASSETS / str(HELPERS[name].asset))


EMBEDDED: Mapping[str, Callable[[], InstantNetwork]] = {
    EMBEDDED_STROKES: embedded_strokes,
    EMBEDDED_STYLE: embedded_style,
}


def _embedded(path: Path) -> InstantNetwork:
    network = described_file(path)
    if network is None:
        raise broken_own(path, Phrase("problems.not_described"))
    return network


def find_instant(
    root: Path,
    name: str | None,
    *,
    styles: Sequence[str] = (),
    as_learnt: bool = True,
    in_film: bool = False,
) -> InstantNetwork:
    """The named network; else one that learnt all of ``styles``, or one that takes any.

    Of each kind those that were brought come first; but one that was brought and takes any
    style comes before the house's own.

    Args:
        as_learnt: nothing is asked that only the second kind can do (choices.as_learnt).
        in_film: each frame would seek neighbours of its own, and flicker.
    Raises: UnknownNameError, OptionError: the name; WeightsError: its file is missing or damaged.
    """
    if name is not None:
        return _named(root, name.lower(), in_film=in_film)
    here = instant_networks(root)
    if styles and as_learnt:
        for network in here:
            if set(styles) <= set(network.styles):
                return network
    for network in here:
        if network.kind == "autoencoders":
            return network
    if styles and as_learnt and set(styles) <= set(HOUSE_STYLES):
        return house_network(root)
    return _for_any_style(in_film)


def _for_any_style(in_film: bool) -> InstantNetwork:
    return embedded_style() if in_film else embedded_strokes()


def _named(root: Path, name: str, *, in_film: bool) -> InstantNetwork:
    if name in ALIASES["instant"]:
        return _for_any_style(in_film)
    if name in EMBEDDED:
        return EMBEDDED[name]()
    if name in HOUSES:
        return house_network(root, name)
    path = root / f"{name}.safetensors"
    if NAME.fullmatch(name) and name not in NETWORKS and path.is_file():
        try:
            network = described_file(path)
        except WeightsFileError as exc:
            problem = Phrase("problems.its_file", file=path.name, problem=exc.facts["problem"])
            remedy = exc.facts["remedy"]
            raise WeightsError(network=name, problem=problem, remedy=remedy) from exc
        if network is not None:
            return network
    if name == WCT16:
        problem, remedy = Phrase("problems.not_here"), Phrase("remedies.ten_files")
        raise WeightsError(network=name, problem=problem, remedy=remedy)
    here = ", ".join((*(network.name for network in instant_networks(root)), *EMBEDDED, HOUSE))
    try:
        find_network(name)
    except UnknownNameError as exc:
        near = Phrase("near.networks_at_once", names=here)
        raise UnknownNameError(kind=Phrase("kinds.network"), name=name, near=near) from exc
    rule = Phrase("rules.networks_at_once", names=here)
    raise OptionError(option="network", value=name, rule=rule)
