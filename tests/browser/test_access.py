"""Keys, focus, announcements, paper and axe: the pages are for everyone."""

from __future__ import annotations

import re

import pytest

from explorer import Experiment
from explorer.findings import findings
from explorer.ui.views import VIEWS
from tests.access.axe import violations
from tests.access.states import PAGES, SIZES, STATES, THEMES

FOCUS = """() => {
  const on = document.activeElement
  return on === document.body ? '' : on.getAttribute('aria-label') || on.textContent.trim()
}"""
READ = "name => document.querySelector(`[data-name=${name}] p.le-unseen`).textContent"
PHONE = {"has_touch": True, "is_mobile": True}
COMBINATIONS = [(theme, size) for size in SIZES for theme in THEMES]


@pytest.mark.parametrize(("k", "state"), list(enumerate((*PAGES, *STATES))), ids=lambda one: getattr(one, "name", str(one)))
def test_axe_finds_nothing_that_is_ours(context_of, address, k, state):
    """A sample: each page and state in one of the four combinations; all of them are `tests/access/run.py`."""
    theme, (width, height) = COMBINATIONS[k % len(COMBINATIONS)]
    like = PHONE if width < 640 else {}
    context = context_of(viewport={"width": width, "height": height}, color_scheme=theme, **like)
    page = context.pages[0] if context.pages else context.new_page()
    state.open(page, address)
    found = violations(page)
    page.goto("about:blank")
    assert [str(one) for one in found] == []


def test_axe_sees_what_is_wrong(visit, address):
    """The check can fail: a button without a name, and letters that are too faint."""
    page = visit(f"{address}learn", charts=0, wait=False).page
    page.locator(".st-key-pages a").first.wait_for(state="attached")
    page.evaluate("""() => {
      const made = document.createElement('main')
      made.style = 'position: fixed; inset: 0 auto auto 0; z-index: 9999999'
      made.innerHTML = '<button class="le-wrong"></button><p style="color: #bbb; background: #fff">faint</p>'
      document.body.append(made)
    }""")
    assert {"button-name", "color-contrast"} <= {one.rule for one in violations(page)}


def test_the_first_tab_stop_leads_to_the_player_and_play_is_near(visit, address):
    page = visit(address)
    press = page.page.keyboard.press
    press("Tab")
    assert page.page.evaluate(FOCUS) == "Skip to the player"
    press("Enter")
    assert page.page.evaluate("() => document.activeElement.className").startswith("le-player")
    stops = 1
    while page.page.evaluate(FOCUS) != "Play":
        press("Tab")
        stops += 1
        assert stops <= 8
    assert page.page.url.partition("#")[2] == ""


def test_what_happens_is_told_once_and_while_it_plays_findings_alone(visit, address):
    told, shown = "() => window.told", Experiment(steps=60)
    history = shown.train()
    known = {one.told.sentence for one in findings(shown, history, [(shown, history)])}
    page = visit(f"{address}?steps=60")
    page.page.evaluate("""() => {
      window.told = []
      document.querySelectorAll('.le-player [role=status]').forEach((node) => new MutationObserver(() => {
        if (node.textContent) window.told.push(node.textContent.trim())
      }).observe(node, { childList: true }))
    }""")
    page.button("Play").click()
    page.page.wait_for_function("() => window.told.some((text) => text.startsWith('The run has ended'))", timeout=20000)
    assert page.page.evaluate(told)[0].startswith("Playing from step 0, cost ")
    page.button("Pin run").focus()
    page.page.keyboard.press("Enter")
    page.page.wait_for_function("() => window.told.some((text) => text.includes('reached the same weights'))", timeout=20000)
    page.page.wait_for_timeout(600)  # a finding is told after it has stood for a moment
    texts = page.page.evaluate(told)
    events = [text for text in texts if not any(sentence in text for sentence in known)]
    assert len(events) == 3
    assert events[1].startswith("The run has ended at step 60, cost ")
    assert events[2].startswith("Pinned: ")
    found = " ".join(text for text in texts if text not in events)
    assert max(found.count(sentence) for sentence in known) == 1
    for sentence in known:
        found = found.replace(sentence, "")
    assert not found.strip()


def test_the_sliders_value_is_said_at_most_once_a_second_while_it_plays(visit, address):
    page = visit(f"{address}?rate=0.001&steps=5000")
    page.page.evaluate("""() => {
      window.values = 0
      const slider = document.querySelector('.le-scrubber')
      new MutationObserver(() => window.values += 1).observe(slider, { attributeFilter: ['aria-valuetext'] })
    }""")
    page.button("Play").click()
    page.page.wait_for_timeout(2500)
    said = page.page.evaluate("() => window.values")
    page.button("Pause").click()
    assert 1 <= said <= 4
    step = page.step
    page.page.wait_for_function(
        "step => document.querySelector('.le-scrubber').getAttribute('aria-valuetext').startsWith(`step ${step} `)", arg=step
    )


def test_the_focus_stays_on_the_page(visit, address):
    page = visit(address)
    for button in ("Pin run", "Take off"):
        page.page.locator(f"button[aria-label^='{button}']").first.focus()
        page.page.keyboard.press("Enter")
        page.page.wait_for_function(
            "pinned => document.querySelectorAll('.le-chip').length === pinned", arg=int(button == "Pin run"), timeout=20000
        )
        page.ready()
        page.page.wait_for_timeout(400)
        assert page.page.evaluate(FOCUS) != ""


