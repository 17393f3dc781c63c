"""Painting in the styles that a Johnson network was trained for, in one pass."""

from __future__ import annotations

from torch import Tensor

from engine.errors import OptionError, near_matches
from engine.style.instant.johnson import JohnsonNetwork, load_johnson, paint
from engine.style.instant.subject import Blend, Subject
from engine.texts.phrase import Phrase
from engine.weights.instant_networks import InstantNetwork


class JohnsonPainter:
    """Asks the network for a painting of each blend of its styles."""

    def __init__(self, network: InstantNetwork, subject: Subject) -> None:
        """Raises: OptionError, UnknownNameError: the network did not learn this."""
        self._network = network
        self._subject = subject
        self._check_learnt()
        # A file that was replaced is another network.
        self._version = (str(network.path), network.path.stat().st_mtime_ns)

    @property
    def opacity(self) -> float:
        """The network knows its styles at full strength alone: at less, the photo shows too."""
        return self._subject.options.strength

    def paint(self, width: int, height: int) -> Tensor:
        """As :class:`engine.style.instant.painting.Painter` has it.

        Of two regions each is a painting of its own.
        """
        subject, network = self._subject, self._johnson()
        photo = subject.content(width, height)
        paintings = [
            paint(network, photo, self._shares(blend), tile_px=subject.tile_px)
            for blend in subject.blends()
        ]
        weights = subject.weights(width, height)
        if weights is None:
            return paintings[0]
        painted = photo.clone()
        for painting, part in zip(paintings, weights, strict=True):
            painted += part.to(photo) * (painting - photo)
        return painted

    def _check_learnt(self) -> None:
        options, network = self._subject.options, self._network
        for name in self._subject.names:
            if name not in network.styles:
                raise near_matches(Phrase("kinds.style"), name, network.styles)
        if options.strength > 1:
            rule = Phrase("rules.paints_up_to_1", network=network.name)
            raise OptionError(option="strength", value=options.strength, rule=rule)
        if options.scale != 1 or options.palette is not None:
            name = "palette" if options.palette is not None else "scale"
            rule = Phrase("rules.styles_as_learnt", network=network.name)
            raise OptionError(option=name, value=getattr(options, name), rule=rule)

    def _shares(self, blend: Blend) -> dict[str, float]:
        """By name: several of the pictures may be of one style."""
        shares: dict[str, float] = {}
        for number, share in blend:
            name = self._subject.names[number]
            shares[name] = shares.get(name, 0.0) + share
        return shares

    def _johnson(self) -> JohnsonNetwork:
        studio = self._subject.studio

        def make() -> JohnsonNetwork:
            return load_johnson(self._network, device=studio.device)

        return studio.cached(("johnson", self._version), make)
