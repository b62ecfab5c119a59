"""What is read off the surface: the cost's parts at the cursor, how it bends where the run is, and what its shape means."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import streamlit as st

from explorer.core.text import share, three_figures
from explorer.cost.problem import Problem
from explorer.experiment.starting_weights import MOST_WEIGHTS as MOST_TOLD
from explorer.landscape.profile import UNSETTLED
from explorer.landscape.shape.curvature import curvature_sentence
from explorer.landscape.shape.facts import Fact, shape_facts
from explorer.ui import state
from explorer.ui.chart.messages import Place
from explorer.ui.notices import literal
from explorer.ui.view_models.slice import Walked

AGAIN = "surface.again"
"""Set where the whole page has to follow what was done in the part of it that is drawn by itself."""
INVITATION = "At the cursor you read the cost in its parts here, and can start a run from there."


def standing(seen: Walked) -> None:
    """Where the weights beside the axes stand, and how much of the path is in the picture."""
    ground, held = seen.ground, ""
    if ground.rest != "profile":  # a sheet that bends holds no share of a path
        held = f" **{share(seen.explained)}** of the path's squared distance from the plane's centre lies in the plane."
    apart = ""
    true, here = (three_figures(float(costs[-1])) for costs in (seen.run.columns["total"], seen.columns["plane"]))
    if ground.rest != "profile" and true != here:
        apart = f" The run ends at a cost of {true}; where its dot stands in these pictures, the cost is {here}."
    with st.container(key="standing"):
        st.caption(f"{ground.refusal} {ground.caption}{held}{apart}".strip())


def at_cursor(seen: Walked, cursor: Place | None) -> None:
    """The cost and its parts at the cursor, and a button that starts a run from there."""
    with st.container(key="at_cursor", horizontal=True, vertical_alignment="center"):  # always, so that nothing jumps
        if cursor is None:
            st.caption(INVITATION)
            return
        w = seen.ground.weights_at(cursor)
        if not np.isfinite(w).all():
            st.caption(UNSETTLED)
            return
        cost = seen.ground.problem.cost(w)
        named = [
            f"{literal(label)} {three_figures(value)}" for label, value in zip(seen.ground.plane.labels, cursor, strict=True)
        ]
        st.markdown(
            f"At {' and '.join(named)}: data loss **{three_figures(cost.data)}** + {seen.ground.problem.penalty.priced} "
            f"**{three_figures(cost.penalty)}** = cost **{three_figures(cost.total)}**"
        )
        if w.size > MOST_TOLD:
            st.caption(f"A run from here would need {w.size} weights in its link, which carries {MOST_TOLD} at most.")
        elif np.isfinite(cost.total):
            st.button("Start a run from here", on_click=_start, args=(tuple(float(v) for v in w), seen.ground.plane.axes))


def _start(w: tuple[float, ...], axes: tuple[int, int] | None) -> None:
    """A callback: a run from the weights ``w``, seen over the same two weights as before."""
    state.change(starting_weights=w, **({} if axes is None else dict(zip(("plane_x", "plane_y"), axes, strict=True))))
    st.session_state[AGAIN] = True


def shape(seen: Walked, step: int) -> None:
    """How the cost bends at the step shown and at its lowest place on the plane; and facts about its shape."""
    history = seen.run.history
    step = min(step, int(history.steps[-1]))
    now = int(history.leg_after(np.array([step]))[0])
    leg, run = history.legs[now], history.runs[now]
    sentence = curvature_sentence(leg.problem, history.state_at(step)[0], leg.solver, run.rates(step, 1)[0], leg.batch)
    st.markdown(f"**How it bends**  \n{_valley(seen)}At step {step} of the run, in all directions: {literal(_lower(sentence))}")
    facts = "\n".join(f"- *{literal(fact.title)}.* {literal(fact.sentence)}" for fact in _facts(seen.ground.problem))
    st.markdown(f"**What shape it has**\n{facts}")


@lru_cache(maxsize=24)
def _facts(problem: Problem) -> tuple[Fact, ...]:
    return shape_facts(problem)


def _valley(seen: Walked) -> str:
    """What the cost looks like around its lowest place on the plane, in a sentence."""
    lowest = seen.lowest["total"]
    if lowest is None or lowest.place is None:
        return ""
    looks = seen.ground.shape_at((float(lowest.place[0]), float(lowest.place[1])))
    return f"Where it is lowest on this plane, the cost is {looks}. " if looks else ""


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
