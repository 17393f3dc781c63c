"""Dream networks that somebody trained: what their files say of themselves. No torch, no numpy.

Each is built as a network of the catalogue. A file that lists no classes knows ImageNet's, as a
distilled one does. It is used by name alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine.catalogue.find import ASSETS, NETWORKS, NetworkInfo, find_layer
from engine.catalogue.layers import CLASSES, CLASSIFIER, LayerInfo
from engine.catalogue.network_info import Audience, Painting, Training
from engine.catalogue.tensor_shapes import BLUEPRINTS, CLASSIFIERS, Shape
from engine.errors import UnknownNameError, WeightsError, WeightsFileError
from engine.texts.phrase import Phrase
from engine.weights.safetensors_file import (
    DREAM,
    KIND_KEY,
    SCALE_ENDING,
    WeightsFile,
    broken_own,
    may_be_own,
    own_list,
    own_name,
    read_header,
    read_metadata,
    scan,
)

AUDIENCES: tuple[Audience, ...] = ("everyone", "operator")
# Those of engine.networks.architectures.
ARCHITECTURES = (
    *("embedded", "bvlc_googlenet", "googlenet", "squeezenet1_1"),
    *("vgg16", "vgg19", "vgg19_oxford"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamNetwork:
    """A dream network as its file describes it."""

    info: NetworkInfo
    path: Path

    @property
    def name(self) -> str:
        return self.info.name


def dream_file(path: Path) -> DreamNetwork | None:
    """What a file says of itself; None: it is no dream network that somebody trained.

    Raises: WeightsFileError: it is one, and not whole.
    """
    metadata = read_metadata(path)
    if metadata.get(KIND_KEY) != DREAM:
        return None
    name = own_name(path, metadata)
    architecture = metadata.get("architecture", "")
    if architecture not in ARCHITECTURES:
        raise broken_own(path, Phrase("problems.unknown_architecture", architecture=architecture))
    classes = own_list(path, metadata, "classes") if "classes" in metadata else ()
    if "classes" in metadata and not classes:
        raise broken_own(path, Phrase("problems.no_classes"))
    _check_tensors(path, architecture, classes=len(classes) or CLASSES)
    layers = _layers(architecture, classes=len(classes) or CLASSES)
    info = replace(
        NETWORKS[architecture],
        name=name,
        title=metadata.get("title", name),
        licence=metadata.get("licence", "unknown"),
        source=metadata.get("source", "unknown"),
        asset=None,
        checkpoint=None,
        body=replace(NETWORKS[architecture].body, layer_info=layers, may_end_early=False),
        painting=Painting(),
        training=Training(
            architecture=architecture,
            classes=classes,
            # Shown to all only where the file says so plainly.
            audience="everyone" if metadata.get("audience") == "everyone" else "operator",
        ),
    )
    layer = _dream_layer(path, info, metadata.get("layer"))
    info = replace(info, body=replace(info.body, dream_layer=layer))
    return DreamNetwork(info=info, path=path)


def dream_networks(root: Path) -> tuple[DreamNetwork, ...]:
    """Those in our folder, by name; a damaged file is passed over."""
    return dreams_among(scan(root))


def dreams_among(files: Iterable[WeightsFile]) -> tuple[DreamNetwork, ...]:
    """:func:`dream_networks` of a scan."""
    networks = []
    for file in files:
        if file.kind != DREAM:
            continue
        try:
            network = dream_file(file.path)
        except (WeightsFileError, OSError):
            continue
        if network is not None and network.name == file.path.stem:
            networks.append(network)
    return tuple(networks)


def find_dream_network(root: Path, name: str) -> DreamNetwork | None:
    """The network of that name in our folder. Raises: WeightsError: its file is damaged."""
    path = root / f"{name.lower()}.safetensors"
    if not may_be_own(name.lower()) or not path.is_file():
        return None
    try:
        network = dream_file(path)
    except WeightsFileError as exc:
        problem = Phrase("problems.its_file", file=path.name, problem=exc.facts["problem"])
        remedy = Phrase("remedies.train_or_get_again")
        raise WeightsError(network=path.stem, problem=problem, remedy=remedy) from exc
    return network if network is not None and network.name == path.stem else None


def blueprint(architecture: str, *, classes: int) -> Mapping[str, Shape]:
    """The tensors that a network built so has, its classifier with so many outputs among them."""
    if architecture == "embedded":
        shapes = _embedded_shapes()
    else:
        classifier = CLASSIFIERS["vgg19" if architecture == "vgg19_oxford" else architecture]
        shapes = {**BLUEPRINTS[architecture], **classifier}
    return {
        name: (classes, *shape[1:]) if shape[0] == CLASSES else shape
        for name, shape in shapes.items()
    }


def _embedded_shapes() -> dict[str, Shape]:
    """Of the file that comes with us, without the scales of what it holds in 8 bits."""
    tensors = read_header(ASSETS / str(NETWORKS["embedded"].asset))
    return {name: entry[1] for name, entry in tensors.items() if not name.endswith(SCALE_ENDING)}


def _check_tensors(path: Path, architecture: str, *, classes: int) -> None:
    tensors = read_header(path)
    for name, shape in blueprint(architecture, classes=classes).items():
        if name not in tensors:
            raise broken_own(path, Phrase("problems.tensor_missing", tensor=name))
        if tensors[name][1] != shape:
            held, wanted = ("x".join(map(str, sides)) for sides in (tensors[name][1], shape))
            problem = Phrase(
                "problems.tensor_shape",
                tensor=name,
                shape=held,
                network=architecture,
                wanted=wanted,
            )
            raise broken_own(path, problem)
        scale = tensors.get(name + SCALE_ENDING)
        if tensors[name][0] == "I8" and (scale is None or scale[1] != shape[:1]):
            raise broken_own(path, Phrase("problems.tensor_scales", tensor=name))


def _layers(architecture: str, *, classes: int) -> dict[str, LayerInfo]:
    base = NETWORKS[architecture].layer_info
    last = base.get(CLASSIFIER) or list(base.values())[-1]
    return {**base, CLASSIFIER: replace(last, channels=classes)}


def _dream_layer(path: Path, info: NetworkInfo, named: str | None) -> str:
    if named is None:
        return info.dream_layer
    try:
        return find_layer(info, named)
    except UnknownNameError as exc:
        raise broken_own(path, Phrase("problems.layer_missing", layer=named)) from exc
