"""How a run went: whether it blew up, swings without end, or hovers in a band, and what would help."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.core.columns import rank
from explorer.core.text import three_figures
from explorer.cost.separability import leads, never_satisfied
from explorer.training.step_size import auto_rate, backtracked_rate, too_high
from explorer.training.steps import Run

Array = np.ndarray

WINDOW = 50
RISES_IN_A_ROW = 3
RISING_SHARE = 0.3
ROUNDING = 1e-12
SETTLED = 1e-10
STANDSTILL = 1e-5
"""A rate this many times shorter than need be says nothing about the cost."""


class Tally(NamedTuple):
    """What the verdict needs of the costs of a leg, however long it is: ``start`` at step ``first``, how many were seen, the
    last 51 of them, and the step and cost from which it first rose three steps in a row."""

    first: int
    start: float
    seen: int
    tail: Array
    rise: tuple[int, float] | None
    opening: float

    @staticmethod
    def begin(first: int, start: float, opening: float) -> Tally:
        """A leg that has not moved yet. ``opening`` is its cost, also where the verdict looks at the data loss alone."""
        return Tally(first, start, 1, np.array([start]), None, opening)

    def after(self, totals: Array) -> Tally:
        """The same leg some steps on, with their costs."""
        costs = np.concatenate([self.tail, totals])
        rise = self.rise
        if rise is None and len(costs) > RISES_IN_A_ROW:
            row = np.flatnonzero(np.convolve(rises(costs), np.ones(RISES_IN_A_ROW), "valid") == RISES_IN_A_ROW)
            if row.size:
                rise = (self.first + self.seen - len(self.tail) + int(row[0]), float(costs[row[0]]))
        return Tally(self.first, self.start, self.seen + len(totals), costs[-WINDOW - 1 :], rise, self.opening)

    @property
    def last(self) -> int:
        """The step of the last cost."""
        return self.first + self.seen - 1

    @property
    def recent(self) -> Array:
        """The last fifty costs, the start left out."""
        return self.tail[1:]


def settled(run: Run, tally: Tally) -> str:
    """By which sign nothing more is to be expected of a leg, in a sentence; empty where there is none.

    A cost that hardly changes says little where steps are far shorter than need be: then it only stands still.
    """
    if tally.seen <= WINDOW or np.ptp(tally.tail) > SETTLED * abs(tally.tail[-1]):
        return ""
    rate = run.rates(tally.last - 1, 1)[0]
    curvature = run.problem.curvature()
    full = run.rate if run.solver.adaptive or not curvature else max(run.rate, 1.0 / curvature)
    share = min(1.0, rate / full)
    if share < STANDSTILL or np.ptp(tally.tail) > share * SETTLED * abs(tally.tail[-1]):
        return f"It stands still: the learning rate is down to {three_figures(rate)}, too short to get any further."
    return f"Converged: over the last {WINDOW} steps the cost changed by less than a ten-billionth of itself."


def rises(costs: Array) -> Array:
    """Where the cost went up from one step to the next, by more than rounding."""
    return np.diff(costs) > ROUNDING * np.abs(costs[1:])


class Verdict(NamedTuple):
    """``status``, a sentence, and a rate that helps (None where none is called for)."""

    status: str
    message: str
    remedy: float | None


FINISHED = Verdict("finished", "", None)


def judge(run: Run, tally: Tally, last: Array, exploded: bool) -> Verdict:
    """The verdict on a leg of a run with these costs and these last weights (p,).

    Non-finite, a million times the start, or at the end still above it: any solver has diverged. After a change in mid-run,
    which may come at the very minimum, steps that hover have to end above where a fresh run would begin. For full-batch
    gradient descent alone (momentum and Adam rise now and then in good health): three rises in a row that end above where
    they began are divergence, and 30 % rises among the last 50 steps are endless oscillation; under a loss with a kink that
    is the band in which a constant rate always ends (Nesterov, 2004, section 3.2.3), and which narrows as a schedule shrinks
    the rate.
    """
    if exploded:
        return _unstable(run, "diverged", f"The cost blew up at step {tally.last + 1}")
    verdict = _swings(run, tally) if run.solver.monotone and run.whole else FINISHED
    if verdict.status in ("finished", "band") and tally.recent.min(initial=np.inf) > _ceiling(run, tally) * (1 + ROUNDING):
        return _unstable(run, "diverged", "The cost ended above where it began")
    return _endless(run, last, tally.last) if verdict.status == "finished" else verdict


def _ceiling(run: Run, tally: Tally) -> float:
    """The cost that a leg must not end above."""
    problem, solver = run.problem, run.solver
    if tally.first == 0 or (solver.monotone and run.whole and problem.loss.smooth):
        return tally.start
    fresh = problem.cost(problem.network.start(problem.usual_start, run.seed))
    return max(tally.start, fresh.data if solver.decoupled else fresh.total)


def _swings(run: Run, tally: Tally) -> Verdict:
    """What the rises of a full-batch gradient descent say."""
    smooth = run.problem.loss.smooth
    if smooth and tally.rise is not None and tally.tail[-1] > tally.rise[1]:
        what = f"The cost rose {RISES_IN_A_ROW} steps in a row from step {tally.rise[0]} and did not come back"
        return _unstable(run, "diverged", what)
    recent = rises(tally.tail)
    if recent.size < WINDOW or recent.mean() < RISING_SHARE:
        return FINISHED
    width = three_figures(float(np.ptp(tally.recent)))
    if smooth:
        return _unstable(run, "oscillating", f"The cost goes on swinging, by {width} in the last {WINDOW} steps")
    kink = f"The {run.problem.loss.name.lower()} loss has a kink, a corner, so steps of one length never settle: they "
    moved = f"In the last {WINDOW} steps the cost moved within {width}."
    now = run.rates(tally.last - 1, 1)[0]
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
    """Where nothing holds the weights of a linear model back: separable classes, or more weights than the data pin down."""
    problem = run.problem
    network, loss = problem.network, problem.loss
    free = problem.strength == 0 or problem.penalty.is_zero()
    if not free or not network.linear:
        return FINISHED
    if never_satisfied(loss) and leads(problem.data.y, network.predict(last)).min() > 0:
        # Soudry et al., "The implicit bias of gradient descent on separable data", 2018.
        steady = run.schedule.factor(steps) == 1.0 and not run.solver.adaptive
        pace = "ever more slowly, like the logarithm of the step" if steady else "ever more slowly"
        message = (
            "Every training example is on its right side and nothing holds the weights back, so there is no lowest cost: "
            f"the weights go on growing, {pace}. A little strength gives them an end."
        )
        return Verdict("finished", message, None)
    independent = rank(network.design)
    if independent < network.design.shape[1]:
        message = (
            f"These examples pin down {independent} of the {network.design.shape[1]} weights and biases, so many sets of "
            "weights share the lowest cost, and the start decides which one is found. A little L2 leaves one."
        )
        return Verdict("finished", message, None)
    return FINISHED


def _unstable(run: Run, status: str, what: str) -> Verdict:
    remedy = safe_rate(run)
    used = three_figures(run.rate)
    why = too_high(run.problem, run.solver, run.rate, run.batch) or "too high for this problem"
    rate = f"{used} is" if run.schedule.constant else f"starts at {used}, which is"
    return Verdict(status, f"{what}: the learning rate {rate} {why}. {three_figures(remedy)} is safe.", remedy)


def safe_rate(run: Run) -> float:
    """A rate that is safe for this run's problem: ``auto`` where that is lower than the one used, else found by halving."""
    start = run.problem.network.start(run.problem.usual_start, run.seed)
    rate = auto_rate(run.problem, run.solver, start, run.batch)
    if rate >= run.rate:
        rate = min(backtracked_rate(run.problem, start), run.rate / 4.0)
    return float(f"{rate:.3g}")
