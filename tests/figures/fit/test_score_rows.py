"""Classes by score, in a row for each."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.figures.base.palette import role
from explorer.figures.fit.picture import fit_picture
from tests.helpers.played import maps_of, same, shown_at


@pytest.mark.parametrize("model", ["linear", "mlp"])
def test_several_classes_are_shown_by_the_lead_of_the_true_one(model):
    e = Experiment(dataset="penguins", loss="cross_entropy", model=model, steps=60)
    problem, prepared, history = e.problem(), e.prepared(), e.train()
    picture = fit_picture(problem, prepared, history, picked=17)
    *marks, ring = maps_of(picture)
    assert [t["marker"]["symbol"] for t in marks] == [
        s + part for s in ("circle", "square", "triangle-up") for part in ("", "-open")
    ]
    assert [t["marker"]["color"] for t in marks[::2]] == [role(name) for name in ("positive", "negative", "third")]
    parts = (prepared.train, prepared.validation)
    for k in (0, 7, 33, 60):
        w = history.weights[k]
        for i, mark in enumerate(marks):
            part = parts[i % 2]
            own = part.y == i // 2
            z = problem.network.at(part.X[own]).predict(w)
            lead = z[:, i // 2] - np.delete(z, i // 2, axis=1).max(axis=1)
            assert same(shown_at(mark, w), lead) if k or model == "mlp" else (shown_at(mark, w) == 0).all()
        z, y = problem.network.predict(w)[17], problem.data.y[17]
        assert shown_at(ring, w) == pytest.approx([z[y] - np.delete(z, y).max()], rel=1e-4, abs=1e-6)
    z = problem.network.predict(history.weights[-1])
    right = (z.argmax(axis=1) == problem.data.y).sum()
    assert picture.title == f"The fit: {right} of {problem.n} end on the right side"
    assert f"{right} of {problem.n}" in picture.ending
    low, high = picture.figure.layout.xaxis.range
    assert low < 0 < high
