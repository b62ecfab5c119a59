"""Choosing the strength by AIC or BIC: no folds, one look at the whole training part."""

from __future__ import annotations

import streamlit as st

from explorer.core.cached import cached
from explorer.core.params import params_of
from explorer.core.text import setting, three_figures
from explorer.cost.problem import Problem
from explorer.experiment.settings import Settings
from explorer.path.regularization_path import regularization_path
from explorer.path.strength_grid import suitable_strengths
from explorer.selection.information import Information, information_criteria, information_refusal
from explorer.ui import run_changes, visit
from explorer.ui.interruption import give_way
from explorer.ui.markdown import literal
from explorer.ui.parts import strength_line
from explorer.ui.view_models.weight_path import RunOnPath
from explorer.words import shrinkage as words
from explorer.words.glossary import tooltip

ASKED = "shrinkage.information"
"""The session key of the problem whose criteria were asked for."""


def by_information(on_path: RunOnPath) -> None:
    """A button; once it is pressed, the strengths of the lowest AIC and BIC, each to be taken, or why there are none."""
    with st.container(key="information"):
        if st.session_state.get(ASKED) is not on_path.problem:
            st.button("Compare AIC and BIC", on_click=_ask, args=(on_path.problem,), icon=":material/balance:")
            return
        if refusal := information_refusal(on_path.problem):
            st.info(literal(refusal), icon=":material/info:")
            return
        found = _criteria(on_path.problem)
        lowest = {"AIC": found.best_aic, "BIC": found.best_bic}
        st.markdown(_sentence(found, lowest), help=tooltip("degrees of freedom"))
        with st.container(horizontal=True, vertical_alignment="center"):
            for name, value in lowest.items():
                if value is not None:
                    here = value == on_path.strength
                    label = f"{setting(value)} is in force ({name})" if here else f"Take {setting(value)} ({name})"
                    st.button(label, key=f"take.{name}", on_click=_take, args=(value,), disabled=here)


@cached(8)
def _criteria(problem: Problem) -> Information:
    """At the strengths among which cross-validation chooses too: those that the slider can stand at."""
    most = params_of(Settings)["strength"].bounds[1]
    path = regularization_path(problem, suitable_strengths(problem, float(most), checkpoint=give_way), give_way)
    return information_criteria(problem, path)


def _sentence(found: Information, lowest: dict[str, float | None]) -> str:
    """Where each is lowest, at how many degrees of freedom, and whether that is an edge of the path."""
    parts = []
    for name, value in lowest.items():
        if value is None:
            continue
        free = three_figures(float(found.freedom[found.strengths == value][0]))
        edge = found.at_edge(value)
        parts.append(words.lowest(name, setting(value), free, edge))
    if not parts:
        return words.NO_ERROR_LEFT
    return " ".join([*parts, words.BOTH])


def _ask(problem: Problem) -> None:
    """A callback: the criteria of this problem are wanted."""
    visit.touch()
    st.session_state[ASKED] = problem


def _take(value: float) -> None:
    run_changes.change(strength=value)
    st.session_state[strength_line.AGAIN] = True
