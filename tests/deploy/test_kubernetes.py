"""The manifests are Kubernetes' and KEDA's own, and are about the product that stands here."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
from sqlalchemy import create_engine, insert, text

from bot.domain.pools import Pool
from bot.settings import Settings
from bot.storage.database import upgrade
from bot.storage.tables.jobs import JobRow
from tests.deploy.manifests import KUBERNETES, Manifest, built, key, pods, read

OVERLAYS = [KUBERNETES / "overlays" / name for name in ("cpu", "gpu")]
FOLDERS = [*OVERLAYS, KUBERNETES / "migrate"]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SCALED_OBJECT = json.loads((Path(__file__).parent / "scaled_object.schema.json").read_text())


def of_kind(folder: Path, kind: str) -> list[Manifest]:
    return [manifest for manifest in built(folder) if manifest["kind"] == kind]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_manifest_is_as_kubernetes_defines_it(folder: Path) -> None:
    manifests = built(folder)
    assert manifests
    for manifest in manifests:
        if manifest["kind"] == "ScaledObject":
            jsonschema.validate(manifest, SCALED_OBJECT)
        else:
            kubernetes_validate.validate(manifest, "1.31", strict=True)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_checked_here_is_what_kustomize_makes(folder: Path) -> None:
    kubectl = shutil.which("kubectl")
    if kubectl is None:
        pytest.skip("kubectl is not installed")
    import yaml

    made = subprocess.run(
        [kubectl, "kustomize", str(folder)], capture_output=True, text=True, check=True
    )
    theirs = {key(m): m for m in yaml.safe_load_all(made.stdout)}
    ours = {key(m): m for m in built(folder)}
    assert theirs.keys() == ours.keys()
    theirs_pods, ours_pods = pods(list(theirs.values())), pods(list(ours.values()))
    for name, pod in theirs_pods.items():
        (container,), (our_container,) = pod["containers"], ours_pods[name]["containers"]
        assert container["image"] == "registry.example.com/oneiro:0.1.0"
        env = sorted(our_container["env"], key=lambda item: str(item["name"]))
        assert sorted(container["env"], key=lambda item: str(item["name"])) == env
        assert container["resources"] == our_container["resources"]


def test_every_file_is_part_of_what_is_applied() -> None:
    files = set(KUBERNETES.rglob("*.yaml"))
    named = {
        place.resolve()
        for file in files
        if file.name == "kustomization.yaml"
        for plan in read(file)
        for place in [
            *(file.parent / name for name in plan["resources"]),
            *(file.parent / patch["path"] for patch in plan.get("patches", [])),
        ]
    }
    assert {file for file in files if file.name != "kustomization.yaml"} <= named
    assert not any("namespace" in m["metadata"] for folder in FOLDERS for m in built(folder))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_pods_can_change_nothing_but_their_two_folders(folder: Path) -> None:
    for pod in pods(built(folder)).values():
        (container,) = pod["containers"]
        assert pod["securityContext"]["runAsNonRoot"]
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert container["securityContext"]["allowPrivilegeEscalation"] is False
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert [mount["mountPath"] for mount in container["volumeMounts"]] == ["/data", "/tmp"]
        assert all("sizeLimit" in volume["emptyDir"] for volume in pod["volumes"])
        assert {"cpu", "memory"} <= container["resources"]["requests"].keys()
        assert "memory" in container["resources"]["limits"]


def test_only_workers_talk_to_kubernetes_and_only_of_their_pods() -> None:
    every = pods(built(OVERLAYS[0])) | pods(built(KUBERNETES / "migrate"))
    with_token = {name for name, pod in every.items() if pod.get("automountServiceAccountToken", 1)}
    assert with_token == {"oneiro-worker"}
    (role,) = of_kind(OVERLAYS[0], "Role")
    assert role["rules"] == [{"apiGroups": [""], "resources": ["pods"], "verbs": ["patch"]}]


@pytest.mark.parametrize("folder", OVERLAYS, ids=lambda folder: folder.name)
def test_a_bot_is_replaced_without_a_gap_and_never_scaled(folder: Path) -> None:
    bot, worker = of_kind(folder, "Deployment")
    assert bot["spec"]["replicas"] == 1
    assert bot["spec"]["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
    assert "replicas" not in worker["spec"]
    (scaled,) = of_kind(folder, "ScaledObject")
    assert scaled["spec"]["scaleTargetRef"]["name"] == worker["metadata"]["name"]


@pytest.mark.parametrize("folder", OVERLAYS, ids=lambda folder: folder.name)
def test_every_port_that_is_named_is_one_that_is_open(folder: Path) -> None:
    """Probes, services and the network's rules speak of the ports of the containers."""
    for pod in pods(built(folder)).values():
        (container,) = pod["containers"]
        ports = {port["name"]: port["containerPort"] for port in container["ports"]}
        env = {item["name"]: item.get("value") for item in container["env"]}
        (metrics,) = (value for name, value in env.items() if name.endswith("METRICS_PORT"))
        assert str(ports["metrics"]) == metrics
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            assert container[probe]["httpGet"]["port"] in ports
    (service,) = of_kind(folder, "Service")
    webhook = Settings.model_fields["webhook_port"].default
    assert {port["name"]: port["port"] for port in service["spec"]["ports"]} == {
        "webhook": webhook,
        "metrics": 9090,
    }


