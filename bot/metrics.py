"""What Prometheus is told: every metric of ours, by the name that dashboards and alerts know.

Counted where it happens, in whatever process; no person, chat or job ever stands in a label.
A name stands once in the whole service, so this module holds them all.
"""

from __future__ import annotations

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram

# What every process tells: what it did itself, and how Python fares in it.
PROCESS = REGISTRY
# What SQL says of the whole service: the chat process alone tells it. A registry of its own, so
# that all of it is missing while SQL is away: a figure that stands still would look like health.
SERVICE = CollectorRegistry()
WORKER = CollectorRegistry()

_WAIT_BUCKETS_S = (1, 2, 5, 10, 30, 60, 120, 300, 900, 3600)
# From one pass of an instant style to the longest film (bot.worker.job_run.DEADLINE_S).
_RENDER_BUCKETS_S = (0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800)

BUILD_INFO = Gauge("oneiro_build_info", "1, by version", ["version"])
TELEGRAM_REQUESTS = Counter(
    "oneiro_telegram_requests_total",
    "Requests to Telegram, each try by itself",
    ["method", "outcome"],
)
TELEGRAM_RETRY_AFTER_S = Counter(
    "oneiro_telegram_retry_after_seconds_total", "Seconds that Telegram asked to wait"
)
JOBS = Counter("oneiro_jobs_total", "Jobs that came to their end, by how", ["art", "outcome"])
STARS = Counter("oneiro_stars_total", "Stars that came in (charged) or went back", ["kind"])
RESULT_CACHE_HITS = Counter(
    "oneiro_result_cache_hits_total",
    "Jobs answered by a result that their person had already: in the chat at once, or by a worker",
    ["where"],
)
JOB_WAIT_S = Histogram(
    "oneiro_job_wait_seconds",
    "From the order to the begin of its render",
    ["tier", "art"],
    buckets=_WAIT_BUCKETS_S,
)
RENDER_S = Histogram(
    "oneiro_render_seconds",
    "Renders that came to their end",
    ["art", "device"],
    buckets=_RENDER_BUCKETS_S,
)
GPU_S = Counter(
    "oneiro_gpu_seconds_total",
    "Seconds that the device was taken, by renders that failed or were stopped too",
    ["art", "tier"],
)
SPARE_S = Counter(
    "oneiro_spare_seconds_total",
    "Seconds that the device painted for the feed while nobody waited; in no other figure",
)

WORKER_BUSY = Gauge("oneiro_worker_busy", "Renders under way here", registry=WORKER)
WORKER_SERVES = Gauge(
    "oneiro_worker_serves", "1 for each pool whose jobs are taken here", ["pool"], registry=WORKER
)

QUEUE_JOBS = Gauge("oneiro_queue_jobs", "Open jobs", ["tier", "state"], registry=SERVICE)
QUEUE_EXPECTED_S = Gauge(
    "oneiro_queue_expected_seconds",
    "Seconds that the renders of all waiting jobs are expected to take",
    ["pool"],
    registry=SERVICE,
)
QUEUE_OLDEST_S = Gauge(
    "oneiro_queue_oldest_seconds", "Age of the oldest waiting job", ["tier"], registry=SERVICE
)
LEDGER_IMBALANCE_STARS = Gauge(
    "oneiro_ledger_imbalance_stars",
    "Stars of 30 days that came in and were neither delivered nor refunded nor are still owed",
    registry=SERVICE,
)
TELEGRAM_DIFFERENCE_STARS = Gauge(
    "oneiro_telegram_difference_stars",
    "Stars that Telegram holds beyond what the ledger says, at the last comparison",
    registry=SERVICE,
)
REFUNDS_DUE_S = Gauge(
    "oneiro_refunds_due_seconds", "For how long the oldest refund has been due", registry=SERVICE
)


def count_ended(art: str, outcome: str) -> None:
    """A job has come to its end: ``outcome`` is delivered, failed or cancelled."""
    JOBS.labels(art=art, outcome=outcome).inc()
