"""Real data sets, bundled as CSV files. Their sources and licences are also in ``data/SOURCES.md``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import ClassVar

import numpy as np

from explorer.datasets.base import Dataset, Source


@cache
def _read(file: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    text = files("explorer.datasets").joinpath("data", file).read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    return tuple(header), tuple(tuple(row) for row in rows)


class Bundled(Source):
    """A CSV file whose last column is the target. ``classes`` names the labels, in the order -1, +1 or 0, 1, 2 ..."""

    file: ClassVar[str]
    classes: ClassVar[tuple[str, ...]] = ()
    units: ClassVar[tuple[str, ...]] = ()
    target_unit: ClassVar[str] = ""

    def load(self) -> Dataset:
        """The file's rows, in its order and units."""
        header, rows = _read(self.file)
        X = np.array([row[:-1] for row in rows], dtype=float)
        labels = [row[-1] for row in rows]
        if self.task == "binary":
            y = np.array([(-1.0, 1.0)[self.classes.index(label)] for label in labels])
        elif self.task == "multiclass":
            y = np.array([self.classes.index(label) for label in labels])
        else:
            y = np.array(labels, dtype=float)
        return Dataset(X, y, header[:-1], header[-1], self.task, self.classes, self.units, self.target_unit, self.name)


@dataclass(frozen=True)
class Diabetes(Bundled):
    """442 patients, ten measurements each; the target is the progression of the disease after a year."""

    id: ClassVar[str] = "diabetes"
    name: ClassVar[str] = "Diabetes"
    rank: ClassVar[int] = 10
    task: ClassVar[str] = "regression"
    summary: ClassVar[str] = "442 patients, 10 measurements (s1 to s6 are blood values); how far the disease went in a year."
    source = "Efron et al., Least angle regression, 2004"
    licence = "BSD 3-clause (scikit-learn)"
    scikit_learn = "from sklearn.datasets import load_diabetes\n\nX, y = load_diabetes(return_X_y=True, scaled=False)"
    file: ClassVar[str] = "diabetes.csv"
    units: ClassVar[tuple[str, ...]] = ("year", "", "kg/m²", "mm Hg", "mg/dl", "mg/dl", "mg/dl", "", "", "mg/dl")


@dataclass(frozen=True)
class Engel(Bundled):
    """Income and food expenditure of 235 Belgian working-class households: the spread grows with income."""

    id: ClassVar[str] = "engel"
    name: ClassVar[str] = "Engel's food expenditure"
    rank: ClassVar[int] = 20
    task: ClassVar[str] = "regression"
    summary: ClassVar[str] = "235 households: income and what they spend on food. One feature, so the fit is a line."
    source = "Koenker and Bassett, 1982"
    licence = "public domain"
    file: ClassVar[str] = "engel.csv"
    units: ClassVar[tuple[str, ...]] = ("francs a year",)
    target_unit: ClassVar[str] = "francs a year"


@dataclass(frozen=True)
class StackLoss(Bundled):
    """21 days of a plant that oxidises ammonia; four of them are known outliers."""

    id: ClassVar[str] = "stackloss"
    name: ClassVar[str] = "Stack loss"
    rank: ClassVar[int] = 30
    task: ClassVar[str] = "regression"
    summary: ClassVar[str] = "21 days of a chemical plant, 3 settings; four days are outliers."
    source = "Brownlee, 1965"
    licence = "public domain"
    file: ClassVar[str] = "stackloss.csv"
    units: ClassVar[tuple[str, ...]] = ("", "°C", "")
    target_unit: ClassVar[str] = "‰ of the ammonia"


@dataclass(frozen=True)
class DoctorVisits(Bundled):
    """How often 1,010 people saw a doctor in a year, with their insurance plan and health."""

    id: ClassVar[str] = "doctor_visits"
    name: ClassVar[str] = "Doctor visits"
    rank: ClassVar[int] = 10
    task: ClassVar[str] = "count"
    summary: ClassVar[str] = "1,010 people, 9 facts on plan and health; how often they saw a doctor in a year."
    source = "RAND Health Insurance Experiment"
    licence = "public domain"
    file: ClassVar[str] = "doctor_visits.csv"
    units: ClassVar[tuple[str, ...]] = ("", "", "", "", "", "disease", "", "", "")
    target_unit: ClassVar[str] = "visits a year"


@dataclass(frozen=True)
class Wages(Bundled):
    """Hourly wages of 534 workers in 1985: positive, with a long right tail."""

    id: ClassVar[str] = "wages"
    name: ClassVar[str] = "Wages"
    rank: ClassVar[int] = 10
    task: ClassVar[str] = "positive"
    summary: ClassVar[str] = "534 workers, 5 facts; what they earned an hour in 1985. Positive, with a long tail."
    source = "Current Population Survey, May 1985"
    licence = "public domain"
    file: ClassVar[str] = "wages.csv"
    units: ClassVar[tuple[str, ...]] = ("year", "year", "", "", "")
    target_unit: ClassVar[str] = "$ an hour"


@dataclass(frozen=True)
class BreastCancer(Bundled):
    """Thirty measurements of cell nuclei from 569 tumours; malignant is +1."""

    id: ClassVar[str] = "breast_cancer"
    name: ClassVar[str] = "Breast cancer"
    rank: ClassVar[int] = 10
    task: ClassVar[str] = "binary"
    summary: ClassVar[str] = "569 tumours, 30 measurements of their cells; benign or malignant."
    source = "Wolberg et al., UCI Machine Learning Repository, 1993"
    licence = "CC BY 4.0"
    scikit_learn = (
        "from sklearn.datasets import load_breast_cancer\n\nX, y = load_breast_cancer(return_X_y=True)\n"
        "y = 1.0 - 2.0 * y  # malignant is +1"
    )
    file: ClassVar[str] = "breast_cancer.csv"
    classes: ClassVar[tuple[str, ...]] = ("benign", "malignant")


@dataclass(frozen=True)
class Penguins(Bundled):
    """Four measurements of 333 penguins of three species."""

    id: ClassVar[str] = "penguins"
    name: ClassVar[str] = "Penguins"
    rank: ClassVar[int] = 10
    task: ClassVar[str] = "multiclass"
    summary: ClassVar[str] = "333 penguins, 4 measurements, three species."
    source = "Gorman, Williams and Fraser, 2014"
    licence = "CC0 1.0"
    file: ClassVar[str] = "penguins.csv"
    classes: ClassVar[tuple[str, ...]] = ("Adelie", "Chinstrap", "Gentoo")
    units: ClassVar[tuple[str, ...]] = ("mm", "mm", "mm", "g")
