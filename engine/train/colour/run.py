"""The training of a colour memory of one's own, from a folder of photos."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.colour.condition import condition_of
from engine.colour.memory import own_memory_path, read_memory, write_memory
from engine.errors import BadInputError, TrainingError
from engine.media.pictures import read_picture
from engine.studio.studio import Studio
from engine.texts.phrase import Phrase
from engine.train.colour.learning import Learning
from engine.train.loop import Speed, Step, TrainingRun, progress_line
from engine.train.pictures import check_count, check_folder, picture_files
from engine.train.run_folder import RunFolder

LEAST_PICTURES, MOST_PICTURES = 10, 4000  # of more, not each would have a place in the memory
SAVES_PER_RUN = 20


class MemoryFolder(RunFolder):
    """``colours/NAME`` in the data folder, and ``colours/NAME.npz``: no network is called so."""

    without_training = Phrase("rules.memory_without_training")

    def __init__(self, data_dir: Path, name: str) -> None:
        super().__init__(data_dir, name, kind="colour memory")
        self.file = own_memory_path(data_dir, name)
        self.path = self.file.with_suffix("")

    def is_of_kind(self) -> bool:
        """Nothing else is in that folder."""
        return True


class ColourTraining:
    """A run in memory: a step looks at one picture."""

    def __init__(self, files: Sequence[Path], *, studio: Studio) -> None:
        self.files = files
        self.step = 0
        self._studio = studio
        self.learning = Learning(read_memory().eyes, pictures=len(files))

    @property
    def steps(self) -> int:
        """One for each picture."""
        return len(self.files)

    def advance(self) -> Step:
        """Look at the next picture."""
        file = self.files[self.step]
        self.learning.look_at(read_picture(file).image, studio=self._studio)
        self.step += 1
        return Step(number=self.step, losses={}, note=file.name)

    def state_dict(self) -> dict[str, Any]:
        """What was learnt, and of how many pictures."""
        return {"step": self.step, **self.learning.state_dict()}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from :meth:`state_dict`."""
        self.step = state["step"]
        self.learning.load_state_dict(state)


class MemoryRun(TrainingRun[ColourTraining]):
    """It in its folder: the memory is written once all pictures were looked at."""

    def write(self) -> None:
        """The memory's file, at the end."""
        if self.training.step == self.training.steps:
            write_memory(self.folder.file, self.training.learning.memory())

    def after(self, step: Step, speed: Speed) -> Iterator[str]:
        """Yields: which picture was looked at and the time left, now and then."""
        steps = self.training.steps
        if step.number % max(1, steps // SAVES_PER_RUN) == 0 and step.number < steps:
            yield progress_line(step.number, steps, step.note, speed=speed())
            self.save()


def coloured_files(folder: Path, *, on_left_out: Callable[[str], None]) -> list[Path]:
    """The folder's pictures that have colours, by name.

    Args:
        on_left_out: told which picture is passed over, and why.
    Raises: OptionError: no folder; TrainingError: too few have colours, or there are too many.
    """
    check_folder(folder)
    files = picture_files(folder)
    check_count(files, folder, most=MOST_PICTURES)
    coloured = [path for path in files if _has_colours(path, on_left_out)]
    if len(coloured) < LEAST_PICTURES:
        problem = Phrase("problems.few_coloured", count=len(coloured), folder=str(folder))
        raise TrainingError(problem=problem, remedy=Phrase("remedies.ten_coloured"))
    return coloured


def _has_colours(path: Path, on_left_out: Callable[[str], None]) -> bool:
    try:
        state = condition_of(read_picture(path).image).state
    except (BadInputError, OSError) as exc:
        on_left_out(f"{path} is passed over: {exc}")
        return False
    has_colours = state in {"coloured", "faded"}
    if not has_colours:
        on_left_out(f"{path} is passed over: it has no colours")
    return has_colours


def files_sha256(files: Sequence[Path]) -> str:
    """Of the files' bytes, in their order: tells whether a run goes on with the same ones."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
