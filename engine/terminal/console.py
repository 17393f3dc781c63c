"""How our commands behave at a terminal: one-line errors, exit codes, quiet."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TextIO

from engine.errors import ArtError, BadInputError, OptionError
from engine.machine import prepare_for_torch
from engine.texts.phrase import Fact, Phrase

Run = Callable[[argparse.Namespace], int]
Fill = Callable[["Parser"], None]

EXIT_FAILED, EXIT_BAD_INPUT, EXIT_STOPPED, EXIT_TERMINATED = 1, 2, 130, 143


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without a usage dump."""

    def __init__(self, *args: Any, fill: Fill | None = None, **kwargs: Any) -> None:
        """``fill`` adds the arguments once they are needed: other commands start sooner."""
        super().__init__(*args, **kwargs)
        self._fill = fill

    def parse_known_args(self, *args: Any, **kwargs: Any) -> Any:
        """What every parse comes down to."""
        fill, self._fill = self._fill, None
        if fill is not None:
            fill(self)
        return super().parse_known_args(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        words = f"{message} (see {self.prog} --help)"
        self.exit(complain(words, EXIT_BAD_INPUT))

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """After ``--help`` or an error; a reader that has gone is no matter."""
        try:
            sys.stdout.flush()
        except OSError:
            sys.stdout = _nowhere()
        super().exit(status, message)


def guarded(run: Run) -> Run:
    """``run`` with our errors as one line on stderr and an exit code."""

    def guard(args: argparse.Namespace) -> int:
        try:
            with ends_by_sigterm():
                return run(args)
        except BadInputError as exc:
            return complain(error_words(exc, args), EXIT_BAD_INPUT)
        except ArtError as exc:
            return complain(str(exc), EXIT_FAILED)
        except OSError as exc:
            return complain(os_words(exc), EXIT_FAILED)
        except KeyboardInterrupt:
            return complain("stopped", EXIT_STOPPED)

    return guard


def flags_of(parser: argparse.ArgumentParser) -> dict[str, str]:
    """What an option is called in errors, or in the options' classes -> the flag that is shown."""
    actions = parser._actions  # no public way tells them
    shown = {action.dest: action.option_strings[-1] for action in actions if action.option_strings}
    spellings = {
        flag.lstrip("-").replace("-", "_"): shown[action.dest]
        for action in actions
        for flag in action.option_strings
    }
    return shown | spellings


def error_words(exc: ArtError, args: argparse.Namespace) -> str:
    """What is told of an error: that of an option names the flag, where the command has one."""
    if not isinstance(exc, OptionError):
        return str(exc)
    flags: dict[str, str] = getattr(args, "flags", {})
    option = str(exc.facts.get("option"))
    flag = flags.get(option, option)
    if exc.facts.get("value") == "yes":  # one that takes no value
        return str(Phrase("terminal.flag", flag=flag, rule=exc.facts["rule"]))
    return str(OptionError(exc.detail, **{**exc.facts, "option": flag}))


@contextmanager
def ends_by_sigterm() -> Iterator[None]:
    """SIGTERM ends what is running as Ctrl-C does, so that it tidies up behind itself."""
    is_ours = threading.current_thread() is threading.main_thread()
    if not is_ours or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return

    def end(number: int, frame: object) -> None:
        raise SystemExit(EXIT_TERMINATED)

    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def open_streams() -> None:
    """Make the standard streams usable: closed ones swallow all, and no character is too odd.

    A closed one's number would otherwise go to the next file opened, and a library's chatter
    into that file.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def check_writable(path: Path) -> None:
    """Raise OptionError unless ``path`` can be written: found out by writing beside it."""
    try:
        rule = _refusal(path)
        if rule is None:
            with tempfile.NamedTemporaryFile(dir=path.resolve().parent, prefix=".oneiro."):
                return
    except OSError as exc:
        rule = Phrase("rules.not_writable", why=exc.strerror or str(exc))
        raise OptionError(option="output", value=str(path), rule=rule) from exc
    raise OptionError(option="output", value=str(path), rule=rule)


def _refusal(path: Path) -> Phrase | None:
    """Why no file can be written there, as far as a look tells."""
    if path.is_dir():
        return Phrase("rules.is_folder")
    if not path.parent.is_dir():
        return Phrase("rules.folder_missing")
    if path.exists() and not os.access(path, os.W_OK):
        return Phrase("rules.write_protected")
    return None


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


def os_rule(exc: OSError) -> Fact:
    """Why a file cannot be taken, for an OptionError that names the file."""
    if isinstance(exc, FileNotFoundError):
        return Phrase("rules.no_such_file")
    if isinstance(exc, IsADirectoryError):
        return Phrase("rules.is_folder")
    return exc.strerror or str(exc)


def say(line: str) -> None:
    """One line on stdout, at once: a reader that has gone is an OSError here, not at the exit."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except OSError:
        # Python flushes again when it ends, and would tell of it in two lines of its own.
        sys.stdout = _nowhere()
        raise


def remark(message: str) -> None:
    """One line on stderr that is no error."""
    sys.stderr.write(f"oneiro: {' '.join(message.split())}\n")


def complain(message: str, code: int) -> int:
    sys.stderr.write(f"oneiro: error: {' '.join(message.split())}\n")
    return code
