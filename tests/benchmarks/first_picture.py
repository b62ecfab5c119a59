"""From the opening of a page to its first picture, of this checkout against another one: ``first_picture.py ../before``.

Both servers run at once and are asked in turn, after one load each that is not counted. A picture is there at the frame after
plotly has drawn its axes. A load is cold in a fresh profile, which keeps no file, and warm where the browser has opened the
page before. The figures are ratios of medians.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from driving import QUIET, ROOT, chromium, serve

LOADS = 12
SIZE = {"width": 1400, "height": 900}
PAGES = {"Train": ("", 4), "Loss & cost": ("loss_cost", 4), "Surface": ("surface", 3), "Shrinkage": ("shrinkage", 1)}
"""The address of each page, and how many pictures it opens with."""
WATCH = """
window.pictures = []
const look = () => {
  const axes = '.js-plotly-plot .main-svg .xaxislayer-above:not(:empty)'
  const drawn = document.querySelectorAll(axes).length
  while (window.pictures.length < drawn) window.pictures.push(performance.now())
  requestAnimationFrame(look)
}
requestAnimationFrame(look)
"""


@contextmanager
def server(root: Path) -> Iterator[str]:
    """The address of a fresh server of a checkout."""
    with tempfile.TemporaryDirectory() as folder:
        yield from serve(Path(folder) / "log", root=root)


def load(context: BrowserContext, address: str, count: int) -> tuple[float, float]:
    """Milliseconds until the first picture of a page, and until so many."""
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("count => window.pictures?.length >= count", arg=count, timeout=60000)
    times: list[float] = page.evaluate("() => window.pictures")
    page.wait_for_timeout(500)
    page.close()
    return times[0], times[count - 1]


def compare(chrome: Browser, addresses: Sequence[str], page: str, cold: bool) -> None:
    """Load a page of both checkouts in turn, and print the ratios of the medians."""
    path, count = PAGES[page]
    kept = [chrome.new_context(viewport=SIZE) for _ in addresses]
    times: list[list[tuple[float, float]]] = [[] for _ in addresses]
    for i in range(LOADS + 1):
        for address, context, found in zip(addresses, kept, times, strict=True):
            fresh = chrome.new_context(viewport=SIZE) if cold else context
            took = load(fresh, address + path, count)
            if i:
                found.append(took)
            if cold:
                fresh.close()
    for context in kept:
        context.close()
    for k, what in enumerate(("first picture", f"all {count} pictures")[: 1 + (count > 1)]):
        here, there = (statistics.median(took[k] for took in found) for found in times)
        how = "cold" if cold else "warm"
        print(
            f"{page}, {how}: {what} in {here / there:.2f} of the other's time ({here:.0f} against {there:.0f} ms)", flush=True
        )


def main(other: Path, parts: Sequence[str]) -> None:
    """Print all figures, or those of the pages named."""
    with sync_playwright() as playwright, server(ROOT) as here, server(other) as there:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        for page in parts or PAGES:
            for cold in (True, False):
                compare(chrome, (here, there), page, cold)
        chrome.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2:])
