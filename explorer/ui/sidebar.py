"""The sidebar: one control for each declared parameter, in the order in which a person thinks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import streamlit as st

from explorer.core.params import FieldError, Param, params_of
from explorer.core.text import setting, three_figures
from explorer.datasets import DATASETS
from explorer.datasets.corruption import applying
from explorer.experiment import Experiment
from explorer.experiment.menus import MENUS
from explorer.losses import LOSSES
from explorer.models import MODELS
from explorer.path.zeroing import zeroing_strength
from explorer.training.step_size import rate_sentence
from explorer.ui import run_changes, visit
from explorer.ui.markdown import literal
from explorer.ui.view_models.trained_run import Trained

FIELDS = params_of(Experiment)
HEADINGS = {
    "dataset": "Data", "model": "Model", "loss": "Loss", "penalty": "Penalty", "solver": "Optimizer",
    "schedule": "Rate schedule",
}  # fmt: skip


class Controls:
    """Builds the experiment up from the controls, one after the other; a refusal keeps what was there before."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.refusals: list[tuple[FieldError, dict[str, Any]]] = []
        self.rate_slot: Any = None

    def _value(self, name: str) -> Any:
        return self.experiment.params[name] if "." in name else getattr(self.experiment, name)

    def apply(self, name: str, value: Any) -> None:
        """Take a control's value over; what is not allowed is refused and leaves everything as it was."""
        if value is None and name != "batch":
            return
        if type(value) is type(self._value(name)) and value == self._value(name):
            return
        changes = {name: value}
        try:
            self.experiment = run_changes.with_settings(self.experiment, changes)
        except FieldError as error:
            self.refusals.append((error, changes))
            st.caption(f":material/warning: Not taken: {literal(error.reason.split('. ')[0])}.")

    def _control(self, name: str, key: str, options: Sequence[Any] | None, draw: Callable[[str], Any]) -> None:
        """A control under its key: set to the experiment where it is new, was moved from outside or no longer fits."""
        if visit.must_reset(key) or (options is not None and st.session_state[key] not in options):
            st.session_state[key] = self._value(name)
        self.apply(name, draw(key))

    def menu(self, name: str) -> None:
        """A menu of entries by their names; the chosen one's summary is its help."""
        entries = self.experiment.losses() if name == "loss" else MENUS[name]
        self._control(
            name, f"menu.{name}", list(entries),
            lambda key: st.selectbox(
                HEADINGS[name], list(entries), key=key, format_func=lambda i: entries[i].name,
                on_change=visit.touch, args=(key, name),
                help="  \n".join(f"**{entry.name}**: {entry.summary}" for entry in entries.values()),
            ),
        )  # fmt: skip

    def params(self, menu: str) -> None:
        """The parameters of the chosen entry of a menu."""
        for name, p in self.experiment.declared().items():
            if name.startswith(f"{menu}."):
                self.param(name, p, f"control.{menu}.{getattr(self.experiment, menu)}.{name}")

    def field(self, name: str, **more: Any) -> None:
        """A field of the experiment itself."""
        self.param(name, FIELDS[name], f"control.{name}", **more)

    def tell_rate(self, run: Trained) -> None:
        """Under the rate's slider: the rate in use, and the largest that is stable here."""
        history = run.history
        said = rate_sentence(run.problem, history.run.solver, history.rate, run.experiment.now.batch)
        self.rate_slot.caption(f"{said} {history.run.schedule.sentence(history.rate, run.experiment.steps)}")

    def param(self, name: str, p: Param, key: str, format_func: Callable[[Any], str] | None = None) -> None:
        """The control that suits a parameter: a switch, a choice, a number to type or a slider."""
        common: dict[str, Any] = {"help": p.help, "on_change": visit.touch, "args": (key, name)}
        if p.switch:
            self._control(name, key, None, lambda k: st.toggle(p.label, key=k, **common))
        elif p.choices:
            choices = [c for c in p.choices if name != "start" or c in ("auto", *_starts(self.experiment))]
            self._control(name, key, choices, lambda k: st.selectbox(p.label, choices, key=k, **common))
        elif p.whole and not p.log and not p.also and p.bounds[1] - p.bounds[0] > 200:
            low, high = (int(bound) for bound in p.bounds)
            self._control(name, key, None, lambda k: st.number_input(p.label, low, high, step=1, key=k, **common))
        else:
            options = _positions(p, self._value(name))
            shown = format_func or (lambda v: _word(p, v))
            self._control(
                name, key, options,
                lambda k: st.select_slider(p.label, options, key=k, format_func=shown, **common),
            )  # fmt: skip


def _starts(experiment: Experiment) -> tuple[str, ...]:
    """How a run of the chosen model may start."""
    return MODELS[experiment.model].starts


