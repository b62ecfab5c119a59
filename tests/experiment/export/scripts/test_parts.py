"""The pieces of a script: names quoted, numbers to the bit, the data and the start of the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from explorer import DATASETS, Dataset, Experiment, regularization_path
from explorer.datasets.base import Source
from explorer.experiment.export.scripts import script
from explorer.experiment.export.scripts.parts import Parts, plain, wrapped
from explorer.experiment.menus import MENUS
from tests.helpers.exported import centred, ran

HOSTILE = ('"""\nimport os; os.abort()', "it's {x} \\", "\x1b[31mred", "bmi²\u2028")


@pytest.mark.parametrize("kind", ["numpy", "scikit-learn"])
def test_names_are_text_whatever_stands_in_them(kind, monkeypatch):
    @dataclass(frozen=True)
    class Hostile(Source):
        id: ClassVar[str] = "hostile"
        name: ClassVar[str] = '"""+hostile'
        task: ClassVar[str] = "multiclass"

        def load(self):
            X = np.random.default_rng(0).normal(size=(30, 4))
            return Dataset(X, np.arange(30) % 3, HOSTILE, '"""', "multiclass", ('a"""', "'", "c\n"), name=self.name)

    for menu in (DATASETS, MENUS["dataset"]):
        monkeypatch.setitem(menu, "hostile", Hostile)
    e = Experiment(dataset="hostile", penalty="l2")
    w, printed = ran(script(e, kind), kind)
    expected = centred(e.problem(), regularization_path(e.problem(), [e.strength]).weights[0])
    np.testing.assert_allclose(centred(e.problem(), w), expected, atol=1e-6)
    assert len(printed.splitlines()) == e.problem().size
    assert printed.isprintable() or all(line.isprintable() for line in printed.split("\n"))


@pytest.mark.parametrize("value", [3.0, -0.0, 0.1, 1e300, 12345678.5, 1e15, 2**53 + 2.0])
def test_numbers_come_back_to_the_bit(value):
    assert float(plain(value)) == value


def made(lines: str) -> dict:
    namespace: dict = {"np": np}
    exec(lines, namespace)
    return namespace


@pytest.mark.parametrize(
    "fields",
    [
        {"dataset": "diabetes"},
        {"dataset": "diabetes", "standardise": False, "noise": 0.5},
        {"dataset": "wages", "loss": "gamma", "edits": ((3, 0, 2.0),)},
        {"dataset": "moons", "flips": 0.2, "balance": 0.4},
        {"dataset": "penguins"},
    ],
)
def test_the_data_in_a_script_are_those_that_were_trained_on(fields):
    e = Experiment(**fields)
    found, train = made(Parts(e).data()), e.prepared().train
    np.testing.assert_allclose(found["X"], train.X, atol=1e-12)
    np.testing.assert_allclose(found["y"], train.y, atol=1e-12)


@pytest.mark.parametrize(
    "fields", [{}, {"start": "normal", "seed": 4}, {"model": "mlp"}, {"dataset": "line", "starting_weights": (1.5, -2.0)}]
)
def test_the_start_in_a_script_is_that_of_the_run(fields):
    e = Experiment(**fields)
    np.testing.assert_array_equal(made(Parts(e).start())["w"], e.train().weights[0])


def test_long_lists_are_wrapped_and_come_back():
    numbers = list(range(200))
    text = wrapped("NUMBERS", numbers)
    assert made(text)["NUMBERS"] == numbers
    assert max(map(len, text.splitlines())) <= 100
    assert wrapped("FEW", [1, 2]) == "FEW = [1, 2]"
