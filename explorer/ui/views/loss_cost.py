"""Loss & cost: what the loss thinks of one example, and how the examples add up to the cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import streamlit as st

from explorer.experiment import Experiment
from explorer.experiment.influence import comparable_losses
from explorer.figures.base.change_marks import loss_breaks
from explorer.figures.fit.picture import fit_picture
from explorer.figures.loss.curve import MOST_CURVES, SCALES, curve_pictures
from explorer.figures.loss.examples import drag_picture, examples_picture, sum_picture
from explorer.losses import LOSSES
from explorer.ui import notices, visit
from explorer.ui.chart import charts, received
from explorer.ui.chart.messages import PickedExample
from explorer.ui.parts.about import about, about_key, read_about
from explorer.ui.parts.picked_example import FIRST_PICKED, PICKED, card, pick, picker
from explorer.ui.parts.picture import message_of, show
from explorer.ui.parts.worked_example import worked
from explorer.ui.player import live_player
from explorer.ui.sidebar import Controls
from explorer.ui.view_choice import Runs, ViewChoice, choice
from explorer.ui.view_models.earlier_data import earlier_data
from explorer.ui.view_models.example_losses import RunExamples, moved_fit, run_examples
from explorer.ui.view_models.trained_run import Trained, trained
from explorer.ui.views.base import View
from explorer.words import loss_cost as words

PAGE, ASKED, HEIGHTS, OWN = "loss_cost", "compare.asked", "heights", "compare.own"
CHARTS = f"{PAGE}.charts"


@dataclass(frozen=True)
class LossCost(View):
    """One example, all examples, the cost; a target to nudge; the article's sum by hand."""

    id: ClassVar[str] = PAGE
    name: ClassVar[str] = "Loss & cost"
    rank: ClassVar[int] = 20
    summary: ClassVar[str] = "The loss of one example, and how all examples add up to the cost."
    icon: ClassVar[str] = ":material/stacked_line_chart:"
    choices: ClassVar[tuple[ViewChoice, ...]] = (
        ViewChoice(
            "curves",
            lambda runs: compared_key(runs[0].now),
            lambda runs: comparable_losses(runs[0].now),
            lambda runs: _compared_at_first(comparable_losses(runs[0].now)),
            MOST_CURVES - 1,
        ),
        choice("heights", HEIGHTS, SCALES),
        ViewChoice("example", lambda _: PICKED, lambda runs: _rows(runs), lambda _: st.session_state.get(FIRST_PICKED)),
        ViewChoice(
            "about", lambda runs: about_key(runs[0].now), lambda runs: read_about(runs[0].now), lambda runs: runs[0].now.loss
        ),
    )

    def show(self, controls: Callable[[], Controls]) -> None:
        """The player, four charts from one example to the cost, the example picked, the worked sum, and the facts."""
        run = trained(visit.current().experiment)
        examples = run_examples(run)
        matrices = {"excess": examples.at_steps.excess, "gradient": examples.at_steps.gradient_norm}
        sent = {"run": examples.id, "columns": examples.columns, "weights": examples.weights, "matrices": matrices}
        live_player(PAGE, run, sent)
        drawn = controls()
        notices.alarm(run.history)
        worked()
        others, scale, picked = _choices(run.experiment.now, examples, drawn)
        with st.container(key="filled"):
            _four_charts(run, examples, picked, others, scale)
        notices.remark(run.history)
        _one_example(run, examples, picked, others)
        st.divider()
        about(run.experiment.now, PAGE)
        drawn.show_rate(run)


def _choices(experiment: Experiment, examples: RunExamples, controls: Controls) -> tuple[list[str], str, int]:
    """Which losses to compare with this one, how to scale them, and which example to follow."""
    compare, scaling, example = st.columns([4, 3, 3], gap="medium")
    options, key = comparable_losses(experiment), compared_key(experiment)
    st.session_state[key] = compared = _compared(st.session_state.get(key), options, experiment.loss, controls)
    heights = st.session_state.setdefault(HEIGHTS, next(iter(SCALES)))
    common: dict[str, Any] = {"on_change": visit.touch, "persist_state": "session"}
    with compare:
        others = st.multiselect(
            "Compare with", options, compared, key=key, max_selections=MOST_CURVES - 1, format_func=lambda i: LOSSES[i].name,
            placeholder="Other losses", **common,
        )  # fmt: skip
    with scaling:
        scale = st.segmented_control(
            "Heights", list(SCALES), default=heights, format_func=lambda kind: SCALES[kind], required=True, key=HEIGHTS,
            help=words.HEIGHTS_HELP, **common,
        )  # fmt: skip
    with example:
        picked = picker(examples)
    return others, scale or "defined", picked


