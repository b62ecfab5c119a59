"""The Surface page: three panels that follow the run, the strength, the cursor and the step."""

from __future__ import annotations

from urllib.parse import unquote

import numpy as np
import pytest

from explorer import Experiment
from explorer.landscape.slice_kinds import take_slice
from explorer.path.optimum import optimum

CHARTS = "[...document.querySelectorAll('.le-body')].map((body) => body.explorer)"
TOTAL = f"{CHARTS}.find((c) => c.data.name === 'surface_total')"
POINTS = f"() => {TOTAL}.plot._fullData[0].x.length"
RANGE = f"() => {TOTAL}.zoom.range"


def experiment(page) -> Experiment:
    query = dict(part.split("=", 1) for part in unquote(page.page.url.partition("?")[2]).split("&"))
    e, notes = Experiment.from_query(query)
    assert notes == []
    return e


def column(page, name: str) -> np.ndarray:
    return np.array(page.page.evaluate(f"name => [...{TOTAL}.played[0].run.column(name)]", name))


def reading(page) -> str:
    return page.page.locator(".st-key-at_cursor").inner_text()


@pytest.mark.essential
def test_the_panels_are_the_cost_of_the_run_and_follow_the_strength_in_place(visit, address):
    page = visit(address + "surface?steps=200&plane_x=2&plane_y=8&strength=0.1")
    e = Experiment(steps=200, plane_x=2, plane_y=8, strength=0.1)
    history = e.train()
    np.testing.assert_allclose(column(page, "px"), history.weights[:, 2], atol=1e-6)
    best = optimum(e.problem()).weights
    on_plane = [e.problem().cost(np.where(np.isin(np.arange(11), [2, 8]), w, best)).total for w in history.weights[::50]]
    np.testing.assert_allclose(column(page, "plane")[::50], on_plane, rtol=1e-6)
    titles = [page.chart(f"surface_{part}").locator(".le-title").inner_text() for part in ("data", "penalty", "total")]
    assert titles[2] == f"Cost, lowest {optimum(e.problem()).cost:.3g}"
    page.page.evaluate("() => document.querySelectorAll('.le-plot').forEach((plot) => { plot.kept = true })")
    page.scrub(120)
    page.page.wait_for_function("() => document.querySelector('.st-key-shape').innerText.includes('step 120')")
    page.slider("Strength").focus()
    page.change(lambda: page.page.keyboard.press("ArrowRight"))
    assert page.step == 120
    assert page.page.evaluate("() => [...document.querySelectorAll('.le-plot')].every((plot) => plot.kept)")
    assert page.chart("surface_total").locator(".le-title").inner_text() != titles[2]


def test_figures_travel_once(visit, address):
    """Each in its own place; where only the cursor has moved, Streamlit sends a reference to what the browser has."""
    page = visit(address + "surface?steps=200", charts=4)
    sizes = []
    page.page.on("websocket", lambda socket: socket.on("framereceived", lambda data: sizes.append(len(data))))
    page.page.reload()
    page.ready()
    assert sum(size > 20_000 for size in sizes) == 2  # the three panels, and the run
    sizes.clear()
    page.page.keyboard.press("Escape")
    page.chart("surface_total").locator(".le-body").focus()
    page.page.keyboard.press("ArrowRight")
    page.page.locator(".st-key-at_cursor b, .st-key-at_cursor strong").first.wait_for()
    page.ready()
    assert max(sizes) < 20_000


def test_by_keyboard_a_place_is_read_and_a_run_starts_there(visit, address):
    page = visit(address + "surface?steps=200&plane_x=2&plane_y=8&penalty=l1&strength=0.1")
    panel = page.chart("surface_data").locator(".le-body")
    panel.focus()
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("Shift+ArrowUp")
    page.page.locator(".st-key-at_cursor button").wait_for()
    place = page.page.evaluate(f"() => {TOTAL}.cursor.place")
    e = experiment(page)
    on = take_slice(e.viewpoint, e.problem(), e.train())
    cost = e.problem().cost(on.weights_at(tuple(place)))
    page.page.wait_for_function(
        "text => document.querySelector('.st-key-at_cursor').innerText.includes(text)", arg=f"cost {cost.total:.3g}"
    )
    assert f"data loss {cost.data:.3g}" in reading(page)
    start = page.button("Start a run from here")
    box = start.bounding_box()
    assert box["y"] + box["height"] <= 900  # seen without scrolling
    start.focus()
    page.change(lambda: page.page.keyboard.press("Enter"))
    begun = experiment(page).starting_weights
    np.testing.assert_allclose(begun, on.weights_at(tuple(place)), rtol=1e-6, atol=1e-9)
    assert column(page, "px")[0] == pytest.approx(place[0], abs=1e-6)
    assert column(page, "py")[0] == pytest.approx(place[1], abs=1e-6)


