"""What stands behind More: opened by key and by tap, it moves nothing above it; a term says what it means in every way."""

from __future__ import annotations

import pytest

TOPS = "() => [...document.querySelectorAll('.le-chart')].map((c) => Math.round(c.getBoundingClientRect().top))"
SEEN = "(node) => getComputedStyle(node).visibility"


def test_more_is_opened_by_key_moves_nothing_above_it_and_stays_open(visit, address):
    page = visit(address + "?dataset=line")
    chart = page.chart("weights")
    button, rest = chart.locator(".le-more"), chart.locator(".le-rest")
    before = page.page.evaluate(TOPS)
    assert not rest.is_visible()
    assert button.inner_text() == "More"
    button.focus()
    page.page.keyboard.press("Enter")
    assert rest.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    assert page.page.evaluate(TOPS) == before
    assert "The penalty never counts a bias." in rest.inner_text()
    caption = chart.locator(".le-caption > span").inner_text()
    assert len(caption) <= 90
    page.page.keyboard.press("Space")
    assert not rest.is_visible()
    page.page.keyboard.press("Space")
    page.change(lambda: page.button("Pin run").press("Enter"))
    assert rest.is_visible()


@pytest.mark.parametrize("width", [1400, 390])
def test_escape_closes_it_and_a_press_elsewhere_does_where_it_lies_over_the_page(visit, address, width):
    page = visit(address + "?dataset=line", width, 900)
    chart = page.chart("cost")
    button, rest = chart.locator(".le-more"), chart.locator(".le-rest")
    button.click()
    page.page.evaluate("document.activeElement.blur()")
    page.page.keyboard.press("Escape")
    assert not rest.is_visible()
    button.click()
    rest.locator("p").first.click()
    assert rest.is_visible()
    page.chart("fit").locator(".le-title").click()
    assert rest.is_visible() is (width == 390)  # there it has its own place, and hides nothing


def test_what_is_told_of_an_example_covers_neither_more_nor_the_heads_below(visit, address):
    page = visit(address + "?dataset=line")
    chart = page.chart("fit")
    chart.locator(".le-body").focus()
    page.page.keyboard.press("ArrowRight")
    below, more = chart.locator(".le-below > div"), chart.locator(".le-more")
    assert below.locator(".le-status").inner_text()
    box, button, head = below.bounding_box(), more.bounding_box(), page.chart("surface").locator(".le-head").bounding_box()
    assert box["x"] + box["width"] <= button["x"]
    assert box["y"] + box["height"] <= head["y"] + 2


def test_a_term_is_explained_with_the_focus_under_the_pointer_and_escape_hides_it(visit, address):
    page = visit(address + "?dataset=line")
    chart = page.chart("cost")
    chart.locator(".le-more").click()
    word = chart.locator(".le-word").first
    meaning = word.locator(".le-meaning")
    assert meaning.evaluate(SEEN) == "hidden"
    word.locator("button").focus()
    assert meaning.evaluate(SEEN) == "visible"
    assert meaning.get_attribute("id") == word.locator("button").get_attribute("aria-describedby")
    assert "mean of all the losses" in meaning.inner_text()
    page.page.keyboard.press("Escape")
    assert meaning.evaluate(SEEN) == "hidden"
    chart.locator(".le-word").nth(1).hover()
    assert chart.locator(".le-meaning").nth(1).evaluate(SEEN) == "visible"
    inside = (
        "(n) => { const r = n.getBoundingClientRect(); return r.left >= 0 && r.right <= document.documentElement.clientWidth }"
    )
    for i in range(chart.locator(".le-word").count()):
        chart.locator(".le-word button").nth(i).focus()
        assert chart.locator(".le-meaning").nth(i).evaluate(inside)
