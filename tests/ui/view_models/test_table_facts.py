"""A line for each column of a table, and what is on offer for each choice."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.datasets import read_table
from explorer.datasets.table import Choices, OwnTable
from explorer.ui.view_models.table_facts import (
    column_facts,
    offered_features,
    offered_numbers,
    offered_positive,
    offered_tasks,
    trainable_losses,
    why_task,
)
from tests.helpers.own_data import GAPS

TABLE = read_table("id," + GAPS.replace("\n", "\n1,", 60)[:-2], name="x.csv")


def test_a_line_says_what_a_column_is_and_how_it_is_spread():
    facts = {fact.name: fact for fact in column_facts(TABLE, OwnTable(TABLE, Choices("price", weights="rooms")))}
    assert (facts["id"].kind, facts["id"].use) == ("one value", "left out")
    assert (facts["rooms"].use, facts["price"].use, facts["city"].use) == ("weights", "target", "feature")
    assert facts["city"].missing == "1 of 60"
    assert facts["city"].spread.startswith("3 values: ")
    assert sum(facts["city"].counts) == 59
    sizes = TABLE.column("size").known
    assert facts["size"].spread == f"{sizes.min():.3g} to {sizes.max():.3g}, median {np.median(sizes):.3g}"
    assert sum(facts["size"].counts) == sizes.size


def test_without_choices_nothing_is_used():
    assert {fact.use for fact in column_facts(TABLE, None)} == {"left out"}


@pytest.mark.parametrize(
    ("target", "tasks"),
    [("price", ["regression", "count", "amount", "positive"]), ("city", ["multiclass", "binary"]), ("nothing", [])],
)
def test_what_a_target_may_be(target, tasks):
    assert offered_tasks(TABLE, Choices(target)) == tasks


def test_the_reason_is_told_for_the_guess_alone():
    assert "taken for several classes" in why_task(TABLE, Choices("city", task="multiclass"))
    assert why_task(TABLE, Choices("city", task="binary")) == ""


def test_columns_that_are_taken_are_not_offered_again():
    choices = Choices("price", weights="rooms")
    assert offered_features(TABLE, choices) == ["id", "city", "size"]
    assert offered_numbers(TABLE, choices, "weights") == ["id", "rooms", "size"]
    assert offered_numbers(TABLE, choices, "exposure") == ["id", "size"]
    assert offered_numbers(TABLE, Choices("price"), "exposure") == ["id", "size"]  # a number of rooms is 0 somewhere
    assert offered_positive(TABLE, Choices("city")) == ["Bern", "Oslo", "Rome"]


def test_losses_are_those_that_train_on_such_a_target():
    assert "Logistic" in trainable_losses("binary")
    assert "Zero-one" not in trainable_losses("binary")
    assert trainable_losses("regression")[0] == "Squared"
