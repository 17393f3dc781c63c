"""How far the metrics of this process moved: others' tests have counted before."""

from __future__ import annotations

from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry

from bot.metrics import PROCESS


def value(name: str, *, registry: CollectorRegistry = PROCESS, **labels: str) -> float:
    """What Prometheus would read; 0 for what was never counted."""
    return registry.get_sample_value(name, labels) or 0.0


@dataclass(slots=True)
class Counts:
    """What has been counted since this was made."""

    _before: dict[tuple[str, frozenset[tuple[str, str]]], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before = _samples()

    def __call__(self, name: str, **labels: str) -> float:
        key = (name, frozenset(labels.items()))
        return _samples().get(key, 0.0) - self._before.get(key, 0.0)


def _samples() -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for metric in PROCESS.collect()
        for sample in metric.samples
    }
