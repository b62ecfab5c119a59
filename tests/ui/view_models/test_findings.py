"""What is told of a run, cached by the run and its pins."""

from __future__ import annotations

from explorer import Experiment
from explorer.findings import findings
from explorer.ui.view_models.findings import findings_id, found_in
from explorer.ui.view_models.trained_run import trained

E = Experiment(penalty="l1", strength=0.3, steps=400)


def told(found) -> list:
    return [one.told for one in found]


def test_they_are_those_of_the_run_and_computed_once():
    run = trained(E)
    assert told(found_in(run, ())) == told(findings(E, E.train()))
    assert found_in(run, ()) is found_in(run, ())


def test_a_pinned_run_that_reached_the_same_weights_is_told_at_the_end():
    run = trained(E)
    pin = E.change(solver="momentum", steps=50)  # it is taken as long as the run
    (meet,) = (one.told for one in found_in(run, (pin,)) if one.finding.id == "meet")
    assert (meet.first, meet.last) == (400, 400)
    assert "Momentum" in meet.sentence
    far = E.change(strength=1.0)
    assert not [one for one in found_in(run, (far,)) if one.finding.id == "meet"]


def test_their_name_changes_with_the_run_and_with_its_pins():
    runs, pins = [trained(E), trained(E.change(strength=0.5))], [(), (E.change(solver="momentum"),), (E.change(solver="adam"),)]
    assert len({findings_id(run, beside) for run in runs for beside in pins}) == 6
    assert findings_id(runs[0], pins[1]) == findings_id(trained(E), (E.change(solver="momentum"),))
