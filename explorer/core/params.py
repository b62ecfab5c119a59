"""Parameters declared once: one declaration is the slider, the range check, the link and the tests."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from explorer.core.text import number, received, shown

Value = float | int | bool | str | None

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
WHOLE = re.compile(r"[+-]?[0-9]+")
LONGEST_NUMBER = 40
PREFERRED = (1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8)
"""Ten roughly even steps to a power of ten, easy to read: the Renard series R10 of ISO 3."""


class FieldError(ValueError):
    """A value that is not allowed. Names the field, what is allowed and, where there is one, a remedy.

    ``field`` is the experiment's name for it (``"strength"``, ``"loss.delta"``); ``remedy`` maps field names to
    values that work, and ``offer`` is the label of the button that applies them.
    """

    def __init__(self, field: str, reason: str, remedy: dict[str, Any] | None = None, offer: str = "") -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
        self.remedy = remedy or {}
        self.offer = offer

    def named(self, field: str) -> FieldError:
        """The same error under the name that the field has further out (``delta`` -> ``loss.delta``)."""
        return FieldError(field, self.reason, self.remedy, self.offer)


@dataclass(frozen=True)
class Param:
    """What one parameter may be and how its control looks.

    ``low`` and ``high`` are both allowed. ``also`` names values outside the range (``{"auto": "auto"}``: the key is the
    word in a link, the value what the field then holds). A ``log`` parameter whose ``low`` is 0 has a slider that
    starts at 0 and goes on logarithmically from ``log_from``. One that is ``terse`` is in a link only where it is not at its
    default.
    """

    name: str
    default: Value
    low: float | int | None = None
    high: float | int | None = None
    help: str = ""
    label: str = ""
    symbol: str = ""
    log: bool = False
    log_from: float | None = None
    choices: tuple[str, ...] = ()
    also: tuple[tuple[str, Value], ...] = ()
    terse: bool = False

    @property
    def switch(self) -> bool:
        """Whether this is an on/off parameter."""
        return isinstance(self.default, bool)

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are allowed."""
        return isinstance(self.low, int) and isinstance(self.high, int) and not self.switch

    @property
    def bounds(self) -> tuple[float | int, float | int]:
        """Both ends of the range; ``TypeError`` for a parameter that has none."""
        if self.low is None or self.high is None:
            raise TypeError(f"{self.name} has no range")
        return self.low, self.high

    @property
    def allowed(self) -> str:
        """What is allowed, for a message: ``"0.01 to 100"``, ``"zero, normal"``."""
        if self.switch:
            return "on, off"
        if self.choices:
            return ", ".join(self.choices)
        low, high = self.bounds
        words = "".join(f" or {word}" for word, _ in self.also)
        return f"{'whole numbers ' if self.whole else ''}{number(low)} to {number(high)}{words}"

    def _refuse(self, what: str) -> FieldError:
        return FieldError(self.name, f"{what}. Allowed: {self.allowed}.")

    def check(self, value: Any) -> Value:
        """The value in its plain Python type, or a ``FieldError`` that names what is allowed."""
        if isinstance(value, np.generic):
            value = value.item()
        for _, special in self.also:
            if type(value) is type(special) and value == special:
                return special
        if self.switch:
            if not isinstance(value, bool):
                raise self._refuse(f'"{shown(value)}" is neither on nor off')
            return value
        if self.choices:
            if value not in self.choices:
                raise self._refuse(f'"{shown(value)}" is not one of these')
            return str(value)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self._refuse(f'"{shown(value)}" is not a number')
        if abs(value) > sys.float_info.max or not math.isfinite(value):
            raise self._refuse(f"{shown(value)} is not a finite number")
        if self.whole and value != int(value):
            raise self._refuse(f"{shown(value)} is not a whole number")
        low, high = self.bounds
        if not low <= value <= high:
            side, end = ("below", low) if value < low else ("above", high)
            raise self._refuse(f"{received(value)} is {side} {number(end)}")
        return int(value) if self.whole else float(value) + 0.0

    def parse(self, text: str) -> Value:
        """The value of a text in a link. Numbers are plain ASCII: ``12``, ``0.3``, ``1e-3``."""
        if text == "":
            raise self._refuse("it is empty")
        words = dict(self.also) | ({"on": True, "off": False} if self.switch else {})
        if text in words:
            return words[text]
        if self.switch or self.choices:
            return self.check(text)
        if len(text) > LONGEST_NUMBER:
            raise self._refuse(f'"{shown(text)}" is too long for a number')
        if not (WHOLE if self.whole else NUMBER).fullmatch(text):
            if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", text):
                raise self._refuse(f'"{shown(text)}" has a decimal comma, use {text.replace(",", ".")}')
            kind = "a whole number such as 12" if self.whole else "a number such as 12, 0.3 or 1e-3"
            raise self._refuse(f'"{shown(text)}" is not {kind}')
        value = float(text)
        if not math.isfinite(value):
            raise self._refuse(f"{shown(text)} is not a finite number")
        return self.check(int(text) if self.whole else value)

    def format(self, value: Value) -> str:
        """The text of a value in a link; ``parse`` returns exactly the same value."""
        for word, special in self.also:
            if type(value) is type(special) and value == special:
                return word
        if self.switch:
            return "on" if value else "off"
        return str(value) if self.whole or self.choices else repr(value)

    def grid(self) -> tuple[float | int, ...]:
        """The positions of a slider: all whole numbers, 100 even steps, or ten for each power of ten."""
        low, high = self.bounds
        if self.whole and not self.log:
            return tuple(range(int(low), int(high) + 1))
        if not self.log:
            return tuple(float(f"{v:.6g}") for v in np.linspace(low, high, 101))
        start = self.log_from if self.log_from is not None else float(low)
        first, last = math.floor(math.log10(start)), math.ceil(math.log10(high))
        values = [float(f"{m}e{k}") for k in range(first, last + 1) for m in PREFERRED]
        positions = [v for v in values if start <= v <= high]
        if self.whole:
            return tuple(sorted({round(p) for p in positions}))
        return (0.0, *positions) if low == 0 else tuple(positions)

    def examples(self) -> tuple[Value, ...]:
        """Values that a test should try: the default, both ends, every choice."""
        if self.switch:
            return (True, False)
        if self.choices:
            return self.choices
        specials = tuple(special for _, special in self.also)
        return tuple(dict.fromkeys((self.default, self.low, self.high, *specials)))


