"""The loop: from problems and solvers to the history of a run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.bound_examples import BoundExamples
from explorer.cost.compatibility import unusable
from explorer.cost.costs import Costs
from explorer.cost.problem import Problem
from explorer.solvers.base import Solver, State
from explorer.solvers.schedules import Constant, Schedule
from explorer.training.convergence import Verdict, judge
from explorer.training.cost_summary import CostSummary
from explorer.training.history import CHUNK, History, Record, Stage, inherited_state, shared_steps
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
    number of examples a step sees, None for all. ``schedule`` shrinks the rate during the run; None keeps it constant.
    ``validation`` is held-out data from ``problem.hold``. ``checkpoint`` is called after every hundred steps and may raise to
    stop. The run takes all its steps, unless its cost stops being finite or exceeds a million times the start: then
    it ends at the last finite step and says so in ``status``. Raises ``ValueError`` for arguments out of range.
    """
    w = starting_weights(problem, start, seed)
    if steps < 1 or (batch is not None and batch < 1):
        raise ValueError(f"steps and batch must be at least 1; got steps={steps}, batch={batch}")
    return train_stages(
        [Stage(0, problem, solver, batch, seed, validation, schedule or Constant())], w, steps, checkpoint=checkpoint
    )


def train_stages(
    stages: Sequence[Stage],
    w: Array,
    steps: int,
    before: History | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> History:
    """Train a run whose settings change at some of its steps: one stage after another, each from where the last one ended.

    Weights carry on from stage to stage, and so does the solver's state while the solver stays of its kind. The steps that
    ``before`` shares with this run are reused; the result is the same to the bit.
    """
    for stage in stages:
        _check(stage)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        if not np.isfinite(stages[0].problem.cost(w).total):
            raise ValueError("start: the cost there is not a finite number, so there is nothing to descend from")
        return _Training(list(stages), steps, checkpoint).run(w, before)


def _check(stage: Stage) -> None:
    loss = stage.problem.loss
    if loss.untrainable:
        raise ValueError(f"loss: {unusable(loss, stage.problem.data.task)}")
    if reason := stage.solver.refusal(stage.problem.penalty.separable):
        raise ValueError(f"solver: {reason}")


def starting_weights(problem: Problem, start: str | Array | Sequence[float] | None, seed: int) -> Array:
    """The weights (p,) where a run starts: zero, drawn by the seed, given ones (p,), or (None) the model's usual start."""
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
    """A run while it is being trained: what is kept so far, and the stages that have begun."""

    def __init__(self, stages: list[Stage], steps: int, checkpoint: Checkpoint) -> None:
        self.stages, self.steps, self.checkpoint = stages, steps, checkpoint
        self.record = Record(steps)
        self.runs: list[Run] = []

    def run(self, w: Array, before: History | None) -> History:
        done = shared_steps(before, self.stages, self.steps) if before is not None else 0
        if before is not None and done:
            w, state = before.state_at(done)
            self.record.copy_from(before, done)
            self.runs = [run for stage, run in zip(before.stages, before.runs, strict=False) if stage.at < done]
            self.summary = before.summary
            self.limit = EXPLOSION * max(self.summary.opening, 1e-300)
        else:
            state = self.stages[0].solver.start(w)
            self.record.mark(0, w, state)
        verdict = None
        while verdict is None:
            if len(self.runs) < len(self.stages) and done == self.stages[len(self.runs)].at:
                state = self._begin(w, state, done)
            verdict = (
                self._opening(done)
                if done < self.steps
                else judge(self.runs[-1], self.summary, self._begun(), w, exploded=False, end=self._turn())
            )
            if verdict is None:
                done, w, state, verdict = self._chunk(done, w, state)
        return History(
            **self.record.arrays(), status=verdict.status, message=verdict.message, remedy=verdict.remedy,
            stages=tuple(self.stages), runs=tuple(self.runs), stride=self.record.stride,
            summary=self.summary, checkpoints=self.record.checkpoints,
        )  # fmt: skip

    def _begin(self, w: Array, state: State, done: int) -> State:
        """Begin the next stage at these weights; return the solver's state."""
        stage = self.stages[len(self.runs)]
        solver, problem = stage.solver, stage.problem
        rate = (
            auto_rate(problem, solver, w, stage.batch, self._ceiling(stage), self.checkpoint)
            if solver.rate == "auto"
            else float(solver.rate)
        )
        if self.runs:
            self.record.mark(done, w, state)
            state = inherited_state(self.runs[-1].solver, solver, w, state)
        self.runs.append(Run(problem, solver, rate, stage.batch, stage.seed, stage.schedule))
        cost = problem.cost(w)
        self.summary = CostSummary.begin(
            done, cost.data if solver.decoupled else cost.total, cost.total
        )  # AdamW does not minimise the total
        self.limit = EXPLOSION * max(cost.total, 1e-300)
        return state

    def _ceiling(self, stage: Stage) -> float:
        """What a change in mid-run may cost, since it may come at the minimum: what a new run costs at its start."""
        if not self.runs:
            return -np.inf
        cost = stage.problem.cost(stage.problem.network.start(stage.problem.usual_start, stage.seed))
        return cost.data if stage.solver.decoupled else cost.total

    def _begun(self) -> tuple[Array, State]:
        """The weights (p,) where the stage that runs now began, and the state its solver began with."""
        w, state = self.record.checkpoints[self.stages[len(self.runs) - 1].at]
        if len(self.runs) > 1:
            state = inherited_state(self.runs[-2].solver, self.runs[-1].solver, w, state)
        return w, state

    def _turn(self) -> int:
        """The step to which the stage that runs now is to go."""
        return self.stages[len(self.runs)].at if len(self.runs) < len(self.stages) else self.steps

    def _opening(self, done: int) -> Verdict | None:
        """The verdict where the cost at the start of a stage is not finite; None where it can begin."""
        if np.isfinite(self.limit):
            return None
        return Verdict("diverged", f"After the change at step {done} the cost is too large for a number. Undo it.", None)

    def _chunk(self, done: int, w: Array, state: State) -> tuple[int, Array, State, Verdict | None]:
        """Take up to a hundred steps: the step reached, weights and state there, and a verdict where the run ends."""
        stage, run = self.stages[len(self.runs) - 1], self.runs[-1]
        turn = self._turn()
        end = min(self.steps, turn, done + CHUNK - done % CHUNK)
        heads = np.empty((end - done + 1, w.size))
        heads[0] = w
        losses = np.empty(len(heads))
        state = run.advance(heads, state, done, losses, self.checkpoint)
        costs = run.problem.costs(heads, losses)
        bad = ~(costs.total <= self.limit) | ~np.isfinite(heads).all(axis=1)
        bad[0] = False  # the start was checked before
        exploded = bool(bad.any())
        stop = int(np.argmax(bad)) if exploded else len(heads)
        self.summary = self.summary.after((costs.data if run.solver.decoupled else costs.total)[1:stop])
        fresh = slice(1 if done else 0, stop)
        if exploded:
            self.record.last = done + stop - 1
            if stop == 1 and not self.record.due(done):  # thinning left out the last finite step
                fresh = slice(0, 1)
        steps = np.arange(done, end + 1)
        self.record.keep(stage, steps[fresh], heads[fresh], Costs(*(c[fresh] for c in costs)))
        if exploded:
            return (
                end,
                heads[stop - 1],
                state,
                judge(run, self.summary, self._begun(), heads[stop - 1], exploded=True, end=turn),
            )
        if end % self.record.spacing == 0:
            self.record.mark(end, heads[-1], state)
        if end < self.steps:
            self.checkpoint()
        return end, heads[-1], state, None
