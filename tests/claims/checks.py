"""Claims about a run, a path and a cost, each with its oracle: what is false is a sentence, what holds is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from explorer import Experiment
from explorer.cost.separability import separable
from explorer.findings import findings
from explorer.path.methods.choice import path_refusal, path_takes_long
from explorer.training.history import History
from tests.claims import oracles
from tests.claims.choices import cross_validation_is_right, information_is_right
from tests.claims.draws import usual
from tests.claims.exports import scripts_do_what_they_say

MOST_WEIGHTS, MOST_EXAMPLES = 130, 500
SHARE = 1e-3
"""A cost counts as the lowest where SciPy finds nothing lower by this share of what the start is above it."""
Check = Callable[[Experiment, History], Iterator[str]]


def auto_descends(e: Experiment, h: History) -> Iterator[str]:
    """The rate that the page chooses neither raises the cost over the run nor stands still."""
    if e.changes or e.rate != "auto" or e.batch is not None or not e.problem().loss.smooth:
        return
    yield ""
    first, last = h.total[0], h.total[-1]
    higher = last > first + 1e-9 * abs(first)
    if h.run.solver.decoupled:  # it lowers neither the cost nor the data loss alone
        higher = higher and bool(h.data[-1] > h.data[0])
    if not np.isfinite(h.total).all() or h.status == "diverged" or higher:
        yield f"auto ({h.rate:.3g}) raises the cost from {first:.6g} to {last:.6g}, status {h.status}"
    if h.run.solver.decoupled:
        return
    said = "steepest direction" in h.converged or any(found.finding.id == "valley" for found in findings(e, h))
    if said and (values := _curvatures(e))[-1] > 1e4 * e.steps * values[0]:
        return  # said, and so: steps as short as the steepest direction allows go less than 1e-4 of the way along the flattest
    best = oracles.lowest_near(e.problem(), h.weights[0], 50)
    if first - best > 1e-6 * max(abs(first), 1e-12) and not last < first - 1e-4 * (first - best):
        yield f"auto ({h.rate:.3g}) stands still at {last:.6g}; {best:.6g} is in reach from the start"


def _curvatures(e: Experiment) -> np.ndarray:
    """The curvatures of the cost at the start, least first, by finite differences of the gradient along each weight."""
    problem = e.problem()
    w = problem.network.start(problem.usual_start, e.seed)
    step = 1e-4
    ahead = np.array([problem.gradient(w + step * one) for one in np.eye(w.size)])
    H = (ahead - problem.gradient(w)) / step
    factors = np.array(problem.penalty.factors or ())
    own = np.diag(H).copy()
    own[: factors.size] += problem.strength * factors
    return np.sort(np.abs(own))


def remedy_descends(e: Experiment, h: History) -> Iterator[str]:
    """A rate that is called safe ends below the start, and not in another warning."""
    if h.remedy is None:
        return
    yield ""
    at = h.stages[len(h.runs) - 1].at
    again = (e.change(at=at, rate=h.remedy) if at else e.until(1).change(rate=h.remedy)).train()
    if again.status in ("diverged", "oscillating") or not np.isfinite(again.total).all():
        yield f"{h.remedy:.3g} was called safe and ends as {again.status}: {again.message}"


def converged_is_a_minimum(e: Experiment, h: History) -> Iterator[str]:
    """What is called converged cannot be lowered by much from there: not by SciPy, started a little way off."""
    if not h.converged.startswith("Converged") or h.run.solver.decoupled or not h.run.whole:
        return
    yield ""
    problem, w, rng = h.run.problem, h.weights[-1], np.random.default_rng(0)
    now, start = problem.cost(w).total, problem.cost(h.weights[0]).total
    nudged = w + 1e-3 * max(1.0, np.abs(w).max()) * rng.normal(size=w.size)
    best = min(oracles.lowest_near(problem, w), oracles.lowest_near(problem, nudged))
    if now - best > SHARE * max(start - best, 1e-9 * abs(start)) + 1e-9:
        yield f"called converged at {now:.8g}; {best:.8g} is near ({h.converged})"


def saddle_is_one(e: Experiment, h: History) -> Iterator[str]:
    """At what is called a saddle no step leads on, and beside it the cost is lower."""
    if h.status != "saddle":
        return
    yield ""
    problem, w, rng = h.run.problem, h.weights[-1], np.random.default_rng(0)
    on = problem.cost(e.change(steps=e.steps + 200).train(start=h).weights[-1]).total
    now = problem.cost(w).total
    if now - on > 1e-6 * abs(now):
        yield f"called a saddle at {now:.8g}, and 200 steps more lead to {on:.8g}"
    best = min(oracles.lowest_near(problem, w + 0.1 * rng.normal(size=w.size)) for _ in range(5))
    if not best < now - 1e-6 * abs(now):
        yield f"called a saddle at {now:.8g}, and nothing lower is near ({best:.8g})"


def separation_is_right(e: Experiment, h: History) -> Iterator[str]:
    """Classes are called separable, or overlapping, as the linear programme finds them."""
    problem = e.problem()
    if problem.data.task not in ("binary", "multiclass") or not problem.network.linear or problem.size > MOST_WEIGHTS:
        return
    claimed = separable(problem)
    if claimed is None:
        return
    yield ""
    truth = oracles.separable(problem.network.design, problem.data.y)
    if claimed != truth:
        yield f"separable: {claimed} was claimed, the linear programme says {truth}"


def path_is_lowest(e: Experiment, h: History) -> Iterator[str]:
    """Each point of a path is as low as SciPy can go; one that is, is not called short of the minimum."""
    problem = e.now.problem()
    if problem.size > MOST_WEIGHTS or path_refusal(problem) or path_takes_long(problem) or not problem.loss.smooth:
        return
    if not problem.penalty.convex:
        return
    yield ""
    top = e.now.path([1.0]).zeroing or 1.0
    strengths = top * np.array([0.7, 0.1, 0.003])
    path = e.now.path(strengths)
    zero = problem.at(strengths[0]).cost(_centre(e, top)).total
    for s, w, total in zip(strengths, path.weights, path.total, strict=True):
        best = oracles.lowest_near(problem.at(float(s)), w)
        if total - best > 1e-5 * max(zero - best, 0.0) + 1e-9 * abs(total):
            yield f"path at {s:.4g}: {total:.10g}, and {best:.10g} is lower; note: {path.note}"


def kinked_path_is_lowest(e: Experiment, h: History) -> Iterator[str]:
    """Under a loss with kinks and L1 a path costs what the linear programme does, and is not called short of it then."""
    problem = e.now.problem()
    if problem.size > MOST_WEIGHTS or problem.n > MOST_EXAMPLES or problem.penalty.id != "l1" or path_refusal(problem):
        return
    if not usual(e.now):
        return
    strengths = [0.3, 0.02, 0.0]
    best = [oracles.cheapest_with_l1(problem, s) for s in strengths]
    if None in best:
        return
    yield ""
    path = e.now.path(strengths)
    zero = e.now.path([1e6]).total[0]  # what a gap is a share of, at most: the least of these losses is 0 or above
    costs = zip(strengths, path.total, best, path.gap if path.gap is not None else np.zeros(3), strict=True)
    for s, total, lowest, gap in costs:
        claimed = gap <= 1e-4
        if claimed and total - lowest > (gap + 1e-9) * zero:
            yield f"path at {s:.4g}: {total:.10g}, the linear programme says {lowest:.10g}; gap {gap:.2g}"
        if total - lowest < 1e-10 * max(abs(lowest), 1e-3) and gap > 1e-4:
            yield f"path at {s:.4g} is exact to 1e-10 and its gap is given as {gap:.2g}; note: {path.note}"


def kinked_path_with_l2_is_lowest(e: Experiment, h: History) -> Iterator[str]:
    """Under a loss with kinks and L2 a path costs what LIBSVM's does, and is not called short of it then."""
    problem = e.now.problem()
    if problem.size > MOST_WEIGHTS or problem.n > MOST_EXAMPLES or problem.penalty.id != "l2" or path_refusal(problem):
        return
    if problem.loss.smooth or not e.now.standardise or not usual(e.now):
        return
    strengths = [1.0, 0.1]
    ends = [oracles.between_with_l2(problem, s) for s in strengths]
    if None in ends:
        return
    yield ""
    path = e.now.path(strengths)
    zero = e.now.path([1e6]).total[0]
    costs = zip(strengths, path.total, ends, path.gap if path.gap is not None else np.zeros(2), strict=True)
    for s, total, (least, reached), gap in costs:
        if gap <= 1e-4 and total - reached > (gap + 1e-7) * zero:
            yield f"path at {s:.4g}: {total:.10g}, LIBSVM finds {reached:.10g}; gap {gap:.2g}"
        if total - least < 1e-8 * max(abs(least), 1e-3) and gap > 1e-4:
            yield f"path at {s:.4g} is exact to 1e-8 and its gap is given as {gap:.2g}; note: {path.note}"


