"""The run of this visitor, between the link, the controls, the player and the pages."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import streamlit as st

from explorer.core.params import FieldError, params_of
from explorer.experiment import Experiment
from explorer.experiment import pinned as pinning
from explorer.experiment.changes import can_go_on, differences
from explorer.experiment.link import read_step

VISIT, TOUCHED = "visit", "touched"
MOST_UNDONE = 50
CHUNK = 1000
SOON = 60
"""Moves of one slider so many steps apart are one thing to undo."""
LEFT = 250
"""So many steps are left to go at least after a change in mid-run."""
AT = "at"
BESIDE = ("pins", AT)
"""What a link says beside the experiment: the runs that are pinned, and the step to open at, which is read and not kept."""
Query = dict[str, list[str]]


@dataclass(frozen=True)
class Order:
    """Something the player is told once: ``number`` tells a new order from one it has had."""

    number: int = 0
    seek: int | None = None
    said: str = ""


class Before(NamedTuple):
    """A run before a change: the step at which it was made, the run, what was pinned beside it, and how long it was to be."""

    at: int
    experiment: Experiment
    pins: tuple[Experiment, ...]
    length: int


@dataclass(frozen=True)
class Visit:
    """All that is kept of a visit, written whole each time: Streamlit may abandon a run between any two writes.

    ``written`` is the query that stands in the link; ``moved`` says that the experiment was changed from outside the
    controls, which then have to follow it. ``wanted`` are settings that were asked for: the player is asked, under the number
    ``asked``, at which step. ``undone`` are the runs before each change. ``pins`` are runs
    kept to race against. ``length`` is how long the visitor wants runs to be: a run that went on past its end is longer, and
    the next one is not. ``turned`` says that the run is another one than the last time the page was drawn.
    """

    experiment: Experiment
    notes: tuple[str, ...]
    written: Query
    moved: bool = True
    wanted: Experiment | None = None
    asked: int = 0
    order: Order = Order()
    undone: tuple[Before, ...] = ()
    pins: tuple[Experiment, ...] = ()
    length: int = 0
    page: str = ""
    turned: bool = False


def visit() -> Visit:
    """The visit as it stands."""
    kept: Visit = st.session_state[VISIT]
    return kept


def _keep(**changes: Any) -> None:
    st.session_state[VISIT] = replace(visit(), **changes)


def arrive(page: str = "") -> None:
    """Take the experiment from the link when a visitor arrives, and when they go back or forward.

    The link in the browser lags behind while controls move, so a run that a control started never reads it. Going to another
    page in the navigation drops the query: there the run stays as it is.
    """
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    known = VISIT in st.session_state
    turned = known and not query and visit().page != page
    if known and (st.session_state.get(TOUCHED) or turned or query == visit().written):
        _keep(page=page, moved=visit().moved or visit().page != page)  # another page has controls of its own
        return
    experiment, notes = Experiment.from_query({name: texts for name, texts in query.items() if name not in BESIDE})
    pins, more = pinning.from_text(experiment, query.get("pins", [""])[0])
    step, odd = read_step(query.get(AT, []), experiment.steps)
    asked, number = (visit().asked, visit().order.number) if known else (0, 0)  # the player has heard of these
    order = Order(number) if step is None else Order(number + 1, step)
    st.session_state[VISIT] = Visit(
        experiment, (*notes, *more, *odd), query, pins=pins, page=page, asked=asked, order=order, length=experiment.steps
    )


@dataclass(frozen=True)
class Tangency:
    """What started this run of the script: the control with this ``key``, and the setting that it stands for."""

    key: str
    setting: str = ""


def touch(key: str = "button", setting: str = "") -> None:
    """Note which control or button started this run."""
    st.session_state[TOUCHED] = Tangency(key, setting)


def told() -> None:
    """A callback: the player said where it stands, by itself or just ahead of a control."""
    if not st.session_state.get(TOUCHED):
        touch()


def asked_for() -> Experiment:
    """The settings with what the touched control stands at, before the controls are drawn; a refusal is theirs to tell."""
    touched: Tangency | None = st.session_state.get(TOUCHED)
    if not touched or not touched.setting or st.session_state.get(touched.key) is None:
        return settings()
    change = {touched.setting: st.session_state[touched.key]}
    try:
        return settings().change(**({"params": change} if "." in touched.setting else change))
    except FieldError:
        return settings()


def settings() -> Experiment:
    """What the controls show: the settings asked for, or those that hold at the end of the run."""
    now = visit()
    return now.wanted or now.experiment.now


def change(at: int | None = None, **changes: Any) -> None:
    """A callback for buttons: the settings with some changed, and the controls with them.

    Without a step the player is asked for the one it shows.
    """
    touch()
    now = visit()
    try:
        if at is None:
            _keep(wanted=settings().change(**changes), asked=now.asked + 1, moved=True)
        else:
            _take(now.experiment.change(at=at, **changes), at)
            _keep(moved=True)
    except FieldError as error:
        _keep(notes=(str(error),), moved=True)


def _take(experiment: Experiment, at: int, said: str = "") -> None:
    """Go on with another run, from a step of the one before, which can be undone. A new run is shown from step 0."""
    now = visit()
    again = bool(now.undone) and _on_its_way(now, experiment, at)
    undone = now.undone if again else (*now.undone, Before(at, now.experiment, now.pins, now.length))[-MOST_UNDONE:]
    pins = now.pins
    if at == 0 and pins:
        pins = tuple(pin for old in pins if (pin := pinning.rebased(old, experiment)) is not None)
        if lost := len(now.pins) - len(pins):
            runs = f"{lost} pinned runs do not go with it and were" if lost > 1 else "1 pinned run does not go with it and was"
            said += f" {runs} taken off."
    order = Order(now.order.number + 1, None if at else 0, said.strip())
    _keep(experiment=experiment, wanted=None, undone=undone, order=order, pins=pins, turned=True)


def _on_its_way(now: Visit, experiment: Experiment, at: int) -> bool:
    """Whether this moves on the one slider that the last change moved, at its step or a little later: one thing to undo."""
    last = max((step for step, *_ in now.experiment.changes), default=0)
    before = now.undone[-1].experiment.now
    moved, moves = differences(before, now.experiment.now), differences(before, experiment.now)
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in moves.values())
    near = now.undone[-1].at <= last <= at <= last + SOON and (at > 0) == (now.undone[-1].at > 0)
    return near and numbers and moved.keys() == moves.keys() and len(moves) == 1


def answer(number: int, step: int) -> None:
    """The player says which step it shows: from there the settings that were asked for hold."""
    now = visit()
    if now.wanted is None or number != now.asked:
        return
    wanted, run = now.wanted, now.experiment
    try:
        if step:
            wanted = wanted.change(steps=max(wanted.steps, step + min(LEFT, run.steps)))
        _take(run.turn(step, wanted), step)
        _keep(moved=True)  # the run may be longer now
    except FieldError as error:
        _keep(notes=(str(error),), wanted=None, moved=True)
        touch()  # the control that asked for it has to follow as well


def undo() -> None:
    """Back to the run before the last change, at the step where it was made."""
    now = visit()
    if now.undone:
        at, before, pins, length = now.undone[-1]
        order = Order(now.order.number + 1, at, "Undone.")
        pins = now.pins if at else pins  # pins follow to other data, and so they have to come back from there
        _keep(experiment=before, wanted=None, moved=True, undone=now.undone[:-1], order=order, pins=pins, length=length)


def longer(steps: int) -> int:
    """How far a run goes when it is made longer: twice as far, and a thousand steps at least."""
    most = params_of(Experiment)["steps"].bounds[1]
    return max(steps + 1, min(max(2 * steps, steps + CHUNK), int(most)))


def extend(steps: int) -> None:
    """A longer run of the same kind; nothing to undo."""
    now = visit()
    try:
        _keep(experiment=now.experiment.change(steps=steps), wanted=None, moved=True)
    except FieldError as error:
        _keep(order=Order(now.order.number + 1, None, f"This run cannot go further: {error.reason}"))


def pin() -> None:
    """Keep the run to race others against."""
    now = visit()
    if reason := pinning.refusal(now.pins, now.experiment):
        _keep(order=Order(now.order.number + 1, None, reason))
    else:
        _keep(pins=(*now.pins, now.experiment))


def unpin(index: int) -> None:
    """Take a pinned run off."""
    pins = visit().pins
    if 0 <= index < len(pins):
        _keep(pins=(*pins[:index], *pins[index + 1 :]))


def dismiss() -> None:
    """A callback: what was told of the link has been read."""
    touch()
    _keep(notes=())


def follows(key: str) -> bool:
    """Whether a control has to be set to the experiment: all but the one just moved, after a change from outside."""
    touched: Tangency | None = st.session_state.get(TOUCHED)
    return key not in st.session_state or (visit().moved and (touched is None or touched.key != key))


def settle(wanted: Experiment, step: int | None = None) -> None:
    """Keep what the controls make of the settings.

    Settings that a run can go on under hold from ``step``, the one shown; where it is not known they wait for the player to
    name it. Others begin a new run.
    """
    now = visit()
    run = now.experiment
    new = differences(run.now, wanted)
    if not new:
        _keep(wanted=None)
    elif set(new) <= set(run.VIEW):
        _look(run, wanted)
    elif can_go_on(run.now, wanted):
        if now.wanted != wanted:
            _keep(wanted=wanted, asked=now.asked + 1)
        if step is not None:
            answer(visit().asked, step)
    else:
        if wanted.steps == run.steps != now.length:  # it went on past its end; the new one begins at its own length
            wanted = wanted.change(steps=now.length)
            _keep(moved=True)
        _take(wanted, 0, f"A new run from step 0: {_told(new)} changed." if run.now != Experiment() else "")


def done() -> None:
    """The controls stand at the settings: write the run into the link. The plain link is the default one."""
    _write()
    _keep(moved=False, turned=False)
    st.session_state[TOUCHED] = None


def _look(run: Experiment, wanted: Experiment) -> None:
    """The same run to another step or from another side. Changes that lie beyond its new end fall away, which is told."""
    if wanted.steps != run.steps:
        _keep(length=wanted.steps)
    view = {name: getattr(wanted, name) for name in run.VIEW}
    kept = tuple(change for change in run.changes if change[0] < wanted.steps)
    seen = run.change(**view, changes=kept)
    if lost := len(run.changes) - len(kept):
        _take(seen, wanted.steps, f"What was changed behind step {wanted.steps} fell away: {lost} in all.")
        _keep(moved=True)
    else:
        _keep(experiment=seen, wanted=None)


def step_of(value: Any) -> int | None:
    """A step that a player told, within its run; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or value < 0:
        return None
    return min(int(value), visit().experiment.steps)


def _told(new: dict[str, Any]) -> str:
    return ", ".join(dict.fromkeys(name.split(".")[0].replace("_", " ") for name in new))


def _write() -> None:
    experiment, pins = visit().experiment, visit().pins
    query = {} if experiment == Experiment() else experiment.to_query()
    query |= {"pins": pinning.to_text(experiment, pins)} if pins else {}
    written = {name: [text] for name, text in query.items()}
    _keep(written=written)
    if {name: st.query_params.get_all(name) for name in st.query_params} != written:
        st.query_params.from_dict(query)
