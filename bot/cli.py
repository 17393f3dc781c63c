"""The ``oneiro`` command: the service's own processes here, the arts in engine.cli.

Only what is quick to load is imported above, so that Ctrl-C finds ``main`` waiting for it.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli_common import settings_of, settled

if TYPE_CHECKING:
    from engine.terminal.console import Parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns: 0 done, 2 wrong words or input, 1 any other failure, 130 Ctrl-C."""
    try:
        return _run(argv)
    except KeyboardInterrupt:
        return 130


def _run(argv: Sequence[str] | None) -> int:
    from engine.terminal.console import open_streams

    open_streams()
    args = _parser().parse_args(argv)
    return int(args.run(args))


def _parser() -> Parser:
    from importlib.metadata import version

    from bot.cli_money import add_money
    from bot.cli_telegram import add_telegram
    from bot.data_dir import data_dir
    from engine.cli.commands import add_commands
    from engine.terminal.console import Parser

    parser = Parser(prog="oneiro", description="Dreams and paintings from photos, in a chat.")
    parser.add_argument("--version", action="version", version=f"oneiro {version('oneiro')}")
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=data_dir(os.environ),
        metavar="DIR",
        help="where everything is stored (default: ONEIRO_DATA_DIR, or %(default)s)",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_up(commands)
    _add_processes(commands)
    _add_migrate(commands)
    _add_backup(commands)
    _add_doctor(commands)
    _add_status(commands)
    add_money(commands)
    add_telegram(commands)
    add_commands(commands)
    return parser


def _add_up(commands: argparse._SubParsersAction[Parser]) -> None:
    from engine.terminal.arguments import add_data_dir

    up = commands.add_parser("up", help="run everything on this machine, with a chat page")
    up.add_argument("--port", type=int, help="port of the chat page (default: 8081)")
    up.add_argument(
        "--metrics-port", type=int, metavar="PORT", help="metrics and health of the chat process"
    )
    up.add_argument(
        "--worker-metrics-port", type=int, metavar="PORT", help="the same of the worker"
    )
    add_data_dir(up)
    up.set_defaults(run=settled(_run_up))


def _add_processes(commands: argparse._SubParsersAction[Parser]) -> None:
    from engine.terminal.arguments import add_data_dir

    bot = commands.add_parser("bot", help="run the chat process alone")
    bot.set_defaults(run=settled(_run_bot))
    worker = commands.add_parser("worker", help="run one render worker alone")
    worker.set_defaults(run=settled(_run_worker))
    local = commands.add_parser("local-telegram", help="run the local Telegram alone")
    local.add_argument("--api-port", type=int, required=True, help="port of its Bot API")
    local.add_argument("--feed-url", metavar="URL", help="where the bot's web pages are")
    local.set_defaults(run=settled(_run_local_telegram))
    for parser in (bot, worker, local):
        add_data_dir(parser)
        parser.add_argument("--ready-fd", type=int, help=argparse.SUPPRESS)


def _add_migrate(commands: argparse._SubParsersAction[Parser]) -> None:
    from engine.terminal.arguments import add_data_dir

    migrate = commands.add_parser("migrate", help="bring the database's tables up to date")
    add_data_dir(migrate)
    migrate.set_defaults(run=settled(_run_migrate))


def _add_backup(commands: argparse._SubParsersAction[Parser]) -> None:
    from engine.terminal.arguments import add_data_dir

    backup = commands.add_parser("backup", help="write the database and the results' index to FILE")
    backup.add_argument(
        "--with-results", action="store_true", help="the pictures and films themselves too"
    )
    backup.set_defaults(run=settled(_run_backup))
    restore = commands.add_parser("restore", help="lay a backup into an empty or new data folder")
    restore.set_defaults(run=settled(_run_restore))
    for parser in (backup, restore):
        parser.add_argument("file", type=Path, metavar="FILE", help="a .tar.gz")
        add_data_dir(parser)


def _add_doctor(commands: argparse._SubParsersAction[Parser]) -> None:
    from engine.terminal.arguments import add_data_dir
    from engine.terminal.console import guarded

    doctor = commands.add_parser(
        "doctor", help="try every part of this machine and say what is wrong"
    )
    doctor.add_argument("--json", action="store_true", help="a list of {check, ok, detail, remedy}")
    add_data_dir(doctor)
    doctor.set_defaults(run=guarded(settled(_run_doctor)))


