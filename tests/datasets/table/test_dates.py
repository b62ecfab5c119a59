"""Dates and times in their usual forms, as pandas reads them, and what only looks like one."""

from __future__ import annotations

import pandas as pd
import pytest

from explorer.datasets.table.dates import are_dates

DATES = [
    "2026-11-30", "2026/1/5", "1999.12.31", "2026-11-30 10:15", "2026-11-30T10:15:30Z", "2026-11-30T10:15:30.25+01:00",
    "30/11/2026", "11/30/2026", "1-2-99", "Nov 30, 2026", "30 November 2026", "30-Nov-26", "2026-11",
]  # fmt: skip


@pytest.mark.parametrize("text", DATES)
def test_dates(text):
    assert are_dates([text])
    assert pd.notna(pd.to_datetime(text, dayfirst=text.startswith("30")))


@pytest.mark.parametrize("text", ["30.11.2026", "2026 Q3", "10:15", "10:15:30", "9:05 am"])
def test_other_forms(text):
    assert are_dates([text])


@pytest.mark.parametrize(
    "text", ["2026-13-01", "2026-11-32", "1.5", "2026", "12-34", "1/2", "may be", "192.168.0.1", "555-1234", "", "31/31/2026"]
)
def test_no_dates(text):
    assert not are_dates([text])


def test_all_have_to_be_dates():
    assert not are_dates(["2026-11-30", "soon"])
    assert not are_dates([])
