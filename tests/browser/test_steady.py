"""Nothing on the page moves by itself: warnings, Undo, chips and captions have their place before they come."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from explorer.lessons import LESSONS

WATCH = """
window.shifts = []
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  const of = (n) => n && (n.dataset?.testid || n.className?.baseVal || n.className || n.nodeName)
  const rect = (r) => [r.x, r.y, r.width, r.height].map(Math.round).join(' ')
  const element = (n) => n && (n.closest ? n : n.parentElement)
  const sources = entry.sources
    .filter(({ node }) => element(node)?.closest('[data-testid="stMain"], [data-testid="stSidebar"]'))
    .filter(({ node }) => !element(node).closest('[data-testid="stSlider"] *'))
  if (sources.length) window.shifts.push([+entry.value.toFixed(5), Math.round(entry.startTime),
    ...sources.map((s) => `${of(s.node)}: ${rect(s.previousRect)} to ${rect(s.currentRect)}`)])
})).observe({ type: 'layout-shift', buffered: true })
"""
"""Keeps every shift on the page and in the sidebar, also those within half a second of what the visitor does, which the usual
sum leaves out. The handle of a slider moves with its value, and a menu that is open lies over the page."""
MOVED = "() => window.shifts.splice(0)"
LATE = "() => window.shifts.splice(0).filter(([, when, ...nodes]) => nodes.some((node) => node.startsWith('le-')))"
"""Of a page that is being loaded: what moves of the player and the charts once they are there."""


def test_in_a_minute_of_use_nothing_moves(visit, address):
    page = visit(address, wait=False)
    page.first(WATCH)
    page.page.goto(f"{address}?dataset=stackloss")
    page.ready()
    told = {"load": page.page.evaluate(LATE)}
    page.button("Play").click()
    page.page.wait_for_timeout(1500)
    told["play"] = page.page.evaluate(MOVED)
    page.change(lambda: page.choose("Loss", "Absolute"))
    page.page.wait_for_timeout(600)
    told["loss"] = page.page.evaluate(MOVED)
    page.slider("Learning rate").focus()
    page.change(lambda: page.slider("Learning rate").press("End"))
    page.page.locator(".st-key-verdict").wait_for()
    page.page.wait_for_timeout(600)
    told["warning"] = page.page.evaluate(MOVED)
    page.change(lambda: page.page.locator(".le-undo").click())
    page.page.wait_for_timeout(600)
    told["undo"] = page.page.evaluate(MOVED)
    page.button("Pin run").click()
    page.page.locator(".le-chip").wait_for()
    page.ready()
    page.page.wait_for_timeout(600)
    told["pin"] = page.page.evaluate(MOVED)
    page.change(lambda: page.page.locator(".le-reset").click())
    page.page.wait_for_timeout(600)
    told["reset"] = page.page.evaluate(MOVED)
    page.page.go_back()
    page.ready()
    page.page.wait_for_timeout(600)
    told["back"] = page.page.evaluate(MOVED)
    assert not {name: shifts for name, shifts in told.items() if shifts}


CLS = "() => window.shifts.filter(([, , counts]) => counts).map((shift) => [...shift])"
COUNTED = """
window.shifts = []
new PerformanceObserver((list) => list.getEntries().forEach(({ value, startTime, hadRecentInput, sources }) => {
  const moved = sources.map(({ node }) => node && (node.closest ? node : node.parentElement))
    .filter((node) => node && !node.closest('[data-testid="stSlider"] *'))
  const names = moved.map((node) => node.dataset.testid || String(node.className) || node.nodeName)
  if (moved.length) window.shifts.push([value, startTime, !hadRecentInput, ...names])
})).observe({ type: 'layout-shift' })
"""
"""Keeps what the cumulative layout shift counts: whatever moves later than half a second after what the visitor does."""


def test_the_cumulative_layout_shift_is_0_when_the_front_door_closes_after_a_press(visit, address):
    page = visit(address)
    page.page.evaluate(COUNTED)
    page.change(lambda: page.button("An outlier drags the line").click())
    page.page.wait_for_timeout(1500)
    assert page.page.locator(".st-key-openings").count() == 0
    assert page.page.evaluate(CLS) == []


THERE = """() => document.querySelector('.le-player')?.dataset.run && document.querySelector('.st-key-lesson .le-told')
  && document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'"""


