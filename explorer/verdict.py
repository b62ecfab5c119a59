"""How a run went: whether it blew up, swings without end, or hovers in a band, and what would help."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.losses.base import Loss
from explorer.losses.multiclass import lead
from explorer.rates import auto_rate, backtracked_rate, too_high
from explorer.run import Run
from explorer.text import three_figures

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

    Non-finite, a million times the start, or at the end still above it: any solver has diverged. For full-batch gradient
    descent alone (momentum and Adam rise now and then in good health): three rises in a row that end above where they
    began are divergence, and 30 % rises among the last 50 steps are endless oscillation; under a loss with a kink that is
    the band in which a constant rate always ends (Nesterov, 2004, section 3.2.3), and which narrows as a schedule shrinks
    the rate.
    """
    if exploded:
        return _unstable(run, "diverged", f"The cost blew up at step {len(totals)}")
    verdict = _swings(run, totals) if run.solver.monotone and run.whole else FINISHED
    if verdict.status in ("finished", "band") and totals[1:][-WINDOW:].min(initial=np.inf) > totals[0] * (1 + ROUNDING):
        return _unstable(run, "diverged", "The cost ended above where it began")
    return _endless(run, last, len(totals) - 1) if verdict.status == "finished" else verdict


def _swings(run: Run, totals: Array) -> Verdict:
    """What the rises of a full-batch gradient descent say."""
    rises = np.diff(totals) > ROUNDING * np.abs(totals[1:])
    smooth = run.problem.loss.smooth
    if smooth:
        row = np.flatnonzero(np.convolve(rises, np.ones(RISES_IN_A_ROW), "valid") == RISES_IN_A_ROW)
        if row.size and totals[-1] > totals[row[0]]:
            what = f"The cost rose {RISES_IN_A_ROW} steps in a row from step {row[0]} and did not come back"
            return _unstable(run, "diverged", what)
    tail = rises[-WINDOW:]
    if tail.size < WINDOW or tail.mean() < RISING_SHARE:
        return FINISHED
    width = three_figures(float(np.ptp(totals[-WINDOW:])))
    if smooth:
        return _unstable(run, "oscillating", f"The cost goes on swinging, by {width} in the last {WINDOW} steps")
    kink = f"The {run.problem.loss.name.lower()} loss has a kink, a corner, so steps of one length never settle: they "
    moved = f"In the last {WINDOW} steps the cost moved within {width}."
    now = run.rates(len(totals) - 2, 1)[0]
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
    free = problem.strength == 0 or problem.penalty.value(np.ones(1)) == 0
    if not free or not network.linear:
        return FINISHED
    if _never_content(loss) and _all_right(problem.data.y, network.predict(last)):
        # Soudry et al., "The implicit bias of gradient descent on separable data", 2018.
        steady = run.schedule.factor(steps) == 1.0 and not run.solver.adaptive
        pace = "ever more slowly, like the logarithm of the step" if steady else "ever more slowly"
        message = (
            "Every training example is on its right side and nothing holds the weights back, so there is no lowest cost: "
            f"the weights go on growing, {pace}. A little strength gives them an end."
        )
        return Verdict("finished", message, None)
    rank = int(np.linalg.matrix_rank(network.design))
    if rank < network.design.shape[1]:
        message = (
            f"These examples pin down {rank} of the {network.design.shape[1]} weights and biases, so many sets of weights "
            "share the lowest cost, and the start decides which one is found. A little L2 leaves one."
        )
        return Verdict("finished", message, None)
    return FINISHED


def _never_content(loss: Loss) -> bool:
    """Whether a classifier's loss still falls where every example is right by far."""
    if loss.task == "binary":
        return bool(loss.slope(np.ones(1), np.array([SURE]))[0] < 0)
    return loss.task == "multiclass" and bool(loss.slope(np.zeros(1, dtype=int), np.array([[SURE, 0.0]]))[0, 0] < 0)


def _all_right(y: Array, z: Array) -> bool:
    """Whether every example has its true class ahead."""
    return bool((y * z if z.ndim == 1 else lead(z, y)).min() > 0)


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
