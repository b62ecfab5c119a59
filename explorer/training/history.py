"""The history of a run: the weights and the cost at its kept steps, and the exact state at any step."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from explorer.cost.bound_examples import BoundExamples
from explorer.cost.costs import Costs
from explorer.cost.problem import Problem
from explorer.solvers.base import Solver, State
from explorer.solvers.schedules import Constant, Schedule
from explorer.training.convergence import convergence_sign
from explorer.training.cost_summary import CostSummary
from explorer.training.steps import Run

Array = np.ndarray

MOST_KEPT = 2000
CHUNK = 100
MOST_CHECKPOINTS = 200


@dataclass(frozen=True, eq=False)
class Stage:
    """A part of a run with the same settings throughout, from step ``at`` to the start of the next stage.

    ``held`` are held-out examples. Two stages are the same where they begin at the same step with an equal ``key``; a stage
    without a key is the same as itself only.
    """

    at: int
    problem: Problem
    solver: Solver
    batch: int | None
    seed: int
    held: BoundExamples | None
    schedule: Schedule = field(default_factory=Constant)
    key: Hashable = None

    def same(self, other: Stage) -> bool:
        """Whether both take the same steps from the same weights."""
        return self is other or (self.at == other.at and self.key is not None and self.key == other.key)


@dataclass(frozen=True, eq=False)
class History:
    """A trained run: the weights and the cost at every kept step. Arrays are read-only.

    ``steps`` (m,) are the step numbers kept, all of them up to 2,000; ``weights`` is (m, p); ``data``, ``penalty``,
    ``total`` and ``validation`` are (m,), validation being the mean loss of the held-out examples without the penalty
    (empty where none are held out). Where settings were changed at step k, the row of k still has the cost before the
    change. ``status`` is ``"finished"``, ``"diverged"``, ``"oscillating"``, ``"band"`` or ``"saddle"``; ``message`` explains
    it in a sentence, and ``remedy`` is a rate that works, where one is needed. ``runs`` has the inputs of each stage; one step
    of every ``stride`` is kept.
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
    stages: tuple[Stage, ...] = field(repr=False)
    runs: tuple[Run, ...] = field(repr=False)
    stride: int
    summary: CostSummary = field(repr=False)
    checkpoints: dict[int, tuple[Array, State]] = field(repr=False)

    @property
    def run(self) -> Run:
        """The inputs of the last stage."""
        return self.runs[-1]

    @property
    def rate(self) -> float:
        """The learning rate that was used last; with a schedule the one it starts from."""
        return self.run.rate

    @property
    def converged(self) -> str:
        """Why the run will not improve any further, in a sentence; empty where it may."""
        return convergence_sign(self.run, self.summary, self.weights[-1]) if self.status in ("finished", "band") else ""

    def stage_of(self, steps: Array) -> Array:
        """The index (m,) of the stage that led to each of ``steps`` (m,).

        At the step of a change that is the stage before it, under which the kept cost was computed; see `stage_after`.
        """
        return np.maximum(np.searchsorted(self._begins, steps, side="left") - 1, 0)

    def stage_after(self, steps: Array) -> Array:
        """The index (m,) of the stage that takes the step after each of ``steps`` (m,)."""
        return np.maximum(np.searchsorted(self._begins, steps, side="right") - 1, 0)

    @property
    def _begins(self) -> list[int]:
        return [stage.at for stage in self.stages[: len(self.runs)]]

    @property
    def breaks(self) -> tuple[int, ...]:
        """The steps after which the cost is a different function: other data, loss, penalty or strength."""
        stages = self.stages[: len(self.runs)]
        return tuple(stage.at for before, stage in pairwise(stages) if stage.problem is not before.problem)

    def state_at(self, step: int) -> tuple[Array, State]:
        """Weights (p,) and solver state after ``step`` steps, exact: replayed from the nearest checkpoint."""
        if not 0 <= step <= self.steps[-1]:
            raise ValueError(f"step: {step} is not in this run. Allowed: 0 to {self.steps[-1]}.")
        done = max(k for k in self.checkpoints if k <= step)
        w, state = self.checkpoints[done]
        ends = [stage.at for stage in self.stages[1 : len(self.runs)]] + [int(self.steps[-1])]
        with np.errstate(over="ignore", invalid="ignore"):
            for i, (run, end) in enumerate(zip(self.runs, ends, strict=True)):
                if done >= min(end, step):
                    continue
                if i and done == self.stages[i].at:
                    state = inherited_state(self.runs[i - 1].solver, run.solver, w, state)
                weights = np.empty((min(end, step) - done + 1, w.size))
                weights[0] = w
                state = run.advance(weights, state, done)
                w, done = frozen(weights[-1]), min(end, step)
        return w, state


