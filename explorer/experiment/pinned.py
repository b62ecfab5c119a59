"""Pinned runs, kept to compare others with: the same data, model, seed and start, other settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from explorer.core.text import setting, shown
from explorer.experiment import link
from explorer.experiment.changes import changeable, same_weights
from explorer.experiment.checks import longest, seconds
from explorer.experiment.experiment import Experiment
from explorer.experiment.feature_factors import in_words
from explorer.experiment.menus import MENUS
from explorer.experiment.own_table import table_of
from explorer.experiment.settings import Settings

MOST_PINS = 6
BETWEEN_PINS, BETWEEN_SETTINGS = "|", "~"
AS_USUAL = "-"
RACE_SECONDS, FEWEST_STEPS = 10.0, 10
"""So long the pinned runs may take together; each takes so many steps at least."""


def rebased(pin: Experiment, run: Experiment) -> Experiment | None:
    """A pinned run on the data and the model of another run, at its length; None where its settings do not go with these."""
    own = {name: value for name, value in pin.to_query().items() if _own(name)}
    moved, notes = Experiment.from_query(_shared(run) | own, table_of(run.dataset))
    return None if notes or not same_weights(run, moved) else moved


def _own(name: str) -> bool:
    return changeable(name) or name == "changes"


def _shared(run: Experiment) -> dict[str, str]:
    return {name: text for name, text in run.to_query().items() if not _own(name)}


def _plain(run: Experiment) -> Settings:
    """All that pinned runs share with a run, and the rest at its defaults: settings that need not go together."""
    shared = {name: getattr(run, name) for name in run.fields() if not changeable(name)}
    params = {name: value for name, value in run.params.items() if not changeable(name)}
    return Settings(**shared, params=params, starting_weights=run.starting_weights)


def to_text(run: Experiment, pins: Sequence[Experiment]) -> str:
    """Pinned runs as the text of a link: what each has that a plain run on the same data has not."""
    plain = link.to_query(_plain(run))
    parts = []
    for pin in pins:
        own = [f"{k}={v}" for k, v in pin.to_query().items() if _own(k) and plain.get(k) != v]
        parts.append(BETWEEN_SETTINGS.join(own) or AS_USUAL)
    return BETWEEN_PINS.join(parts)


def own_settings(pin: Experiment) -> str:
    """What a pinned run has of its own, as in a link: the same on other data."""
    return to_text(pin, (pin,))


def from_text(run: Experiment, text: str) -> tuple[tuple[Experiment, ...], list[str]]:
    """The pins that a link's text stands for, and a note on everything that was not usable.

    >>> pins, notes = from_text(Experiment(), "strength=0.5|loss=huber~strength=0.1")
    >>> [(pin.loss, pin.strength) for pin in pins], notes
    ([('squared', 0.5), ('huber', 0.1)], [])
    """
    pins: list[Experiment] = []
    notes: list[str] = []
    parts = text.split(BETWEEN_PINS) if text else []
    if len(parts) > MOST_PINS:
        notes.append(f"pins: the link has {len(parts)} pinned runs; at most {MOST_PINS} are kept.")
    for i, part in enumerate(parts[:MOST_PINS], 1):
        settings = [] if part == AS_USUAL else part.split(BETWEEN_SETTINGS)
        strange = [pair for pair in settings if "=" not in pair or not _own(pair.partition("=")[0])]
        if strange:
            notes.append(f'pins: "{shown(strange[0])}" in pinned run {i} is not a setting of a race; the run is left out.')
            continue
        own = {name: text for name, _, text in (s.partition("=") for s in settings)}
        pin, more = Experiment.from_query(_shared(run) | own, table_of(run.dataset))
        notes += [f"Pinned run {i}: {note}" for note in more]
        if not same_weights(run, pin):
            notes.append(f"pins: pinned run {i} has other weights than this run, so the two cannot race; it is left out.")
        elif not _same_ground(run, pin):
            notes.append(f"pins: pinned run {i} does not go with the data and model of this run; it is left out.")
        elif pin not in pins:
            pins.append(pin)
    return tuple(pins), notes


def _same_ground(run: Experiment, pin: Experiment) -> bool:
    """Whether a pinned run has all that it should share with a run, but for how much of it is shown."""
    return all(_shared(pin).get(name) == text for name, text in _shared(run).items() if name not in run.VIEW)


def name(pin: Experiment) -> str:
    """What a pinned run is called: its loss, its strength, and whatever is not at its default.

    It depends on the run alone, so that it stays the same while other runs come and go; different runs have different names.

    >>> name(Experiment(loss="huber", solver="adam")), name(Experiment(penalty="l1"))
    ('Huber, Adam, strength 0.02', 'Squared, L1, strength 0.02')
    """
    own, usual = settings_in_words(pin), settings_in_words(_plain(pin))
    own |= {"changes": times_changed(pin)} if pin.changes else {}
    declared = {dotted for dotted, p in pin.declared().items() if pin.params[dotted] == p.default}
    always = ("loss", "strength")
    return ", ".join(text for key, text in own.items() if key in always or (usual.get(key) != text and key not in declared))


def times_changed(run: Experiment) -> str:
    """How often a run was changed, in words."""
    return (f"changed {len(run.changes)} times" if len(run.changes) > 1 else "changed once") if run.changes else ""


def settings_in_words(run: Settings) -> dict[str, str]:
    """The settings that may differ between compared runs, in words by field."""
    words = {menu: MENUS[menu][getattr(run, menu)].name for menu in MENUS if changeable(menu)}
    for name, p in run.fields().items():
        if p is not None and changeable(name):
            value = getattr(run, name)
            words[name] = f"{name.replace('_', ' ')} {setting(value) if isinstance(value, float) else p.format(value)}"
    for name, p in run.declared().items():
        if changeable(name):
            value = run.params[name]
            text = setting(value) if isinstance(value, float) else p.format(value)
            words[name] = f"{p.symbol or p.label.lower()} = {text}"
    if run.factors:
        words["factors"] = f"factors {in_words(run.factors)}"
    if run.class_weight:
        words["class_weight"] = f"class weights {run.class_weight}"
    if run.edits:
        words["edits"] = f"{len(run.edits)} moved"
    return words


def same_loss(runs: Sequence[Experiment]) -> bool:
    """Whether all runs have one loss, and classes that count the same, at all steps: then its mean may share an axis."""
    return len({now.make("loss") for run in runs for _, now in run.phases}) == 1 and same_class_weights(runs)


def same_class_weights(runs: Sequence[Experiment]) -> bool:
    """Whether classes count the same in all runs at all steps."""
    return len({now.class_weight for run in runs for _, now in run.phases}) == 1


def same_cost(runs: Sequence[Experiment]) -> bool:
    """Whether all runs minimise the same cost at all steps, and differ in solver, rate, batch or schedule alone."""
    phases = [now for run in runs for _, now in run.phases]
    return len({_cost_of(now) for now in phases}) == 1 and not any(now.make("solver").decoupled for now in phases)


DESCENT = ("solver", "rate", "batch", "schedule")
"""Settings that say how a cost is minimised, not which."""


def _cost_of(now: Experiment) -> tuple[Any, ...]:
    fields = [getattr(now, name) for name in now.fields() if name not in (*DESCENT, *now.VIEW)]
    return (
        *fields,
        now.edits,
        now.factors,
        now.weighting,
        *((k, v) for k, v in now.params.items() if k.split(".")[0] not in DESCENT),
    )


def at_lengths(pins: Sequence[Experiment], run: Experiment) -> tuple[Experiment, ...]:
    """Pinned runs at the length of the run they are compared with, and with the same view.

    All together they may take some seconds, of which each has its share: one that would take longer ends earlier.
    """
    return tuple(at_length(pin, run, RACE_SECONDS / len(pins)) for pin in pins)


def at_length(pin: Experiment, run: Experiment, most: float = RACE_SECONDS) -> Experiment:
    """A pinned run at the length of the run it is compared with, or as far as it gets in about ``most`` seconds."""
    per_step = max(seconds(now) / now.steps for _, now in pin.phases)
    allowed = min(longest(now) for _, now in pin.phases)
    steps = min(run.steps, max(min(int(most / per_step), allowed), FEWEST_STEPS))
    view = {name: getattr(run, name) for name in run.VIEW}
    return pin.until(steps).change(**view | {"steps": steps})


def cut_sentence(pins: Sequence[Experiment], run: Experiment) -> str:
    """That pinned runs end before the run they are compared with, in a sentence; empty where none does.

    ``pins`` are as `at_lengths` gives them.
    """
    ends = [pin.steps for pin in pins if pin.steps < run.steps]
    if not ends:
        return ""
    which = "A pinned run stops" if len(ends) == 1 else f"{len(ends)} pinned runs stop"
    return f"{which} at step {min(ends)}, since {RACE_SECONDS:g} s is all that they may take together: take one off for more."


def refusal(pins: Sequence[Experiment], run: Experiment) -> str:
    """Why a run cannot be pinned with these others; empty where it can."""
    if at_length(run, run) in [at_length(pin, run) for pin in pins]:
        return "This run is pinned already. Change a setting to compare."
    if len(pins) >= MOST_PINS:
        return f"{MOST_PINS} runs are pinned, which is all that can be told apart. Take one off first."
    return ""
