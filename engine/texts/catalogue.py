"""The sentences of a package: ``<package>/<language>.toml``, read when one is first told."""

from __future__ import annotations

import functools
from collections.abc import Mapping

ENGLISH = "en"


@functools.cache
def read_sentences(package: str, language: str = ENGLISH) -> Mapping[str, str]:
    """Sentences by dotted key; empty for a package or a language that has none."""
    # Most commands and most turns tell of no error.
    import tomllib
    from importlib import resources

    try:
        source = resources.files(package) / f"{language}.toml"
        return _flatten(tomllib.loads(source.read_text("utf-8")))
    except (ModuleNotFoundError, FileNotFoundError):
        return {}


def _flatten(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = str(value)
    return flat
