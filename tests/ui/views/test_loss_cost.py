"""The page Loss & cost without a browser: every data set, odd choices, picks, nudges and the way back."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from explorer import DATASETS, LOSSES, PENALTIES, Experiment
from explorer.figures.loss.curve import MOST_CURVES
from tests.helpers.paged import experiment, opened, unopened

pytestmark = pytest.mark.usefixtures("shown_step")


def page(**query: str) -> AppTest:
    return opened("loss_cost", query)


def told(at: AppTest) -> str:
    return "\n".join(e.value for e in [*at.markdown, *at.caption, *at.warning])


@pytest.mark.thorough
@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_data_set_has_the_page(dataset):
    at = page(dataset=dataset, steps="30")
    assert len(at.get("bidi_component")) == 8
    assert "The example in row" in told(at)
    assert "0.265" in told(at)


@pytest.mark.parametrize(
    "query",
    [
        {"dataset": "penguins", "loss": "hinge"},
        {"dataset": "wages", "loss": "gamma", "rate": "100"},
        {"dataset": "moons", "loss": "perceptron", "model": "mlp"},
        {"dataset": "stackloss", "loss": "barron", "loss__alpha": "-inf"},
        {"dataset": "stackloss", "loss": "epsilon_insensitive", "loss__epsilon": "10"},
        {"dataset": "engel", "edits": "0:1:1e9,5:1:3"},
        {"dataset": "breast_cancer", "solver": "adamw", "penalty": "l1", "edits": "3:30:-1"},
        {"dataset": "doctor_visits", "loss": "poisson", "start": "normal", "edits": "0:0:1e9"},
    ],
    ids=lambda q: "-".join(q.values()),
)
def test_odd_choices_have_the_page(query):
    assert "About " in told(page(steps="60", **query))


@pytest.mark.parametrize("penalty", list(PENALTIES))
def test_every_penalty_is_told_of(penalty):
    at = page(dataset="stackloss", penalty=penalty, steps="30")
    assert f"**About {PENALTIES[penalty].name}**" in told(at)
    assert len(at.get("bidi_component")) == (7 if penalty == "none" else 8)


def test_a_nudge_is_an_edit_and_can_be_put_back():
    at = page(dataset="stackloss", steps="30")
    slider = next(s for s in at.slider if s.label.startswith("Target"))
    row = next(s for s in at.selectbox if s.label == "Example").value
    slider.set_value(slider.max).run()
    assert not at.exception
    assert experiment(at).edits == ((row, 3, slider.max),)
    next(b for b in at.button if b.label.startswith(f"Put row {row} back")).click().run()
    assert experiment(at).edits == ()
    assert next(s for s in at.slider if s.label.startswith("Target")).value != slider.max


def test_a_class_is_flipped():
    at = page(dataset="moons", steps="30")
    before = experiment(at).prepared().train.y.sum()
    choice = next(c for c in at.segmented_control if c.label.startswith("Target"))
    choice.set_value(-choice.value).run()
    assert not at.exception
    assert abs(experiment(at).prepared().train.y.sum() - before) == 2


def test_an_edit_of_a_held_out_example_is_said_to_have_no_say():
    e = Experiment(dataset="engel")
    row = next(r for r in range(235) if r not in e.prepared().rows)
    at = page(dataset="engel", steps="30", edits=f"{row}:1:900.0")
    alt = "\n".join(str(c.proto) for c in at.get("bidi_component"))
    assert "1 of them not trained on and so without a say" in alt


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"dataset": "engel", "noise": "0.5"}, r"it is trained on as [0-9.]+ francs a year\."),
        ({"dataset": "moons", "flips": "0.1"}, r"it is trained on as [AB]\."),
        ({"dataset": "penguins", "flips": "0.1"}, r"it is trained on as (Adelie|Chinstrap|Gentoo)\."),
        ({"dataset": "penguins", "loss": "logistic", "flips": "0.1"}, r"it is trained on as (not )?Adelie\."),
    ],
)
def test_a_disturbed_target_is_told(query, said):
    """The costliest example is picked, which is one whose target was disturbed."""
    at = page(**query, steps="200")
    assert re.search(f"You disturbed the data: {said}", told(at))
    assert "You disturbed the data" not in told(page(**{k: v for k, v in query.items() if k in ("dataset", "loss")}))


def test_bad_cells_are_all_named_and_the_strength_first():
    at = unopened("loss_cost")
    at.query_params["steps"] = "30"
    cells = {"prediction": ["x"] * 8, "target": ["1"] * 8}
    at.session_state["worked.cells"] = {"examples": cells, "weights": {"weight": ["1", "?"]}, "strength": "-1"}
    said = at.run().warning[0].value.replace("\\", "").split("  \n")
    assert not at.exception
    assert said[0].startswith("strength: -1 is below 0")
    assert [line.split(":")[0] for line in said[1:6]] == [f"row {i}, prediction" for i in range(1, 6)]
    assert said[6] == "And 4 more: row 6, prediction; row 7, prediction; row 8, prediction; row 2, weight."


@pytest.mark.parametrize(
    ("loss", "penalty", "lines"),
    [
        ("squared", "l2", [r"\tfrac{1}{4}\big[(1 - 1.5)^2 + (2 - 2.5)^2", r"0.1 \cdot \big[\tfrac12 \cdot 0.1^2 + "]),
        ("huber", "mcp", [r"r_{1} &= 1 - 1.5 = -0.5:\quad |-0.5| \le 1.35,\; \ell_{1} = \tfrac12 (-0.5)^2 = 0.125",
                          r"\lambda &= 0.1", r"|0.4| > 3 (0.1),\; p_{4} = 1.5\, (0.1)^2 = 0.015"]),
        ("tukey", "scad", [r"|-0.5| \le 4.685", r"0.1 < |0.2| \le 3.7 (0.1)"]),
        ("cauchy", "elastic_net", [r"\tfrac{2.385^2}{2} \log\left(1 + (-0.5/2.385)^2\right) = 0.122331",
                                   r"w_{2} &= 0.2:\quad p_{2} ="]),
    ],
)  # fmt: skip
def test_the_worked_sum_has_every_intermediate_number(loss, penalty, lines):
    at = page(steps="30")
    next(s for s in at.selectbox if s.label == "Loss of the example").select(loss)
    next(s for s in at.selectbox if s.label == "Penalty of the example").select(penalty).run()
    assert not at.exception
    written = "\n".join(e.value for e in at.latex)
    for line in lines:
        assert line in written
    assert ("λ is the strength" in told(at)) == (penalty in ("mcp", "scad"))


def compare(at):
    return next(m for m in at.multiselect if m.label == "Compare with")


def test_a_loss_is_not_compared_with_itself_and_all_that_can_be_chosen_are_drawn():
    at = page(dataset="stackloss", steps="30")
    assert "Squared" not in compare(at).options
    assert compare(at).value == ["absolute", "huber"]
    assert compare(at).proto.max_selections == MOST_CURVES - 1
    most = ["huber", "quantile", "log_cosh", "cauchy", "tukey"]
    compare(at).set_value(most).run()
    assert not at.exception
    alts = "\n".join(str(c.proto) for c in at.get("bidi_component"))
    curves = next(line for line in alts.splitlines() if "Line chart of the loss of" in line)
    for name in most:
        assert LOSSES[name].name in curves
    next(s for s in at.selectbox if s.label == "Loss").select("huber").run()
    assert not at.exception
    assert compare(at).value == most[1:]


def test_what_cannot_be_trained_with_is_compared_from_the_start_and_again_when_it_is_asked_for():
    at = page(dataset="moons", loss="hinge", steps="30")
    assert "zero_one" in compare(at).value
    compare(at).set_value(["logistic"]).run()
    next(s for s in at.selectbox if s.label == "Loss").select("zero_one").run()
    assert not at.exception
    assert experiment(at).loss == "hinge"
    assert compare(at).value == ["logistic", "zero_one"]
    compare(at).set_value(["logistic"]).run()
    assert compare(at).value == ["logistic"]


@pytest.mark.thorough
@pytest.mark.parametrize("dataset", ["stackloss", "doctor_visits", "wages", "moons", "penguins"])
def test_the_facts_of_every_loss_that_fits_can_be_read(dataset):
    at = page(dataset=dataset, steps="30")
    read = next(s for s in at.selectbox if s.label == "Read about")
    task = DATASETS[dataset].task
    names = {LOSSES[i].name for i in LOSSES if task in LOSSES[i].domain.tasks}
    assert set(read.options) == names
    for loss in [i for i in LOSSES if task in LOSSES[i].domain.tasks]:
        next(s for s in at.selectbox if s.label == "Read about").select(loss).run()
        assert not at.exception
        assert f"**About {LOSSES[loss]().label}**" in told(at)
        assert LOSSES[loss].use[1:] in told(at)


def test_the_facts_of_zero_one_say_why_it_cannot_be_trained_with():
    at = page(dataset="moons", steps="30")
    next(s for s in at.selectbox if s.label == "Read about").select("zero_one").run()
    assert f"*It cannot be trained with:* {LOSSES['zero_one'].untrainable}." in told(at)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"penalty": "l2"}, "at no strength: the smaller a weight, the weaker the pull, so none gets all the way."),
        ({"penalty": "none"}, "at no strength."),
        ({"penalty": "elastic_net", "penalty__ratio": "0.0"}, "at no strength: the smaller a weight"),
        ({"penalty": "l1"}, "From strength "),
        (
            {"penalty": "l1", "loss": "absolute"},
            "from some strength on, but from which is not known here, since the loss has a kink",
        ),
        (
            {"penalty": "l1", "loss": "cauchy"},
            "from some strength on, but from which is not known here, since the loss is not convex",
        ),
        (
            {"penalty": "l1", "model": "mlp"},
            "from some strength on, but from which is not known here, since the model has hidden layers",
        ),
        ({"penalty": "l1", "solver": "adamw"}, "not known under AdamW, which does not minimise this cost."),
    ],
    ids=lambda v: "-".join(v.values()) if isinstance(v, dict) else "",
)
def test_when_all_weights_are_zero_is_said_or_why_it_is_not_known(query, said):
    assert f"*All weights zero* {said}" in told(page(dataset="stackloss", steps="30", **query))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"dataset": "engel", "loss": "absolute", "rate": "0.5"}, "steps of one length never settle"),
        ({"dataset": "blobs", "dataset__noise": "0.2", "strength": "0", "steps": "1000"}, "there is no lowest cost"),
    ],
)
def test_what_is_remarked_of_a_run_is_remarked_here_too(query, said):
    assert said in told(page(**query)).replace("\\", "")
