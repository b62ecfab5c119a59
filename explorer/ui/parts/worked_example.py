"""The article's worked example, editable: every number in place in the formula."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from explorer.cost.worked_example import (
    EXAMPLE_WEIGHT,
    EXAMPLE_WEIGHTS,
    PREDICTIONS,
    STRENGTH,
    TARGETS,
    WEIGHTS,
    Worked,
    in_short,
    read_cells,
    read_strength,
    work_out,
)
from explorer.losses import LOSSES, Loss
from explorer.penalties import PENALTIES, Penalty
from explorer.ui import visit
from explorer.ui.markdown import literal
from explorer.ui.parts.worked_sum import in_steps, sum_lines, written
from explorer.words import loss_cost as words

LAST, BASE, CELLS, ROUND, ORDER = "worked.last", "worked.base", "worked.cells", "worked.round", "worked.order"
OPEN = "worked.open"
"""Whether its numbers are open from the beginning."""
HEADED = 128
"""How wide a column is whose heading has two words, in pixels: the heading is whole."""
PART = "worked"
"""Its key on the page."""
ARTICLE = {
    "examples": {"prediction": list(PREDICTIONS), "target": list(TARGETS), EXAMPLE_WEIGHT: list(EXAMPLE_WEIGHTS)},
    "weights": {"weight": list(WEIGHTS)},
    "strength": STRENGTH,
}
ARTICLE_LOSS, ARTICLE_PENALTY = "squared", "l2"


@st.fragment
def worked() -> None:
    """The cells, and below them the sum. A fragment, so that typing does not wait for the page."""
    with st.container(key=PART):
        _begin_afresh()
        _worked()


def _worked() -> None:
    steps = st.container(key="worked_steps")
    place = st.expander(words.CHANGE_NUMBERS, expanded=bool(st.session_state.get(OPEN)), key="worked_numbers")
    with place:
        _numbers()
    if LAST in st.session_state:
        loss, penalty = _chosen()
        with steps:
            st.markdown(in_steps(_worked_out(loss, penalty), loss))


def _numbers() -> None:
    """The cells to change, the choices, and the whole sum."""
    st.caption(words.WORKED)
    left, middle, right = st.columns([3, 2, 3], gap="medium")
    turn = st.session_state.setdefault(ROUND, 0)
    base = _base(turn)
    examples = _cells(left, "examples", base, turn)
    weights = _cells(middle, "weights", base, turn)
    with right:
        loss, penalty = _choices()
        strength = st.text_input("Strength of the example", value=base["strength"], key=f"worked.strength.{turn}", max_chars=40)
        st.button(words.FIRST_NUMBERS, on_click=_reset)
    st.session_state[CELLS] = {"examples": examples[0], "weights": weights[0], "strength": strength}
    if examples[1] or weights[1]:
        st.session_state[ROUND] += 1
        st.rerun()
    price, complaints = read_strength(strength)
    read, more = read_cells(examples[0])
    own, last = read_cells(weights[0])
    complaints += [*more, *last]
    if complaints:
        st.warning("  \n".join(literal(text) for text in in_short(complaints)), icon=":material/warning:")
    else:
        st.session_state[LAST] = (read["prediction"], read["target"], own["weight"], price, read.get(EXAMPLE_WEIGHT))
    if LAST in st.session_state:
        if complaints:
            st.caption(words.LAST_GOOD)
        _sum(_worked_out(loss, penalty), loss, penalty)


def _begin_afresh() -> None:
    """The article's numbers, loss and penalty, open, once for each time that an opening brings the sum into view."""
    order = visit.current().order if visit.begun() else None
    if order is None or order.part != PART or st.session_state.get(ORDER) == order.number:
        return
    st.session_state[ORDER] = order.number
    st.session_state.setdefault(ROUND, 0)
    _reset()
    st.session_state[OPEN] = True
    st.session_state["worked.loss"], st.session_state["worked.penalty"] = ARTICLE_LOSS, ARTICLE_PENALTY


def _base(turn: int) -> dict[str, Any]:
    """What the editors start from: the cells as they were left, since Streamlit forgets an editor's changes on other pages."""
    if BASE not in st.session_state or _key("examples", turn) not in st.session_state:
        st.session_state[BASE] = st.session_state.get(CELLS, ARTICLE)
    return dict(st.session_state[BASE])


def _key(part: str, turn: int) -> str:
    return f"worked.{part}.{turn}"


def _cells(place: Any, part: str, base: dict[str, Any], turn: int) -> tuple[dict[str, list[str]], bool]:
    """One editable table, and whether its rows have to be numbered anew.

    Its cells are text, so that one that is no number can be named with what it holds. Rows are numbered from 1, as the
    messages name them. Streamlit leaves gaps where rows were deleted, and gives an added one no number: then the table
    starts afresh, for an added row once it is filled.
    """
    cell = st.column_config.TextColumn(max_chars=40, alignment="right", width="small")
    columns = {
        **dict.fromkeys(base[part], cell),
        EXAMPLE_WEIGHT: st.column_config.TextColumn(max_chars=40, alignment="right", width=HEADED),
    }
    start = pd.DataFrame(base[part], index=pd.RangeIndex(1, len(next(iter(base[part].values()))) + 1, name="row"))
    frame = place.data_editor(
        start, key=_key(part, turn), num_rows="dynamic", hide_index=False, column_config=columns,
        alt=f"Editable table of the {part} of the worked example",
    )  # fmt: skip
    cells = {name: ["" if pd.isna(cell) else str(cell) for cell in frame[name]] for name in base[part]}
    gaps = list(frame.index) != list(range(1, len(frame) + 1))
    filled = len(frame) > len(start) and all(cells[name][-1] for name in cells if name != EXAMPLE_WEIGHT)
    return cells, gaps or filled


def _worked_out(loss: Loss, penalty: Penalty) -> Worked:
    predictions, targets, weights, strength, counts = st.session_state[LAST]
    return work_out(predictions, targets, weights, strength, loss, penalty, counts)


def _choices() -> tuple[Loss, Penalty]:
    """The loss and the penalty of the sum; the article's own to begin with."""
    losses = [name for name, loss in LOSSES.items() if loss.task == "regression"]
    loss = st.selectbox(
        "Loss of the example", losses, format_func=lambda i: LOSSES[i].name, key="worked.loss", persist_state="session"
    )
    penalties = list(PENALTIES)
    penalty = st.selectbox(
        "Penalty of the example",
        penalties,
        index=penalties.index(ARTICLE_PENALTY),
        format_func=lambda i: PENALTIES[i].name,
        key="worked.penalty",
        persist_state="session",
    )
    return LOSSES[loss](), PENALTIES[penalty]()


def _chosen() -> tuple[Loss, Penalty]:
    """The loss and the penalty that were chosen."""
    names = st.session_state.get("worked.loss", "squared"), st.session_state.get("worked.penalty", "l2")
    return LOSSES[names[0]](), PENALTIES[names[1]]()


def _reset() -> None:
    st.session_state[CELLS] = ARTICLE
    st.session_state[ROUND] += 1


def _sum(sum_: Worked, loss: Loss, penalty: Penalty) -> None:
    """The cost, line by line, with every number in its place."""
    st.latex(r"\small\begin{aligned}" + r"\\[4pt] ".join(sum_lines(sum_, loss, penalty)) + r"\end{aligned}")
    symbols = f"{loss.symbols} {penalty.symbols}"
    st.caption(words.worked_total(symbols, len(sum_.losses), written(sum_.total), sum_.alike))