def inherited_state(before: Solver, after: Solver, w: Array, state: State) -> State:
    """The state a solver starts from after a change: that of the one before where both are of one kind, else new."""
    return state if type(before) is type(after) else after.start(w)


def frozen(array: Array) -> Array:
    """A read-only copy."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def shared_steps(before: History, stages: Sequence[Stage], steps: int) -> int:
    """How many steps of an earlier run a run with these stages can reuse: up to where they differ, or all.

    A run that continues the last stage does so from the end, for which its summary of the costs is; otherwise it resumes
    where a stage began. A run that kept fewer steps than are needed now cannot be reused.
    """
    alike = 0
    if before.stride > stride_of(steps):
        return 0
    while alike < min(len(stages), len(before.runs)) and stages[alike].same(before.stages[alike]):
        alike += 1
    if not alike:
        return 0
    end = int(before.steps[-1])
    parts = [stage.at for stage in (*stages[alike : alike + 1], *before.stages[alike : len(before.runs)][:1])]
    fork = min([end, steps, *parts])
    ended = fork == end and alike == len(before.runs) and before.status != "diverged"
    begun = alike < len(stages) and stages[alike].at == fork
    return fork if ended or begun else min(stages[alike - 1].at, fork)


def stride_of(steps: int) -> int:
    """Every how many steps one is kept: a power of two, so that a longer run keeps a subset of a shorter one's steps."""
    stride = 1
    while -(-steps // stride) > MOST_KEPT:
        stride *= 2
    return stride


class Record:
    """The kept rows of a run being trained: at most `MOST_KEPT` evenly spaced ones and the last. See `stride_of`."""

    def __init__(self, steps: int) -> None:
        self.stride = stride_of(steps)
        self.spacing = CHUNK
        while -(-steps // self.spacing) > MOST_CHECKPOINTS:
            self.spacing *= 2
        self.last = steps
        self.rows: list[dict[str, Array]] = []
        self.checkpoints: dict[int, tuple[Array, State]] = {}

    def due(self, step: int) -> bool:
        """Whether thinning keeps this step."""
        return step % self.stride == 0

    def copy_from(self, before: History, end: int) -> None:
        """The rows and checkpoints of an earlier run, up to a step."""
        kept = np.array([step <= end and (self.due(step) or step == self.last) for step in before.steps.tolist()], dtype=bool)
        names = ("steps", "weights", "data", "penalty", "total", "validation")
        self.rows.append({name: (a[kept] if (a := getattr(before, name)).size else a) for name in names})
        starts = {stage.at for stage in before.stages}
        for step, state in before.checkpoints.items():
            if step <= end and (step % self.spacing == 0 or step in starts):
                self.checkpoints[step] = state

    def keep(self, stage: Stage, steps: Array, weights: Array, costs: Costs) -> None:
        """Keep the rows whose step is due, and evaluate the held-out examples for these alone."""
        due = np.array([self.due(step) or step == self.last for step in steps.tolist()], dtype=bool)
        W = weights[due]
        held = stage.problem.mean_loss(W, stage.held) if stage.held is not None else np.zeros(0)
        parts = {"data": costs.data[due], "penalty": costs.penalty[due], "total": costs.total[due]}
        self.rows.append({"steps": steps[due], "weights": W, "validation": held} | parts)

    def mark(self, step: int, w: Array, state: State) -> None:
        """Remember the weights and the solver's state at a step."""
        self.checkpoints[step] = (frozen(w), tuple(frozen(array) for array in state))

    def arrays(self) -> dict[str, Array]:
        """The kept rows as read-only arrays."""
        columns = {name: np.concatenate([rows[name] for rows in self.rows]) for name in self.rows[0]}
        for array in columns.values():
            array.flags.writeable = False
        return columns
