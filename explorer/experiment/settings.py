"""All choices that hold at one moment of a run, each checked by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from typing import Any, ClassVar

from explorer.core.param_values import ParamValues
from explorer.core.params import FieldError, Param, Parametrised, Value, param, params_of
from explorer.core.registry import Entry
from explorer.core.text import shown
from explorer.cost.compatibility import losses_for
from explorer.datasets import DATASETS, Source
from explorer.datasets.corruption import corruption_field
from explorer.datasets.edits import Edit, tidy
from explorer.datasets.table import OwnTable
from explorer.datasets.weighting import Weighting, tidy_class_weight
from explorer.experiment import feature_factors
from explorer.experiment import starting_weights as starting
from explorer.experiment.feature_factors import FeatureFactor
from explorer.experiment.menus import MENUS, dotted_params, menu_field
from explorer.landscape.other_weights import RESTS
from explorer.landscape.slice_kinds import SLICE_KINDS
from explorer.landscape.viewpoint import Viewpoint
from explorer.losses import Loss
from explorer.solvers.base import rate_param

AUTO = {"auto": "auto"}


@dataclass(frozen=True)
class Settings(Parametrised):
    """Data, model, loss, penalty, solver, rate schedule, seed and the side from which the cost is seen.

    ``dataset`` is the id of one in the menu, or a table of one's own.
    ``params`` holds the parameters of the chosen entries by dotted name, defaults included, so that two settings with the same
    choices are equal. ``edits`` are examples that were moved: (row, column, value) in original units, the column after the last
    feature being the target. ``factors`` are (name of one of the model's features, how many times the penalty it pays).
    ``class_weight``, ``weight_column`` and ``exposure_column`` say how much examples count
    (`explorer.datasets.weighting.Weighting`). Raises `FieldError`, which names the field and what is allowed. Whether the
    choices go together is a question for `explorer.experiment.checks`.
    """

    VIEW: ClassVar[tuple[str, ...]] = ("steps", "slice", "plane_x", "plane_y", "plane_seed", "rest", "relaxed")
    """How much of a run is shown, and from which side: what two experiments with the same run may differ in."""

    dataset: str | OwnTable = field(default=next(iter(DATASETS)), metadata={"menu": "dataset"})
    model: str = menu_field("model")
    loss: str = menu_field("loss")
    penalty: str = field(default="l2", metadata={"menu": "penalty"})
    strength: float = param(
        0.02, 0.0, 1000.0, "How much the penalty counts in the cost. 0 switches it off.",
        log=True, log_from=1e-4, label="Strength", symbol="λ",
    )  # fmt: skip
    adaptive: float = param(
        0.0, 0.1, 4.0, "Penalise a feature less, the larger its weight in a first fit: 1 / |w|^γ times (the adaptive lasso).",
        label="Adaptive", symbol="γ", log=True, also={"off": 0.0}, terse=True,
    )  # fmt: skip
    solver: str = menu_field("solver")
    rate: float | str = rate_param()
    schedule: str = menu_field("schedule")
    batch: int | None = param(
        None, 1, 2000, "How many examples one step uses. Small batches are quick and noisy.",
        label="Batch", log=True, also={"full": None},
    )  # fmt: skip
    steps: int = param(500, 10, 1_000_000, "How many steps the run takes.", label="Run length", log=True)
    seed: int = param(0, 0, 4294967295, "Decides the split, the start and the batches: the same seed, the same run.")
    start: str = param(
        "auto", choices=("auto", "zero", "normal"), help="Where the weights begin: at zero, or drawn by the seed."
    )
    validation: float = param(0.25, 0.0, 0.5, "The share of the examples held out, to check the fit on data it has not seen.")
    standardise: bool = param(
        True,
        help="Give every feature mean 0 and spread 1, so that one strength suits all. With no intercept, the means are kept.",
    )
    plane_x: int | str = param("auto", 0, 9999, "The weight along the surface.", label="Across", also=AUTO)
    plane_y: int | str = param("auto", 0, 9999, "The weight up the surface.", label="Up", also=AUTO)
    slice: str = param(
        "weights",
        choices=tuple(SLICE_KINDS),
        help="What the cost is drawn over: two weights, or two directions through all weights.",
    )
    plane_seed: int = param(0, 0, 9999, "Another number, another pair of random directions.", label="Directions")
    relaxed: bool = param(
        False, help="Fit the weights in use again with no penalty, and draw them beside the path.", terse=True
    )
    rest: str = param(
        "auto", choices=tuple(RESTS), help="Where the weights stand that are not on the axes.", label="The other weights"
    )
    noise: float = corruption_field("noise")
    flips: float = corruption_field("flips")
    balance: float = corruption_field("balance")
    params: Mapping[str, Value] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    starting_weights: tuple[float, ...] = ()
    factors: tuple[FeatureFactor, ...] = ()
    class_weight: str = ""
    weight_column: str = ""
    exposure_column: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        for name, menu in MENUS.items():
            chosen = getattr(self, name)
            if name == "loss" and chosen == "auto":
                chosen = next(iter(self.losses()))
                object.__setattr__(self, "loss", chosen)
            if name == "dataset" and isinstance(chosen, OwnTable):
                continue
            if not isinstance(chosen, str) or chosen not in menu:
                raise FieldError(name, f'"{shown(chosen)}" is not one of these. Allowed: {", ".join(menu)}.')
        object.__setattr__(self, "params", self._checked_params())
        object.__setattr__(self, "edits", tidy(self.edits))
        object.__setattr__(self, "factors", feature_factors.tidy(self.factors))
        object.__setattr__(self, "starting_weights", starting.tidy(self.starting_weights))
        object.__setattr__(self, "class_weight", tidy_class_weight(self.class_weight))
        for name in ("weight_column", "exposure_column"):
            if not isinstance(getattr(self, name), str):
                raise FieldError(
                    name, f"{shown(getattr(self, name))} is not the name of a feature.", {name: ""}, "Take no column"
                )

    def _checked_params(self) -> ParamValues:
        """The parameters of the chosen entries, those that were not given at their defaults."""
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
        return ParamValues(values)

    @staticmethod
    def fields() -> dict[str, Param | None]:
        """The fields of their own in order; None for those that hold the id of a menu."""
        return FIELDS

    def losses(self) -> dict[str, type[Loss]]:
        """The losses that fit this data set, its own task's first."""
        return losses_for(self.source.task or "regression")

    @property
    def source(self) -> Source | type[Source]:
        """Where the data come from, with its facts: a class of the menu, or a source of one's own."""
        return self.dataset if isinstance(self.dataset, OwnTable) else DATASETS.get(self.dataset, Source)

    def declared(self) -> dict[str, Param]:
        """The parameters of the chosen entries, by dotted name, in the order of the menus."""
        found: dict[str, Param] = {}
        for menu, entries in MENUS.items():
            chosen = getattr(self, menu)
            found |= {} if isinstance(chosen, OwnTable) else dotted_params(menu, entries[chosen])
        return found

    def make(self, menu: str) -> Any:
        """The chosen entry of a menu (``"loss"``, ``"model"`` ...) with its parameters."""
        if menu == "dataset" and isinstance(self.dataset, OwnTable):
            return self.dataset
        cls: type[Entry] = MENUS[menu][getattr(self, menu)]
        own = {name.split(".", 1)[1]: value for name, value in self.params.items() if name.startswith(f"{menu}.")}
        if menu == "solver":
            own["rate"] = self.rate
        return cls(**own)

    @property
    def weighting(self) -> Weighting:
        """What decides how much examples count."""
        return Weighting(self.class_weight, self.weight_column, self.exposure_column)

    @property
    def viewpoint(self) -> Viewpoint:
        """From which side the cost is seen."""
        return Viewpoint(self.slice, self.plane_x, self.plane_y, self.rest, self.plane_seed)


AXES = ("plane_x", "plane_y")
"""Fields that mean something for the same weights alone."""
POSITIONS = ("edits", "starting_weights", "factors")
"""Fields that hold positions of examples and weights, or factors of features, each with a text form of its own."""
WEIGHTING = ("class_weight", "weight_column", "exposure_column")
"""Fields that hold a text about the weights of examples, "" by default, and are in a link only where they are not."""
FIELDS: dict[str, Param | None] = {
    f.name: params_of(Settings).get(f.name)
    for f in dataclass_fields(Settings)
    if f.name not in (*POSITIONS, *WEIGHTING, "params")
}
"""The fields of their own in order; None for those that hold the id of a menu."""
ALL_FIELDS = (*FIELDS, *POSITIONS, *WEIGHTING, "params")
"""The name of every field, those that hold several values last."""
