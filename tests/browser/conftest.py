"""A real server and a real Chromium. Without Chromium these tests skip, except in CI, where they must run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from driving import QUIET, chromium, serve


@pytest.fixture(scope="session")
def profile() -> Iterator[BrowserContext]:
    """A Chromium with a fresh profile of its own.

    What is opened in it keeps on disk what was compiled of Streamlit's and Plotly's JavaScript, so that a page costs about
    half of what it costs in a context made beside it, which keeps nothing.
    """
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium for the browser tests, and there is none")
        pytest.skip("no Chromium on this machine: the browser tests are skipped")
    with sync_playwright() as playwright:
        profile = playwright.chromium.launch_persistent_context(
            "", executable_path=path, args=list(QUIET), viewport={"width": 1400, "height": 900},
            permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        yield profile
        profile.close()


@pytest.fixture(scope="session")
def browser(profile) -> Browser:
    return profile.browser


@pytest.fixture(scope="session")
def address(tmp_path_factory, browser) -> Iterator[str]:
    yield from serve(tmp_path_factory.mktemp("server") / "log")


@pytest.fixture(scope="session")
def address_below(tmp_path_factory, browser) -> Iterator[str]:
    yield from serve(tmp_path_factory.mktemp("below") / "log", "--server.baseUrlPath=demo/loss")


PLACE = """i => {
  const { dragExample, frame, body } = document.querySelector('[data-name=fit] .le-body').explorer
  const box = body.getBoundingClientRect()
  const { x, y } = dragExample.examples.places()[i]
  return [box.left + frame.x(x), box.top + frame.y(y)]
}"""
"""Where the i-th training example stands on the page, in the picture of the fit."""
LOOK = 40
"""How often a page is asked, in milliseconds: by default it is at every frame, which would have it draw frames for nothing."""


@dataclass
class Visit:
    """A page of the app with what a test needs to drive it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    as_new: bool = True
    """Whether another test may go on with this tab: what `first` runs stays in it."""

    def first(self, script: str) -> None:
        """Have every document that this tab opens run a script before its own."""
        self.page.add_init_script(script)
        self.as_new = False

    def ready(self, charts: int = 4) -> Visit:
        """Wait until all charts of the page have drawn the run that the player has, and the rest has come too."""
        self.page.wait_for_function(
            """count => {
              const player = document.querySelector('.le-player')?.dataset.run
              const charts = [...document.querySelectorAll('.le-body')].map((body) => body.explorer)
              const rest = document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'
              if (!rest || !player || charts.length !== count) return false
              return charts.every((c) => (c?.data?.run || player) === player && c?.settled)
            }""",
            arg=charts,
            timeout=30000,
            polling=LOOK,
        )
        return self

    def readout(self, name: str) -> str:
        return self.page.locator(f'[data-readout="{name}"]').inner_text()

    @property
    def step(self) -> int:
        return int(self.readout("step"))

    def button(self, name: str):
        return self.page.get_by_role("button", name=name, exact=True)

    def slider(self, name: str):
        return self.page.get_by_role("slider", name=name).first

    def scrub(self, step: int) -> None:
        self.page.get_by_role("slider", name="Position in the run", exact=True).fill(str(step))

    def chart(self, name: str):
        return self.page.locator(f'[data-name="{name}"]')

    def choose(self, menu: str, option: str) -> None:
        """Pick from one of the sidebar's menus as a person does: open it, type, take the first."""
        box = self.page.get_by_role("combobox", name=menu, exact=True)
        box.click()
        box.fill(option)
        self.page.get_by_role("option", name=option, exact=True).first.click()

    def change(self, act, charts: int = 4) -> None:
        """Do something that starts a new run, and wait until all charts show it."""
        before = self.page.locator(".le-player").get_attribute("data-run")
        act()
        self.page.wait_for_function(
            "b => document.querySelector('.le-player')?.dataset.run !== b", arg=before, timeout=20000, polling=LOOK
        )
        self.ready(charts)


def complains(message) -> bool:
    """Whether the console says that something is wrong.

    Where a page is opened by its own address, Streamlit tries that address as its base first, and is told 404 for it.
    """
    probing = "/_stcore/" in message.location.get("url", "") and "404" in message.text
    return message.type in ("error", "warning") and not probing


@pytest.fixture(scope="session")
def context_of(browser) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts beside the profile, by what they are like, for what a page cannot be told: tests of a kind share one."""
    made: dict[str, BrowserContext] = {}

    def context(**options) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = browser.new_context(**options)
        return made[key]

    yield context
    for context_made in made.values():
        context_made.close()


@pytest.fixture(scope="session")
def idle() -> dict[BrowserContext, list[Page]]:
    """Tabs that tests have left, by their context. A document opened in one costs half of what it costs in a new tab, whose
    process has compiled nothing yet."""
    return {}


@pytest.fixture
def visit(profile, context_of, idle):
    """Opens pages; afterwards no console may have complained, and no request may have left the machine."""
    visits, leave = [], []

    def open_page(address: str, width: int = 1400, height: int = 900, wait: bool = True, charts: int = 4, **like) -> Visit:
        size = {"width": width, "height": height}
        if like.keys() - {"color_scheme", "reduced_motion"}:
            return open_in(context_of(viewport=size, **like), address, wait, charts)
        page = tab(profile)
        page.set_viewport_size(size)
        page.emulate_media(**{"color_scheme": "light", "reduced_motion": "no-preference", **like})
        return watched(page, address, wait, charts)

    def open_in(context, address: str, wait: bool = True, charts: int = 4) -> Visit:
        return watched(tab(context), address, wait, charts)

    def tab(context: BrowserContext) -> Page:
        left = idle.setdefault(context, [])
        if not left:
            return context.new_page()
        page = left.pop()
        page.bring_to_front()  # a tab in the background draws nothing
        return page

    def watched(page: Page, address: str, wait: bool, charts: int) -> Visit:
        seen = Visit(page)
        host = address.split("/")[2]
        local = ("data:", "blob:", f"http://{host}", f"ws://{host}")
        listen(page, "console", lambda m: seen.complaints.append(m.text) if complains(m) else None)
        listen(page, "pageerror", lambda e: seen.complaints.append(str(e)))
        listen(page, "request", lambda r: None if r.url.startswith(local) else seen.strangers.append(r.url))
        visits.append(seen)
        seen.page.goto(address)
        return seen.ready(charts) if wait else seen

    def listen(page: Page, event: str, act) -> None:
        page.on(event, act)
        leave.append(lambda: page.remove_listener(event, act))

    open_page.again = open_in
    yield open_page
    for seen in visits:
        seen.page.context.set_offline(False)
    for stop in leave:
        stop()
    for seen in visits:
        if seen.as_new and not seen.page.is_closed():
            seen.page.goto("about:blank")
            idle[seen.page.context].append(seen.page)
        else:
            seen.page.close()
    for seen in visits:
        assert seen.complaints == []
        assert seen.strangers == []
