"""The zip of one's own: facts, results as they lie there, and what there is no room for."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

from bot.delivery.exports import FACTS_NAME, Exports
from bot.delivery.results import result_files
from bot.delivery.results.result_store import ResultFolder
from bot.domain.jobs import Job
from bot.storage.jobs import jobs
from tests.bot.scene import Scene
from tests.bot.storage.examples import NOW, OUTCOME, add, after, start


def exports(scene: Scene, folder: ResultFolder, *, most_bytes: int = 10**6) -> Exports:
    return Exports(
        db=scene.db,
        results=folder,
        styles=folder,
        keep_h=48,
        clock=lambda: NOW,
        most_bytes=most_bytes,
    )


async def kept(scene: Scene, folder: ResultFolder, number: int, data: bytes) -> Job:
    job = await start(scene.db, await add(scene.db, f"u{number}"))
    result_files.keep_beside(folder, job.id, [b"look"], b"film")
    result_files.keep(folder, job.id, data, kind="png")
    outcome = replace(OUTCOME, looks=1)
    await jobs.mark_rendered(scene.db, job.id, attempt=job.attempt, outcome=outcome)
    await jobs.mark_done(scene.db, job.id, attempt=job.attempt, now=after(number))
    return job


async def test_it_has_facts_results_and_what_lies_beside(scene: Scene, tmp_path: Path) -> None:
    folder = ResultFolder(tmp_path / "results")
    job = await kept(scene, folder, 1, b"picture")
    made = await exports(scene, folder).make(1)
    assert (made.files, made.left_out) == (3, 0)
    with zipfile.ZipFile(io.BytesIO(made.zip)) as packed:
        assert packed.testzip() is None
        assert sorted(packed.namelist()) == [
            f"results/{job.id}-oneiro-dream-3-1.png",
            f"results/{job.id}-oneiro-dream-3-making.mp4",
            f"results/{job.id}-oneiro-dream-3.png",
            FACTS_NAME,
        ]
        facts = json.loads(packed.read(FACTS_NAME))
        assert packed.read(f"results/{job.id}-oneiro-dream-3.png") == b"picture"
    assert facts["about"] == {"telegram_id": 1, "made_at": "2026-03-01T12:00:00Z"}
    assert facts["orders"][0]["id"] == job.id
    assert scene.settings.bot_token is not None
    assert scene.settings.bot_token.get_secret_value() not in made.zip.decode("latin-1")


async def test_the_newest_come_first_and_it_is_never_too_large(
    scene: Scene, tmp_path: Path
) -> None:
    folder = ResultFolder(tmp_path / "results")
    ids = [(await kept(scene, folder, number, bytes(40_000))).id for number in range(4)]
    made = await exports(scene, folder, most_bytes=100_000).make(1)
    assert len(made.zip) <= 100_000
    with zipfile.ZipFile(io.BytesIO(made.zip)) as packed:
        pictures = {name.split("/")[1][:12] for name in packed.namelist() if "-3.png" in name}
    assert pictures == {ids[3], ids[2]}
    assert made.left_out >= 2


async def test_whoever_has_nothing_gets_a_file_all_the_same(scene: Scene, tmp_path: Path) -> None:
    made = await exports(scene, ResultFolder(tmp_path / "none")).make(5)
    with zipfile.ZipFile(io.BytesIO(made.zip)) as packed:
        assert packed.namelist() == [FACTS_NAME]
