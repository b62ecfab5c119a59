"""The Shrinkage page: the line that is the strength, points that land on the path, cross-validation, a choice taken."""

from __future__ import annotations

import re
from urllib.parse import unquote

import numpy as np
import pytest

from explorer import Experiment

CHARTS = "[...document.querySelectorAll('.le-body')].map((body) => body.explorer)"
HELD_OUT = f"{CHARTS}.find((c) => c.data.name === 'validated')"
PATH = f"{CHARTS}.find((c) => c.data.name === 'path')"
COUNT = 3
"""The path, the held-out error, and why."""


def experiment(page) -> Experiment:
    query = dict(part.split("=", 1) for part in unquote(page.page.url.partition("?")[2]).split("&"))
    e, notes = Experiment.from_query(query)
    assert notes == []
    return e


def line(page) -> float:
    """The strength at which the line stands, as the chart tells it."""
    return float(page.chart("path").locator(".le-body").get_attribute("aria-valuenow"))


def points(page) -> list[list[float]]:
    """Where the run's points stand, in data units."""
    return page.page.evaluate(
        f"""() => {{
          const chart = {PATH}
          const points = chart.played.find((trace) => trace.meta.play === 'path_points')
          return points.values(chart.shown)
        }}"""
    )


@pytest.mark.essential
def test_by_keyboard_the_line_is_the_strength_and_the_slider_moves_with_it(visit, address):
    page = visit(address + "shrinkage?penalty=l1&strength=0.1&steps=300", charts=COUNT)
    body = page.chart("path").locator(".le-body")
    assert line(page) == 0.1
    title = page.chart("path").locator(".le-title").inner_text()
    body.focus()
    page.change(lambda: page.page.keyboard.press("Shift+ArrowRight"), charts=COUNT)
    moved = line(page)
    assert moved > 0.1
    assert experiment(page).now.strength == moved
    assert page.chart("path").locator(".le-title").inner_text() != title
    slider = page.slider("Strength")
    assert slider.get_attribute("aria-valuetext") == f"{moved:g}"
    slider.focus()
    page.change(lambda: page.page.keyboard.press("ArrowLeft"), charts=COUNT)
    assert experiment(page).now.strength < moved
    page.page.wait_for_function(
        f"v => Number({PATH}.body.getAttribute('aria-valuenow')) === v", arg=experiment(page).now.strength
    )
    body.focus()
    page.page.keyboard.press("]")
    told = page.chart("path").locator(".le-status")
    assert "on the path" in told.inner_text()
    point = f"{PATH}.played.find((trace) => trace.meta.play === 'path_points')"
    for step in (60, 0):  # what is said of the run is said of the step shown
        page.scrub(step)
        column = f"{point}.run.column({point}.meta.items[{PATH}.strengthLine.picked].column)"
        value = f"{page.page.evaluate(f'() => {column}[{PATH}.shown]'):.3g}"
        page.page.wait_for_function(
            f"text => {PATH}.strengthLine.status.textContent.endsWith(text)", arg=f" {float(value):g} in the run"
        )
    body.focus()
    page.page.keyboard.press("Escape")
    assert "on the path" not in told.inner_text()


def test_by_mouse_the_line_is_dragged_in_both_charts_and_the_run_goes_on_from_the_step_shown(visit, address):
    page = visit(address + "shrinkage?penalty=l1&strength=0.1&steps=300", charts=COUNT)
    page.page.evaluate("() => document.querySelectorAll('.le-plot').forEach((plot) => { plot.kept = true })")
    page.scrub(120)
    box = page.chart("path").locator(".le-body").bounding_box()
    place = page.page.evaluate(
        f"() => [{PATH}.strengthLine.px, {PATH}.frame.top + {PATH}.frame.height / 2, {PATH}.frame.x(0.5)]"
    )
    page.page.mouse.move(box["x"] + place[0], box["y"] + place[1])
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + place[2] - 20, box["y"] + place[1], steps=3)
    page.page.mouse.move(box["x"] + place[2], box["y"] + place[1], steps=3)
    before = page.page.locator(".le-player").get_attribute("data-run")
    page.page.mouse.up()
    page.page.wait_for_function("b => document.querySelector('.le-player')?.dataset.run !== b", arg=before)
    page.page.wait_for_function("() => location.search.includes('changes')")
    page.ready(COUNT)
    assert 0.4 < line(page) < 0.6
    page.page.wait_for_function(
        f"() => {CHARTS}.every((c) => !c.strengthLine?.meta || c.data.figure.layout.meta.strength_line.now === {line(page)})"
    )
    e = experiment(page)
    assert e.now.strength == line(page)
    assert e.strength == 0.1
    assert {at for at, *_ in e.changes} == {120}
    assert page.step == 120
    assert page.page.evaluate("() => [...document.querySelectorAll('.le-plot')].every((plot) => plot.kept)")


