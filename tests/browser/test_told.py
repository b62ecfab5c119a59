"""What a screen reader is told, and where the focus of the keys goes, on a window as wide as a phone where that matters."""

from __future__ import annotations

import re

from explorer.lessons import LESSONS

LISTEN = """() => {
  window.told = []
  const place = ({ target }) => (target.nodeType === 1 ? target : target.parentElement)?.closest('[role=status]')
  new MutationObserver((changes) => {
    new Set(changes.map(place)).forEach((one) => one?.textContent.trim() && window.told.push(one.textContent.trim()))
  }).observe(document.body, { childList: true, characterData: true, subtree: true })
}"""
ON = """() => {
  const on = document.activeElement
  return on === document.body ? '' : on.getAttribute('aria-label') || on.textContent.trim()
}"""
PHONE = (390, 844)


def told(page, start: str) -> list[str]:
    """What has been told with this beginning, once there is something and a moment has passed."""
    page.page.wait_for_function("start => window.told.some((text) => text.startsWith(start))", arg=start, timeout=20000)
    page.page.wait_for_timeout(700)
    return [text for text in page.page.evaluate("() => window.told") if text.startswith(start)]


def focused(page, name: str) -> None:
    """Wait until the focus is on what has this name, and see that it stays there."""
    page.page.wait_for_function(f"name => ({ON})().endsWith(name)", arg=name, timeout=20000)
    page.page.wait_for_timeout(600)
    assert page.page.evaluate(ON).endswith(name)


def entered(page, place) -> None:
    place.focus()
    page.page.keyboard.press("Enter")


def test_a_change_before_the_first_step_is_named_and_so_is_what_undo_takes_back(visit, address):
    page = visit(f"{address}?steps=60")
    page.page.evaluate(LISTEN)
    for option, change in (("Absolute", "loss Squared → Absolute"), ("Log-cosh", "loss Absolute → Log-cosh")):
        page.change(lambda option=option: page.choose("Loss", option))
        assert told(page, "Changed")[-1:] == [f"Changed: {change}."]
        assert page.button(f"Undo: {change}").get_attribute("title") == f"Undo: {change}"


def test_a_lesson_is_told_as_it_begins_and_its_hint_leaves_the_focus_where_it_is(visit, address):
    lesson = LESSONS["outliers"]()
    page = visit(f"{address}learn", *PHONE, charts=0, wait=False)
    start = page.page.get_by_role("link", name="Start lesson 4", exact=True)
    start.wait_for()
    page.page.wait_for_selector("html[data-le-page]", state="attached")  # the modules of the page have come too
    assert page.page.get_by_role("heading", name=f"4. {lesson.name}").count() == 1
    page.page.evaluate(LISTEN)
    entered(page, start)
    focused(page, f"Lesson: {lesson.name}")
    assert page.page.get_by_role("region", name=f"Lesson: {lesson.name}").count() == 1
    begun = f"Lesson {lesson.name}. {lesson.question} Task 1 of {len(lesson.tasks)}: {lesson.tasks[0].text}"
    assert told(page, "Lesson") == [begun]
    page.ready()
    entered(page, page.page.locator(".st-key-lesson").get_by_role("button", name="Hint"))
    assert told(page, "Hint") == [f"Hint: {lesson.tasks[0].hint}"]
    focused(page, "Hint")
    assert told(page, "Lesson") == [begun]
    assert told(page, "Hint") == [f"Hint: {lesson.tasks[0].hint}"]
    entered(page, page.button(f"Undo: the start of the lesson {lesson.name}"))
    page.page.locator(".st-key-lesson").wait_for(state="detached")
    page.page.wait_for_url(lambda url: "lesson" not in url)


def test_the_next_lesson_has_the_focus(visit, address):
    page = visit(f"{address}?lesson=outliers.1&loss=absolute&steps=60", *PHONE)
    page.page.evaluate(LISTEN)
    entered(page, page.page.get_by_role("button", name="Next: What a loss predicts"))
    focused(page, "Lesson: What a loss predicts")
    assert len(told(page, "Lesson")) == 1
    assert not [text for text in page.page.evaluate("() => window.told") if text.startswith("Changed")]


def test_a_page_that_was_gone_to_by_key_has_the_focus_on_its_heading(visit, address):
    page = visit(address, *PHONE)
    entered(page, page.page.locator(".st-key-pages").get_by_role("link", name="Surface"))
    page.page.wait_for_function("() => document.activeElement.tagName === 'H1'", timeout=20000)
    focused(page, "Surface")


def test_a_run_that_blew_up_says_so_and_the_rate_that_helps_leads_to_play(visit, address):
    page = visit(f"{address}?rate=1.0&steps=200", *PHONE)
    page.page.evaluate(LISTEN)
    page.button("Play").click()
    assert re.fullmatch(r"Playing from step 0, cost [0-9.]{4}\.", told(page, "Playing")[0])
    assert re.fullmatch(r"The run blew up at step \d+, cost [0-9.e]+\.", told(page, "The run")[0])
    button = page.page.get_by_role("button", name="Use rate")
    page.change(lambda: entered(page, button))
    focused(page, "Play")
    assert told(page, "Changed")[0].startswith("Changed: rate 1 → ")


def test_a_closed_sidebar_is_no_stop_and_an_opened_one_has_the_focus(visit, address):
    page = visit(f"{address}?steps=60", *PHONE, locale="en-IE")  # a profile of its own: the browser remembers what was closed
    sidebar = page.page.get_by_test_id("stSidebar")
    stops = 0
    while page.page.evaluate(ON) != "Play":
        page.page.keyboard.press("Tab")
        stops += 1
        assert stops <= 12
    assert 'complementary "Sidebar"' not in (tree := page.page.locator("body").aria_snapshot())
    assert 'slider "Strength"' not in tree
    entered(page, page.page.get_by_test_id("stExpandSidebarButton"))
    focused(page, "Data")
    entered(page, sidebar.get_by_role("button", name="Collapse sidebar"))
    focused(page, "Expand sidebar")
    page.page.wait_for_function(
        "() => getComputedStyle(document.querySelector('[data-testid=stSidebar]')).visibility === 'hidden'"
    )


def test_the_steps_that_the_keys_go_to_are_told_once_they_rest(visit, address):
    page = visit(f"{address}?steps=60", *PHONE)
    page.page.evaluate(LISTEN)
    page.page.locator(".le-player").focus()
    for key in ("ArrowRight",) * 4:
        page.page.keyboard.press(key)
    total = page.readout("total")
    assert told(page, "Step") == [f"Step 4 of 60, cost {total}."]
    page.page.keyboard.press("End")
    assert len(told(page, "Step 60 of 60, cost ")) == 1
    page.slider("Position in the run").focus()
    page.page.keyboard.press("ArrowLeft")
    page.page.wait_for_timeout(900)
    assert page.step == 59
    assert len(told(page, "Step")) == 2  # the slider says its own value


def test_the_example_that_is_picked_is_told(visit, address):
    page = visit(f"{address}loss_cost?steps=60", charts=7)
    page.page.evaluate(LISTEN)
    page.chart("examples").locator(".le-body").focus()
    for _ in range(4):
        page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("Enter")
    picked = told(page, "Row")
    assert len(picked) == 1
    row = re.fullmatch(r"Row (\d+) is picked\.", picked[0]).group(1)
    page.page.get_by_text(f"The example in row {row}").wait_for()
    page.page.wait_for_function(
        "row => document.querySelector('[data-name=fit]').outerHTML.includes(`A ring marks row ${row}.`)",
        arg=row,
    )
