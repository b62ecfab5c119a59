"""One experiment: everything that decides a run, in one frozen object that fits into a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from typing import Any, ClassVar

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.params import FieldError, Param, Parametrised, Params, Value, param, params_of
from explorer.core.registry import Entry
from explorer.core.text import shown
from explorer.cost.compatibility import losses_for
from explorer.cost.problem import Problem
from explorer.datasets import DATASETS, Dataset
from explorer.datasets.corruption import Corruption, corruption_field
from explorer.datasets.edits import Edit, tidy, to_text
from explorer.datasets.preparation import Prepared, prepare_source
from explorer.experiment import changes as schedule
from explorer.experiment import starting_weights as beginning
from explorer.experiment.build import cross_validation_of, problem_of, raw_data
from explorer.experiment.carry_over import carried_over
from explorer.experiment.changes import Change
from explorer.experiment.checks import check_together
from explorer.experiment.link import read_query
from explorer.experiment.menus import MENUS, dotted_params, menu_field
from explorer.landscape.other_weights import RESTS
from explorer.landscape.slice_kinds import SLICE_KINDS
from explorer.landscape.surface import Surface, sample_surface
from explorer.landscape.viewpoint import Viewpoint
from explorer.losses import LOSSES, Loss
from explorer.path.regularization_path import Path, regularization_path
from explorer.selection.cross_validation import CrossValidation, Selection
from explorer.solvers.base import rate_param
from explorer.training.history import History, Leg
from explorer.training.loop import starting_weights, train_legs

Array = np.ndarray
AUTO = {"auto": "auto"}


@dataclass(frozen=True)
class Experiment(Parametrised):
    """Data, model, loss, penalty, solver, rate schedule and seed: a thin description that plain functions carry out.

    Two experiments with the same choices are equal, whether a default was written out or not. ``params`` holds the
    parameters of the chosen entries by dotted name. ``edits`` are points that were moved, (row, column, value) in original
    units, the column after the last feature being the target; the split and the standardising stay those of the data
    as they were. ``changes`` are settings that were altered while the run went on, (step, field, value): so one experiment
    is one whole live run. The fields say how it began, `now` how it stands at its end. Raises `FieldError`, which names the
    field and what is allowed.

    >>> e = Experiment(loss="huber", strength=0.5, params={"loss.delta": 2.0})
    >>> e.make("loss")
    Huber(delta=2.0)
    >>> Experiment.from_query({"strength": "-1"})
    (Experiment(...), ['strength: -1 is below 0. Allowed: 0 to 1000. Using 0.02.'])
    """

    VIEW: ClassVar[tuple[str, ...]] = ("steps", "slice", "plane_x", "plane_y", "plane_seed", "rest")
    """How much of a run is shown, and from which side: what two experiments with the same run may differ in."""

    dataset: str = menu_field("dataset")
    model: str = menu_field("model")
    loss: str = menu_field("loss")
    penalty: str = field(default="l2", metadata={"menu": "penalty"})
    strength: float = param(
        0.02, 0.0, 1000.0, "How much the weights cost beside the data loss. 0 switches the penalty off.",
        log=True, log_from=1e-4, symbol="λ",
    )  # fmt: skip
    solver: str = menu_field("solver")
    rate: float | str = rate_param()
    schedule: str = menu_field("schedule")
    batch: int | None = param(
        None, 1, 2000, "How many examples one step looks at. Small batches are quick and noisy.",
        label="Batch", log=True, also={"full": None},
    )  # fmt: skip
    steps: int = param(500, 10, 1_000_000, "How many steps the run takes.", label="Run length", log=True)
    seed: int = param(0, 0, 4294967295, "Decides the split, the start and the batches: the same seed, the same run.")
    start: str = param(
        "auto", choices=("auto", "zero", "normal"), help="Where the weights begin: at zero, or drawn by the seed."
    )
    validation: float = param(0.25, 0.0, 0.5, "The share of the examples held out to see how well the fit carries over.")
    standardise: bool = param(True, help="Give every feature mean 0 and spread 1, so that one strength suits all.")
    plane_x: int | str = param("auto", 0, 9999, "The weight along the surface.", label="Across", also=AUTO)
    plane_y: int | str = param("auto", 0, 9999, "The weight up the surface.", label="Up", also=AUTO)
    slice: str = param(
        "weights",
        choices=tuple(SLICE_KINDS),
        help="From which side the cost is seen: over two weights, or a slice through all.",
    )
    plane_seed: int = param(0, 0, 9999, "Another number, another pair of random directions.", label="Directions")
    rest: str = param(
        "auto", choices=tuple(RESTS), help="Where the weights stand that are not on the axes.", label="The other weights"
    )
    noise: float = corruption_field("noise")
    flips: float = corruption_field("flips")
    balance: float = corruption_field("balance")
    params: Mapping[str, Value] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    starting_weights: tuple[float, ...] = ()
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        for name, menu in MENUS.items():
            chosen = getattr(self, name)
            if name == "loss" and chosen == "auto":
                chosen = next(iter(self.losses()))
                object.__setattr__(self, "loss", chosen)
            if not isinstance(chosen, str) or chosen not in menu:
                raise FieldError(name, f'"{shown(chosen)}" is not one of these. Allowed: {", ".join(menu)}.')
        self._check_params()
        object.__setattr__(self, "edits", tidy(self.edits))
        object.__setattr__(self, "starting_weights", beginning.tidy(self.starting_weights))
        object.__setattr__(self, "_phases", ((0, self),))
        check_together(self)
        if self.changes:
            kept, phases = schedule.tidy(self._begun(), self.changes)
            object.__setattr__(self, "changes", kept)
            object.__setattr__(self, "_phases", phases)

    def _begun(self) -> Experiment:
        """The experiment without its changes."""
        return Experiment(**{name: getattr(self, name) for name in (*FIELDS, *PLACED, "params")})

    @property
    def phases(self) -> tuple[tuple[int, Experiment], ...]:
        """From which step on which settings hold: the first at step 0, and one more for each step with changes."""
        return tuple(self.__dict__["_phases"])

    @property
    def now(self) -> Experiment:
        """The settings that hold at the end, as an experiment without changes."""
        return self.phases[-1][1]

    @staticmethod
    def fields() -> dict[str, Param | None]:
        """The experiment's own fields in order; None for those that hold the id of a menu."""
        return FIELDS

    def _check_params(self) -> None:
        declared = self.declared()
        if not isinstance(self.params, Mapping):
            raise FieldError("params", f'"{shown(self.params)}" is not a mapping of names such as loss.delta to values.')
        for name in self.params:
            if name not in declared:
                known = ", ".join(declared) or "none with these choices"
                raise FieldError(str(name), f"there is no such parameter here. Allowed: {known}.")
        values = {}
        for name, p in declared.items():
            try:
                values[name] = p.check(self.params.get(name, p.default))
            except FieldError as error:
                raise error.named(name) from None
        object.__setattr__(self, "params", Params(values))

    def losses(self) -> dict[str, type[Loss]]:
        """The losses that fit this data set, its own task's first."""
        return losses_for(DATASETS[self.dataset].task if self.dataset in DATASETS else "regression")

    def declared(self) -> dict[str, Param]:
        """The parameters of the chosen entries, by dotted name, in the order of the menus."""
        found: dict[str, Param] = {}
        for menu, entries in MENUS.items():
            found |= dotted_params(menu, entries[getattr(self, menu)])
        return found

    def make(self, menu: str) -> Any:
        """The chosen entry of a menu (``"loss"``, ``"model"`` ...), made with its parameters."""
        cls: type[Entry] = MENUS[menu][getattr(self, menu)]
        own = {name.split(".", 1)[1]: value for name, value in self.params.items() if name.startswith(f"{menu}.")}
        if menu == "solver":
            own["rate"] = self.rate
        return cls(**own)

    def change(self, at: int = 0, **changes: Any) -> Experiment:
        """The experiment with some fields changed, from step ``at`` on. Parameters of entries that are no longer chosen fall
        away, and what belonged to the old data or model (the loss, the plane, the start) falls back where it no longer fits.

        What was changed after ``at`` falls away: the run goes another way from there.

        >>> Experiment().change(at=120, strength=1.0).changes
        ((120, 'strength', 1.0),)
        """
        if at:
            return self.turn(at, [now for step, now in self.phases if step <= at][-1].change(**changes))
        values, new_params = carried_over(self, changes)
        try:
            return Experiment(**values, params=new_params)
        except FieldError as error:
            menu = error.field.split(".")[0]
            if "." not in error.field or menu not in changes or error.field in new_params:
                raise
            # A newly chosen entry whose default does not suit the rest starts from the value that does.
            return Experiment(**values, params=new_params | error.remedy)

    def turn(self, at: int, wanted: Experiment) -> Experiment:
        """This run up to step ``at``, and from there on the settings of another experiment (one without changes).

        What was changed from ``at`` on falls away. ``at`` 0 gives the other experiment itself.
        """
        if at == 0:
            return wanted
        if at < 0:
            raise FieldError("changes", f"step {at} is below 0.")
        changes = schedule.turned(self, at, wanted)
        begun = {name: getattr(self.phases[0][1], name) for name in (*FIELDS, *PLACED, "params")}
        view = {name: getattr(wanted, name) for name in self.VIEW}
        return Experiment(**begun | view, changes=changes)

    def to_query(self) -> dict[str, str]:
        """The experiment as the text of a link: every field and every dotted parameter."""
        query = {name: p.format(getattr(self, name)) if p else getattr(self, name) for name, p in FIELDS.items()}
        query |= {name: p.format(self.params[name]) for name, p in self.declared().items()}
        query |= {"edits": to_text(self.edits)} if self.edits else {}
        query |= {"starting_weights": beginning.to_text(self.starting_weights)} if self.starting_weights else {}
        return query | ({"changes": schedule.to_text(self.phases, self.changes)} if self.changes else {})

    @staticmethod
    def from_query(query: Mapping[str, Any]) -> tuple[Experiment, list[str]]:
        """The experiment that a link stands for, and a note on everything in the link that was not usable.

        Takes any mapping of texts or lists of texts and never raises: what is junk falls back to its default.
        """
        experiment, notes = read_query(Experiment, query)
        return experiment, notes

    def raw(self) -> Dataset:
        """The data set in original units, moved points included; nothing is disturbed in it."""
        return raw_data(self.make("dataset"), self.now.edits)

    def prepared(self) -> Prepared:
        """The data, split and standardised, as they are at the end; the training part disturbed."""
        now, binary = self.now, LOSSES[self.loss].task == "binary"
        disturbance = Corruption(now.noise, now.flips, now.balance)
        source = self.make("dataset")
        return prepare_source(source, binary, self.validation, self.seed, self.standardise, now.edits, disturbance)

    def problem(self) -> Problem:
        """The training part's cost, under the settings that hold at the end. The same object for the same choices."""
        now = self.now
        return problem_of(now.prepared(), now.make("model"), now.make("loss"), now.make("penalty"), now.strength)

    def train(self, checkpoint: Checkpoint = no_checkpoint, start: History | None = None) -> History:
        """Run it. ``checkpoint`` is called after every hundred steps and may raise to stop.

        ``start`` is the history of an experiment that begins as this one does: what they share is taken over from it, and
        the result is to the bit what training from the start gives.
        """
        first = self.phases[0][1]
        return train_legs(self.legs(), first.starts_from(), self.steps, start, checkpoint)

    def starts_from(self) -> Array:
        """The weights (p,) that a run starts from."""
        chosen = None if self.start == "auto" else self.start
        return starting_weights(self.problem(), self.starting_weights or chosen, self.seed)

    def legs(self) -> list[Leg]:
        """The stretches of its run, each under one set of settings."""
        return [now._leg(at) for at, now in self.phases]

    def _leg(self, at: int) -> Leg:
        """The stretch of a run with these settings, from a step on."""
        problem, held_out = self.problem(), self.prepared().validation
        held = problem.hold(held_out) if held_out is not None else None
        own = (name for name in (*FIELDS, *PLACED, "params") if name not in self.VIEW)
        key = tuple(getattr(self, name) for name in own)
        return Leg(at, problem, self.make("solver"), self.batch, self.seed, held, self.make("schedule"), key)

    def surface(self, history: History | None = None, points: int = 61, checkpoint: Checkpoint = no_checkpoint) -> Surface:
        """The cost on the plane of two weights, the others held at the run's last ones, with the run's path."""
        history = history or self.train()
        x, y = self.plane(history)
        return sample_surface(self.problem(), x, y, history.weights[-1], points, path=history.weights, checkpoint=checkpoint)

    def path(self, strengths: Sequence[float] | None = None, checkpoint: Checkpoint = no_checkpoint) -> Path:
        """The weights as a function of the strength, on the training part; see `regularization_path`."""
        return regularization_path(self.problem(), strengths, checkpoint)

    def cross_validation(
        self,
        strengths: Sequence[float] | None = None,
        folds: int = 5,
        seed: int | None = None,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> CrossValidation:
        """A cross-validation of the training part with no fold done yet: `advance` it fold by fold.

        The seed is the experiment's own unless another is given. Strengths have to be ones that the experiment can take;
        without any, ``checkpoint`` is called now and then while they are found.
        """
        return cross_validation_of(self, strengths, folds, self.seed if seed is None else seed, checkpoint)

    def cross_validate(
        self,
        strengths: Sequence[float] | None = None,
        folds: int = 5,
        seed: int | None = None,
        progress: Callable[[int, int], object] | None = None,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> Selection:
        """Which strength suits the training part; see `explorer.selection.cross_validate`."""
        return self.cross_validation(strengths, folds, seed, checkpoint).run(progress, checkpoint)

    def plane(self, history: History) -> tuple[int, int]:
        """The indices of the two weights on the axes of the surface; see `Viewpoint.axes`."""
        return self.viewpoint.axes(self.phases[0][1].problem(), history.weights[0])

    @property
    def viewpoint(self) -> Viewpoint:
        """From which side the cost is seen."""
        return Viewpoint(self.slice, self.plane_x, self.plane_y, self.rest, self.plane_seed)


PLACED = ("edits", "starting_weights")
LISTS = (*PLACED, "params", "changes")
FIELDS: dict[str, Param | None] = {
    f.name: params_of(Experiment).get(f.name) for f in dataclass_fields(Experiment) if f.name not in LISTS
}
"""The experiment's own fields in order; None for those that hold the id of a menu."""
