"""A table comes into use, and what was computed of it is forgotten with the last visit that has it."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.core.cached import kept_bytes
from explorer.datasets.table import Choices, OwnTable, PackedTable
from explorer.datasets.table.packed import _read
from explorer.ui.own_table import use
from explorer.ui.own_table.draft import DRAFT
from explorer.ui.view_models.trained_run import trained
from tests.helpers.own_data import HOMES, press, used
from tests.helpers.whole_app import experiment, visit

pytestmark = pytest.mark.usefixtures("shown_step")


def test_the_table_in_use_is_kept_once():
    at = used()
    assert at.session_state[DRAFT].packed is None
    assert visit(at).own is experiment(at).dataset
    at = press(at, "Your table")
    assert at.session_state[DRAFT].packed is visit(at).own.held


def test_two_visits_with_files_of_one_name_have_each_its_own():
    one, other = used(HOMES), used(HOMES.replace("100", "555"))
    assert experiment(one).dataset.name == experiment(other).dataset.name
    assert experiment(one).dataset != experiment(other).dataset
    assert not (experiment(one).raw().y == experiment(other).raw().y).all()


def test_a_visit_with_a_table_counts_until_it_is_over():
    at = used(HOMES.replace("rooms", "beds"))
    owner = experiment(at).dataset.held.hash
    assert use._visits[owner] == 1
    at.run()
    assert use._visits[owner] == 1
    use._left(owner)
    assert owner not in use._visits


def test_what_was_computed_is_forgotten_with_the_last_visit():
    own = OwnTable(PackedTable(HOMES.replace("city", "place"), name="mine.csv"), Choices("price"))
    run = trained(Experiment(dataset=own, steps=50))
    assert run.surface is not None
    owner, before = own.held.hash, kept_bytes()
    use._visits[owner] = 2
    use._left(owner)
    assert any(one.experiment.dataset == own for one in trained.values())
    use._left(owner)
    assert not any(one.experiment.dataset == own for one in trained.values())
    assert not any(table.name == "mine.csv" for table in _read.values())
    assert kept_bytes() < before
    assert trained(Experiment(dataset=own, steps=50)).history.weights.tobytes() == run.history.weights.tobytes()
    assert owner not in use._visits
