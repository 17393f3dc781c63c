"""The words that a command takes, art by art: one table, read by the parser and the writer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.orders import Art
from engine.catalogue.find import NETWORKS, NetworkUse, networks_for
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.presets import PRESETS
from engine.options.dream import DREAM_COLOURS, GUIDE_MODES, OBJECTIVES, PARAMETRISATIONS
from engine.options.interpret import EXPLAIN_METHODS, REDUCTIONS
from engine.options.style import COLOURS, OPTIMISERS, RECIPES, REGIONS, STARTS, STYLE_LOSSES
from engine.options.video import EFFECTS, FLOWS, VIDEO_COLOURS


class Kind(Enum):
    """What the value of a word is; bot.commands.values reads and writes each."""

    WHOLE = auto()  # 3
    NUMBER = auto()  # 1.5
    FLAG = auto()  # said or not
    PERCENT = auto()  # 150, of what is usual: an option of 1.5
    CHOICE = auto()  # one of a few names
    PRESET = auto()  # creatures
    NETWORK = auto()  # vgg19
    LAYER = auto()  # inception_4c
    LAYERS = auto()  # inception_3b+inception_4c*2
    PLAIN_LAYERS = auto()  # relu3_1+relu4_2
    CHANNELS = auto()  # 3+17
    PLACE = auto()  # 0.5x0.3
    CLASS = auto()  # egyptian_cat
    CLASSES = auto()  # egyptian_cat+castle


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word and what it sets.

    Attributes:
        field: of the art's options.
        choices: what a CHOICE can be; bare ones mean the same without ``word=``.
        is_always_said: in every repeat command; others only where they differ from the default.
    """

    name: str
    field: str
    kind: Kind
    choices: tuple[str, ...] = ()
    is_bare: bool = False
    is_always_said: bool = False


def _word(
    kind: Kind,
    name: str,
    field: str | None = None,
    *,
    choices: tuple[str, ...] = (),
    is_bare: bool = False,
    is_always_said: bool = False,
) -> Word:
    return Word(
        name=name,
        field=field or name,
        kind=kind,
        choices=choices,
        is_bare=is_bare,
        is_always_said=is_always_said,
    )


# Each in the order in which a repeat command says them.
_NETWORK = _word(Kind.NETWORK, "network", is_always_said=True)
_SIZE = _word(Kind.WHOLE, "size", "size_px", is_always_said=True)
_STEPS = _word(Kind.WHOLE, "steps", is_always_said=True)
_STRENGTH = _word(Kind.NUMBER, "strength", is_always_said=True)
_SEED = _word(Kind.WHOLE, "seed", is_always_said=True)
_ASCENT = (
    _word(Kind.PRESET, "preset"),
    _word(Kind.CLASSES, "classes"),
    _word(Kind.FLAG, "random", "random_classes"),
    _word(Kind.LAYERS, "layer", is_always_said=True),
    _word(Kind.WHOLE, "depth"),
    _word(Kind.CHOICE, "objective", choices=OBJECTIVES, is_bare=True),
    _word(Kind.CHANNELS, "channels"),
    _word(Kind.WHOLE, "strongest"),
    _word(Kind.WHOLE, "weakest"),
    _word(Kind.PLACE, "position"),
    _NETWORK,
    _SIZE,
    _STEPS,
    _word(Kind.WHOLE, "octaves", is_always_said=True),
    _word(Kind.NUMBER, "octave_scale"),
    _word(Kind.WHOLE, "steps_per_octave"),
    _word(Kind.NUMBER, "step_size"),
    _word(Kind.WHOLE, "jitter", "jitter_px"),
    _word(Kind.NUMBER, "tv", "tv_weight"),
    _word(Kind.NUMBER, "p_norm", "p_norm_weight"),
    _word(Kind.WHOLE, "laplacian", "laplacian_levels"),
    _word(Kind.NUMBER, "smoothing", "smoothing_px"),
    _word(Kind.NUMBER, "random_scale"),
    _word(Kind.NUMBER, "random_rotation", "random_rotation_deg"),
    _word(Kind.CHOICE, "parametrisation", choices=PARAMETRISATIONS, is_bare=True),
    _word(Kind.CHOICE, "colors", "colours", choices=DREAM_COLOURS),
    _STRENGTH,
    _SEED,
)
_COLOURS = _word(Kind.CHOICE, "colors", "colours", choices=COLOURS)
_SCALE = _word(Kind.PERCENT, "scale")
_PALETTE = _word(Kind.WHOLE, "palette")
_LOSS = _word(Kind.CHOICE, "loss", choices=STYLE_LOSSES)
_OPTION_WORDS: Mapping[Art, tuple[Word, ...]] = {
    # Its modes are no words of their own: "channels" is one already.
    Art.DREAM: (*_ASCENT, _word(Kind.CHOICE, "guide_mode", choices=GUIDE_MODES)),
    Art.STYLE: (
        _NETWORK,
        _SIZE,
        _STEPS,
        _word(Kind.CHOICE, "recipe", choices=RECIPES, is_bare=True),
        _word(Kind.FLAG, "instant"),
        _COLOURS,
        _SCALE,
        _PALETTE,
        _word(Kind.CHOICE, "region", choices=REGIONS),
        _word(Kind.NUMBER, "feather"),
        _word(Kind.FLAG, "faces", "keep_faces"),
        _LOSS,
        _word(Kind.PLAIN_LAYERS, "content_layers"),
        _word(Kind.PLAIN_LAYERS, "style_layers"),
        _word(Kind.CHOICE, "optimiser", choices=OPTIMISERS, is_bare=True),
        _word(Kind.CHOICE, "start", choices=STARTS),
        _word(Kind.NUMBER, "content_weight"),
        _word(Kind.NUMBER, "style_weight"),
        _word(Kind.NUMBER, "tv", "tv_weight"),
        _word(Kind.NUMBER, "learning_rate"),
        _word(Kind.WHOLE, "snapshots"),
        _STRENGTH,
        _SEED,
    ),
    Art.DRAW: (_word(Kind.CLASSES, "classes"), _NETWORK, _SIZE, _STEPS, _SEED),
    Art.EXPLAIN: (
        _word(Kind.CLASS, "label"),
        _word(Kind.LAYER, "layer"),
        _word(Kind.WHOLE, "channel"),
        _word(Kind.CHOICE, "method", choices=EXPLAIN_METHODS, is_bare=True, is_always_said=True),
        _word(Kind.CHOICE, "reduce", choices=REDUCTIONS, is_bare=True),
        _NETWORK,
        _SIZE,
    ),
    Art.WHAT: (_NETWORK,),
    Art.ZOOM: (
        *_ASCENT,
        _word(Kind.WHOLE, "frames", is_always_said=True),
        _word(Kind.WHOLE, "fps", "frames_per_s"),
        _word(Kind.NUMBER, "zoom"),
        _word(Kind.NUMBER, "turn", "turn_deg"),
    ),
    Art.TEXTURE: (
        _NETWORK,
        _SIZE,
        _STEPS,
        _SCALE,
        _PALETTE,
        _LOSS,
        _word(Kind.NUMBER, "learning_rate"),
        _SEED,
    ),
    Art.VIDEO: (
        _word(Kind.CHOICE, "effect", choices=EFFECTS, is_bare=True),
        _word(Kind.PRESET, "preset"),
        _NETWORK,
        _word(Kind.FLAG, "instant"),
        _SIZE,
        _STEPS,
        _word(Kind.NUMBER, "seconds"),
        _word(Kind.CHOICE, "colors", "colours", choices=VIDEO_COLOURS),
        _SCALE,
        _word(Kind.CHOICE, "flow", choices=FLOWS),
        _word(Kind.NUMBER, "steadiness"),
        _STRENGTH,
        _SEED,
    ),
}
# Said for another word, or as the options themselves are called.
_OTHER_NAMES = {
    "class": ("classes", "label"),
    "parametrization": ("parametrisation",),
    "optimizer": ("optimiser",),
    "color": ("colors",),
    "colour": ("colors",),
}


