"""Two runs that ended at the same place."""

from __future__ import annotations

from explorer import Experiment
from explorer.findings import findings, stretches
from explorer.findings.solvers_meet import SolversMeet


def of(run, rival):
    return [f.told for f in findings(run, run.train(), [(rival, rival.train())]) if f.finding.id == "meet"]


def test_told_at_the_last_step_where_both_minimise_the_same_cost_and_reached_it():
    slow, fast = Experiment(strength=0.5), Experiment(strength=0.5, solver="adam", rate=0.05)
    (one,) = of(slow, fast)
    assert (one.first, one.last) == (500, 500)
    assert one.sentence == "This run and Squared, Adam, strength 0.5, rate 0.05 reached the same weights."


def test_not_where_one_is_not_there_yet_nor_where_the_costs_differ():
    assert of(Experiment(strength=0.5), Experiment(strength=0.5, rate=1e-4)) == []
    assert of(Experiment(strength=0.5), Experiment(strength=0.51)) == []
    assert of(Experiment(strength=0.5), Experiment(strength=0.5, loss="huber")) == []


def test_without_pinned_runs_there_is_nothing_to_meet():
    e = Experiment()
    assert SolversMeet().told(next(stretches(e, e.train()))) == []
