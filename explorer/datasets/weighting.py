"""How much each example counts: by its class, by a column of the data, and by its exposure."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from explorer.core.params import NUMBER, FieldError
from explorer.core.text import shown
from explorer.datasets.base import Dataset
from explorer.datasets.example_weights import relative

Array = np.ndarray
BALANCED = "balanced"
LARGEST = 1e6
MOST_CLASSES = 50
MOST_NAMED = 20


@dataclass(frozen=True)
class Weighting:
    """What decides how much examples count.

    ``classes`` is "" for classes that count alike, "balanced", or a number for each class in the order of the classes, as in
    "1,10". ``column`` names the feature that holds a weight of each example, ``exposure`` the one that holds its exposure: how
    long, or over how much, its target was counted. "" for none. A feature that is taken so is no feature of the model.
    """

    classes: str = ""
    column: str = ""
    exposure: str = ""


ALIKE = Weighting()


def tidy_class_weight(text: object) -> str:
    """The weights of classes as a text in its plain form, or a `FieldError`.

    >>> tidy_class_weight("1.0, 10"), tidy_class_weight("balanced"), tidy_class_weight("")
    ('1,10', 'balanced', '')
    """
    if not isinstance(text, str):
        raise _refuse_classes(f"{shown(text)} is no text.")
    if text in ("", BALANCED):
        return text
    found = []
    for part in text.split(","):
        number = part.strip()
        if len(number) > 25 or not NUMBER.fullmatch(number) or not 0 <= float(number) <= LARGEST:
            raise _refuse_classes(f'"{shown(part)}" is not a number from 0 to 1e6.')
        found.append(f"{float(number):.9g}")
    if len(found) > MOST_CLASSES:
        raise _refuse_classes(f"there are {len(found)} numbers; at most {MOST_CLASSES} are allowed.")
    return ",".join(found)


def _refuse_classes(reason: str) -> FieldError:
    allowed = 'Allowed: balanced, or a number for each class, such as "1,10".'
    return FieldError("class_weight", f"{reason} {allowed}", {"class_weight": ""}, "Let all classes count alike")


def class_weights(train: Dataset, text: str) -> Array | None:
    """The weight (K,) of each class, in the order of the classes; None where they count alike.

    "balanced" gives each n / (K n_k), the inverse of its share among the training examples, as scikit-learn does: then all
    classes have the same part in the cost. Raises `FieldError` where the numbers are not one for each class.

    >>> data = Dataset(np.zeros((4, 1)), np.array([1.0, -1.0, -1.0, -1.0]), task="binary")
    >>> class_weights(data, "balanced").round(3), class_weights(data, "1,3")
    (array([0.667, 2.   ]), array([1., 3.]))
    """
    if not text:
        return None
    if not train.classes:
        raise _refuse_classes(f"{train.target} has no classes.")
    count = len(train.classes)
    if text == BALANCED:
        sizes = np.bincount(_places(train), minlength=count)
        return train.n / (count * np.maximum(sizes, 1.0))
    found = np.array([float(part) for part in text.split(",")])
    if found.size != count:
        named = ", ".join(train.classes)
        raise _refuse_classes(f"{found.size} numbers for {count} classes ({named}).")
    if np.count_nonzero(found) < 2:
        raise _refuse_classes("fewer than two classes have a weight above 0.")
    return found


def weighing(data: Dataset, own: Array | None, of_classes: Array | None, part: str) -> Dataset:
    """Data whose examples weigh ``own`` (n,), times what their class does (K,).

    Raises `FieldError` where no example counts; ``part`` says which part of the data these are.
    """
    if own is not None and not own.any():
        reason = f"every {part} example has weight 0. Allowed: a column with weights above 0 among them."
        raise FieldError("weight_column", reason, {"weight_column": ""}, "Take no column")
    if of_classes is None:
        return data if own is None else replace(data, example_weights=own)
    both = of_classes[_places(data)] * (1.0 if own is None else relative(own))
    if not both.any():
        raise _refuse_classes(f"every {part} example has weight 0.")
    return replace(data, example_weights=both)


def _places(data: Dataset) -> Array:
    """The place (n,) of each example's class in the order of the classes."""
    return (data.y > 0).astype(int) if data.task == "binary" else data.y


