"""Changes in mid-run: the continued run is the scheduled one, to the bit, and the link holds it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import LOSSES, PENALTIES, SOLVERS, Experiment, Problem, train
from explorer.core.params import FieldError
from explorer.datasets import read_table
from explorer.datasets.table import Choices, OwnTable
from explorer.experiment.changes import described

COLUMNS = ("steps", "weights", "data", "penalty", "total", "validation")


def same(a, b) -> bool:
    """Whether two histories are alike to the bit, verdict and all."""
    rows = all(np.array_equal(getattr(a, name), getattr(b, name)) for name in COLUMNS)
    tallies = a.summary[:3] + a.summary[4:] == b.summary[:3] + b.summary[4:] and np.array_equal(a.summary.tail, b.summary.tail)
    return rows and tallies and (a.status, a.message, a.rate) == (b.status, b.message, b.rate)


CHANGES = [
    {"strength": 1.0},
    {"strength": 0.0},
    {"penalty": "l1", "strength": 0.3},
    {"loss": "huber", "params": {"loss.delta": 0.5}},
    {"loss": "absolute"},
    {"solver": "adam"},
    {"solver": "momentum", "params": {"solver.beta": 0.5}},
    {"rate": 0.01},
    {"rate": 0.5},
    {"batch": 20},
    {"batch": None},
    {"edits": ((3, 1, 40.0), (4, 0, 2.0))},
    {"edits": ()},
    {"solver": "fista"},
    {"solver": "nesterov"},
    {"schedule": "cosine"},
    {"noise": 0.5},
    {"noise": 0.0},
]
live = st.tuples(st.integers(1, 259), st.sampled_from(range(len(CHANGES))))


@pytest.mark.thorough
@given(st.lists(live, min_size=1, max_size=4), st.sampled_from([None, 16]), st.integers(260, 450))
def test_a_run_changed_on_the_way_is_the_scheduled_run_to_the_bit(schedule, batch, steps):
    """Change after change, each continued from the history before it, against the whole trained from the start."""
    e = Experiment(dataset="line", steps=260, batch=batch)
    h = e.train()
    for at, which in sorted(schedule):
        e = e.change(at=at, **CHANGES[which])
        h = e.train(start=h)
    assert same(h, e.train())
    e = e.change(steps=steps)
    assert same(e.train(start=h), e.train())
    again, notes = Experiment.from_query(e.to_query())
    assert again == e
    assert notes == []


@pytest.mark.parametrize("model", ["linear", "mlp"])
def test_what_comes_after_a_change_is_a_run_of_its_own_from_there(model):
    """An oracle without schedules: train under the old settings, then under the new ones from those weights."""
    e = Experiment(dataset="line", model=model, steps=400, rate=0.02)
    both = e.change(at=150, loss="huber", penalty="l1", strength=0.2).train()
    first = e.train()
    data = e.prepared().train
    problem = Problem(data, e.make("model"), LOSSES["huber"](), PENALTIES["l1"](), 0.2)
    second = train(problem, SOLVERS["gd"](rate=0.02), steps=250, start=first.weights[150])
    assert np.array_equal(both.weights[:151], first.weights[:151])
    assert np.array_equal(both.total[:151], first.total[:151])
    assert np.array_equal(both.weights[150:], second.weights)
    assert np.array_equal(both.total[151:], second.total[1:])


def test_momentum_keeps_its_last_move_through_a_change():
    e = Experiment(dataset="line", solver="momentum", rate=0.01, steps=40)
    h = e.change(at=20, strength=2.0).train()
    w, state = h.state_at(20)
    assert np.array_equal(state[0], h.weights[19])
    slope = e.change(strength=2.0).problem().gradient(w) + 2.0 * w * (1.0, 0.0)
    assert h.weights[21] == pytest.approx(w - 0.01 * slope + 0.9 * (w - h.weights[19]), rel=1e-12)
    adam = e.change(at=20, solver="adam").train()
    assert len(adam.state_at(21)[1]) == 3
    assert len(adam.state_at(20)[1]) == 1


@pytest.mark.parametrize("steps", [1500, 2000, 2001, 4100, 9000])
def test_a_longer_run_takes_over_a_shorter_one(steps):
    e = Experiment(dataset="line", steps=1500)
    h = e.train()
    longer = e.change(steps=steps)
    assert same(longer.train(start=h), longer.train())
    assert len(longer.train().steps) <= 2002


def test_a_run_takes_no_rows_from_one_that_kept_too_few():
    coarse = Experiment(dataset="line", steps=9000).train()
    for e in (Experiment(dataset="line", steps=600), Experiment(dataset="line", steps=600).change(at=90, strength=1.0)):
        assert same(e.train(start=coarse), e.train())


def test_states_are_exact_across_changes():
    e = Experiment(dataset="line", solver="adam", batch=20, steps=330).change(at=77, strength=1.0).change(at=201, loss="huber")
    h = e.train()
    for k in (0, 1, 76, 77, 78, 150, 200, 201, 202, 330):
        assert np.array_equal(h.state_at(k)[0], h.weights[k])


def test_another_way_from_an_earlier_step_forgets_the_later_one():
    e = Experiment(steps=300).change(at=100, strength=1.0).change(at=200, loss="huber")
    assert [c[:2] for c in e.changes] == [(100, "strength"), (200, "loss")]
    back = e.change(at=150, solver="adam")
    assert [c[:2] for c in back.changes] == [(100, "strength"), (150, "solver")]
    twice = e.change(at=200, loss="absolute")
    assert twice.changes[1:] == ((200, "loss", "absolute"),)
    assert e.change(at=100, strength=e.strength).changes == ()
    h = e.train()
    assert same(back.train(start=h), back.train())


def test_the_fields_say_how_it_began_and_now_how_it_stands():
    e = Experiment(steps=300).change(at=100, strength=1.0, loss="huber")
    assert (e.strength, e.loss) == (0.02, "squared")
    assert (e.now.strength, e.now.loss, e.now.changes) == (1.0, "huber", ())
    assert e.problem() is e.now.problem()
    assert e.problem().strength == 1.0


def test_labels_can_be_flipped_and_a_class_thinned_while_it_plays():
    e = Experiment(dataset="moons", steps=200).change(at=50, flips=0.2).change(at=120, balance=0.3)
    h = e.train()
    assert h.runs[0].problem.n > h.runs[2].problem.n
    again, notes = Experiment.from_query(e.to_query())
    assert (again, notes) == (e, [])
    assert same(e.train(start=Experiment(dataset="moons", steps=200).train()), h)


def test_a_diverging_run_can_be_saved_in_time():
    e = Experiment(rate=0.4, steps=400)
    assert e.train().status == "diverged"
    saved = e.change(at=5, rate=0.05)
    h = saved.train(start=e.train())
    assert same(h, saved.train())
    assert (h.status, h.steps[-1]) == ("finished", 400)


def test_a_cost_that_overflows_after_a_change_is_told():
    """Weights that a diverging squared loss left far out: exp(-m) is inf there."""
    e = Experiment(dataset="blobs", loss="logistic", rate=1000.0, strength=0.0, penalty="none", steps=60)
    h = e.change(at=30, loss="exponential").train()
    assert h.status == "diverged"
    assert np.isfinite(h.total).all()
    assert "step 3" in h.message


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("strength", "not a list"),
        ([(1, 2)], r"not a \(step, field, value\)"),
        ([(0, "strength", 1.0)], "from 1 to 499"),
        ([(500, "strength", 1.0)], "from 1 to 499"),
        ([(1.5, "strength", 1.0)], "whole step"),
        ([(9, "dataset", "line")], "cannot change in mid-run. Allowed: strength"),
        ([(9, "strength", -1.0)], "at step 9, strength: -1 is below 0"),
        ([(9, "loss", "hinge")], "at step 9, loss: Hinge is for a binary target"),
        ([(9, "loss.delta", 1.0)], "at step 9, loss.delta: there is no such parameter"),
        ([(9, "edits", ((0, 99, 1.0),))], "at step 9, edits: column 99"),
        ([(k, "strength", 0.01 * k) for k in range(1, 203)], "at most 200"),
    ],
)
def test_bad_changes_name_themselves(changes, said):
    with pytest.raises(FieldError, match=said) as caught:
        Experiment(changes=changes)
    assert caught.value.field == "changes"
    assert caught.value.remedy == {"changes": ()}


def test_a_loss_for_other_scores_needs_a_run_of_its_own():
    with pytest.raises(FieldError, match="needs other weights, and so a run of its own"):
        Experiment(dataset="penguins", loss="cross_entropy").change(at=5, loss="logistic")
    with pytest.raises(FieldError, match="cannot change in mid-run"):
        Experiment().change(at=5, seed=1)


def test_a_link_with_junk_in_its_changes_keeps_the_rest():
    e, notes = Experiment.from_query({"strength": "0.5", "changes": "12:strength"})
    assert (e.strength, e.changes) == (0.5, ())
    assert "12:strength" in notes[0]
    assert "step:field:value" in notes[0]
    e, notes = Experiment.from_query({"strength": "0.5", "changes": "12:strength:abc"})
    assert (e.strength, e.changes) == (0.5, ())
    assert 'at step 12, strength: "abc" is not a number' in notes[0]


def test_a_settled_run_says_by_which_sign():
    assert "ten-billionth" in Experiment(steps=2000).train().converged
    assert Experiment(steps=40).train().converged == ""
    assert Experiment(steps=2000).change(at=1980, strength=1.0).train().converged == ""


def test_a_longer_run_of_adamw_has_the_same_bounds_as_one_from_the_start():
    """The verdict looks at the data loss there, what counts as an explosion at the whole cost."""
    e = Experiment(dataset="breast_cancer", solver="adamw", rate=3.0, strength=0.0, steps=1901)
    e = e.change(at=1900, strength=10.0, rate=1e-6, loss="squared_hinge")
    longer = e.change(steps=1990)
    assert same(longer.train(start=e.train()), longer.train())


@pytest.mark.parametrize(
    ("first", "change"),
    [
        ({}, {"batch": 8}),
        ({}, {"batch": 32}),
        ({"solver": "momentum"}, {"solver": "adam", "rate": 0.05}),
        ({"loss": "absolute"}, {"strength": 0.021}),
    ],
)
def test_hovering_about_the_minimum_after_a_change_is_no_divergence(first, change):
    h = Experiment(steps=800, **first).change(at=500, **change).train()
    assert h.status in ("finished", "band")


def test_a_rate_far_too_high_after_a_change_is_divergence_still():
    for change in ({"rate": 1.0}, {"solver": "momentum", "rate": 2.0}, {"batch": 20, "rate": 3.0}):
        h = Experiment(steps=900).change(at=500, **change).train()
        assert h.status == "diverged"
        assert h.remedy < h.rate


@pytest.mark.parametrize(
    "e",
    [
        Experiment(schedule="cosine", rate=0.001, steps=400, params={"schedule.floor": 0.0, "schedule.length": 50}),
        Experiment(schedule="step", rate=0.001, steps=400, params={"schedule.drop": 0.01, "schedule.every": 100}),
        Experiment(rate=1e-9, steps=400, strength=0.0),
    ],
)
def test_a_run_whose_rate_has_died_stands_still_and_is_not_called_converged(e):
    h = e.train()
    assert np.abs(e.problem().gradient(h.weights[-1])).max() > 0.1
    assert "Converged" not in h.converged
    assert h.converged == "" or h.converged.startswith("It stopped")


def test_a_step_below_zero_is_refused():
    with pytest.raises(FieldError, match="below 0"):
        Experiment().turn(-5, Experiment(strength=1.0))


@pytest.mark.thorough
def test_a_link_writes_each_move_of_a_point_once():
    e = Experiment(dataset="line", steps=500)
    edits: tuple = ()
    for i in range(40):  # where the last ten move examples anew
        edits = (*edits, (i % 30, 0, 1.0 + i), (i % 30, 1, 2.0 + i))
        e = e.change(at=2 * i + 1, edits=edits)
    e = e.change(at=400, edits=((5, 1, 7.0),))
    text = e.to_query()["changes"]
    assert len(text) < 3000
    again, notes = Experiment.from_query(e.to_query())
    assert (again, notes) == (e, [])
    old, notes = Experiment.from_query({"dataset": "line", "changes": "9:edits:3:1:4.0;20:edits:"})
    assert old.changes == ((9, "edits", ((3, 1, 4.0),)), (20, "edits", ()))


def test_other_data_are_named_those_of_ones_own_too():
    own = OwnTable(read_table("a,y\n" + "".join(f"{k % 9},{k * k % 7}.5\n" for k in range(20)), name="mine.csv"), Choices("y"))
    run = Experiment()
    assert described(run, run.change(dataset=own)) == "dataset Diabetes → mine.csv"
    assert described(run.change(dataset=own), run).startswith("dataset mine.csv → Diabetes")