@pytest.mark.parametrize("lesson", list(LESSONS))
def test_the_panel_of_a_lesson_is_as_high_at_its_end_as_at_its_tasks(visit, address, lesson):
    """And so with a hint: nothing below it moves when one comes, or when a task is done."""
    found = LESSONS[lesson]()
    heights = []
    for done, task in enumerate([None, *found.tasks]):
        home = "" if found.page == "train" else found.page
        query = {} if task is None else found.solved(task).to_query()
        page = visit(f"{address}{home}?{urlencode(query | {'lesson': f'{lesson}.{done}' if done else lesson})}", wait=False)
        page.page.locator(".st-key-lesson").wait_for()
        page.page.wait_for_function(THERE, timeout=60000)
        heights.append(page.page.locator(".st-key-lesson").bounding_box()["height"])
        hint = page.page.locator(".st-key-lesson").get_by_role("button", name="Hint")
        if hint.count():
            hint.click()
            page.page.get_by_text(found.tasks[done].hint).first.wait_for()
            heights.append(page.page.locator(".st-key-lesson").bounding_box()["height"])
    assert max(heights) - min(heights) < 1, heights


def test_that_the_page_is_at_work_is_told_where_it_takes_no_room(visit, address):
    page = visit(address + "surface?steps=40").page
    for part in ("page", "surface"):
        wrapper = page.locator(f'[data-testid="stLayoutWrapper"]:has(> .st-key-working-{part})')
        assert wrapper.evaluate("(node) => getComputedStyle(node).position") == "fixed"
        assert wrapper.evaluate("(node) => getComputedStyle(node).pointerEvents") == "none"


def test_while_a_first_path_is_found_a_card_is_in_the_place_of_the_charts_and_the_settings_are_there(visit, address):
    page = visit(f"{address}shrinkage?dataset=penguins&loss=crammer_singer&penalty=l1&steps=40", wait=False).page
    card = page.locator(".st-key-working-page [data-testid=stCaptionContainer]")
    card.wait_for(timeout=60000)
    assert page.locator(".le-player").count() == 0
    box = card.bounding_box()
    assert box["height"] > 0.6 * 900
    assert box["width"] > 0.6 * 1400
    page.get_by_role("combobox", name="Loss", exact=True).wait_for(timeout=5000)
    assert page.locator(".le-player").count() == 0
    page.locator(".le-player").wait_for(timeout=120000)
    place = page.locator('[data-testid="stLayoutWrapper"]:has(> .st-key-working-page)')
    assert place.evaluate("(node) => getComputedStyle(node).position") == "fixed"


PLACES = """() => [...document.querySelectorAll('[data-testid="stSidebar"] [data-testid="stElementContainer"]')]
  .filter((node) => node.className.includes("st-key-"))
  .map((node) => [node.className.match(/st-key-\\S+/)[0], Math.round(node.getBoundingClientRect().y)])"""
CONTROLS = re.compile(r"/static/js/(Checkbox|Selectbox|Slider|NumberInput)\.")


def test_the_controls_of_the_sidebar_have_their_places_before_they_have_come(visit, address):
    page = visit(address, wait=False)
    page.as_new = False
    page.page.goto("about:blank")
    held = []
    page.page.route(CONTROLS, lambda route: held.append(route))
    page.page.goto(address)
    page.ready()
    page.page.locator(".st-key-rate_in_use [data-testid=stCaptionContainer]").wait_for()
    skeletons = page.page.locator('[data-testid="stSidebar"] [data-testid="stSkeleton"]')
    assert skeletons.count() > 8
    before = page.page.evaluate(PLACES)
    for route in held:
        route.continue_()
    page.page.unroute(CONTROLS)
    page.page.wait_for_function("""() => !document.querySelector('[data-testid="stSidebar"] [data-testid="stSkeleton"]')""")
    assert page.page.evaluate(PLACES) == before
