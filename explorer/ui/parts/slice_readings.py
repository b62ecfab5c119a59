"""What is read off the surface: the cost's parts at the cursor, its curvature where the run is, and what its shape means."""

from __future__ import annotations

import numpy as np
import streamlit as st

from explorer.core.cached import cached
from explorer.core.text import share, three_figures
from explorer.cost.problem import Problem
from explorer.experiment.starting_weights import MOST_WEIGHTS as MOST_IN_LINK
from explorer.landscape.profile import NOT_CONVERGED
from explorer.landscape.shape.curvature import curvature_sentence
from explorer.landscape.shape.facts import Fact, shape_facts
from explorer.ui import run_changes
from explorer.ui.chart.messages import Place
from explorer.ui.markdown import continued, literal
from explorer.ui.view_models.slice import RunOnSlice
from explorer.words import surface as words
from explorer.words.glossary import tooltip

AGAIN = "surface.again"
"""Set where the whole page has to follow what was done in a fragment."""


def about_slice(on_slice: RunOnSlice) -> None:
    """The values of the other weights, and how much of the path is in the picture."""
    slice_, held, apart = on_slice.slice, "", ""
    if slice_.rest != "profile":  # a curved sheet has no share of a path
        held = words.view_share(share(on_slice.explained))
        costs = on_slice.run.columns["total"], on_slice.columns["plane"]
        true, shown = (three_figures(float(values[-1])) for values in costs)
        if true != shown:
            apart = words.apart(true, shown)
    with st.container(key="standing"):
        st.caption(f"{slice_.refusal} {slice_.caption}{held}{apart}".strip())


def at_cursor(on_slice: RunOnSlice, cursor: Place | None) -> None:
    """The cost and its parts at the cursor, and a button that starts a run from there."""
    with st.container(key="at_cursor", horizontal=True, vertical_alignment="center"):  # always, so that nothing jumps
        if cursor is None:
            st.caption(words.INVITATION)
            return
        w = on_slice.slice.weights_at(cursor)
        if not np.isfinite(w).all():
            st.caption(NOT_CONVERGED)
            return
        cost = on_slice.slice.problem.cost(w)
        named = [
            f"{literal(label)} {three_figures(value)}" for label, value in zip(on_slice.slice.plane.labels, cursor, strict=True)
        ]
        st.markdown(
            f"At {' and '.join(named)}: data loss **{three_figures(cost.data)}** + {on_slice.slice.problem.penalty.priced} "
            f"**{three_figures(cost.penalty)}** = cost **{three_figures(cost.total)}**"
        )
        if w.size > MOST_IN_LINK:
            st.caption(words.too_many(w.size, MOST_IN_LINK))
        elif np.isfinite(cost.total):
            st.button(words.START, on_click=_start, args=(tuple(float(v) for v in w), on_slice.slice.plane.axes))


def _start(w: tuple[float, ...], axes: tuple[int, int] | None) -> None:
    """A callback: a run from the weights ``w``, drawn over the same two weights as before."""
    run_changes.change(starting_weights=w, **({} if axes is None else dict(zip(("plane_x", "plane_y"), axes, strict=True))))
    st.session_state[AGAIN] = True


def shape(on_slice: RunOnSlice, step: int) -> None:
    """The curvature of the cost at the step shown and at its minimum on the plane; and facts about its shape."""
    history = on_slice.run.history
    step = min(step, int(history.steps[-1]))
    now = int(history.stage_after(np.array([step]))[0])
    stage, run = history.stages[now], history.runs[now]
    sentence = curvature_sentence(stage.problem, history.state_at(step)[0], stage.solver, run.rates(step, 1)[0], stage.batch)
    here = words.here(step, literal(continued(sentence)))
    st.markdown(f"**{words.CURVATURE}**  \n{_shape_sentence(on_slice)}{here}", help=tooltip("curvature"))
    facts = "\n".join(f"- *{literal(fact.title)}.* {literal(fact.sentence)}" for fact in _facts(on_slice.slice.problem))
    st.markdown(f"**{words.SHAPE}**\n{facts}")


@cached(24)
def _facts(problem: Problem) -> tuple[Fact, ...]:
    return shape_facts(problem)


def _shape_sentence(on_slice: RunOnSlice) -> str:
    """What the cost looks like around its minimum on the plane, in a sentence."""
    minimum = on_slice.minima["total"]
    if minimum is None or minimum.place is None:
        return ""
    shape = on_slice.slice.shape_at((float(minimum.place[0]), float(minimum.place[1])))
    return words.around_minimum(shape) if shape else ""
