"""The ``oneiro`` command as a shell meets it: streams that are closed, folders, Ctrl-C."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from bot import cli
from bot.data_dir import data_dir
from bot.processes import lock_folder
from bot.storage.tables.base import SCHEMA_VERSION
from engine.catalogue.find import HELPERS, NETWORKS
from tests.places import ROOT


def in_shell(script: str, *words: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A line of bash in which ``$oneiro`` is the command, without the settings of this shell."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ONEIRO_", "PYTHON"))}
    environment |= {"PYTHONPATH": str(ROOT), "oneiro": f"{sys.executable} -m bot.cli"}
    command = ["bash", "-o", "pipefail", "-c", script, "bash", *map(str, words)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=environment | variables,
    )


def test_ctrl_c_finds_the_command_ready_before_anything_heavy_is_loaded() -> None:
    program = "import bot.cli, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    loaded = done.stdout.split()
    assert not {"asyncio", "pydantic", "PIL", "numpy", "engine.cli.commands"} & set(loaded)


def test_ctrl_c_while_loading_is_exit_130_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_argv: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_run", interrupted)
    assert cli.main(["weights", "list"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "words", ["weights list", "--help", "weights list --json", "doctor --json"]
)
def test_a_reader_that_has_gone_is_told_of_in_one_line_at_most(words: str, tmp_path: Path) -> None:
    done = in_shell(f"$oneiro --data-dir $1 {words} | true", tmp_path)
    assert done.returncode in {0, 1}
    assert done.stderr in {"", "oneiro: error: Broken pipe\n"}


def test_a_full_disk_is_told_of_in_one_line(tmp_path: Path) -> None:
    done = in_shell("$oneiro --data-dir $1 weights list >/dev/full", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "oneiro: error: No space left on device\n"


def test_closed_streams_change_nothing_but_what_is_seen(tmp_path: Path) -> None:
    listed = in_shell("$oneiro --data-dir $1 weights list <&- 2>&-", tmp_path)
    # A line for each network, one for the rest of torchvision's, and one that tells of “show”.
    lines = len(NETWORKS) + len(HELPERS) + 2
    assert (listed.returncode, listed.stdout.count("\n")) == (0, lines)
    assert in_shell("$oneiro --data-dir $1 weights list >&-", tmp_path).stderr == ""
    assert in_shell("$oneiro dream $1/none.png -o $1/a.png 2>&-", tmp_path).returncode == 2


def test_a_terminal_without_our_letters_is_no_failure(tmp_path: Path) -> None:
    done = in_shell("$oneiro --data-dir $1 weights list", tmp_path, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "oneiro weights fetch googlenet" in done.stdout


def test_an_error_is_one_line_whatever_was_typed(tmp_path: Path) -> None:
    done = in_shell("$oneiro dream a.png $'one\\ntwo' -o b.png")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        "--data-dir $1 weights list --json",
        "weights --data-dir $1 list --json",
        "weights list --json --data-dir $1",
    ],
)
def test_the_data_folder_may_be_named_anywhere(words: str, tmp_path: Path) -> None:
    weights = tmp_path / "weights"
    weights.mkdir()
    (weights / "bvlc_googlenet.safetensors").touch()
    assert str(weights) in in_shell(f"$oneiro {words}", tmp_path).stdout


def test_dream_and_style_take_the_data_folder_too(tmp_path: Path) -> None:
    Image.new("RGB", (32, 32)).save(tmp_path / "a.png")
    for art in ("dream $1/a.png", "style $1/a.png --style dots"):
        done = in_shell(f"$oneiro {art} -o $1/b.png --data-dir $1 --network vgg19", tmp_path)
        assert "not on this machine" in done.stderr


def test_the_data_folder_of_the_env_file_counts_unless_the_environment_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("ONEIRO_DATA_DIR=/from/file\n")
    assert data_dir({}) == Path("/from/file")
    assert data_dir({"ONEIRO_DATA_DIR": "/from/shell"}) == Path("/from/shell")
    (tmp_path / ".env").write_text("ONEIRO_DATA_DIR=\n")
    assert data_dir({"XDG_DATA_HOME": "/share"}) == Path("/share/oneiro")


def test_a_data_folder_that_cannot_be_is_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "file"
    taken.touch()
    assert cli.main(["up", "--data-dir", str(taken)]) == 2
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert "--data-dir" in printed.err


def test_a_folder_in_use_is_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with lock_folder(tmp_path):
        assert cli.main(["up", "--data-dir", str(tmp_path)]) == 2
    assert "already runs" in capsys.readouterr().err


def test_migrate_brings_the_tables_up_to_date_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for told in (f"are there now ({SCHEMA_VERSION})", f"are up to date ({SCHEMA_VERSION})"):
        assert cli.main(["migrate", "--data-dir", str(tmp_path)]) == 0
        assert told in capsys.readouterr().out


@pytest.mark.parametrize("process", ["bot", "worker", "up"])
def test_no_process_starts_on_tables_that_it_may_not_bring_up_to_date(
    tmp_path: Path, process: str
) -> None:
    elsewhere = {"ONEIRO_BOT_TOKEN": "1:x", "ONEIRO_REDIS_URL": "unix:///nowhere/redis.sock"}
    done = in_shell(f"$oneiro {process} --data-dir $1", tmp_path, ONEIRO_MIGRATE="off", **elsewhere)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "oneiro migrate" in done.stderr


@pytest.mark.parametrize("setting", ["metrics", "worker-metrics"])
def test_a_taken_port_for_metrics_is_one_line_before_anything_starts(
    setting: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as page:
        page.bind(("127.0.0.1", 0))
        free = str(page.getsockname()[1])
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        words = ["up", "--data-dir", str(tmp_path), "--port", free, f"--{setting}-port", port]
        assert cli.main(words) == 2
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert f"Port {port} of 127.0.0.1" in printed.err
    assert not (tmp_path / "oneiro.sqlite3").exists()


def test_one_port_for_both_kinds_of_metrics_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as page, socket.socket() as metrics:
        page.bind(("127.0.0.1", 0))
        metrics.bind(("127.0.0.1", 0))
        free, port = (str(taken.getsockname()[1]) for taken in (page, metrics))
    words = ["up", "--data-dir", str(tmp_path), "--port", free]
    assert cli.main([*words, "--metrics-port", port, "--worker-metrics-port", port]) == 2
    assert "ONEIRO_WORKER_METRICS_PORT" in capsys.readouterr().err
