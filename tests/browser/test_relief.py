"""Three linked panels of a cost: cursor, zoom, arrows, the finer picture, the step at rest, and the view in space."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest

from driving import serve
from explorer.figures.base.palette import PALETTE

SERVER = """
from pathlib import Path
import streamlit as st
from explorer.ui.chart import routes

app = st.App(Path(__file__).parent / "page.py", routes=routes())
"""
PAGE = """
import json
from dataclasses import asdict
import numpy as np
import streamlit as st
from explorer.figures.surface.content import MinimumMark, SliceContent
from explorer.figures.surface.picture import slice_pictures
from explorer.ui.chart import PageState, PlayerState, Term, charts, last_handled, player, received
from explorer.ui.chart.messages import AtRest, CursorPut, Flat, RangeShown, Refine
from explorer.ui.parts.picture import message_of

kept = st.session_state
kept.setdefault("told", [])
solid, unable = "solid" in st.query_params, kept.get("unable", False)
m = 200
t = np.arange(m + 1.0)
px, py = 1.5 * 0.98**t, 1.0 * 0.9**t  # down the bowl px^2 + 2 py^2, with a penalty of px
data, penalty = px**2 + 2 * py**2, 0.5 * np.abs(px)
columns = {"step": t, "time": t / 25, "total": data + penalty, "px": px, "py": py, "pd": data, "pp": penalty}
columns |= {"plane": data + penalty, "gx": 2 * px, "gy": 4 * py, "qx": np.full(m + 1, 0.5), "qy": np.zeros(m + 1)}
state = PlayerState(page=PageState(kept.get("cursor"), kept.get("rest", 0), last_handled()))
player(key="player", run="one", columns=columns, weights=np.stack([px, py], axis=1), terms=[Term("total", "cost")], state=state)
window = kept.get("window")
x0, x1, y0, y1 = window or (-2.0, 2.0, -1.5, 1.5)
fine = kept.get("fine", 0) == window
x, y = (np.linspace(low, high, 61 if fine else 21) for low, high in ((x0, x1), (y0, y1)))
D, P = x[None, :] ** 2 + 2 * y[:, None] ** 2, 0.5 * np.abs(x)[None, :] + 0 * y[:, None]
minima = (MinimumMark(0.0, 0.0, 0.0), None, MinimumMark(0.0, 0.0, 0.0))
content = SliceContent(x, y, D, P, D + P, ("first", "second"), minima=minima, refine=not fine,
                       in_3d=solid and not unable, no_webgl=unable)

def on_message():
    for message in received("panels"):
        said = list(asdict(message).values())
        kept["told"].append({message.kind: said[0] if said else True})
        match message:
            case RangeShown(shown):
                kept["window"] = shown
            case CursorPut(place):
                kept["cursor"] = place
            case AtRest(step):
                kept["rest"] = step
            case Flat():
                kept["unable"] = True
            case Refine():
                kept["fine"] = window

messages = [message_of(picture, run="one", view=str(window)) for picture in slice_pictures(content)]
charts("panels", messages, columns=3, on_message=on_message)
st.code(json.dumps(kept["told"]), language=None)
if st.button("Put the cursor"):
    kept["cursor"] = [1.0, -0.5]
    st.rerun()