def test_a_click_sends_the_line_there_and_two_clicks_do_not(visit, address):
    page = visit(address + "shrinkage?penalty=l1&strength=0.1&steps=300", charts=COUNT)
    box = page.chart("path").locator(".le-body").bounding_box()
    x, y, last = page.page.evaluate(
        f"() => [{PATH}.frame.x(0.01), {PATH}.frame.top + {PATH}.frame.height / 2, {PATH}.frame.left + {PATH}.frame.width - 2]"
    )
    page.page.mouse.dblclick(box["x"] + x, box["y"] + y)
    page.page.wait_for_timeout(600)
    assert line(page) == 0.1
    page.change(lambda: page.page.mouse.click(box["x"] + x, box["y"] + y), charts=COUNT)
    assert 0.008 < line(page) < 0.012
    assert experiment(page).now.strength == line(page)
    page.page.wait_for_timeout(400)  # else it would be the second of two
    page.change(lambda: page.page.mouse.click(box["x"] + last, box["y"] + y), charts=COUNT)
    assert "0 of 10 weights are not zero" in page.chart("path").locator(".le-title").inner_text()


def test_where_a_line_turns_back_each_passing_is_told_by_its_strength(visit, address):
    page = visit(address + "shrinkage?penalty=l1&strength=0.1&steps=300", charts=COUNT)
    page.page.locator("select[name=shrinkage_against]").select_option("freedom")
    page.page.wait_for_function(f"() => {PATH}.settled && {PATH}.plot.layout.xaxis.type === 'linear'")
    page.ready(COUNT)
    e = Experiment(penalty="l1", strength=0.1, steps=300)
    box = page.chart("path").locator(".le-body").bounding_box()
    s1, told = e.problem().names.index("s1"), set()
    for strength in (0.001, 0.003, 0.03):  # all of 9 or 10 weights: the same places, several values
        path = e.path([strength])
        x, y = page.page.evaluate(f"() => [{PATH}.frame.x({path.freedom[0]}), {PATH}.frame.y({path.weights[0, s1]})]")
        page.page.mouse.move(box["x"] + x, box["y"] + y)
        page.page.wait_for_function(f"() => {PATH}.tip.node.innerText.startsWith('s1')")
        words = page.page.evaluate(f"() => {PATH}.tip.node.innerText")
        at, value = (float(part) for part in re.search(r"at strength (\S+): (\S+)", words).groups())
        assert at == pytest.approx(strength, rel=0.1)  # a pixel is worth so much there
        assert value == pytest.approx(e.path([at]).weights[0, s1], abs=0.01)
        told.add(value)
    assert len(told) == 3
    body = page.chart("path").locator(".le-body")
    body.focus()
    for _ in range(10):
        page.page.keyboard.press("]")
        words = page.chart("path").locator(".le-status").inner_text()
        name, value = re.search(r": (\S+) (\S+) on the path", words).groups()
        assert float(value) == pytest.approx(e.path([0.1]).weights[0, e.problem().names.index(name)], abs=2e-3)


def test_two_clicks_show_the_whole_of_this_path_and_not_of_the_one_before(visit, address):
    page = visit(address + "shrinkage?penalty=l2&strength=0.1&steps=300", charts=COUNT)
    page.change(lambda: page.choose("Penalty", "L1"), charts=COUNT)
    whole = page.page.evaluate(f"() => {PATH}.plot.layout.xaxis.range")
    box = page.chart("path").locator(".le-body").bounding_box()
    corner = page.page.evaluate(f"() => [{PATH}.frame.left, {PATH}.frame.top]")
    x, y = box["x"] + corner[0], box["y"] + corner[1]
    page.page.mouse.move(x + 30, y + 60)
    page.page.mouse.down()
    page.page.mouse.move(x + 130, y + 160, steps=4)
    page.page.mouse.up()
    page.page.wait_for_function(f"w => {PATH}.plot.layout.xaxis.range[1] < w[1] - 1", arg=whole)
    page.page.wait_for_timeout(500)
    page.page.mouse.dblclick(x + 60, y + 100)
    page.page.wait_for_function(f"w => {PATH}.settled && '' + {PATH}.plot.layout.xaxis.range === '' + w", arg=whole)
    assert page.page.locator(".plotly-notifier").count() == 0


