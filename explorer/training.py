"""The loop: from a problem and a solver to the history of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from explorer.problem import Costs, Held, Problem
from explorer.rates import auto_rate
from explorer.run import Run
from explorer.schedules import Constant, Schedule
from explorer.solvers.base import Solver, State
from explorer.verdict import Verdict, judge

Array = np.ndarray

MOST_KEPT = 2000
CHUNK = 100
EXPLOSION = 1e6
MOST_CHECKPOINTS = 200


@dataclass(frozen=True, eq=False)
class History:
    """What happened: the weights and the cost at every kept step. Arrays are read-only.

    ``steps`` (m,) are the step numbers kept, all of them up to 2,000; ``weights`` is (m, p); ``data``, ``penalty``,
    ``total`` and ``validation`` are (m,), validation being the mean loss of the held-out examples without the penalty
    (empty where none are held out). ``status`` is ``"finished"``, ``"diverged"``, ``"oscillating"`` or ``"band"``;
    ``message`` says it in a sentence, and ``remedy`` holds a rate that works, where one is called for. ``rate`` is the
    rate that was used, with a schedule the one at step 0.
    """

    steps: Array
    weights: Array
    data: Array
    penalty: Array
    total: Array
    validation: Array
    status: str
    message: str
    remedy: float | None
    rate: float
    run: Run = field(repr=False)
    checkpoints: dict[int, tuple[Array, State]] = field(repr=False)

    def state_at(self, step: int) -> tuple[Array, State]:
        """Weights (p,) and solver state after ``step`` steps, exact: replayed from the nearest checkpoint."""
        if not 0 <= step <= self.steps[-1]:
            raise ValueError(f"step: {step} is not in this run. Allowed: 0 to {self.steps[-1]}.")
        nearest = max(k for k in self.checkpoints if k <= step)
        w, state = self.checkpoints[nearest]
        if nearest == step:
            return w, state
        out = np.empty((step - nearest, w.size))
        predictions = _prediction_rows(self.run.problem, len(out)) if self.run.whole else None
        with np.errstate(over="ignore", invalid="ignore"):
            state = self.run.advance(w, state, nearest, out, predictions)
        return _frozen(out[-1]), state


def _frozen(array: Array) -> Array:
    """A copy of its own, read-only."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def _prediction_rows(problem: Problem, rows: int) -> Array:
    outputs = problem.network.layers[-1].outputs
    shape = (rows, problem.n) if outputs is None else (rows, problem.n, outputs)
    return np.empty(shape)


