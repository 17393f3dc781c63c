"""Styles of somebody's own: found by name, with their pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import UnknownNameError
from engine.weights.own_styles import named_style, own_styles, style_file
from tests.instants import johnson_file
from tests.pictures import decoded, photo_bytes

KLIMT = photo_bytes(4)


def test_a_style_comes_with_its_picture(tmp_path: Path) -> None:
    johnson_file(tmp_path, "klimt", name="gold", pictures={"klimt": KLIMT})
    johnson_file(tmp_path, "plain", name="plain")
    assert dict(own_styles(tmp_path)) == {"klimt": KLIMT}
    name, picture = named_style("Klimt", tmp_path)
    assert (name, picture.image.size) == ("klimt", decoded(KLIMT).size)


def test_the_house_s_own_are_the_house_s(tmp_path: Path) -> None:
    johnson_file(tmp_path, "ink", name="other", pictures={"ink": KLIMT})
    assert dict(own_styles(tmp_path)) == {}
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
    assert dict(own_styles(tmp_path)) == {}
