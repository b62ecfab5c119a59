"""The loop: from problems and solvers to the history of a run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.bound_examples import BoundExamples
from explorer.cost.compatibility import unusable
from explorer.cost.problem import Costs, Problem
from explorer.solvers.base import Solver, State
from explorer.solvers.schedules import Constant, Schedule
from explorer.training.convergence import Tally, Verdict, judge
from explorer.training.history import CHUNK, History, Leg, Record, inherited_state, shared_steps
from explorer.training.step_size import auto_rate
from explorer.training.steps import Run

Array = np.ndarray

EXPLOSION = 1e6


def train(
    problem: Problem,
    solver: Solver,
    steps: int = 500,
    seed: int = 0,
    start: str | Array | None = None,
    batch: int | None = None,
    validation: BoundExamples | None = None,
    checkpoint: Checkpoint = no_checkpoint,
    schedule: Schedule | None = None,
) -> History:
    """Run a solver on a problem and keep what happened.

    ``start`` is ``"zero"``, ``"normal"`` (drawn by the seed), an array (p,), or None for the model's own. ``batch`` is the
    number of examples a step sees, None for all. ``schedule`` shrinks the rate as the run goes on; None leaves it as it is.
    ``validation`` is held-out data from ``problem.hold``. ``checkpoint`` is called after every hundred steps and may raise to
    stop. The run goes on for all its steps, unless its cost stops being finite or exceeds a million times the start: then
    it ends at the last finite step and says so in ``status``. Raises ``ValueError`` for arguments out of range.
    """
    w = starting_weights(problem, start, seed)
    if steps < 1 or (batch is not None and batch < 1):
        raise ValueError(f"steps and batch must be at least 1; got steps={steps}, batch={batch}")
    return train_legs(
        [Leg(0, problem, solver, batch, seed, validation, schedule or Constant())], w, steps, checkpoint=checkpoint
    )


def train_legs(
    legs: Sequence[Leg],
    w: Array,
    steps: int,
    before: History | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> History:
    """A run whose settings change at some of its steps: leg after leg, each from where the one before it stands.

    Weights go on as they are, and so does the solver's state while the solver stays of its kind. What ``before`` shares with
    this run is taken over from it; the result is the same to the bit.
    """
    for leg in legs:
        _check(leg)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        if not np.isfinite(legs[0].problem.cost(w).total):
            raise ValueError("start: the cost there is not a finite number, so there is nothing to descend from")
        return _Training(list(legs), steps, checkpoint).run(w, before)


def _check(leg: Leg) -> None:
    loss = leg.problem.loss
    if loss.untrainable:
        raise ValueError(f"loss: {unusable(loss, leg.problem.data.task)}")
    if reason := leg.solver.refusal(leg.problem.penalty.separable):
        raise ValueError(f"solver: {reason}")


def starting_weights(problem: Problem, start: str | Array | Sequence[float] | None, seed: int) -> Array:
    """Where a run starts: at zero, at weights drawn by the seed, at given ones (p,), or (None) as the model has it."""
    if start is None or isinstance(start, str):
        kind = start or problem.usual_start
        if kind not in ("zero", "normal"):
            raise ValueError(f"start: {kind!r} is not one of zero, normal")
        return problem.network.start(kind, seed)
    w = np.array(start, dtype=float)
    if w.shape != (problem.size,) or not np.isfinite(w).all():
        raise ValueError(f"start: needs {problem.size} finite weights, got an array of shape {w.shape}")
    return w


class _Training:
    """A run while it is being trained: what is kept so far, and the legs that have begun."""

    def __init__(self, legs: list[Leg], steps: int, checkpoint: Checkpoint) -> None:
        self.legs, self.steps, self.checkpoint = legs, steps, checkpoint
        self.record = Record(steps)
        self.runs: list[Run] = []

    def run(self, w: Array, before: History | None) -> History:
        done = shared_steps(before, self.legs, self.steps) if before is not None else 0
        if before is not None and done:
            w, state = before.state_at(done)
            self.record.copy_from(before, done)
            self.runs = [run for leg, run in zip(before.legs, before.runs, strict=False) if leg.at < done]
            self.tally = before.tally
            self.limit = EXPLOSION * max(self.tally.opening, 1e-300)
        else:
            state = self.legs[0].solver.start(w)
            self.record.mark(0, w, state)
        verdict = None
        while verdict is None:
            if len(self.runs) < len(self.legs) and done == self.legs[len(self.runs)].at:
                state = self._begin(w, state, done)
            verdict = self._opening(done) if done < self.steps else judge(self.runs[-1], self.tally, w, exploded=False)
            if verdict is None:
                done, w, state, verdict = self._chunk(done, w, state)
        return History(
            **self.record.arrays(), status=verdict.status, message=verdict.message, remedy=verdict.remedy,
            legs=tuple(self.legs), runs=tuple(self.runs), stride=self.record.stride,
            tally=self.tally, checkpoints=self.record.checkpoints,
        )  # fmt: skip

    def _begin(self, w: Array, state: State, done: int) -> State:
        """The next leg, from these weights."""
        leg = self.legs[len(self.runs)]
        solver, problem = leg.solver, leg.problem
        rate = auto_rate(problem, solver, w, leg.batch) if solver.rate == "auto" else float(solver.rate)
        if self.runs:
            self.record.mark(done, w, state)
            state = inherited_state(self.runs[-1].solver, solver, w, state)
        self.runs.append(Run(problem, solver, rate, leg.batch, leg.seed, leg.schedule))
        cost = problem.cost(w)
        self.tally = Tally.begin(
            done, cost.data if solver.decoupled else cost.total, cost.total
        )  # AdamW does not minimise the total
        self.limit = EXPLOSION * max(cost.total, 1e-300)
        return state

    def _opening(self, done: int) -> Verdict | None:
        """What is to be said where a leg cannot even begin."""
        if np.isfinite(self.limit):
            return None
        return Verdict("diverged", f"After the change at step {done} the cost is too large for a number. Undo it.", None)

    def _chunk(self, done: int, w: Array, state: State) -> tuple[int, Array, State, Verdict | None]:
        """Up to a hundred steps: the step reached, weights and state there, and a verdict where the run ends."""
        leg, run = self.legs[len(self.runs) - 1], self.runs[-1]
        turn = self.legs[len(self.runs)].at if len(self.runs) < len(self.legs) else self.steps
        end = min(self.steps, turn, done + CHUNK - done % CHUNK)
        heads = np.empty((end - done + 1, w.size))
        heads[0] = w
        losses = np.empty(len(heads))
        state = run.advance(heads, state, done, losses, self.checkpoint)
        costs = run.problem.costs(heads, losses)
        bad = ~(costs.total <= self.limit) | ~np.isfinite(heads).all(axis=1)
        bad[0] = False  # it stands already
        exploded = bool(bad.any())
        stop = int(np.argmax(bad)) if exploded else len(heads)
        self.tally = self.tally.after((costs.data if run.solver.decoupled else costs.total)[1:stop])
        fresh = slice(1 if done else 0, stop)
        if exploded:
            self.record.last = done + stop - 1
            if stop == 1 and not self.record.due(done):  # the last finite step was passed over before
                fresh = slice(0, 1)
        steps = np.arange(done, end + 1)
        self.record.keep(leg, steps[fresh], heads[fresh], Costs(*(c[fresh] for c in costs)))
        if exploded:
            return end, heads[stop - 1], state, judge(run, self.tally, heads[stop - 1], exploded=True)
        if end % self.record.spacing == 0:
            self.record.mark(end, heads[-1], state)
        if end < self.steps:
            self.checkpoint()
        return end, heads[-1], state, None
