"""What pages are looked at, and in which states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

THEMES = ("light", "dark")
SIZES = ((1400, 900), (390, 844))
FOUR, PLAIN = 4, 0
NARROW = 640
DRAWN = """charts => {
  const settled = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
  const player = document.querySelector('.le-player')?.dataset.run
  const drawn = [...document.querySelectorAll('.le-body')].map((body) => body.explorer)
  const shown = (chart) => chart?.settled && (chart.data.run || player) === player
  return settled && drawn.length >= charts && drawn.every(shown) && (player || !charts)
}"""
REST = 1100
"""Milliseconds after which the page's own additions, which it makes once a second, have been made."""


def _nothing(page: Page) -> None:
    """The page as it opens."""


def _play(page: Page) -> None:
    page.locator(".le-play").click()


def _move(page: Page) -> None:
    page.locator("[data-name=fit] .le-body").focus()
    for key in ("ArrowRight", "Enter", "ArrowUp"):
        page.keyboard.press(key)


def _open_menu(page: Page) -> None:
    _open_sidebar(page)
    page.get_by_role("combobox", name="Loss", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.locator('[role="listbox"]').wait_for()


def _open_expanders(page: Page) -> None:
    _open_sidebar(page)
    for summary in page.locator('[data-testid="stSidebar"] summary').all():
        summary.click()


def _open_sidebar(page: Page) -> None:
    sidebar = page.locator('[data-testid="stSidebar"]')
    if sidebar.get_attribute("data-collapsed") != "false":
        page.locator('[data-testid="stExpandSidebarButton"]').click()
        page.locator('[data-testid="stSidebar"][data-collapsed="false"]').wait_for()
        page.wait_for_timeout(REST)  # it slides in


def _close_drawer(page: Page) -> None:
    """On a phone the sidebar lies over the page, and a browser remembers that it was open."""
    drawer = page.locator('[data-testid="stSidebar"][data-collapsed="false"]')
    if (page.viewport_size or {"width": 0})["width"] < NARROW and drawer.count():
        drawer.locator('[data-testid="stSidebarCollapseButton"] button').click()
        page.locator('[data-testid="stSidebar"][data-collapsed="true"]').wait_for(state="attached")


def _in_space(page: Page) -> None:
    page.get_by_text("3-D", exact=True).first.click()
    page.wait_for_function("() => document.querySelector('.le-body').explorer.scene3d", timeout=60000)


def _cross_validate(page: Page) -> None:
    page.get_by_role("button", name="Cross-validate", exact=False).click()
    page.get_by_role("button", name="Cross-validate again").wait_for(timeout=120000)


def _open_dialog(page: Page) -> None:
    _open_sidebar(page)
    page.get_by_role("combobox", name="Data", exact=True).click()
    page.get_by_role("option").first.click()
    page.get_by_role("dialog").get_by_test_id("stFileUploader").wait_for()
    page.wait_for_timeout(REST)


def _bring_table(page: Page) -> None:
    """A table is dropped into the dialog, whose target is drawn among the facts of its columns."""
    _open_dialog(page)
    rows = "".join(
        f"{k % 5},{'' if k % 9 == 4 else k * 3 % 47},{('Oslo', 'Rome')[k % 2]},{100 + k * 7 % 31}\n" for k in range(60)
    )
    file = {"name": "homes.csv", "mimeType": "text/csv", "buffer": f"rooms,size,city,price\n{rows}".encode()}
    page.locator('[role=dialog] input[type="file"]').set_input_files([file])
    page.get_by_role("tab", name="What to predict").wait_for()


def _show_columns(page: Page) -> None:
    _bring_table(page)
    page.get_by_role("tab", name="Columns").click()
    page.locator("[role=dialog] .le-plot").wait_for()


def _compare(page: Page) -> None:
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_role("button", name="Stress it", exact=True).click(timeout=120000)
    page.locator('[data-name="stress"][data-drawn]').wait_for(timeout=120000)
    page.get_by_role("button", name="Stress it", exact=True).wait_for(timeout=120000)


@dataclass(frozen=True)
class State:
    """A page, and what is done on it. ``charts`` are drawn at least before that."""

    name: str
    address: str
    charts: int = FOUR
    act: Callable[[Page], None] = _nothing

    def open(self, page: Page, address: str) -> None:
        """Bring a tab into this state."""
        page.goto(address + self.address)
        page.wait_for_function(DRAWN, arg=self.charts, timeout=60000, polling=50)
        _close_drawer(page)
        self.act(page)
        page.wait_for_timeout(REST)


PAGES = (
    State("train", ""),
    State("loss and cost", "loss_cost"),
    State("surface", "surface", 3),
    State("shrinkage", "shrinkage", 3),
    State("compare", "compare", PLAIN),
    State("learn", "learn", PLAIN),
)
STATES = (
    State("playing", "?rate=0.001&steps=5000", act=_play),
    State("diverged", "?rate=1"),
    State("three pins", "?pins=loss%3Dhuber%7Cstrength%3D0.5%7Csolver%3Dadam"),
    State("moving a point", "?dataset=engel", act=_move),
    State("refused link", "?loss=nothing&strength=much"),
    State("menu open", "", act=_open_menu),
    State("expanders open", "", act=_open_expanders),
    State("3-D", "surface", 3, act=_in_space),
    State("your data", "", act=_open_dialog),
    State("your data, a table", "", act=_bring_table),
    State("your data, columns", "", act=_show_columns),
    State("compared", "compare?dataset=stackloss", PLAIN, act=_compare),
    State("cross-validated", "shrinkage?dataset=stackloss", 3, act=_cross_validate),
)
