"""Changes in mid-run: a setting, its new value, and the step from which it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby, pairwise
from typing import Any

from explorer.core.params import FieldError, Param
from explorer.core.text import shown, three_figures
from explorer.datasets.edits import difference_from_text, difference_to_text
from explorer.datasets.edits import tidy as tidy_edits
from explorer.datasets.weighting import tidy_class_weight
from explorer.experiment.build import problem_of
from explorer.experiment.feature_factors import from_text as factors_from_text
from explorer.experiment.feature_factors import in_words as factors_in_words
from explorer.experiment.feature_factors import tidy as tidy_factors
from explorer.experiment.feature_factors import to_text as factors_to_text
from explorer.experiment.menus import MENUS, name_in_menu, own_params
from explorer.experiment.settings import AXES, POSITIONS, WEIGHTING, Settings

Change = tuple[int, str, Any]
"""The step after which it holds, the field (``"strength"``, ``"loss"``, ``"loss.delta"``, ``"edits"``), the new value."""

MENUS_CHANGED = ("loss", "penalty", "solver", "schedule")
FIELDS_CHANGED = ("strength", "rate", "batch", "noise", "flips", "balance", "adaptive", "factors", "edits", "class_weight")
MOST_CHANGES = 200
ONE = re.compile(r"([0-9]{1,7}):([a-z_.0-9]{1,60}):(.*)", re.DOTALL)
FORM = "step:field:value, such as 120:strength:1.0, with semicolons between"


def changeable(field: str) -> bool:
    """Whether a setting can change while a run goes on; the others start a new run.

    >>> changeable("strength"), changeable("loss.delta"), changeable("model")
    (True, True, False)
    """
    return field in FIELDS_CHANGED or field.split(".")[0] in MENUS_CHANGED


def refuse(reason: str) -> FieldError:
    """The error for changes, with the way out: none at all."""
    return FieldError("changes", reason, {"changes": ()}, "Run without changes")


def from_text(text: str) -> tuple[Change, ...]:
    """The changes that a link's text stands for, their values still as text; or a `FieldError`.

    >>> from_text("120:strength:1.0;150:loss:huber")
    ((120, 'strength', '1.0'), (150, 'loss', 'huber'))
    """
    found = []
    for part in text.split(";") if text else ():
        match = ONE.fullmatch(part)
        if not match:
            raise refuse(f'"{shown(part)}" is not of the form {FORM}.')
        found.append((int(match[1]), match[2], match[3]))
    return tuple(found)


def to_text(phases: Iterable[tuple[int, Settings]], changes: Iterable[Change]) -> str:
    """Changes as the text of a link; `from_text` and the experiment give them back. ``phases`` say what holds when."""
    turns = {step: (before, after) for (_, before), (step, after) in pairwise(phases)}
    parts = []
    for step, field, value in changes:
        before, after = turns[step]
        p = _param(after, {}, field)
        if field == "edits":
            text = difference_to_text(before.edits, value)
        elif field == "factors":
            text = factors_to_text(value)
        else:
            text = value if p is None else p.format(value)
        parts.append(f"{step}:{field}:{text}")
    return ";".join(parts)


def by_step(steps: int, changes: Any) -> list[tuple[int, dict[str, Any]]]:
    """Changes of a run of so many ``steps`` as (step, {field: value}), in order. Raises `FieldError` where one is malformed."""
    if isinstance(changes, str) or not isinstance(changes, Iterable):
        raise refuse(f'"{shown(changes)}" is not a list of (step, field, value).')
    listed = sorted((_checked(steps, change) for change in changes), key=lambda change: change[0])
    if len(listed) > MOST_CHANGES:
        raise refuse(f"there are {len(listed)} of them; at most {MOST_CHANGES} are allowed.")
    groups = groupby(listed, key=lambda change: change[0])
    return [(step, {field: value for _, field, value in group}) for step, group in groups]


def new_values(now: Settings, given: Mapping[str, Any]) -> dict[str, Any]:
    """The given settings in their plain types, those alone that differ from what holds now; menus come first."""
    values = {field: _value(now, given, field) for field in _ordered(given)}
    return {field: value for field, value in values.items() if _differs(now, values, field)}


def differences(before: Settings, after: Settings) -> dict[str, Any]:
    """The settings of the second in which two experiments without changes differ, view and all.

    A parameter of an entry that was just chosen is named where it is not at its default.
    """
    names = (*after.fields(), *POSITIONS, *WEIGHTING)
    found = {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
    for name, value in after.params.items():
        usual = after.declared()[name].default if name.split(".")[0] in found else before.params.get(name)
        if value != usual:
            found[name] = value
    return found


def described(before: Settings, after: Settings, most: int | None = None) -> str:
    """What changed from one to the other, in words for a mark on a curve; those beyond ``most`` are counted.

    >>> from explorer import Experiment
    >>> described(Experiment(strength=0.01), Experiment(strength=1.0))
    'strength 0.01 → 1'
    >>> described(Experiment(), Experiment(strength=1.0, rate=0.1, seed=3), most=2)
    'strength 0.02 → 1, rate auto → 0.1 and 1 more'
    """
    parts, found = [], differences(before, after)
    seen = {field: value for field, value in found.items() if field not in AXES}
    for field, value in (seen or found).items():  # axes are named where nothing else changed
        menu, _, name = field.partition(".")
        if field == "edits":
            parts.append(_moves(before, after))
        elif field == "factors":
            parts.append(f"factors {factors_in_words(after.factors)}")
        elif field == "starting_weights":
            parts.append("other starting weights")
        elif field in MENUS:
            turn = f"{name_in_menu(menu, getattr(before, menu))} → {name_in_menu(menu, value)}"
            parts.append(turn if menu in turn else f"{menu} {turn}")
        elif name:
            label = after.declared()[field].symbol or name.replace("_", " ")
            old = before.params.get(field)
            parts.append(f"{label} {_word(old)} → {_word(value)}" if old is not None else f"{label} {_word(value)}")
        else:
            old, new = (_word(v) if v or field != "adaptive" else "off" for v in (getattr(before, field), value))
            parts.append(f"{field.replace('_', ' ')} {old} → {new}")
    more = f" and {len(parts[most:])} more" if most is not None and len(parts) > most else ""
    return ", ".join(parts[:most]) + more


def _moves(before: Settings, after: Settings) -> str:
    rows = {row for row, *_ in set(before.edits) ^ set(after.edits)}
    return f"row {min(rows)} moved" if len(rows) == 1 else f"{len(rows)} rows moved"


def _word(value: Any) -> str:
    if value is None:
        return "full"
    if isinstance(value, float):
        return three_figures(value)
    return str(value) or "none"


def can_go_on(before: Settings, after: Settings) -> bool:
    """Whether a run under the first settings can go on under the second."""
    return all(changeable(field) or field in before.VIEW for field in differences(before, after)) and same_weights(
        before, after
    )


def same_weights(before: Settings, after: Settings) -> bool:
    """Whether a run of the one can go on as a run of the other: as many weights, for the same kind of target."""
    first, second = problem_of(before), problem_of(after)
    return first.size == second.size and first.data.classes == second.data.classes


def _ordered(fields: Iterable[str]) -> list[str]:
    """Menus first, then fields, then the parameters of what the menus chose."""
    return sorted(fields, key=lambda field: (field not in MENUS_CHANGED, "." in field))


def _differs(now: Settings, values: Mapping[str, Any], field: str) -> bool:
    """Whether a setting is another one than before; a parameter of an entry just chosen is."""
    menu = field.split(".")[0]
    if "." in field:
        return (menu in values and values[menu] != getattr(now, menu)) or now.params.get(field) != values[field]
    return bool(getattr(now, field) != values[field])


def _checked(steps: int, change: Any) -> Change:
    try:
        step, field, value = change
        whole = int(step) == step
    except (TypeError, ValueError, OverflowError):
        raise refuse(f'"{shown(change)}" is not a (step, field, value).') from None
    if not whole or not 1 <= step < steps:
        raise refuse(f'"{shown(change)}" needs a whole step from 1 to {steps - 1}, one before the end of the run.')
    if not isinstance(field, str) or not changeable(field):
        raise refuse(f'"{shown(field)}" cannot change in mid-run. Allowed: {", ".join((*FIELDS_CHANGED, *MENUS_CHANGED))}.')
    return int(step), field, value


def _param(now: Settings, given: Mapping[str, Any], field: str) -> Param | None:
    """The declaration of a field, for the entries that hold together with the others given; None where it has none."""
    if field in ("edits", "factors", *WEIGHTING, *MENUS_CHANGED):
        return None
    if "." not in field:
        return now.fields()[field]
    menu, _, name = field.partition(".")
    entry = MENUS[menu].get(given.get(menu, getattr(now, menu)))
    declared = own_params(menu, entry) if entry is not None else {}
    if name not in declared:
        known = ", ".join(f"{menu}.{other}" for other in declared) or "none with this choice"
        raise FieldError(field, f"there is no such parameter then. Allowed: {known}.")
    return declared[name]


def _value(now: Settings, given: Mapping[str, Any], field: str) -> Any:
    """A value in its plain type; text is read as in a link."""
    value = given[field]
    if field == "edits":
        return difference_from_text(now.edits, value) if isinstance(value, str) else tidy_edits(value)
    if field == "factors":
        return factors_from_text(value) if isinstance(value, str) else tidy_factors(value)
    if field == "class_weight":
        return tidy_class_weight(value)
    p = _param(now, given, field)
    if p is None:
        return value
    try:
        return p.parse(value) if isinstance(value, str) else p.check(value)
    except FieldError as error:
        raise error.named(field) from None
