"""What an instant style beside a large painting costs the painting, and takes itself.

``python -m benchmarks.instant_beside [--size 1000] [--steps 20] [--rounds 3]``

The worker's own two processes: the painting's with all cores, the instant's with half of them. The
painting is made alone and, with instants made beside it one after another, in turns.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.timing import say
from bot.domain.orders import Art, Order, PictureRef, StyleRef
from bot.settings import Settings
from bot.worker.child.render_child import RenderChild, open_child, open_small_child
from bot.worker.renderer import PictureFile, RenderRequest
from engine.options.style import StyleOptions
from tests.pictures import encoded, photo

_REF = PictureRef(id="photo", file_id="photo", message_id=1)
_STYLE = StyleRef(name="painting", picture=PictureRef(id="p", file_id="p", message_id=2))
LONGEST_S = 600.0


@dataclass(slots=True)
class Nobody:
    """Asks for no preview, and ends nothing."""

    is_ended: asyncio.Event = field(default_factory=asyncio.Event)
    is_preview_wanted: asyncio.Event = field(default_factory=asyncio.Event)

    async def begun(self) -> None: ...
    def note(self, fraction: float) -> None: ...
    def show(self, jpeg: bytes | None) -> None: ...


def request_of(options: StyleOptions) -> RenderRequest:
    """A painting of these options."""
    files = (
        PictureFile(role="photo", data=encoded(photo("coffee"), "JPEG")),
        PictureFile(role="style", data=encoded(photo("chelsea"), "JPEG")),
    )
    order = Order(art=Art.STYLE, options=options, photo=_REF, styles=(_STYLE,))
    return RenderRequest(order=order, files=files)


async def seconds_of(child: RenderChild, request: RenderRequest) -> float:
    began = time.perf_counter()
    await child.paint(request, Nobody(), within_s=LONGEST_S)
    return time.perf_counter() - began


def processor_s(child: RenderChild) -> float:
    """Seconds of cores that it has used so far; only Linux tells."""
    process = child._process
    if not isinstance(process, asyncio.subprocess.Process):
        return math.nan
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


async def with_instants(
    large: asyncio.Task[float], small: RenderChild, instant: RenderRequest
) -> list[float]:
    """The seconds of every instant that was begun while ``large`` was made."""
    took = []
    while not large.done():
        took.append(await seconds_of(small, instant))
    return took


async def measure(size_px: int, steps: int, rounds: int, folder: Path) -> None:
    """Print the table."""
    settings = Settings(_env_file=None, data_dir=folder, device="cpu")
    main, small = open_child(settings), open_small_child(settings)
    painting = request_of(StyleOptions(size_px=size_px, steps=steps))
    instant = request_of(StyleOptions(instant=True))
    alone_s, beside_s, instants_alone_s, instants_s = [], [], [], []
    costs_s, processor_each_s = [], []
    began = time.perf_counter()
    await seconds_of(small, instant)
    first_s = time.perf_counter() - began
    await seconds_of(main, painting)
    for _ in range(rounds):
        alone_s.append(await seconds_of(main, painting))
        instants_alone_s.append(await seconds_of(small, instant))
        large = asyncio.create_task(seconds_of(main, painting))
        before_s = processor_s(small)
        took = await with_instants(large, small, instant)
        processor_each_s.append((processor_s(small) - before_s) / len(took))
        beside_s.append(await large)
        instants_s += took
        costs_s.append((beside_s[-1] - alone_s[-1]) / len(took))
    await main.close()
    await small.close()
    say(f"a painting of {size_px} px in {steps} steps and instants of 600 px; medians of {rounds}")
    say(f"the painting alone              {median(alone_s):8.2f} s")
    say(f"with instants all the time      {median(beside_s):8.2f} s")
    say(f"what each instant cost it       {median(costs_s):8.2f} s")
    say(f"processor seconds of each       {median(processor_each_s):8.2f} s")
    say(f"an instant alone                {median(instants_alone_s):8.2f} s")
    say(f"beside the painting             {median(instants_s):8.2f} s")
    say(f"the first, its process included {first_s:8.2f} s")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(args.size, args.steps, args.rounds, Path(folder)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
