"""The Tab key on every page: Play is near, the settings are one skip away, what has the focus is seen, and nothing traps it."""

from __future__ import annotations

import pytest

PHONE = {"has_touch": True, "is_mobile": True}
DESK, TABLET, PHONES = (1400, 900), (1024, 768), (390, 844)
LANDSCAPE, ZOOMED = (844, 390), (320, 256)
PAGES = {"train": ("", 4), "loss and cost": ("loss_cost", 7), "surface": ("surface", 4), "shrinkage": ("shrinkage", 3)}
LESSON = {"lesson": ("?lesson=l1-zeroes.2&penalty=l1&strength=0.5", 4)}
LEARN = {"learn": ("learn", 0)}
NAME = """() => {
  const on = document.activeElement
  return on === document.body ? '' : on.getAttribute('aria-label') || on.textContent.trim()
}"""
LOOK = """async () => {
  for (let i = 0; i < 3; i += 1) await new Promise(requestAnimationFrame) // until the page has drawn it
  const parts = (node) => {
    const around = [node]
    for (let up = node.parentElement; up && around.length < 8; up = up.parentElement) around.push(up)
    return [...around, ...node.querySelectorAll('*')].slice(0, 40)
  }
  const lines = (node) => parts(node).map(getComputedStyle).map((s) =>
    [s.outlineStyle === 'none' ? '' : `${s.outlineWidth} ${s.outlineColor}`, s.boxShadow, s.borderTopColor].join()).join('|')
  const told = [], before = window.before
  if (before?.node.isConnected && lines(before.node) === before.lines) told.push(`${before.name}: no line shows the focus`)
  window.before = null
  const on = document.activeElement
  if (on === document.body || on === document.documentElement || on === window.firstStop) return { told, ended: true }
  window.firstStop ??= on
  const name = `${on.tagName} ${(on.getAttribute('aria-label') || on.textContent.trim() || on.dataset.testid).slice(0, 40)}`
  window.before = { node: on, name, lines: lines(on) }
  const box = on.getBoundingClientRect()
  const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)]
  const [width, height] = [Math.min(box.right, innerWidth) - left, Math.min(box.bottom, innerHeight) - top]
  if (width < 1 || height < 1) return { told: [...told, `${name}: outside of the window`], ended: false }
  const around = 'label, [data-testid=stElementContainer]'
  const mine = (node) => node && (on.contains(node) || node.contains(on) || node.closest(around)?.contains(on))
  const spots = [[0.5, 0.5], [0.25, 0.5], [0.75, 0.5], [0.5, 0.25], [0.5, 0.75]]
  const at = ([x, y]) => document.elementFromPoint(left + x * width, top + y * height)
  if (!spots.map(at).some(mine)) told.push(`${name}: covered`)
  return { told, ended: false }
}"""
"""What is wrong at the present stop, and whether the one before looked as it does without the focus."""
MOST_STOPS = 150


def opened(visit, address, where, size):
    path, charts = where
    like = PHONE if size in (PHONES, LANDSCAPE) else {}
    return visit(address + path, *size, charts=charts, wait=charts > 0, **like)


@pytest.mark.parametrize("size", [DESK, TABLET, PHONES, LANDSCAPE, ZOOMED], ids=str)
@pytest.mark.parametrize("where", [pytest.param(where, id=name) for name, where in (PAGES | LESSON).items()])
def test_play_is_at_most_eight_stops_away_without_a_skip_too(visit, address, where, size):
    page = opened(visit, address, where, size)
    page.page.evaluate("() => document.activeElement.blur()")
    names = []
    while "Play" not in names:
        page.page.keyboard.press("Tab")
        names.append(page.page.evaluate(NAME))
        assert len(names) <= 9, names
    skips = ["Skip to the lesson"] if where in LESSON.values() else []
    assert names[: len(skips) + 2] == [*skips, "Skip to the player", "Skip to the settings"]


def test_the_lesson_is_one_skip_away(visit, address):
    page = opened(visit, address, LESSON["lesson"], DESK)
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    assert page.page.evaluate(NAME) == "Lesson: L1 sets weights to zero"


def test_escape_closes_an_open_menu_and_then_the_drawer_and_the_focus_is_on_what_opens_it(visit, address):
    page = visit(f"{address}?steps=60", *PHONES, **PHONE)
    drawer = '[data-testid="stSidebar"][data-collapsed="{}"]'
    page.page.get_by_test_id("stExpandSidebarButton").focus()
    page.page.keyboard.press("Enter")
    page.page.wait_for_function(f"() => ({NAME})() === 'Data'")
    page.page.keyboard.press("ArrowDown")
    page.page.get_by_role("listbox").wait_for()
    page.page.keyboard.press("Escape")
    page.page.get_by_role("listbox").wait_for(state="detached")
    assert page.page.locator(drawer.format("false")).count() == 1
    page.page.keyboard.press("Escape")
    page.page.wait_for_selector(drawer.format("true"), state="attached")
    page.page.wait_for_function(f"() => ({NAME})() === 'Expand sidebar'")


@pytest.mark.parametrize("size", [DESK, TABLET], ids=["open", "folded"])
def test_the_settings_are_one_skip_away(visit, address, size):
    page = visit(f"{address}?steps=60", *size, locale="en-NZ")  # a profile of its own: the browser remembers what was opened
    for _ in range(2):
        page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    page.page.wait_for_function(f"() => ({NAME})() === 'Data'")
    assert page.page.locator('[data-testid="stSidebar"][data-collapsed="false"]').count() == 1


@pytest.mark.parametrize(
    ("where", "size"),
    [pytest.param(where, DESK, id=name) for name, where in (PAGES | LESSON | LEARN).items()]
    + [pytest.param(where, PHONES, id=f"{name}, phone") for name, where in (PAGES | LESSON).items()],
)
def test_whatever_has_the_focus_is_seen_and_nothing_traps_it(visit, address, where, size):
    page = opened(visit, address, where, size)
    if where in LEARN.values():
        page.page.locator("[data-lesson]").last.wait_for(state="attached")
    told: list[str] = []
    for key in ("Tab", "Shift+Tab"):
        page.page.evaluate("() => { document.activeElement.blur(); window.before = window.firstStop = null }")
        ended, stops = False, 0
        while not ended:
            page.page.keyboard.press(key)
            look = page.page.evaluate(LOOK)
            told += [f"{key} {what}" for what in look["told"]]
            ended = look["ended"]
            stops += 1
            assert stops < MOST_STOPS, told
        assert stops > 10
    assert told == []
