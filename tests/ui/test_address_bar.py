"""What a link opens: live runs with their changes, and the step to open at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explorer import Experiment
from explorer.datasets.table import Choices, OwnTable, PackedTable
from explorer.lessons import LESSONS
from explorer.ui.visit import Touched
from tests.helpers.whole_app import healthy, page, set_strength, visit

pytestmark = pytest.mark.usefixtures("shown_step")


def test_a_link_to_a_live_run_opens_it():
    e = Experiment(steps=300).change(at=100, strength=1.0).change(at=200, loss="huber")
    at = page(**e.to_query())
    assert visit(at).experiment == e
    assert next(b for b in at.selectbox if b.label == "Loss").value == "huber"
    assert next(s for s in at.select_slider if s.label == "Strength").value == 1.0
    assert at.query_params["changes"] in ("100:strength:1.0;200:loss:huber", ["100:strength:1.0;200:loss:huber"])


def test_a_link_may_name_the_step_to_open_at_which_is_not_kept():
    at = page(dataset="line", at="120")
    assert visit(at).order.seek == 120
    assert visit(at).notes == ()
    assert "at" not in at.query_params
    number = visit(at).order.number
    set_strength(at, 1.0)
    assert visit(at).experiment.strength == 1.0
    assert visit(at).order.number == number + 1  # a new run from the start, not the old order anew
    order = visit(page(dataset="line")).order
    assert (order.seek, order.message) == (None, "")


def test_a_page_that_outlives_its_session_gets_no_number_twice(monkeypatch):
    """The player follows an order, and answers a question, once for each number that it has not seen yet."""
    at = page(dataset="line")
    for step in (0.1, 0.2, 0.4):
        set_strength(at, step)
    used = visit(at).pending_number, visit(at).order.number
    later = visit(page(dataset="line"))
    assert later.pending_number > used[0]
    assert later.order.number > used[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", 'at: "x" is not a whole number such as 12. Allowed: whole numbers 0 to 200. Using 0.'),
        ("201", "at: 201 is above 200."),
        ("-3", "at: -3 is below 0."),
        ("1.5", "is not a whole number"),
        ("", "at: it is empty"),
    ],
)
def test_a_step_that_is_none_is_noted(text, said):
    at = page(dataset="line", steps="200", at=text)
    assert visit(at).order.seek is None
    assert len(visit(at).notes) == 1
    assert said in visit(at).notes[0]
    assert visit(at).experiment.steps == 200


def followed(at, on: str, **query: str):
    """Another page's link is followed while the script still handles what was touched on the page ``on``."""
    at.session_state["visit"] = replace(visit(at), page=on)
    at.session_state["touched"] = Touched("button")
    for name, value in query.items():
        at.query_params[name] = value
    return healthy(at.run())


def test_a_link_on_another_page_is_followed_although_a_control_was_just_touched():
    start = LESSONS["outliers"]().start
    assert visit(followed(page(), "learn", lesson="outliers")).experiment == start
    assert visit(followed(page(), "train", lesson="outliers")).experiment == Experiment()  # the address lags behind a control
    at = page(dataset="engel")
    at.query_params.clear()
    assert visit(followed(at, "learn")).experiment == Experiment(dataset="engel")  # the navigation drops the query


def test_a_link_whose_table_is_missing_stays_in_the_address_until_something_is_changed():
    rows = "".join(f"{k * 7919 % 10007},{k * 104729 % 99991},{k * 15485863 % 9999991}\n" for k in range(900))
    own = OwnTable(PackedTable("a,b,y\n" + rows, name="large.csv"), Choices("y"))
    query = Experiment(dataset=own, loss="huber", steps=80).to_query()
    at = page(**query)
    assert visit(at).waiting.table.name == "large.csv"
    assert visit(at).notes == ()
    assert {name: at.query_params[name] for name in query} in ({n: [t] for n, t in query.items()}, query)
    set_strength(at, 0.5)
    assert "file" not in at.query_params
    assert visit(at).waiting is not None


@pytest.mark.parametrize("file", ["junk", "AAAA", ""])
def test_a_link_that_names_no_table_is_noted(file):
    at = page(dataset="own", file=file, steps="40")
    assert visit(at).waiting is None
    assert "damaged" in " ".join(visit(at).notes)
    assert visit(at).experiment == Experiment(steps=40)