class _Record:
    """The kept rows of a run, thinned to at most `MOST_KEPT` and the last."""

    def __init__(self, problem: Problem, held: Held | None, steps: int) -> None:
        self.problem, self.held = problem, held
        self.stride = max(1, -(-steps // MOST_KEPT))
        self.last = steps
        self.steps: list[Array] = []
        self.weights: list[Array] = []
        self.costs: list[Costs] = []
        self.validation: list[Array] = []

    def due(self, step: int) -> bool:
        """Whether thinning keeps this step."""
        return step % self.stride == 0

    def keep(self, steps: Array, weights: Array, costs: Costs) -> None:
        """Keep the rows whose step is due, and evaluate the held-out examples for these alone."""
        due = np.array([self.due(step) or step == self.last for step in steps.tolist()], dtype=bool)
        W = weights[due]
        self.steps.append(steps[due])
        self.weights.append(W)
        self.costs.append(Costs(costs.data[due], costs.penalty[due], costs.total[due]))
        self.validation.append(self.problem.mean_loss(W, self.held) if self.held is not None else np.zeros(0))

    def arrays(self) -> dict[str, Array]:
        """The kept rows as read-only arrays."""
        columns = {
            "steps": np.concatenate(self.steps),
            "weights": np.concatenate(self.weights),
            "data": np.concatenate([c.data for c in self.costs]),
            "penalty": np.concatenate([c.penalty for c in self.costs]),
            "total": np.concatenate([c.total for c in self.costs]),
            "validation": np.concatenate(self.validation),
        }
        for array in columns.values():
            array.flags.writeable = False
        return columns


def train(
    problem: Problem,
    solver: Solver,
    steps: int = 500,
    seed: int = 0,
    start: str | Array | None = None,
    batch: int | None = None,
    validation: Held | None = None,
    between: Callable[[], object] | None = None,
    schedule: Schedule | None = None,
) -> History:
    """Run a solver on a problem and keep what happened.

    ``start`` is ``"zero"``, ``"normal"`` (drawn by the seed), an array (p,), or None for the model's own. ``batch`` is the
    number of examples a step sees, None for all. ``schedule`` shrinks the rate as the run goes on; None leaves it as it is.
    ``validation`` is held-out data from ``problem.hold``. ``between`` is called after every hundred steps and may raise to
    stop. The run goes on for all its steps, unless its cost stops being finite or exceeds a million times the start: then
    it ends at the last finite step and says so in ``status``. Raises ``ValueError`` for arguments out of range.
    """
    if problem.loss.untrainable:
        raise ValueError(f"loss: {problem.loss.name} can be looked at, not trained with: {problem.loss.untrainable}")
    if reason := solver.refusal(problem.penalty.separable):
        raise ValueError(f"solver: {reason}")
    w = _start(problem, start, seed)
    if steps < 1 or (batch is not None and batch < 1):
        raise ValueError(f"steps and batch must be at least 1; got steps={steps}, batch={batch}")
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        if not np.isfinite(problem.cost(w).total):
            raise ValueError("start: the cost there is not a finite number, so there is nothing to descend from")
        rate = auto_rate(problem, solver, w, batch) if solver.rate == "auto" else float(solver.rate)
        run = Run(problem, solver, rate, batch, seed, schedule or Constant())
        record, verdict, checkpoints = _loop(run, w, steps, validation, between)
    return History(
        **record.arrays(), status=verdict.status, message=verdict.message, remedy=verdict.remedy,
        rate=rate, run=run, checkpoints=checkpoints,
    )  # fmt: skip


def _start(problem: Problem, start: str | Array | None, seed: int) -> Array:
    if start is None or isinstance(start, str):
        kind = start or problem.usual_start
        if kind not in ("zero", "normal"):
            raise ValueError(f"start: {kind!r} is not one of zero, normal")
        return problem.network.start(kind, seed)
    w = np.array(start, dtype=float)
    if w.shape != (problem.size,) or not np.isfinite(w).all():
        raise ValueError(f"start: needs {problem.size} finite weights, got an array of shape {w.shape}")
    return w


def _loop(
    run: Run, w: Array, steps: int, held: Held | None, between: Callable[[], object] | None
) -> tuple[_Record, Verdict, dict[int, tuple[Array, State]]]:
    problem = run.problem
    record = _Record(problem, held, steps)
    state = run.solver.start(w)
    checkpoints = {0: (_frozen(w), tuple(_frozen(array) for array in state))}
    spacing = CHUNK * max(1, steps // (CHUNK * MOST_CHECKPOINTS))
    limit = EXPLOSION * max(problem.cost(w).total, 1e-300)
    totals: list[Array] = []
    done = 0
    while True:
        count = min(CHUNK, steps - done)
        heads = np.empty((count + 1, problem.size))
        heads[0] = w
        predictions = _prediction_rows(problem, count + 1) if run.whole else None
        state = run.advance(w, state, done, heads[1:], None if predictions is None else predictions[:-1])
        if predictions is not None:
            predictions[-1] = problem.network.predict(heads[-1])
        costs = problem.costs(heads, predictions)
        bad = ~(costs.total <= limit) | ~np.isfinite(heads).all(axis=1)
        exploded = bool(bad.any())
        stop = int(np.argmax(bad)) if exploded else count + 1
        fresh = slice(0 if done == 0 else 1, stop)
        totals.append((costs.data if run.solver.decoupled else costs.total)[fresh])
        if exploded:
            record.last = done + stop - 1
            if stop == 1 and not record.due(done):  # the last finite step stands at the head, and was passed over before
                fresh = slice(0, 1)
        record.keep(np.arange(done, done + count + 1)[fresh], heads[fresh], Costs(*(c[fresh] for c in costs)))
        done += count
        w = heads[-1]
        if exploded or done >= steps:
            return record, judge(run, np.concatenate(totals), heads[stop - 1], exploded), checkpoints
        if done % spacing == 0:
            checkpoints[done] = (_frozen(w), tuple(_frozen(array) for array in state))
        if between is not None:
            between()
