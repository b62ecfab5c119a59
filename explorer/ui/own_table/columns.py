"""The facts of a table before it is trained on: a line a column, the target's distribution, the losses that take it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explorer.datasets.table import OwnTable, Table
from explorer.figures.target.picture import target_picture
from explorer.ui.markdown import literal
from explorer.ui.parts.picture import show
from explorer.ui.view_models.table_facts import column_facts, trainable_losses
from explorer.words import own_table as words

ROW, MOST_SEEN = 35, 10
"""How high a row is, in pixels, and how many are seen at once."""


def columns(table: Table, own: OwnTable | None) -> None:
    """The table of columns, then the target."""
    facts = column_facts(table, own)
    rows = [(f.name, f.kind, f.use, f.missing, f.spread, list(f.counts)) for f in facts]
    st.dataframe(
        pd.DataFrame(rows, columns=list(words.FACTS)), hide_index=True, height=ROW * (min(len(rows), MOST_SEEN) + 1) + 3,
        column_config={words.FACTS[-1]: st.column_config.BarChartColumn(words.FACTS[-1], y_min=0)}, alt=words.FACTS_ALT,
    )  # fmt: skip
    if own is not None:
        show(target_picture(own.load()), page="own")
        names = trainable_losses(own.task)
        st.caption(literal(words.losses(names, len(names))))