"""
NAMES = ["surface_data", "surface_penalty", "surface_total"]
ALL = "[...document.querySelectorAll('.le-body')].map((body) => body.explorer)"
CURSORS = f"() => {ALL}.map((c) => c.cursor.place)"
RANGES = f"() => {ALL}.map((c) => c.zoom.range)"
FINE = f"() => {ALL}.length === 3 && {ALL}.every((c) => c?.settled && c.plot._fullData[0].x.length === 61)"
DRIVER = ("GL Driver Message", "willReadFrequently")  # remarks on speed about plotly's own drawing in space


@pytest.fixture(scope="module")
def place(tmp_path_factory, browser) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("relief")
    (folder / "server.py").write_text(SERVER)
    (folder / "page.py").write_text(PAGE)
    yield from serve(folder / "log", script=str(folder / "server.py"))


TOLD = """name => {
  const of = (part) => document.querySelector(`[data-name=${name}] ${part}`).textContent
  return of('.le-status').includes('about ') && of('[role=status]') === of('.le-status')
}"""


@pytest.fixture
def panels(visit, place):
    page = visit(place, charts=3, color_scheme="light")
    page.page.wait_for_function(FINE)
    return page


def told(page) -> list[dict]:
    return json.loads(page.page.locator("code").first.inner_text())


def wait_told(page, word: str, value) -> None:
    page.page.wait_for_function(
        """([word, value]) => JSON.parse(document.querySelector('code').innerText)
          .some((news) => word in news && JSON.stringify(news[word]) === value)""",
        arg=[word, json.dumps(value, separators=(",", ":"))],
    )


def box(page, name: str):
    frame = page.page.evaluate(f"() => {ALL}.find((c) => c.data.name === '{name}').frame")
    around = page.chart(name).locator(".le-body").bounding_box()
    left, top = around["x"] + frame["left"], around["y"] + frame["top"]
    return lambda x, y: (left + frame["width"] * (x + 2) / 4, top + frame["height"] * (1.5 - y) / 3)


def test_a_cursor_stands_at_the_same_place_in_all_panels(panels):
    before = panels.page.evaluate(f"() => {ALL}.map((c) => c.over.toDataURL())")
    panels.page.mouse.click(*box(panels, "surface_data")(0.5, -0.6))
    at = panels.page.evaluate(CURSORS)
    assert at[0] == at[1] == at[2]
    assert at[0] == pytest.approx([0.5, -0.6], abs=0.02)
    after = panels.page.evaluate(f"() => {ALL}.map((c) => c.over.toDataURL())")
    assert all(a != b for a, b in zip(after, before, strict=True))
    wait_told(panels, "cursor", at[0])
    panels.page.keyboard.press("ArrowRight")
    panels.page.keyboard.press("Shift+ArrowUp")
    moved = panels.page.evaluate(CURSORS)
    assert moved[2] == moved[0] == pytest.approx([at[0][0] + 4 / 40, at[0][1] + 3 / 8], abs=1e-3)
    x, y = moved[0]
    for name, cost in (("surface_data", x * x + 2 * y * y), ("surface_penalty", 0.5 * abs(x))):
        panels.page.wait_for_function(TOLD, arg=name)  # a screen reader is told what is read once it rests
        said = panels.chart(name).get_by_role("status").inner_text()
        value, place = said.split("about ")[1].split(" at ")
        assert float(value) == pytest.approx(cost, rel=0.02)
        assert place == f"first {x:.3g}, second {y:.3g}"
    wait_told(panels, "cursor", moved[0])
    assert panels.page.evaluate(CURSORS) == moved  # the answer has moved nothing
    panels.page.keyboard.press("Escape")
    assert panels.page.evaluate(CURSORS) == [None] * 3
    wait_told(panels, "cursor", None)
    panels.page.keyboard.press("ArrowLeft")  # comes up where the moving point stands
    assert panels.page.evaluate(CURSORS)[0] == pytest.approx([1.5, 1.0], abs=1e-3)
    wait_told(panels, "cursor", panels.page.evaluate(CURSORS)[0])
    count = sum("cursor" in news for news in told(panels))
    panels.button("Put the cursor").click()  # as the server may
    panels.page.wait_for_function(f"() => {ALL}.every((c) => c.cursor.place?.[0] === 1)")
    assert sum("cursor" in news for news in told(panels)) == count


def test_zooming_one_panel_zooms_all_and_is_told(panels):
    panels.chart("surface_penalty").get_by_role("button", name="Zoom in").click()
    smaller = panels.page.evaluate(RANGES)
    assert smaller[0] == smaller[1] == smaller[2]
    assert smaller[0] == pytest.approx([-4 / 3, 4 / 3, -1, 1])
    wait_told(panels, "range", smaller[0])
    panels.page.wait_for_function(FINE)
    assert panels.page.evaluate(RANGES) == smaller  # the finer grid has the same range
    panels.chart("surface_total").locator(".le-body").focus()
    panels.page.keyboard.press("-")
    assert panels.page.evaluate(RANGES)[0] == pytest.approx([-2, 2, -1.5, 1.5])
    panels.page.keyboard.press("0")
    wait_told(panels, "range", None)
    panels.page.wait_for_function(f"() => {ALL}.every((c) => c.settled && c.zoom.range[0] === -2)")
    count = len(told(panels))
    panels.page.wait_for_timeout(700)
    assert len(told(panels)) <= count + 1  # a last picture to be refined; nothing goes round in circles


def test_zooming_ends_where_places_can_still_be_told_apart(panels):
    panels.page.mouse.click(*box(panels, "surface_data")(1.0, -0.6))
    for key, count in (("+", 45), ("-", 140)):
        for _ in range(count):
            panels.page.keyboard.press(key)
        range_ = panels.page.evaluate(RANGES)[0]
        wait_told(panels, "range", range_)
        panels.page.wait_for_function(FINE)
        x = np.array(panels.page.evaluate(f"() => [...{ALL}[0].plot._fullData[0].x]"))
        assert (np.diff(x) > 0).all()
        assert x[[0, -1]] == pytest.approx(range_[:2], rel=1e-12)
        if key == "+":
            assert 1e-5 < x[-1] - x[0] < 2e-5
            panels.page.evaluate(f"() => window.Plotly.relayout({ALL}[0].plot, {{'xaxis.range': [1, 1 + 1e-7]}})")
            panels.page.wait_for_function(f"before => {RANGES.removeprefix('() => ')}[0][1] === before", arg=range_[1])
        else:
            assert 5e11 < np.abs(range_).max() < 1e12


def test_an_answer_to_an_earlier_zoom_does_not_undo_a_later_one(panels):
    """The next press falls between what was told of the last one and its answer, and is not told when that comes."""
    panels.chart("surface_data").locator(".le-body").focus()
    panels.page.keyboard.press("+")
    wait_told(panels, "range", panels.page.evaluate(RANGES)[0])
    seen = panels.page.evaluate(
        f"""async () => {{
          const zoom = {ALL}[0].zoom
          zoom.nearer()
          const before = zoom.range
          const layout = {{ xaxis: {{ range: [-9, 9] }}, yaxis: {{ range: [-9, 9] }} }}
          zoom.chart.data.uirevision = 'an earlier answer'
          zoom.hold(layout)
          return [before, [...layout.xaxis.range, ...layout.yaxis.range]]
        }}"""
    )
    assert seen[1] == seen[0]


def test_dragging_zooms_all_panels(panels):
    at = box(panels, "surface_data")
    panels.page.mouse.move(*at(-1.0, 0.9))
    panels.page.mouse.down()
    panels.page.mouse.move(*at(0.0, 0.0), steps=3)
    panels.page.mouse.move(*at(1.2, -0.9), steps=3)
    panels.page.mouse.up()
    panels.page.wait_for_function(f"() => {ALL}.every((c) => c.zoom.range[0] > -1.5)")
    assert panels.page.evaluate(f"() => {ALL}.every((c) => c.data.uirevision.endsWith(' None'))")  # before the server knows
    ranges = panels.page.evaluate(RANGES)
    assert ranges[0] == ranges[1] == ranges[2]
    assert ranges[0] == pytest.approx([-1.0, 1.2, -0.9, 0.9], abs=0.05)
    assert panels.page.evaluate(CURSORS) == [None] * 3  # a drag is no click
    wait_told(panels, "range", ranges[0])


def test_arrows_are_the_gradients_of_the_step_shown(panels):
    lengths = f"""() => {ALL}.map((c) => {{
      const trace = c.played.find((t) => t.meta.play === 'arrows')
      return [trace.lengths(c.shown, c.frame), c.frame.width / 4, c.frame.height / 3]
    }})"""
    for step in (0, 30, 150):
        panels.scrub(step)
        px, py = 1.5 * 0.98**step, 0.9**step
        downhill = -np.array([(2 * px, 4 * py), (0.5, 0.0), (2 * px + 0.5, 4 * py)])
        (data, across, up), (penalty, *_), (total, *_) = panels.page.evaluate(lengths)
        pixels = downhill * [across, -up]
        pixels *= 64 / np.linalg.norm(pixels, axis=1).max()
        assert total == [pytest.approx(arrow, rel=1e-5, abs=1e-5) for arrow in pixels.tolist()]
        assert (data, penalty) == (total[:1], total[1:2])
    colours = f"""() => {ALL}.map((c) => {{
      const trace = c.played.find((t) => t.meta.play === 'arrows')
      const [[dx, dy]] = trace.lengths(c.shown, c.frame)
      const [x, y] = [c.frame.x(trace.run.column('px')[c.shown]), c.frame.y(trace.run.column('py')[c.shown])]
      const copy = new OffscreenCanvas(c.over.width, c.over.height).getContext('2d', {{ willReadFrequently: true }})
      copy.drawImage(c.over, 0, 0)
      const {{ ratio }} = c.canvases
      return [...copy.getImageData((x + 0.95 * dx - 2 * Math.sign(dx)) * ratio, (y + 0.95 * dy) * ratio, 1, 1).data]
    }})"""
    seen = panels.page.evaluate(colours)
    for pixel, name in zip(seen[:2], ("data", "penalty"), strict=True):
        colour = PALETTE["light"][name]
        assert pixel[:3] == pytest.approx([int(colour[i : i + 2], 16) for i in (1, 3, 5)], abs=8)


def test_the_finer_picture_is_asked_for_once_and_the_step_told_when_the_player_rests(visit, place):
    """With motion reduced the player shows a still every half second, each long enough to be taken for a rest."""
    page = visit(place, charts=3, reduced_motion="reduce")
    page.page.wait_for_function(FINE)
    page.page.wait_for_timeout(300)
    assert [list(news) for news in told(page)] == [["refine"]]
    page.page.evaluate(
        f"() => {ALL}.forEach((c) => {{ c.data.refine = true; c.build(); c.atRest.askForFiner(); c.atRest.askForFiner() }})"
    )
    page.scrub(40)
    page.scrub(55)
    wait_told(page, "rest", 55)
    assert sum(list(news) == ["refine"] for news in told(page)) == 1 + 3
    page.button("Play").click()
    page.page.wait_for_timeout(900)
    assert {news["rest"] for news in told(page) if "rest" in news} == {55}
    page.button("Pause").click()
    wait_told(page, "rest", page.step)
    assert page.step > 55


def solids(page) -> None:
    page.page.wait_for_function(
        f"() => {ALL}.length === 3 && {ALL}.every((c) => c?.settled && c.scene3d?.frame())", timeout=30000
    )


def test_in_space_one_turn_turns_all_and_the_path_stays_on_the_ground(visit, place):
    page = visit(place + "?solid=1", width=1000, height=640, charts=3)
    page.page.wait_for_function(FINE)
    solids(page)
    eyes = f"() => {ALL}.map((c) => Object.values(c.scene3d.scene.getCamera().eye))"
    before = page.page.evaluate(eyes)
    page.chart("surface_total").locator(".le-body").focus()
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("+")
    page.page.wait_for_function(
        f"b => {ALL}.every((c) => Math.abs(c.scene3d.scene.getCamera().eye.x - b) > 0.1)", arg=before[0][0]
    )
    after = np.array(page.page.evaluate(eyes))
    assert np.ptp(after, axis=0).max() < 1e-6
    middle = np.array([0, 0, -0.14])
    assert np.linalg.norm(after[0] - middle) == pytest.approx(np.linalg.norm(np.array(before[0]) - middle) / 1.2, rel=1e-6)
    # What the camera looks at is in the middle of the picture, wherever the camera stands.
    page.page.wait_for_function(f"() => {ALL}.every((c) => c.scene3d.version > 0)")
    middles = f"""() => {ALL}.map((c) => {{
      const [low, high] = c.plot._fullLayout.scene.zaxis.range
      const {{ left, top, width, height, project }} = c.scene3d.frame()
      const [x, y] = project(0, 0, (low + high) / 2 + ((high - low) * -0.14) / 0.7)
      return [x - left - width / 2, y - top - height / 2]
    }})"""
    assert np.abs(page.page.evaluate(middles)).max() < 1.5
    page.complaints[:] = [text for text in page.complaints if not any(known in text for known in DRIVER)]


def test_without_webgl_it_is_said_and_drawn_from_above(context_of, visit, place):
    context = context_of(viewport={"width": 1400, "height": 901})
    context.add_init_script(
        "const own = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) "
        "{ return kind.startsWith('webgl') ? null : own.call(this, kind, ...rest) }"
    )
    page = visit.again(context, place + "?solid=1", charts=3)
    page.page.get_by_text("no WebGL").wait_for()
    page.page.wait_for_function(FINE)
    assert page.chart("surface_data").locator(".le-caption").inner_text().startswith("Your browser cannot draw in 3-D")
    assert (
        "Arrows: the downhill pull" in page.chart("surface_total").locator(".le-rest").text_content()
    )  # all that a flat figure has
    assert sum("flat" in news for news in told(page)) == 1
    assert (
        page.page.evaluate(f"() => {ALL}.map((c) => [c.plot._fullData[0].type, Boolean(c.scene3d)])")
        == [["contour", False]] * 3
    )
    page.page.mouse.click(*box(page, "surface_data")(0.5, -0.6))
    assert page.page.evaluate(CURSORS)[2] == pytest.approx([0.5, -0.6], abs=0.02)
