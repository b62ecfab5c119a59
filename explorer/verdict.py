"""How a run went: whether it blew up, swings without end, or hovers in a band, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.params import three_figures
from explorer.rates import auto_rate, backtracked_rate, stable_rate

if TYPE_CHECKING:
    from explorer.training import Run

Array = np.ndarray

WINDOW = 50
RISES_IN_A_ROW = 3
RISING_SHARE = 0.3
ROUNDING = 1e-12
SURE = 30.0
"""A margin at which a loss that has a minimum is flat."""


class Verdict(NamedTuple):
    """``status``, a sentence, and a rate that helps (None where none is called for)."""

    status: str
    message: str
    remedy: float | None


FINISHED = Verdict("finished", "", None)


def judge(run: Run, totals: Array, last: Array, exploded: bool) -> Verdict:
    """The verdict on a run with these costs, one for each step from 0, and these last weights (p,).

    Non-finite or a million times the start: diverged, for any solver. For full-batch gradient descent alone (momentum
    and Adam rise now and then in good health): three rises in a row that end above where they began are divergence, and
    30 % rises among the last 50 steps are endless oscillation; under a loss with a kink that is the band in which a
    constant rate always ends, of a width about rate x slope^2 / 2 (Nesterov, 2004, section 3.2.3).
    """
    if exploded:
        return _diverged(run, f"The cost blew up at step {len(totals)}")
    verdict = _swings(run, totals)
    return _separable(run, last) if verdict.status == "finished" else verdict


def _swings(run: Run, totals: Array) -> Verdict:
    whole = run.batch is None or run.batch >= run.problem.n
    if run.solver.id != "gd" or not whole:
        return FINISHED
    rises = np.diff(totals) > ROUNDING * np.abs(totals[1:])
    smooth = run.problem.loss.smooth
    if smooth:
        row = np.flatnonzero(np.convolve(rises, np.ones(RISES_IN_A_ROW), "valid") == RISES_IN_A_ROW)
        if row.size and totals[-1] > totals[row[0]]:
            return _diverged(run, f"The cost rose {RISES_IN_A_ROW} steps in a row from step {row[0]} and did not come back")
    tail = rises[-WINDOW:]
    if tail.size < WINDOW or tail.mean() < RISING_SHARE:
        return FINISHED
    low, high = totals[-WINDOW:].min(), totals[-WINDOW:].max()
    if smooth:
        return _unstable(
            run, "oscillating", f"The cost goes on swinging, by {three_figures(high - low)} in the last {WINDOW} steps"
        )
    message = (
        f"The {run.problem.loss.name.lower()} loss has a kink, so steps of one length end in a band around the minimum: the "
        f"cost hovers within {three_figures(high - low)}. A shorter step narrows the band."
    )
    return Verdict("band", message, float(f"{run.rate / 10:.3g}"))


def _separable(run: Run, last: Array) -> Verdict:
    """Separable classes without a penalty have no lowest cost under a loss that never stops falling (Soudry et al., "The
    implicit bias of gradient descent on separable data", 2018)."""
    problem = run.problem
    free = problem.strength == 0 or problem.penalty.value(np.ones(1)) == 0
    sure = np.array([SURE])
    if not free or problem.loss.task != "binary" or problem.loss.slope(np.ones(1), sure)[0] == 0:
        return FINISHED
    if (problem.data.y * problem.network.predict(last)).min() <= 0:
        return FINISHED
    message = (
        "Every training example is on its right side and nothing holds the weights back, so there is no lowest cost: the "
        "weights go on growing, ever more slowly, like the logarithm of the step. A little strength gives them an end."
    )
    return Verdict("finished", message, None)


def _diverged(run: Run, what: str) -> Verdict:
    return _unstable(run, "diverged", what)


def _unstable(run: Run, status: str, what: str) -> Verdict:
    remedy = safe_rate(run)
    bound = stable_rate(run.problem, run.solver, run.batch)
    used = three_figures(run.rate)
    why = f": the learning rate {used} is too high for this problem"
    if bound is not None and run.rate > bound:
        why = f": the learning rate {used} is above {three_figures(bound)}, the largest that is stable here"
    return Verdict(status, f"{what}{why}. {three_figures(remedy)} is safe.", remedy)


def safe_rate(run: Run) -> float:
    """A rate that is safe for this run's problem: ``auto`` where that is lower than the one used, else found by halving."""
    start = run.problem.network.start(run.problem.model.starts[0], run.seed)
    rate = auto_rate(run.problem, run.solver, start, run.batch)
    if rate >= run.rate:
        rate = min(backtracked_rate(run.problem, start), run.rate / 4.0)
    return float(f"{rate:.3g}")
