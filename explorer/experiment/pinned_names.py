"""What pinned runs are called beside each other, and the names that a visitor gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from explorer.core.text import shown
from explorer.experiment.experiment import Experiment
from explorer.experiment.pinned import BETWEEN_PINS, name, own_settings, settings_in_words, times_changed

LONGEST_NAME = 40
Given = Mapping[str, str]
"""The visitor's names by what a pinned run has of its own, so that a name stays with it on other data."""
NONE: Given = MappingProxyType({})


def names(pins: Sequence[Experiment], run: Experiment, given: Given = NONE) -> tuple[str, ...]:
    """What pinned runs are called beside the run on the page: as the visitor called them, else by what differs among all.

    Where that does not tell two of them apart, or does not name one, all have their whole `name`.

    >>> e = Experiment(loss="huber")
    >>> names([e.change(strength=0.5), e.change(strength=1.0, solver="adam")], e)
    ('Gradient descent, strength 0.5', 'Adam, strength 1')
    """
    every = [settings_in_words(one) | {"changes": times_changed(one)} for one in (run, *pins)]
    differing = [key for key in dict.fromkeys(key for one in every for key in one) if len({one.get(key) for one in every}) > 1]
    found = []
    for pin, own in zip(pins, every[1:], strict=True):
        usual = {
            dotted for dotted, p in pin.declared().items() if pin.params[dotted] == p.default and _only_some(dotted, every)
        }
        found.append(", ".join(own[key] for key in differing if own.get(key) and key not in usual))
    told_apart = all(found) and len(set(found)) == len(found)
    usual_names = found if told_apart else [name(pin) for pin in pins]
    return tuple(given.get(own_settings(pin)) or usual for pin, usual in zip(pins, usual_names, strict=True))


def _only_some(dotted: str, every: Sequence[dict[str, str]]) -> bool:
    """Whether some of the runs have no such parameter: then the entry that it belongs to says it."""
    return any(dotted not in one for one in every)


def renamed(given: Given, pin: Experiment, text: str) -> dict[str, str]:
    """The names with another one for a pinned run; an empty text gives its usual name back."""
    others = {own: name for own, name in given.items() if own != own_settings(pin)}
    clean = " ".join(text.replace(BETWEEN_PINS, " ").split())[:LONGEST_NAME].strip()
    return others | ({own_settings(pin): clean} if clean else {})


def to_text(pins: Sequence[Experiment], given: Given) -> str:
    """The visitor's names as the text of a link, "" where there is none; a run without one has an empty part.

    >>> e = Experiment()
    >>> to_text([e, e.change(strength=1.0)], renamed(NONE, e, "before"))
    'before|'
    """
    parts = [given.get(own_settings(pin), "") for pin in pins]
    return BETWEEN_PINS.join(parts) if any(parts) else ""


def from_text(pins: Sequence[Experiment], text: str) -> tuple[dict[str, str], list[str]]:
    """The names that a link's text stands for, and a note where they are not one for each pinned run.

    >>> from_text([Experiment()], "a|b")[1]
    ['pin_names: "a|b" has not one name for each pinned run; the usual names are shown.']
    """
    parts = text.split(BETWEEN_PINS) if text else []
    if parts and len(parts) != len(pins):
        return {}, [f'pin_names: "{shown(text)}" has not one name for each pinned run; the usual names are shown.']
    given: dict[str, str] = {}
    for pin, part in zip(pins, parts, strict=False):
        given = renamed(given, pin, part)
    return given, []
