"""The answer as one sentence: every case of it, from figures that are made up."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from explorer.core.text import rounded
from explorer.selection.comparing.answer import answer, decimals_of, difference_figures, outlook
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


def test_a_trivial_model_that_is_not_worse_is_told_first():
    """Also where it is but perhaps as good, and where some losses are worse: no sentence says that a loss predicts best."""
    for above, surely in ((0.1, "Not even the best loss surely"), (-4.0, "No loss here"), (-0.1, "No loss here")):
        text = answer(made(Huber=0.0, Squared=4.0, median=above))
        assert text.startswith(f"{surely} predicts better than the median, which looks at no feature. By mean ")
        assert "predicts best" not in text
        assert "Huber (strength 0.05) comes first of the losses; squared is worse" in text
    assert answer(made(Huber=0.0, median=4.0)) == "By mean absolute error, Huber (strength 0.05) predicts best."


def with_new(low, high):
    """Something expected on new data."""
    values = np.array([[low, high, low, high, 0.5 * (low + high)]])
    return replace(made(Huber=0.0), nested=replace(FOUND.nested, values=values, folds=5))


def test_what_to_expect_names_both_figures_only_where_they_differ():
    text = outlook(with_new(10.0, 14.0))
    assert text.startswith("On new data expect a mean absolute error of about 12.00 (")
    assert text.endswith("The best mean, 10.00, comes from the folds that chose its strength.")
    assert "10.00" not in outlook(with_new(9.0, 11.0)).partition("(")[2].partition(")")[2]
    assert outlook(replace(FOUND, nested=None)) == ""


def test_no_interval_holds_what_the_metric_cannot_be():
    assert " (0.00 to " in outlook(with_new(0.0, 20.0))


def test_of_a_share_per_cent_are_expected_with_its_article():
    found = compared(drawn("binary"), ["logistic"], strengths=[0.05], repeats=1)
    assert re.match(r"On new data expect an accuracy of about [\d.]+ % \([\d.]+ to [\d.]+ %\)", outlook(found))


def test_a_strength_at_the_end_of_those_tried_is_told():
    far = compared(drawn(), ["squared"], strengths=[300.0, 200.0, 100.0, 50.0, 40.0, 30.0], repeats=1, nested=0)
    assert f"(strength {far.best.strength:g}, the smallest tried)" in answer(far)


def test_all_figures_have_the_same_decimals_so_that_differences_are_those_of_what_is_shown():
    found = made(**{"Huber": 0.0, "Squared": 5.0, "Absolute": 0.003})
    decimals = decimals_of(found)
    assert rounded(found.row("Squared").mean, decimals) == "15.0"
    assert "worse by 5.0 (" in answer(found)
    assert (rounded(15357.2, 0), rounded(-0.04, 1)) == ("15,357", "0.0")


@pytest.mark.parametrize(
    ("interval", "shown"),
    [
        ((2.06, 0.76, 3.36), "2.1 (0.8 to 3.4)"),
        ((206.0, 76.0, 336.0), "206 (76 to 336)"),
        ((0.00206, 0.00076, 0.00336), "0.0021 (0.0008 to 0.0034)"),
        ((0.0, 0.0, 0.0), "0.00 (0.00 to 0.00)"),
        ((-1.0, -1.3, -0.7), "−1.00 (−1.30 to −0.70)"),
        ((3.0, float("nan"), float("nan")), "3"),
    ],
)
def test_figures_are_as_exact_as_the_interval_is(interval, shown):
    assert difference_figures(Interval(*interval)) == shown


def test_beyond_what_decimals_show_there_are_three_figures():
    assert rounded(1.2345e-12, 14) == "1.23e-12"
