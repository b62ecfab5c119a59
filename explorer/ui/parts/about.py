"""What there is to know of the chosen loss and penalty."""

from __future__ import annotations

import numpy as np
import streamlit as st

from explorer.core.text import three_figures
from explorer.cost.compatibility import fits
from explorer.cost.problem import Problem
from explorer.datasets.preparation import Scaling
from explorer.experiment import Experiment
from explorer.figures.surface.penalty_ball import ball_picture
from explorer.losses import LOSSES, Loss
from explorer.path.zeroing import zeroing_unknown
from explorer.penalties import Penalty
from explorer.ui import visit
from explorer.ui.markdown import continued, literal
from explorer.ui.parts.picture import show
from explorer.ui.view_models.setting_notes import zeroing_note
from explorer.words import loss_cost as words


def about(experiment: Experiment, page: str) -> None:
    """A card for the loss, or another that fits these data, and one for the penalty."""
    left, right = st.columns(2, gap="medium")
    problem = experiment.problem()
    own = experiment.loss
    fitting = read_about(experiment)
    with left.container(border=True):
        chosen = st.selectbox(
            "Read about", fitting, format_func=lambda i: LOSSES[i].name, key=about_key(experiment),
            on_change=visit.touch, help=words.READ_HELP,
        )  # fmt: skip
        _loss(problem.loss if chosen == own else LOSSES[chosen](), problem, experiment.prepared().scaling)
    with right.container(border=True):
        _penalty(problem.penalty, experiment, page)


def about_key(experiment: Experiment) -> str:
    """Where the session keeps the loss that is read about."""
    return f"about.{experiment.dataset}.{experiment.loss}"


def read_about(experiment: Experiment) -> list[str]:
    """The losses that can be read about: the experiment's own, and all others that fit its data."""
    task = experiment.problem().data.task
    return [experiment.loss, *(i for i in LOSSES if i != experiment.loss and fits(LOSSES[i], task))]


def _loss(loss: Loss, problem: Problem, scaling: Scaling) -> None:
    st.markdown(f"**About {loss.label}**")
    st.markdown(f"${loss.formula}$  \n{loss.symbols}")
    best = loss.minimiser
    value = _constant(loss, problem, scaling)
    named = f", where {best.symbols}" if best.symbols else ""
    bound = loss.curvature_bound
    facts = {
        "It cannot be trained with:": f"{loss.untrainable}." if loss.untrainable else "",
        "Without features it predicts": f"{best.words}, ${best.maths}${named}.{value}",
        "Noise it assumes:": f"{loss.noise}." if loss.noise else "none in particular.",
        "Use it when": continued(loss.use),
        "Not when": continued(loss.avoid),
        "Targets": f"{loss.domain.words}." + (" The prediction is exp(z)." if loss.link == "log" else ""),
        "Shape": f"{'convex' if loss.convex else 'not convex'}, {'smooth' if loss.smooth else 'with a kink'}; its curvature "
        + (f"is at most {three_figures(bound)}." if bound is not None else "has no bound."),
        "Elsewhere": loss.elsewhere,
        "Source": f"{loss.source}.",
    }
    _list(facts)


def _constant(loss: Loss, problem: Problem, scaling: Scaling) -> str:
    """The best constant for these data, in words a reader can place; without an intercept there is none to choose."""
    if not problem.network.biased:
        return words.NO_INTERCEPT
    if loss.minimiser.of is None or problem.network.layers[-1].outputs is not None:
        return ""
    z = float(loss.minimiser.of(problem.data.y))
    if loss.task == "regression":
        unit = f" {problem.data.target_unit}" if problem.data.target_unit else ""
        best = three_figures(float(scaling.original_y(np.array(z))))
        return f" Here that is {best}{literal(unit) or f' ({literal(problem.data.target)})'}."
    if loss.link == "log":
        return f" Here z = {three_figures(z)}, a prediction of {three_figures(float(np.exp(z)))}."
    return f" Here that is {three_figures(z)}." if np.isfinite(z) else ""


def _penalty(penalty: Penalty, experiment: Experiment, page: str) -> None:
    st.markdown(f"**About {penalty.name}**")
    st.markdown(f"${penalty.formula}$  \n{penalty.symbols}")
    facts = {
        "Two weights that cost the same lie on": f"{penalty.base.shape}.",
        "Shape": f"{'convex' if penalty.convex else 'not convex'}, {'smooth' if penalty.smooth else 'with a kink at zero'}.",
        "Factors": words.FACTORS if penalty.factors is not None else "",
        "When every weight is zero:": _zeroing(experiment),
        "Use it when": continued(penalty.use),
        "Not when": continued(penalty.avoid),
        "Source": f"{penalty.source}.",
    }
    _list(facts)
    picture = ball_picture(penalty.base)
    if picture is not None:
        show(picture, page=page)


def _zeroing(experiment: Experiment) -> str:
    """From which strength on no weight is left; that there is none; or that it is not known, and why."""
    penalty = experiment.make("penalty")
    if penalty.kink == 0:
        return words.NO_ZEROS if penalty.is_zero() else words.NEVER_ZERO
    if experiment.make("solver").decoupled:
        return words.zeroing_untold(experiment.make("solver").name)
    if why := zeroing_unknown(experiment.problem()):
        return words.zeroing_unknown(why)
    return zeroing_note(experiment)


def _list(facts: dict[str, str]) -> None:
    st.markdown("\n".join(f"- *{name}* {text}" for name, text in facts.items() if text))
