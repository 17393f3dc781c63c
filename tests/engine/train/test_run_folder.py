"""A training's folder: what may go on in it, and what it says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import OptionError, WeightsFileError
from engine.train.run_folder import CHECKPOINT, CONFIG, RunFolder
from engine.weights.safetensors_file import DREAM, read_header


def folder(data_dir: Path) -> RunFolder:
    return RunFolder(data_dir, "mine", kind=DREAM)


def test_a_run_that_ended_before_its_first_step_does_not_keep_the_name(tmp_path: Path) -> None:
    folder(tmp_path).begin({"teacher": "one that is missing"}, anew=False)
    folder(tmp_path).begin({"teacher": "another"}, anew=False)
    (folder(tmp_path).path / CHECKPOINT).touch()
    with pytest.raises(OptionError, match="teacher was another"):
        folder(tmp_path).begin({"teacher": "a third"}, anew=False)


def test_damaged_options_of_a_run_are_told(tmp_path: Path) -> None:
    folder(tmp_path).begin({"seed": 0}, anew=False)
    (folder(tmp_path).path / CHECKPOINT).touch()
    (folder(tmp_path).path / CONFIG).write_bytes(b'{"seed": \xff')
    with pytest.raises(OptionError, match="damaged; begin again with --anew"):
        folder(tmp_path).begin({"seed": 0}, anew=False)


@pytest.mark.parametrize("name", ["embedded", "embedded_style", "house", "house2"])
def test_a_cut_file_in_the_place_of_ours_is_to_be_deleted(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.safetensors"
    path.write_bytes(b"cut")
    with pytest.raises(WeightsFileError, match="Delete it, and the one that comes with Oneiro"):
        read_header(path)
