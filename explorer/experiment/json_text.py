"""An experiment as JSON, and back: what one keeps in a file, whole, where a link could only name a large table."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from explorer.core.params import FieldError, Param
from explorer.core.text import shown
from explorer.datasets.table import Choices, OwnTable, PackedTable, TableError, as_csv
from explorer.experiment.link import DOTTED
from explorer.experiment.settings import FIELDS, POSITIONS, WEIGHTING, Settings

S = TypeVar("S", bound=Settings)
FORMAT, VERSION = "loss-explorer experiment", 1
PARTS = ("format", "version", "settings", "changes")
MOST_CHARACTERS = 8 * 1024**2
"""Of a file with the largest table, most of its letters written as \\uXXXX."""
TABLE = {"name": str, "decimal": str, "csv": str, "choices": dict}
CHOICES = ("target", "features", "task", "positive", "weights", "exposure", "missing")


def to_json(run: Settings, changes: tuple[tuple[int, str, Any], ...]) -> str:
    """Settings and their changes as JSON: the fields of a link as plain values, a table of one's own as CSV, whole."""
    given = {name: getattr(run, name) for name in FIELDS} | dict(run.params)
    given = {name: _word(value) for name, value in given.items()}
    given |= {name: getattr(run, name) for name in (*POSITIONS, *WEIGHTING) if getattr(run, name)}
    if isinstance(run.dataset, OwnTable):
        given["dataset"] = _table(run.dataset)
    later = [{"step": step, "field": field, "value": _word(value)} for step, field, value in changes]
    whole = {"format": FORMAT, "version": VERSION, "settings": given} | ({"changes": later} if later else {})
    return json.dumps(whole, indent=1, allow_nan=False) + "\n"


def from_json(build: Callable[..., S], text: str | bytes) -> S:
    """What ``build`` makes of the settings in a text that `to_json` wrote; fields that are missing have their defaults.

    Raises `FieldError`, and nothing else, for any other text: it names the field that is not usable, and what is allowed.

    >>> from explorer import Experiment
    >>> Experiment.from_json(Experiment(loss="huber").to_json()) == Experiment(loss="huber")
    True
    >>> Experiment.from_json('{"format": "loss-explorer experiment", "version": 1, "settings": {"strength": -1}}')
    Traceback (most recent call last):
    explorer.core.params.FieldError: strength: -1 is below 0. Allowed: 0 to 1000.
    """
    whole = _read(text)
    settings = _object(whole.get("settings", {}), "settings")
    values: dict[str, Any] = {}
    dotted: dict[str, Any] = {}
    for name, value in settings.items():
        if name in DOTTED:
            dotted[name] = _number(_scalar(name, value))
        elif name in FIELDS:
            values[name] = _plain(FIELDS[name], value if name == "dataset" else _scalar(name, value))
        elif name in (*POSITIONS, *WEIGHTING):
            values[name] = value
        else:
            raise FieldError(shown(name), f"there is no such field.{_close(name, [*FIELDS, *POSITIONS, *WEIGHTING, *DOTTED])}")
    if isinstance(values.get("dataset"), dict):
        values["dataset"] = _own(values["dataset"])
    return build(**values, params=dotted, changes=_changes(whole.get("changes", [])))


def _word(value: Any) -> Any:
    """A value as JSON has it: what is no finite number as the word that a link has for it."""
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _number(value: Any) -> Any:
    """What `_word` made a word of."""
    return float(value) if value in ("inf", "-inf") else value


