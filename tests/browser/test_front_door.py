"""The front door: what the plain link offers, that one press plays it, and that nothing moves while the page comes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from explorer.openings import OPENINGS
from explorer.ui.chart.document import STYLES
from explorer.ui.parts.front_door import WHAT

ROW = ".st-key-openings"
PLACES = """
  window.places = {}
  const names = [
    '.st-key-openings', '.le-player', '[data-name="fit"] .le-body', '[data-name="weights"] .le-body',
    '[data-name="weights"] .le-caption',
  ]
  const look = () => {
    names.forEach((name) => {
      const box = document.querySelector(name)?.getBoundingClientRect()
      if (box?.height) (window.places[name] ??= new Set()).add(`${box.x} ${box.y} ${box.height}`)
    })
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
"""


def playing(page) -> None:
    """Wait until the player has played some steps."""
    page.page.wait_for_function("Number(document.querySelector('[data-readout=step]')?.innerText) > 3", timeout=20000)


@pytest.mark.parametrize("size", [(1400, 900), (390, 844)])
def test_nothing_moves_from_the_first_sight_of_a_place_to_the_charts(visit, address, size):
    page = visit(address + "?steps=40", *size, wait=False)
    page.first(PLACES)
    page.page.goto(address)
    page.ready().page.wait_for_timeout(500)
    places = page.page.evaluate("Object.fromEntries(Object.entries(window.places).map(([name, set]) => [name, [...set]]))")
    assert len(places) == 5
    assert [name for name, seen in places.items() if len(seen) > 1] == []


@pytest.mark.parametrize("name", ["outlier", "race"])
def test_one_press_plays_on_the_page_that_is_open(visit, address, name):
    opening, page = OPENINGS[name](), visit(address)
    page.page.get_by_text(WHAT).wait_for()
    height = page.chart("fit").locator(".le-body").bounding_box()["height"]
    page.change(page.button(opening.name).click)
    playing(page)
    assert page.page.locator(".le-hint").inner_text() == opening.says
    assert page.page.locator(ROW).count() == 0
    assert page.chart("fit").locator(".le-body").bounding_box()["height"] > height
    assert f"try={name}" in page.page.url
    assert page.page.locator(".le-chip").count() == len(opening.pins) + len({row for row, *_ in opening.start.now.edits})
    page.page.wait_for_function("document.activeElement?.matches('.le-player')")
    page.page.keyboard.press("Space")
    expect(page.button("Play")).to_be_visible()


def test_the_cost_by_hand_opens_its_page_in_view_and_back_leads_back(visit, address):
    page = visit(address)
    page.page.get_by_role("link", name=OPENINGS["by-hand"].name).click()
    page.page.wait_for_url("**/loss_cost?try=by-hand")
    page.page.wait_for_function(
        """() => {
          const sum = document.querySelector('.st-key-worked')?.getBoundingClientRect()
          const player = document.querySelector('.le-player')?.getBoundingClientRect()
          return sum && player && sum.top >= player.bottom && sum.top < window.innerHeight / 2
        }"""
    )
    assert "0.265" in page.page.locator(".st-key-worked").inner_text()
    page.page.locator(".st-key-worked details[open]").wait_for()
    expect(page.button("Play")).to_be_visible()  # the run below is another: it waits
    page.page.go_back()
    page.page.wait_for_url(address)
    page.page.wait_for_function("document.querySelectorAll('.le-chart').length === 4")


def test_by_keyboard_it_is_closed_brought_back_and_used(visit, address):
    page = visit(address, 390, 844)
    page.button("Close").press("Enter")
    page.page.locator(ROW).wait_for(state="detached")
    examples = page.button("Examples")
    assert examples.get_attribute("aria-expanded") == "false"
    examples.press("Enter")
    page.page.locator(ROW).wait_for()
    expect(examples).to_have_attribute("aria-expanded", "true")
    last = page.button(OPENINGS["race"].name)
    last.focus()
    box = last.bounding_box()  # the row scrolls sideways to what has the focus
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 390
    assert box["height"] >= 44
    page.change(lambda: last.press("Enter"))
    playing(page)


def test_other_links_have_no_row_and_a_stylesheet_before_the_first_paint(visit, address_below):
    page = visit(address_below + "?steps=40")
    assert page.page.locator(ROW).count() == 0
    sheets = page.page.evaluate(
        "[...document.body.querySelectorAll('link[rel=stylesheet]')]"
        ".map((link) => [link.href.split('/').at(-1), link.sheet.cssRules.length])"
    )
    assert tuple(name for name, _ in sheets) == STYLES
    assert min(rules for _, rules in sheets) > 5
    for name in STYLES:
        assert page.page.locator(f'head link[href$="/{name}"]').count() == 0  # it is not fetched twice


def test_the_players_buttons_stand_in_one_row(visit, address):
    page = visit(address + "?steps=40")
    tops = [page.page.locator(f".le-controls {part}").bounding_box()["y"] for part in (".le-back", ".le-link", ".le-examples")]
    assert len(set(tops)) == 1


@pytest.mark.parametrize("height", [844, 667])
def test_on_a_phone_the_player_is_as_high_as_the_room_kept_for_it(visit, address, height):
    """Two rows of buttons: a third would push down what stands below once the player has come."""
    page = visit(address + "?steps=40", 390, height, has_touch=True, is_mobile=True)
    where = {part: page.page.locator(f".le-controls {part}").bounding_box() for part in (".le-play", ".le-pin", ".le-examples")}
    assert where[".le-pin"]["y"] == where[".le-examples"]["y"] > where[".le-play"]["y"]
    assert where[".le-examples"]["x"] + where[".le-examples"]["width"] <= 390
    room = page.page.evaluate(
        "() => parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--le-player-room'))"
    )
    assert page.page.locator(".le-player").bounding_box()["height"] <= room * 16
