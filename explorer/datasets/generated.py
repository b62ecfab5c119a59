"""Data made by a known rule, with size, noise and seed to choose."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from explorer.core.params import param
from explorer.datasets.base import Array, Dataset, Source


def _size(default: int) -> Any:
    return param(default, 20, 2000, "How many examples are drawn.", label="Examples", log=True)


def _noise(default: float, high: float) -> Any:
    return param(default, 0.0, high, "How much chance is mixed in: the standard deviation.")


def _seed() -> Any:
    return param(0, 0, 9999, "Another number draws other examples.", label="Data seed")


class Generated(Source):
    """A source that draws its examples from a random generator."""

    source = "made by Loss Explorer"
    licence = "public domain"
    features: ClassVar[tuple[str, ...]] = ("x1", "x2")
    classes: ClassVar[tuple[str, ...]] = ()
    seed: int

    @abstractmethod
    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Inputs (n, d) and targets (n,)."""

    def load(self) -> Dataset:
        """The examples of this size, noise and seed: always the same ones."""
        X, y = self.draw(np.random.default_rng(self.seed))
        return Dataset(X, y, self.features, "y", self.task, self.classes, name=self.name)


@dataclass(frozen=True)
class Line(Generated):
    """A straight line, y = 1 + 2 x, with noise and some outliers far above it."""

    id: ClassVar[str] = "line"
    name: ClassVar[str] = "Line with outliers"
    rank: ClassVar[int] = 40
    task: ClassVar[str] = "regression"
    summary: ClassVar[str] = "Points along a line, and a few far above it. Which loss minds?"
    features: ClassVar[tuple[str, ...]] = ("x",)

    size: int = _size(80)
    noise: float = _noise(0.3, 3.0)
    outliers: float = param(0.1, 0.0, 0.4, "The share of points moved far above the line.")
    seed: int = _seed()

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """x uniform on [-2, 2]; outliers, at x > 0, are moved up by 8."""
        x = rng.uniform(-2.0, 2.0, self.size)
        y = 1.0 + 2.0 * x + self.noise * rng.normal(size=self.size)
        right = np.flatnonzero(x > 0)
        moved = rng.permutation(right)[: round(self.outliers * self.size)]
        y[moved] += 8.0
        return x[:, None], y