def _add_status(commands: argparse._SubParsersAction[Parser]) -> None:
    from engine.terminal.arguments import add_data_dir
    from engine.terminal.console import guarded

    status = commands.add_parser(
        "status", help="show the queue, the workers and today's waits, seconds and Stars"
    )
    status.add_argument("--json", action="store_true", help="one object, once")
    add_data_dir(status)
    status.set_defaults(run=guarded(settled(_run_status)))
    jobs = commands.add_parser("jobs", help="list the newest jobs", fill=_fill_jobs)
    jobs.set_defaults(run=guarded(settled(_run_jobs)))
    job = commands.add_parser("job", help="tell all that became of a job")
    job.add_argument("id", metavar="ID", help="as oneiro jobs and the log name it")
    job.set_defaults(run=guarded(settled(_run_job)))
    for parser in (jobs, job):
        parser.add_argument("--json", action="store_true", help="for programs")
        add_data_dir(parser)


def _fill_jobs(jobs: Parser) -> None:
    from bot.operations.job_list import MOST_LISTED, STATES

    jobs.add_argument("--state", choices=STATES, help="only those in this state")
    jobs.add_argument("--person", type=int, metavar="ID", help="only this person's (Telegram id)")
    jobs.add_argument(
        "--limit",
        type=int,
        choices=range(1, MOST_LISTED + 1),
        default=20,
        metavar=f"1-{MOST_LISTED}",
        help="at most so many (default: 20)",
    )


def _run_up(args: argparse.Namespace) -> int:
    import asyncio

    from bot.processes import follow_parent
    from bot.run.supervisor import run_up

    if "ONEIRO_FOLLOW_PARENT" in os.environ:  # set by `make run`: killing make ends us too
        follow_parent()
    settings = settings_of(
        args,
        port=args.port,
        metrics_port=args.metrics_port,
        worker_metrics_port=args.worker_metrics_port,
    )
    return asyncio.run(run_up(settings, say=_say))


def _run_bot(args: argparse.Namespace) -> int:
    import asyncio
    import gc

    gc.disable()  # loading makes much and throws little away: a fifth quicker without
    from bot.app import run_bot

    gc.enable()
    return asyncio.run(run_bot(settings_of(args), ready_fd=args.ready_fd))


def _run_worker(args: argparse.Namespace) -> int:
    from bot.worker.arq_worker import run_worker

    return run_worker(settings_of(args), ready_fd=args.ready_fd)


def _run_local_telegram(args: argparse.Namespace) -> int:
    import asyncio

    from bot.run.local_telegram import run_local_telegram

    return asyncio.run(
        run_local_telegram(
            settings_of(args),
            api_port=args.api_port,
            feed_url=args.feed_url,
            ready_fd=args.ready_fd,
        )
    )


def _run_migrate(args: argparse.Namespace) -> int:
    from bot.storage.database import upgrade
    from bot.storage.tables.base import SCHEMA_VERSION
    from bot.texts.catalogue import text

    old = upgrade(settings_of(args).sql_url)
    if old is None:
        _say(text("migrate.created", new=SCHEMA_VERSION))
    elif old < SCHEMA_VERSION:
        _say(text("migrate.upgraded", old=old, new=SCHEMA_VERSION))
    elif old == SCHEMA_VERSION:
        _say(text("migrate.up_to_date", new=SCHEMA_VERSION))
    else:
        _say(text("migrate.newer", old=old))
    return 0


def _run_backup(args: argparse.Namespace) -> int:
    from bot.operations.backup import run_backup

    return run_backup(settings_of(args), args.file, with_results=args.with_results)


def _run_restore(args: argparse.Namespace) -> int:
    from bot.operations.backup import run_restore

    return run_restore(settings_of(args), args.file)


def _run_doctor(args: argparse.Namespace) -> int:
    import asyncio

    from bot.operations.doctor import run_doctor

    return asyncio.run(run_doctor(settings_of(args), as_json=args.json))


def _run_status(args: argparse.Namespace) -> int:
    import asyncio

    from bot.operations.status import run_status

    return asyncio.run(run_status(settings_of(args), as_json=args.json))


def _run_jobs(args: argparse.Namespace) -> int:
    import asyncio

    from bot.operations.job_list import run_jobs

    return asyncio.run(
        run_jobs(
            settings_of(args),
            state=args.state,
            user_id=args.person,
            limit=args.limit,
            as_json=args.json,
        )
    )


def _run_job(args: argparse.Namespace) -> int:
    import asyncio

    from bot.operations.job_list import run_job

    return asyncio.run(run_job(settings_of(args), args.id, as_json=args.json))


def _say(text: str) -> None:
    from engine.terminal.console import say

    with contextlib.suppress(OSError):  # nobody reads any more: no reason to end the service
        say(text)


if __name__ == "__main__":
    sys.exit(main())
