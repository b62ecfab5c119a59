"""What stands behind More: opened by key and by tap, it moves nothing above it; a term says what it means in every way."""

from __future__ import annotations

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
    page.change(lambda: page.button("Pin run").click())
    assert rest.is_visible()


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