@dataclass(frozen=True)
class Sparse(Generated):
    """Many correlated features of which only three matter: weights 3, -2 and 1.5, all others 0."""

    id: ClassVar[str] = "sparse"
    name: ClassVar[str] = "Sparse truth"
    rank: ClassVar[int] = 50
    task: ClassVar[str] = "regression"
    summary: ClassVar[str] = "Twelve correlated features, only three of which matter. Does L1 find them?"
    features: ClassVar[tuple[str, ...]] = tuple(f"x{j + 1}" for j in range(12))

    size: int = _size(120)
    noise: float = _noise(1.0, 5.0)
    correlation: float = param(0.6, 0.0, 0.95, "The correlation of neighbouring features.")
    seed: int = _seed()

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Normal features with correlation rho^|i - j|, as in Tibshirani (1996), section 7."""
        d = len(self.features)
        lag = np.abs(np.subtract.outer(np.arange(d), np.arange(d)))
        X = rng.normal(size=(self.size, d)) @ np.linalg.cholesky(self.correlation**lag).T
        truth = np.zeros(d)
        truth[[0, 4, 8]] = 3.0, -2.0, 1.5
        return X, X @ truth + self.noise * rng.normal(size=self.size)


@dataclass(frozen=True)
class Twins(Generated):
    """Two nearly equal features that share one effect, and two others: which of the twins does a penalty keep?"""

    id: ClassVar[str] = "twins"
    name: ClassVar[str] = "Twins"
    rank: ClassVar[int] = 60
    task: ClassVar[str] = "regression"
    summary: ClassVar[str] = "Two features that are nearly the same. L1 picks one of them, L2 shares the weight between both."
    features: ClassVar[tuple[str, ...]] = ("twin a", "twin b", "loner", "chance")

    size: int = _size(120)
    noise: float = _noise(1.0, 5.0)
    apart: float = param(0.15, 0.0, 1.0, "How far the twins differ: 0 makes them the same.", label="Twins differ by")
    seed: int = _seed()

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """y = 1.2 a + 0.8 b + 1.0 loner + noise; b is a plus a little of its own, chance has no effect."""
        a, other, loner, chance, noise = rng.normal(size=(5, self.size))
        b = a + self.apart * other
        return np.stack([a, b, loner, chance], axis=1), 1.2 * a + 0.8 * b + loner + self.noise * noise


def _labels(size: int, share: float) -> Array:
    """-1 and +1, the given share of them +1, at least one of each."""
    positive = min(max(round(share * size), 1), size - 1)
    return np.where(np.arange(size) < positive, 1.0, -1.0)


@dataclass(frozen=True)
class TwoClasses(Generated):
    """Points of the plane in two classes."""

    task: ClassVar[str] = "binary"
    classes: ClassVar[tuple[str, ...]] = ("A", "B")

    size: int = _size(200)
    noise: float = _noise(0.15, 1.0)
    balance: float = param(0.5, 0.05, 0.95, "The share of the examples that belong to class B.", label="Share of class B")
    seed: int = _seed()


@dataclass(frozen=True)
class Blobs(TwoClasses):
    """Two round clouds, one for each class, of equal or unequal size."""

    id: ClassVar[str] = "blobs"
    name: ClassVar[str] = "Two blobs"
    rank: ClassVar[int] = 20
    summary: ClassVar[str] = "Two clouds; a straight line separates them, more or less."

    noise: float = _noise(1.0, 3.0)

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Centres at (-1.2, -0.6) and (1.2, 0.6)."""
        y = _labels(self.size, self.balance)
        return y[:, None] * (1.2, 0.6) + self.noise * rng.normal(size=(self.size, 2)), y


@dataclass(frozen=True)
class Moons(TwoClasses):
    """Two half circles that reach into each other."""

    id: ClassVar[str] = "moons"
    name: ClassVar[str] = "Two moons"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "Two half circles that reach into each other: a straight line is not enough."

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Half circles of radius 1, the lower one shifted by (1, 0.5)."""
        y = _labels(self.size, self.balance)
        angle = rng.uniform(0.0, np.pi, self.size)
        upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        lower = np.stack([1.0 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
        return np.where(y[:, None] > 0, lower, upper) + self.noise * rng.normal(size=(self.size, 2)), y


@dataclass(frozen=True)
class Circles(TwoClasses):
    """A ring around a disc."""

    id: ClassVar[str] = "circles"
    name: ClassVar[str] = "Circles"
    rank: ClassVar[int] = 40
    summary: ClassVar[str] = "A ring around a disc: no straight line helps, a polynomial does."

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Circles of radius 1 (class A) and 0.45 (class B)."""
        y = _labels(self.size, self.balance)
        angle = rng.uniform(0.0, 2.0 * np.pi, self.size)
        radius = np.where(y > 0, 0.45, 1.0)[:, None]
        ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return radius * ring + self.noise * rng.normal(size=(self.size, 2)), y


@dataclass(frozen=True)
class Xor(TwoClasses):
    """Four quadrants, opposite ones of the same class."""

    id: ClassVar[str] = "xor"
    name: ClassVar[str] = "XOR"
    rank: ClassVar[int] = 50
    summary: ClassVar[str] = "Four quadrants, opposite ones alike: each feature alone says nothing."

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Points uniform in the quadrants of their class, within (-1, 1), before the noise."""
        y = _labels(self.size, self.balance)
        x1 = rng.uniform(0.05, 1.0, self.size) * rng.choice([-1.0, 1.0], self.size)
        x2 = rng.uniform(0.05, 1.0, self.size) * np.sign(x1) * y
        return np.stack([x1, x2], axis=1) + self.noise * rng.normal(size=(self.size, 2)), y
