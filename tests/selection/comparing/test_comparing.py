"""A comparison in progress: results as they come, the same as all at once, and an end at any checkpoint."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, PENALTIES
from explorer.core import effort
from explorer.selection.comparing.compare import begin_comparison, compare
from tests.helpers.compared import compared, drawn

TWO = [LOSSES["squared"](), LOSSES["huber"]()]


def begun(**also):
    return begin_comparison(drawn(), TWO, PENALTIES["l2"](), [1.0, 0.1], folds=3, repeats=2, **also)


def test_results_come_from_the_first_repeat_of_the_first_loss_on():
    state = begun()
    assert (state.done, state.count, state.next) == (0, 2 * 2 * 3 + 2 * 3, "Squared, fold 1, repeat 1")
    assert state.so_far() is None
    with pytest.raises(ValueError, match="0 of 18 paths are found"):
        state.comparison()
    states = [state, *state.steps()]
    assert [one.done for one in states] == list(range(19))
    shown = [one.so_far() for one in states]
    names = [[] if found is None else sorted(row.name for row in found.rows if not row.trivial) for found in shown]
    assert names == [[]] * 3 + [["Squared"]] * 3 + [["Huber", "Squared"]] * 13
    assert [found.repeats for found in shown if found] == [1] * 9 + [2] * 7
    assert [found.nested is None for found in shown[-2:]] == [True, False]
    assert states[-1].next == ""
    assert states[-2].next == "Huber, folds 2 and 3, repeat 1"


def test_path_by_path_is_the_same_as_at_once():
    *_, last = begun().steps()
    once = compare(drawn(), TWO, PENALTIES["l2"](), [1.0, 0.1], folds=3, repeats=2)
    ours = last.comparison()
    for row in once.rows:
        assert (ours.row(row.name).scores == row.scores).all()
    assert (ours.nested.values == once.nested.values).all()


def test_what_is_shown_early_is_part_of_the_end():
    states = list(begun().steps())
    early, late = states[5].so_far(), states[-1].so_far()
    for row in early.rows:
        assert (row.scores == late.row(row.name).scores[:1]).all()


def test_a_checkpoint_may_end_it_and_the_state_goes_on_from_there():
    class CancelledError(Exception):
        pass

    def stop():
        raise CancelledError

    state = begun().advance()
    with pytest.raises(CancelledError):
        state.advance(stop)
    assert state.done == 1
    assert state.run().repeats == 2
    calls = []
    with pytest.raises(CancelledError):
        state.run(lambda s: (calls.append(s.done), stop() if s.done == 4 else None))
    assert calls == [2, 3, 4]


def test_a_metric_that_is_nowhere_finite_leaves_a_row_out():
    """Outside the exponential's range a Poisson model predicts what no number holds."""
    data = drawn("count")
    X = np.array(data.X)
    X[0] = 1e6
    found = compare(type(data)(X, data.y, task="count"), [LOSSES["poisson"](), LOSSES["squared"]()], PENALTIES["l2"](), [1e-8])
    assert all(np.isfinite(row.mean) for row in found.rows)
    assert {name for name, _ in found.left_out} | {row.name for row in found.rows} == {"Poisson", "Squared", "mean", "median"}


def test_searches_that_took_too_long_are_counted_and_told(monkeypatch):
    """With hardly any work allowed, Newton's method takes the step that it is at, and comes to no minimum."""
    monkeypatch.setattr(effort, "MOST", 1.0)
    found = compared(drawn("count"), ["poisson", "squared"], folds=3, repeats=1, nested=0)
    rows = {row.name: row for row in found.rows if not row.trivial}
    assert rows["Poisson"].missed > 0
    assert f"In {rows['Poisson'].missed} fits the lowest cost was not reached" in rows["Poisson"].note
    assert rows["Squared"].missed == 0
    assert "not reached" not in rows["Squared"].note
