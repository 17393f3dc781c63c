"""How our commands behave at a terminal: one-line errors, exit codes, whole files, quiet."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from engine.errors import ArtError, BadInputError
from engine.machine import prepare_for_torch

Run = Callable[[argparse.Namespace], int]

EXIT_FAILED, EXIT_BAD_INPUT, EXIT_STOPPED = 1, 2, 130


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without a usage dump."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_BAD_INPUT, f"oneiro: error: {message} (see {self.prog} --help)\n")


def guarded(run: Run) -> Run:
    """``run`` with our errors as one line on stderr and an exit code."""

    def guard(args: argparse.Namespace) -> int:
        try:
            return run(args)
        except BadInputError as exc:
            return complain(str(exc), EXIT_BAD_INPUT)
        except ArtError as exc:
            return complain(str(exc), EXIT_FAILED)
        except OSError as exc:
            return complain(os_words(exc), EXIT_FAILED)
        except KeyboardInterrupt:
            return complain("stopped", EXIT_STOPPED)

    return guard


def write_whole(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)  # mkstemp's files are for their owner alone
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[float], None]]:
    """A bar on stderr, on a terminal only; called with the fraction done."""
    from tqdm import tqdm  # type: ignore[import-untyped]  # it ships no types

    form = "{desc} {percentage:3.0f}% |{bar}| {remaining} left"
    with tqdm(total=1.0, desc=title, disable=None, leave=False, bar_format=form) as bar:
        yield lambda fraction: bar.update(fraction - bar.n)


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """No library's warning reaches the terminal; must come before torch is loaded."""
    prepare_for_torch()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def os_words(exc: OSError) -> str:
    return f"{exc.strerror or exc}{f': {exc.filename}' if exc.filename else ''}"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def complain(message: str, code: int) -> int:
    sys.stderr.write(f"oneiro: error: {' '.join(message.split())}\n")
    return code
