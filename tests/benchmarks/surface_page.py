"""From a press of the Strength slider to the redrawn Surface page, against a native page with the same three charts.

As in pages.py: on our page until the three panels say that they have drawn the new run (a fourth chart and the readings
below them follow, which the native page has not), on the native one (native_surface.py) until three new
``st.plotly_chart``s stand; 40 presses each, in turn; the ratio
is that of the medians. For a quadratic loss, whose surface has a closed form, and for one that is evaluated at every place.
"""

from __future__ import annotations

from pages import compare, side_by_side

PRESSES = 40


def main() -> None:
    """Print both ratios."""
    with side_by_side("tests/benchmarks/native_surface.py") as (chrome, ours, native):
        for query in ("?steps=500", "?steps=500&loss=huber&penalty=l1"):
            pages = {}
            for name, address, count in (("ours", f"{ours}surface", 4), ("native", native, 3)):
                pages[name] = chrome.new_page(viewport={"width": 1400, "height": 900})
                pages[name].goto(address + query)
                pages[name].wait_for_function(
                    "(n) => [...document.querySelectorAll('.js-plotly-plot')].filter((c) => c.calcdata).length === n", arg=count
                )
            print(query)
            compare(pages, 3, PRESSES)
            for page in pages.values():
                page.close()
        chrome.close()


if __name__ == "__main__":
    main()
