"""Which columns are the target, the features, the weights and the exposure, and why the others are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from explorer.datasets.table.choices import Choices
from explorer.datasets.table.columns import Column
from explorer.datasets.table.errors import TableError, listed, named, quoted
from explorer.datasets.table.kinds import USABLE, Kind, kind_of


@dataclass(frozen=True, eq=False)
class Selected:
    """Columns by what they are for; ``left_out`` has a sentence on each that is for nothing."""

    target: Column
    features: tuple[Column, ...]
    weights: Column | None
    exposure: Column | None
    left_out: dict[str, str]


def column_named(columns: Sequence[Column], name: str, field: str) -> Column:
    """The column of that name, or a `TableError` that says what it was meant for and which there are."""
    for column in columns:
        if column.name == name:
            return column
    names = [column.name for column in columns]
    close = get_close_matches(name[:100], names, n=1)
    hint = f"Did you mean {quoted(close[0])}?" if close else f"There are {listed([*map(quoted, names)], 10)}."
    raise TableError(f"{field}: there is no column {quoted(name)}. {hint}")


def selected(columns: Sequence[Column], kinds: Sequence[Kind], choices: Choices) -> Selected:
    """The columns that the choices name, or that are features by default."""
    target = column_named(columns, choices.target, "target")
    weights = column_named(columns, choices.weights, "weights") if choices.weights else None
    exposure = column_named(columns, choices.exposure, "exposure") if choices.exposure else None
    taken = {column.name: use for column, use in ((target, "target"), (weights, "weights"), (exposure, "exposure")) if column}
    if len(taken) < 1 + bool(weights) + bool(exposure):
        raise TableError("target, weights and exposure must be different columns.")
    if choices.features is None:
        features, left_out = _by_default(columns, kinds, taken)
    else:
        features = [_asked(columns, name, taken) for name in choices.features]
        if len({column.name for column in features}) < len(features):
            raise TableError("features: a column is named twice.")
        named_ones = {*choices.features, *taken}
        why = {c.name: "was not chosen" if kind.usable else kind.reason for c, kind in zip(columns, kinds, strict=True)}
        left_out = {name: f"{named(name)} is left out: it {why[name]}." for name in why if name not in named_ones}
    if not features:
        raise TableError(f"no feature is left to predict from. {' '.join(left_out.values())}".strip())
    return Selected(target, tuple(features), weights, exposure, left_out)


def _by_default(columns: Sequence[Column], kinds: Sequence[Kind], taken: dict[str, str]) -> tuple[list[Column], dict[str, str]]:
    """All usable columns but those taken and copies, those of the target among them; and why the others are left out."""
    first = {column.name: kind.copy_of or column.name for column, kind in zip(columns, kinds, strict=True)}
    used = {first[name]: f"of the {use} {named(name)}" for name, use in taken.items()}
    features, left_out = [], {}
    for column, kind in zip(columns, kinds, strict=True):
        if column.name in taken:
            continue
        if first[column.name] in used and kind.kind in (*USABLE, "duplicate"):
            left_out[column.name] = f"{named(column.name)} is left out: it is a copy {used[first[column.name]]}."
        elif not kind.usable:
            left_out[column.name] = f"{named(column.name)} is left out: it {kind.reason}."
        else:
            features.append(column)
    return features, left_out


def _asked(columns: Sequence[Column], name: str, taken: dict[str, str]) -> Column:
    """A column that was asked for as a feature."""
    column = column_named(columns, name, "features")
    if name in taken:
        raise TableError(f"features: {quoted(name)} is the {taken[name]} already.")
    if column.fault is not None:
        raise TableError(f"{column.fault.sentence(name)}.", column.fault.line, name)
    if column.numbers is None and (kind := kind_of(column)).kind not in ("category", "constant"):
        raise TableError(f"features: {named(name)} {kind.reason}, so it cannot be a feature.", column=name)
    if column.missing.all():
        raise TableError(f"features: {named(name)} has no value in any row.", column=name)
    return column
