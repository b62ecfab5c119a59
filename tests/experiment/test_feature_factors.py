"""Factors of features as settings: by name, in a link, changed on the way, dropped where they mean something else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer import Experiment
from explorer.core.params import FieldError
from explorer.experiment import pinned
from explorer.experiment.changes import described
from explorer.experiment.feature_factors import from_text, in_order, in_words, tidy, to_text

DIABETES = Experiment(dataset="diabetes", penalty="l1", steps=40)


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.floats(0, 1000), max_size=4))
@settings(max_examples=25)
def test_text_gives_back_what_was_written(factors):
    assert from_text(to_text(tidy(factors))) == tidy(factors)
    assert "|" not in to_text(tidy(factors))


def test_a_link_keeps_them_and_says_nothing_of_what_is_usual():
    e = DIABETES.change(factors={"bmi": 0, "age": 2.5, "sex": 1}, adaptive=0.5, relaxed=True)
    query = e.to_query()
    assert query["factors"] == "age:2.5,bmi:0"
    assert Experiment.from_query(query) == (e, [])
    assert not {"factors", "adaptive", "relaxed"} & DIABETES.to_query().keys()
    assert e.problem().penalty.factors[2] == 0.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bmi", "name:factor"),
        ("bmi:x", "name:factor"),
        ("bmi:-1", "Allowed: 0 to 1000"),
        ("bmi:1e9", "Allowed: 0 to 1000"),
        ("weight:0", 'no feature "weight" here. Allowed: age, sex'),
    ],
)
def test_junk_in_a_link_is_named_and_left_out(text, said):
    e, notes = Experiment.from_query(DIABETES.to_query() | {"factors": text})
    assert e == DIABETES
    assert len(notes) == 1
    assert notes[0].startswith("factors: ")
    assert said in notes[0]


@pytest.mark.parametrize("bad", ["bmi:0", 3, [("bmi",)], {"bmi": "x"}, {3: 0.0}, {"bmi": float("nan")}])
def test_what_is_no_mapping_of_features_is_refused(bad):
    with pytest.raises(FieldError, match="factors: "):
        tidy(bad)


def test_hidden_layers_take_none():
    for changes in ({"factors": {"bmi": 0}}, {"adaptive": 1.0}):
        with pytest.raises(FieldError, match="hidden layers") as refused:
            Experiment(dataset="diabetes", model="mlp", **changes)
        assert refused.value.remedy == {"factors": (), "adaptive": 0.0}
    assert DIABETES.change(factors={"bmi": 0}, adaptive=1.0).change(model="mlp") == DIABETES.change(model="mlp")


def test_they_fall_away_with_the_features_that_they_are_of():
    e = DIABETES.change(factors={"bmi": 0})
    assert e.change(strength=0.5, loss="huber", standardise=False).factors == (("bmi", 0.0),)
    assert e.change(dataset="engel").factors == ()
    poly = Experiment(dataset="engel", model="polynomial", penalty="l2", params={"model.degree": 2})
    name = poly.problem().names[1]
    assert poly.change(factors={name: 3.0}).problem().penalty.factors == (1.0, 3.0)
    assert poly.change(factors={name: 3.0}).change(params={"model.degree": 3}).factors == ()


def test_they_change_on_the_way_and_a_run_goes_on():
    e = DIABETES.change(at=20, factors={"bmi": 0, "s5": 3}).change(at=30, adaptive=1.0)
    assert Experiment.from_query(e.to_query()) == (e, [])
    assert [described(a, b) for (_, a), (_, b) in zip(e.phases, e.phases[1:], strict=False)] == [
        "factors bmi × 0, s5 × 3",
        "adaptive off → 1",
    ]
    whole, on = e.train(), e.train(start=DIABETES.train())
    assert (whole.weights == on.weights).all()
    assert (whole.weights[20] == DIABETES.train().weights[20]).all()
    assert (whole.weights[25] != DIABETES.train().weights[25]).any()


def test_pinned_runs_keep_theirs_and_are_named_by_them():
    pin = DIABETES.change(factors={"bmi": 0})
    assert "factors bmi × 0" in pinned.name(pin)
    text = pinned.to_text(DIABETES, [pin])
    assert pinned.from_text(DIABETES, text) == ((pin,), [])
    assert not pinned.same_cost([DIABETES, pin])


def test_words_for_many():
    assert in_words((("a", 0.0), ("b", 2.0), ("c", 3.0))) == "a × 0, b × 2 and 1 more"
    with pytest.raises(FieldError, match="no feature"):
        in_order((("x", 2.0),), ["a"])


def test_they_stay_the_same_in_every_fold():
    cv = DIABETES.change(adaptive=1.0).cross_validation([0.1, 0.01], folds=2)
    assert cv.run().errors.shape == (2, 2)
    assert cv.problem.penalty.factors == DIABETES.change(adaptive=1.0).problem().penalty.factors
