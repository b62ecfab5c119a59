"""Settings as the text of a link, and back: usable values are kept, notes name the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from explorer.core.params import FieldError, Param, Value, params_of
from explorer.core.text import shown
from explorer.cost.compatibility import losses_for
from explorer.datasets import DATASETS, edits
from explorer.datasets.table import Held, OwnTable
from explorer.datasets.weighting import tidy_class_weight
from explorer.experiment import changes, feature_factors, own_table, starting_weights
from explorer.experiment.menus import MENUS, own_params
from explorer.experiment.settings import FIELDS, WEIGHTING, Settings

S = TypeVar("S", bound=Settings)
Notes = list[tuple[str, str]]
"""Which field a note is about ("" for none), and the note."""
MOST_PARAMETERS = 60
MOST_CHARACTERS = 20_000
RESERVED = ("embed", "embed_options", "v")
"""Parameters of Streamlit itself, and the version that a later form of the link will have."""

LISTS: dict[str, Callable[[str], Any]] = {
    "edits": edits.from_text, "starting_weights": starting_weights.from_text, "factors": feature_factors.from_text,
    "changes": changes.from_text, "class_weight": tidy_class_weight, "weight_column": str, "exposure_column": str,
}  # fmt: skip
"""How the text of each field that is none of `FIELDS` is read."""
DOTTED = {f"{menu}.{name}" for menu, entries in MENUS.items() for e in entries.values() for name in own_params(menu, e)}


def to_query(settings: Settings) -> dict[str, str]:
    """Settings as the parameters of a link: every field and every dotted parameter, terse ones where not at their defaults."""
    query = {
        name: p.format(getattr(settings, name)) if p else getattr(settings, name)
        for name, p in FIELDS.items()
        if p is None or not (p.terse and getattr(settings, name) == p.default)
    }
    dotted, values = settings.declared(), settings.params
    query |= {name: p.format(values[name]) for name, p in dotted.items() if not (p.terse and values[name] == p.default)}
    query |= own_table.to_query(settings.dataset) if isinstance(settings.dataset, OwnTable) else {}
    query |= {name: getattr(settings, name) for name in WEIGHTING if getattr(settings, name)}
    query |= {"edits": edits.to_text(settings.edits)} if settings.edits else {}
    query |= {"factors": feature_factors.to_text(settings.factors)} if settings.factors else {}
    weights = settings.starting_weights
    return query | ({"starting_weights": starting_weights.to_text(weights)} if weights else {})


def read_query(build: Callable[..., S], query: Mapping[str, Any], brought: Held | None = None) -> tuple[S, list[str]]:
    """What ``build`` makes of the settings in a link, and notes on what was rejected and what is used instead.

    ``build`` takes settings by their names and raises `FieldError`. See `Experiment.from_query`; ``brought`` is a table that
    the link may name.
    """
    notes: Notes = []
    texts = _texts(query, notes)
    fields = params_of(Settings)
    values: dict[str, Any] = {}
    dotted: dict[str, Value] = {}
    late: dict[str, str] = {}
    try:
        values |= {"dataset": own} if (own := own_table.from_query(texts, brought)) else {}
    except FieldError as error:
        notes.append(("dataset", str(error)))
    for name, text in texts.items():
        if name in MENUS:
            if text in MENUS[name]:
                values[name] = text
            else:
                late[name] = text
        elif name in fields:
            _parse(fields[name], name, text, values, notes)
        elif name in LISTS:
            try:
                values[name] = LISTS[name](text)
            except FieldError as error:
                notes.append((name, str(error)))
        else:
            late[name] = text
    declared = _declared(values, {menu: getattr(Settings, menu) for menu in MENUS})
    for name, text in late.items():
        if name in MENUS:
            chosen = values.get("dataset", Settings.dataset)
            source = chosen if isinstance(chosen, OwnTable) else DATASETS[chosen]
            allowed = losses_for(source.task) if name == "loss" else MENUS[name]
            notes.append((name, f'{name}: "{shown(text)}" is not one of {", ".join(allowed)}.'))
        elif name in declared:
            _parse(declared[name], name, text, dotted, notes)
        elif name in DOTTED:
            notes.append(("", f"{name}: not used with these choices, so it was left out."))
        else:
            notes.append(("", _unknown(name, [*MENUS, *fields, *LISTS, *declared])))
    built = _built(build, values, dotted, notes)
    used = to_query(built)
    return built, [f"{text} Using {used[name]}." if name in used else text for name, text in notes]


def read_step(texts: Sequence[str], steps: int) -> tuple[int | None, list[str]]:
    """The step at which a link wants a run to be shown, None for its start; and notes on what was not usable.

    ``texts`` are what the link has for it, ``steps`` is the run's length.

    >>> read_step(["120"], 500), read_step(["900"], 500)
    ((120, []), (None, ['at: 900 is above 500. Allowed: whole numbers 0 to 500. Using 0.']))
    """
    if not texts:
        return None, []
    notes = []
    if len(texts) > 1:
        notes.append(f"at: appears {len(texts)} times; the first ({shown(texts[0])}) is used.")
    try:
        step = Param("at", 0, 0, steps).parse(texts[0])
    except FieldError as error:
        return None, [*notes, f"{error} Using 0."]
    return (step if isinstance(step, int) else None), notes


def _declared(values: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Param]:
    """The dotted parameters that the chosen entries have. Where no loss is named, those of every loss that may be meant."""
    declared: dict[str, Param] = {}
    for menu, entries in MENUS.items():
        known = menu in values or menu != "loss"
        one = values.get(menu, defaults[menu])
        if isinstance(one, OwnTable):
            continue
        chosen = [entries[one]] if known else list(entries.values())
        for entry in chosen:
            declared |= {f"{menu}.{name}": p for name, p in own_params(menu, entry).items()}
    return declared


def _text(value: object) -> str:
    return value if isinstance(value, str) else shown(value)


def _texts(query: Mapping[str, Any], notes: Notes) -> dict[str, str]:
    """One text for each parameter; too many or too long are dropped as a whole."""
    texts = {}
    for key, value in query.items():
        name = _text(key)
        several = list(value) if isinstance(value, (list, tuple)) else [value]
        if several and name not in RESERVED:
            texts[name] = _text(several[0])
        if len(several) > 1 and name not in RESERVED:
            notes.append(("", f"{shown(name)}: appears {len(several)} times; the first ({shown(texts[name])}) is used."))
    size = sum(len(name) + len(text) for name, text in texts.items())
    if size > MOST_CHARACTERS:
        note = f"The settings in the link were too long ({size:,} characters; at most {MOST_CHARACTERS:,}) and were ignored."
    elif len(texts) > MOST_PARAMETERS:
        note = f"The link has {len(texts):,} parameters; at most {MOST_PARAMETERS} are read, so all were ignored."
    else:
        return texts
    notes[:] = [("", note)]
    return {}


def _parse(p: Param, name: str, text: str, into: dict[str, Any], notes: Notes) -> None:
    try:
        into[name] = p.parse(text)
    except FieldError as error:
        notes.append((name, str(error.named(name))))


def _unknown(name: str, known: list[str]) -> str:
    close = get_close_matches(name.lower()[:100], known, n=1, cutoff=0.6)
    hint = f" Did you mean {close[0]}?" if close else f" Known are {', '.join(known)}."
    return f"{shown(name)}: there is no such parameter.{hint}"


def _built(build: Callable[..., S], values: dict[str, Any], dotted: dict[str, Value], notes: Notes) -> S:
    """What is built from these values; one that does not go with the others is dropped until the rest go together."""
    values, dotted = dict(values), dict(dotted)
    refused: set[str] = set()
    while True:
        try:
            return build(**values, params=dotted)
        except FieldError as error:
            notes.append((error.field, str(error)))
            values.pop(error.field, None)
            dotted.pop(error.field, None)
            if error.field in refused:  # its own remedy does not help either
                return build()
            refused.add(error.field)
            remedy = error.remedy if error.field in error.remedy else {}  # else without the field the rest go together
            for name, value in remedy.items():
                (dotted if "." in name else values)[name] = value
