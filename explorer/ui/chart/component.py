"""Draw a plotly figure that plays, and the player that drives all charts of a page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import streamlit as st

from explorer.figures.base.palette import PALETTE, role
from explorer.figures.base.picture import Picker, Readout
from explorer.figures.base.played import LARGEST
from explorer.ui.chart.routes import base_path, modules_path, plotly_path

# Streamlit sends this with every message, so it only fetches the modules, which the browser keeps.
STUB = """
export default function (component) {
  const address = new URL(component.data.module, window.location.origin).href
  const { parentElement } = component
  const place = parentElement.querySelector(".le-place")
  place.gone = false
  // A module that is here already is asked of itself: the browser hands out an import only after all other work.
  const modules = (window.explorerModules ??= {})
  modules[address] ??= import(address).then((module) => (modules[address] = { then: (use) => use(module) }))
  modules[address].then(({ mount }) => place.gone || mount(component))
  return () => {
    place.gone = true
    modules[address].then(({ unmount }) => place.gone && unmount(parentElement))
  }
}
"""
PLACE = '<div class="le-place">\n</div>'
_component = st.components.v2.component("loss_explorer_chart", html=PLACE, js=STUB, isolate_styles=False)


# The same for the player, whose data come as bytes.
PLAYER_STUB = STUB.replace(
    "const address",
    """const { data } = component
  const size = new DataView(data.buffer, data.byteOffset).getUint32(0, true)
  const head = JSON.parse(new TextDecoder().decode(data.subarray(4, 4 + size)))
  component = { ...component, data: { ...head, body: data.slice(4 + size).buffer } }
  const address""",
)
_player = st.components.v2.component("loss_explorer_player", html=PLACE, js=PLAYER_STUB, isolate_styles=False)


@dataclass(frozen=True)
class Talk:
    """What Python and the player have to tell each other beside the run.

    ``ask`` above 0 asks which step is shown; the answer bears that number. ``order`` is told once for each number: the step
    to ``seek`` and a sentence to be ``said``. ``undo`` names what can be undone, "" where nothing can. ``more`` says whether
    the run can be made longer, and ``rest`` why it need not. ``pins`` are the pinned runs' names, colours and dashes,
    ``can_pin`` why no more can be pinned, and ``moved`` says how many examples were moved.
    """

    ask: int = 0
    order: int = 0
    seek: int | None = None
    said: str = ""
    undo: str = ""
    more: bool = False
    rest: str = ""
    pins: tuple[dict[str, Any], ...] = ()
    can_pin: str = ""
    moved: int = 0


@dataclass(frozen=True)
class Term:
    """A number in the player's sentence: the ``column`` of the run, its words, the sign before it and its colour's role."""

    column: str
    label: str
    sign: str = ""
    role: str = role("text")


def _nothing() -> None:
    """Streamlit wants a callback for whatever a component tells."""


def _common(kind: str) -> dict[str, Any]:
    base = base_path()
    return {
        "kind": kind,
        "module": f"{base}{modules_path()}/mount.js",
        "plotly": f"{base}{plotly_path()}/plotly.min.js",
        "palette": PALETTE,
    }


def written(
    figure: dict[str, Any],
    *,
    key: str,
    alt: str,
    name: str = "",
    title: str = "",
    caption: str = "",
    run: str = "",
    kin: str = "",
    readouts: Sequence[Readout] = (),
    pickers: Sequence[Picker] = (),
    view: str = "",
    plane: bool = False,
    cursor: tuple[float, float] | None = None,
    refine: bool = False,
    follows: bool = False,
    here: int = 0,
) -> dict[str, Any]:
    """What the browser is told of a chart: what `chart` draws, and what a `player` can bring.

    ``figure`` is ``data`` and ``layout`` as plotly's JSON has them. ``key`` names the place on the page, ``alt`` is the text
    alternative and ``name`` what programs find the chart by.
    Traces with ``meta.play`` follow the player; ``run`` is the id of the run whose columns they use, and ``kin`` what it has in
    common with runs that have the same columns: one of those is shown until its own figure has come. A visitor's zoom is
    kept while ``view`` stays the same.

    On a ``plane`` a cursor can be put and moved, first at ``cursor``, and the visitor can zoom; all planes of the page share
    both. What the visitor does is told as ``{"cursor": [x, y]}`` (None when it is taken off) and as
    ``{"range": [x0, x1, y0, y1]}`` (None for the whole again), for which a figure with another ``view`` can be sent. With
    ``refine`` a chart tells ``{"refine": stamp}`` once, when it and all others are on the screen. One that ``follows`` tells
    ``{"here": step}`` when the player has come to rest at another step than ``here`` or than it told last. One message may
    have several of these: they say how things stand, so it does no harm to hear one again.
    """
    stamp = hashlib.blake2b(json.dumps([figure, title, caption, run]).encode(), digest_size=8).hexdigest()
    return {
        "key": key,
        "name": name or key,
        "alt": alt,
        "title": title,
        "caption": caption,
        "figure": figure,
        "stamp": stamp,
        "run": run,
        "kin": kin,
        "uirevision": f"{key} {view}",
        "readouts": [asdict(readout) for readout in readouts],
        "pickers": [asdict(picker) for picker in pickers],
        "plane": plane,
        "cursor": cursor,
        "refine": refine,
        "follows": follows,
        "here": here,
    }


def chart(message: Mapping[str, Any], on_picked: Callable[[], None] | None = None, *, brought: bool = False) -> None:
    """Draw what was `written` in its place: no remount and no flash when it changes.

    Where the player has ``brought`` it, its figure does not travel again. ``on_picked`` is called when a menu in the head is
    used; the choice then stands in ``st.session_state[key].picked``.
    """
    told = {**_common("chart"), **message}
    if brought:
        del told["figure"]
    _component(key=told["key"], data=told, on_picked_change=on_picked or _nothing)


def bring(key: str, charts: Sequence[Mapping[str, Any]]) -> None:
    """Send charts, as `written`, before their places on the page: all at once, drawn as soon as they are here.

    For a page whose player should not wait for its charts; else it brings them itself.
    """
    _component(key=key, data={**_common("bringer"), "brings": list(charts)})


def player(
    *,
    key: str,
    run: str,
    columns: Mapping[str, np.ndarray],
    weights: np.ndarray,
    terms: Sequence[Term],
    matrices: Mapping[str, np.ndarray] | None = None,
    talk: Talk | None = None,
    kin: str = "",
    brings: Sequence[Mapping[str, Any]] = (),
    on_did: Callable[[], None] | None = None,
    on_at: Callable[[], None] | None = None,
) -> None:
    """The page's player, with the run that it plays.

    ``columns`` are arrays (m,) by name, among them ``step``; ``weights`` (m, p) become the columns ``w0``, ``w1`` ... and
    are what mapped traces are computed from. ``terms`` make the sentence of numbers that counts along, the first being
    the total of the others. ``matrices`` (m, n) by name hold a number for each example. ``run`` is an id that changes with
    the content. ``brings`` are charts, as `written`: they are drawn with the run, and do not wait for the rest of the page.
    ``on_did`` is called when the visitor did something that Python has to know; what stands in
    ``st.session_state[key].did``. ``on_at`` is called when the player tells where it stands, which it does when a control of
    the page is touched; the step stands in ``st.session_state[key].at``.
    """
    head = {
        **_common("player"),
        "run": run,
        "kin": kin,
        "terms": [asdict(term) for term in terms],
        "talk": asdict(talk or Talk()),
        "brings": list(brings),
    }
    data = parcel(head, columns, weights, matrices or {})
    _player(key=key, data=data, on_did_change=on_did or _nothing, on_at_change=on_at or _nothing)


def parcel(
    head: dict[str, Any], columns: Mapping[str, np.ndarray], weights: np.ndarray, matrices: Mapping[str, np.ndarray]
) -> bytes:
    """A run as it travels: the length of a JSON head, the head, then arrays of 4-byte floats one behind the other.

    Regular steps travel as their distance and their end, and a total that is the sum of two other columns does not travel.
    """
    sent, told = dict(columns), dict(head)
    steps = np.asarray(sent.pop("step"))
    stride = int(steps[1] - steps[0]) if len(steps) > 1 else 1
    if np.array_equal(steps[:-1], stride * np.arange(len(steps) - 1)):
        told["steps"] = [stride, int(steps[-1])]
    else:
        sent["step"] = steps
    if {"total", "data", "penalty"} <= sent.keys() and np.array_equal(sent["data"] + sent["penalty"], sent["total"]):
        del sent["total"]
        told["sums"] = {"total": ["data", "penalty"]}
    told |= {"rows": len(steps), "columns": list(sent), "matrices": {name: list(a.shape) for name, a in matrices.items()}}
    told["weights"] = int(weights.shape[1])
    arrays = [*sent.values(), *weights.T, *matrices.values()]
    with np.errstate(over="ignore"):
        body = b"".join(np.clip(a, -LARGEST, LARGEST).astype("<f4").tobytes() for a in arrays)
    text = json.dumps(told).encode()
    text += b" " * (-len(text) % 4)
    return len(text).to_bytes(4, "little") + text + body
