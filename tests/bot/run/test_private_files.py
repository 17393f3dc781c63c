"""What the service stores is its user's alone; what an artist asks for is written as ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.data_dir import keep_private
from tests.places import ROOT


def test_the_services_data_is_its_users_alone_also_what_lay_there_before(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    program = (
        "import sys; from pathlib import Path\n"
        "from bot.cli import _parser; from bot.cli_common import settings_of\n"
        "from bot.storage.database import upgrade\n"
        "from bot.delivery.results.result_files import keep\n"
        "from bot.delivery.results.result_store import open_results\n"
        "args = _parser().parse_args(['--data-dir', sys.argv[1], 'doctor'])\n"
        "settings = settings_of(args); upgrade(settings.sql_url)\n"
        "keep(open_results(settings), 'job', b'x', kind='png')\n"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ONEIRO_")}
    subprocess.run(
        ["sh", "-c", 'umask 022 && exec "$@"', "sh", sys.executable, "-c", program, str(data)],
        cwd=ROOT,
        env=environment,
        check=True,
    )
    everything = [data, *data.rglob("*")]
    assert {file.name for file in everything} >= {"oneiro.sqlite3", "results", "job.png"}
    assert [file for file in everything if file.stat().st_mode & 0o077] == []


def test_a_folder_of_everybody_is_left_as_it_is(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        tmp_path.chmod(0o1777)
        keep_private(tmp_path)
        assert tmp_path.stat().st_mode & 0o7777 == 0o1777
    finally:
        os.umask(before)


def test_the_arts_write_as_the_artists_umask_says() -> None:
    """They never come by the service's settings, where the umask is set."""
    program = (
        "import os; from bot.cli import _parser; os.umask(0o022)\n"
        "_parser().parse_args(['weights', 'list']); print(os.umask(0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(0o022)]
