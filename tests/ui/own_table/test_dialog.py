"""The dialog: opened by the menu, closed by using the table; a link whose table is missing says so on the page."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.datasets.table import Choices, OwnTable, PackedTable
from explorer.ui.own_table.draft import OPEN
from tests.helpers.own_data import HOMES, dialog, drop, press, says, used
from tests.helpers.whole_app import choose, experiment, page, select, visit

pytestmark = pytest.mark.usefixtures("shown_step")
LARGE = "a,b,price\n" + "".join(f"{k * 7919 % 10007},{k * 104729 % 99991},{k * 15485863 % 9999991}\n" for k in range(900))


def test_your_data_stands_first_in_the_menu_and_opens_the_dialog():
    at = page(steps="60")
    assert select(at, "Data").options[0] == "Your data ..."
    at = dialog()
    assert at.session_state[OPEN]
    assert select(at, "Data").value == "diabetes"
    assert experiment(at).dataset == "diabetes"


def test_a_table_in_use_is_the_data_of_the_run_and_opens_again():
    at = used()
    assert not at.session_state[OPEN]
    assert experiment(at).dataset.name == "homes.csv"
    assert select(at, "Data").options[0] == "Your data: homes.csv"
    assert at.query_params["dataset"] in ("own", ["own"])
    at = press(at, "Your table")
    assert "60 rows, 4 columns" in says(at)
    assert select(at, "Target").value == "price"


def test_other_data_and_back_is_one_choice_each():
    at = used()
    run = experiment(at)
    at = choose(at, "Data", "engel")
    assert experiment(at).dataset == "engel"
    at = choose(at, "Data", "own")
    assert experiment(at).dataset == run.dataset
    assert not at.session_state[OPEN]


def test_a_link_with_a_large_table_waits_for_it_and_restores_everything():
    own = OwnTable(PackedTable(LARGE, name="large.csv"), Choices("price", features=("b", "a"), missing="median"))
    sent = Experiment(dataset=own, penalty="l1", strength=0.2, loss="huber", steps=80, edits=((5, 0, 1.5),))
    query = sent.to_query() | {"pins": "penalty=l2"}
    at = page(**query)
    assert "This link used large.csv, a table too large for a link." in says(at)
    assert (experiment(at).dataset, experiment(at).penalty, experiment(at).steps) == ("diabetes", "l1", 80)
    assert "file" in at.query_params
    at = press(at, "Bring the file")
    assert "Drop the file large.csv here." in says(at)
    at = drop(at, HOMES, "homes.csv")
    assert "homes.csv is another table than large.csv, which the link used." in says(at)
    at = drop(at, LARGE.replace(",", ";"), "renamed.csv")
    assert experiment(at) == sent
    assert experiment(at).train().weights.tobytes() == sent.train().weights.tobytes()
    assert [pin.penalty for pin in visit(at).pins] == ["l2"]
    assert visit(at).waiting is None
    assert "This link used" not in says(at)


def test_another_table_than_the_links_can_be_used_all_the_same():
    own = OwnTable(PackedTable(LARGE, name="large.csv"), Choices("price"))
    at = press(page(**Experiment(dataset=own, steps=80).to_query()), "Bring the file")
    at = press(drop(at, HOMES), "Use this table")
    assert experiment(at).dataset.name == "homes.csv"


def test_a_small_table_travels_whole():
    at = used()
    query = {name: value[0] if isinstance(value, list) else value for name, value in at.query_params.items()}
    assert len(query["table"]) < 8_000
    friend = page(**query)
    assert experiment(friend) == experiment(at)
    assert visit(friend).own == experiment(at).dataset
