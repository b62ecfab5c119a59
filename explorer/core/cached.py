"""Results that are kept for the next time, as many as a function says, and all functions together up to so many bytes."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import update_wrapper
from types import FunctionType, ModuleType
from typing import Any, Generic, ParamSpec, TypeVar

import numpy as np

P = ParamSpec("P")
R = TypeVar("R")
MOST_BYTES = 256 * 1024**2
"""What is kept by all functions may have so many bytes in arrays, texts and long lists, each counted once."""
SMALL = 1024
"""Texts and lists shorter than this are not counted."""
OF_AN_ITEM = 32
"""Bytes that an item of a long list is taken to have."""
PLAIN = (int, float, complex, type(None), type, FunctionType, ModuleType, np.generic)


@dataclass(eq=False)
class _Kept:
    """A result with its arguments. ``parts`` are what it has that is large, by identity, with the bytes of each; ``owners`` are
    those whom alone it concerns. It is measured again at the 1st, 2nd, 4th, 8th ... use, since results work things out late."""

    cache: Cached[Any, Any]
    key: Hashable
    value: Any
    uses: int = 0
    parts: dict[int, tuple[object, int]] = field(default_factory=dict)
    owners: frozenset[str] = frozenset()


class _Store:
    """All that is kept, the one used last at the end, with the bytes of it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.lock = threading.RLock()
        self.order: OrderedDict[int, _Kept] = OrderedDict()
        self.holders: Counter[int] = Counter()
        self.bytes = 0

    def use(self, kept: _Kept) -> None:
        """Note that a result was used, and measure it where it may have grown."""
        self.order.move_to_end(id(kept))
        kept.uses += 1
        if kept.uses & (kept.uses - 1) == 0:
            self._measure(kept)
            self._shrink(kept)

    def add(self, kept: _Kept) -> None:
        """Keep a result. Where there are too many bytes, those used longest ago go, and itself where it has too many alone."""
        self.order[id(kept)] = kept
        self._measure(kept)
        self._shrink(kept)

    def drop(self, kept: _Kept) -> None:
        """Keep a result no longer."""
        if self.order.pop(id(kept), None) is not None:
            kept.cache.own.pop(kept.key, None)
            self._release(kept)

    def _shrink(self, last: _Kept) -> None:
        while self.bytes > self.most and len(self.order) > 1:
            first = next(iter(self.order.values()))
            self.drop(first)
        if self.bytes > self.most:
            self.drop(last)

    def _measure(self, kept: _Kept) -> None:
        self._release(kept)
        kept.parts, kept.owners = large_parts((kept.key, kept.value))
        for part, (_, size) in kept.parts.items():
            self.bytes += size if not self.holders[part] else 0
            self.holders[part] += 1

    def _release(self, kept: _Kept) -> None:
        for part, (_, size) in kept.parts.items():
            self.holders[part] -= 1
            if not self.holders[part]:
                del self.holders[part]
                self.bytes -= size
        kept.parts = {}


STORE = _Store(MOST_BYTES)


class Cached(Generic[P, R]):
    """A function whose last results are kept, for hashable arguments; see `cached`."""

    def __init__(self, function: Callable[P, R], most: int, store: _Store = STORE) -> None:
        self.function, self.most, self.store = function, most, store
        self.own: OrderedDict[Hashable, _Kept] = OrderedDict()
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The result for these arguments, kept or computed now; what raises is not kept."""
        key = (args, tuple(kwargs.items()))
        with self.store.lock:
            kept = self.own.get(key)
            if kept is not None:
                self.own.move_to_end(key)
                self.store.use(kept)
                return kept.value
        return self._add(key, self.function(*args, **kwargs))

    def keep(self, result: R, *args: P.args, **kwargs: P.kwargs) -> None:
        """Keep a result for these arguments that is known already."""
        self._add((args, tuple(kwargs.items())), result)

    def _add(self, key: Hashable, value: R) -> R:
        with self.store.lock:
            if (before := self.own.get(key)) is not None:  # another thread was quicker: all go on with one object
                return before.value
            self.own[key] = kept = _Kept(self, key, value)
            self.store.add(kept)
            if len(self.own) > self.most:
                self.store.drop(next(iter(self.own.values())))
        return value

    def values(self) -> list[R]:
        """The results that are kept now."""
        with self.store.lock:
            return [kept.value for kept in self.own.values()]

    def cache_clear(self) -> None:
        """Keep nothing of what was computed so far."""
        with self.store.lock:
            for kept in list(self.own.values()):
                self.store.drop(kept)


def cached(most: int) -> Callable[[Callable[P, R]], Cached[P, R]]:
    """Keep a function's last ``most`` results, as `functools.lru_cache` does, and fewer where too much would be kept.

    Where all such functions together would keep more than `MOST_BYTES`, what was used longest ago goes first.

    >>> @cached(2)
    ... def double(x: int) -> int:
    ...     print("computed")
    ...     return 2 * x
    >>> double(3), double(3)
    computed
    (6, 6)
    """
    return lambda function: Cached(function, most)


def kept_bytes() -> int:
    """How many bytes all that is kept has."""
    with STORE.lock:
        return STORE.bytes


def forget(owner: str) -> None:
    """Keep nothing any more that was computed of what has this ``owner``, and nothing that shares an array with that."""
    with STORE.lock:
        kept = list(STORE.order.values())
        gone = [one for one in kept if owner in one.owners]
        while gone:
            shared = {part for one in gone for part in one.parts}
            for one in gone:
                STORE.drop(one)
            kept = [one for one in kept if id(one) in STORE.order]
            gone = [one for one in kept if not shared.isdisjoint(one.parts)]


def large_parts(given: Iterable[object]) -> tuple[dict[int, tuple[object, int]], frozenset[str]]:
    """Arrays, texts and long lists that can be reached from some objects, by identity, with their bytes; and the owners met.

    An owner is the text that an object has as its ``owner``. A view counts as the array that it is a view of.
    """
    parts: dict[int, tuple[object, int]] = {}
    owners: set[str] = set()
    seen: set[int] = set()
    waiting = list(given)
    while waiting:
        one = waiting.pop()
        if isinstance(one, PLAIN) or id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, np.ndarray):
            while isinstance(one.base, np.ndarray):
                one = one.base
            parts[id(one)] = (one, one.nbytes)
        elif isinstance(one, (str, bytes)):
            if len(one) >= SMALL:
                parts[id(one)] = (one, len(one))
        elif isinstance(one, (dict, list, tuple, set, frozenset)):
            if len(one) >= SMALL:
                parts[id(one)] = (one, OF_AN_ITEM * len(one))
            waiting += [*one.keys(), *one.values()] if isinstance(one, dict) else one
        elif isinstance(one, Cached):
            continue
        elif own := getattr(one, "__dict__", None):
            waiting += own.values()
            if isinstance(owner := own.get("owner"), str):
                owners.add(owner)
    return parts, frozenset(owners)
