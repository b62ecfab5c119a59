"""The article's worked example, editable: every number in place in the formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from explorer.losses import LOSSES, Loss
from explorer.penalties import PENALTIES, Penalty
from explorer.text import three_figures
from explorer.ui.notices import literal
from explorer.worked import PREDICTIONS, STRENGTH, TARGETS, WEIGHTS, Worked, read_cells, read_strength, work_out

LAST, BASE, CELLS, ROUND = "worked.last", "worked.base", "worked.cells", "worked.round"
MOST_WRITTEN = 6
SHORT = re.compile(r"[zy\d\s()^|+-]+")
"""A formula that is short enough to be written out with numbers in it."""
ARTICLE = {
    "examples": {"prediction": list(PREDICTIONS), "target": list(TARGETS)},
    "weights": {"weight": list(WEIGHTS)},
    "strength": STRENGTH,
}


@st.fragment
def worked() -> None:
    """The cells, and below them the sum. A fragment, so that typing does not wait for the page."""
    st.subheader("By hand: from four losses to one cost")
    st.caption("The article's own example. Change any number, add or delete rows, or choose another loss and penalty.")
    left, middle, right = st.columns([3, 2, 3], gap="medium")
    turn = st.session_state.setdefault(ROUND, 0)
    base = _base(turn)
    examples = _cells(left, "examples", base, turn)
    weights = _cells(middle, "weights", base, turn)
    with right:
        loss, penalty = _choices()
        strength = st.text_input("Strength of the example", value=base["strength"], key=f"worked.strength.{turn}", max_chars=40)
        st.button("Back to the article's numbers", on_click=_reset)
    st.session_state[CELLS] = {"examples": examples, "weights": weights, "strength": strength}
    read, complaints = read_cells(examples)
    own, more = read_cells(weights)
    price, last = read_strength(strength)
    complaints += [*more, *last]
    if complaints:
        st.warning("  \n".join(literal(text) for text in complaints[:6]), icon=":material/warning:")
    else:
        st.session_state[LAST] = (read["prediction"], read["target"], own["weight"], price)
    if LAST in st.session_state:
        if complaints:
            st.caption("Below are the last numbers that work.")
        _sum(_worked_out(loss, penalty), loss, penalty)


def _base(turn: int) -> dict[str, Any]:
    """What the editors start from: the cells as they were left, since Streamlit forgets an editor's changes on other pages."""
    if BASE not in st.session_state or _key("examples", turn) not in st.session_state:
        st.session_state[BASE] = st.session_state.get(CELLS, ARTICLE)
    return dict(st.session_state[BASE])


def _key(part: str, turn: int) -> str:
    return f"worked.{part}.{turn}"


def _cells(place: Any, part: str, base: dict[str, Any], turn: int) -> dict[str, list[str]]:
    """One editable table, as text: a cell that is no number can then be named with what it holds."""
    cell = st.column_config.TextColumn(max_chars=40, alignment="right", width="small")
    frame = place.data_editor(
        base[part], key=_key(part, turn), num_rows="dynamic", hide_index=True, column_config=dict.fromkeys(base[part], cell),
        alt=f"Editable table of the {part} of the worked example",
    )  # fmt: skip
    return {name: list(frame[name]) for name in base[part]}


def _worked_out(loss: Loss, penalty: Penalty) -> Worked:
    predictions, targets, weights, strength = st.session_state[LAST]
    return work_out(predictions, targets, weights, strength, loss, penalty)


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
        index=penalties.index("l2"),
        format_func=lambda i: PENALTIES[i].name,
        key="worked.penalty",
        persist_state="session",
    )
    return LOSSES[loss](), PENALTIES[penalty]()


def _reset() -> None:
    st.session_state[CELLS] = ARTICLE
    st.session_state[ROUND] += 1


def _sum(sum_: Worked, loss: Loss, penalty: Penalty) -> None:
    """The cost, line by line, with every number in its place."""
    n = len(sum_.losses)
    each = [_one(loss, z, y) for z, y in zip(sum_.predictions, sum_.targets, strict=True)]
    price = f"{_n(sum_.strength)} \\cdot " if penalty.scaled else ""
    asked = float(sum_.terms.sum())
    factor = rf"{price}{_n(asked)} = " if penalty.scaled else ""
    priced = " \\times ".join(rf"\text{{{word}}}" for word in penalty.priced.split(" × "))
    lines = [
        rf"\text{{mean loss}} &= \tfrac{{1}}{{{n}}}\big[{_joined(each)}\big]",
        rf"&= \tfrac{{1}}{{{n}}}\big[{_added(sum_.losses)}\big] = \mathbf{{{_n(sum_.data)}}}",
        rf"{priced} &= {price}\big[{_joined(_priced(penalty, sum_))}\big]",
        rf"&= {price}\big[{_added(sum_.terms)}\big]",
        rf"&= {factor}\mathbf{{{_n(sum_.penalty)}}}",
        rf"\text{{cost}} &= {_n(sum_.data)} + {_n(sum_.penalty)} = \mathbf{{{_n(sum_.total)}}}",
    ]
    st.latex(r"\small\begin{aligned}" + r"\\[4pt] ".join(lines) + r"\end{aligned}")
    of = "" if _spelled(loss) else rf"$\ell(z, y) = {loss.formula}$. "
    if penalty.written == Penalty.written:
        of += rf"The p of all weights together is ${penalty.formula}$. "
    st.caption(
        f"{of}The cost of these {n} examples is {_n(sum_.total)}: the mean of their losses, plus the price of the weights."
    )


def _spelled(loss: Loss) -> bool:
    """Whether its formula is short enough to be written out with numbers in it."""
    return SHORT.fullmatch(loss.formula) is not None


def _one(loss: Loss, z: float, y: float) -> str:
    if not _spelled(loss):
        return rf"\ell({_n(z)}, {_n(y)})"
    return loss.formula.replace("z", _signed(z)).replace("y", _signed(y))


def _priced(penalty: Penalty, sum_: Worked) -> list[str]:
    return [penalty.written.format(_signed(w)) for w in sum_.weights]


def _signed(value: float) -> str:
    text = _n(value)
    return f"({text})" if value < 0 or "cdot" in text else text


def _n(value: float) -> str:
    text = three_figures(float(value)) if abs(value) < 1e-4 or abs(value) >= 1e6 else f"{float(f'{value:.6g}'):g}"
    return text if "e" not in text else rf"{text.split('e')[0]} \cdot 10^{{{int(text.split('e')[1])}}}"


def _added(values: Iterable[float]) -> str:
    return _joined([_n(v) for v in values])


def _joined(parts: Sequence[str]) -> str:
    """A sum written out; a long one with its middle left out."""
    if len(parts) > MOST_WRITTEN:
        parts = [*parts[: MOST_WRITTEN - 2], r"\cdots", parts[-1]]
    return " + ".join(parts)
