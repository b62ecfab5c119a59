"""Tables as CSV: numbers come back to the bit, and nothing is run."""

import csv
import io

import numpy as np
import pytest

from explorer.experiment.export.tables.spreadsheet import csv_text, harmless, written


def test_numbers_come_back_to_the_bit_and_gaps_stay_gaps():
    values = np.random.default_rng(0).normal(size=20) * 10.0 ** np.arange(-150, 150, 15)
    text = csv_text(["a", "b"], [[float(value), None] for value in values])
    head, *lines = csv.reader(io.StringIO(text, newline=""))
    assert head == ["a", "b"]
    assert [float(line[0]) for line in lines] == values.tolist()
    assert {line[1] for line in lines} == {""}
    assert text.count("\r\n") == text.count("\n") == 21


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", "\n", " =", "＝", "－", "＋", "＠"])
def test_text_that_would_be_run_has_an_apostrophe_before_it(start):
    text = f"{start}cmd|' /C calc'!A0"
    assert harmless(text) == written(text) == f"'{text}"
    for line in csv.reader(io.StringIO(csv_text([text], [[text]]), newline="")):
        assert line == [f"'{text}"]


def test_text_that_runs_nothing_stays_as_it_is_and_commas_stay_inside_their_cell():
    (line,) = list(csv.reader(io.StringIO(csv_text([], [['a, "b"', "Huber", -1.5, 3, float("inf")]]), newline="")))[1:]
    assert line == ['a, "b"', "Huber", "-1.5", "3", ""]
