"""The fit of several classes, and under a log link: the browser shows what NumPy computes."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from urllib.parse import parse_qs, urlparse

import numpy as np
import pytest
from sklearn.decomposition import PCA

from conftest import PLACE
from driving import serve
from explorer import Experiment
from explorer.figures.base.palette import PALETTE

VALUES = """row => document.querySelector('[data-name=fit] .le-body').explorer.played
  .filter((t) => t.meta.play === 'map').map((t) => [...t.values(row)])"""


def lead(y, z):
    return np.array([scores[k] - max(np.delete(scores, k)) for k, scores in zip(y, z, strict=True)])


@pytest.mark.parametrize(
    "e",
    [
        Experiment(dataset="penguins"),
        Experiment(dataset="penguins", model="mlp", steps=60),
        Experiment(dataset="doctor_visits"),
    ],
    ids=lambda e: f"{e.dataset}-{e.model}",
)
def test_the_fit_at_a_step_is_what_numpy_computes(visit, address, e):
    page = visit(address + "?" + "&".join(f"{k}={v}" for k, v in e.to_query().items()))
    problem, prepared, w = e.problem(), e.prepared(), e.train().weights[47]
    parts = [prepared.train, prepared.validation]
    raw = [problem.network.at(part.X).predict(w) for part in parts]
    if problem.loss.task == "multiclass":
        leads = [lead(part.y, z) for part, z in zip(parts, raw, strict=True)]
        expected = [own[part.y == k] for k in range(3) for part, own in zip(parts, leads, strict=True)]
    else:
        expected = [np.exp(z) for z in reversed(raw)]
    shown = page.page.evaluate(VALUES, 47)
    assert len(shown) == len(expected)
    for ours, theirs in zip(shown, expected, strict=True):
        assert len(ours) == len(theirs)
        assert np.max(np.abs(np.array(ours) - theirs)) <= 1e-5 * max(np.ptp(theirs), np.abs(theirs).max())


@pytest.mark.parametrize("dataset", ["penguins", "doctor_visits"])
def test_the_marks_move_with_the_step(visit, address, dataset):
    page = visit(address + f"?dataset={dataset}")
    picture = "() => document.querySelector('[data-name=fit] .le-plot + .le-canvas').toDataURL()"
    page.scrub(0)
    start = page.page.evaluate(picture)
    page.scrub(400)
    assert page.page.evaluate(picture) != start


SERVER = """
from pathlib import Path
import streamlit as st
from explorer.ui.chart import routes

app = st.App(Path(__file__).parent / "page.py", routes=routes())
"""
PAGE = """
import numpy as np
from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, train
from explorer.figures.fit.picture import fit_picture
from explorer.datasets.preparation import prepare
from explorer.ui.chart import Term, player
from explorer.ui.parts.picture import show