def test_a_finger_reads_the_weight_it_taps_and_drags_the_line(visit, address):
    page = visit(
        address + "shrinkage?penalty=l1&strength=0.1&steps=300", 390, 844, charts=COUNT, has_touch=True, is_mobile=True
    )
    e = Experiment(penalty="l1", strength=0.1, steps=300)
    chart = page.chart("path")
    chart.scroll_into_view_if_needed()
    box = chart.locator(".le-body").bounding_box()
    weight = e.path([0.01]).weights[0, e.problem().names.index("s1")]
    x, y = page.page.evaluate(f"() => [{PATH}.frame.x(0.01), {PATH}.frame.y({weight})]")
    page.page.touchscreen.tap(box["x"] + x, box["y"] + y)
    here = e.path([0.1]).weights[0, e.problem().names.index("s1")]
    page.page.wait_for_function(f"() => {PATH}.strengthLine.status.textContent.includes(': s1 ')")
    value = re.search(r": s1 (\S+) on the path", chart.locator(".le-status").inner_text())[1]
    assert float(value) == pytest.approx(here, abs=2e-3)
    page.page.wait_for_timeout(500)
    assert line(page) == 0.1
    assert "tap a weight" in page.page.evaluate(f"() => {PATH}.strengthLine.hint.textContent")


def test_stopping_early_has_its_points_where_the_step_is_alike(visit, address):
    page = visit(address + "shrinkage?penalty=none&rate=0.05&steps=300", charts=2)
    page.page.locator("select[name=shrinkage_show]").select_option("early")
    page.page.wait_for_function(f"() => {PATH}.settled && {PATH}.data.title.startsWith('Stopping')")
    page.ready(2)
    page.scrub(100)
    page.page.wait_for_function(f"() => {PATH}.readouts.textContent.endsWith('about like strength 0.2')")  # 1 / (0.05 x 100)
    assert [x for x, _ in points(page)] == pytest.approx([0.2] * 10)
    page.scrub(0)
    page.page.wait_for_function(f"() => {PATH}.readouts.textContent.endsWith('strength ∞')")


def test_on_a_phone_the_player_is_short_once_scrolled_and_lets_through_what_lies_below(visit, address):
    page = visit(address + "shrinkage?penalty=l1&strength=0.1&steps=300", 390, 844, charts=COUNT)
    under = """() => {
      const box = document.querySelector('.le-player').getBoundingClientRect()
      const hit = document.elementFromPoint(box.x + 100, box.bottom - 12)
      return Boolean(hit.closest('.le-player'))
    }"""
    assert page.page.evaluate(under)
    page.page.mouse.move(200, 700)
    page.page.mouse.wheel(0, 300)
    page.page.wait_for_function(f"() => !({under})()")
    assert page.button("Play").is_visible()
    page.button("Pin run").focus()
    page.page.keyboard.press("Shift+Tab")  # whoever comes by keyboard sees all of it
    page.page.wait_for_function(f"() => ({under})()")
    page.page.evaluate("() => document.activeElement.blur()")
    page.page.mouse.wheel(0, -2000)
    page.page.wait_for_function("() => !document.querySelector('.le-player').classList.contains('le-short')")


def test_the_points_travel_to_the_path(visit, address):
    page = visit(address + "shrinkage?penalty=l1&strength=0.1&steps=3000", charts=COUNT)
    e = Experiment(penalty="l1", strength=0.1, steps=3000)
    names = page.page.evaluate(
        f"() => {PATH}.played.find((t) => t.meta.play === 'path_points').meta.items.map((item) => item.name)"
    )
    index = [e.problem().names.index(name) for name in names]
    history = e.train()
    assert all(y == 0 for _, y in points(page))
    page.scrub(3000)
    landed = np.array(points(page))
    np.testing.assert_allclose(landed[:, 0], 0.1, rtol=1e-6)
    np.testing.assert_allclose(landed[:, 1], e.path([0.1]).weights[0][index], atol=2e-4)
    page.scrub(40)
    np.testing.assert_allclose(np.array(points(page))[:, 1], history.weights[history.steps == 40][0][index], atol=1e-6)


def test_the_menus_show_the_path_otherwise(visit, address):
    page = visit(address + "shrinkage?strength=0.1&steps=300", charts=COUNT)
    select = page.page.locator("select[name=shrinkage_against]")
    select.select_option("norm")
    page.page.wait_for_function(f"() => {PATH}.settled && {PATH}.plot.layout.xaxis.type === 'linear'")
    page.ready(COUNT)
    page.scrub(300)
    last = Experiment(strength=0.1, steps=300).train().weights[-1]
    assert points(page)[0][0] == pytest.approx(np.linalg.norm(last[:10]), rel=1e-4)
    for show, words in (("parts", "= cost"), ("active", "none of the 10"), ("early", "Stopping after 300 steps")):
        page.page.locator("select[name=shrinkage_show]").select_option(show)
        page.page.wait_for_function(f"w => {PATH}.settled && {PATH}.data.title.includes(w)", arg=words)
    page.page.locator("select[name=shrinkage_why]").select_option("thresholds")
    page.page.wait_for_function("() => document.querySelector('[data-name=why] .le-title').innerText.includes('of its size')")


