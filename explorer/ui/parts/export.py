"""Export: the strength as other libraries write it, a script that refits the experiment, and the run as files."""

from __future__ import annotations

import streamlit as st

from explorer.core.cached import cached
from explorer.core.text import setting, three_figures
from explorer.experiment import Experiment
from explorer.experiment.export.scripts import KINDS, script, script_refusal
from explorer.experiment.export.translate import departure, translations, untranslated
from explorer.ui import visit
from explorer.ui.markdown import continued, literal
from explorer.ui.parts.run_files import run_files
from explorer.ui.view_models.trained_run import Trained, trained
from explorer.words import shrinkage as words

KEY, WHOLE = "shrinkage.script", "shrinkage.whole_script"
TALL = 300
LONG = 40_000
"""Colouring longer scripts anew at each change of the strength would hold up the page."""


def take_home(run: Trained) -> None:
    """The translator, the script, the files."""
    with st.container(key="take_home"):
        if sentence := _departure(run.experiment):
            st.caption(literal(words.departs(sentence)))
        _translator(run)
        _script(run.experiment)
        run_files(run)


def _translator(run: Trained) -> None:
    """A table: library, parameter, value, formula."""
    problem = run.problem
    found = translations(problem, solver=run.history.run.solver.id)
    st.markdown(words.elsewhere(setting(problem.strength)))
    if found:
        rows = [
            f"| {literal(t.library)} | `{t.estimator}({t.parameter}=…)` | {_value(t.value)} | ${_right(t.formula)}$ |"
            for t in found
        ]
        st.markdown("\n".join(["| library | parameter | value | formula |", "| :-- | :-- | --: | :-- |", *rows]))
        st.caption(words.symbols(problem.n, any("s_y" in t.formula for t in found)))
        notes = dict.fromkeys(t.note for t in found if t.note)
        with st.expander(words.NOTES):
            st.markdown("\n".join(f"- {literal(note)}" for note in notes) or words.NO_NOTES)
    for sentence in untranslated(problem):
        st.caption(literal(sentence))


def _script(experiment: Experiment) -> None:
    """The code, to read, copy and download."""
    st.markdown(words.SCRIPT)
    kind = st.selectbox(
        "Written with", list(KINDS), key=KEY, format_func=lambda k: KINDS[k].label, on_change=visit.touch, width=180
    )
    refusal = script_refusal(experiment, kind)
    if refusal:
        st.caption(literal(refusal))
        return
    text = _text(experiment, kind)
    st.caption(literal(f"What it does: {_first_line(text)}"))
    if len(text) <= LONG or st.toggle(words.whole_script(len(text) // 1000), key=WHOLE, on_change=visit.touch):
        st.code(text, language="python", height=TALL)
    st.download_button(
        "Download the script", text, file_name=f"refit_{kind.replace('-', '_')}.py", mime="text/x-python", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


def _value(value: float | None) -> str:
    if value is None:
        return "see formula"
    return literal(three_figures(value)) if value < float("inf") else "∞, no penalty"


def _right(formula: str) -> str:
    """The right-hand side of a formula, since the parameter on the left has a column of its own."""
    return formula.partition(" = ")[2] or formula


def _first_line(text: str) -> str:
    """The script's own description, as the end of a sentence."""
    return continued(text.splitlines()[0].strip('"'))


@cached(16)
def _text(experiment: Experiment, kind: str) -> str:
    return script(experiment, kind, trained(experiment).history)


@cached(16)
def _departure(experiment: Experiment) -> str:
    return departure(experiment, trained(experiment).history)
