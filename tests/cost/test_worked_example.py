"""The sum by hand: the article's numbers, and cells that name themselves."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, PENALTIES
from explorer.cost.worked_example import PREDICTIONS, STRENGTH, TARGETS, WEIGHTS, in_short, read_cells, read_strength, work_out


def articles_own():
    cells, complaints = read_cells({"prediction": PREDICTIONS, "target": TARGETS})
    weights, more = read_cells({"weight": WEIGHTS})
    strength, last = read_strength(STRENGTH)
    assert [*complaints, *more, *last] == []
    return cells["prediction"], cells["target"], weights["weight"], strength


def test_the_articles_cost():
    """0.265, as its own program prints."""
    y_pred, y_true, weights = np.array([1, 2, 3, 4]), np.array([1.5, 2.5, 3.5, 4.5]), np.array([0.1, 0.2, 0.3, 0.4])
    article = np.mean((y_pred - y_true) ** 2) + (0.1 / 2) * np.sum(weights**2)
    done = work_out(*articles_own(), LOSSES["squared"](), PENALTIES["l2"]())
    assert done.total == pytest.approx(article, rel=1e-15)
    assert done.total == pytest.approx(0.265, rel=1e-15)
    assert done.losses.tolist() == [0.25] * 4
    assert done.terms == pytest.approx([0.005, 0.02, 0.045, 0.08])
    assert (done.data, done.penalty) == pytest.approx((0.25, 0.015))


@pytest.mark.parametrize("penalty", list(PENALTIES))
@pytest.mark.parametrize("loss", [name for name, cls in LOSSES.items() if cls.task == "regression"])
def test_every_sum_adds_up(loss, penalty):
    done = work_out(*articles_own(), LOSSES[loss](), PENALTIES[penalty]())
    priced = float(done.terms.sum()) * (done.strength if PENALTIES[penalty].scaled else 1.0)
    assert done.data == pytest.approx(done.losses.mean())
    assert done.penalty == pytest.approx(priced, rel=1e-12)
    assert done.total == done.data + done.penalty


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("abc", 'row 2, target: "abc" is not a number such as 12, 0.3 or 1e-3. Allowed: -1000000 to 1000000.'),
        ("1,5", 'row 2, target: "1,5" has a decimal comma, use 1.5. Allowed: -1000000 to 1000000.'),
        ("", "row 2, target: it is empty. Allowed: -1000000 to 1000000."),
        ("1e9", "row 2, target: 1000000000 is above 1000000. Allowed: -1000000 to 1000000."),
        ("nan", 'row 2, target: "nan" is not a number such as 12, 0.3 or 1e-3. Allowed: -1000000 to 1000000.'),
        ("1e999", "row 2, target: 1e999 is not a finite number. Allowed: -1000000 to 1000000."),
    ],
)
def test_a_bad_cell_names_itself(text, said):
    _, complaints = read_cells({"prediction": ["1", "2"], "target": ["1", text]})
    assert complaints == [said]


def test_weights_of_examples_are_in_the_mean():
    cells = {"prediction": PREDICTIONS, "target": ("0", "2.5", "3.5", "4.5"), "example weight": ("3", "", "0", "0.5")}
    read, complaints = read_cells(cells)
    assert (complaints, read["example weight"].tolist()) == ([], [3.0, 1.0, 0.0, 0.5])
    weights = np.array([0.1, 0.2])
    done = work_out(
        read["prediction"], read["target"], weights, 0.1, LOSSES["squared"](), PENALTIES["l2"](), read["example weight"]
    )
    assert done.data == pytest.approx((3 * 1.0 + 0.25 + 0.5 * 0.25) / 4.5, rel=1e-15)
    assert done.total == done.data + done.penalty
    assert read_cells(cells | {"example weight": ("-1", "1", "1", "1")})[1] == [
        "row 1, example weight: -1 is below 0. Allowed: 0 to 1000000."
    ]
    assert read_cells(cells | {"example weight": ("0",) * 4})[1] == [
        "example weight: every one is 0. At least one has to be above 0."
    ]


def test_empty_rows_are_left_out_and_none_at_all_is_told():
    cells, complaints = read_cells({"prediction": ["1", None, " "], "target": ["2", "", None]})
    assert complaints == []
    assert cells["prediction"].tolist() == [1.0]
    assert read_cells({"weight": [None, ""]})[1] == ["weight: there is no row. At least one is needed."]
    assert read_cells({"weight": ["1"] * 51})[1] == ["weight: 51 rows; at most 50 are allowed."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-1", "strength: -1 is below 0. Allowed: 0 to 1000000."),
        ("0,1", 'strength: "0,1" has a decimal comma, use 0.1. Allowed: 0 to 1000000.'),
        ("", "strength: it is empty. Allowed: 0 to 1000000."),
    ],
)
def test_a_bad_strength_names_itself(text, said):
    assert read_strength(text)[1] == [said]


def test_bad_cells_beyond_the_sixth_are_named_too():
    _, complaints = read_cells({"prediction": ["x"] * 4, "target": ["1", "", "2", "y"], "weight": ["1", "1", "1", "z"]})
    told = in_short(complaints)
    assert len(complaints) == 7
    assert told[:6] == complaints[:6]
    assert told[6] == "And 1 more: row 4, weight."
    assert in_short(complaints[:6]) == complaints[:6]
    assert in_short([]) == []