def test_the_picture_of_a_network_comes_coarse_and_then_fine_and_is_sampled_anew_where_it_is_zoomed(visit, address):
    page = visit(address + "surface?dataset=moons&model=mlp&slice=principal&steps=100")
    page.page.wait_for_function(f"({POINTS})() === 101")
    home = page.page.evaluate(RANGE)
    page.chart("surface_total").get_by_role("button", name="Zoom in").click()
    page.page.wait_for_function(f"() => {TOTAL}.settled && {TOTAL}.plot._fullData[0].x[0] > {home[0]}")
    x = page.page.evaluate(f"() => {{ const x = {TOTAL}.plot._fullData[0].x; return [x[0], x[x.length - 1]] }}")
    assert x == pytest.approx(page.page.evaluate(RANGE)[:2], rel=1e-4)
    page.page.wait_for_function(f"({POINTS})() === 101")
    page.chart("surface_total").get_by_role("button", name="Fit").click()
    page.page.wait_for_function(f"() => {TOTAL}.settled && Math.abs({TOTAL}.plot._fullData[0].x[0] - {home[0]}) < 1e-4")
    assert "% of the movement" in page.page.locator(".st-key-standing").inner_text()


def test_at_rest_the_picture_is_taken_anew_where_the_others_stand_at_the_step_shown(visit, address):
    page = visit(address + "surface?steps=300&rest=step&plane_x=2&plane_y=8")
    standing = page.page.locator(".st-key-standing")
    assert "at step 0" in standing.inner_text()
    page.change(lambda: page.scrub(150))
    assert page.step == 150
    page.page.wait_for_function("() => document.querySelector('.st-key-standing').innerText.includes('at step 150')")
    assert column(page, "plane")[150] == pytest.approx(column(page, "total")[150], rel=1e-6)
    page.page.wait_for_function("() => document.querySelector('.st-key-shape').innerText.includes('step 150')")


def test_pins_and_the_run_itself_are_still_there_after_another_page(visit, address):
    page = visit(address + "surface?steps=300&plane_x=2&plane_y=8")
    page.change(lambda: page.button("Pin run").click())
    page.slider("Strength").focus()
    page.change(lambda: page.page.keyboard.press("ArrowRight"))
    pinned = Experiment(steps=300, plane_x=2, plane_y=8).train()
    np.testing.assert_allclose(column(page, "px0"), pinned.weights[:, 2], atol=1e-6)
    page.page.get_by_role("link", name="Train").click()
    page.page.locator('[data-name="weights"]').wait_for()
    page.ready()
    page.page.get_by_role("link", name="Surface").click()
    page.page.locator('[data-name="surface_total"]').wait_for()
    page.ready()
    np.testing.assert_allclose(column(page, "px0"), pinned.weights[:, 2], atol=1e-6)


def test_a_picture_newer_than_the_one_that_came_with_the_run_outlives_a_change_of_theme(visit, address):
    page = visit(address + "surface?dataset=moons&model=mlp&slice=principal&steps=100", color_scheme="light")
    page.page.wait_for_function(f"({POINTS})() === 101")
    page.slider("Strength").focus()
    page.change(lambda: page.page.keyboard.press("ArrowRight"))
    drawn = f"{TOTAL}.plot._fullData[0].x[0]"
    page.page.wait_for_function(f"({POINTS})() === 101")  # the finer one comes by itself
    home = page.page.evaluate(f"() => {drawn}")
    page.chart("surface_total").get_by_role("button", name="Zoom in").click()
    page.page.wait_for_function(f"() => {TOTAL}.settled && {drawn} > {home} && ({POINTS})() === 101")
    near = page.page.evaluate(f"() => {drawn}")
    light = page.page.evaluate(f"() => {TOTAL}.colours.name")
    page.page.emulate_media(color_scheme="dark")
    page.page.wait_for_function(f"() => {TOTAL}.settled && {TOTAL}.colours.name !== '{light}'")
    page.page.wait_for_timeout(300)
    assert page.page.evaluate(f"() => {drawn}") == near
    assert page.page.evaluate(f"() => {TOTAL}.colourBar.root.querySelectorAll('span').length") >= 2


