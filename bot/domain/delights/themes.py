"""The theme of the day: one kind of dream and one word by date, the same for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Theme:
    """``preset``: of engine.catalogue.presets; ``word``: a thing that networks know by name."""

    preset: str
    word: str

    @property
    def words(self) -> str:
        """As it is said after /dream, and kept."""
        return f"{self.preset} {self.word}"

    @classmethod
    def from_words(cls, words: str) -> Theme:
        """The inverse of :attr:`words`. Raises: ValueError: it is none."""
        preset, _, word = words.partition(" ")
        if not (preset and word):
            raise ValueError(words)
        return cls(preset, word)


# One a day, over and over; neighbours differ in both.
THEMES = (
    Theme("creatures", "castle"),
    Theme("ornaments", "peacock"),
    Theme("neon", "jellyfish"),
    Theme("fur", "lion"),
    Theme("strokes", "volcano"),
    Theme("carnival", "goldfish"),
    Theme("eyes", "butterfly"),
    Theme("classic", "pagoda"),
    Theme("carvings", "palace"),
    Theme("creatures", "octopus"),
    Theme("ornaments", "fountain"),
    Theme("neon", "lighthouse"),
    Theme("fur", "fox"),
    Theme("strokes", "seashore"),
    Theme("carnival", "carousel"),
    Theme("eyes", "owl"),
    Theme("classic", "steam locomotive"),
    Theme("carvings", "monastery"),
    Theme("creatures", "snail"),
    Theme("ornaments", "mosque"),
    Theme("neon", "coral reef"),
    Theme("fur", "tiger"),
    Theme("strokes", "valley"),
    Theme("carnival", "balloon"),
    Theme("eyes", "dragonfly"),
    Theme("classic", "violin"),
    Theme("carvings", "obelisk"),
    Theme("neon", "frog"),
)
CANDIDATES = 4
_STRIDE = 5  # without a common divisor with their number: no theme is passed over


def of_date(day: date) -> Theme:
    """What the calendar says, where nobody voted."""
    return THEMES[day.toordinal() % len(THEMES)]


def candidates(day: date) -> tuple[Theme, ...]:
    """What is voted about: what the calendar says of ``day`` first, and others of other kinds."""
    chosen: dict[str, Theme] = {}
    for number in range(len(THEMES)):
        theme = THEMES[(day.toordinal() + number * _STRIDE) % len(THEMES)]
        chosen.setdefault(theme.preset, theme)
    return tuple(chosen.values())[:CANDIDATES]
