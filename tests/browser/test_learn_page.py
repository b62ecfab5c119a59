"""Learn: from the list of lessons to a solved one, on the real page with the real controls."""

from __future__ import annotations

import pytest

from explorer.lessons import LESSONS

SLIM = 125
"""The panel's most, in pixels: its task, its question, how far one is with a hint, and room for what it says at the end."""


@pytest.mark.essential
def test_a_lesson_is_found_started_solved_and_left(visit, address):
    lesson = LESSONS["outliers"]()
    page = visit(address + "?lesson=outliers")
    panel = page.page.locator(".st-key-lesson")
    panel.locator("strong").get_by_text(lesson.tasks[0].text).wait_for()
    assert page.page.url.endswith("?lesson=outliers")
    assert panel.bounding_box()["height"] <= SLIM
    page.change(lambda: page.choose("Loss", "Absolute"))
    panel.locator("strong").get_by_text(lesson.payoff).wait_for()
    assert "lesson=outliers.1" in page.page.url
    panel.get_by_role("button", name="Next: What a loss predicts").click()
    panel.locator("strong").get_by_text(LESSONS["what-it-predicts"]().tasks[0].text).wait_for()
    page.page.wait_for_url("**/?lesson=what-it-predicts")
    page.page.get_by_role("link", name="Learn", exact=True).click()
    cards = page.page.locator(".le-mark")
    cards.nth(len(LESSONS) - 1).wait_for(state="attached")  # empty where a lesson is not begun
    page.page.get_by_role("link", name="Start lesson 3", exact=True).click()
    panel.locator("strong").get_by_text(LESSONS["downhill"]().tasks[0].text).wait_for()
    page.page.get_by_role("button", name="Leave").click()
    panel.wait_for(state="detached")
    page.page.wait_for_url(lambda url: "lesson" not in url)


def counted(page, text: str) -> None:
    page.page.locator(".le-lessons").get_by_text(text).wait_for()


def test_progress_stays_in_the_browser_and_is_seen_on_learn(visit, address):
    page = visit(address + "learn", wait=False)
    page.page.evaluate("() => localStorage.clear()")
    page.page.reload()
    counted(page, "0 of 16 done.")
    page.page.goto(address + "?lesson=l1-zeroes.2&penalty=l1&strength=0.5")
    page.page.wait_for_function("() => localStorage.getItem('loss-explorer.lessons')?.includes('l1-zeroes')")
    page.page.goto(address + "?lesson=downhill.1")
    page.page.locator(".st-key-lesson strong").get_by_text(LESSONS["downhill"]().tasks[1].text).wait_for()
    page.page.wait_for_function("() => localStorage.getItem('loss-explorer.lessons')?.includes('downhill')")
    for _ in range(2):  # at once, and when the page is opened again
        page.page.goto(address + "learn")
        counted(page, "1 of 16 done.")
        marks = {mark.get_attribute("data-lesson"): mark for mark in page.page.locator(".le-mark").all()}
        assert marks["l1-zeroes"].inner_text() == "✓ Done"
        assert marks["downhill"].inner_text() == "At task 2 of 2"
        assert marks["outliers"].inner_text() == ""
    other = visit.again(page.page.context, address + "learn", wait=False)
    counted(other, "1 of 16 done.")
    other.page.get_by_role("link", name="Next: Downhill").click()
    other.page.locator(".st-key-lesson strong").get_by_text(LESSONS["downhill"]().tasks[1].text).wait_for()


def test_where_the_browser_keeps_nothing_the_lessons_work_all_the_same(visit, address):
    page = visit(address, wait=False)
    page.first("Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } })")
    page.page.goto(address + "learn")
    counted(page, "0 of 16 done. This browser keeps no progress.")
    page.page.goto(address + "?lesson=l1-zeroes.2&penalty=l1&strength=0.5")
    page.page.locator(".st-key-lesson strong").get_by_text(LESSONS["l1-zeroes"]().payoff).wait_for()


def test_the_panel_stays_in_view_above_the_player(visit, address):
    page = visit(address + "?lesson=downhill")
    panel, player = page.page.locator(".st-key-lesson"), page.page.locator(".le-player")
    assert panel.bounding_box()["height"] <= SLIM
    page.chart("weights").locator(".le-body").scroll_into_view_if_needed()
    page.page.mouse.move(800, 700)
    page.page.mouse.wheel(0, 600)
    page.page.wait_for_timeout(300)
    over, below = panel.bounding_box(), player.bounding_box()
    header = page.page.get_by_test_id("stHeader").bounding_box()
    under = header["y"] + header["height"]
    assert under <= over["y"] <= under + 20
    assert over["y"] + over["height"] <= below["y"] <= over["y"] + over["height"] + 30


SOONER = """{
  const set = window.setTimeout
  window.setTimeout = (act, wait, ...more) => set(act, wait === 60000 ? 2000 : wait, ...more)
}"""


def test_a_hint_comes_after_a_minute(visit, address):
    page = visit(address + "?lesson=downhill", wait=False)
    page.first(SOONER)
    page.page.goto(address + "?lesson=downhill")
    page.page.locator(".st-key-lesson").get_by_text(LESSONS["downhill"]().tasks[0].hint, exact=True).wait_for()