def _read(text: str | bytes) -> dict[str, Any]:
    """The outermost object, of a format and a version that are known here."""
    if len(text) > MOST_CHARACTERS:
        raise FieldError("file", f"it has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read.")
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        whole = json.loads(plain, parse_constant=_no_number, object_pairs_hook=_unique)
    except FieldError:
        raise
    except json.JSONDecodeError as error:
        raise FieldError("file", f"it is no JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from None
    except (ValueError, RecursionError):
        raise FieldError("file", "it is no JSON that can be read here.") from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise FieldError("format", f'this is no experiment. Allowed: a file that begins with "format": "{FORMAT}".')
    version = whole.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise FieldError("version", f'"{shown(version)}" is not the version of an experiment. Allowed: {VERSION}.')
    if version > VERSION:
        raise FieldError("version", f"{shown(version)} is newer than this program, which reads up to {VERSION}.")
    if strange := [name for name in whole if name not in PARTS]:
        raise FieldError(shown(strange[0]), f"there is no such part. Allowed: {', '.join(PARTS)}.")
    return whole


def _no_number(text: str) -> float:
    raise FieldError("file", f"{text} is not a number in JSON.")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise FieldError(shown(name), "the file has it twice.")
        found[name] = value
    return found


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FieldError(name, f'"{shown(value)}" is not an object of names and values.')
    return value


def _close(name: str, known: list[str]) -> str:
    close = get_close_matches(name.lower()[:100], known, n=1, cutoff=0.6)
    return f" Did you mean {close[0]}?" if close else ""


def _plain(p: Param | None, value: Any) -> Any:
    """A value as its field takes it: words as in a link, and 2 for 2.0."""
    if p is None:
        return value
    if isinstance(value, str):
        return p.parse(value)
    number = isinstance(value, int) and not isinstance(value, bool) and not p.whole and abs(value) < 2**53
    return p.check(float(value) if number else value)


def _changes(given: Any) -> tuple[tuple[Any, Any, Any], ...]:
    if not isinstance(given, list):
        raise FieldError("changes", f'"{shown(given)}" is not a list.')
    found = []
    for change in given:
        if not isinstance(change, dict) or set(change) != {"step", "field", "value"}:
            raise FieldError("changes", f'"{shown(change)}" is not an object with step, field and value.')
        field = _scalar("changes", change["field"])
        found.append((change["step"], field, _change_value(field, change["value"])))
    return tuple(found)


def _change_value(field: Any, value: Any) -> Any:
    """The value of a change: one that is a list or an object only for what is one."""
    return value if field in (*POSITIONS, *WEIGHTING) else _number(_scalar(shown(field), value))


def _scalar(name: str, value: Any) -> Any:
    if isinstance(value, (list, dict)):
        raise FieldError(name, f'"{shown(value)}" is neither a word nor a number.')
    return value


def _table(own: OwnTable) -> dict[str, Any]:
    """A table of one's own: its cells as CSV, and what was chosen from it."""
    table, choices = own.table, own.choices
    decimal = table.reading.decimal
    chosen = {name: getattr(choices, name) for name in CHOICES if getattr(choices, name) not in ("", None, ())}
    return {"name": table.name, "decimal": decimal, "csv": as_csv(table, decimal), "choices": chosen}


def _own(given: Mapping[str, Any]) -> OwnTable:
    for name, kind in TABLE.items():
        if not isinstance(given.get(name), kind):
            raise FieldError("dataset", f"a table needs {', '.join(TABLE)}; its {name} is missing or not of its kind.")
    chosen = given["choices"]
    if strange := [name for name in (*given, *chosen) if name not in (*TABLE, *CHOICES)]:
        raise FieldError("dataset", f'a table has no "{shown(strange[0])}". Allowed: {", ".join((*TABLE, *CHOICES))}.')
    for name in ("features", "positive"):
        value = chosen.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise FieldError("dataset", f'{name}: "{shown(value)}" is not a list of texts.')
    try:
        packed = PackedTable(
            given["csv"],
            called=given["name"],
            separator=",",
            decimal=given["decimal"],
            header=True,
            missing=(),
            most_bytes=MOST_CHARACTERS,
        )
        fields: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in chosen.items()}
        return OwnTable(packed, Choices(**fields))
    except TableError as error:
        raise FieldError("dataset", str(error)) from None
