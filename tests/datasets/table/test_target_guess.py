"""What a target is taken for, and that every loss of its domain takes it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import skew

from explorer import DATASETS
from explorer.core.domains import DOMAINS
from explorer.datasets import read_table
from explorer.datasets.table.target_guess import guess_task, possible_tasks, skewness

RNG = np.random.default_rng(2)
TARGETS = {
    "regression": RNG.normal(50, 4, 40).round(2),
    "count": RNG.poisson(2.0, 40),
    "amount": np.r_[0.0, RNG.exponential(10, 39).round(2) ** 2],
    "positive": RNG.exponential(10, 40).round(2) ** 2 + 0.5,
    "binary": RNG.integers(0, 2, 40) * 4 + 3,
    "multiclass": np.array(["a", "b", "c"] * 13 + ["a"]),
}


def column(values, name="y"):
    return read_table(f"{name},b\n" + "".join(f"{value},1\n" for value in values)).columns[0]


@pytest.mark.parametrize("task", TARGETS)
def test_each_task_is_guessed_and_among_those_that_are_possible(task):
    guess = guess_task(column(TARGETS[task]))
    assert guess.task == guess.possible[0] == task
    assert guess.reason.startswith("y ")
    assert set(guess.possible) == set(possible_tasks(column(TARGETS[task])))


@pytest.mark.parametrize("task", TARGETS)
def test_a_number_may_be_whatever_its_domain_holds(task):
    found = column(TARGETS[task])
    for other, domain in DOMAINS.items():
        if domain.numbers:
            holds = found.numbers is not None and domain.holds(found.numbers).all()
            assert (other in possible_tasks(found)) == holds
        else:
            assert (other in possible_tasks(found)) == (found.distinct in ({2} if other == "binary" else range(3, 11)))


@pytest.mark.parametrize("id", ["diabetes", "engel", "doctor_visits", "wages"])
def test_real_targets_may_be_what_they_are_declared_to_be(id):
    data = DATASETS[id]().load()
    assert data.task in guess_task(column([f"{value!r}" for value in data.y.tolist()])).possible


def test_classes_in_numbers_are_told_by_their_name():
    assert guess_task(column([0, 1, 2] * 5, "species")).task == "multiclass"
    assert guess_task(column([0, 1, 2] * 5, "visits")).task == "count"


def test_what_can_be_no_target():
    assert guess_task(column([f"t{k}" for k in range(12)])) is None
    assert guess_task(column(["", "", ""])) is None


def test_skewness_is_scipys():
    values = RNG.gamma(1.5, size=90)
    assert skewness(values) == pytest.approx(skew(values), rel=1e-12)
    assert skewness(np.ones(5)) == 0.0


def test_the_target_is_found_by_name_or_last():
    rows = "1,5,3\n2,1,4\n3,3,9\n4,7,7\n"
    assert read_table("a,target,b\n" + rows).guess_target()[0] == "target"
    assert read_table("a,b,c\n" + rows).guess_target() == (
        "c",
        "c is taken for the target because it is the last column that can be one.",
    )
    assert read_table("a,b\nx,1\ny,1\nz,1\n").guess_target() == ("", "")