def test_cross_validation_shows_its_progress_and_can_be_cancelled(visit, address):
    page = visit(address + "shrinkage?dataset=penguins&penalty=group_l1&strength=0.1&steps=100", charts=COUNT)
    page.button("Cross-validate").click()
    page.page.locator('[data-testid="stProgress"]').wait_for()
    page.button("Cancel").click()
    page.button("Cross-validate").wait_for()
    page.page.wait_for_function("() => !document.querySelector('[data-testid=\"stProgress\"]')")
    assert page.page.locator(".st-key-choices").count() == 0
    page.button("Cross-validate").click()
    page.page.wait_for_function(f"() => /Cross-validating: [1-4] of 5/.test({HELD_OUT}.data.title)")
    page.button("Play").click()  # the page is free meanwhile
    page.page.wait_for_function("() => Number(document.querySelector('[data-readout=step]').innerText) > 3")
    page.page.locator(".st-key-choices").wait_for(timeout=30000)
    assert page.page.locator('[data-testid="stProgress"]').count() == 0


def test_a_choice_is_taken_and_seen_on_train(visit, address):
    page = visit(address + "shrinkage?penalty=l1&strength=0.1&steps=300", charts=COUNT)
    page.button("Cross-validate").click()
    page.page.locator(".st-key-choices").wait_for(timeout=30000)
    page.ready(COUNT)
    chosen = Experiment(penalty="l1", strength=0.1, steps=300).cross_validate()
    taken = chosen.one_se
    assert page.page.get_by_role("link", name="See the run on Train").count() == 0
    page.page.wait_for_function("t => document.querySelector('[data-name=validated] .le-title').innerText === t",
                                arg=f"The error is smallest at strength {chosen.best:.3g}")  # fmt: skip
    page.change(lambda: page.page.get_by_role("button", name=f"Take {taken:g} (one standard error)").click(), charts=COUNT)
    assert experiment(page).now.strength == taken
    assert line(page) == taken
    assert page.page.get_by_role("button", name=f"{taken:g} is in force (one standard error)").is_disabled()
    page.page.locator("select[name=judged_by]").select_option("metric")
    page.page.wait_for_function("() => document.querySelector('[data-name=validated] select').value === 'metric'")
    page.page.get_by_role("link", name="See the run on Train").click()
    page.page.locator('[data-name="weights"]').wait_for()
    page.ready()
    page.page.wait_for_function("s => location.search.includes(s)", arg=f"strength={taken:g}")


def test_a_factor_typed_into_the_table_holds_and_the_relaxed_path_can_be_shown(visit, address):
    page = visit(address + "shrinkage?dataset=stackloss&penalty=l1&strength=0.1&steps=60", charts=COUNT)
    page.page.get_by_text("Relaxed: refit the weights that are not zero").click()
    page.page.wait_for_function("() => location.search.includes('relaxed=on')")
    page.ready(COUNT)
    dotted = f"{PATH}.data.figure.data.filter((trace) => trace.name?.endsWith('relaxed')).length"
    assert page.page.evaluate(f"() => {dotted}") == 3
    page.page.get_by_text("Penalty of each feature").click()
    table = page.page.locator("[data-testid='stDataFrame']").first
    table.locator("canvas").first.wait_for()
    table.scroll_into_view_if_needed()
    page.page.wait_for_timeout(400)  # the expander is still growing
    for _ in range(3):  # Streamlit's table drops what is typed while it is being drawn anew, which a busy machine does late
        box = table.bounding_box()
        page.page.mouse.dblclick(box["x"] + 0.75 * box["width"], box["y"] + 52)
        page.page.locator("#portal input:focus").wait_for()
        page.page.keyboard.press("Control+A")
        page.page.keyboard.type("0")
        page.page.wait_for_function("() => document.querySelector('#portal input').value === '0'")
        page.page.keyboard.press("Enter")
        page.page.wait_for_timeout(4000)
        if "factors=" in page.page.url:
            break
    page.ready(COUNT)
    assert "factors=air+flow%3A0" in page.page.url
    page.chart("path").locator(".le-more").click()
    page.chart("path").get_by_text("air flow: a factor of 0, so no strength shrinks").wait_for()
