"""What a fresh process of each kind costs before it does anything: processor seconds.

``python -m benchmarks.starts``: the fewest and the median of some starts, of system time too.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile

from benchmarks.timing import say

STARTS = 7
_COMMANDS = {
    "oneiro --help": "from bot.cli import main; main(['--help'])",
    "oneiro dream --help": "from bot.cli import main; main(['dream', '--help'])",
    "oneiro weights list": "from bot.cli import main; main(['--data-dir', '.', 'weights', 'list'])",
    "the chat process's imports": "import bot.app",
}


def main() -> int:
    """Print the table."""
    say(f"{'processor seconds of a start':30}  fewest  median")
    for name, code in _COMMANDS.items():
        costs = [_cost_s(code) for _ in range(STARTS)]
        say(f"{name:30}  {min(costs):6.2f}  {statistics.median(costs):6.2f}")
    return 0


def _cost_s(code: str) -> float:
    before = _spent_s()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=True)
    return _spent_s() - before


def _spent_s() -> float:
    """By all children that have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    sys.exit(main())
