"""What every art needs around its loop: a device, and networks kept warm.

A worker has one ``Studio`` and so pays for loading each network once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor

from engine.catalogue.find import NetworkInfo
from engine.errors import OptionError, OutOfMemoryError, RenderError
from engine.media.pictures import Picture
from engine.networks import precision
from engine.networks.backbone import Backbone
from engine.ops.images import resize_picture, to_image
from engine.ops.tiles import is_out_of_memory
from engine.texts.phrase import Phrase
from engine.weights.folders import torch_hub_folder
from engine.weights.load import load_backbone
from engine.weights.store import WeightStore

_T = TypeVar("_T")

WARM_NETWORKS = 4
# What is known of pictures that come again, such as the house styles: about 1 MB each.
WARM_FINDINGS = 64


class Studio:
    """A device, and the last few networks that were used on it."""

    def __init__(
        self,
        *,
        store: WeightStore | None = None,
        device: str | None = None,
        budget_s: float | None = None,
        tile_px: int | None = None,
    ) -> None:
        """Where arts are made.

        Args:
            store: where networks come from; None: torch's cache, and the embedded one.
            device: cpu, cuda or mps; None: the best here.
            budget_s: on a CPU, steps are cut so that a render does not take longer.
            tile_px: the longest side that is worked on at once; None: as memory allows.
        Raises: OptionError: this machine has no such device.
        """
        self.store = store if store is not None else WeightStore(torch_hub_folder())
        self.device = torch.device(usable_device(device))
        # A GPU needs none.
        self.budget_s = budget_s if self.device.type == "cpu" else None
        self.tile_px = tile_px
        self._warm: OrderedDict[Any, Backbone] = OrderedDict()
        self._findings: OrderedDict[Hashable, Any] = OrderedDict()

    def backbone(
        self,
        info: NetworkInfo,
        path: Path,
        *,
        layers: Sequence[str],
        exact: bool = False,
        for_style: bool = False,
    ) -> Backbone:
        """The network as ``load_backbone`` makes it, or as it was kept."""
        exact = exact or not precision.gains_by_bfloat16(self.device)
        # A file that was replaced is another network.
        key = (info.name, path, path.stat().st_mtime_ns, tuple(layers), exact, for_style)
        if key not in self._warm:
            self._warm[key] = load_backbone(
                info,
                path,
                layers=layers,
                device=self.device,
                exact=exact,
                for_style=for_style,
            )
        self._warm.move_to_end(key)
        while len(self._warm) > WARM_NETWORKS:
            self._warm.popitem(last=False)
        return self._warm[key]

    def cached(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What ``make`` gives, or gave for the same key a while ago."""
        if key not in self._findings:
            self._findings[key] = make()
        self._findings.move_to_end(key)
        while len(self._findings) > WARM_FINDINGS:
            self._findings.popitem(last=False)
        finding: _T = self._findings[key]
        return finding

    def photo_at(self, picture: Picture, width: int, height: int) -> Tensor:
        """The photo as an image tensor of this size."""
        resized = resize_picture(picture.image, width=width, height=height)
        return to_image(resized, device=self.device)


@contextmanager
def rendering() -> Iterator[None]:
    """The same pixels each time on a GPU too; torch's own errors become ours at the border."""
    try:
        with torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True):
            yield
    except (RuntimeError, MemoryError) as exc:
        if is_out_of_memory(exc):
            raise OutOfMemoryError(str(exc)) from exc
        raise RenderError(str(exc)) from exc


def usable_device(name: str | None) -> str:
    """The named device, or the best. Raises: OptionError: there is no such device here."""
    is_missing = (name == "cuda" and not torch.cuda.is_available()) or (
        name == "mps" and not torch.backends.mps.is_available()
    )
    if name and is_missing:
        raise OptionError(option="device", value=name, rule=Phrase("rules.no_device"))
    return name or best_device()


def best_device() -> str:
    """cuda, mps or cpu."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
