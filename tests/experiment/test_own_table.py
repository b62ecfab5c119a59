"""An experiment on a table of one's own, and its link: whole, named, damaged, or another table's."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.core.params import FieldError
from explorer.datasets import read_table
from explorer.datasets.table import Choices, OwnTable
from explorer.experiment.own_table import from_query, to_query
from explorer.experiment.pinned import from_text, rebased, to_text
from tests.helpers.exported import agrees

RNG = np.random.default_rng(0)


def text(rows: int, digits: int | None = 3) -> str:
    lines = ["a,b,city,y"]
    for k, (a, b) in enumerate(RNG.normal(size=(rows, 2)).tolist()):
        a, b = (value if digits is None else round(value, digits) for value in (a, b))
        lines.append(f"{a!r},{'' if b > 1 else repr(b)},{'Rome' if k % 3 else 'Oslo'},{2 * a - b!r}")
    return "\n".join(lines) + "\n"


SMALL = OwnTable(read_table(text(60), name="small.csv"), Choices("y", missing="median"))
LARGE = OwnTable(read_table(text(600, None), name="large.csv"), Choices("y", missing="median"))


def test_it_runs_as_any_other():
    run = Experiment(dataset=SMALL, penalty="l1", steps=60, validation=0.25)
    history = run.train()
    assert history.total[-1] < 0.5 * history.total[0]
    assert run.problem().names == ("a", "b", "city=Oslo", "city=Rome", "bias")
    assert run.path().weights.shape[1] == 5
    assert np.isfinite(run.cross_validate([1.0, 0.1], folds=3).errors).all()
    assert np.isfinite(run.surface(history, points=5).total).all()
    assert run.make("dataset") is run.source is SMALL


def test_the_same_content_gives_the_same_run_to_the_bit():
    other_form = read_table(text_of(SMALL).replace(",", ";"), name="other.csv")
    one, other = (Experiment(dataset=own, steps=40) for own in (SMALL, OwnTable(other_form, Choices("y", missing="median"))))
    assert one == other
    assert hash(one) == hash(other)
    assert one.train().weights.tobytes() == other.train().weights.tobytes()


def text_of(own: OwnTable) -> str:
    """The table as CSV, its numbers in full."""
    columns = own.table.columns
    cells = [
        [("" if x != x else repr(x)) for x in c.numbers.tolist()] if c.numbers is not None else [c.levels[k] for k in c.codes]
        for c in columns
    ]
    return "\n".join(",".join(row) for row in [own.table.names, *zip(*cells, strict=True)])


def test_what_does_not_go_with_it_is_refused_or_falls_back():
    with pytest.raises(FieldError, match="Logistic is for a binary target; small.csv has a regression one"):
        Experiment(dataset=SMALL, loss="logistic")
    assert Experiment(dataset="breast_cancer", flips=0.1).change(dataset=SMALL).loss == "squared"
    assert Experiment(dataset=SMALL).change(dataset="penguins").dataset == "penguins"
    classes = OwnTable(SMALL.table, Choices("city"))
    assert Experiment(dataset=SMALL).change(dataset=classes).make("loss").task == "binary"


@pytest.mark.parametrize("kind", ["numpy", "scikit-learn"])
def test_a_script_has_the_gaps_filled_as_the_run_has(kind):
    written = agrees(Experiment(dataset=SMALL, penalty="l2", strength=0.1, steps=300), kind)
    assert "TABLE" in written


def test_a_small_one_travels_whole():
    run = Experiment(dataset=SMALL, penalty="l1", edits=((3, 1, 0.5),), steps=50)
    query = run.to_query()
    assert (query["dataset"], "table" in query, "file" in query) == ("own", True, False)
    assert Experiment.from_query(query) == (run, [])
    assert Experiment.from_query(query)[0].dataset.name == "small.csv"


@pytest.mark.parametrize("own", [SMALL, LARGE], ids=["small", "large"])
def test_pinned_runs_share_it(own):
    run = Experiment(dataset=own, steps=50)
    pins = (run.change(penalty="l1"), run.change(strength=0.5))
    link = to_text(run, pins)
    assert link == "penalty=l1|strength=0.5"
    assert from_text(run, link) == (pins, [])
    assert rebased(Experiment(penalty="l1", steps=80), run) == pins[0]


def test_a_large_one_is_named_and_can_be_brought():
    run = Experiment(dataset=LARGE, penalty="l1", steps=50)
    query = run.to_query()
    assert sum(map(len, query.values())) < 1_000
    without, notes = Experiment.from_query(query)
    assert (without.dataset, without.penalty, without.steps) == ("diabetes", "l1", 50)
    (note,) = notes
    assert note.startswith('dataset: this link used a table of its sender\'s own, "large.csv", too large for a link.')
    assert note.endswith("Drop the file here. Using diabetes.")
    assert Experiment.from_query(query, LARGE.table) == (run, [])
    another, notes = Experiment.from_query(query, SMALL.table)
    assert another == without
    assert notes == ['dataset: "small.csv" is another table than "large.csv", which this link used. Using diabetes.']


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"table": "AAAA"}, "the table in the link is damaged"),
        ({"table": ""}, "the table in the link is damaged"),
        ({"table": "A" * 9_000}, "too long"),
        ({"loss": "gamma"}, "Gamma is for a positive target"),
        ({"loss": "bogus"}, '"bogus" is not one of squared'),
        ({"edits": "900:0:1"}, "row 900 is above 59"),
        ({"file": "junk"}, ""),
    ],
)
def test_junk_is_noted_and_nothing_is_raised(change, note):
    run, notes = Experiment.from_query(Experiment(dataset=SMALL).to_query() | change)
    assert note in " ".join(notes)
    assert (run.dataset == SMALL) == ("table" not in change)


def test_the_parameters_are_taken_out():
    texts = {**to_query(SMALL), "loss": "huber"}
    assert from_query(texts) == SMALL
    assert texts == {"loss": "huber"}
    assert from_query({"dataset": "own"}) is None
    left = {"dataset": "engel", "table": "x"}
    assert from_query(left) is None
    assert left == {"dataset": "engel"}
    with pytest.raises(FieldError, match="damaged"):
        from_query({"dataset": "own", "file": "x"})
