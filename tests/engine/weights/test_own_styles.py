"""Styles of somebody's own: found by name, with their pictures."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from engine.errors import BrokenPictureError, UnknownNameError
from engine.weights import safetensors_file
from engine.weights.dream_networks import dream_networks
from engine.weights.own_styles import named_style, own_style_names, style_file
from engine.weights.safetensors_file import PICTURES_KEY, read_metadata
from tests.instants import johnson_file
from tests.pictures import decoded, photo_bytes
from tests.trained import settle, trained_file

KLIMT = photo_bytes(4)


def test_a_style_comes_with_its_picture(tmp_path: Path) -> None:
    johnson_file(tmp_path, "klimt", name="gold", pictures={"klimt": KLIMT})
    johnson_file(tmp_path, "plain", name="plain")
    assert own_style_names(tmp_path) == ("klimt",)
    assert style_file("klimt", tmp_path) == KLIMT
    name, picture = named_style("Klimt", tmp_path)
    assert (name, picture.image.size) == ("klimt", decoded(KLIMT).size)


def test_the_house_s_own_are_the_house_s(tmp_path: Path) -> None:
    johnson_file(tmp_path, "ink", name="other", pictures={"ink": KLIMT})
    assert own_style_names(tmp_path) == ()
    assert style_file("ink", tmp_path) != KLIMT


def test_near_names_are_told(tmp_path: Path) -> None:
    johnson_file(tmp_path, "klimt", pictures={"klimt": KLIMT})
    with pytest.raises(UnknownNameError, match="Did you mean klimt"):
        named_style("klint", tmp_path)
    with pytest.raises(UnknownNameError, match="Did you mean mosaic"):
        style_file("mosiac", tmp_path / "nowhere")


def test_files_that_are_none_are_passed_over(tmp_path: Path) -> None:
    path = johnson_file(tmp_path, "klimt", name="gold", pictures={"klimt": KLIMT})
    path.rename(tmp_path / "renamed.safetensors")
    (tmp_path / "broken.safetensors").write_bytes(b"nothing")
    assert own_style_names(tmp_path) == ()


def test_a_picture_that_is_damaged_is_told_when_it_is_painted_with(tmp_path: Path) -> None:
    path = johnson_file(tmp_path, "klimt", name="gold", pictures={"klimt": KLIMT})
    saved = load_file(path)
    said = dict(read_metadata(path)) | {PICTURES_KEY: '{"klimt": 7}'}
    save_file(saved, path, metadata=said)
    assert own_style_names(tmp_path) == ("klimt",)
    with pytest.raises(BrokenPictureError, match="klimt"):
        named_style("klimt", tmp_path)


def test_a_file_is_read_once_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = trained_file(tmp_path)
    johnson_file(tmp_path, "klimt", name="gold", pictures={"klimt": KLIMT})
    settle(tmp_path)
    read: list[str] = []
    text = safetensors_file._header_text

    def counted(path: Path, size: int) -> bytes:
        read.append(path.name)
        return text(path, size)

    monkeypatch.setattr(safetensors_file, "_header_text", counted)
    for _ in range(3):
        assert [one.name for one in dream_networks(tmp_path)] == ["painters"]
        assert own_style_names(tmp_path) == ("klimt",)
        assert style_file("klimt", tmp_path) == KLIMT
    ours = [name for name in read if (tmp_path / name).exists()]
    assert sorted(ours) == ["gold.safetensors", "painters.safetensors"]
    trained_file(tmp_path, classes=("swirls", "night"))
    settle(tmp_path)
    assert dream_networks(tmp_path)[0].info.classes == ("swirls", "night")
    assert read.count(path.name) == 2


def test_a_file_written_again_within_a_tick_of_its_clock_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "one.safetensors"
    tensors = {"weight": np.zeros(3, dtype=np.float32)}
    now_ns = time.time_ns()
    for title in ("first", "other"):  # as long, so that the size does not tell
        save_file(tensors, path, metadata={"title": title})
        os.utime(path, ns=(now_ns, now_ns))
        assert read_metadata(path)["title"] == title
