"""``python -m tests.browser.shots.community [OUTDIR]``: the pictures of docs/COMMUNITY.md.

Somebody at an English desk shows two works, and somebody at a Russian phone dreams, shows and
likes, before `oneiro up` with the networks that we ship; what they have before them on the way
becomes community-*.webp. Minutes on a CPU.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from pathlib import Path

from tests.browser import errands
from tests.browser.conftest import DESK
from tests.browser.shots.camera import PATIENCE_S, browsing, person
from tests.e2e.house import running_house
from tests.person import Person
from tests.pictures import encoded, photo
from tests.places import ROOT

SHOWN = {"rocket": "style swirls", "chelsea": "style woodcut"}
DREAMT = "coffee"


async def shoot(url: str, data_dir: Path, folder: Path) -> None:
    async with Person.at(url, chat_id=1) as other:
        await other.introduce(language_code="ru")
    files = str(folder / "community-desk-{}.webp")
    async with (
        browsing() as browser,
        person(browser, url, files=files, chat_id=2, viewport=DESK) as hands,
    ):
        for name, words in SHOWN.items():
            await errands.make(hands, saved(name, data_dir), words)
            await errands.show(hands)
        files = str(folder / "community-phone-{}.webp")
        async with person(browser, url, files=files, locale="ru-RU") as other_hands:
            await errands.dream_in_russian(other_hands, saved(DREAMT, data_dir))
            await errands.show_in_russian(other_hands)
            await errands.like_in_russian(other_hands, f"{url}/feed")
        await hands.page.goto(f"{url}/feed")
        await hands.look("feed")


def saved(name: str, folder: Path) -> Path:
    file = folder / f"{name}.jpg"
    file.write_bytes(encoded(photo(name), "JPEG", quality=95))
    return file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "docs")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="oneiro-shots-") as name:
        # All steps are made, however slow the machine.
        os.environ["ONEIRO_RENDER_BUDGET_S"] = str(PATIENCE_S)
        with running_house(Path(name)) as house:
            asyncio.run(shoot(house.url, Path(name), folder))


if __name__ == "__main__":
    main()
