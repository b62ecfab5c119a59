"""Pinned runs: into a link and back, on other data, and by what they are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import Experiment
from explorer.experiment.checks import longest, seconds
from explorer.experiment.pinned import (
    MOST_PINS,
    RACE_SECONDS,
    at_length,
    at_lengths,
    cut_sentence,
    from_text,
    name,
    rebased,
    refusal,
    same_cost,
    same_loss,
    to_text,
)

SETTINGS = [
    {},
    {"strength": 0.5},
    {"loss": "huber", "params": {"loss.delta": 0.7}},
    {"penalty": "l1", "strength": 0.01},
    {"solver": "adam", "rate": 0.05, "batch": 20},
    {"schedule": "cosine"},
    {"noise": 0.5},
    {"edits": ((3, 1, 40.0),)},
]


@given(st.lists(st.sampled_from(range(len(SETTINGS))), max_size=MOST_PINS, unique=True), st.booleans())
def test_pins_come_back_from_their_link(which, changed):
    run = Experiment(dataset="line", steps=300, seed=3)
    pins = tuple(run.change(**{k: dict(v) if k == "params" else v for k, v in SETTINGS[i].items()}) for i in which)
    if changed and pins:
        pins = (pins[0].change(at=40, strength=2.0), *pins[1:])
    back, notes = from_text(run, to_text(run, pins))
    assert notes == []
    assert back == tuple(dict.fromkeys(pins))


@pytest.mark.parametrize(
    ("text", "kept", "said"),
    [
        ("strength=0.5|bogus", 1, '"bogus" in pinned run 2 is not a setting of a race'),
        ("seed=5", 0, '"seed=5" in pinned run 1'),
        ("strength=0.5|a b <i> " + "z" * 80 + "=1", 1, f'"a b <i> {"z" * 52}…" in pinned run 2 is not a setting'),
        ("strength=-1", 1, "Pinned run 1: strength: -1 is below 0"),
        ("|".join(f"strength={0.1 * k:.1f}" for k in range(1, 9)), 6, "at most 6 are kept"),
        ("loss=<img src=x>", 1, "is not one of"),
    ],
)
def test_junk_among_pins_is_told_and_the_rest_is_kept(text, kept, said):
    pins, notes = from_text(Experiment(), text)
    assert len(pins) == kept
    assert said in " ".join(notes)


def test_a_pin_follows_to_other_data_where_it_goes_with_them():
    pin = Experiment(loss="huber", strength=0.5)
    moved = rebased(pin, Experiment(dataset="engel", seed=7))
    assert (moved.dataset, moved.seed, moved.loss, moved.strength) == ("engel", 7, "huber", 0.5)
    assert rebased(pin, Experiment(dataset="moons")) is None
    several = Experiment(dataset="penguins", loss="cross_entropy")
    assert rebased(Experiment(dataset="penguins", loss="logistic"), several) is None


def test_a_pin_of_other_weights_is_left_out_of_a_link():
    pins, notes = from_text(Experiment(dataset="penguins", loss="cross_entropy"), "loss=logistic")
    assert pins == ()
    assert "other weights" in notes[0]


@pytest.mark.parametrize("degree", ["2", "3", None])
def test_a_pin_has_a_name_and_a_link_where_the_models_default_would_be_refused(degree):
    """30 features to the default degree of 3 are more products than are allowed; to degree 2 they are not."""
    query = {"dataset": "breast_cancer", "model": "polynomial"} | ({"model.degree": degree} if degree else {})
    run, _ = Experiment.from_query(query)
    assert run.params["model.degree"] == 2
    pin = run.change(strength=0.5)
    assert [name(run), name(pin)] == ["Logistic, strength 0.02", "Logistic, strength 0.5"]
    assert from_text(run, to_text(run, [run, pin])) == ((run, pin), [])


def test_a_pin_that_only_goes_with_another_start_is_left_out_and_told():
    """A perceptron starts at random; weights given for one data set are for no other."""
    run = Experiment(dataset="engel", standardise=False, start="normal")
    pins, notes = from_text(run, "loss=logistic|strength=0.5")
    assert [pin.strength for pin in pins] == [0.02, 0.5]
    assert notes[0].startswith("Pinned run 1: loss: ")
    far = Experiment(dataset="line", starting_weights=(900.0, 0.0), loss="squared")
    pins, notes = from_text(far, "loss=mean_cubed|edits=0.1:1e300")
    assert all(pin.starting_weights == far.starting_weights for pin in pins)
    assert len(notes) >= 2


def test_pins_end_earlier_where_they_would_take_too_long_together_and_it_is_told():
    run = Experiment(dataset="line", steps=90_000)
    pins = [run.change(strength=0.1 * k, solver="adam", batch=4) for k in range(1, 7)]
    shown = at_lengths(pins, run)
    assert sum(seconds(pin) for pin in shown) <= 1.01 * RACE_SECONDS
    assert len({pin.steps for pin in shown}) == 1
    assert [pin.batch for pin in shown] == [4] * 6
    assert f"6 pinned runs stop at step {shown[0].steps}" in cut_sentence(shown, run)
    short = run.change(steps=500)
    assert [pin.steps for pin in at_lengths(pins, short)] == [500] * 6
    assert cut_sentence(at_lengths(pins, short), short) == ""
    assert "pinned already" in refusal(pins, pins[2])


def test_a_pins_own_name_hangs_on_nothing_else_and_tells_every_other_apart():
    e = Experiment(dataset="line")
    runs = [e.change(**{k: dict(v) if k == "params" else v for k, v in settings.items()}) for settings in SETTINGS]
    assert len({name(run) for run in runs}) == len(SETTINGS)
    assert [name(run) for run in runs[:4]] == [
        "Squared, strength 0.02",
        "Squared, strength 0.5",
        "Huber, strength 0.02, δ = 0.7",
        "Squared, L1, strength 0.01",
    ]
    assert name(e.change(loss="huber")) == "Huber, strength 0.02"
    assert name(e.change(steps=900)) == name(e)


def test_what_may_stand_on_one_axis():
    e = Experiment()
    assert same_loss([e, e.change(strength=1.0)])
    assert not same_loss([e, e.change(loss="huber")])
    assert not same_loss([e.change(at=9, loss="huber")])
    assert not same_loss([Experiment(loss="huber"), Experiment(loss="huber", params={"loss.delta": 2.0})])
    assert same_cost([e, e.change(solver="adam", rate=0.1, batch=20)])
    assert not same_cost([e, e.change(strength=1.0)])
    assert not same_cost([e, e.change(noise=1.0)])
    assert not same_cost([e, e.change(solver="adamw")])
    moons = Experiment(dataset="moons")
    weighed = moons.change(class_weight="1,10")
    for other in (weighed, moons.change(at=9, class_weight="1,10")):
        assert not same_cost([moons, other])
        assert not same_loss([moons, other])
    assert name(weighed) != name(moons) != name(moons.change(class_weight="balanced")) != name(weighed)
    assert same_cost([weighed, weighed.change(solver="adam")])


def test_no_run_is_pinned_twice_and_no_more_than_can_be_told_apart():
    e = Experiment()
    assert refusal([], e) == ""
    assert "pinned already" in refusal([e], e)
    assert "pinned already" in refusal([e], e.change(steps=900))
    assert "Take one off" in refusal([e.change(strength=0.1 * k) for k in range(1, 7)], e)
    pin = e.change(at=400, strength=1.0)
    assert at_length(pin, e.change(steps=200)) == e.change(steps=200)


def test_a_pinned_run_is_never_longer_than_such_a_run_may_be():
    """What it may take alone and what a race may take are the same seconds, but its steps are told to two figures."""
    cut = []
    for data in ("line", "engel", "stackloss", "diabetes", "breast_cancer", "wages", "twins"):
        pin = Experiment(dataset=data, batch=2, steps=500)
        raced = int(RACE_SECONDS / (seconds(pin) / pin.steps))
        shown = at_length(pin, Experiment(dataset="line", steps=90_000))
        assert shown.steps == min(90_000, longest(pin), raced)
        cut.append(longest(pin) < raced)
    assert any(cut)
    assert not all(cut)
