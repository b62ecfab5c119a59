"""The sidebar's table of factors: how many times the penalty each feature pays."""

from __future__ import annotations

from hashlib import blake2b

import pandas as pd
import streamlit as st

from explorer.experiment import Experiment
from explorer.experiment.build import feature_names
from explorer.experiment.feature_factors import LARGEST, FeatureFactor, to_text
from explorer.ui import visit
from explorer.words.sidebar import FACTOR_HELP

ROWS, ROW = 5, 35
"""So many rows are seen at once, and how high one is, in pixels."""


def _height(rows: int) -> int:
    """The table's height: where there are more rows than are seen at once, half of the next one says so."""
    return ROW * (min(rows, ROWS) + 1) + (ROW // 2 if rows > ROWS else 0) + 3


def factor_table(experiment: Experiment) -> tuple[FeatureFactor, ...]:
    """An editable table of the features' factors; gives those that it now holds.

    Its key is that of what it starts from, so that it starts anew where the factors change elsewhere.
    """
    problem = experiment.problem()
    names, own = feature_names(problem), dict(experiment.factors)
    columns: dict[str, list[str] | list[float]] = {"feature": list(names), "factor": [own.get(name, 1.0) for name in names]}
    config = {
        "feature": st.column_config.TextColumn("Feature", disabled=True),
        "factor": st.column_config.NumberColumn("Factor", min_value=0.0, max_value=LARGEST, help=FACTOR_HELP, format="%.6g"),
    }
    if experiment.adaptive and problem.penalty.factors is not None:
        columns["in force"] = list(problem.penalty.factors)
        config["in force"] = st.column_config.NumberColumn("In force", disabled=True, format="%.3g")
    stamp = blake2b(f"{names} {to_text(experiment.factors)} {columns.get('in force')}".encode(), digest_size=8).hexdigest()
    key = f"control.factors.{stamp}"
    frame = st.data_editor(
        pd.DataFrame(columns), key=key, hide_index=True, height=_height(len(names)), column_config=config,
        on_change=visit.touch, args=(key,), alt="Editable table: how many times each feature counts in the penalty",
    )  # fmt: skip
    values = [1.0 if pd.isna(value) else float(value) for value in frame["factor"]]
    return tuple(sorted((name, value) for name, value in zip(names, values, strict=True) if value != 1.0))
