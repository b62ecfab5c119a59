"""Live runs in Chromium, as ratios: playback with six pinned runs, answers to changes in mid-run, growth, payload.

Playback: animation frames in two seconds while a run of 2,000 steps plays with six pinned ones, against an empty
``requestAnimationFrame`` loop on the same page just before, in turn; the server's processor time (user + system, its threads
included) meanwhile, from the operating system.

Answers: on our page, stopped at step 100 of 2,000, from a press of an arrow key on the Strength slider to the first frame
that shows the run that goes on from there (its numbers and curves are drawn as soon as they are here, the figures follow); on
a page with the same sidebar, run and figures in four ``st.plotly_chart``s (native_page.py), to the frame in which all four are
redrawn. On both an animation frame looks for the change, and the clock is read in the first task after that frame was painted.
Forty presses each, in turn; the ratio of the medians.

Growth: DOM nodes and JavaScript heap, after a forced collection, before and after fifty changes in a row at step 0, and fifty
more, after ten to warm up; all at the same place, so that the schedule does not grow. The same on the page of
``st.plotly_chart``s: what grows on both is Streamlit's own.

Payload: bytes of the player's message for a run of 1,000 steps with ten weights.
"""

from __future__ import annotations

import statistics
import warnings

import numpy as np
from pages import playback, side_by_side
from playwright.sync_api import Page

from explorer import Experiment

PRESSES, CHANGES = 40, 50
PINS = "strength=0.1|strength=0.5|loss=huber|solver=momentum|rate=0.01|strength=2.0"

ARM = """() => {
  const player = document.querySelector('.le-player')
  const run = player && player.dataset.run
  const native = () => [...document.querySelectorAll('.js-plotly-plot')].map((chart) => chart.calcdata)
  const before = new Set(native())
  const arrived = () => player
    ? player.dataset.run !== run
    : native().length === 4 && native().every((data) => data && !before.has(data))
  window.took = null
  window.addEventListener('keydown', () => {
    const began = performance.now()
    const look = () => {
      if (!arrived()) requestAnimationFrame(look)
      else {
        const painted = new MessageChannel()
        painted.port1.onmessage = () => { window.took = performance.now() - began }
        painted.port2.postMessage(0)
      }
    }
    look()
  }, { once: true, capture: true })
}"""


def press(page: Page, key: str) -> float:
    """Milliseconds from the key to the first frame of the answer; then all is given time to settle."""
    page.evaluate(ARM)
    page.get_by_role("slider", name="Strength").first.focus()
    page.keyboard.press(key)
    page.wait_for_function("() => window.took !== null", timeout=20000)
    page.wait_for_timeout(500)
    return float(page.evaluate("window.took"))


def growth(name: str, page: Page) -> None:
    """DOM nodes and heap before and after fifty changes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def measured() -> dict[str, float]:
        page.wait_for_timeout(1500)
        for _ in range(3):
            devtools.send("HeapProfiler.collectGarbage")
        found = {m["name"]: m["value"] for m in devtools.send("Performance.getMetrics")["metrics"]}
        return {"nodes": found["Nodes"], "heap": found["JSHeapUsedSize"] / 1e6}

    seen = []
    for count in (10, CHANGES, CHANGES):
        for i in range(count):
            press(page, "ArrowRight" if i % 2 else "ArrowLeft")
        seen.append(measured())
    warm, first, second = seen
    for told, before, after in (("50 changes", warm, first), ("50 more", first, second)):
        nodes, heap = after["nodes"] - before["nodes"], after["heap"] - before["heap"]
        print(f"{name}, {told}: {nodes:+.0f} DOM nodes of {before['nodes']:.0f}, {heap:+.1f} MB of {before['heap']:.0f}")


def payload() -> None:
    """Bytes of the player's message."""
    warnings.simplefilter("ignore")
    from explorer.ui.chart.component import parcel
    from explorer.ui.view_models.comparison import compare
    from explorer.ui.view_models.trained_run import trained

    run = trained(Experiment(steps=1000))
    sent = parcel({}, run.columns | compare(run, ()).columns, run.weights, {})
    weights = int(np.sum(run.problem.network.penalised))
    print(f"payload: {len(sent) / 1e3:.1f} kB for 1,000 steps of {weights} weights and a bias (asked: at most 75 kB)")


def main() -> None:
    """Print all figures."""
    with side_by_side("tests/benchmarks/native_page.py") as (chrome, ours, native):
        pages = {}
        addresses = {"pinned": f"{ours}?steps=2000&pins={PINS}", "ours": f"{ours}?steps=2000", "native": f"{native}?steps=2000"}
        for name, address in addresses.items():
            pages[name] = chrome.new_page(viewport={"width": 1400, "height": 900})
            pages[name].goto(address)
            pages[name].wait_for_function(
                "() => [...document.querySelectorAll('.js-plotly-plot')].filter((c) => c.calcdata).length === 4"
            )
            pages[name].wait_for_timeout(2000)
        pages["pinned"].bring_to_front()
        playback(pages.pop("pinned"), "six pinned", 0.95)
        pages["ours"].get_by_role("slider", name="Position in the run", exact=True).fill("100")
        times: dict[str, list[float]] = {"ours": [], "native": []}
        for i in range(PRESSES + 1):
            for name, page in pages.items():
                page.bring_to_front()
                took = press(page, "ArrowRight" if i % 2 else "ArrowLeft")
                if i:
                    times[name].append(took)
        mine, peer = statistics.median(times["ours"]), statistics.median(times["native"])
        share = f"{mine / peer:.2f} of four st.plotly_charts' time"
        print(f"a change in mid-run: {share} (asked: 0.6; {mine:.0f} ms against {peer:.0f} ms)")
        pages["ours"].bring_to_front()
        pages["ours"].get_by_role("button", name="Back to start").click()
        growth("ours", pages["ours"])
        pages["native"].bring_to_front()
        growth("native", pages["native"])
        payload()
        chrome.close()


if __name__ == "__main__":
    main()
