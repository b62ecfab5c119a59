"""Messages of the page: decoded in one place, each handled once.

The browser sends a list of its latest messages, each with a number (``web/core/messages.js``); those that were handled before
are left out here. So nothing that was sent while a script was running is lost, and nothing is handled twice.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

import streamlit as st

from explorer.landscape.window import Window
from explorer.ui.chart.messages import KINDS, Message, Place

HANDLED = "messages.handled"
"""Where the session keeps the number of the last message handled, by the key of the component."""
LARGEST = 1e12
"""Coordinates beyond it are refused; the browser does not go as far."""
NARROWEST = 1e-12
"""A window is at least so wide, in units of its ends."""
LONGEST = 200
"""Characters of a name or of a text."""
M = TypeVar("M", bound=Message)


def decode(value: object) -> Message | None:
    """The message that the browser sent; None for anything else, which may be forged.

    >>> decode({"kind": "rest", "step": 40})
    AtRest(step=40)
    >>> decode({"kind": "rest", "step": -1}) is None
    True
    """
    if not isinstance(value, dict) or not isinstance(kind := value.get("kind"), str) or kind not in KINDS:
        return None
    found: dict[str, Any] = {}
    for field in fields(KINDS[kind]):
        if field.name in value:
            try:
                found[field.name] = _READERS[field.name](value[field.name])
            except ValueError:
                return None
        elif field.default is MISSING:
            return None
    return KINDS[kind](**found)


def received(key: str) -> list[Message]:
    """The messages of the component ``key`` that have come since the last call, in order."""
    handled = st.session_state.get(HANDLED, {})
    known = handled.get(key, 0)
    last = _last_number(key)
    if last > known:
        st.session_state[HANDLED] = {**handled, key: last}
    return [message for number, message in _numbered(key) if number > known]


def drawn(key: str) -> None:
    """The component ``key`` has been drawn. Messages that it holds when a session first draws it belong to an earlier session.

    So it is where the server has started anew and the page has stayed: the browser then brings its whole list along.
    """
    handled = st.session_state.get(HANDLED, {})
    if key not in handled:
        st.session_state[HANDLED] = {**handled, key: _last_number(key)}


def last_handled() -> int:
    """The number of the last message handled, of whatever component."""
    return max(st.session_state.get(HANDLED, {}).values(), default=0)


def latest(key: str, kind: type[M]) -> M | None:
    """The last message of a kind that the component ``key`` has sent, handled or not."""
    return next((message for _, message in reversed(_numbered(key)) if isinstance(message, kind)), None)


def _numbered(key: str) -> list[tuple[int, Message]]:
    """The messages in the component's list with their numbers, rising; what is not a message is left out."""
    found = [(number, message) for number, item in _items(key) if (message := decode(item)) is not None]
    return sorted(found, key=lambda one: one[0])


def _last_number(key: str) -> int:
    """The largest number in the component's list, whether or not what bears it is a message; 0 for an empty one."""
    return max((number for number, _ in _items(key)), default=0)


def _items(key: str) -> list[tuple[int, dict[str, object]]]:
    """What of the component's list bears a number, with it."""
    sent = getattr(st.session_state.get(key), "messages", None)
    found = []
    for item in sent if isinstance(sent, list) else []:
        number = item.get("number") if isinstance(item, dict) else None
        if isinstance(number, int) and not isinstance(number, bool):
            found.append((number, item))
    return found


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 1e300 or not math.isfinite(value):
        raise ValueError
    return float(value)


def _ratio(value: object) -> float:
    """A ratio of two sides, cut to what a window on a screen may be."""
    if (number := _number(value)) <= 0:
        raise ValueError
    return min(max(number, 0.1), 10.0)


def _optional(value: object) -> float | None:
    return None if value is None else _number(value)


def _step(value: object) -> int:
    if (number := _number(value)) < 0:
        raise ValueError
    return int(number)


def _index(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise ValueError
    return value


def _choice(value: object) -> int | str:
    return _text(value) if isinstance(value, str) else _index(value)


def _coordinates(value: object, count: int) -> tuple[float, ...]:
    if not isinstance(value, list | tuple) or len(value) != count:
        raise ValueError
    found = tuple(_number(v) for v in value)
    if any(abs(v) >= LARGEST for v in found):
        raise ValueError
    return found


def _place(value: object) -> Place | None:
    if value is None:
        return None
    x, y = _coordinates(value, 2)
    return x, y


def _window(value: object) -> Window | None:
    if value is None:
        return None
    x0, x1, y0, y1 = _coordinates(value, 4)
    if not (_wide(x0, x1) and _wide(y0, y1)):
        raise ValueError
    return Window(x0, x1, y0, y1)


def _wide(low: float, high: float) -> bool:
    """Whether a range between two numbers is wide enough for distinct places to be drawn in it."""
    return high - low > NARROWEST * max(abs(low), abs(high), NARROWEST)


_READERS: Mapping[str, Callable[[object], Any]] = {
    "step": _step, "question": _index, "index": _index, "example": _index, "finding": _index, "press": _index,
    "strength": _number, "x": _optional, "y": _optional, "name": _text, "value": _choice, "stamp": _text, "place": _place,
    "window": _window, "ratio": _ratio,
}  # fmt: skip
"""How each field is read: it gives the value, or raises ValueError where it is none."""
