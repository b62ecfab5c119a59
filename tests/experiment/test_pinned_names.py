"""What pinned runs are called: by what differs, or as the visitor called them."""

from __future__ import annotations

from explorer import Experiment
from explorer.experiment.pinned import name, rebased
from explorer.experiment.pinned_names import LONGEST_NAME, NONE, from_text, names, renamed, to_text


def test_beside_each_other_pinned_runs_are_named_by_what_differs():
    run = Experiment(loss="huber", penalty="l1", solver="adam")
    pins = [run.change(strength=0.5), run.change(strength=1.0, batch=16)]
    assert names(pins, run) == ("strength 0.5, batch full", "strength 1, batch 16")
    assert names([run], run) == (name(run),)  # nothing differs yet
    assert names([], run) == ()


def test_two_pinned_runs_never_have_one_name():
    run = Experiment()
    pins = [run.change(solver="momentum"), run.change(solver="momentum", params={"solver.beta": 0.5}), run]
    assert len(set(names(pins, run))) == 3


def test_a_name_of_the_visitors_holds_on_other_data_and_an_empty_one_takes_it_back():
    run = Experiment()
    pin = run.change(strength=0.5)
    given = renamed(NONE, pin, "  weaker   one ")
    assert names([pin], run, given) == ("weaker one",)
    other = Experiment(dataset="engel")
    moved = rebased(pin, other)
    assert moved is not None
    assert names([moved], other, given) == ("weaker one",)
    assert names([pin], run, renamed(given, pin, " ")) == names([pin], run)


def test_names_go_into_the_link_and_come_back():
    run = Experiment()
    pins = [run, run.change(loss="huber"), run.change(strength=1.0)]
    given = renamed(renamed(NONE, pins[1], "robust|one"), pins[2], "x" * 100)
    text = to_text(pins, given)
    assert from_text(pins, text) == (given, [])
    assert names(pins, run, given)[1:] == ("robust one", "x" * LONGEST_NAME)
    assert to_text(pins, NONE) == ""
    assert from_text(pins, "") == ({}, [])


def test_a_link_with_too_few_names_keeps_the_usual_ones():
    given, notes = from_text([Experiment()], "one|two")
    assert given == {}
    assert len(notes) == 1
