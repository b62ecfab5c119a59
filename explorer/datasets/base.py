"""A set of examples, and where such a set comes from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from explorer.core.domains import DOMAINS
from explorer.core.registry import Entry
from explorer.datasets.example_weights import checked_offset, checked_weights, relative

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples: inputs X (n, d) and targets y (n,), with names for both.

    ``task`` declares what the target is, one of `DOMAINS`: regression (any number), count (whole, from 0), amount (0 or
    above), positive (above 0), binary, multiclass. ``moved`` says that targets were moved by hand: they are then any numbers,
    and a loss says which of them it takes. Labels are -1 and +1 for binary, 0 ... K - 1
    for multiclass; ``classes`` names them in that order. ``units`` has one unit a feature, "" where there is none.
    ``example_weights`` (n,) say how much each example counts, from 0 up; ``offset`` (n,) is added to each example's score. None
    stands for weights that are all alike, and for offsets of 0. ``gaps`` (n, d) says which values of X were missing and stand
    filled in X; they are filled anew where a part is trained on (`explorer.datasets.gaps`). None for no gaps.
    Raises ``ValueError`` naming the row or field that does not fit. The arrays become read-only.
    """

    X: Array
    y: Array
    features: Sequence[str] = ()
    target: str = "target"
    task: str = "regression"
    classes: Sequence[str] = ()
    units: Sequence[str] = ()
    target_unit: str = ""
    name: str = field(default="")
    moved: bool = False
    example_weights: Array | None = None
    offset: Array | None = None
    gaps: Array | None = None

    def __post_init__(self) -> None:
        X, y = np.array(self.X, dtype=float), np.array(self.y)
        if X.ndim != 2 or y.shape != X.shape[:1] or not X.size:
            raise ValueError(f"X must be (n, d) and y (n,), with n and d at least 1; got {X.shape} and {y.shape}")
        if self.task not in DOMAINS:
            raise ValueError(f"task: {self.task!r} is not one of {', '.join(DOMAINS)}")
        y = y.astype(float)
        if not (np.isfinite(X).all() and np.isfinite(y).all()):
            bad = np.flatnonzero(~np.isfinite(X).all(axis=1) | ~np.isfinite(y))
            raise ValueError(f"row {bad[0]}: every value must be a finite number")
        self._check_target(y)
        y = y.astype(int) if self.task == "multiclass" else y
        d = X.shape[1]
        set_field = object.__setattr__
        features = tuple(self.features) or tuple(f"x{j + 1}" for j in range(d))
        if len(features) != d:
            raise ValueError(f"features: {len(features)} names for {d} columns")
        classes = tuple(self.classes)
        if not classes and self.task == "binary":
            classes = ("-1", "+1")
        if not classes and self.task == "multiclass":
            classes = tuple(str(k) for k in range(int(y.max()) + 1))
        units = tuple(self.units) or ("",) * d
        if len(units) != d:
            raise ValueError(f"units: {len(units)} for {d} columns")
        if self.task == "multiclass" and y.max() >= len(classes):
            raise ValueError(f"classes: {len(classes)} names, but a label of {y.max()}")
        for array in (X, y):
            array.flags.writeable = False
        set_field(self, "example_weights", checked_weights(self.example_weights, y.size))
        set_field(self, "offset", checked_offset(self.offset, y.size))
        set_field(self, "gaps", _checked_gaps(self.gaps, X))
        set_field(self, "X", X)
        set_field(self, "y", y)
        set_field(self, "features", features)
        set_field(self, "classes", classes)
        set_field(self, "units", units)

    def _check_target(self, y: Array) -> None:
        domain = DOMAINS[self.task]
        if self.moved and domain.numbers:
            return
        if not (good := domain.holds(y)).all():
            row = int(np.flatnonzero(~good)[0])
            raise ValueError(f"row {row}: {self.target} is {y[row]:g}; for a {self.task} target it must be {domain.words}")

    @property
    def n(self) -> int:
        """The number of examples."""
        return len(self.y)

    def rows(self, index: Array) -> Dataset:
        """Some of the examples: those of an index in its order, or those where a mask (n,) is true."""
        X, y = self.X[index], self.y[index]
        if not X.size:
            raise ValueError("a data set needs at least 1 example")
        X.flags.writeable = y.flags.writeable = False
        own = {name: None if part is None else part[index] for name, part in self.of_each_example.items()}
        some = object.__new__(Dataset)  # the whole data set was checked already
        some.__dict__.update(self.__dict__, X=X, y=y, **own)
        return some

    @property
    def of_each_example(self) -> dict[str, Array | None]:
        """What else each example has, by the names of these fields: its weight, its offset, its gaps."""
        return {"example_weights": self.example_weights, "offset": self.offset, "gaps": self.gaps}

    @property
    def shares(self) -> Array | None:
        """The weights (n,) as multiples of their mean, so that n of them make up a weighted mean; None for none.

        >>> Dataset(np.eye(2), np.zeros(2), example_weights=[1.0, 3.0]).shares
        array([0.5, 1.5])
        """
        return None if self.example_weights is None else relative(self.example_weights)

    def first_against_rest(self) -> Dataset:
        """The data set with several classes merged into two: the first class is +1, all others are -1."""
        if self.task != "multiclass":
            raise ValueError(f"only a multiclass target can be split that way, not {self.task}")
        y = np.where(self.y == 0, 1.0, -1.0)
        return replace(self, y=y, task="binary", classes=(f"not {self.classes[0]}", self.classes[0]))


def _checked_gaps(gaps: Array | None, X: Array) -> Array | None:
    """A read-only mask in the shape of X; None where nothing is missing."""
    if gaps is None:
        return None
    mask = np.array(gaps, dtype=bool)
    if mask.shape != X.shape:
        raise ValueError(f"gaps: must have the shape of X, {X.shape}; got {mask.shape}")
    mask.flags.writeable = False
    return mask if mask.any() else None


class Source(Entry, ABC):
    """A menu entry that can load a `Dataset`. ``source`` and ``licence`` say where it comes from.

    ``scikit_learn`` is Python that gives the same X and y from scikit-learn's copy, empty where it has none.
    """

    source = ""
    licence = ""
    scikit_learn = ""

    @abstractmethod
    def load(self) -> Dataset:
        """The examples; the same ones at every call."""