def test_a_reading_near_the_top_is_neither_struck_out_nor_cut(visit, address):
    """The words under the pointer lie above the canvas with the crosshair, and the line below the panel is whole."""
    page = visit(address + "surface?dataset=stackloss&steps=60", width=1180)
    box = page.chart("surface_data").locator(".nsewdrag").bounding_box()
    page.page.mouse.click(box["x"] + 0.4 * box["width"], box["y"] + 14)
    page.chart("surface_data").locator(".hoverlayer .hovertext").first.wait_for(state="attached")
    layers = """() => {
      const body = document.querySelector('[data-name=surface_data] .le-body')
      const over = [...body.querySelectorAll('.le-canvas')].at(-1)
      const z = (node) => Number(getComputedStyle(node).zIndex) || 0
      return [z(body.querySelector('.hoverlayer').closest('svg')), z(over)]
    }"""
    above, canvas = page.page.evaluate(layers)
    assert above > canvas
    cut = """() => [...document.querySelectorAll('.le-plane .le-status')].map((line) => {
      const room = line.closest('.le-below').getBoundingClientRect(), own = line.getBoundingClientRect()
      return [line.textContent, line.scrollWidth - line.clientWidth, own.bottom - room.bottom]
    })"""
    page.page.wait_for_function("() => document.querySelector('.le-plane .le-status').textContent !== ''")
    for text, beyond, below in page.page.evaluate(cut):
        assert text
        assert beyond <= 0
        assert below <= 0


FILLED = f"""() => {CHARTS}.filter((c) => c.data.plane).every((c) => {{
  const {{ xaxis, yaxis, _size: size }} = c.plot._fullLayout
  const [trace] = c.plot._fullData
  const within = (axis, places) => {{
    const slack = 1e-6 * (axis.range[1] - axis.range[0])
    return axis.range[0] >= places[0] - slack && axis.range[1] <= places[places.length - 1] + slack
  }}
  const unit = (axis) => axis._length / (axis.range[1] - axis.range[0])
  return c.settled && Math.abs(unit(xaxis) / unit(yaxis) - 1) < 0.01 && xaxis._length > size.w - 1 && yaxis._length > size.h - 1
    && within(xaxis, trace.x) && within(yaxis, trace.y)
}})"""
WHOLE = f"""() => {CHARTS}.filter((c) => c.data.plane).every((c) => {{
  const [{{ x }}] = c.plot._fullData
  const {{ range }} = c.plot._fullLayout.xaxis
  return Math.abs((x[x.length - 1] - x[0]) / (range[1] - range[0]) - 1) < 0.02
}})"""


def test_with_equal_axes_the_picture_fills_its_area_at_every_size(visit, address):
    page = visit(address + "surface?steps=200")
    page.page.get_by_role("button", name="Equal axes").click()
    for size in (None, {"width": 1700, "height": 800}):
        if size:
            page.page.set_viewport_size(size)
        page.page.wait_for_function(FILLED)
        page.page.wait_for_function(WHOLE)  # and nothing was cut off for it in the end
        page.page.wait_for_function(FILLED)


def test_without_webgl_a_choice_of_3d_is_answered_at_once_by_a_flat_map_with_words_of_its_own(context_of, visit, address):
    context = context_of(viewport={"width": 1400, "height": 902})
    context.add_init_script(
        "const own = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) "
        "{ return kind.startsWith('webgl') ? null : own.call(this, kind, ...rest) }"
    )
    page = visit.again(context, address + "surface?steps=200")
    page.page.get_by_role("button", name="3-D").click()
    page.page.get_by_text("Your browser cannot draw in 3-D").wait_for()
    page.ready()
    for part in ("data", "penalty", "total"):
        chart = page.chart(f"surface_{part}")
        said = chart.inner_text() + chart.get_attribute("aria-label") + chart.locator(".le-body").get_attribute("aria-label")
        assert "turn" not in said
        assert "3-D" not in said.replace("Your browser cannot draw in 3-D", "")
        assert "Contour chart" in said
        assert "The arrow keys move a cursor" in said
        assert "press an arrow key, to read a place" in said