def kinked_zeroing_is_the_border(e: Experiment, h: History) -> Iterator[str]:
    """Under a loss with kinks and L1: above the strength that is said to zero all weights none is worth its price."""
    problem = e.now.problem()
    if problem.size > MOST_WEIGHTS or problem.n > MOST_EXAMPLES or problem.penalty.id != "l1" or path_refusal(problem):
        return
    if not usual(e.now):
        return
    zeroing = e.now.path([1.0]).zeroing
    if problem.loss.smooth or not zeroing:
        return
    costs = [oracles.cheapest_with_l1(problem, s) for s in (1e6 * zeroing, 1.001 * zeroing, 0.9 * zeroing)]
    if None in costs:
        return
    yield ""
    zero, above, below = costs
    if zero - above > 1e-8 * zero:
        yield f"all weights are said to be zero from {zeroing:.6g}; above it the programme finds {above:.10g} below {zero:.10g}"
    if not zero - below > 1e-12 * zero:
        yield f"all weights are said to be zero from {zeroing:.6g}, and at 0.9 of it nothing is gained by any"


def zeroing_is_the_border(e: Experiment, h: History) -> Iterator[str]:
    """All weights are zero at the strength that is said to zero them, and a little below it something is gained by one."""
    problem = e.now.problem()
    if problem.size > MOST_WEIGHTS or path_refusal(problem) or path_takes_long(problem) or not problem.penalty.convex:
        return
    zeroing = e.now.path([1.0]).zeroing
    if not zeroing or not problem.loss.smooth:
        return
    yield ""
    w = _centre(e, zeroing)
    here = problem.at(1.001 * zeroing).cost(w).total
    lower = oracles.lowest_near(problem.at(1.001 * zeroing), w)
    if here - lower > 1e-7 * abs(here) + 1e-12:
        yield f"all weights are said to be zero from {zeroing:.6g}; above it {lower:.10g} is below {here:.10g}"
    below = problem.at(0.9 * zeroing)
    start = below.cost(w).total
    if start - below.cost(e.now.path([0.9 * zeroing]).weights[0]).total <= 0:
        yield f"all weights are said to be zero from {zeroing:.6g}, and at 0.9 of it nothing is gained by any"


def _centre(e: Experiment, zeroing: float) -> np.ndarray:
    """Weights of zero with the biases of the path at ten times the strength that zeroes them."""
    w = e.now.path([10.0 * zeroing]).weights[0].copy()
    layer = e.now.problem().network.layers[0]
    layer.weights(w)[...] = 0.0
    return w


CHECKS: tuple[Check, ...] = (
    auto_descends,
    remedy_descends,
    converged_is_a_minimum,
    saddle_is_one,
    separation_is_right,
    path_is_lowest,
    kinked_path_is_lowest,
    kinked_path_with_l2_is_lowest,
    kinked_zeroing_is_the_border,
    cross_validation_is_right,
    information_is_right,
    scripts_do_what_they_say,
    zeroing_is_the_border,
)
