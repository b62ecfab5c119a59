"""The work for a path is bounded: what was not reached is told, and the same question has the same answer."""

import time

import numpy as np
import pytest

from explorer import Experiment
from explorer.core import effort
from explorer.core.effort import WHOLE, newton_work
from explorer.experiment.export.scripts.departure import UNKNOWN, departure
from explorer.path import regularization_path
from explorer.path.methods.choice import path_method
from explorer.path.regularization_path import path_weights
from explorer.path.zeroing import null_weights
from explorer.selection.cross_validation import cross_validate
from explorer.ui.view_models.path_notes import path_notes

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
    assert not whole.missed.any()
    assert whole.method.startswith(whole._finder.promise)
    monkeypatch.setattr(effort, "MOST", 3 * newton_work(problem.n, problem.size))
    short = regularization_path(problem, strengths)
    assert 0 < short.work < whole.work
    assert "was not reached" in short.note
    assert short.missed.any()
    assert not short.exact
    assert not any(claim in short.method for claim in ("xact", "within 1e-4"))
    assert not any(claim in path_notes(problem, short, 10.0)[0] for claim in ("xact", "within", "Checked", "at most"))
    assert path_weights(problem, strengths)[1] == short.missed.sum()
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


def test_several_classes_reach_every_minimum_of_a_whole_picture():
    """Many small weights that would cross zero end one step together: at one a step the path was cut after ten seconds."""
    problem = DEAR["several"].problem()
    path = regularization_path(problem)
    assert not path.missed.any()
    assert path.kkt.max() < 1e-6
    assert path.work < WHOLE / 10


def test_a_cross_validation_says_in_how_many_fits_the_minimum_was_not_reached(monkeypatch):
    problem, strengths = DEAR["smooth"].problem(), [0.1, 1e-3]
    assert "not reached" not in cross_validate(problem, strengths, folds=3).note
    monkeypatch.setattr(effort, "MOST", 2 * newton_work(problem.n, problem.size) / 3)
    note = cross_validate(problem, strengths, folds=3).note
    assert "of 8 fits the lowest cost was not reached" in note  # two strengths in three folds, and the two choices


def test_where_the_free_features_take_too_long_no_strength_is_said_to_zero_the_rest(monkeypatch):
    e = Experiment(dataset="diabetes", model="polynomial", loss="huber", penalty="l1")
    free = Experiment.with_settings(e, {"factors": dict.fromkeys(e.problem().names[:3], 0.0)}).problem()
    assert null_weights(free) is not None
    assert regularization_path(free, [1.0]).zeroing > 0
    monkeypatch.setattr(effort, "MOST", 1.0)
    again = Experiment.with_settings(e, {"factors": dict.fromkeys(e.problem().names[1:4], 0.0)}).problem()
    assert null_weights(again) is None
    assert regularization_path(again, [1.0]).zeroing is None


def test_a_search_for_the_strength_that_zeroes_all_claims_none_where_it_was_cut(monkeypatch):
    """But a path may begin where it ended."""
    e = Experiment(dataset="penguins", loss="crammer_singer", penalty="l1")
    certain = path_method(e.problem()).zeroing
    assert certain > 0
    monkeypatch.setattr(effort, "MOST", 1.0)
    cut = path_method(e.change(seed=5).problem())
    assert cut.zeroing is None
    assert cut.largest_strength > 0.1 * certain


def test_a_script_does_not_compare_a_run_with_a_minimum_that_was_not_reached(monkeypatch):
    e = Experiment(dataset="diabetes", loss="huber", penalty="l1", strength=0.01, steps=50)
    assert departure(e) != UNKNOWN
    monkeypatch.setattr(effort, "MOST", 1.0)
    assert departure(e) == UNKNOWN
