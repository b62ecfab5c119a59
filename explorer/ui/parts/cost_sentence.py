"""The player's sentence: cost = data loss + strength x penalty."""

from __future__ import annotations

from explorer.figures.base.palette import role
from explorer.ui.chart import Term
from explorer.ui.view_models.trained_run import Trained


def terms_of(run: Trained) -> list[Term]:
    """The terms that this run has columns for."""
    terms = (
        Term("total", "cost"),
        Term("data", "data loss", "=", role("data")),
        Term("penalty", run.problem.penalty.priced, "+", role("penalty")),
        Term("validation", "validation", "", role("validation")),
    )
    return [term for term in terms if term.column in run.columns]
