"""Pinned runs in the picture of the fit: what is drawn, how it looks, and what is said where nothing is."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem
from explorer.datasets.preparation import fit_scaling
from explorer.figures.base.palette import pinned_style
from explorer.figures.fit.picture import fit_picture
from explorer.figures.fit.pinned import pinned_lines
from tests.helpers.played import shown_at
from tests.helpers.told import told


@pytest.mark.parametrize("loss", ["squared", "poisson"])
def test_pinned_lines_are_what_each_pinned_run_predicts_under_its_own_link(loss):
    raw = Experiment(dataset="doctor_visits").raw()
    data = Dataset(raw.X[:, :1], raw.y, features=raw.features[:1], target=raw.target, task="count")
    scaling = fit_scaling(data, True, False)
    pin = Problem(scaling.apply(data), MODELS["linear"](), LOSSES[loss](), PENALTIES["none"](), 0.0)
    w = np.array([0.4, -0.3])
    grid = np.linspace(-1.0, 2.0, 7)[:, None]
    [trace] = pinned_lines([pin], grid, scaling)
    z = 0.4 * grid[:, 0] - 0.3
    assert shown_at(trace, w) == pytest.approx(np.exp(z) if loss == "poisson" else z, rel=1e-5)
    assert trace["x"] == pytest.approx(scaling.original_x(grid)[:, 0])
    assert trace["meta"]["pinned"] == 0


@pytest.mark.parametrize(("name", "to"), [("engel", "y"), ("moons", "boundary")])
def test_pinned_runs_are_drawn_in_their_looks_where_they_can_be_and_said(name, to):
    e = Experiment(dataset=name, steps=20)
    pins = [e.change(strength=s).problem() for s in (0.5, 2.0)]
    alone, two = (fit_picture(e.problem(), e.prepared(), e.train(), pins=len(p), pinned=p) for p in ([], pins))
    drawn = [t for t in two.figure.to_dict()["data"] if "pinned" in (t.get("meta") or {})]
    assert [t["meta"]["pinned"] for t in drawn] == [0, 1]
    assert {t["meta"]["to"] for t in drawn} == {to}
    assert [(t["line"]["color"], t["line"]["dash"]) for t in drawn] == [pinned_style(0), pinned_style(1)]
    assert "Pinned runs are in colour." in told(two)
    assert "2 pinned runs" in two.alt
    assert "pinned" not in told(alone) + alone.alt
    assert len(two.figure.data) == len(alone.figure.data) + 2


@pytest.mark.parametrize("name", ["diabetes", "breast_cancer", "penguins"])
def test_where_pinned_runs_are_not_drawn_it_is_said(name):
    e = Experiment(dataset=name, steps=20)
    pin = e.change(strength=2.0).problem()
    picture = fit_picture(e.problem(), e.prepared(), e.train(), pins=1, pinned=[pin])
    assert "Pinned runs are not drawn here." in told(picture)
    assert not [t for t in picture.figure.to_dict()["data"] if "pinned" in (t.get("meta") or {})]
