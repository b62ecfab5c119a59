"""The fit of several classes, and under a log link: the browser shows what NumPy computes."""

from __future__ import annotations

import numpy as np
import pytest

from driving import serve
from explorer import Experiment
from explorer.figures.palette import PALETTE

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
from explorer.figures.fit import fit_picture
from explorer.preparation import prepare
from explorer.ui.chart import Term, chart, player

rng = np.random.default_rng(5)
y = np.arange(90) % 3
X = np.array([(-3.0, 0.0), (3.0, 0.0), (0.0, 4.0)])[y] + 0.8 * rng.normal(size=(90, 2))
prepared = prepare(Dataset(X, y, task="multiclass", classes=("A", "B", "C")), 0.3, 0, False)
problem = Problem(prepared.train, MODELS["linear"](), LOSSES["cross_entropy"](), PENALTIES["l2"](), 0.01)
history = train(problem, SOLVERS["gd"](rate=0.1), steps=50)
picture = fit_picture(problem, prepared, history, picked=17)
columns = {"step": history.steps, "total": history.total}
player(key="player", run="one", columns=columns, weights=history.weights, terms=[Term("total", "cost")])
chart(picture.figure, key="fit", name="fit", alt=picture.alt, title=picture.title, caption=picture.caption, run="one")
"""
BODY = "document.querySelector('[data-name=fit] .le-body')"
AT = """([layer, places]) => {
  const chart = document.querySelector('[data-name=fit] .le-body').explorer
  const copy = new OffscreenCanvas(chart.under.width, chart.under.height).getContext('2d', { willReadFrequently: true })
  copy.drawImage(chart[layer], 0, 0)
  const pixel = (x, y) => [...copy.getImageData(chart.frame.x(x) * chart.ratio, chart.frame.y(y) * chart.ratio, 1, 1).data]
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
            assert seen[:3] == pytest.approx([int(colour[i : i + 2], 16) for i in (1, 3, 5)], abs=6)
            assert 60 <= seen[3] <= 110
        base = [[x, -1.0] for x in np.linspace(-2, 2, 400)]
        dark = [place[0] for place, seen in zip(base, page.page.evaluate(AT, ["under", base]), strict=True) if seen[3] > 160]
        w = page.page.evaluate(
            "() => [...document.querySelector('[data-name=fit] .le-body').explorer.played[0].run.weightsAt(50)]"
        )
        level = (w[7] - w[6] - (w[4] - w[3])) / (w[0] - w[1])
        assert dark
        assert np.mean(dark) == pytest.approx(level, abs=0.05)
