"""Domains: what they hold is what their facts say, and one lies in another where all its values do."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.domains import CLASSES, COUNTS, DOMAINS, LABELS, NONNEGATIVE, POSITIVE, REAL, Domain

VALUES = np.array([-2.0, -1.0, -0.5, -1e-300, 0.0, 1e-300, 0.5, 1.0, 1.5, 2.0, 1e9, np.nan, np.inf, -np.inf])


@pytest.mark.parametrize(
    ("domain", "held"),
    [
        (REAL, [-2.0, -1.0, -0.5, -1e-300, 0.0, 1e-300, 0.5, 1.0, 1.5, 2.0, 1e9]),
        (NONNEGATIVE, [0.0, 1e-300, 0.5, 1.0, 1.5, 2.0, 1e9]),
        (POSITIVE, [1e-300, 0.5, 1.0, 1.5, 2.0, 1e9]),
        (COUNTS, [0.0, 1.0, 2.0, 1e9]),
        (LABELS, [-1.0, 1.0]),
        (CLASSES, [0.0, 1.0, 2.0, 1e9]),
    ],
)
def test_a_domain_holds_what_its_words_say(domain, held):
    assert VALUES[domain.holds(VALUES)].tolist() == held


def test_one_lies_in_another_where_every_value_does():
    """By the values themselves; labels and classes are no numbers."""
    shifted = [Domain("1 or above", low=1.0), Domain("above 1", low=1.0, above=True), Domain("whole", whole=True)]
    numbers = [domain for domain in (*DOMAINS.values(), *shifted) if domain.numbers]
    for one in numbers:
        for other in numbers:
            assert one.within(other) == bool((other.holds(VALUES) | ~one.holds(VALUES)).all()), (one, other)
        assert not one.within(LABELS)
        assert not CLASSES.within(one)


def test_each_kind_of_target_lies_in_its_own_domain():
    assert all(task in domain.tasks for task, domain in DOMAINS.items())
    assert REAL.tasks == ("regression", "count", "amount", "positive")
    assert (POSITIVE.tasks, LABELS.tasks, CLASSES.tasks) == (("positive",), ("binary",), ("multiclass",))


def test_labels_and_classes_are_no_numbers():
    assert [domain.numbers for domain in (REAL, NONNEGATIVE, POSITIVE, COUNTS)] == [True] * 4
    assert [domain.numbers for domain in (LABELS, CLASSES)] == [False] * 2


def test_a_domain_of_numbers_from_a_limit_on_holds_that_limit_and_fractions():
    y = np.array([0.5, 1.0, 1.5])
    assert Domain("1 or above", low=1.0).holds(y).tolist() == [False, True, True]
    assert Domain("above 1", low=1.0, above=True).holds(y).tolist() == [False, False, True]
    assert Domain("whole", whole=True).holds(y).tolist() == [False, True, False]
