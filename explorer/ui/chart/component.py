"""Draw a plotly figure that plays, and the player that drives all charts of a page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import streamlit as st

from explorer.figures.base.packed import LARGEST
from explorer.figures.base.palette import PALETTE, role
from explorer.figures.base.picture import Picker, Readout
from explorer.ui.chart import inbox
from explorer.ui.chart.routes import MODULES, WEB, base_path, modules_path, plotly_path
from explorer.words.glossary import explained_in

STUB = (WEB / "stub.js").read_text(encoding="utf-8")
"""What Streamlit sends with every message of a component: the few lines that import the modules."""
PLACE = '<div class="le-place">\n</div>'
_charts = st.components.v2.component("loss_explorer_charts", html=PLACE, js=STUB, isolate_styles=False)
_findings = st.components.v2.component("loss_explorer_findings", html=PLACE, js=STUB, isolate_styles=False)
_player = st.components.v2.component("loss_explorer_player", html=PLACE, js=STUB, isolate_styles=False)


@dataclass(frozen=True)
class PageState:
    """What the server holds of the page: the ``cursor`` of its planes, the step at which it takes the player to ``rest``.

    ``handled`` is the number of the last message that it has handled: the cursor of an older state does not count.
    """

    cursor: tuple[float, float] | None = None
    rest: int = 0
    handled: int = 0


@dataclass(frozen=True)
class PlayerState:
    """What the player needs to know besides the run.

    ``ask`` above 0 asks which step is shown; the answer bears that number. ``order`` is followed once for each number: the
    step to ``seek``, a sentence to ``say``, whether to ``play`` and which ``part`` of the page to show. ``examples`` says
    whether the row of things to try is shown, ``lesson`` whether a lesson is done, and ``changed`` is the step of the last
    change in mid-run, 0 where there is none. ``undo`` names what can be undone and ``reset`` the run that there was at
    first, "" where there is nothing to do; ``begun`` says that what can be undone is the begin of a lesson or an
    example, which is told elsewhere, and ``blew_up`` that the run ends since its cost grew without bound. ``more`` says whether
    the run can be made longer, and ``rest`` why it need not. ``pins`` are the pinned runs' names, colours and dashes,
    ``can_pin`` why no more can be pinned, and ``moved`` the number of examples that were moved. ``findings`` is the id of the
    findings that belong to the run.
    """

    ask: int = 0
    order: int = 0
    seek: int | None = None
    say: str = ""
    play: bool = False
    part: str = ""
    examples: bool = False
    lesson: bool = False
    changed: int = 0
    undo: str = ""
    begun: bool = False
    blew_up: bool = False
    reset: str = ""
    more: bool = False
    rest: str = ""
    pins: tuple[dict[str, Any], ...] = ()
    can_pin: str = ""
    moved: int = 0
    findings: str = ""
    page: PageState = PageState()


@dataclass(frozen=True)
class Term:
    """A number in the player's sentence: the ``column`` of the run, its words, the sign before it and its colour's role."""

    column: str
    label: str
    sign: str = ""
    role: str = role("text")


def _nothing() -> None:
    """Streamlit wants a callback for whatever a component sends."""


def common(kind: str) -> dict[str, Any]:
    """What every component is sent: its kind, where the modules are, the colours."""
    base = base_path()
    return {
        "kind": kind,
        "module": f"{base}{modules_path()}/{MODULES}",
        "plotly": f"{base}{plotly_path()}/plotly.min.js",
        "palette": PALETTE,
    }


def chart_message(
    figure: dict[str, Any],
    *,
    name: str,
    alt: str,
    title: str = "",
    caption: str = "",
    more: Sequence[str] = (),
    run: str = "",
    kin: str = "",
    readouts: Sequence[Readout] = (),
    pickers: Sequence[Picker] = (),
    view: str = "",
    plane: bool = False,
    refine: bool = False,
    follows: bool = False,
    earlier: Sequence[tuple[int, dict[str, Any]]] = (),
    titles: Sequence[tuple[int, str]] = (),
    ending: str = "",
) -> dict[str, Any]:
    """A chart as it travels to the page, for `charts`.

    ``figure`` is ``data`` and ``layout`` as plotly's JSON has them. ``name`` is what programs find the chart by, and ``alt``
    the text alternative. ``more`` are sentences behind a button beside the caption, with buttons for the terms of the glossary
    that the texts use.
    Traces with ``meta.play`` follow the player; ``run`` is the id of the run whose columns they use, and ``kin`` what it has in
    common with runs that have the same columns: one of those is shown until its own figure has come. A visitor's zoom is
    kept while ``view`` stays the same.

    On a ``plane`` a cursor can be put and moved, and the visitor can zoom; all planes of the page share both, and the page is
    sent `CursorPut` and `RangeShown`, for which a figure with another ``view`` can be sent. With ``refine`` a chart sends
    `Refine` once, when it and all others are on the screen. One that ``follows`` sends `AtRest` when the player has come to
    rest at another step than it sent last or than the player's `PageState` has, and `Flat` where it cannot be drawn in 3-D.

    ``earlier`` are figures with the steps, rising, before which each is drawn in place of ``figure``. ``titles`` are those that
    stand in place of ``title``, each from its step on; ``ending`` follows ``alt`` where the last step is shown.
    """
    drawn = [figure, title, caption, more, run, earlier, titles]
    stamp = hashlib.blake2b(json.dumps(drawn).encode(), digest_size=8).hexdigest()
    return {
        "name": name,
        "alt": alt,
        "ending": ending,
        "title": title,
        "titles": list(titles),
        "caption": caption,
        "more": list(more),
        "terms": [{"name": t.name, "sentence": t.sentence, "formula": t.plain} for t in explained_in(title, caption, *more)],
        "figure": figure,
        "stamp": stamp,
        "run": run,
        "kin": kin,
        "uirevision": f"{name} {view}",
        "readouts": [asdict(readout) for readout in readouts],
        "pickers": [asdict(picker) for picker in pickers],
        "plane": plane,
        "refine": refine,
        "follows": follows,
        "earlier": [{"until": step, "figure": then} for step, then in earlier],
    }


def charts(
    key: str,
    messages: Sequence[Mapping[str, Any]],
    *,
    columns: int = 1,
    gap: Literal["small", "medium"] = "medium",
    on_message: Callable[[], None] | None = None,
) -> None:
    """Draw charts, each a `chart_message`, in a grid of ``columns``: no remount and no flash when they change.

    Charts always travel so: whole, in their place on the page, those that change together in one message, so that the browser
    draws them at once. Where nothing has changed, Streamlit sends a reference to what the browser has. ``on_message`` is called
    when one of them has sent messages; they are `received` by ``key``.
    """
    data = {**common("charts"), "charts": list(messages), "columns": columns, "gap": gap}
    _charts(key=key, data=data, on_messages_change=on_message or _nothing)
    inbox.drawn(key)


def findings(key: str, name: str, kinds: Mapping[str, Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> None:
    """Hand the player what is told of the run: it shows those of the step shown, where its state has the same id ``name``.

    It draws nothing itself. ``found`` have the id of their ``kind``, the steps ``first`` and ``last`` between which the
    ``sentence`` is told, and the labels of their ``presses``; each of the ``kinds`` has its ``rank``, ``why`` it happens, and a
    ``lesson`` with its name and address, or None.
    """
    _findings(key=key, data={**common("findings"), "name": name, "kinds": dict(kinds), "found": list(found)})


def player(
    *,
    key: str,
    run: str,
    columns: Mapping[str, np.ndarray],
    weights: np.ndarray,
    terms: Sequence[Term],
    matrices: Mapping[str, np.ndarray] | None = None,
    state: PlayerState | None = None,
    kin: str = "",
    on_message: Callable[[], None] | None = None,
) -> None:
    """The page's player, with the run that it plays.

    ``columns`` are arrays (m,) by name, among them ``step``; ``weights`` (m, p) become the columns ``w0``, ``w1`` ... and
    are what predictions are computed from. ``terms`` make the sentence of numbers that counts along, the first being
    the total of the others. ``matrices`` (m, n) by name hold a number for each example. ``run`` is an id that changes with
    the content. ``on_message`` is called when the player has sent messages; they are `received` by its key.
    """
    head = {
        **common("player"),
        "run": run,
        "kin": kin,
        "terms": [asdict(term) for term in terms],
        "state": asdict(state or PlayerState()),
    }
    _player(key=key, data=parcel(head, columns, weights, matrices or {}), on_messages_change=on_message or _nothing)
    inbox.drawn(key)


def parcel(
    head: dict[str, Any], columns: Mapping[str, np.ndarray], weights: np.ndarray, matrices: Mapping[str, np.ndarray]
) -> bytes:
    """A run as it travels: the length of a JSON head, the head, then arrays of 4-byte floats one behind the other.

    Regular steps travel as their distance and their end, and a total that is the sum of two other columns does not travel.
    """
    sent, described = dict(columns), dict(head)
    steps = np.asarray(sent.pop("step"))
    stride = int(steps[1] - steps[0]) if len(steps) > 1 else 1
    if np.array_equal(steps[:-1], stride * np.arange(len(steps) - 1)):
        described["steps"] = [stride, int(steps[-1])]
    else:
        sent["step"] = steps
    if {"total", "data", "penalty"} <= sent.keys() and np.array_equal(sent["data"] + sent["penalty"], sent["total"]):
        del sent["total"]
        described["sums"] = {"total": ["data", "penalty"]}
    described |= {"rows": len(steps), "columns": list(sent), "matrices": {name: list(a.shape) for name, a in matrices.items()}}
    described["weights"] = int(weights.shape[1])
    arrays = [*sent.values(), *weights.T, *matrices.values()]
    with np.errstate(over="ignore"):
        body = b"".join(np.clip(a, -LARGEST, LARGEST).astype("<f4").tobytes() for a in arrays)
    text = json.dumps(described).encode()
    text += b" " * (-len(text) % 4)
    return len(text).to_bytes(4, "little") + text + body