def param(
    default: Any,
    low: float | int | None = None,
    high: float | int | None = None,
    help: str = "",
    *,
    label: str = "",
    symbol: str = "",
    log: bool = False,
    log_from: float | None = None,
    choices: tuple[str, ...] = (),
    also: Mapping[str, Value] | None = None,
    terse: bool = False,
) -> Any:
    """Declare a field of a frozen dataclass as a parameter. See `Param` for what each argument means.

    >>> @dataclass(frozen=True)
    ... class Ball(Parametrised):
    ...     radius: float = param(1.0, 0.5, 2.0, "How wide the ball is.")
    >>> Ball(radius=3.0)
    Traceback (most recent call last):
    explorer.core.params.FieldError: radius: 3 is above 2. Allowed: 0.5 to 2.
    """
    if low is not None and log and low <= 0 and not (low == 0 and log_from):
        raise TypeError("a logarithmic parameter starts above 0, or at 0 with log_from")
    declared = Param("", default, low, high, help, label, symbol, log, log_from, choices, tuple((also or {}).items()), terse)
    return field(default=default, metadata={"param": declared})


def params_of(cls: type) -> Mapping[str, Param]:
    """The declared parameters of a dataclass, by field name, in the order of declaration."""
    if cls not in _DECLARED:
        _DECLARED[cls] = MappingProxyType(_read(cls))
    return _DECLARED[cls]


_DECLARED: dict[type, Mapping[str, Param]] = {}
"""The parameters of each class read so far: every new instance needs them."""


def _read(cls: type) -> dict[str, Param]:
    declared = {}
    for f in fields(cls):
        if "param" in f.metadata:
            p = f.metadata["param"]
            greek = f" ({p.symbol})" if "α" <= p.symbol[:1] <= "ω" else ""  # as texts and formulas call it
            declared[f.name] = replace(p, name=f.name, label=p.label or f.name.replace("_", " ").capitalize() + greek)
        elif f.default is MISSING and f.default_factory is MISSING:
            raise TypeError(f"{cls.__name__}.{f.name} needs param(...) or a default")
    return declared


class Parametrised:
    """A frozen dataclass whose parameters are checked when it is created."""

    @property
    def unused(self) -> frozenset[str]:
        """The parameters that make no difference, as the others stand: no control is shown for them."""
        return frozenset()

    def __post_init__(self) -> None:
        for name, declared in params_of(type(self)).items():
            object.__setattr__(self, name, declared.check(getattr(self, name)))


def instances(cls: type) -> Iterator[Any]:
    """One instance at the defaults and one for every example value of every parameter: what a test should try."""
    yield cls()
    for name, declared in params_of(cls).items():
        yield from (cls(**{name: value}) for value in declared.examples() if value != declared.default)
