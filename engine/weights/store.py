"""Where trained networks come from: named, imported, cached or embedded. No torch.

Nothing is ever downloaded but by ``WeightStore.fetch``. Only safetensors files and published
checkpoints, known by their SHA-256, are taken in; and of the checkpoints of networks that colour
photos the tensors alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from engine.catalogue.find import (
    ALIASES,
    ASSETS,
    HELPERS,
    NETWORK_ORDER,
    NETWORKS,
    TORCHVISION,
    NetworkInfo,
    NetworkUse,
    check_use,
    find_layer,
    find_network,
)
from engine.catalogue.layers import CLASSIFIER
from engine.catalogue.network_info import Checkpoint
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS
from engine.errors import NoPersonNetworkError, OptionError, UnknownNameError, WeightsError
from engine.texts.phrase import Phrase
from engine.weights.download import OnBytes, download
from engine.weights.dream_networks import dreams_among, find_dream_network
from engine.weights.folders import torch_hub_folder
from engine.weights.importing import import_files
from engine.weights.instant_networks import instants_among
from engine.weights.inventory import NetworkState, WeightState, looked_at, stray, strays
from engine.weights.recognise import available_layers, described, file_sha256
from engine.weights.remedies import how_to_get, remedy_for
from engine.weights.safetensors_file import WeightsFile, may_be_own, scan

EMBEDDED_PATH = ASSETS / "dream.safetensors"

# What somebody brought along on purpose is meant to be used.
_PREFERENCE: tuple[WeightState, ...] = ("imported", "cached", "embedded")


class WeightStore:
    """The networks on this machine. ``root``: our folder; ``hub``: torch's cache of checkpoints."""

    def __init__(self, root: Path, *, hub: Path | None = None) -> None:
        self.root = root
        self.hub = hub if hub is not None else torch_hub_folder()

    def state(self, info: NetworkInfo) -> NetworkState:
        """Where ``info``'s file is: imported before cached before embedded."""
        imported = self.root / f"{info.name}.safetensors"
        if _is_file(imported):
            state: WeightState = "trained" if info.training.architecture else "imported"
            return NetworkState(info=info, state=state, path=imported)
        if info.checkpoint:
            for folder in (self.root, self.hub):
                cached = folder / info.checkpoint.filename
                if _is_file(cached):
                    return NetworkState(info=info, state="cached", path=cached)
        if info.asset:
            return NetworkState(info=info, state="embedded", path=ASSETS / info.asset)
        is_half = info.checkpoint is not None and _is_file(self._part(info.checkpoint))
        return NetworkState(info=info, state="half" if is_half else "missing", path=None)

    def info(self, name: str) -> NetworkInfo:
        """A network by its name: one that was trained here, or one that everybody has.

        Raises: UnknownNameError; WeightsError: the file of one that was trained is damaged.
        """
        return self._info(name, files=lambda: scan(self.root))

    def _info(self, name: str, *, files: Callable[[], Sequence[WeightsFile]]) -> NetworkInfo:
        trained = find_dream_network(self.root, name)
        if trained is not None:
            return trained.info
        try:
            return find_network(name)
        except UnknownNameError:
            dreams = dreams_among(files())
            # The words may end up in anybody's chat.
            ours = [network.name for network in dreams if network.info.audience == "everyone"]
            return find_network(name, ours=ours)

    def list(self) -> tuple[NetworkState, ...]:
        """Every network in the catalogue, what else is here, and what is wrong with the files."""
        files = scan(self.root)
        catalogue = [self.state(info) for info in (*NETWORKS.values(), *HELPERS.values())]
        states = [*catalogue, *self._brought(files), *self._others_at_hand()]
        taken = {state.path for state in states if state.path is not None}
        return (*map(looked_at, states), *strays(files, taken))

    def look(self, name: str) -> NetworkState:
        """The network of that name, after a look at its file. Raises: as :meth:`info`."""
        path = self.root / f"{name.lower()}.safetensors"
        files = scan(self.root)
        brought = {state.name: state for state in self._brought(files)}
        if path.stem in brought:
            return looked_at(brought[path.stem])
        if may_be_own(path.stem) and _is_file(path):
            return stray(path)
        return looked_at(self.state(self._info(name, files=lambda: files)))

    def _brought(self, files: Sequence[WeightsFile]) -> tuple[NetworkState, ...]:
        """Networks that are in no catalogue: they say themselves what they are."""
        dreams = (self.state(network.info) for network in dreams_among(files))
        instants = (
            NetworkState(
                info=network.info,
                state="trained" if network.kind == "johnson" else "imported",
                path=network.path,
            )
            for network in instants_among(files)
            if network.name not in HELPERS
        )
        return (*dreams, *instants)

    def _others_at_hand(self) -> tuple[NetworkState, ...]:
        names = (name for name in CHECKPOINTS if name not in NETWORKS)
        states = (self.state(find_network(name)) for name in names)
        return tuple(state for state in states if state.path is not None)

    def at_hand(self, art: NetworkUse) -> tuple[NetworkState, ...]:
        """The networks on this machine that do ``art``: the one to take unless told comes first."""
        order = NETWORK_ORDER[art]
        if art == "classify":
            # They name things better than ours, which comes last. To dream with one that nobody
            # has looked at, one must ask for it.
            order = (*order[:-1], *(state.name for state in self._others_at_hand()), order[-1])
        embedded = [order.index(name) for name in order if find_network(name).asset]
        last_default = max(embedded, default=len(order))

        def rank(state: NetworkState) -> tuple[bool, int, int]:
            place = order.index(state.name)
            return place > last_default, _PREFERENCE.index(state.state), place

        states = (self.state(find_network(name)) for name in order)
        return tuple(sorted((state for state in states if _does(state, art)), key=rank))

    def find(self, name: str | None, *, art: NetworkUse) -> tuple[NetworkInfo, Path]:
        """The named network, or the best one at hand for ``art``.

        Raises: UnknownNameError; OptionError: the network does not do this art; WeightsError;
            NoPersonNetworkError.
        """
        if name is None:
            at_hand = self.at_hand(art)
            if not at_hand:
                raise _nothing_for(art)
            return described(at_hand[0].info), _existing(at_hand[0])
        info = self.info(ALIASES.get(art, {}).get(name.lower(), name))
        check_use(info, (art,))
        state = self.state(info)
        path = _existing(state)
        if not _does(state, art):
            problem = Phrase("problems.no_classifier", file=path.name)
            raise WeightsError(network=info.name, problem=problem, remedy=remedy_for(info))
        return described(info), path

    def import_files(self, sources: Sequence[Path]) -> tuple[str, ...]:
        """Take in files of weights.

        Returns: the networks' names. Raises: WeightsFileError; OSError.
        """
        return import_files(sources, self.root)

    def fetch(
        self,
        name: str,
        *,
        on_progress: OnBytes | None = None,
        client: httpx.Client | None = None,
    ) -> Path:
        """Download the published checkpoint, going on where an earlier download stopped.

        Args:
            on_progress: told of (bytes so far, bytes in all or None), in another thread.
        Raises: UnknownNameError; OptionError: there is no address; WeightsError: it failed.
        """
        state = self.look(name)
        info, checkpoint = state.info, state.info.checkpoint
        if state.path is not None and state.is_usable:
            return state.path
        if checkpoint is None:
            raise OptionError(option="network", value=info.name, rule=how_to_get(info))
        self.root.mkdir(parents=True, exist_ok=True)
        part = self._part(checkpoint)
        show = on_progress or (lambda done, total: None)
        try:
            download(checkpoint.url, part, on_progress=show, client=client)
        except (httpx.HTTPError, OSError) as exc:
            problem = Phrase("problems.download_failed", why=str(exc) or type(exc).__name__)
            raise WeightsError(network=info.name, problem=problem, remedy=_RETRY) from exc
        if not file_sha256(part).startswith(checkpoint.sha256_prefix):
            part.unlink()
            problem = Phrase("problems.wrong_checksum")
            raise WeightsError(network=info.name, problem=problem, remedy=_RETRY)
        if state.path is not None and state.path.parent == self.root:
            state.path.unlink()  # a damaged one would be taken first
        return part.replace(self.root / checkpoint.filename)

    def _part(self, checkpoint: Checkpoint) -> Path:
        """Where a download of it grows."""
        return self.root / f"{checkpoint.filename}.part"


