"""Phones, tablets and 400 % zoom: nothing lies over anything else, is cut off, or takes the room of the charts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

PHONE = {"has_touch": True, "is_mobile": True}
SIDEBAR = "() => document.querySelector('[data-testid=stSidebar]').dataset.collapsed"
SCROLL = "pixels => document.querySelector('[data-testid=stMain]').scrollBy(0, pixels)"
ROWS = """() => {
  const box = (one) => document.querySelector(one).getBoundingClientRect(), told = []
  const [row, text, six] = [box('.st-key-openings'), box('.st-key-openings-what p'), box('.st-key-openings-six')]
  if (text.top < row.top - 1) told.push('its sentence is cut off above')
  if (text.bottom > six.top + 3) told.push(`its sentence ends at ${text.bottom}, the six begin at ${six.top}`)
  for (const one of document.querySelectorAll('.st-key-openings-six > * :is(button, a)')) {
    const { top, bottom, width } = one.getBoundingClientRect()
    if (!width) continue // Streamlit has a twin of each link that is not seen
    if (top < six.top - 1 || bottom > six.bottom + 1 || bottom > row.bottom + 1) told.push(`${one.textContent} is cut off`)
  }
  if (row.bottom > box('.le-player').top + 1) told.push('the player lies over it')
  return told
}"""
TITLES = """() => [...document.querySelectorAll('.le-chart')].flatMap((chart) => {
  const body = chart.querySelector('.le-body').getBoundingClientRect(), name = chart.dataset.name
  const cut = [...chart.querySelectorAll('.xtitle, .ytitle')].filter((title) => {
    const { left, right, top, bottom } = title.getBoundingClientRect()
    return left < body.left - 2 || right > body.right + 2 || bottom > body.bottom + 2 || top < body.top - 2
  })
  const title = chart.querySelector('.le-title')
  if (title.scrollWidth > title.clientWidth) cut.push(title)
  return cut.map((one) => `${name}: ${one.textContent} is cut`)
})"""


@pytest.mark.parametrize(
    ("width", "height", "touch"), [(320, 640, True), (320, 256, False), (844, 390, True), (1024, 768, True), (900, 700, False)]
)
def test_the_row_of_things_to_try_is_whole(visit, address, width, height, touch):
    page = visit(address, width, height, **(PHONE if touch else {}), locale="en-IN")
    page.page.locator(".st-key-openings").wait_for()
    assert page.page.evaluate(ROWS) == []


@pytest.mark.parametrize("size", [(390, 844), (844, 390)], ids=["upright", "on its side"])
def test_on_a_phone_the_player_is_short_once_the_page_is_scrolled_also_on_the_first_visit(visit, address, size):
    page = visit(address, *size, **PHONE)
    page.page.locator(".st-key-openings").wait_for()
    page.page.evaluate(SCROLL, 500)
    page.page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.le-player')).clipPath.includes('inset')", timeout=5000
    )
    shown = "() => document.querySelector('.le-play').getBoundingClientRect().bottom"
    assert page.page.evaluate(shown) <= 0.45 * size[1]


def test_at_400_percent_the_player_scrolls_away_whole(visit, address):
    page = visit(address, 320, 256)
    page.page.evaluate(SCROLL, 100)
    page.page.wait_for_timeout(300)
    assert page.page.evaluate("() => getComputedStyle(document.querySelector('.le-player')).clipPath") == "none"
    button, foot = (page.page.locator(f".le-{name}").bounding_box() for name in ("play", "foot"))
    assert button["y"] < foot["y"] - 100


@pytest.mark.parametrize("size", [(390, 844), (320, 640), (844, 390)], ids=str)
def test_on_a_phone_the_task_of_a_lesson_stays_in_view(visit, address, size):
    page = visit(address + "?lesson=outliers", *size, **PHONE)
    text = page.page.locator(".st-key-lesson strong").first
    before = page.page.evaluate("() => document.querySelector('.le-play').getBoundingClientRect().top")
    page.page.evaluate(SCROLL, 700)
    page.page.wait_for_selector(":root[data-le-slim]", state="attached")
    task, player = text.bounding_box(), page.page.locator(".le-player").bounding_box()
    header = page.page.get_by_test_id("stHeader").bounding_box()
    assert header["y"] + header["height"] <= task["y"]
    assert task["y"] + task["height"] <= player["y"] <= task["y"] + task["height"] + 20
    for one in (text, page.button("Play")):
        assert one.evaluate("""(one) => {
          const { left, top, width, height } = one.getBoundingClientRect()
          const found = document.elementFromPoint(left + width / 2, top + height / 2)
          return one.contains(found) || found.contains(one)
        }""")
    ground = page.page.evaluate("() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    own = page.page.locator(".st-key-lesson").evaluate("(panel) => getComputedStyle(panel).backgroundColor")
    assert own == ground  # nothing shines through
    page.page.evaluate(SCROLL, -5000)
    page.page.wait_for_function("() => !document.documentElement.hasAttribute('data-le-slim')")
    assert page.page.evaluate("() => document.querySelector('.le-play').getBoundingClientRect().top") == before


GAPS = """() => {
  const shown = (node, cut) => node.getBoundingClientRect().bottom - parseFloat(cut || 0)
  const root = getComputedStyle(document.documentElement), player = document.querySelector('.le-player')
  const panel = document.querySelector('.st-key-lesson'), charts = document.querySelector('.st-key-filled')
  const above = player.getBoundingClientRect().top - shown(panel, root.getPropertyValue('--le-lesson-cut'))
  const spare = player.classList.contains('le-short') ? player.style.getPropertyValue('--le-spare') : 0
  const below = charts.getBoundingClientRect().top - shown(player, spare)
  return [above, below]
}"""


@pytest.mark.parametrize("scrolled", [0, 60, 150, 260, 600])
def test_on_a_phone_there_is_no_gap_between_lesson_player_and_charts(visit, address, scrolled):
    page = visit(f"{address}?dataset=line&loss=absolute&strength=0.0&lesson=outliers.1", 390, 844, **PHONE).page
    page.evaluate(SCROLL, scrolled)
    page.wait_for_timeout(300)
    above, below = page.evaluate(GAPS)
    assert 0 <= above <= 12
    assert below <= 12


@pytest.mark.parametrize(("path", "charts"), [("", 4), ("loss_cost", 7), ("surface", 4), ("shrinkage", 3)])
def test_at_320_no_title_is_cut_and_the_page_does_not_scroll_sideways(visit, address, path, charts):
    page = visit(address + path, 320, 640, charts=charts, **PHONE).page
    assert page.evaluate(TITLES) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    row = page.locator(".st-key-pages")
    shown = row.locator("a[aria-current=page]:visible").bounding_box()
    assert row.bounding_box()["x"] <= shown["x"]
    assert shown["x"] + shown["width"] <= 321


def test_in_a_window_that_is_not_wide_the_sidebar_is_folded_until_it_is_opened(visit, address):
    page = visit(address, 1024, 768, locale="en-ZA")  # a profile of its own: the browser remembers what was opened
    assert page.page.evaluate(SIDEBAR) == "true"
    one_row = """() => new Set([...document.querySelectorAll('.le-controls > *')].map((one) => {
      const { top, height } = one.getBoundingClientRect()
      return Math.round((top + height / 2) / 8)
    })).size"""
    assert page.page.evaluate(one_row) == 1
    page.page.set_viewport_size({"width": 1400, "height": 768})
    page.page.wait_for_function(f"() => ({SIDEBAR})() === 'false'")
    page.page.set_viewport_size({"width": 1024, "height": 768})
    page.page.wait_for_function(f"() => ({SIDEBAR})() === 'true'")
    page.page.get_by_test_id("stExpandSidebarButton").click()
    page.page.wait_for_function(f"() => ({SIDEBAR})() === 'false'")
    page.page.wait_for_timeout(500)  # it slides in
    assert page.page.evaluate(one_row) == 1
    page.page.reload()
    page.ready()
    assert page.page.evaluate(SIDEBAR) == "false"


def test_that_it_was_folded_is_no_choice_of_the_visitors(visit, address):
    kept = "() => Object.keys(localStorage).filter((key) => key.startsWith('stSidebarCollapsed'))"
    page = visit(address, 1024, 768, locale="en-SG")
    assert page.page.evaluate(kept) == ["stSidebarCollapsed-"]
    page.page.goto("about:blank")
    page.page.set_viewport_size({"width": 1400, "height": 768})
    page.page.goto(address)
    page.ready()
    assert page.page.evaluate(kept) == []
    assert page.page.evaluate(SIDEBAR) == "false"


def test_on_a_phone_the_drawer_is_closed_by_a_tap_on_its_own_button(visit, address):
    page = visit(address, 390, 844, **PHONE, locale="en-HK").page
    page.get_by_test_id("stExpandSidebarButton").tap()
    page.locator('[data-testid="stSidebar"][data-collapsed="false"]').wait_for()
    page.wait_for_timeout(500)  # it slides in
    page.locator('[data-testid="stSidebarCollapseButton"] button').tap(timeout=5000)
    page.wait_for_selector('[data-testid="stSidebar"][data-collapsed="true"]', state="attached")


@pytest.mark.parametrize("width", [360, 390, 430])
def test_every_page_is_in_view_in_the_row_of_pages_also_with_the_focus(visit, address, width):
    page = visit(f"{address}?steps=60", width, 844, **PHONE).page
    links = page.locator(".st-key-pages").get_by_role("link")
    expect(links).to_have_count(6)
    for link in links.all():
        link.focus()
        page.wait_for_timeout(100)  # until it has been scrolled to
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 1


def test_on_a_phone_charts_keep_their_place_whatever_the_line_under_the_player_says(visit, address):
    page = visit(f"{address}?steps=500", 390, 844, **PHONE)
    foot, charts = page.page.locator(".le-foot"), page.page.locator(".le-charts").first
    said, tops = set(), set()
    for step in (0, 2, 4, 60, 499, 500):
        page.scrub(step)
        page.page.wait_for_timeout(500)
        said.add(foot.inner_text())
        tops.add(charts.bounding_box()["y"])
    assert len(said) > 1
    assert len(tops) == 1


def test_on_a_phone_the_keys_of_the_fit_are_told_to_who_uses_keys(visit, address):
    page = visit(f"{address}?steps=60", 390, 844, **PHONE)
    body, line = page.chart("fit").locator(".le-body"), page.chart("fit").locator(".le-keys")
    assert line.text_content() == "Tap an example, then drag it."
    page.page.keyboard.press("Tab")
    body.focus()
    assert "Enter moves" in line.text_content()