# What each art wants a network for; those of other uses are not offered.
_NETWORK_USES: Mapping[Art, tuple[NetworkUse, ...]] = {
    Art.DREAM: ("dream",),
    Art.ZOOM: ("dream",),
    Art.STYLE: ("style",),
    Art.TEXTURE: ("style",),
    Art.VIDEO: ("style", "dream"),
    Art.DRAW: ("classify",),
    Art.EXPLAIN: ("classify",),
    Art.WHAT: ("classify",),
}


class Vocabulary:
    """All that can be said after one art's command."""

    def __init__(self, art: Art) -> None:
        self.art = art
        self.words = _OPTION_WORDS[art]
        self.network_uses = _NETWORK_USES[art]
        self.words_by_name = {word.name: word for word in self.words}
        called = {word.field: word for word in self.words}
        called |= {
            other: self.words_by_name[name]
            for other, names in _OTHER_NAMES.items()
            for name in names
            if name in self.words_by_name
        }
        self._called = called | self.words_by_name
        # Words that name a picture.
        own = {
            Art.STYLE: ("style", "mask"),
            Art.TEXTURE: ("style",),
            Art.VIDEO: ("style",),
            Art.DREAM: ("guide",),
        }.get(art, ())
        self.picture_words = (*own, "photo") if art.needs_photo else own
        paints = art in (Art.STYLE, Art.TEXTURE, Art.VIDEO)
        self.styles = tuple(HOUSE_STYLES) if paints else ()

    def word(self, name: str) -> Word | None:
        """The word of that name, or called so as well."""
        return self._called.get(name)

    def of_kind(self, *kinds: Kind) -> Word | None:
        """The word whose value is of one of these kinds."""
        return next((word for word in self.words if word.kind in kinds), None)

    def bare(self, name: str) -> tuple[Word, str] | None:
        """The option that a word sets without ``=``, and the value: ``fourier``, ``vgg19``."""
        for word in self.words:
            if name in _bare_values(word):
                return word, name
        return None

    @property
    def titles(self) -> Mapping[str, str]:
        """Name -> what it is called on its button."""
        presets = {one.name: one.title for one in PRESETS.values() if self.of_kind(Kind.PRESET)}
        styles = {one.name: one.title for one in HOUSE_STYLES.values() if self.styles}
        return presets | styles

    @property
    def headings(self) -> tuple[str, ...]:
        """What there is to say, in short."""
        return (*self.titles, *self.words_by_name, *self.picture_words)

    def names(self) -> Iterator[str]:
        """Everything there is to say, classes and layers apart; the best known first."""
        yield from self.headings
        for word in self.words:
            is_network = word.kind is Kind.NETWORK
            yield from networks_for(self.network_uses) if is_network else _bare_values(word)


def _bare_values(word: Word) -> tuple[str, ...]:
    known = {Kind.PRESET: tuple(PRESETS), Kind.NETWORK: tuple(NETWORKS), Kind.FLAG: (word.name,)}
    return known.get(word.kind, word.choices if word.is_bare else ())


VOCABULARIES: Mapping[Art, Vocabulary] = {art: Vocabulary(art) for art in Art}
