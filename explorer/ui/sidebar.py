"""The sidebar: one control for each declared parameter, in the order in which a person thinks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from explorer.core.params import FieldError, Param, params_of
from explorer.core.text import shown
from explorer.datasets.corruption import corruptions_for
from explorer.datasets.table import OwnTable
from explorer.experiment import Experiment
from explorer.experiment.menus import MENUS
from explorer.experiment.own_table import OWN
from explorer.experiment.robust_scale import with_choice
from explorer.models import MODELS
from explorer.training.step_size import rate_sentence
from explorer.ui import run_changes, visit
from explorer.ui.factor_controls import factor_table
from explorer.ui.markdown import literal
from explorer.ui.own_table import dialog, draft
from explorer.ui.scale_choice import scale_choice
from explorer.ui.slider_positions import FORMATS, name_of, names, offered, positions
from explorer.ui.view_models import setting_notes
from explorer.ui.view_models.trained_run import Trained
from explorer.ui.weighting_controls import weighting_controls
from explorer.words import own_table as table_words
from explorer.words import sidebar as words
from explorer.words.glossary import tooltip

FIELDS = params_of(Experiment)
HEADINGS = {
    "dataset": "Data", "model": "Model", "loss": "Loss", "penalty": "Penalty", "solver": "Optimizer",
    "schedule": "Rate schedule",
}  # fmt: skip


class Controls:
    """Builds the experiment from the controls, one after the other; a value that is refused changes nothing."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.refusals: list[tuple[FieldError, dict[str, Any]]] = []
        self.rate_slot: Any = None

    def _value(self, name: str) -> Any:
        value = self.experiment.params[name] if "." in name else getattr(self.experiment, name)
        return OWN if isinstance(value, OwnTable) else value

    def apply(self, name: str, value: Any) -> None:
        """Put a control's value into the experiment; one that is not allowed is refused, and a sentence says so."""
        if value is None and name != "batch":
            return
        if type(value) is type(self._value(name)) and value == self._value(name):
            return
        changes = {name: value}
        try:
            self.experiment = with_choice(self.experiment, changes)
        except FieldError as error:
            self._refuse(error, changes)

    def _refuse(self, error: FieldError, changes: dict[str, Any]) -> None:
        """Keep what was refused for the page to tell, and say so where the control stands."""
        self.refusals.append((error, changes))
        st.caption(words.not_taken(literal(error.reason.split(". ")[0])))

    def _control(self, name: str, key: str, options: Sequence[Any] | None, draw: Callable[[str], Any]) -> None:
        """A control under its key, set to the experiment where it is new, or no longer shows what the experiment has.

        Its default is the experiment's value too: what a slow browser first sees in a second run is not set, but sent.
        """
        if visit.must_reset(key):
            st.session_state[key] = self._value(name)
        elif options is not None and (sent := st.session_state[key]) not in options:
            st.session_state[key] = self._value(name)
            control = visit.touched()
            if control is not None and control.key == key:
                self._refuse(FieldError(name, words.no_longer_offered(shown(sent))), {})
        self.apply(name, draw(key))

    def menu(self, name: str) -> None:
        """A menu of entries by their names; the chosen one's summary is its help."""
        entries = self.experiment.losses() if name == "loss" else MENUS[name]
        ids, now = list(entries), self._value(name)
        self._control(
            name, f"menu.{name}", ids,
            lambda key: st.selectbox(
                HEADINGS[name], ids, ids.index(now), key=key, format_func=lambda i: entries[i].name,
                on_change=visit.touch, args=(key, name), help=f"**{entries[now].name}**: {entries[now].summary}",
            ),
        )  # fmt: skip

    def data_menu(self) -> None:
        """The menu of data sets, your own first, and with one in use the button that opens it."""
        key, source, entries = "menu.dataset", self.experiment.source, MENUS["dataset"]
        offered = [OWN, *entries]
        own = visit.current().own
        named = {OWN: f"{table_words.NAME}: {own.name}" if own else f"{table_words.NAME} ..."}
        self._control(
            "dataset", key, offered,
            lambda key: st.selectbox(
                HEADINGS["dataset"], offered, offered.index(self._value("dataset")), key=key,
                format_func=lambda i: named.get(i) or entries[i].name,
                on_change=dialog.menu_used, args=(key,), help=f"**{literal(source.name)}**: {literal(source.summary)}",
            ),
        )  # fmt: skip
        if isinstance(self.experiment.dataset, OwnTable):
            st.button(
                table_words.IN_USE, icon=":material/table_edit:", on_click=draft.open_dialog, key="own.edit",
                help=table_words.EDIT_HELP, width="stretch",
            )  # fmt: skip

    def params(self, menu: str) -> None:
        """The parameters of the chosen entry of a menu that make a difference."""
        unused = {f"{menu}.{name}" for name in self.experiment.make(menu).unused}
        for name, p in self.experiment.declared().items():
            if name.startswith(f"{menu}.") and name not in unused:
                self.param(name, p, f"control.{menu}.{getattr(self.experiment, menu)}.{name}")

    def own_settings(self, menu: str, words: str) -> None:
        """The parameters of the chosen entry behind a fold, which is open where one of them is not as usual."""
        chosen = self.experiment.make(menu)
        names = [name for name in self.experiment.declared() if name.startswith(f"{menu}.")]
        names = [name for name in names if name.split(".")[1] not in chosen.unused]
        if names:
            declared = self.experiment.declared()
            used = any(self._value(name) != declared[name].default for name in names)
            with st.expander(f"{words} {chosen.name}", expanded=used):
                self.params(menu)

    def loss_terms(self) -> None:
        """What the loss is made of, its parameters and its formula, and what it does."""
        self.params("loss")
        scale_choice(self.experiment)
        loss = self.experiment.make("loss")
        st.caption(f"${loss.formula}$  \n{loss.symbols}")
        st.caption(loss.summary)

    def field(self, name: str, **more: Any) -> None:
        """A field of the experiment itself."""
        self.param(name, FIELDS[name], f"control.{name}", **more)

    def show_rate(self, run: Trained) -> None:
        """Under the rate's slider: the rate in use, and the largest that is stable here."""
        history = run.history
        sentence = rate_sentence(run.problem, history.run.solver, history.rate, run.experiment.now.batch)
        self.rate_slot.caption(f"{sentence} {history.run.schedule.sentence(history.rate, run.experiment.steps)}")

    def param(self, name: str, p: Param, key: str, format_func: Callable[[Any], str] | None = None) -> None:
        """The control that suits a parameter: a switch, a choice, a number to type or a slider."""
        common: dict[str, Any] = {"help": p.help, "on_change": visit.touch, "args": (key, name)}
        now = self._value(name)
        if p.switch:
            with st.container(key=f"switch.{name}"):  # named for its room, which is lower than that of other controls
                self._control(name, key, None, lambda k: st.toggle(p.label, now, key=k, **common))
        elif p.choices:
            choices = [c for c in p.choices if name != "start" or c in ("auto", *MODELS[self.experiment.model].starts)]
            self._control(name, key, choices, lambda k: st.selectbox(p.label, choices, choices.index(now), key=k, **common))
        elif p.whole and not p.log and not p.also and p.bounds[1] - p.bounds[0] > 200:
            self._control(name, key, None, lambda k: typed_number(p.label, key=k, **common))
        else:
            options = positions(p, *offered(key, p, now))
            texts = names(p, options, format_func or (lambda v: name_of(p, v)))
            self._control(
                name, key, options,
                lambda k: st.select_slider(p.label, options, now, key=k, format_func=lambda v: texts.get(v, str(v)), **common),
            )  # fmt: skip


