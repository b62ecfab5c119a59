"""What is kept of one visit: the run, settings that wait for the player, what can be undone, and the pinned runs."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import streamlit as st

from explorer.datasets.table import OwnTable, Reference
from explorer.experiment import Experiment
from explorer.experiment.pinned_names import NONE, Given

VISIT, TOUCHED, PAGES = "visit", "touched", "pages"
"""Keys of the session state: the `Visit`, the control that started this run of the script, the app's pages by id."""


@dataclass(frozen=True)
class PlayerOrder:
    """Something the player is to do once: go to the step ``seek`` and show ``message``. A new ``number`` is a new order.

    With ``play`` it plays, once the charts are drawn; ``part`` names the part of the page that comes into view then.
    """

    number: int = 0
    seek: int | None = None
    message: str = ""
    play: bool = False
    part: str = ""


class Before(NamedTuple):
    """The state before a change: the step at which it took effect, the run, its pinned runs, and the length wanted for runs.

    ``begun`` names the lesson or the opening that took the run's place, "" for a change of settings. Then the others are what
    the visit was in before: its lesson with the tasks done, its opening, and the visitor's names of the pinned runs.
    """

    at: int
    experiment: Experiment
    pins: tuple[Experiment, ...]
    length: int
    begun: str = ""
    lesson: str = ""
    tasks_done: int = 0
    opening: str = ""
    pin_names: Given = NONE


@dataclass(frozen=True)
class Waiting:
    """A table that the link of a visit names and does not carry, and the ``query`` of the link, to be read once it is there."""

    table: Reference
    query: dict[str, list[str]]


@dataclass(frozen=True)
class Visit:
    """All that is kept of a visit, replaced as a whole at each write: Streamlit may abandon a script run between two writes.

    ``query`` is the query string in the address bar. ``controls_stale`` says that the experiment was changed by something other
    than the controls, which have to be set to it. ``pending`` are settings that wait until the player has answered, under
    ``pending_number``, from which step on they hold. ``undo_stack`` has the state before each change. ``pins`` are runs kept
    for comparison, and ``pin_names`` the visitor's names of them. ``length`` is how long the visitor wants runs to be: a run
    that went on past its end is longer, but the next one is not. ``replaced`` says that the run is not the one that the page
    was last drawn with; ``last_change`` is when that was, in seconds of a clock that only goes on. ``advised_rate`` is the
    learning rate that the page offered last and the visitor took. ``lesson`` is the lesson that the visit is in, ``tasks_done``
    of whose tasks are done; ``tries`` counts runs that did not solve the present one, of which ``tried`` was the last, and
    ``lesson_number`` is another one each time that a lesson is begun. ``opens`` is the id of a page that is to be opened,
    ``opened`` the run that the visit began with. ``opening`` is the last thing to try that was begun, and ``openings_shown``
    says whether their row is shown. ``axes_of`` is the run before a change, while it is not known yet whether the surface would
    have other axes now. ``own`` is the table of one's own that was used last, and ``waiting`` one that the link wants.
    """

    experiment: Experiment
    notes: tuple[str, ...]
    query: dict[str, list[str]]
    controls_stale: bool = True
    pending: Experiment | None = None
    pending_number: int = 0
    order: PlayerOrder = PlayerOrder()
    undo_stack: tuple[Before, ...] = ()
    pins: tuple[Experiment, ...] = ()
    pin_names: Given = field(default_factory=dict)
    length: int = 0
    page: str = ""
    replaced: bool = False
    last_change: float = 0.0
    advised_rate: float | None = None
    lesson: str = ""
    tasks_done: int = 0
    tries: int = 0
    tried: Experiment | None = None
    lesson_number: int = 0
    opens: str = ""
    opened: Experiment | None = None
    opening: str = ""
    openings_shown: bool = False
    axes_of: Experiment | None = None
    own: OwnTable | None = None
    waiting: Waiting | None = None


@dataclass(frozen=True)
class Touched:
    """What started this run of the script: the ``key`` of the control, and the ``setting`` that it changes."""

    key: str
    setting: str = ""


def begun() -> bool:
    """Whether this session has a visit yet."""
    return VISIT in st.session_state


def current() -> Visit:
    """The visit as it is now."""
    kept: Visit = st.session_state[VISIT]
    return kept


def begin(visit: Visit) -> None:
    """Start a visit in place of the one before."""
    st.session_state[VISIT] = visit


def update(**fields: Any) -> None:
    """Replace some fields of the visit."""
    begin(replace(current(), **fields))


def settings() -> Experiment:
    """What the controls show: the settings that wait for the player, or those that hold at the end of the run."""
    now = current()
    return now.pending or now.experiment.now


def order(message: str, seek: int | None = None) -> PlayerOrder:
    """The next order to the player."""
    return PlayerOrder(current().order.number + 1, seek, message)


def touch(key: str = "button", setting: str = "") -> None:
    """Note which control or button started this run of the script."""
    st.session_state[TOUCHED] = Touched(key, setting)


def touched() -> Touched | None:
    """The control or button that started this run of the script; None where it was none."""
    found: Touched | None = st.session_state.get(TOUCHED)
    return found


def player_reported() -> None:
    """A callback: the player sent the step that it shows, by itself or just before a control's own message."""
    if not touched():
        touch()


def dismiss_notes() -> None:
    """A callback: the notes on the link have been read."""
    touch()
    update(notes=())


def must_reset(key: str) -> bool:
    """Whether a control has to be set to the experiment: a new one, or any but the touched one after another change."""
    control = touched()
    return key not in st.session_state or (current().controls_stale and (control is None or control.key != key))


def valid_step(value: Any) -> int | None:
    """A step as the browser sent it, cut to the run's length; None where it is no step."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or value < 0:
        return None
    return min(int(value), current().experiment.steps)