@pytest.mark.parametrize("folder", OVERLAYS, ids=lambda folder: folder.name)
def test_what_is_chosen_by_its_labels_has_them(folder: Path) -> None:
    """Policies, budgets and services of a label that no pod has would do nothing."""
    labels = [
        m["spec"]["template"]["metadata"]["labels"]
        for m in built(folder)
        if m["kind"] == "Deployment"
    ]
    for manifest in built(folder):
        spec: dict[str, Any] = manifest.get("spec", {})
        chosen = spec.get("podSelector") or spec.get("selector")
        if chosen:
            wanted = chosen.get("matchLabels", chosen)
            assert any(wanted.items() <= given.items() for given in labels), key(manifest)


def test_the_network_lets_nothing_through_that_is_not_listed() -> None:
    policies = {m["metadata"]["name"]: m["spec"] for m in of_kind(OVERLAYS[0], "NetworkPolicy")}
    deny = policies["oneiro-default-deny"]
    assert deny["policyTypes"] == ["Ingress", "Egress"]
    assert not deny.keys() & {"ingress", "egress"}
    for spec in policies.values():
        for rule in spec.get("ingress", []):
            assert rule["from"]
            assert rule["ports"]


def test_a_gpu_worker_has_a_gpu_and_may_stand_where_they_are() -> None:
    pod = pods(built(OVERLAYS[1]))["oneiro-worker"]
    assert pod["containers"][0]["resources"]["limits"]["nvidia.com/gpu"] == "1"
    assert pod["tolerations"][0]["key"] == "nvidia.com/gpu"


@pytest.mark.parametrize("folder", OVERLAYS, ids=lambda folder: folder.name)
def test_workers_are_scaled_by_the_seconds_of_the_jobs_that_they_serve(
    folder: Path, tmp_path: Path
) -> None:
    """The query runs on our own tables, and counts what waits and runs."""
    (scaled,) = of_kind(folder, "ScaledObject")
    sql = scaled["spec"]["triggers"][0]["metadata"]["query"]
    (container,) = pods(built(folder))["oneiro-worker"]["containers"]
    env = {item["name"]: item.get("value") for item in container["env"]}
    served = env["ONEIRO_POOLS"].split(",")
    assert set(served) == {pool.value for pool in Pool}
    url = Settings(_env_file=None, data_dir=tmp_path).sql_url
    upgrade(url)
    engine = create_engine(url.replace("+aiosqlite", ""))
    with engine.connect() as connection:
        assert connection.scalar(text(sql)) == 0
        for n, pool in enumerate(Pool):
            for state, seconds in (("waiting", 10), ("running", 20), ("done", 400)):
                values = row(f"{n}{state}", state, pool, seconds + n)
                connection.execute(insert(JobRow).values(values))
        assert connection.scalar(text(sql)) == 3 * 30 + 2 * (0 + 1 + 2)
        connection.rollback()
    engine.dispose()


def row(job_id: str, state: str, pool: Pool, seconds: float) -> dict[str, Any]:
    return {
        "id": job_id,
        "request_key": job_id,
        "chat_id": 1,
        "user_id": 1,
        "language": "en",
        "order": {},
        "tier": "free",
        "state": state,
        "attempt": 0,
        "given_back": 0,
        "progress": 0.0,
        "score": NOW,
        "created_at": NOW,
        "is_told": False,
        "status_has_media": False,
        "error_facts": {},
        "pool": pool.value,
        "expected_s": seconds,
    }


def test_the_fallback_counts_the_lines_of_the_pools() -> None:
    (scaled,) = of_kind(OVERLAYS[0], "ScaledObject")
    triggers = scaled["spec"]["triggers"]
    lines = {t["name"]: t["metadata"]["listName"] for t in triggers if t["type"] == "redis"}
    assert lines == {pool.value: f"oneiro:queue:{pool.value}" for pool in Pool}
    formula = scaled["spec"]["advanced"]["scalingModifiers"]["formula"]
    assert all(trigger["name"] in formula for trigger in triggers)
