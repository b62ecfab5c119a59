"""The work for a path is bounded: what was not reached is told, and the same question has the same answer."""

import time

import numpy as np
import pytest

from explorer import Experiment
from explorer.core import effort
from explorer.core.effort import WHOLE, newton_work
from explorer.path import regularization_path

DEAR = {
    "kinked": Experiment(dataset="diabetes", model="polynomial", loss="quantile", penalty="elastic_net"),
    "smooth": Experiment(dataset="diabetes", model="polynomial", loss="huber", penalty="l1"),
    "several": Experiment(dataset="penguins", model="polynomial", loss="cross_entropy", penalty="l1"),
}


@pytest.mark.parametrize("kind", list(DEAR))
def test_a_path_ends_where_its_work_is_done_and_says_which_minima_it_did_not_reach(kind, monkeypatch):
    """However little may be done there is an answer with its bound, and it is the same each time."""
    problem = DEAR[kind].problem()
    strengths = [0.1, 0.01, 1e-3]
    whole = regularization_path(problem, strengths)
    assert not whole.note or "was not reached" not in whole.note
    monkeypatch.setattr(effort, "MOST", 3 * newton_work(problem.n, problem.size))
    short = regularization_path(problem, strengths)
    assert 0 < short.work < whole.work
    assert "was not reached" in short.note
    assert np.isfinite(short.weights).all()
    excess = short.gap if short.gap is not None else short.kkt
    assert excess.max() > (whole.gap if whole.gap is not None else whole.kkt).max()
    assert (short.total >= whole.total * (1 - 1e-9)).all()
    assert (regularization_path(problem, strengths).weights == short.weights).all()


def test_the_whole_is_for_all_strengths_together(monkeypatch):
    problem = DEAR["smooth"].problem()
    strengths = np.geomspace(0.5, 1e-4, 12)
    all_of_it = regularization_path(problem, strengths).work
    monkeypatch.setattr("explorer.path.methods.general.WHOLE", all_of_it / 10)
    short = regularization_path(problem, strengths)
    assert short.work < all_of_it / 2
    reached = short.kkt <= short._finder.bound
    assert reached[0]
    assert not reached[-1]


def test_the_dearest_path_of_a_link_takes_seconds():
    """462 weights under a loss with kinks and an adaptive L1 took over five minutes; three strengths come at once now."""
    e = Experiment(dataset="wages", model="polynomial", loss="quantile", penalty="l1", validation=0.25)
    problem = e.with_settings({"model.degree": 6, "loss.tau": 0.75, "adaptive": 0.1}).problem()
    began = time.thread_time()
    path = regularization_path(problem, [1e-3, 1e-4, 1e-5])
    assert path.work <= 1.1 * WHOLE
    assert time.thread_time() - began < 60
    assert "was not reached" in path.note
    assert path.gap is not None
