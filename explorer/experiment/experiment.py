"""One experiment: everything that decides a run, changes in mid-run included, in one frozen object that fits into a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.params import FieldError
from explorer.cost.problem import Problem
from explorer.datasets import Dataset, Held
from explorer.datasets.preparation import Prepared
from explorer.experiment import json_text, link
from explorer.experiment.build import cross_validation_of, prepared_of, problem_of, raw_of, start_of
from explorer.experiment.carry_over import carry_over
from explorer.experiment.changes import Change, by_step, changeable, differences, new_values, refuse, same_weights, to_text
from explorer.experiment.checks import check_together, check_view
from explorer.experiment.settings import ALL_FIELDS, Settings
from explorer.landscape.surface import Surface, sample_under_path
from explorer.path.path_found import Path
from explorer.path.regularization_path import regularization_path
from explorer.selection.cross_validation import CrossValidation, Selection
from explorer.training.history import History, Stage
from explorer.training.loop import train_stages

Strengths = Sequence[float] | None


@dataclass(frozen=True)
class Experiment(Settings):
    """A run: the settings with which it begins, and what changes on the way.

    A thin description that plain functions carry out. The fields say how the run begins, `now` how it ends. ``changes`` are
    (step, field, value). Split and standardising stay those of the data before any edits. Raises `FieldError`, which names the
    field and what is allowed.

    >>> e = Experiment(loss="huber", strength=0.5, params={"loss.delta": 2.0})
    >>> e.make("loss")
    Huber(delta=2.0)
    >>> Experiment.from_query({"strength": "-1"})
    (Experiment(...), ['strength: -1 is below 0. Allowed: 0 to 1000. Using 0.02.'])
    """

    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        check_together(self)
        run = self._with((), ())
        if self.changes:
            for step, given in by_step(self.steps, self.changes):
                run = run._then(step, given)
        object.__setattr__(self, "changes", run.changes)
        object.__setattr__(self, "_phases", run.__dict__["_phases"])

    def _with(self, changes: tuple[Change, ...], phases: tuple[tuple[int, Experiment], ...]) -> Experiment:
        """The same beginning with other changes and their phases, which were checked before."""
        run = copy(self)
        object.__setattr__(run, "changes", changes)
        object.__setattr__(run, "_phases", phases if changes else ())
        return run

    @property
    def phases(self) -> tuple[tuple[int, Experiment], ...]:
        """From which step on which experiment without changes holds: one at step 0, and one for each step with changes."""
        return self.__dict__["_phases"] or ((0, self),)

    @property
    def now(self) -> Experiment:
        """The settings that hold at the end, as an experiment without changes."""
        return self.phases[-1][1]

    def change(self, at: int = 0, **changes: Any) -> Experiment:
        """The experiment with some fields changed, from step ``at`` on; changes after that step fall away.

        What belonged to an old entry, data set or model falls back where it no longer fits; see `carry_over`.

        >>> Experiment().change(at=120, strength=1.0).changes
        ((120, 'strength', 1.0),)
        """
        if at:
            return self.turn(at, [now for step, now in self.phases if step <= at][-1].change(**changes))
        if set(changes) <= set(self.VIEW):
            return self._viewed(changes)
        values, params = carry_over(self, changes)
        values.setdefault("changes", self.changes)
        try:
            return Experiment(**values, params=params)
        except FieldError as error:
            menu = error.field.split(".")[0]
            if "." not in error.field or menu not in changes or error.field in params:
                raise
            # A newly chosen entry whose default does not suit the others starts from the value that does.
            return Experiment(**values, params=params | error.remedy)

    def with_settings(self, values: Mapping[str, Any]) -> Experiment:
        """The experiment with some settings changed, by field (``"strength"``) or dotted name (``"loss.delta"``)."""
        dotted = {name: value for name, value in values.items() if "." in name}
        plain = {name: value for name, value in values.items() if name not in dotted}
        return self.change(**plain | ({"params": dotted} if dotted else {}))

    def turn(self, at: int, wanted: Experiment) -> Experiment:
        """This run up to step ``at``, and from there on the settings of another experiment (one without changes).

        Changes from ``at`` on fall away; at 0 it is the other experiment itself. One phase is built, however many there are.
        """
        if at == 0:
            return wanted
        if at < 0:
            raise FieldError("changes", f"step {at} is below 0.")
        before = self.until(at)
        new = {name: value for name, value in differences(before.now, wanted).items() if name not in self.VIEW}
        for name in new:
            if not changeable(name):
                raise FieldError(name, "it cannot change in mid-run. Change it at step 0, which starts a new run.")
        run = before._viewed({name: getattr(wanted, name) for name in self.VIEW})
        if not new:
            return run
        *_, (step, given) = by_step(run.steps, (*run.changes, *((at, name, value) for name, value in new.items())))
        return run._then(step, given)

    def until(self, step: int) -> Experiment:
        """This run with those changes alone that come before a step."""
        kept = tuple(change for change in self.changes if change[0] < step)
        return self.phases[0][1]._with(kept, tuple(phase for phase in self.phases if phase[0] < step))

    def _then(self, step: int, given: Mapping[str, Any]) -> Experiment:
        """This run with some settings changed at a step behind all changes so far; itself where that changes nothing."""
        phases = self.phases
        (_, first), (_, now) = phases[0], phases[-1]
        try:
            new = new_values(now, given)
            after = now.with_settings(new)
        except FieldError as error:
            raise refuse(f"at step {step}, {error}") from None
        if after == now:
            return self
        if not same_weights(first, after):
            raise refuse(f"at step {step}, {', '.join(new)}: that needs other weights, and so a run of its own.")
        changes = tuple((step, field, value) for field, value in new.items())
        return first._with((*self.changes, *changes), (*phases, (step, after)))

    def _viewed(self, view: Mapping[str, Any]) -> Experiment:
        """The same run with another view, which alone is checked anew for each phase."""
        (_, old), *later = self.phases
        first = replace(old, **view)
        if first == old:
            return self
        by_step(first.steps, self.changes)  # all have to come before the end of the run
        phases = [(0, first)]
        for step, phase in later:
            seen = copy(phase)
            for name in self.VIEW:
                object.__setattr__(seen, name, getattr(first, name))
            try:
                check_view(seen)
            except FieldError as error:
                raise refuse(f"at step {step}, {error}") from None
            phases.append((step, seen))
        return first._with(self.changes, tuple(phases))

    def to_query(self) -> dict[str, str]:
        """The experiment as the parameters of a link: every field and every dotted parameter."""
        return link.to_query(self) | ({"changes": to_text(self.phases, self.changes)} if self.changes else {})

    @staticmethod
    def from_query(query: Mapping[str, Any], brought: Held | None = None) -> tuple[Experiment, list[str]]:
        """The experiment that a link describes, and a note on everything in the link that was not usable.

        Takes texts or lists of them and never raises: what is not usable has its default. ``brought`` is a table that it names.
        """
        return link.read_query(Experiment, query, brought)

    def to_json(self) -> str:
        """The experiment as JSON, a table of one's own whole in it: `from_json` reads it back to the bit."""
        return json_text.to_json(self, self.changes)

    @staticmethod
    def from_json(text: str | bytes) -> Experiment:
        """The experiment in a text of `to_json`. Raises `FieldError`, which names the field, for what is not usable."""
        return json_text.from_json(Experiment, text)

    def raw(self) -> Dataset:
        """The data set in original units, moved examples included; nothing in it is corrupted."""
        return raw_of(self.now)

    def prepared(self) -> Prepared:
        """The data, split and standardised, as they are at the end; the training part corrupted."""
        return prepared_of(self.now)

    def problem(self) -> Problem:
        """The training part's cost, under the settings that hold at the end. The same object for the same choices."""
        return problem_of(self.now)

    def train(self, checkpoint: Checkpoint = no_checkpoint, start: History | None = None) -> History:
        """Run it. ``checkpoint`` is called after every hundred steps and may raise to stop.

        ``start`` is the history of an experiment that begins as this one does: what they share is taken over from it, and
        the result is to the bit what training from the start gives.
        """
        return train_stages(self.stages(), self.phases[0][1].starts_from(), self.steps, start, checkpoint)

    def starts_from(self) -> np.ndarray:
        """The weights (p,) that a run starts from."""
        return start_of(self)

    def stages(self) -> list[Stage]:
        """The stretches of its run, each under one set of settings."""
        return [now._stage(at) for at, now in self.phases]

    def _stage(self, at: int) -> Stage:
        """The stretch of a run with these settings, from a step on."""
        problem, held_out = self.problem(), self.prepared().validation
        held = problem.hold(held_out) if held_out is not None else None
        key = tuple(getattr(self, name) for name in ALL_FIELDS if name not in self.VIEW)
        return Stage(at, problem, self.make("solver"), self.batch, self.seed, held, self.make("schedule"), key)

    def surface(self, history: History | None = None, points: int = 61, checkpoint: Checkpoint = no_checkpoint) -> Surface:
        """The cost on the plane of two weights, the others held at the run's last ones, with the run's path."""
        history = history or self.train()
        return sample_under_path(self.problem(), *self.plane(history), history.weights, points, checkpoint)

    def plane(self, history: History) -> tuple[int, int]:
        """The indices of the two weights on the axes of the surface; see `Viewpoint.axes`."""
        return self.viewpoint.axes(problem_of(self), history.weights)

    def path(self, strengths: Strengths = None, checkpoint: Checkpoint = no_checkpoint) -> Path:
        """The weights as a function of the strength, on the training part; see `regularization_path`."""
        return regularization_path(self.problem(), strengths, checkpoint)

    def cross_validation(
        self, strengths: Strengths = None, folds: int = 5, seed: int | None = None, checkpoint: Checkpoint = no_checkpoint
    ) -> CrossValidation:
        """A cross-validation of the training part with no fold done yet: `advance` it; see `build.cross_validation_of`."""
        return cross_validation_of(self.now, strengths, folds, seed, checkpoint)

    def cross_validate(
        self,
        strengths: Strengths = None,
        folds: int = 5,
        seed: int | None = None,
        progress: Callable[[int, int], object] | None = None,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> Selection:
        """Which strength suits the training part; see `explorer.selection.cross_validate`."""
        return self.cross_validation(strengths, folds, seed, checkpoint).run(progress, checkpoint)
