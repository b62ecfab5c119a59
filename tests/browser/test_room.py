"""What has room beside an open sidebar in a window that is not wide."""

from __future__ import annotations

import pytest

SQUEEZED = """() => {
  const told = [], seen = (node) => node.getBoundingClientRect()
  const main = document.querySelector('[data-testid="stMainBlockContainer"]')
  if (main.scrollWidth > main.clientWidth) told.push(`the page: ${main.scrollWidth} in ${main.clientWidth}`)
  for (const chart of document.querySelectorAll('.le-chart')) {
    const own = seen(chart), title = chart.querySelector('.le-title'), name = chart.dataset.name
    if (own.width < 238) told.push(`${name}: ${own.width} wide`)
    if (title.scrollWidth > title.clientWidth) told.push(`${name}: its title is cut`)
    if (seen(title).height > 42) told.push(`${name}: its title takes ${seen(title).height}`)
    for (const menu of chart.querySelectorAll('.le-picker'))
      if (seen(menu).right > own.right + 1) told.push(`${name}: a menu sticks out`)
    const body = seen(chart.querySelector('.le-body'))
    for (const text of chart.querySelectorAll('.xtitle, .ytitle'))
      if (seen(text).left < body.left - 2 || seen(text).right > body.right + 2) told.push(`${name}: ${text.textContent} is cut`)
    if (chart.querySelector('.xtick text[transform*="rotate(90"]')) told.push(`${name}: numbers stand on their head`)
  }
  return told
}"""


OTHERS = (("Loss & cost", 7), ("Surface", 4), ("Shrinkage", 3))


@pytest.mark.parametrize(("width", "others"), [(1024, OTHERS), (1280, ())])
def test_beside_the_sidebar_no_title_is_squeezed_and_no_axis_cut(visit, address, width, others):
    link = f"{address}?dataset=engel&penalty=l1&pins=loss%3Dhuber%7C-"
    page = visit(link, width, 768, locale="en-CA")  # a profile of its own: the browser remembers what was opened
    closed = page.page.get_by_test_id("stExpandSidebarButton")
    if closed.count():
        closed.click()
        page.page.wait_for_timeout(700)  # it slides in, and the charts are drawn in the room that is left
    assert page.page.locator('[data-testid="stSidebar"][data-collapsed="false"]').count() == 1
    found = {"Train": page.page.evaluate(SQUEEZED)}
    for name, charts in others:
        page.page.get_by_role("link", name=name).click()
        page.ready(charts)
        found[name] = page.page.evaluate(SQUEEZED)
    assert not any(found.values()), found


def test_a_chart_that_is_hidden_for_a_moment_is_whole_afterwards(visit, address):
    """Streamlit hides parts of a page while it puts others in their place; the run may move on meanwhile."""
    page = visit(f"{address}?dataset=blobs")
    page.scrub(200)
    drawn = """async () => {
      const charts = document.querySelector('.le-charts'), { explorer } = document.querySelector('[data-name=cost] .le-body')
      charts.style.display = 'none'
      await explorer.react()
      charts.style.display = ''
      await explorer.react()
      return document.querySelector('[data-name=cost] .le-canvas').width
    }"""
    assert page.page.evaluate(drawn) > 100
    assert page.step == 200


FOLD = """() => {
  const seen = (node) => node.getBoundingClientRect(), told = [], [w, h] = [innerWidth, innerHeight]
  const above = seen(document.querySelector('.le-player')).bottom
  let plots = 0
  for (const chart of document.querySelectorAll('.le-chart')) {
    const name = chart.dataset.name, caption = chart.querySelector('.le-caption')
    const line = seen(caption).bottom
    if (seen(chart.querySelector('.le-title')).top < above) told.push(`${name}: the player covers its title`)
    if (line > h) told.push(`${name}: its caption is at ${line}`)
    for (const text of chart.querySelectorAll('.xtitle, .ytitle'))
      if (seen(text).bottom > h || seen(text).right > w) told.push(`${name}: ${text.textContent} is below`)
    const plot = seen(chart.querySelector('.nsewdrag'))
    plots += plot.width * plot.height
  }
  for (const slider of document.querySelectorAll('[data-testid="stSidebar"] [role="slider"]'))
    if (['Strength', 'Learning rate'].includes(slider.getAttribute('aria-label')) && seen(slider).bottom > h)
      told.push(`${slider.getAttribute('aria-label')} is at ${seen(slider).bottom}`)
  return { told, plots: plots / (w * h) }
}"""


def test_on_train_all_four_charts_and_both_sliders_are_seen_without_scrolling(visit, address):
    page = visit(address)
    beside_the_row = page.page.evaluate(FOLD)
    assert beside_the_row["told"] == []
    page.button("Close").click()
    page.page.locator(".st-key-openings").wait_for(state="detached")
    page.ready().page.wait_for_timeout(500)  # the charts are drawn in their new height
    found = page.page.evaluate(FOLD)
    assert found["told"] == []
    assert found["plots"] >= 0.38


@pytest.mark.parametrize(("width", "height", "across"), [(2560, 1440, 2), (1024, 768, 2), (860, 768, 1)])
def test_charts_use_the_width_and_are_one_below_the_other_where_they_would_be_small(visit, address, width, height, across):
    boxes = visit(f"{address}?dataset=engel", width, height).page.evaluate(
        "() => [...document.querySelectorAll('.le-body')].map((b) => b.getBoundingClientRect()).map((r) => "
        "[r.x, r.width, r.height])"
    )
    assert len({round(x) for x, *_ in boxes}) == across
    assert all(w >= 420 for _, w, _ in boxes)
    assert max(x + w for x, w, _ in boxes) >= width - 40
    if width == 2560:
        assert all(h > 450 for *_, h in boxes)