def _positions(p: Param, value: Any) -> list[Any]:
    """The slider's positions: named values at the left, then the grid, with the current value among them."""
    special = [v for _, v in p.also]
    grid = set(p.grid())
    if value not in special:
        grid.add(value)
    return [*special, *sorted(grid)]


def _word(p: Param, value: Any) -> str:
    for word, special in p.also:
        if value == special and type(value) is type(special):
            return word
    return str(value) if isinstance(value, int) else setting(value)


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


_WORDS: dict[str, Callable[[Any], str]] = {"noise": lambda v: f"{v:g} × spread"}
"""How a disturbance's value is written, where not in percent."""


def sidebar() -> Controls:
    """Draw the sidebar and give back the experiment that it now stands for, and what it refused."""
    c = Controls(visit.settings())
    with st.sidebar:
        c.menu("dataset")
        with st.expander("About the data, and the split"):
            source = DATASETS[c.experiment.dataset]
            st.caption(f"{source.summary} Source: {source.source}. Licence: {source.licence}.")
            c.params("dataset")
            c.field("validation", format_func=_percent)
            c.field("standardise")
        if names := applying(DATASETS[c.experiment.dataset].task):
            with st.expander("Disturb the data"):
                st.caption(_disturbed_note(c.experiment))
                for name in names:
                    c.field(name, format_func=_WORDS.get(name, _percent))
        c.menu("model")
        c.params("model")
        c.menu("loss")
        c.params("loss")
        loss = c.experiment.make("loss")
        st.caption(f"${loss.formula}$  \n{loss.symbols}")
        if note := _target_note(c.experiment):
            st.caption(note)
        c.menu("penalty")
        c.params("penalty")
        c.field("strength")
        st.caption(_cost_note(c.experiment))
        c.menu("solver")
        st.caption(c.experiment.make("solver").limits)
        c.params("solver")
        if note := _decay_note(c.experiment):
            st.caption(note)
        c.field("rate")
        c.rate_slot = st.empty()
        c.menu("schedule")
        c.params("schedule")
        c.field("batch")
        c.field("steps")
        c.field("start")
        if c.experiment.starting_weights:
            st.caption("The run starts from weights of your own choice.")
            st.button("Start as usual", key="start_as_usual", on_click=run_changes.change, kwargs={"starting_weights": ()})
        c.field("seed")
    return c


def _disturbed_note(experiment: Experiment) -> str:
    """What is disturbed, and which class is the first one."""
    told = "Make the training examples harder to learn from. The held-out ones stay as they are."
    train = experiment.prepared().train
    if not train.classes:
        return told
    first = train.classes[1 if train.task == "binary" else 0]
    return f"{told} The first class is {literal(first)}."


def _cost_note(experiment: Experiment) -> str:
    """The cost as a formula, and the strength from which no weight is left."""
    penalty, strength = experiment.make("penalty"), setting(experiment.strength)
    if experiment.penalty == "none":
        return "Cost = data loss"
    priced = f"{strength} × ${penalty.formula}$" if penalty.scaled else f"${penalty.formula}$ with $\\lambda = {strength}$"
    note = zeroing_note(experiment)
    return f"Cost = data loss + {priced}" + (f"  \n{note}" if note else "")


def zeroing_note(experiment: Experiment) -> str:
    """From which strength on no weight is left, in a sentence; empty where there is none, or the solver does not get there."""
    zeroing = zeroing_strength(experiment.problem())
    if zeroing is None or experiment.make("solver").decoupled:
        return ""
    if experiment.make("penalty").convex:
        return f"From strength {three_figures(zeroing)} on all weights are zero."
    return f"From strength {three_figures(zeroing)} on weights of zero are a minimum, though perhaps not the lowest."


def _decay_note(experiment: Experiment) -> str:
    """What the solver makes of the penalty, where that is not what one expects."""
    penalty, solver = experiment.make("penalty"), experiment.make("solver")
    asks = (
        penalty.value(np.ones(1), experiment.strength) > 0
        if solver.decoupled
        else penalty.curvature_bound(experiment.strength) > 0
    )
    return solver.on_decay if asks else ""


def _target_note(experiment: Experiment) -> str:
    """What is made of a target that is not quite the loss's own."""
    source = MENUS["dataset"][experiment.dataset]
    if source.task == "multiclass" and MENUS["loss"][experiment.loss].task == "binary":
        first = experiment.prepared().train.classes[1]
        return f"One class against the rest: {literal(first)} is +1, all others are -1. "
    if source.task in ("count", "positive"):
        log = LOSSES[experiment.loss].link == "log"
        return "The target stays in its own units here. " + ("The link is the log: the prediction is exp(z)." if log else "")
    return ""
