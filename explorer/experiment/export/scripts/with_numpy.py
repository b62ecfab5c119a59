"""Scripts that need NumPy alone."""

from __future__ import annotations

import numpy as np

from explorer.cost.existence import minimum_exists
from explorer.cost.feature_factors import free_features
from explorer.experiment.experiment import Experiment
from explorer.experiment.export.libraries import Terms
from explorer.experiment.export.scripts import minimise, replay
from explorer.experiment.export.scripts.base import Kind, heading, joined
from explorer.experiment.export.scripts.departure import decoupled
from explorer.experiment.export.scripts.parts import PRINT, Parts
from explorer.experiment.export.scripts.source import Excerpts
from explorer.path.optimum import optimum
from explorer.path.relaxed import relaxed_refusal
from explorer.training.history import History

MOST = 150
"""With more weights, going through them one by one takes too long in Python: the script repeats the run."""


class WithNumPy(Kind):
    """The minimum where loss and penalty are convex, the loss smooth and the solver after it; elsewhere the run itself."""

    name = "numpy"
    label = "NumPy"
    rank = 10

    def refusal(self, experiment: Experiment) -> str:
        """Where the script would repeat a run that has changes."""
        return "" if method(experiment) else run_refusal(experiment)

    def text(self, experiment: Experiment, apart: str = "", history: History | None = None) -> str:
        """The script."""
        return _minimum(experiment, apart) if method(experiment) else _run(experiment, apart, history)

    def repeats(self, experiment: Experiment) -> bool:
        """Where there is no one minimum to find, or the solver does not minimise this cost."""
        return not method(experiment)


def run_refusal(experiment: Experiment) -> str:
    """Why a script cannot repeat the run, in a sentence; empty where it can."""
    if experiment.changes:
        return (
            "The script would repeat the run, and this one was changed on its way. "
            "Start a new run with the settings that it has now."
        )
    return replay.replay_refusal(experiment.problem())


def method(experiment: Experiment) -> str:
    """The template of the method that finds the minimum; empty where the script repeats the run.

    >>> [method(Experiment(dataset="diabetes", loss=loss, penalty="l1")) == "" for loss in ("huber", "absolute", "tukey")]
    [False, True, True]
    """
    if decoupled(experiment):
        return ""
    problem = experiment.problem()
    terms, loss = Terms(problem), problem.loss
    if not (problem.network.linear and loss.smooth and loss.convex and problem.penalty.convex):
        return ""
    if not problem.penalties(np.ones((1, problem.size))).any() and (problem.data.classes or optimum(problem) is None):
        return ""  # without a penalty classes may be separable, and features linearly dependent
    if free_features(problem).any() and minimum_exists(problem).exists is not True:
        return ""
    if terms.several:
        return minimise.PROXIMAL if loss.curvature_bound is not None else ""
    # A penalty on groups is one on single weights here, where each input has one.
    parts = problem.penalty.base.mixture(problem.strength)
    if parts is None:
        return ""
    if parts[0] == 0:
        alike = loss is problem.examples.loss
        return minimise.CLOSED if loss.quadratic and alike else minimise.NEWTON
    return minimise.DESCENT if problem.size <= MOST else ""


def _minimum(experiment: Experiment, apart: str) -> str:
    problem, parts, excerpts = experiment.problem(), Parts(experiment), Excerpts()
    template = method(experiment)
    around = ""
    if template != minimise.CLOSED:
        around = parts.loss(excerpts, ["slope"] if template == minimise.PROXIMAL else ["value", "slope", "curvature"])
    if template == minimise.PROXIMAL:
        excerpts.add("Penalty", problem.penalty.base, ["prox"])
    features = parts.features(excerpts)
    lines = [line for line in (features, parts.factors()) if line]
    factored, ending, biased = problem.penalty.factors is not None, "", problem.network.biased
    if template == minimise.PROXIMAL:
        scaled, design = minimise.scaled(biased)
        lines += [scaled, f"A = {design}" + ("  # the last column is for the biases" if biased else "")]
        width, curvature = problem.network.layers[0].width, f"{problem.loss.curvature_bound!r}"
        curvature += " * SHARE.max()" if problem.data.example_weights is not None else ""
        lines += [f"K, STRENGTH, BEND = {width}, {problem.strength!r}, {curvature}", "loss, penalty = Loss(), Penalty()"]
        ending = minimise.back(biased, "K")
        if factored:
            template = template.replace("t / size**2", "t * FACTORS[:, None] / size**2")
    else:
        lines.append(parts.design())
        l1, l2 = problem.penalty.base.mixture(problem.strength) or (0.0, 0.0)
        each = "{1!r} * FACTORS" if factored else "np.full(X.shape[1], {1!r})"
        line = f"{{0}} = np.append({each}, 0.0)" + "  # what each {2} costs; the bias costs nothing"
        line = line if biased else f"{{0}} = {each}" + "  # what each {2} costs"
        if template != minimise.CLOSED:
            lines.append(line.format("L1", l1, "|w|"))
        lines.append(line.format("L2", l2, "w^2 / 2"))
        second = f"BEND = {problem.loss.curvature_bound!r}  # the second derivative of the loss"
        lines.append(second if template == minimise.CLOSED else "loss = Loss()")
        if template == minimise.DESCENT and experiment.relaxed and not relaxed_refusal(problem):
            ending = minimise.RELAXED
    again = ", and fit those in use again without a penalty" if ending == minimise.RELAXED else ""
    what = f"Find the weights with the lowest cost{again}, with NumPy alone."
    return joined(
        heading(experiment, what, apart),
        "\n".join(sorted({"import numpy as np"} | excerpts.imports)),
        excerpts.text(), parts.names(), parts.data(), around, "\n".join(lines), template, ending, PRINT,
    )  # fmt: skip


def _run(experiment: Experiment, apart: str, history: History | None) -> str:
    problem, parts, excerpts = experiment.problem(), Parts(experiment), Excerpts()
    history = experiment.train() if history is None else history
    run = history.runs[0]
    features = parts.features(excerpts)
    lines = [line for line in (features, parts.factors()) if line]
    lines.append(parts.design())
    lines.append(f"STRENGTH, RATE = {problem.strength!r}, {run.rate!r}")
    lines.append(parts.start())
    around = parts.loss(excerpts, ["slope"])
    blocks = replay.steps(problem, excerpts, run, int(history.steps[-1]), experiment.batch, experiment.seed)
    return joined(
        heading(experiment, f"Repeat a run of {int(history.steps[-1])} steps of {run.solver.name}, with NumPy alone.", apart),
        "\n".join(sorted({"import numpy as np"} | excerpts.imports)),
        excerpts.text(), parts.names(), parts.data(), around, "\n".join(lines), *blocks, PRINT,
    )  # fmt: skip
