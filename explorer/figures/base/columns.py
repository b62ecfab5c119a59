"""Names of the run's columns, shared by what fills them, by the figures and by the browser (``web/core/columns.js``)."""

from __future__ import annotations

STEP = "step"
TOTAL = "total"
TIME = "time"
"""The second at which a row is shown at normal speed."""


def weight(index: int) -> str:
    """The column of a weight or bias of the run."""
    return f"w{index}"


def pinned_weight(run: int, index: int) -> str:
    """The column of a weight or bias of a pinned run."""
    return f"p{run}w{index}"