_RETRY = Phrase("remedies.run_again")


def _nothing_for(use: NetworkUse) -> WeightsError:
    """What to say where no network at hand does this."""
    if use == "segment":
        return NoPersonNetworkError()
    return _missing(find_network(NETWORK_ORDER[use][0]))


def _is_file(path: Path) -> bool:
    """Whether it is a file that we may see: the cache may be another person's."""
    try:
        return path.is_file()
    except OSError:
        return False


def _does(state: NetworkState, art: NetworkUse) -> bool:
    """Whether its file is here, and has what ``art`` needs."""
    if state.path is None or art != "classify" or state.info.family == TORCHVISION:
        return state.path is not None
    return CLASSIFIER in available_layers(state.info, state.path)


def _existing(state: NetworkState) -> Path:
    if state.path is not None:
        return state.path
    raise _missing(state.info)


def _missing(info: NetworkInfo) -> WeightsError:
    problem = Phrase("problems.not_here")
    return WeightsError(network=info.name, problem=problem, remedy=remedy_for(info))


def network_with_layer(layer: str, store: WeightStore) -> tuple[NetworkInfo, Path]:
    """The best network at hand that has this layer, and its file.

    Raises: UnknownNameError: with the way to a network that has it, if there is one.
    """
    for state in store.at_hand("dream"):
        if state.path is None:
            continue
        try:
            find_layer(state.info, layer, layers=available_layers(state.info, state.path))
        except UnknownNameError:
            continue
        return state.info, state.path
    _say_who_has(layer)
    return store.find(None, art="dream")


def _say_who_has(layer: str) -> None:
    """Raise UnknownNameError with the way to a network that has the layer, if there is one."""
    for name in NETWORK_ORDER["dream"]:
        info = NETWORKS[name]
        if info.url is None:
            continue
        try:
            find_layer(info, layer)
        except UnknownNameError:
            continue
        near = Phrase("near.another_network", network=name, how=how_to_get(info))
        raise UnknownNameError(kind=Phrase("kinds.layer"), name=layer, near=near)
