"""Bars that move with the step shown: ranked examples, the parts of a sum, weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.figures.base.played.base import Played


@dataclass(frozen=True)
class RankedBars(Played):
    """A bar for each example, the costliest first: its shares of the run's matrices ``up`` and ``down`` (m, n).

    ``least`` turns the first into losses: pairs of a step and the (n,) numbers that are to be added after it, the first from
    before all steps. ``names`` are the examples', ``picked`` one of them. ``of`` and ``mean`` say in words what the bars are
    shares of and what the line across them is, and ``first`` what the first of them is.
    """

    play: ClassVar[str] = "ranked"
    up: str
    down: str
    least: tuple[tuple[int, tuple[float, ...]], ...]
    names: tuple[str, ...]
    picked: int
    colours: tuple[str, str]
    of: str
    mean: str
    first: str


@dataclass(frozen=True)
class SumBar:
    """A bar from the column ``base`` (zero where None) to ``top``, with the number of the column ``shown``, or of ``top``."""

    top: str
    colour: str
    base: str | None = None
    hatched: bool = False
    shown: str | None = None


@dataclass(frozen=True)
class SumBars(Played):
    """The parts of a sum as bars side by side."""

    play: ClassVar[str] = "bars"
    bars: tuple[SumBar, ...]


@dataclass(frozen=True)
class WeightBar:
    """A bar from zero to a column; a ring at exactly ``zero`` where asked; a short line at the value ``rule``; a ``note``."""

    column: str
    name: str
    colour: str
    hollow: bool
    zero: bool
    rule: float | None
    note: str


@dataclass(frozen=True)
class WeightBars(Played):
    """Bars of weights, their values ``along`` the axis ``"x"`` or ``"y"``."""

    play: ClassVar[str] = "weight_bars"
    along: str
    bars: tuple[WeightBar, ...]
