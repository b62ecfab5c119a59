"""Claims of exported scripts: that they find the lowest cost or repeat the run, and what they say of the difference."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from explorer import Experiment
from explorer.experiment.export.scripts import KINDS, script, script_refusal
from explorer.training.history import History
from tests.claims import oracles
from tests.helpers.exported import centred, ran

MOST_WEIGHTS, MOST_EXAMPLES, MOST_STEPS = 40, 400, 500
SAME = 1e-6
A_LITTLE = 1e-3
"""What a solver in single precision may leave, as a share of what the start is above the lowest cost."""
APART = re.compile(r"differ\s+from\s+those\s+with\s+the\s+lowest\s+cost\s+by\s+up\s+to\s+([0-9.e+-]*[0-9])")


def scripts_do_what_they_say(e: Experiment, h: History) -> Iterator[str]:
    """The NumPy and the scikit-learn script, run: the run's weights to 1e-6, or a cost as low as SciPy's."""
    problem = e.problem()
    if problem.size > MOST_WEIGHTS or problem.n > MOST_EXAMPLES or e.steps > MOST_STEPS or h.status == "diverged":
        return
    for kind in ("numpy", "scikit-learn"):
        if script_refusal(e, kind):
            continue
        yield ""
        text = script(e, kind, h)
        w, printed = ran(text, kind)
        if "have not settled" in printed:
            continue
        heading = text.split('"""')[1]
        off = float(np.abs(centred(problem, w) - centred(problem, h.weights[-1])).max() / (1 + np.abs(h.weights[-1]).max()))
        if KINDS[kind].repeats(e):
            if off > SAME and "magnify rounding" not in heading and "has not been tried" not in heading:
                yield f"the {kind} script repeats the run and ends {off:.2g} away"
            continue
        yield from _lowest(e, h, kind, heading, w, off)


def _lowest(e: Experiment, h: History, kind: str, heading: str, w: np.ndarray, off: float) -> Iterator[str]:
    """A script that finds the lowest cost does, and says so where the run is elsewhere."""
    problem = e.problem()
    cost, best = problem.cost(w).total, oracles.lowest_near(problem, w, 2000)
    start = problem.cost(h.weights[0]).total
    if cost - best > (A_LITTLE if "a little above the lowest" in heading else 1e-6) * max(start - best, 0.0) + 1e-9 * abs(cost):
        yield f"the {kind} script finds {cost:.10g}; {best:.10g} is lower"
    apart = heading.split("An experiment of Loss Explorer.")[-1]
    said = APART.search(apart)
    if (
        said
        and not 0.8 * float(said[1]) - 1e-6
        <= np.abs(centred(problem, w) - centred(problem, h.weights[-1])).max()
        <= 1.2 * float(said[1]) + 1e-6
    ):
        yield f"the {kind} script says {said[0]}; its weights are {off:.3g} away"
    silent = not re.search(
        r"differ|above the lowest|on its way there|ends elsewhere|not known|too large|not convex|several sets", apart
    )
    if not problem.loss.smooth:  # several sets of weights may have the lowest cost: then the cost is what is told
        off = abs(problem.cost(h.weights[-1]).total - cost) / (abs(cost) + 1e-12)
    if silent and off > 10 * SAME:
        yield f"the {kind} script says nothing of a difference, and its weights or its cost are {off:.3g} away"