def compared_key(experiment: Experiment) -> str:
    """Where the session keeps the losses that are compared: those for another kind of target are others."""
    own = LOSSES[experiment.loss]
    return f"compare.{experiment.dataset}.{own.task}.{own.link}"


def _compared_at_first(options: list[str]) -> list[str]:
    return [*options[:2], *(name for name in options[2:] if LOSSES[name].untrainable)]


def _rows(runs: Runs) -> list[int]:
    """The training examples by their rows in the data set."""
    return [int(row) for row in runs[0].now.prepared().rows]


def _compared(chosen: list[str] | None, options: list[str], own: str, controls: Controls) -> list[str]:
    """The losses to compare with the experiment's: those chosen that are still offered, and one that was refused for training.

    At first these are two common losses and all that cannot be trained, since their values are often what a visitor is after.
    Where one that is compared becomes the experiment's ``own``, the one before takes its place, so that both are still seen.
    """
    before = st.session_state.get(OWN)
    st.session_state[OWN] = own
    if chosen is None:
        return _compared_at_first(options)
    swapped = [before if name == own and before not in chosen else name for name in chosen]
    kept = [name for name in swapped if name in options]
    asked = [changes["loss"] for _, changes in controls.refusals if changes.get("loss") in options]
    if asked != st.session_state.get(ASKED):  # once, so that it can be taken off again
        st.session_state[ASKED] = asked
        kept = [*[name for name in kept if name not in asked][: MOST_CURVES - 1 - len(asked)], *asked]
    return kept


def _four_charts(run: Trained, examples: RunExamples, picked: int, others: list[str], scale: str) -> None:
    """One example and its slope; all examples and their sum."""
    experiment, problem = run.experiment.now, run.problem
    since = max(loss_breaks(run.experiment), default=0)
    pictures = [
        *curve_pictures(problem, examples.on_curve, picked, [LOSSES[i]() for i in others], scale, since),
        examples_picture(examples.at_steps, examples.names, picked, examples.columns["step"], examples.told),
        sum_picture(run.history),
    ]
    view = f"{experiment.dataset} {experiment.loss}"
    messages = [message_of(picture, run=examples.id, view=view) for picture in pictures]
    charts(CHARTS, messages, columns=2, on_message=lambda: _on_bar(examples))


def _on_bar(examples: RunExamples) -> None:
    """A bar was clicked."""
    for message in received(CHARTS):
        if isinstance(message, PickedExample) and message.example < len(examples.rows):
            pick(examples.rows[message.example])


def _moved_sentence(experiment: Experiment, examples: RunExamples) -> str:
    """How many points are moved, and whether they train."""
    moved = {row for row, *_ in experiment.edits}
    return words.moved(len(moved), len(moved - set(examples.rows)))


def _one_example(run: Trained, examples: RunExamples, picked: int, others: list[str]) -> None:
    """The picked example: what it is, where the fit has it, and how far moving its target drags the fit."""
    experiment = run.experiment.now
    left, middle, right = st.columns([4, 4, 4], gap="medium")
    with left:
        card(experiment, examples, picked)
    with middle:
        prepared, then = experiment.prepared(), earlier_data(run.experiment)
        show(fit_picture(run.problem, prepared, run.history, picked=picked, earlier=then), page=PAGE, run=examples.id)
    with right:
        moved = moved_fit(experiment, [i for i in others if not LOSSES[i].untrainable])
        what = (_moved_sentence(experiment, examples), *moved.notes)
        if moved.moved:
            show(drag_picture(moved.moved, moved.unit, what, bool(prepared.train.classes)), page=PAGE, run=examples.id)
        else:
            st.caption(" ".join(what))
