"""How a run went: whether it blew up, swings without end, or hovers in a band, and what would help."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.core.columns import rank
from explorer.core.params import params_of
from explorer.core.text import three_figures
from explorer.cost.counting import counting
from explorer.cost.existence import an_end, no_minimum
from explorer.cost.separability import leads, never_satisfied
from explorer.solvers.base import State
from explorer.training.cost_summary import RISES_IN_A_ROW, ROUNDING, WINDOW, CostSummary, rises
from explorer.training.stationarity import saddle, settled
from explorer.training.step_size import auto_rate, backtracked_rate, too_high
from explorer.training.steps import Run
from explorer.training.trial import MOST_STEPS, Trial, try_rate

Array = np.ndarray

RISING_SHARE = 0.3
CONVERGED_CHANGE = 1e-10
TRIES = 12
"""So many rates are tried for one that is safe, each a quarter of the one before."""
STANDSTILL = 1e-5
"""Below this share of the usable rate, a nearly constant cost is no sign of convergence."""

LONG = 0.1
"""A rate of at least this share of 1/L is as long as the steepest direction allows, or nearly so."""
STIFF = (
    "It stopped: along the steepest direction no rate much above {rate} is safe, and that is too small to get any further "
    "along the others."
)


def convergence_sign(run: Run, summary: CostSummary, w: Array) -> str:
    """Why a stage will not improve any further from weights w (p,), in a sentence; empty where it may.

    A cost that hardly changes is no sign of convergence where steps are far shorter than necessary: then it only stalls.
    Nor is it one where the gradient of a smooth loss is not small: then it crosses a plateau, or stands in a valley so
    narrow that the one rate allows no more.
    """
    width, nothing = np.ptp(summary.tail), CONVERGED_CHANGE * abs(summary.tail[-1])
    if summary.seen <= WINDOW or width > nothing:
        return ""
    [rate] = run.rates(summary.last - 1, 1)
    curvature = run.problem.curvature()
    full = run.rate if run.solver.adaptive or not curvature else max(run.rate, 1.0 / curvature)
    share = rate / full
    if share < STANDSTILL or width > share * nothing:
        return f"It stopped: the learning rate is down to {three_figures(rate)}, too small to get any further."
    if run.problem.loss.smooth and run.whole and not run.solver.decoupled and not settled(run.problem, w, run.seed):
        longest = run.problem.network.linear and not run.solver.adaptive and rate * (curvature or 0.0) >= LONG
        return STIFF.format(rate=three_figures(rate)) if longest else ""
    if endless := no_minimum(run.problem):
        return f"The cost hardly changes any more, but the weights go on growing. {endless}"
    return f"Converged: the cost has settled. In the last {WINDOW} steps it changed by less than a ten-billionth of itself."


class Verdict(NamedTuple):
    """How a run ended: its status, a sentence, and a rate that would help (None where none is needed)."""

    status: str
    message: str
    remedy: float | None


FINISHED = Verdict("finished", "", None)
SADDLE = (
    "The weights are on a saddle: the gradient is zero, so no step leaves it, though the cost is lower on its sides. "
    "A small push lets the run go on."
)


class Trouble(NamedTuple):
    """What went wrong in a run, before it is known what would help: its status, and what happened in words."""

    status: str
    what: str


def judge(run: Run, summary: CostSummary, begun: tuple[Array, State], last: Array, exploded: bool, end: int) -> Verdict:
    """The verdict on a stage of a run with these costs, from where it had ``begun`` to the last weights (p,).

    ``begun`` are the weights (p,) and the solver's state there, which a change in mid-run leaves as it was. ``end`` is the step
    to which the stage was to go.

    Any solver has diverged where the cost is not finite, exceeds a million times the start, or ends above the start. After
    a change in mid-run, which may come at the minimum itself, it has diverged where it ends above the start of a new run.
    Two more rules apply to full-batch gradient descent alone, since momentum and Adam may rise now and then: three rises in
    a row that end above where they began are divergence, and 30 % rises among the last 50 steps are endless oscillation.
    Under a loss with a kink that is the band in which a constant rate always ends (Nesterov, 2004, section 3.2.3); it
    narrows as a schedule shrinks the rate.
    """
    found = _found(run, summary, last, exploded)
    if isinstance(found, Trouble):
        return _unstable(run, found, begun, summary.first, end - summary.first)
    if found is not FINISHED:
        return found
    if run.whole and saddle(run.problem, last, run.seed):
        return Verdict("saddle", SADDLE, None)
    return _endless(run, last, summary.last)


def _found(run: Run, summary: CostSummary, last: Array, exploded: bool) -> Verdict | Trouble:
    """What the costs alone say of a stage that ended at weights ``last`` (p,)."""
    if exploded:
        return Trouble("diverged", f"The cost blew up at step {summary.last + 1}")
    verdict = _swings(run, summary) if run.solver.monotone and run.whole else FINISHED
    above = summary.recent.min(initial=np.inf) > _ceiling(run, summary) * (1 + ROUNDING)
    if run.solver.decoupled and above:  # it may have left data loss for a lower penalty
        above = run.problem.cost(last).total > summary.opening
    if isinstance(verdict, Verdict) and above:
        return Trouble("diverged", "The cost ended above where it began")
    return verdict


def _ceiling(run: Run, summary: CostSummary) -> float:
    """The cost above which a stage has diverged if it ends there."""
    problem, solver = run.problem, run.solver
    if summary.first == 0 or (solver.monotone and run.whole and problem.loss.smooth):
        return summary.start
    fresh = problem.cost(problem.network.start(problem.usual_start, run.seed))
    return max(summary.start, fresh.data if solver.decoupled else fresh.total)


def _swings(run: Run, summary: CostSummary) -> Verdict | Trouble:
    """The verdict on full-batch gradient descent by how often its cost rose."""
    smooth = run.problem.loss.smooth
    if smooth and summary.rise is not None and summary.tail[-1] > summary.rise[1]:
        what = f"The cost rose {RISES_IN_A_ROW} steps in a row from step {summary.rise[0]} and did not come back"
        return Trouble("diverged", what)
    recent = rises(summary.tail)
    if recent.size < WINDOW or recent.mean() < RISING_SHARE:
        return FINISHED
    width = three_figures(float(np.ptp(summary.recent)))
    if smooth:
        return Trouble("oscillating", f"The cost goes up and down, by {width} in the last {WINDOW} steps")
    kink = f"The {run.problem.loss.name.lower()} loss has a kink, a corner, so steps of one length never settle: they "
    moved = f"In the last {WINDOW} steps the cost moved within {width}."
    [now] = run.rates(summary.last - 1, 1)
    if now < run.rate:
        message = (
            f"{kink}would end in a band around the minimum. Your schedule has shortened them, from a rate of "
            f"{three_figures(run.rate)} to {three_figures(now)}, and so narrowed the band. {moved}"
        )
        return Verdict("band", message, None)
    message = (
        f"{kink}end in a band around the minimum. {moved} A shorter step, or a schedule that shrinks it, narrows the band."
    )
    return Verdict("band", message, float(f"{run.rate / 10:.3g}"))


def _endless(run: Run, last: Array, steps: int) -> Verdict:
    """The verdict where the minimum of a linear model is not unique or not finite: separable classes, undetermined weights."""
    problem = counting(run.problem)
    network, loss = problem.network, problem.loss
    free = problem.strength == 0 or problem.penalty.is_zero()
    if not free or not network.linear:
        return Verdict("finished", no_minimum(problem), None)
    if never_satisfied(loss) and leads(problem.data.y, network.predict(last)).min() > 0:
        # Soudry et al., "The implicit bias of gradient descent on separable data", 2018.
        steady = run.schedule.factor(steps) == 1.0 and not run.solver.adaptive
        pace = "ever more slowly, like the logarithm of the step" if steady else "ever more slowly"
        message = (
            "Every training example is on its right side and there is no penalty, so there is no lowest cost: "
            f"the weights go on growing, {pace}. {an_end(problem.penalty)}"
        )
        return Verdict("finished", message, None)
    if endless := no_minimum(problem):
        return Verdict("finished", endless, None)
    independent = rank(network.design)
    if independent < network.design.shape[1]:
        every = "weights and biases" if network.biased else "weights"
        message = (
            f"These examples determine {independent} of the {network.design.shape[1]} {every}, so many sets of weights share "
            "the lowest cost, and the start decides which one is found. A little L2 leaves one."
        )
        return Verdict("finished", message, None)
    return FINISHED


def _unstable(run: Run, found: Trouble, begun: tuple[Array, State], first: int, length: int) -> Verdict:
    """Trouble with the reason, and a rate that helps where one was found."""
    remedy = safe_rate(run, begun, first, length)
    used = three_figures(run.rate)
    why = too_high(run.problem, run.solver, run.rate, run.batch) or "too high for this problem"
    rate = f"{used} is" if run.schedule.constant else f"starts at {used}, which is"
    if remedy is None:
        moving = first > 0 and bool(begun[1])
        why = "moves kept from before the change continue" if moving else "the run may begin where the cost is lowest already"
        end = f"No shorter one that was tried keeps the cost from rising: {why}."
        return Verdict(found.status, f"{found.what}. {end}", None)
    return Verdict(found.status, f"{found.what}: the learning rate {rate} {why}. {three_figures(remedy)} is safe.", remedy)


def safe_rate(run: Run, begun: tuple[Array, State], first: int, length: int) -> float | None:
    """A rate at which steps from where a stage had ``begun`` at step ``first`` do not raise the cost.

    ``begun`` are the weights (p,) and the solver's state there: moves kept from before a change are part of what follows.

    Tried one after the other, each over the first 500 steps, and over the stage's own ``length`` where that is shorter:
    ``auto`` where that is lower than the rate in use, else one found by halving, then ever shorter ones. None where each of
    them that a control can be set to ends in trouble.
    """
    w, state = begun
    usual = run.problem.network.start(run.problem.usual_start, run.seed)
    rate = auto_rate(run.problem, run.solver, usual, run.batch)
    if rate >= run.rate:
        rate = min(backtracked_rate(run.problem, usual), run.rate / 4.0)
    shortest = params_of(type(run.solver))["rate"].bounds[0]
    lengths = sorted({max(1, min(length, MOST_STEPS)), MOST_STEPS})
    for _ in range(TRIES):
        rounded = float(f"{rate:.3g}")
        if rounded < shortest:
            break
        if all(_works(run, try_rate(run, rounded, w, first, steps, state), first) for steps in lengths):
            return rounded
        rate = rate / 4.0
    return None


def _works(run: Run, trial: Trial, first: int) -> bool:
    """Whether steps that were tried end below what the stage may cost, and in no trouble."""
    summary = CostSummary.begin(first, float(trial.costs[0]), trial.total).after(trial.costs[1:])
    return trial.ends_below(_ceiling(run, summary)) and not isinstance(
        _found(run, summary, trial.last, exploded=False), Trouble
    )