rng = np.random.default_rng(5)
y = np.arange(90) % 3
X = np.array([(-3.0, 0.0), (3.0, 0.0), (0.0, 4.0)])[y] + 0.8 * rng.normal(size=(90, 2))
prepared = prepare(Dataset(X, y, task="multiclass", classes=("A", "B", "C")), 0.3, 0, False)
problem = Problem(prepared.train, MODELS["linear"](), LOSSES["cross_entropy"](), PENALTIES["l2"](), 0.01)
history = train(problem, SOLVERS["gd"](rate=0.1), steps=50)
picture = fit_picture(problem, prepared, history, picked=17)
columns = {"step": history.steps, "total": history.total}
player(key="player", run="one", columns=columns, weights=history.weights, terms=[Term("total", "cost")])
show(picture, page="demo", run="one")
"""
BODY = "document.querySelector('[data-name=fit] .le-body')"
AT = """([layer, places]) => {
  const chart = document.querySelector('[data-name=fit] .le-body').explorer
  const copy = new OffscreenCanvas(chart.under.width, chart.under.height).getContext('2d', { willReadFrequently: true })
  copy.drawImage(chart[layer], 0, 0)
  const { frame, canvases: { ratio } } = chart
  const pixel = (x, y) => [...copy.getImageData(frame.x(x) * ratio, frame.y(y) * ratio, 1, 1).data]
  return places.map(([x, y]) => pixel(x, y))
}"""


def test_the_plane_of_three_classes_has_their_colours_and_lines_between(visit, tmp_path, browser):
    (tmp_path / "server.py").write_text(SERVER)
    (tmp_path / "page.py").write_text(PAGE)
    for address in serve(tmp_path / "log", script=str(tmp_path / "server.py")):
        page = visit(address, wait=False, color_scheme="light")
        page.page.wait_for_function(
            "() => document.querySelector('[data-name=fit] .le-body')?.explorer?.settled", timeout=30000
        )
        centres = [[-3.6, -1], [3.6, -1], [0, 4.5]]
        assert page.page.evaluate(AT, ["under", centres]) == [[0, 0, 0, 0]] * 3
        page.scrub(50)
        for seen, name in zip(page.page.evaluate(AT, ["under", centres]), ("positive", "negative", "third"), strict=True):
            colour = PALETTE["light"][name]
            hue, _, own = rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
            vivid = hls_to_rgb(hue, 0.5, max(own, 0.75))  # its hue, neither dark nor pale
            assert seen[:3] == pytest.approx([255 * part for part in vivid], abs=6)
            assert 60 <= seen[3] <= 95
        base = [[x, -1.0] for x in np.linspace(-2, 2, 400)]
        dark = [place[0] for place, seen in zip(base, page.page.evaluate(AT, ["under", base]), strict=True) if seen[3] > 160]
        w = page.page.evaluate(
            "() => [...document.querySelector('[data-name=fit] .le-body').explorer.played[0].run.weightsAt(50)]"
        )
        level = (w[7] - w[6] - (w[4] - w[3])) / (w[0] - w[1])
        assert dark
        assert np.mean(dark) == pytest.approx(level, abs=0.05)
        page.page.close()  # before its server stops, which it would complain of


STRENGTHS = """row => {
  const trace = document.querySelector('[data-name=fit] .le-body').explorer.played.find((t) => t.strokes)
  return [...trace.strokes.strengths(trace[trace.meta.residuals.targets], trace.values(row), row)]
}"""


@pytest.mark.parametrize(
    "e",
    [
        Experiment(dataset="engel", loss="epsilon_insensitive", steps=60),
        Experiment(loss="tukey", steps=60),
        Experiment(dataset="wages", loss="gamma", steps=60),
    ],
    ids=lambda e: e.loss,
)
def test_strokes_are_as_strong_as_the_slope_of_the_loss(visit, address, e):
    """To a thousandth of the strongest; beside a jump of the slope, either side of it is right."""
    page = visit(address + "?" + "&".join(f"{k}={v}" for k, v in e.to_query().items()))
    problem, history = e.problem(), e.train()
    y, loss = problem.data.y, problem.loss
    far = np.abs(y - y.mean()).max()
    strongest = far / y.mean() if loss.link == "log" else 2 * far
    for row in (0, 7, 60):
        z = problem.network.predict(history.weights[row])
        slopes = np.abs([loss.slope(y, z + h) for h in (-1e-5, 0.0, 1e-5)]) / strongest
        ours = np.array(page.page.evaluate(STRENGTHS, row))
        assert ours.shape == y.shape
        assert (ours >= np.minimum(slopes.min(axis=0), 1.0) - 1e-3).all()
        assert (ours <= np.minimum(slopes.max(axis=0), 1.0) + 1e-3).all()


RANGES = f"() => ['xaxis', 'yaxis'].map((a) => {BODY}.explorer.plot.layout[a].range)"
TARGET = f"i => {BODY}.explorer.plot._fullData.find((t) => t.name === 'training').y[i]"
MARK = """() => { window.marked = [...document.querySelectorAll('.le-chart, .le-plot')] }"""
SAME = """() => window.marked.every((n) => n.isConnected)"""


def run_of(page) -> Experiment:
    """The run in the link."""
    experiment, notes = Experiment.from_query(parse_qs(urlparse(page.page.url).query))
    assert notes == []
    return experiment


def edits_of(page) -> dict[tuple[int, int], float]:
    return {(row, column): value for row, column, value in run_of(page).now.edits}


def told(page) -> str:
    return page.page.locator("[data-name=fit] .le-status").text_content()


def test_an_outlier_is_dragged_with_the_mouse(visit, address):
    page = visit(address + "?dataset=engel")
    page.scrub(120)
    e = Experiment(dataset="engel")
    richest = int(e.problem().data.X[:, 0].argmax())
    row = int(e.prepared().rows[richest])
    px, py = page.page.evaluate(PLACE, richest)
    (_, _), (low, high) = page.page.evaluate(RANGES)
    height = page.chart("fit").locator(".nsewdrag").bounding_box()["height"]
    weights = page.page.evaluate(f"() => [...{BODY}.explorer.played[0].run.weightsAt(500)]")
    page.page.evaluate(MARK)
    mouse = page.page.mouse
    mouse.move(px + 3, py + 2)
    mouse.down()
    mouse.move(px + 4, py - 30, steps=3)
    assert f"row {row}" in page.chart("fit").locator(".le-tip").inner_text()
    page.change(mouse.up)
    assert page.page.evaluate(SAME)
    assert page.step == 120
    moved = edits_of(page)
    assert list(moved) == [(row, 1)]
    expected = e.raw().y[row] + 32 * (high - low) / height
    assert moved[row, 1] == pytest.approx(expected, abs=0.02 * (high - low))
    after = page.page.evaluate(f"() => [...{BODY}.explorer.played[0].run.weightsAt(500)]")
    assert after == pytest.approx(run_of(page).train().weights[500], rel=1e-5)
    assert after[0] > weights[0] + 1e-3
    assert page.page.locator(".le-moved").inner_text().startswith("1 example is moved.")
    assert page.page.evaluate(TARGET, richest) == pytest.approx(moved[row, 1], rel=1e-6)
    for step, target in ((119, e.raw().y[row]), (121, moved[row, 1])):  # before it was moved it is where it was
        page.scrub(step)
        page.ready()
        assert page.page.evaluate(TARGET, richest) == pytest.approx(target, rel=1e-6)
    page.scrub(120)
    page.change(page.button("Put it back").click)
    assert edits_of(page) == {}
    assert page.page.evaluate(SAME)


def test_more_of_a_run_takes_nothing_out_of_a_hand(visit, address):
    page = visit(address + "?dataset=engel&rate=0.001&steps=150")
    page.button("Run until it settles").click()
    page.button("Pause").click()
    page.scrub(30)
    px, py = page.page.evaluate(PLACE, int(Experiment(dataset="engel").problem().data.X[:, 0].argmax()))
    mouse = page.page.mouse
    mouse.move(px, py)
    mouse.down()
    mouse.move(px, py - 20, steps=2)
    page.change(lambda: page.page.evaluate("() => document.querySelector('.le-play').click()"))
    assert "1150" in page.page.locator(".le-where").inner_text()
    mouse.move(px, py - 40, steps=2)
    page.change(mouse.up)
    assert len(edits_of(page)) == 1
    page.button("Pause").click()


def test_what_is_told_of_examples_stands_over_the_line_below_and_moves_nothing(visit, address):
    page = visit(address + "?dataset=engel")
    tops = "() => [...document.querySelectorAll('.le-caption')].map((c) => c.getBoundingClientRect().top)"
    before = page.page.evaluate(tops)
    page.chart("fit").get_by_role("application").focus()
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("Enter")
    below, caption = (page.chart("fit").locator(name).bounding_box() for name in (".le-below > div", ".le-caption"))
    assert below["y"] == pytest.approx(caption["y"], abs=3)  # it lies over the line for as long as the chart has the focus
    plot = page.chart("fit").locator(".le-body").bounding_box()
    assert plot["y"] + plot["height"] <= below["y"]
    assert page.page.evaluate(tops) == before


def test_a_drag_beside_the_examples_still_zooms(visit, address):
    page = visit(address + "?dataset=engel")
    area = page.chart("fit").locator(".nsewdrag").bounding_box()
    before = page.page.evaluate(RANGES)
    mouse = page.page.mouse
    mouse.move(area["x"] + 0.1 * area["width"], area["y"] + 0.1 * area["height"])
    mouse.down()
    mouse.move(area["x"] + 0.6 * area["width"], area["y"] + 0.6 * area["height"], steps=4)
    mouse.up()
    page.page.wait_for_timeout(400)
    after = page.page.evaluate(RANGES)
    assert after[0][1] - after[0][0] < 0.7 * (before[0][1] - before[0][0])
    assert edits_of(page) == {}


def test_an_example_is_moved_by_keyboard(visit, address):
    page = visit(address + "?dataset=moons")
    e = Experiment(dataset="moons")
    data, rows = e.raw(), e.prepared().rows
    order = rows[np.argsort(data.X[rows, 0])]
    box = page.chart("fit").get_by_role("application")
    assert "training examples" in box.get_attribute("aria-label")
    box.focus()
    press = page.page.keyboard.press
    press("ArrowRight")
    press("]")
    press("]")
    press("ArrowLeft")
    row = int(order[1])
    assert told(page).startswith(f"row {row}, ")
    (left, right), (low, high) = page.page.evaluate(RANGES)
    press("Enter")
    assert "with Shift 5 times as far" in page.page.locator("[data-name=fit] .le-keys").inner_text()
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "ArrowLeft"):
        press(key)
    press("Escape")
    assert edits_of(page) == {}
    press("m")
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "Shift+ArrowLeft"):
        press(key)
    assert told(page).startswith(f"Moving row {row}, ")
    page.change(lambda: press("Enter"))
    moved = edits_of(page)
    assert list(moved) == [(row, 0), (row, 1)]
    assert moved[row, 0] == pytest.approx(data.X[row, 0] - 0.05 * (right - left), abs=1e-3 * (right - left))
    assert moved[row, 1] == pytest.approx(data.X[row, 1] + 0.03 * (high - low), abs=2e-3 * (high - low))
    assert told(page).startswith(f"row {row}, ")
    page.change(lambda: press("Delete"))
    assert edits_of(page)[row, 2] == -data.y[row]
    page.change(lambda: press("Backspace"))
    assert edits_of(page) == moved


@pytest.mark.parametrize(("loss", "lands"), [("poisson", 0.0), ("squared", -1.0)])
def test_a_target_is_not_moved_to_where_it_is_not_allowed(visit, address, loss, lands):
    """Fewer than no visits is what Poisson does not take and the squared loss does; a count stays whole."""
    page = visit(f"{address}?dataset=doctor_visits&loss={loss}")
    e = Experiment(dataset="doctor_visits", loss=loss)
    i = int((e.problem().data.y == 1).argmax())
    page.page.evaluate(f"i => {BODY}.explorer.dragExample.select(i)", i)
    page.chart("fit").get_by_role("application").focus()
    page.page.keyboard.press("Enter")
    for _ in range(9):
        page.page.keyboard.press("ArrowLeft")
    page.change(lambda: page.page.keyboard.press("Enter"))
    (place, value), *others = edits_of(page).items()
    assert place == (int(e.prepared().rows[i]), e.raw().X.shape[1])
    assert value == lands if loss == "poisson" else value <= lands
    assert value == round(value)
    assert not others


def test_views_switch_without_a_new_run_and_are_kept(visit, address):
    page = visit(address + "?dataset=penguins&steps=60")
    run = page.page.locator(".le-player").get_attribute("data-run")
    url = page.page.url
    page.scrub(47)
    page.chart("fit").get_by_label("View").select_option(label="two leading components")
    page.page.wait_for_function("() => document.querySelector('[data-name=fit] .xtitle').textContent.startsWith('component 1')")
    page.ready()
    assert page.page.locator(".le-player").get_attribute("data-run") == run
    assert page.page.url == url + "&fit_view=components"  # the link carries the view, and the run is the same
    assert page.step == 47
    e = Experiment(dataset="penguins", steps=60)
    problem, w = e.problem(), e.train().weights[47]
    x, y = page.page.evaluate(f"() => {{ const [f] = {BODY}.explorer.played; return [[...f.x], [...f.y]] }}")
    grid = np.stack([g.ravel() for g in np.meshgrid(x, y)], axis=1)
    pca = PCA(2, svd_solver="full").fit(problem.data.X)
    sign = np.sign(pca.components_[[0, 1], np.abs(pca.components_).argmax(axis=1)])
    expected = problem.network.at(pca.inverse_transform(grid * sign)).predict(w).ravel()
    [shown] = page.page.evaluate(VALUES, 47)
    assert np.max(np.abs(np.array(shown) - expected)) <= 1e-5 * np.abs(expected).max()
    page.page.get_by_role("link", name="Loss & cost").click()
    page.page.wait_for_selector("[data-name=examples]")
    page.page.get_by_role("link", name="Train").click()
    page.page.wait_for_function(
        "() => document.querySelector('[data-name=fit] .xtitle')?.textContent.startsWith('component 1')"
    )
    page.ready()
