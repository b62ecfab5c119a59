"""Links: every experiment comes back from its own, and junk keeps the valid rest and is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import Experiment
from explorer.core.params import FieldError, Param, params_of
from explorer.experiment.menus import MENUS, own_params

FIELDS = params_of(Experiment)


def values_of(p: Param):
    if p.switch:
        return st.booleans()
    if p.choices:
        return st.sampled_from(p.choices)
    low, high = p.bounds
    ranged = st.integers(low, high) if p.whole else st.floats(low, high)
    return st.one_of(ranged, *(st.just(v) for _, v in p.also)) if p.also else ranged


@st.composite
def experiments(draw):
    """Any experiment that is allowed."""
    values = {menu: draw(st.sampled_from(sorted(entries))) for menu, entries in MENUS.items() if menu != "loss"}
    values["loss"] = draw(st.sampled_from(sorted(Experiment(dataset=values["dataset"]).losses())))
    values |= {name: draw(values_of(p)) for name, p in FIELDS.items() if name not in ("plane_x", "plane_y", "start")}
    params = {
        f"{menu}.{name}": draw(values_of(p))
        for menu, entries in MENUS.items()
        for name, p in own_params(menu, entries[values[menu]]).items()
    }
    places = st.tuples(st.integers(0, 9), st.just(0), st.floats(-1e3, 1e3))  # any data set has ten rows and a feature
    values["edits"] = draw(st.lists(places, max_size=3))
    while True:
        try:
            return Experiment(**values, params=params)
        except FieldError as error:
            remedy = error.remedy or pytest.fail(f"{error} has no way out")
            for name, value in remedy.items():
                (params if "." in name else values)[name] = value
            for name in list(params):  # an entry that was put in another's place has parameters of its own
                menu, own = name.split(".")
                if own not in own_params(menu, MENUS[menu][values[menu]]):
                    del params[name]


@given(experiments())
def test_every_experiment_comes_back_from_its_link(e):
    query = e.to_query()
    assert all(isinstance(k, str) and isinstance(v, str) for k, v in query.items())
    assert Experiment.from_query(query) == (e, [])
    assert Experiment.from_query({k: [v] for k, v in query.items()}) == (e, [])


DIGITS = st.integers(1, 6000).map(lambda n: "9" * n)
ANYTHING = st.one_of(
    st.text(max_size=30), DIGITS, st.integers(), st.none(), st.floats(), st.lists(st.text(max_size=5), max_size=3)
)
NAMES = st.one_of(st.sampled_from([*MENUS, *FIELDS, "loss.delta", "model.degree", "dataset.noise"]), st.text(max_size=12))


@given(st.dictionaries(NAMES, ANYTHING, max_size=8))
def test_reading_a_link_never_raises(query):
    e, notes = Experiment.from_query(query)
    assert isinstance(e, Experiment)
    assert all(isinstance(note, str) and 0 < len(note) < 1000 for note in notes)


@given(st.sampled_from(sorted(set(FIELDS) - {"plane_x", "plane_y"})), st.one_of(st.text(max_size=30), DIGITS))
def test_a_field_is_either_taken_or_told(name, text):
    place = {"dataset": "moons"} if name in ("flips", "balance") else {}
    e, notes = Experiment.from_query({name: text} | place)
    try:
        taken = FIELDS[name].parse(text)
    except FieldError:
        assert len(notes) == 1
        assert notes[0].startswith(f"{name}: ")
        assert e == Experiment(**place)
    else:
        assert getattr(e, name) == taken
        assert notes == []


@pytest.mark.parametrize("power", [400, 5000])
@pytest.mark.parametrize("name", ["strength", "seed", "steps"])
def test_numbers_beyond_floats_are_refused_as_fields(name, power):
    for value in (10**power, -(10**power)):
        with pytest.raises(FieldError, match=f"^{name}: "):
            Experiment(**{name: value})


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"rate": "1e999"}, "rate: 1e999 is not a finite number. Allowed: 0.000000001 to 1000 or auto."),
        ({"rate": "nan"}, 'rate: "nan" is not a number'),
        ({"rate": "-1"}, "rate: -1 is below 0.000000001"),
        ({"rate": ""}, "rate: it is empty"),
        ({"rate": "0,3"}, "use 0.3"),
        ({"steps": "1e3"}, 'steps: "1e3" is not a whole number'),
        ({"steps": "999999999"}, "steps: 999999999 is above 1000000"),
        ({"rate": ["0.2", "0.9"]}, "rate: appears 2 times; the first (0.2) is used"),
        ({"Strength": "1"}, "Strength: there is no such parameter. Did you mean strength?"),
        ({"loss": "bogus"}, 'loss: "bogus" is not one of squared, absolute, huber'),
        ({"loss": "<script>alert(1)</script>"}, '"<script>alert(1)</script>" is not one of'),
        ({"loss": "huber", "loss.delta": "0"}, "loss.delta: 0 is below 0.01. Allowed: 0.01 to 100."),
        ({"penalty": "elastic_net", "penalty.ratio": "1.5"}, "penalty.ratio: 1.5 is above 1. Allowed: 0 to 1."),
        ({"seed": "4294967296"}, "seed: 4294967296 is above 4294967295"),
        ({"dataset": "moons", "loss": "squared"}, "Allowed: logistic, hinge"),
        ({"dataset": "breast_cancer", "model": "polynomial", "model.degree": "5"}, "The highest degree here is 2"),
        ({"plane_x": "99"}, "plane_x: 99 is above 10"),
        ({"model.hidden": "3"}, "model.hidden: not used with these choices"),
        ({"state": "x" * 30_000}, "too long"),
        ({f"u{i}": "1" for i in range(500)}, "The link has 500 parameters"),
    ],
)
def test_junk_is_told_once_and_the_rest_is_kept(query, said):
    e, notes = Experiment.from_query({"strength": "0.5", **query} if len(query) < 60 and "state" not in query else query)
    assert len(notes) == 1
    assert said in notes[0]
    if len(query) < 60 and "state" not in query:
        assert e.strength == 0.5


def test_what_was_given_twice_keeps_the_first():
    assert Experiment.from_query({"rate": ["0.2", "0.9"]})[0].rate == 0.2


def test_what_streamlit_puts_into_a_link_is_passed_over():
    assert Experiment.from_query({"embed": "true", "embed_options": ["a", "b"]}) == (Experiment(), [])


def test_a_refused_choice_falls_back_to_what_works():
    e, _ = Experiment.from_query({"dataset": "breast_cancer", "model": "polynomial", "model.degree": "5"})
    assert (e.model, e.params["model.degree"]) == ("polynomial", 2)
    assert Experiment.from_query({"dataset": "moons", "loss": "squared"})[0].loss == "logistic"


def test_a_long_value_is_cut_in_the_note():
    _, notes = Experiment.from_query({"loss": "x" * 5000})
    assert notes[0].count("x") < 80
    assert "x" * 60 + "…" in notes[0]
