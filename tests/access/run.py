"""axe on every page and state, in two themes and two sizes: ``python tests/access/run.py [part of a name ...]``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from driving import QUIET, chromium, serve
from tests.access.axe import violations
from tests.access.states import PAGES, SIZES, STATES, THEMES

THEMED = """theme => {
  const style = (one) => document.querySelector(one) && getComputedStyle(document.querySelector(one))
  const [app, cost] = ['[data-testid="stApp"]', '.le-term'].map(style)
  return app.colorScheme === theme && (!cost || cost.color === app.color)
}"""
"""Whether page and player have the colours of a theme: the cost is written in that of text."""


def main(parts: Sequence[str]) -> int:
    """Print each violation once, with where it was found first; gives how many there are."""
    found: set[str] = set()
    wanted = [state for state in (*PAGES, *STATES) if not parts or any(part in state.name for part in parts)]
    for address in serve(Path(tempfile.mkdtemp()) / "log"):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
            for width, height in SIZES:
                touch = {"has_touch": True, "is_mobile": True} if width < 640 else {}
                page = browser.new_context(viewport={"width": width, "height": height}, **touch).new_page()
                for state in wanted:
                    state.open(page, address)
                    for theme in THEMES:
                        page.emulate_media(color_scheme=theme)
                        page.wait_for_function(THEMED, arg=theme)
                        page.wait_for_timeout(300)
                        for violation in map(str, violations(page)):
                            if violation not in found:
                                print(f"{state.name}, {theme}, {width} x {height}: {violation}", flush=True)
                            found.add(violation)
                    print(f"{state.name}, {width} x {height}: {len(found)} so far", flush=True)
            browser.close()
    return len(found)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