@pytest.mark.parametrize(
    ("view", "charts", "names"),
    [("", 4, ("cost", "surface", "weights")), ("loss_cost", 7, ("loss", "slope", "examples", "sum", "fit", "drag", "ball"))],
    ids=["train", "loss and cost"],
)
def test_values_are_read_by_keys_in_every_chart_and_it_zooms(visit, address, view, charts, names):
    page = visit(address + view, charts=charts)
    page.scrub(40)
    for name in names:
        body = page.chart(name).locator(".le-body")
        body.focus()
        for _ in range(2):
            page.page.keyboard.press("ArrowRight")
        assert any(letter.isdigit() for letter in page.page.evaluate(READ, name)), name
        before = page.page.evaluate("() => document.activeElement.explorer.plot.layout.yaxis.range.map(Number)")
        page.page.keyboard.press("+")
        page.page.wait_for_timeout(300)
        after = page.page.evaluate("() => document.activeElement.explorer.plot.layout.yaxis.range.map(Number)")
        narrower = abs(after[1] - after[0]) < abs(before[1] - before[0])
        fixed = page.page.evaluate("() => document.activeElement.explorer.data.figure.layout.yaxis?.fixedrange === true")
        assert narrower != fixed, name
        page.page.keyboard.press("0")
        page.page.keyboard.press("Escape")


def test_the_cost_that_is_read_is_that_of_the_step(visit, address):
    page = visit(f"{address}?steps=100")
    page.chart("cost").locator(".le-body").focus()
    page.page.keyboard.press("End")
    page.page.keyboard.press("End")
    step, cost = page.page.evaluate(READ, "cost").split(", ")[:2]
    page.scrub(100)
    assert step == "step 100"
    assert cost == f"cost {float(page.readout('total')):.3g}"


def test_an_arrow_goes_to_the_next_step_and_with_shift_farther_and_what_is_read_hides_no_title(visit, address):
    page = visit(f"{address}?steps=500")
    page.scrub(100)
    page.chart("cost").locator(".le-body").focus()
    steps = []
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        page.page.keyboard.press(key)
        steps.append(page.page.evaluate(READ, "cost").split(", ")[0])
    assert steps[:2] == ["step 100", "step 101"]
    assert int(steps[2].removeprefix("step ")) > 105
    tip, title = (page.chart("cost").locator(one).bounding_box() for one in (".le-tip", ".xtitle"))
    assert tip["y"] + tip["height"] <= title["y"] + 1


def test_what_was_not_played_is_in_no_name_and_once_it_was_it_is(visit, address):
    page = visit(f"{address}?steps=100")
    named = "() => [...document.querySelectorAll('.le-body, .le-more')].map((node) => node.ariaLabel).join(' ')"
    ends = ("The cost falls", "of their unpenalised size")
    assert not any(end in page.page.evaluate(named) for end in ends)
    page.scrub(100)
    assert all(end in page.page.evaluate(named) for end in ends)


def test_a_page_that_has_the_focus_has_its_name(visit, address):
    for view, charts, name in (("", 4, "Train"), ("surface", 4, "Surface")):
        page = visit(address + view, charts=charts)
        page.page.get_by_role("main", name=name, exact=True).wait_for()


def test_a_tap_reads_the_cost(visit, address):
    page = visit(address, 390, 844, **PHONE)
    chart = page.chart("cost").locator(".le-body")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    page.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.page.wait_for_function(f"({READ})('cost') !== ''")
    assert page.page.evaluate(READ, "cost").startswith("step ")


def test_on_a_phone_the_pages_are_one_tap_away_and_the_drawer_closes(visit, address):
    page = visit(address, 390, 844, **PHONE)
    row = page.page.locator(".st-key-pages")
    row.get_by_role("link", name="Surface").tap()
    page.page.wait_for_selector("[data-name=surface_data]")
    assert page.page.title().startswith("Surface")
    page.page.wait_for_function(
        "() => document.querySelector('.st-key-pages a[aria-current=page]')?.textContent.endsWith('Surface')"
    )
    assert all(box["height"] >= 44 for box in (link.bounding_box() for link in row.get_by_role("link").all()))
    page.page.locator('[data-testid="stExpandSidebarButton"]').tap()
    page.page.locator('[data-testid="stSidebar"] a', has_text="Train").tap()
    page.page.wait_for_selector('[data-testid="stSidebar"][data-collapsed="true"]', state="attached")


def test_the_pictures_text_is_told_and_its_parts_are_not(visit, address):
    page = visit(address)
    tree = page.page.locator("body").aria_snapshot()
    assert len(re.findall(r'figure "', tree)) == 4
    assert "graphics-symbol" not in tree
    assert page.page.evaluate("() => [...document.querySelectorAll('.le-plot')].every((plot) => plot.ariaHidden === 'true')")
    assert page.page.evaluate("() => document.querySelectorAll('h1').length") == 1


def test_on_paper_plots_have_its_width_and_the_sidebar_is_gone(visit, address):
    page = visit(address)
    page.page.emulate_media(media="print")
    page.page.wait_for_function("""() => [...document.querySelectorAll('.le-body')].every((body) => {
      const plot = body.querySelector('.main-svg')
      return body.clientWidth < 700 && Math.abs(plot.clientWidth - body.clientWidth) < 2
    })""")
    assert not page.page.locator('[data-testid="stSidebar"]').is_visible()
    page.page.emulate_media(media="screen")
    page.page.wait_for_function("() => document.querySelector('[data-testid=\"stSidebar\"]').getClientRects().length > 0")


def test_every_page_says_its_name(visit, address):
    page = visit(address)
    for view in list(VIEWS.values())[1:]:
        page.page.get_by_role("link", name=view.name).first.click()
        page.page.wait_for_function("name => document.title.startsWith(name)", arg=view.name, timeout=20000)
        page.page.wait_for_function("name => document.querySelector('h1')?.textContent === name", arg=view.name)
    assert page.page.title() == "Learn · Loss Explorer"
