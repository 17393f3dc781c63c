"""compose, systemd and their README name what the product has."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import _parser
from bot.settings import FOREIGN_NAMES, PREFIX, Settings
from tests.deploy.manifests import DEPLOY, KUBERNETES, built, pods
from tests.places import ROOT

FILES = sorted(file for file in DEPLOY.rglob("*") if file.is_file())
COMPOSE = sorted(DEPLOY.glob("compose*.yaml"))
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
# Of compose.yaml; of a second machine, of which all but the workers runs on the first.
WHOLE = [DEPLOY / "compose.yaml", DEPLOY / "compose.worker.yaml"]


# A setting that comes with the pools of workers.
TO_COME = {"ONEIRO_POOLS"}


def settings() -> set[str]:
    return {PREFIX + name.upper() for name in Settings.model_fields} | FOREIGN_NAMES | TO_COME


def commands() -> set[str]:
    """What can follow `oneiro`."""
    (parsers,) = (
        action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    return set(parsers.choices)


def services(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))["services"]
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_setting_that_is_named_is_one(file: Path) -> None:
    assert set(re.findall(r"\bONEIRO_[A-Z_]+\b", file.read_text("utf-8"))) <= settings()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_command_that_is_said_at_a_terminal_is_one(file: Path) -> None:
    said = re.findall(r"(?:bin/|`|^|run --rm \w+ )oneiro (\w+)", file.read_text("utf-8"), re.M)
    assert set(said) <= commands()


def test_every_command_that_a_container_runs_is_one() -> None:
    folders = (*(KUBERNETES / "overlays").iterdir(), KUBERNETES / "migrate")
    ran = [pod["containers"][0]["command"] for f in folders for pod in pods(built(f)).values()]
    for file in WHOLE:
        ran += [s["command"] for s in services(file).values() if s["image"] == "oneiro"]
    assert {tuple(words) for words in ran} == {
        ("oneiro", name) for name in ("bot", "worker", "migrate")
    }
    assert all(name in commands() for _, name in ran)


def test_three_workers_come_up_unless_another_number_is_said() -> None:
    for file in WHOLE:
        assert services(file)["worker"]["deploy"]["replicas"] == "${WORKERS:-3}"


@pytest.mark.parametrize("file", WHOLE, ids=lambda file: file.name)
def test_every_container_that_stays_says_whether_it_is_well(file: Path) -> None:
    for name, service in services(file).items():
        assert service["healthcheck"].get("test") or name == "migrate"
        if service["image"] == "oneiro":
            assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
            assert service["tmpfs"] == ["/tmp"]


def test_the_tables_are_ready_before_anybody_works_on_them() -> None:
    found = services(DEPLOY / "compose.yaml")
    for name in ("bot", "worker"):
        needed = found[name]["depends_on"]
        assert needed["migrate"] == {"condition": "service_completed_successfully"}
        assert found[name]["environment"]["ONEIRO_MIGRATE"] == "off"
    assert found["migrate"]["depends_on"].keys() == {"postgres"}


def test_what_is_laid_over_compose_changes_services_that_it_has() -> None:
    there = services(DEPLOY / "compose.yaml")
    for file in COMPOSE:
        if file not in WHOLE:
            assert services(file).keys() <= there.keys()
    gpu = services(DEPLOY / "compose.gpu.yaml")["worker"]["deploy"]
    assert gpu["resources"]["reservations"]["devices"][0]["capabilities"] == ["gpu"]


def test_what_other_machines_reach_wants_a_password_and_a_private_address() -> None:
    shared = services(DEPLOY / "compose.shared.yaml")
    open_to = list(chain.from_iterable(s.get("ports", []) for s in shared.values()))
    assert len(open_to) == 2
    assert all(port.startswith("${PRIVATE_ADDRESS:?") for port in open_to)
    assert "--requirepass" in shared["redis"]["command"]
    for name in ("migrate", "bot", "worker"):
        assert "${REDIS_PASSWORD:?" in shared[name]["environment"]["ONEIRO_REDIS_URL"]
    whole = services(DEPLOY / "compose.yaml")
    ports = list(chain.from_iterable(s.get("ports", []) for s in whole.values()))
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_every_variable_that_compose_reads_stands_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    text = "".join(file.read_text("utf-8") for file in COMPOSE)
    passed_on = re.findall(r"^ +(AWS_\w+):$", text, re.M)
    for name in {*re.findall(r"\$\{(\w+)", text), *passed_on} - TO_COME:
        assert re.search(rf"^(# )?{name}=", example, re.M), name


def unit(file: Path) -> dict[str, list[str]]:
    """Every key of a unit's sections, and what it is set to."""
    found: dict[str, list[str]] = {}
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.name)
def test_a_unit_may_do_little_and_is_stopped_as_the_product_stops(file: Path) -> None:
    keys = unit(file)
    for name in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "RestrictNamespaces"):
        assert keys[name] == ["yes"]
    assert keys["ProtectSystem"] == ["strict"]
    assert keys["CapabilityBoundingSet"] == [""]
    assert (keys["User"], keys["KillSignal"], keys["KillMode"]) == (
        ["oneiro"],
        ["SIGTERM"],
        ["mixed"],
    )
    assert 10 < int(keys["TimeoutStopSec"][0]) <= 60
    for line in chain(keys["ExecStart"], keys.get("ExecStartPre", [])):
        path, name = line.split()
        assert path == "/opt/oneiro/.venv/bin/oneiro"
        assert name in commands()


def test_the_workers_of_one_machine_have_ports_and_gpus_of_their_own() -> None:
    environment = " ".join(unit(DEPLOY / "systemd" / "oneiro-worker@.service")["Environment"])
    assert "CUDA_VISIBLE_DEVICES=%i" in environment
    assert "ONEIRO_WORKER_METRICS_PORT=910%i" in environment


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.name)
def test_systemd_finds_nothing_amiss(file: Path, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed")
    copy = tmp_path / file.name.replace("@", "@0")
    # It wants the program to be there.
    text = file.read_text("utf-8").replace("/opt/oneiro/.venv/bin/oneiro", "/bin/true")
    copy.write_text(text)
    done = subprocess.run(
        [analyze, "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_readme_leads_to_every_file() -> None:
    readme = (DEPLOY / "README.md").read_text("utf-8")
    for file in (*COMPOSE, *UNITS):
        assert file.name in readme
    for overlay in (KUBERNETES / "overlays").iterdir():
        assert f"deploy/kubernetes/overlays/{overlay.name}" in readme
    assert "deploy/README.md" in (ROOT / "README.md").read_text("utf-8")


def test_the_readme_explains_every_variable_that_deploy_sets() -> None:
    readme = (DEPLOY / "README.md").read_text("utf-8")
    files = (*COMPOSE, *UNITS, *KUBERNETES.rglob("*.yaml"))
    named = {n for f in files for n in re.findall(r"\bONEIRO_[A-Z_]+\b", f.read_text("utf-8"))}
    assert {name for name in named if f"`{name}`" not in readme} == set()
