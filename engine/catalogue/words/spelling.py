"""How words are spelt: folded to one form, and what they may be the plural of. No torch."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

_IRREGULAR: Mapping[str, str] = {"mice": "mouse", "geese": "goose", "oxen": "ox", "men": "man"}
_ARTICLES = re.compile(
    r"^(?:(?:a|an|the|some|un|une|le|la|les|des|il|lo|gli|uno|una|dei|degli|delle) )+"
)
_UNREAD = re.compile(r"[\"'`“”„‟‘’‚‛«»‹›.]")  # noqa: RUF001  # what phones make of quotes; "mt."
_GAPS = re.compile(r"[\s_\-‐‑‒–—―−]+")  # noqa: RUF001  # and of a hyphen


def fold(text: str) -> str:
    """Plain letters: no capitals, quotes, hyphens, full stops or articles, and no ``ё``."""
    plain = _GAPS.sub(" ", _UNREAD.sub("", text.casefold())).strip()
    return _ARTICLES.sub("", plain.replace("ё", "е"))  # Cyrillic both


def without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def singulars(text: str) -> Iterator[str]:
    """The text, then what it may be the English plural of, the likeliest first."""
    yield text
    start, gap, word = text.rpartition(" ")
    if word in _IRREGULAR:
        yield start + gap + _IRREGULAR[word]
    for ending, others in (("ves", ("f", "fe")), ("ies", ("y",)), ("s", ("",)), ("es", ("",))):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            for other in others:
                yield start + gap + word.removesuffix(ending) + other
