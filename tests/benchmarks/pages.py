"""Playback and redrawing in Chromium, as ratios.

Playback: animation frames in two seconds while the page plays, against an empty ``requestAnimationFrame`` loop on the same
page just before, in turn; each frame of the player shows the next step, so steps shown are counted too. Meanwhile the
server's processor time (user + system, its threads included) is read from the operating system.

Redrawing: from a press of an arrow key on the Strength slider to the frame after all four charts show the new run (ours say
so when ``Plotly.react`` is done; a native chart is a new element, done when plotly's ``calcdata`` stands), on our page and
on the same page with four ``st.plotly_chart``s (native_page.py).
Pages are taken in turn, 20 presses each; the ratio is that of the medians.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from driving import QUIET, chromium, serve

PRESSES, ROUNDS, SECONDS = 20, 5, 2.0

FRAMES = """(seconds) => new Promise((done) => {
  let frames = 0
  const began = performance.now()
  const count = () => {
    frames += 1
    const passed = (performance.now() - began) / 1000
    if (passed < seconds) requestAnimationFrame(count)
    else done(frames / passed)
  }
  requestAnimationFrame(count)
})"""

ARM = """(count) => {
  const own = () => [...document.querySelectorAll('.le-body')].slice(0, count).map((body) => body.explorer)
  const native = () => [...document.querySelectorAll('.js-plotly-plot')].map((chart) => chart.calcdata)
  const ours = own().length > 0
  const run = ours && own()[0].data.run
  const before = new Set(native())
  const arrived = () => ours
    ? own().every((chart) => chart.settled && chart.data.run !== run)
    : native().length === count && native().every((data) => data && !before.has(data))
  window.took = null
  window.addEventListener('keydown', () => {
    const began = performance.now()
    const look = () => {
      if (arrived()) requestAnimationFrame(() => { window.took = performance.now() - began })
      else requestAnimationFrame(look)
    }
    look()
  }, { once: true, capture: true })
}"""


@contextmanager
def server(script: str, port_log: str):
    """The address of a fresh server of this script."""
    with tempfile.TemporaryDirectory() as folder:
        yield from serve(Path(folder) / port_log, script=script)


@contextmanager
def side_by_side(native_script: str):
    """A browser, and the addresses of the app and of a page of Streamlit's own charts beside it."""
    with (
        sync_playwright() as playwright,
        server("app.py", "ours") as ours,
        server(native_script, "native") as native,
    ):
        yield playwright.chromium.launch(executable_path=chromium(), args=list(QUIET)), ours, native


def press(page: Page, key: str, count: int = 4) -> float:
    """Milliseconds from the key to the new picture; ``count`` is how many charts, the first of ours, are waited for."""
    page.evaluate(ARM, count)
    page.get_by_role("slider", name="Strength").first.focus()
    page.keyboard.press(key)
    page.wait_for_function("() => window.took !== null", timeout=20000)
    page.wait_for_timeout(350)
    return float(page.evaluate("window.took"))


def processor_seconds() -> float:
    """What this process's own children that are Streamlit servers have used so far."""
    total = 0.0
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and b"streamlit" in (entry / "cmdline").read_bytes():
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[1]) != os.getpid():
                    continue
                total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except OSError:
            continue
    return total


def playback(page: Page, name: str, asked: float) -> None:
    """Frames while playing against an empty loop, steps shown, and what the server did meanwhile."""
    page.wait_for_timeout(1500)
    ratios, shares, shown = [], [], []
    for _ in range(ROUNDS):
        empty = page.evaluate(FRAMES, SECONDS)
        page.get_by_role("button", name="Back to start").click()
        page.get_by_role("button", name="Play", exact=True).click()
        used = processor_seconds()
        playing = page.evaluate(FRAMES, SECONDS)
        shares.append((processor_seconds() - used) / SECONDS)
        page.get_by_role("button", name="Pause", exact=True).click()
        shown.append(int(page.locator('[data-readout="step"]').inner_text()) / (empty * SECONDS))
        ratios.append(playing / empty)
    print(f"{name}: {statistics.median(ratios):.3f} of an empty loop's frames (asked: {asked}; lowest {min(ratios):.3f})")
    print(f"{name}: {statistics.median(shown):.3f} steps shown for each frame of the empty loop")
    share, highest = 100 * statistics.median(shares), 100 * max(shares)
    print(f"{name}: server {share:.1f} % of a core (asked: below 5 %; highest {highest:.1f} %)")


def compare(pages: dict[str, Page], count: int, presses: int = PRESSES) -> None:
    """Presses of the Strength slider on our page and on a native one with so many charts, in turn."""
    times: dict[str, list[float]] = {"ours": [], "native": []}
    for i in range(presses + 1):
        for name, page in pages.items():
            page.bring_to_front()
            took = press(page, "ArrowRight" if i % 2 else "ArrowLeft", count)
            if i:
                times[name].append(took)
    mine, peer = statistics.median(times["ours"]), statistics.median(times["native"])
    print(f"redraw: {mine / peer:.2f} of {count} st.plotly_charts' time (asked: 0.7; {mine:.0f} ms against {peer:.0f} ms)")


def main() -> None:
    """Print all figures."""
    with side_by_side("tests/benchmarks/native_page.py") as (chrome, ours, native):
        pages = {}
        for name, address in (("ours", ours + "?steps=2000"), ("native", native + "?steps=2000")):
            pages[name] = chrome.new_page(viewport={"width": 1400, "height": 900})
            pages[name].goto(address)
            pages[name].wait_for_function(
                "() => [...document.querySelectorAll('.js-plotly-plot')].filter((c) => c.calcdata).length === 4"
            )
        pages["ours"].bring_to_front()
        playback(pages["ours"], "playback", 0.9)
        compare(pages, 4)
        chrome.close()


if __name__ == "__main__":
    main()
