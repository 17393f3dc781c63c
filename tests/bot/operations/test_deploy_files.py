"""The dashboard and the alerts ask for nothing that no process tells."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from prometheus_client.metrics import MetricWrapperBase

from bot import metrics
from tests.places import ROOT

DASHBOARD = ROOT / "deploy" / "grafana" / "oneiro.json"
ALERTS = ROOT / "deploy" / "prometheus" / "alerts.yaml"
NAME = re.compile(r"\boneiro_\w+")
# Of the gauges of which no figure at all would silence an alert.
NEVER_ABSENT = ("oneiro_queue_jobs", "oneiro_queue_oldest_seconds", "oneiro_refunds_due_seconds")


def told_names() -> set[str]:
    """Every name that a scrape of some process may have, by the metrics' own words."""
    names = set()
    ours = [value for value in vars(metrics).values() if isinstance(value, MetricWrapperBase)]
    for metric in ours:
        for family in metric.describe():
            suffixes = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}
            names |= {family.name + end for end in suffixes.get(family.type, [""])}
    return names


def alerts() -> list[dict[str, Any]]:
    groups = yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    return found


def test_every_metric_that_is_asked_for_is_told() -> None:
    queries = [rule["expr"] for rule in alerts()]
    queries += [target["expr"] for panel in panels() for target in panel.get("targets", ())]
    asked = {name for query in queries for name in NAME.findall(query)}
    assert len(asked) > 10
    assert asked - told_names() == set()


def test_every_metric_is_seen_on_the_dashboard() -> None:
    asked = set(NAME.findall(DASHBOARD.read_text("utf-8")))
    of_families = {re.sub("_(bucket|sum|count)$", "", name) for name in told_names()}
    seen = {re.sub("_(bucket|sum|count)$", "", name) for name in asked}
    assert of_families - seen == {"oneiro_build_info"}


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: rule["alert"])
def test_every_alert_says_what_it_means_and_waits_a_while(rule: dict[str, Any]) -> None:
    assert rule["annotations"]["summary"].strip()
    assert re.fullmatch(r"[1-9]\d*m", rule["for"])
    assert rule["expr"].count("(") == rule["expr"].count(")")


@pytest.mark.parametrize("name", NEVER_ABSENT)
def test_a_gauge_that_vanishes_is_an_alert_itself(name: str) -> None:
    absent = [rule for rule in alerts() if f"absent({name})" in rule["expr"]]
    assert [rule["for"] for rule in absent] == ["5m"]


def test_the_dashboard_has_a_row_for_each_subject() -> None:
    rows = [panel["title"] for panel in panels() if panel["type"] == "row"]
    assert rows == ["People", "Queue", "GPU", "Telegram", "Money"]