def with_columns(data: Dataset, weighting: Weighting) -> Dataset:
    """Data whose weights and exposures are taken from their columns, which are then no features any more.

    An exposure e adds log e to the score, so that under a log link the prediction is e times what it is for an exposure of 1.
    Raises `FieldError` where there is no such column, where it holds what is no weight or no exposure, or where no feature is
    left.
    """
    if not weighting.column and not weighting.exposure:
        return data
    weights = _column(data, weighting.column, WEIGHTS) if weighting.column else None
    offset = np.log(_column(data, weighting.exposure, EXPOSURES)) if weighting.exposure else None
    kept = _kept(data, weighting)
    if not kept:
        raise _refuse_column(EXPOSURES if weighting.exposure else WEIGHTS, "no feature is left to predict from.", data)
    names, units = (tuple(values[j] for j in kept) for values in (data.features, data.units))
    gaps = None if data.gaps is None else data.gaps[:, kept]
    return replace(data, X=data.X[:, kept], features=names, units=units, example_weights=weights, offset=offset, gaps=gaps)


def usable_columns(data: Dataset, field: str) -> list[str]:
    """The features that a column of weights (``"weight_column"``) or exposures (``"exposure_column"``) may be taken from.

    >>> usable_columns(Dataset(np.array([[0.0, 1.0], [2.0, 3.0]]), np.zeros(2), ("a", "b")), "exposure_column")
    ['b']
    """
    if len(data.features) < 2:
        return []
    whole = [data.gaps is None or not data.gaps[:, j].any() for j in range(len(data.features))]
    columns = zip(data.features, data.X.T, whole, strict=True)
    return [name for name, x, known in columns if known and not _unfit(x, field).any() and x.any()]


WEIGHTS, EXPOSURES = "weight_column", "exposure_column"
"""The two fields that name a column."""


def _unfit(values: Array, field: str) -> Array:
    """Which values (n,) are no exposures, or no weights."""
    bad: Array = values <= 0 if field == EXPOSURES else values < 0
    return bad


def _kept(data: Dataset, weighting: Weighting) -> list[int]:
    """The columns that stay features."""
    return [j for j, name in enumerate(data.features) if name not in (weighting.column, weighting.exposure)]


def source_column(data: Dataset, weighting: Weighting, column: int) -> int:
    """Which column of the data as they come is a feature of the data without those taken; one past the last: the target.

    >>> data = Dataset(np.ones((2, 3)), np.zeros(2), features=("a", "b", "c"))
    >>> [source_column(data, Weighting(column="b"), column) for column in (0, 1, 2)]
    [0, 2, 3]
    """
    return [*_kept(data, weighting), data.X.shape[1]][column]


def _column(data: Dataset, name: str, field: str) -> Array:
    """The weights or the exposures in a column."""
    if name not in data.features:
        raise _refuse_column(field, f'"{shown(name)}" is no feature of these data.', data)
    column = data.features.index(name)
    values: Array = data.X[:, column]
    if data.gaps is not None and data.gaps[:, column].any():
        raise _refuse_column(field, f"{name} of row {data.gaps[:, column].argmax()} is missing.", data)
    if (bad := np.flatnonzero(_unfit(values, field))).size:
        must = "an exposure must be above 0" if field == EXPOSURES else "a weight must be 0 or above"
        raise _refuse_column(field, f"{name} of row {bad[0]} is {values[bad[0]]:g}; {must}.", data)
    if not values.any():
        raise _refuse_column(field, f"{name} is 0 in every row, so that no example counts.", data)
    return values


def _refuse_column(field: str, reason: str, data: Dataset) -> FieldError:
    names = usable_columns(data, field)
    allowed = ", ".join(names[:MOST_NAMED]) + (", ..." if len(names) > MOST_NAMED else "")
    return FieldError(field, f"{reason} Allowed: {allowed or 'none of these features'}.", {field: ""}, "Take no column")
