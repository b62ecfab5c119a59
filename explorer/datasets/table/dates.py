"""Whether texts are dates or times: year, month and day in one of the usual orders, with a time behind if there is one."""

from __future__ import annotations

import re
from collections.abc import Iterable

TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?(?:Z| ?[+-]\d{2}:?\d{2})?)?"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
FORMS = [
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"(?:1\d|2\d)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01]){TIME}",
        rf"(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|1[0-2])\1(?:\d\d)?\d\d{TIME}",
        rf"(?:0?[1-9]|1[0-2])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:\d\d)?\d\d{TIME}",
        rf"(?:\d{{1,2}}[. -]*)?{MONTH}[ ,-]*(?:\d{{1,2}}(?:st|nd|rd|th)?[ ,-]+)?\d{{2,4}}{TIME}",
        r"(?:1\d|2\d)\d\d[-/](?:0[1-9]|1[0-2])",
        r"(?:1\d|2\d)\d\d[ -]?Q[1-4]",
        r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?",
    )
]
"""Year first, day first, month first, the month in letters, year and month, year and quarter, a time of day."""


def are_dates(texts: Iterable[str]) -> bool:
    """Whether every one of some texts is a date or a time.

    >>> are_dates(["2026-11-30", "2026-12-01 10:15"]), are_dates(["30.11.2026", "1.12.2026"]), are_dates(["2026", "1-2"])
    (True, True, False)
    """
    texts = list(texts)
    return bool(texts) and all(any(form.fullmatch(text) for form in FORMS) for text in texts)
