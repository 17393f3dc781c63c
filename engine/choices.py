"""What a request comes down to: network, file and layer. Decided before torch is loaded."""

from __future__ import annotations

from pathlib import Path

from engine.catalogue import NetworkInfo, default_layer, find_layer
from engine.errors import ImageTooSmallError
from engine.options import DreamOptions, output_size
from engine.pictures import Picture
from engine.weights import WeightStore, available_layers


def choose_dream(
    picture: Picture, options: DreamOptions, *, store: WeightStore
) -> tuple[NetworkInfo, Path, str]:
    """(network, its file, layer) of a dream, where the options leave some open.

    Raises: UnknownNameError, OptionError, WeightsError, ImageTooSmallError.
    """
    info, path = store.find(options.network, art="dream")
    layers = available_layers(info, path)
    if options.layer is None:
        layer = default_layer(info, layers)
    else:
        layer = find_layer(info, options.layer, layers=layers)
    width, height = output_size(picture.width, picture.height, options.size_px)
    fitting = info.fitting_layers(width, height)
    if layer not in fitting:
        names = ", ".join(one for one in layers if one in fitting) or "none"
        raise ImageTooSmallError(layer=layer, width=width, height=height, fitting=names)
    return info, path, layer
