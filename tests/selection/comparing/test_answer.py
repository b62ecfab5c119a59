"""The answer as one sentence: every case of it, from figures that are made up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.selection.comparing.answer import answer, difference_figures, outlook, rounded
from explorer.selection.comparing.comparison import Comparison, ordered
from explorer.selection.comparing.resampled_t import Interval
from tests.helpers.compared import compared, drawn

FOUND = compared(drawn(), ["squared", "huber", "absolute", "log_cosh", "expectile"], strengths=[0.05], repeats=1)
NOISE = np.array([[0.5, -0.5, 1.0, -1.0, 0.0]])


def made(**above):
    """A comparison in which rows are by so much above the best, give or take."""
    rows = []
    for name, far in above.items():
        row = FOUND.row(name)
        values = 10.0 + far + (NOISE if far else 0.0)
        rows.append(replace(row, scores=np.broadcast_to(values, (1, 5))[..., None] + 0.0))
    return Comparison(FOUND.setup, 1, ordered(rows), (), FOUND.nested)


def test_best_as_good_and_worse_are_told():
    assert answer(made(Huber=0.0, Absolute=0.1, Squared=4.0)) == (
        "By mean absolute error, Huber (strength 0.05) predicts best; absolute is as good; "
        "squared is worse by 4.0 (2.5 to 5.5)."
    )


def test_alone_it_is_said_alone():
    assert answer(made(Squared=0.0)) == "By mean absolute error, squared (strength 0.05) predicts best."


def test_of_many_some_are_named():
    many = made(**{"Huber": 0.0, "Squared": 0.1, "Absolute": 0.2, "Log-cosh": 0.3, "Expectile": 0.4})
    assert answer(many).endswith("best; squared, absolute, log-cosh and 1 more are as good.")
    worse = made(**{"Huber": 0.0, "Squared": 5.0, "Absolute": 6.0, "Log-cosh": 7.0, "Expectile": 8.0})
    assert answer(worse).endswith("log-cosh is worse by 7.0 (5.5 to 8.5); 1 more is worse.")


def test_a_trivial_model_that_is_not_worse_is_told():
    assert answer(made(Huber=0.0, median=0.1)).endswith("best; the median, which looks at no feature, is as good.")
    assert answer(made(Huber=0.0, median=-4.0)).endswith("best; the median, which looks at no feature, is better.")
    assert answer(made(Huber=0.0, median=4.0)) == "By mean absolute error, Huber (strength 0.05) predicts best."


def test_what_to_expect_names_both_figures():
    text = outlook(FOUND)
    assert text.startswith("On new data expect a mean absolute error of about ")
    assert difference_figures(FOUND.nested.interval) in text
    assert outlook(replace(FOUND, nested=None)) == ""


@pytest.mark.parametrize(
    ("interval", "shown"),
    [
        ((2.06, 0.76, 3.36), "2.1 (0.8 to 3.4)"),
        ((206.0, 76.0, 336.0), "206 (76 to 336)"),
        ((0.00206, 0.00076, 0.00336), "0.0021 (0.0008 to 0.0034)"),
        ((0.0, 0.0, 0.0), "0.00 (0.00 to 0.00)"),
        ((-1.0, -1.3, -0.7), "-1.00 (-1.30 to -0.70)"),
        ((3.0, float("nan"), float("nan")), "3"),
    ],
)
def test_figures_are_as_exact_as_the_interval_is(interval, shown):
    assert difference_figures(Interval(*interval)) == shown


def test_beyond_what_decimals_show_there_are_three_figures():
    assert rounded(1.2345e-12, 14) == "1.23e-12"
