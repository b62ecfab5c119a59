"""Choosing the strength by cross-validation: one fold at a time, so that the page can do other things meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from explorer.core.text import setting, three_figures
from explorer.cost.weight_norms import largest_weights, nonzero
from explorer.experiment import Experiment
from explorer.figures.path.cross_validation import JUDGED, Validated, validated_picture
from explorer.selection.cross_validation import CrossValidation, Selection
from explorer.ui import run_changes, visit
from explorer.ui.chart import received
from explorer.ui.chart.messages import MenuChoice, StrengthSet
from explorer.ui.interruption import stop_if_newer
from explorer.ui.markdown import literal
from explorer.ui.parts import strength_line
from explorer.ui.parts.picture import show
from explorer.ui.view_models.weight_path import RunOnPath
from explorer.words import shrinkage as words

PAGE = "shrinkage"
WORK, BY, FOLDS, REFUSED = (f"{PAGE}.{name}" for name in ("work", "by", "folds", "refused"))
TICK = 0.05
"""Seconds between two folds, in which the page responds to the visitor."""
MOST_ROWS = 12
ALLOWED = (3, 5, 10, 20)
JUDGES = ("loss", "metric")


@dataclass(frozen=True)
class Work:
    """A cross-validation of a visit: of which experiment, how far it is, whether it goes on, and what came of it."""

    about: Experiment
    validation: CrossValidation
    running: bool = True
    chosen: Selection | None = None


def choosing(on_path: RunOnPath) -> None:
    """The buttons, the picture, and what both choices give. Called last: a fold is fitted after all else was sent."""
    work = _work(on_path)
    with st.container(key="cross_validation", horizontal=True, vertical_alignment="bottom"):
        if work is not None and work.running:
            st.button("Cancel", on_click=_cancel, icon=":material/close:")
            st.caption(words.CV_FREE)
        else:
            label = "Cross-validate" if work is None else "Cross-validate again"
            st.button(label, on_click=_begin, args=(_about(on_path),), icon=":material/fact_check:")
            st.selectbox("Folds", ALLOWED, index=1, key=FOLDS, width=120, on_change=visit.touch, label_visibility="collapsed",
                         format_func=lambda count: f"{count} folds")  # fmt: skip
    about, refusal = st.session_state.get(REFUSED, (None, ""))
    if refusal and about == _about(on_path):
        st.warning(literal(refusal), icon=":material/warning:")
    every = TICK if work is not None and work.running else None
    st.fragment(_follow, run_every=every)(on_path)


def _follow(on_path: RunOnPath) -> None:
    """The picture and the choices, drawn anew by themselves; then the next fold, where one is due."""
    strength_line.follow()
    work = _work(on_path)
    assert on_path.axis is not None
    by = st.session_state.get(BY, "loss")
    validation, chosen = (work.validation, work.chosen) if work else (None, None)
    picture = validated_picture(Validated(validation, chosen, on_path.axis, on_path.path_content("weights").margin, by))
    show(picture, page=PAGE, view=on_path.view, on_message=_on_message)
    if work is None:
        return
    if work.chosen is not None:
        _choices(on_path, work.chosen)
    if work.running:
        done, count = work.validation.done, work.validation.count
        st.progress(done / count, text=f"Fold {done + 1} of {count}")  # below, so that nothing jumps
        _advance(work)


def _on_message() -> None:
    """A callback: the line was moved, or the menu in the head used."""
    for message in received(f"{PAGE}.validated"):
        match message:
            case StrengthSet():
                strength_line.moved(message)
            case MenuChoice(name, value) if name == JUDGED and value in JUDGES:
                st.session_state[BY] = value


def _about(on_path: RunOnPath) -> Experiment:
    """What a cross-validation depends on: not the strength, and nothing of how the run goes."""
    now, plain = on_path.run.experiment.now, Experiment()
    same = {name: getattr(plain, name) for name in ("solver", "rate", "schedule", "batch", "start", *plain.VIEW)}
    return now.change(strength=0.0, starting_weights=(), **same)


def _work(on_path: RunOnPath) -> Work | None:
    """The work of this visit, where it is about this experiment."""
    work: Work | None = st.session_state.get(WORK)
    return work if work is not None and work.about == _about(on_path) else None


def _begin(about: Experiment) -> None:
    """A callback: a cross-validation with no fold done."""
    visit.touch()
    st.session_state[REFUSED] = (None, "")
    folds = st.session_state.get(FOLDS)
    try:
        st.session_state[WORK] = Work(about, about.cross_validation(folds=folds if folds in ALLOWED else ALLOWED[1]))
    except ValueError as error:
        st.session_state[WORK] = None
        st.session_state[REFUSED] = (about, str(error))


def _cancel() -> None:
    """A callback: what was done so far is dropped."""
    visit.touch()
    st.session_state[WORK] = None


def _advance(work: Work) -> None:
    """One more fold; after the last the result, and the whole page, whose buttons change."""
    try:
        validation = work.validation.advance(stop_if_newer)
        done: Work | None = replace(work, validation=validation)
        if validation.finished:
            done = Work(work.about, validation, running=False, chosen=validation.selection(stop_if_newer))
    except ValueError as error:
        st.session_state[REFUSED] = (work.about, str(error))
        done = None
    if st.session_state.get(WORK) is not work:  # it was cancelled meanwhile
        return
    st.session_state[WORK] = done
    if done is not None and done.chosen is not None:
        both = (setting(value) for value in (done.chosen.best, done.chosen.one_se))
        visit.update(order=visit.order(words.cross_validated(*both)))
    if done is None or not done.running:
        st.rerun()


def _choices(on_path: RunOnPath, chosen: Selection) -> None:
    """What both choices give, in a small table, and a button for each."""
    values = {"minimum": chosen.best, "one standard error": chosen.one_se}
    with st.container(key="choices"):
        with st.container(horizontal=True, vertical_alignment="center"):
            for name, value in values.items():
                here = value == on_path.strength
                label = f"{setting(value)} is in force ({name})" if here else f"Take {setting(value)} ({name})"
                st.button(label, key=f"take.{name}", on_click=_take, args=(value,), disabled=here)
            taken = on_path.strength in values.values()
            if taken and (pages := st.session_state.get(visit.PAGES)) is not None:
                st.page_link(pages["train"], label="See the run on Train")
        if taken:
            st.caption(words.TAKEN)
        st.markdown(_table(on_path, chosen))


def _take(value: float) -> None:
    run_changes.change(strength=value)
    st.session_state[strength_line.AGAIN] = True


def _table(on_path: RunOnPath, chosen: Selection) -> str:
    """Rows of Markdown: the strength, the errors, how many weights are left, and the largest weights."""
    ats, both = (chosen.best_at, chosen.one_se_at), (chosen.best_weights, chosen.one_se_weights)
    metric = literal(f"held-out {chosen.metric.short}, {chosen.metric.unit}")
    rows = [
        ("strength", [f"**{three_figures(float(chosen.strengths[at]))}**" for at in ats]),
        ("held-out loss", [_with_error(chosen.mean[at], chosen.se[at]) for at in ats]),
        (metric, [_with_error(chosen.score_mean[at], chosen.score_se[at]) for at in ats]),
        ("weights not zero", [str(count) for count in nonzero(on_path.problem, np.array(both))]),
    ]
    order = largest_weights(on_path.problem, np.array(both))
    rows += [(literal(on_path.problem.names[i]), [three_figures(float(w[i])) for w in both]) for i in order[:MOST_ROWS]]
    more = order.size - MOST_ROWS
    lines = [f"| {name} | {' | '.join(values)} |" for name, values in rows]
    left = f"\n\n{words.larger_left(MOST_ROWS, more)}" if more > 0 else ""
    return "\n".join(["| quantity | minimum | one standard error |", "| :-- | --: | --: |", *lines]) + left


def _with_error(value: float, error: float) -> str:
    return f"{three_figures(float(value))} ± {three_figures(float(f'{error:.2g}'))}"
