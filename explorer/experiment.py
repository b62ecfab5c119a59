"""One experiment: everything that decides a run, in one frozen object that fits into a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from explorer.allowed import check_together
from explorer.datasets import DATASETS, Dataset, Source
from explorer.edits import Edit, apply, tidy, to_text
from explorer.links import read_query
from explorer.losses import LOSSES, Loss
from explorer.menus import MENUS, own_params
from explorer.models import Model
from explorer.params import FieldError, Param, Parametrised, Params, Value, param, params_of
from explorer.penalties import Penalty
from explorer.preparation import Prepared, prepare_source
from explorer.problem import Problem, fits
from explorer.registry import Entry
from explorer.solvers.base import rate_param
from explorer.surface import Surface, sample_surface
from explorer.text import shown
from explorer.training import History, train

AUTO = {"auto": "auto"}


def menu_field(menu: str) -> Any:
    """A field that holds an id of a menu; for the loss also ``"auto"``, the first that fits the data."""
    default = "auto" if menu == "loss" else next(iter(MENUS[menu]))
    return field(default=default, metadata={"menu": menu})


@dataclass(frozen=True)
class Experiment(Parametrised):
    """Data, model, loss, penalty, solver, rate schedule and seed: a thin description that plain functions carry out.

    Two experiments with the same choices are equal, whether a default was written out or not. ``params`` holds the
    parameters of the chosen entries by dotted name. ``edits`` are points that were moved, (row, column, value) in original
    units, the column after the last feature being the target; the split and the standardising stay those of the data
    as they were. Raises `FieldError`, which names the field and what is allowed.

    >>> e = Experiment(loss="huber", strength=0.5, params={"loss.delta": 2.0})
    >>> e.make("loss")
    Huber(delta=2.0)
    >>> Experiment.from_query({"strength": "-1"})
    (Experiment(...), ['strength: -1 is below 0. Allowed: 0 to 1000. Using 0.02.'])
    """

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
    steps: int = param(500, 10, 20000, "How many steps the run takes.", label="Run length", log=True)
    seed: int = param(0, 0, 4294967295, "Decides the split, the start and the batches: the same seed, the same run.")
    start: str = param(
        "auto", choices=("auto", "zero", "normal"), help="Where the weights begin: at zero, or drawn by the seed."
    )
    validation: float = param(0.25, 0.0, 0.5, "The share of the examples held out to see how well the fit carries over.")
    standardise: bool = param(True, help="Give every feature mean 0 and spread 1, so that one strength suits all.")
    plane_x: int | str = param("auto", 0, 9999, "The weight along the surface.", label="Across", also=AUTO)
    plane_y: int | str = param("auto", 0, 9999, "The weight up the surface.", label="Up", also=AUTO)
    params: Mapping[str, Value] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()

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
        check_together(self)

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
        """The losses that fit this data set, its own task's first. Several classes also take a binary loss: the first
        class against the rest. Some can be looked at alone (`Loss.untrainable`)."""
        task = DATASETS[self.dataset].task if self.dataset in DATASETS else "regression"
        own = {name: loss for name, loss in LOSSES.items() if fits(loss, task)}
        if task == "multiclass":
            own |= {name: loss for name, loss in LOSSES.items() if fits(loss, "binary")}
        return dict(sorted(own.items(), key=lambda item: item[1].task != task))

    def declared(self) -> dict[str, Param]:
        """The parameters of the chosen entries, by dotted name, in the order of the menus."""
        found = {}
        for menu, entries in MENUS.items():
            for name, p in own_params(menu, entries[getattr(self, menu)]).items():
                dotted = f"{menu}.{name}"
                found[dotted] = replace(p, name=dotted)
        return found

    def make(self, menu: str) -> Any:
        """The chosen entry of a menu (``"loss"``, ``"model"`` ...), made with its parameters."""
        cls: type[Entry] = MENUS[menu][getattr(self, menu)]
        own = {name.split(".", 1)[1]: value for name, value in self.params.items() if name.startswith(f"{menu}.")}
        if menu == "solver":
            own["rate"] = self.rate
        return cls(**own)

    def change(self, **changes: Any) -> Experiment:
        """The experiment with some fields changed. Parameters of entries that are no longer chosen fall away, and
        what belonged to the old data or model (the loss, the plane, the start) falls back where it no longer fits."""
        new_params = dict(self.params) | dict(changes.pop("params", {}))
        values = {name: getattr(self, name) for name in (*FIELDS, "edits")} | changes
        for menu in MENUS:
            if menu in changes and changes[menu] != getattr(self, menu):
                new_params = {k: v for k, v in new_params.items() if k not in self.params or not k.startswith(f"{menu}.")}
        if values["dataset"] != self.dataset or values["model"] != self.model:
            values |= {k: "auto" for k in ("plane_x", "plane_y", "start") if k not in changes}
        if "edits" not in changes and self._other_rows(values["dataset"], new_params):
            values["edits"] = ()
        kept = "loss" in changes or values["dataset"] == self.dataset
        if not kept and values["loss"] not in Experiment(dataset=values["dataset"]).losses():
            values["loss"] = "auto"
            new_params = {k: v for k, v in new_params.items() if not k.startswith("loss.")}
        try:
            return Experiment(**values, params=new_params)
        except FieldError as error:
            menu = error.field.split(".")[0]
            if "." not in error.field or menu not in changes or error.field in new_params:
                raise
            # A newly chosen entry whose default does not suit the rest starts from the value that does.
            return Experiment(**values, params=new_params | error.remedy)

    def _other_rows(self, dataset: str, params: Mapping[str, Value]) -> bool:
        """Whether with this data set and these parameters a row is no longer the example that it was."""
        own = {k: v for k, v in params.items() if k.startswith("dataset.")}
        return dataset != self.dataset or any(self.params.get(k) != v for k, v in own.items())

    def to_query(self) -> dict[str, str]:
        """The experiment as the text of a link: every field and every dotted parameter."""
        query = {name: p.format(getattr(self, name)) if p else getattr(self, name) for name, p in FIELDS.items()}
        query |= {name: p.format(self.params[name]) for name, p in self.declared().items()}
        return query | ({"edits": to_text(self.edits)} if self.edits else {})

    @staticmethod
    def from_query(query: Mapping[str, Any]) -> tuple[Experiment, list[str]]:
        """The experiment that a link stands for, and a note on everything in the link that was not usable.

        Takes any mapping of texts or lists of texts and never raises: what is junk falls back to its default.
        """
        experiment, notes = read_query(Experiment, query)
        return experiment, notes

    def raw(self) -> Dataset:
        """The data set in original units, moved points included."""
        return _raw(self.make("dataset"), self.edits)

    def prepared(self) -> Prepared:
        """The data, split and standardised."""
        binary = LOSSES[self.loss].task == "binary"
        return prepare_source(self.make("dataset"), binary, self.validation, self.seed, self.standardise, self.edits)

    def problem(self) -> Problem:
        """The training part's cost. The same object for the same choices."""
        return _problem(self.prepared(), self.make("model"), self.make("loss"), self.make("penalty"), self.strength)

    def train(self, between: Callable[[], object] | None = None) -> History:
        """Run it. ``between`` is called after every hundred steps and may raise to stop."""
        problem, held_out = self.problem(), self.prepared().validation
        return train(
            problem,
            self.make("solver"),
            self.steps,
            self.seed,
            start=None if self.start == "auto" else self.start,
            batch=self.batch,
            schedule=self.make("schedule"),
            validation=problem.hold(held_out) if held_out is not None else None,
            between=between,
        )

    def surface(self, history: History | None = None, points: int = 61, between: Callable[[], object] | None = None) -> Surface:
        """The cost on the plane of two weights, the others held at the run's last ones, with the run's path."""
        history = history or self.train()
        x, y = self.plane(history)
        return sample_surface(self.problem(), x, y, history.weights[-1], points, path=history.weights, between=between)

    def plane(self, history: History) -> tuple[int, int]:
        """The two weights of the surface; ``auto`` takes those with the steepest slope at the start, biases last: a
        choice that penalty and strength leave alone."""
        problem = self.problem()
        steepness = abs(problem.gradient(history.weights[0])) * (1e6 * problem.network.penalised + 1.0)
        order = [int(i) for i in (-steepness).argsort(kind="stable")]
        x = self.plane_x if isinstance(self.plane_x, int) else next(i for i in order if i != self.plane_y)
        y = self.plane_y if isinstance(self.plane_y, int) else next(i for i in order if i != x)
        return x, y


FIELDS: dict[str, Param | None] = {
    name: params_of(Experiment).get(name) for name in Experiment.__dataclass_fields__ if name not in ("params", "edits")
}
"""The experiment's own fields in order; None for those that hold the id of a menu."""


@lru_cache(maxsize=16)
def _raw(source: Source, edits: tuple[Edit, ...]) -> Dataset:
    return apply(source.load(), edits)


@lru_cache(maxsize=8)
def _problem(prepared: Prepared, model: Model, loss: Loss, penalty: Penalty, strength: float) -> Problem:
    return Problem(prepared.train, model, loss, penalty, strength)
