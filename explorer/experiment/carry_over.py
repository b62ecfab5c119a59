"""What of an experiment's settings stays when some are changed, and what falls back since it belonged to the old ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from explorer.core.params import Value
from explorer.cost.compatibility import losses_for
from explorer.datasets import DATASETS
from explorer.datasets.corruption import fallen_back
from explorer.experiment.menus import MENUS
from explorer.losses import LOSSES

if TYPE_CHECKING:
    from explorer.experiment.experiment import Experiment

Values = dict[str, Any]
OF_THE_WEIGHTS = ("plane_x", "plane_y", "start")
"""Fields that mean something for the weights of one data set and model alone."""


def carried_over(e: Experiment, changes: Mapping[str, Any]) -> tuple[Values, Values]:
    """The fields and the dotted parameters of an experiment after changes, some of which may be ``params``.

    Parameters of entries that are no longer chosen fall away; the loss, the plane, the start, disturbances, moved points and
    starting weights fall back where they belonged to the old data or the old model. What is among the changes stays.
    """
    asked = dict(changes)
    params = dict(e.params) | dict(asked.pop("params", {}))
    values = {name: getattr(e, name) for name in (*e.fields(), "edits", "starting_weights", "changes")} | asked
    for menu in MENUS:
        if menu in asked and asked[menu] != getattr(e, menu):
            params = {k: v for k, v in params.items() if k not in e.params or not k.startswith(f"{menu}.")}
    dataset, other_data = values["dataset"], values["dataset"] != e.dataset
    if other_data or values["model"] != e.model:
        values |= {k: "auto" for k in OF_THE_WEIGHTS if k not in asked}
    if other_data and dataset in DATASETS:
        values |= {k: v for k, v in fallen_back(DATASETS[dataset].task).items() if k not in asked}
    if "edits" not in asked and (other_data or _differ("dataset", e.params, params)):
        values["edits"] = ()  # a row is no longer the example that it was
    if "starting_weights" not in asked and ("start" in asked or _other_weights(e, values, params)):
        values["starting_weights"] = ()
    if other_data and "loss" not in asked and dataset in DATASETS and values["loss"] not in losses_for(DATASETS[dataset].task):
        values["loss"] = "auto"
        params = {k: v for k, v in params.items() if not k.startswith("loss.")}
    return values, params


def _other_weights(e: Experiment, values: Mapping[str, Any], params: Mapping[str, Value]) -> bool:
    """Whether the weights are others than they were, or mean something else."""
    scored = [LOSSES[loss].task if loss in LOSSES else "" for loss in (e.loss, values["loss"])]
    other = any(values[name] != getattr(e, name) for name in ("dataset", "model", "standardise"))
    return other or _differ("model", e.params, params) or scored.count("multiclass") == 1


def _differ(menu: str, before: Mapping[str, Value], after: Mapping[str, Value]) -> bool:
    """Whether the parameters of a menu's entry are others."""
    own = [{name: value for name, value in params.items() if name.startswith(f"{menu}.")} for params in (before, after)]
    return own[0] != own[1]
