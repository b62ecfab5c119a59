"""axe-core on a page: what it finds, without what is Streamlit's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")

STREAMLITS: tuple[tuple[str, str, str], ...] = (
    ("region", '[role="listbox"]', "an open menu is put at the end of the document, outside of all landmarks"),
    ("region", "#stFloatingOverlayPortal", "so is the help of a button that the mouse rests on"),
    (
        "presentation-role-conflict",
        '[data-testid="stFileUploaderDropzone"]',
        "where files are dropped has no role but a name; the button in it has both",
    ),
)
"""What is Streamlit's own: the rule, a selector that the element matches, and why it is not ours to mend."""

RUN = """async ([tags, theirs]) => {
  const found = await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
  return found.violations.flatMap(({ id, nodes }) => nodes
    .filter(({ target }) => {
      const node = document.querySelector(target[0])
      return !theirs.some(([rule, selector]) => rule === id && node?.matches(selector))
    })
    .map(({ target, failureSummary: why, html }) => ({ rule: id, target: String(target), why, html: html.slice(0, 200) })))
}"""


@dataclass(frozen=True)
class Violation:
    """An element that breaks a rule, and why."""

    rule: str
    target: str
    why: str
    html: str

    def __str__(self) -> str:
        reason = " ".join(self.why.split())
        for start in ("Fix any of the following: ", "Fix all of the following: "):
            reason = reason.removeprefix(start)
        return f"{self.rule}: {self.target}: {reason} {self.html}"


def violations(page: Page) -> list[Violation]:
    """What axe finds on a page as it stands, without `STREAMLITS`."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(RUN, [list(TAGS), [[rule, selector] for rule, selector, _ in STREAMLITS]])
    return [Violation(one["rule"], one["target"], one["why"], one["html"]) for one in found]
