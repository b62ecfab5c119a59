"""The history of a run: the weights and the cost at its kept steps, and the exact state at any step."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from explorer.cost.bound_examples import BoundExamples
from explorer.cost.problem import Costs, Problem
from explorer.solvers.base import Solver, State
from explorer.solvers.schedules import Constant, Schedule
from explorer.training.convergence import Tally, settled
from explorer.training.steps import Run

Array = np.ndarray

MOST_KEPT = 2000
CHUNK = 100
MOST_CHECKPOINTS = 200


@dataclass(frozen=True, eq=False)
class Leg:
    """A stretch of a run under one set of choices, from step ``at`` to the next leg. Two are the same run where they begin
    at the same step and their ``key`` is equal; without a key a leg is like itself alone."""

    at: int
    problem: Problem
    solver: Solver
    batch: int | None
    seed: int
    held: BoundExamples | None
    schedule: Schedule = field(default_factory=Constant)
    key: Hashable = None

    def same(self, other: Leg) -> bool:
        """Whether both do the same to the same weights."""
        return self is other or (self.at == other.at and self.key is not None and self.key == other.key)


@dataclass(frozen=True, eq=False)
class History:
    """What happened: the weights and the cost at every kept step. Arrays are read-only.

    ``steps`` (m,) are the step numbers kept, all of them up to 2,000; ``weights`` is (m, p); ``data``, ``penalty``,
    ``total`` and ``validation`` are (m,), validation being the mean loss of the held-out examples without the penalty
    (empty where none are held out). Where settings were changed at step k, the row of k still has the cost as it was
    before. ``status`` is ``"finished"``, ``"diverged"``, ``"oscillating"`` or ``"band"``; ``message`` says it in a
    sentence, and ``remedy`` holds a rate that works, where one is called for. ``runs`` has what decided each leg; of
    every ``stride`` steps one is kept.
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
    legs: tuple[Leg, ...] = field(repr=False)
    runs: tuple[Run, ...] = field(repr=False)
    stride: int
    tally: Tally = field(repr=False)
    checkpoints: dict[int, tuple[Array, State]] = field(repr=False)

    @property
    def run(self) -> Run:
        """What decided the last leg."""
        return self.runs[-1]

    @property
    def rate(self) -> float:
        """The learning rate that was used last; with a schedule the one it starts from."""
        return self.run.rate

    @property
    def converged(self) -> str:
        """By which sign nothing more is to be expected, in a sentence; empty where there is no such sign."""
        return settled(self.run, self.tally) if self.status in ("finished", "band") else ""

    def leg_of(self, steps: Array) -> Array:
        """Which leg, by its number, made the kept rows of ``steps`` (m,): (m,). The row of a change has the cost before it.

        So a step's leg is the one that led to it; `leg_after` is the one that leads on.
        """
        return np.maximum(np.searchsorted(self._begins, steps, side="left") - 1, 0)

    def leg_after(self, steps: Array) -> Array:
        """Which leg takes the step after each of ``steps`` (m,): (m,)."""
        return np.maximum(np.searchsorted(self._begins, steps, side="right") - 1, 0)

    @property
    def _begins(self) -> list[int]:
        return [leg.at for leg in self.legs[: len(self.runs)]]

    @property
    def breaks(self) -> tuple[int, ...]:
        """The steps after which the cost is another one than before: other data, loss, penalty or strength."""
        legs = self.legs[: len(self.runs)]
        return tuple(leg.at for before, leg in pairwise(legs) if leg.problem is not before.problem)

    def state_at(self, step: int) -> tuple[Array, State]:
        """Weights (p,) and solver state after ``step`` steps, exact: replayed from the nearest checkpoint."""
        if not 0 <= step <= self.steps[-1]:
            raise ValueError(f"step: {step} is not in this run. Allowed: 0 to {self.steps[-1]}.")
        done = max(k for k in self.checkpoints if k <= step)
        w, state = self.checkpoints[done]
        ends = [leg.at for leg in self.legs[1 : len(self.runs)]] + [int(self.steps[-1])]
        with np.errstate(over="ignore", invalid="ignore"):
            for i, (run, end) in enumerate(zip(self.runs, ends, strict=True)):
                if done >= min(end, step):
                    continue
                if i and done == self.legs[i].at:
                    state = inherited_state(self.runs[i - 1].solver, run.solver, w, state)
                weights = np.empty((min(end, step) - done + 1, w.size))
                weights[0] = w
                state = run.advance(weights, state, done)
                w, done = frozen(weights[-1]), min(end, step)
        return w, state


def inherited_state(before: Solver, after: Solver, w: Array, state: State) -> State:
    """The state a solver starts from after a change: the one before it where both are of one kind, else a fresh one."""
    return state if type(before) is type(after) else after.start(w)


def frozen(array: Array) -> Array:
    """A copy of its own, read-only."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def shared_steps(before: History, legs: Sequence[Leg], steps: int) -> int:
    """How many steps of a run can be taken over by one with these legs: up to where they part, or to its end.

    A run that goes on in the same leg does so from its very end, where its tally stands; else from where the leg began. One
    that kept fewer steps than are needed now is of no use.
    """
    alike = 0
    if before.stride > stride_of(steps):
        return 0
    while alike < min(len(legs), len(before.runs)) and legs[alike].same(before.legs[alike]):
        alike += 1
    if not alike:
        return 0
    end = int(before.steps[-1])
    parts = [leg.at for leg in (*legs[alike : alike + 1], *before.legs[alike : len(before.runs)][:1])]
    fork = min([end, steps, *parts])
    ended = fork == end and alike == len(before.runs) and before.status != "diverged"
    begun = alike < len(legs) and legs[alike].at == fork
    return fork if ended or begun else min(legs[alike - 1].at, fork)


def stride_of(steps: int) -> int:
    """Of how many steps one is kept in a run of this length: a power of two, so that longer runs keep some of a shorter's."""
    stride = 1
    while -(-steps // stride) > MOST_KEPT:
        stride *= 2
    return stride


class Record:
    """The kept rows of a run, thinned to at most `MOST_KEPT` and the last. A longer run keeps a part of a shorter one's."""

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
        starts = {leg.at for leg in before.legs}
        for step, state in before.checkpoints.items():
            if step <= end and (step % self.spacing == 0 or step in starts):
                self.checkpoints[step] = state

    def keep(self, leg: Leg, steps: Array, weights: Array, costs: Costs) -> None:
        """Keep the rows whose step is due, and evaluate the held-out examples for these alone."""
        due = np.array([self.due(step) or step == self.last for step in steps.tolist()], dtype=bool)
        W = weights[due]
        held = leg.problem.mean_loss(W, leg.held) if leg.held is not None else np.zeros(0)
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
