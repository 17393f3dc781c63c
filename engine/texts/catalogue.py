"""The sentences of packages: ``<package>/<language>.ftl``, read when one is first told."""

from __future__ import annotations

import functools

from engine.texts.sentences import Sentences

ENGLISH = "en"
ENDING = ".ftl"


@functools.cache
def sentences_of(packages: tuple[str, ...], language: str = ENGLISH) -> Sentences:
    """What these packages say; of the same key the last one's, in English where it has none.

    Of a package or a language without sentences there are none.
    """
    english = None if language == ENGLISH else sentences_of(packages)
    sources = [_read(package, language) for package in packages]
    return Sentences(language, sources, otherwise=english)


def _read(package: str, language: str) -> str:
    # Most commands and most turns tell of no error.
    from importlib import resources

    try:
        source = resources.files(package) / f"{language}{ENDING}"
        return source.read_bytes().decode("utf-8", "replace")
    except (ModuleNotFoundError, FileNotFoundError):
        return ""
