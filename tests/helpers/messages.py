"""Messages as the browser sends them, for pages without one."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

NUMBERS = count(1)


def sent(*messages) -> SimpleNamespace:
    """What a component's state holds after the browser has sent these messages, which may be junk."""
    numbered = [{"number": next(NUMBERS), **m} if isinstance(m, dict) else m for m in messages]
    return SimpleNamespace(messages=numbered)
