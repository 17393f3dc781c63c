"""The files of deploy/kubernetes, and what an overlay makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.places import ROOT

DEPLOY = ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
Manifest = dict[str, Any]


def read(file: Path) -> list[Manifest]:
    return [document for document in yaml.safe_load_all(file.read_text("utf-8")) if document]


def built(folder: Path) -> list[Manifest]:
    """What `kubectl kustomize` makes of a folder, as far as ours use it: resources, patches."""
    (plan,) = read(folder / "kustomization.yaml")
    manifests: list[Manifest] = []
    for name in plan["resources"]:
        place = folder / name
        manifests += built(place) if place.is_dir() else read(place)
    for patch in plan.get("patches", []):
        (change,) = read(folder / patch["path"])
        manifests = [merged(m, change) if key(m) == key(change) else m for m in manifests]
    for label in plan.get("labels", []):
        manifests = [labelled(manifest, label["pairs"]) for manifest in manifests]
    return manifests


def key(manifest: Manifest) -> tuple[str, str]:
    return manifest["kind"], manifest["metadata"]["name"]


def merged(old: Any, new: Any) -> Any:
    """A strategic merge: lists of what has names are merged by these."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {name: merged(old.get(name), value) for name, value in new.items()}
    if isinstance(old, list) and isinstance(new, list) and all("name" in item for item in new):
        by_name = {item["name"]: item for item in old}
        return list(merged(by_name, {item["name"]: item for item in new}).values())
    return new


def labelled(manifest: Manifest, pairs: dict[str, str]) -> Manifest:
    labels = {"metadata": {"labels": pairs}}
    has_pods = manifest["kind"] in ("Deployment", "Job")
    return dict(merged(manifest, labels | ({"spec": {"template": labels}} if has_pods else {})))


def pods(manifests: list[Manifest]) -> dict[str, Manifest]:
    """The pod templates' specs, by the name of what makes the pods."""
    return {
        m["metadata"]["name"]: m["spec"]["template"]["spec"]
        for m in manifests
        if m["kind"] in ("Deployment", "Job")
    }
