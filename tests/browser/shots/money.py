"""``python -m tests.browser.shots.money [OUTDIR]``: the pictures of docs/MONEY.md.

A person walks through the errands of the tests on a phone, before `oneiro up` with the networks
that we ship; what they have before them on the way becomes money-*.webp. Minutes on a CPU.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from pathlib import Path

from tests.browser import errands
from tests.browser.shots.camera import PATIENCE_S, browsing, person
from tests.e2e.house import running_house
from tests.pictures import encoded, photo
from tests.places import ROOT

PHOTO = "coffee"


async def shoot(url: str, file: Path, folder: Path) -> None:
    files = str(folder / "money-{}.webp")
    async with browsing() as browser:
        async with person(browser, url, files=files) as hands:
            await errands.dream(hands, file)
            await errands.buy_larger(hands)
            await errands.give_back(hands)
            await errands.order_print(hands, paper="Art paper")
        async with person(browser, url, files=files, chat_id=2) as hands:
            await errands.subscribe(hands)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "docs")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="oneiro-shots-") as name:
        data_dir = Path(name)
        file = data_dir / "photo.jpg"
        file.write_bytes(encoded(photo(PHOTO), "JPEG", quality=95))
        os.environ |= {
            "ONEIRO_TIERS": str(errands.tiers_with_subscription(data_dir)),
            "ONEIRO_PRINT_PROVIDER_TOKEN": errands.PROVIDER,
            # All steps are made, however slow the machine.
            "ONEIRO_RENDER_BUDGET_S": str(PATIENCE_S),
        }
        with running_house(data_dir) as house:
            asyncio.run(shoot(house.url, file, folder))


if __name__ == "__main__":
    main()
