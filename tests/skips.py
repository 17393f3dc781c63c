"""``--only-gpu-skips``: a test that was skipped for want of anything but a GPU fails the run.

Without the folder of trained networks beside the project, tests that need it may skip as well.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HAS_SHARED = (Path(__file__).parents[2] / "shared").is_dir()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-gpu-skips", action="store_true", help=__doc__)


class SkipWatch:
    def __init__(self) -> None:
        self.unexcused: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and "gpu" not in report.keywords:
            self.unexcused.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.unexcused.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.unexcused and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for nodeid in self.unexcused:
            terminalreporter.write_line(f"SKIPPED, and only GPU tests may be: {nodeid}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--only-gpu-skips") and HAS_SHARED:
        config.pluginmanager.register(SkipWatch(), "skip-watch")
