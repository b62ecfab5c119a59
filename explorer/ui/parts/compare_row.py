"""What to do with two rows: take one to Train, race both; and what to take home: the table and the code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from explorer.core.cached import cached
from explorer.core.params import FieldError, params_of
from explorer.core.text import rounded, three_figures
from explorer.experiment import Experiment
from explorer.experiment.asked_comparison import AskedComparison
from explorer.experiment.comparison import judged_by
from explorer.experiment.export.comparing import comparison_csv, comparison_script, script_refusal
from explorer.experiment.export.comparing.csv_table import INSIDE, verdict
from explorer.figures.compare import Compared
from explorer.selection.comparing.answer import decimals_of, difference_figures
from explorer.selection.comparing.comparison import Comparison
from explorer.selection.comparing.row import Row
from explorer.ui import run_changes, visit
from explorer.ui.interruption import in_fragment
from explorer.ui.markdown import literal
from explorer.ui.parts.compare_run import PICKED
from explorer.ui.view_models.compared import Picked
from explorer.ui.view_models.comparison import CHOSEN
from explorer.words import compare as words

MODEL, AGAINST, CODE, WHOLE = "comparing.row", "comparing.against", "comparing.code", "comparing.whole"
LONG, LARGEST = 40_000, 100_000
"""Characters of a script that are shown at once, and numbers of a data set that are written out in one."""


def row_actions(content: Compared) -> None:
    """The two rows that are picked, as menus, and what can be done with them."""
    found = content.comparison
    rows = [row.name for row in content.rows]
    st.session_state[MODEL], st.session_state[AGAINST] = content.picked, content.against
    with st.container(key="compare_rows", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(words.PICKED, rows, rows.index(content.picked), key=MODEL, on_change=_chosen, width=220)
        others = [row.name for row in found.rows if row.name != content.picked]
        st.selectbox(words.AGAINST, others, others.index(content.against), key=AGAINST, on_change=_chosen, width=220)
        first, second = found.row(content.picked), found.row(content.against)
        strength = float(first.strengths[content.at])
        st.button(words.TRAIN, key="compare.train", on_click=_train, args=(first, strength), help=words.TRAIN_HELP,
                  icon=":material/play_circle:")  # fmt: skip
        st.button(
            words.RACE, key="compare.race", on_click=_race, args=(first, strength, second, found.metric.id),
            help=words.RACE_HELP, icon=":material/flag:", disabled=second.trivial,
        )  # fmt: skip
    if visit.current().opens and in_fragment():
        st.rerun()  # of the whole page, which opens another one


def _chosen() -> None:
    """A callback: other rows were chosen in the menus."""
    visit.touch()
    now: Picked = st.session_state.get(PICKED, Picked())
    row, against = st.session_state[MODEL], st.session_state[AGAINST]
    kept = now.at if row == now.row else None
    st.session_state[PICKED] = replace(now, row=row, at=kept, against=now.row if row == against else against)


def settings_of(row: Row, strength: float) -> dict[str, Any]:
    """A row as settings of an experiment."""
    assert row.penalty is not None
    params = {
        f"{menu}.{name}": getattr(entry, name)
        for menu, entry in (("loss", row.loss), ("penalty", row.penalty))
        for name in params_of(type(entry))
    }
    return {"loss": row.loss.id, "penalty": row.penalty.id, "strength": strength, "params": params}


def _train(row: Row, strength: float) -> None:
    """A callback: the row is the run, from its start, on Train."""
    run_changes.change(at=0, **settings_of(row, strength))
    visit.update(opens="train")


def _race(row: Row, strength: float, other: Row, metric: str) -> None:
    """A callback: the row is the run and the other is pinned beside it, on Train, by the comparison's metric where it can."""
    assert other.strength is not None
    before = visit.current().experiment
    run_changes.change(at=0, **settings_of(row, strength))
    try:
        visit.update(pins=(rival(before, other),))
        now = visit.current()
        if judged := judged_by(metric, (now.experiment, *now.pins)):
            st.session_state[CHOSEN] = judged
    except FieldError as error:
        visit.update(notes=(str(error),))
    visit.update(opens="train")


def rival(experiment: Experiment, row: Row) -> Experiment:
    """A run with a row's settings, to be pinned."""
    assert row.strength is not None
    return experiment.change(**settings_of(row, row.strength))


def table(comparison: Comparison) -> None:
    """All rows as a table, the best first, and as a file."""
    against, decimals = {d.row.name: d for d in comparison.differences}, decimals_of(comparison)
    lines = [f"| {' | '.join(words.columns(comparison.axis))} |", "| :-- | --: | --: | --: | --: | :-- | --: |"]
    for row in comparison.rows:
        difference = against.get(row.name)
        apart = "" if difference is None else difference_figures(difference.interval, decimals)
        strength = "" if row.strength is None else three_figures(row.strength)
        own = (rounded(row.mean, decimals), " to ".join(rounded(end, decimals) for end in row.interval[1:]))
        inside = "" if row.nested is None else rounded(float(row.nested.mean()), decimals)
        cells = [literal(row.name), strength, *own, apart, verdict(difference), inside]
        lines.append(f"| {' | '.join(cells)} |")
    if comparison.nested is not None:
        mean, low, high = (rounded(value, decimals) for value in comparison.nested.interval)
        lines.append(f"| *{INSIDE}* | | | {low} to {high} | | | {mean} |")
    with st.expander(words.TABLE), st.container(key="compare_table"):
        st.markdown("\n".join(lines))
    st.download_button(
        words.CSV, comparison_csv(comparison), file_name="comparison.csv", mime="text/csv", on_click="ignore",
        icon=":material/download:", key="compare.csv",
    )  # fmt: skip


def code(comparison: Comparison, asked: AskedComparison) -> None:
    """The script that repeats the comparison, on request: to write it takes a moment."""
    if not st.toggle(words.CODE, key=CODE, on_change=visit.touch):
        return
    text, refusal = _script(comparison, asked)
    if refusal:
        st.caption(literal(refusal))
        return
    st.caption(words.CODE_SAYS)
    if len(text) <= LONG or st.toggle(words.WHOLE_CODE, key=WHOLE, on_change=visit.touch):
        st.code(text, language="python", height=320)
    st.download_button(
        words.SCRIPT, text, file_name="compare_losses.py", mime="text/x-python", on_click="ignore", icon=":material/download:",
        key="compare.script",
    )  # fmt: skip


@cached(4)
def _script(comparison: Comparison, asked: AskedComparison) -> tuple[str, str]:
    """The script, or why there is none."""
    data = comparison.setup.data
    loader = asked.loader
    if not loader and data.X.size > LARGEST:
        return "", words.TOO_LARGE
    if refusal := script_refusal(comparison, data.gaps):
        return "", refusal
    return comparison_script(comparison, loader, data.gaps), ""
