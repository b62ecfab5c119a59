"""Learn: from the list of lessons to a solved one, on the real page with the real controls."""

from __future__ import annotations

from explorer.lessons import LESSONS


def test_a_lesson_is_found_started_solved_and_left(visit, address):
    lesson = LESSONS["outliers"]()
    page = visit(address + "?lesson=outliers")
    panel = page.page.locator(".st-key-lesson")
    panel.get_by_text(lesson.tasks[0].text).wait_for()
    assert page.page.url.endswith("?lesson=outliers")
    assert panel.bounding_box()["height"] <= 130
    page.change(lambda: page.choose("Loss", "Absolute"))
    panel.get_by_text(lesson.payoff).wait_for()
    assert "lesson=outliers.1" in page.page.url
    panel.get_by_role("button", name="Next: What a loss predicts").click()
    panel.get_by_text(LESSONS["what-it-predicts"]().tasks[0].text).wait_for()
    page.page.wait_for_url("**/?lesson=what-it-predicts")
    page.page.get_by_role("link", name="Learn", exact=True).click()
    cards = page.page.locator('[class*="st-key-lesson-"]')
    cards.nth(len(LESSONS) - 1).wait_for()
    page.page.get_by_role("link", name="Start", exact=True).nth(2).click()
    panel.get_by_text(LESSONS["downhill"]().tasks[0].text).wait_for()
    page.page.get_by_role("button", name="Leave").click()
    panel.wait_for(state="detached")
    page.page.wait_for_url(lambda url: "lesson" not in url)
