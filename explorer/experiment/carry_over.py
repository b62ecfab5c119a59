"""Which settings stay when some are changed, and which fall back since they belonged to the old data or model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explorer.core.params import Value
from explorer.cost.compatibility import losses_for
from explorer.datasets import DATASETS
from explorer.datasets.corruption import default_corruptions
from explorer.datasets.table import OwnTable
from explorer.datasets.weighting import BALANCED
from explorer.experiment.menus import MENUS
from explorer.experiment.settings import ALL_FIELDS, AXES, WEIGHTING, Settings
from explorer.losses import LOSSES

Values = dict[str, Any]
OF_THE_MODEL = (*AXES, "start")
"""Fields that mean something for the weights of one data set and model alone."""


def carry_over(old: Settings, changes: Mapping[str, Any]) -> tuple[Values, Values]:
    """The fields and the dotted parameters of settings after changes, some of which may be ``params``.

    Parameters of entries that are no longer chosen fall away; the loss, the plane, the start, corruption, moved examples and
    starting weights fall back where they belonged to the old data or the old model. What is among the changes stays.
    """
    given = dict(changes)
    params = dict(old.params) | dict(given.pop("params", {}))
    values = {name: getattr(old, name) for name in ALL_FIELDS if name != "params"} | given
    for menu in MENUS:
        if menu in given and given[menu] != getattr(old, menu):
            params = {k: v for k, v in params.items() if k not in old.params or not k.startswith(f"{menu}.")}
    dataset, other_data = values["dataset"], values["dataset"] != old.dataset
    if other_data or values["model"] != old.model:
        values |= {k: "auto" for k in OF_THE_MODEL if k not in given}
    elif _differ("model", old.params, params):
        values |= {k: "auto" for k in AXES if k not in given}
    task = dataset.task if isinstance(dataset, OwnTable) else DATASETS[dataset].task if dataset in DATASETS else ""
    if other_data and task:
        values |= {k: v for k, v in default_corruptions(task).items() if k not in given}
    for name in WEIGHTING:
        if name not in given and _other_weighting(name, old, values):
            values[name] = ""
    if "edits" not in given and (other_data or _differ("dataset", old.params, params)):
        values["edits"] = ()  # a row is no longer the example that it was
    if "factors" not in given and _other_features(old, values, params):
        values["factors"] = ()  # they are those of features by their names
    if "adaptive" not in given and values["model"] != old.model:
        values["adaptive"] = 0.0
    if "starting_weights" not in given and ("start" in given or _other_weights(old, values, params)):
        values["starting_weights"] = ()
    if other_data and "loss" not in given and task and values["loss"] not in losses_for(task):
        values["loss"] = "auto"
        params = {k: v for k, v in params.items() if not k.startswith("loss.")}
    return values, params


def _other_weighting(name: str, old: Settings, values: Mapping[str, Any]) -> bool:
    """Whether what examples weigh means nothing any more: other data, other classes, or no log link for an exposure."""
    before, loss = (LOSSES.get(one) for one in (old.loss, values["loss"]))
    if values["dataset"] != old.dataset:
        return True
    if before is None or loss is None:
        return False
    other_classes = before.task != loss.task and old.class_weight not in ("", BALANCED)
    return loss.link != "log" if name == "exposure_column" else name == "class_weight" and other_classes


def _other_weights(old: Settings, values: Mapping[str, Any], params: Mapping[str, Value]) -> bool:
    """Whether the weights are others than they were, or mean something else."""
    scored = [LOSSES[loss].task if loss in LOSSES else "" for loss in (old.loss, values["loss"])]
    other = any(
        values[name] != getattr(old, name) for name in ("dataset", "model", "standardise", "weight_column", "exposure_column")
    )
    return other or _differ("model", old.params, params) or scored.count("multiclass") == 1


def _other_features(old: Settings, values: Mapping[str, Any], params: Mapping[str, Value]) -> bool:
    """Whether the model's features are others than they were."""
    other = any(values[name] != getattr(old, name) for name in ("dataset", "model"))
    kept = [{k: v for k, v in those.items() if k != "model.intercept"} for those in (old.params, params)]
    return other or _differ("model", *kept) or _differ("dataset", *kept)


def _differ(menu: str, before: Mapping[str, Value], after: Mapping[str, Value]) -> bool:
    """Whether the parameters of a menu's entry are others."""
    own = [{name: value for name, value in params.items() if name.startswith(f"{menu}.")} for params in (before, after)]
    return own[0] != own[1]