def typed_number(label: str, key: str, **more: Any) -> float | int | None:
    """A field for a whole number, set to the session's value under its key. Gives what was typed, so that it can be refused.

    Streamlit's field for whole numbers makes 1 of 1.5 and of 1e3, and lets nothing outside its range through to be told why.
    """
    if isinstance(st.session_state.get(key), int):
        st.session_state[key] = float(st.session_state[key])
    value = st.number_input(label, value=None, step=1.0, format="%.12g", placeholder="as before", key=key, **more)
    return int(value) if value is not None and value.is_integer() else value


def _factors(c: Controls) -> None:
    """The penalty's factor of each feature. Drawn once it is open: every first picture would wait for a table's script."""
    with st.expander(words.FACTORS_HEADING, key="fold.factors", on_change="rerun") as fold:
        if not fold.open:
            return
        st.caption(words.FACTORS)
        c.apply("factors", factor_table(c.experiment))
        if c.experiment.factors:
            st.button(words.ALL_1, key="no_factors", on_click=run_changes.change, kwargs={"factors": ()})
        c.field("adaptive")
        if note := setting_notes.adaptive_note(c.experiment):
            st.caption(note)


def sidebar(plays: bool = True) -> Controls:
    """Draw the sidebar, with room for what is said of the rate where a run ``plays``. Gives what its controls now describe."""
    c = Controls(visit.settings())
    with st.sidebar:
        c.data_menu()
        with st.expander("About the data, and the split"):
            source = c.experiment.source
            st.caption(literal(f"{source.summary} Source: {source.source}. Licence: {source.licence}."))
            c.params("dataset")
            c.field("validation", format_func=words.percent)
            c.field("standardise")
        if names := corruptions_for(c.experiment.source.task):
            with st.expander("Disturb the data"):
                st.caption(setting_notes.corruption_note(c.experiment))
                for name in names:
                    c.field(name, format_func=FORMATS.get(name, words.percent))
        weights = st.container()
        c.menu("model")
        c.params("model")
        if note := setting_notes.intercept_note(c.experiment):
            st.caption(note)
        c.menu("loss")
        with st.container(key="loss_terms"):  # has its room, so that what is below stays where it is
            c.loss_terms()
        if note := setting_notes.target_note(c.experiment):
            st.caption(note)
        with weights:  # above, and drawn here, since an exposure needs a loss with a log link
            weighting_controls(c)
        c.menu("penalty")
        c.params("penalty")
        c.field("strength")
        st.caption(setting_notes.cost_note(c.experiment), help=tooltip("cost", "data loss", "penalty"))
        if setting_notes.has_factors(c.experiment):
            _factors(c)
        c.menu("solver")
        c.field("rate")
        with st.container(key="rate_in_use" if plays else None):
            c.rate_slot = st.empty()
        c.own_settings("solver", "Settings of")
        st.caption(c.experiment.make("solver").limits)
        if note := setting_notes.decay_note(c.experiment):
            st.caption(note)
        c.menu("schedule")
        c.own_settings("schedule", "Settings of")
        c.field("batch")
        c.field("steps")
        c.field("start")
        if c.experiment.starting_weights:
            st.caption(words.OWN_START)
            st.button(words.AS_USUAL, key="start_as_usual", on_click=run_changes.change, kwargs={"starting_weights": ()})
        c.field("seed")
    return c
