"""Experiments as JSON: each comes back to the bit, and what is not usable names its field."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import Experiment
from explorer.core.params import FieldError, params_of
from explorer.datasets import read_table
from explorer.datasets.table import Choices, OwnTable, PackedTable
from explorer.experiment.json_text import FORMAT
from explorer.experiment.menus import MENUS, own_params

LINKS = json.loads((Path(__file__).parent / "old_links.json").read_text(encoding="utf-8"))
RNG = np.random.default_rng(5)
CELLS = [
    f"{a!r},{'' if a > 1 else repr(b)},{'=1+1' if a > 0 else 'Oslo'},{2 * a - b!r}"
    for a, b in RNG.normal(size=(700, 2)).tolist()
]
LARGE = OwnTable(read_table("a,b,=city,y\n" + "\n".join(CELLS) + "\n", name="large.csv"), Choices("y", missing="median"))
COMMAS = "a;b;y\n" + "\n".join(f"{k},5;{('1.5', 'x')[k % 2]};{k * k},25" for k in range(40)) + "\n"


def comes_back(e: Experiment) -> None:
    text = e.to_json()
    again = Experiment.from_json(text)
    assert again == e
    assert again.to_json() == text
    assert again.to_query() == e.to_query()


def entries():
    """An experiment with each entry of each menu, its parameters moved off their defaults."""
    for menu, choices in MENUS.items():
        for name, entry in choices.items():
            values = {menu: name}
            if menu == "loss" and name not in Experiment().losses():
                values["dataset"] = next(d for d in MENUS["dataset"] if name in Experiment(dataset=d).losses())
            params = {}
            for own, p in own_params(menu, entry).items():
                low, high = p.bounds if p.low is not None else (None, None)
                params[f"{menu}.{own}"] = (
                    not p.default if p.switch else p.choices[-1] if p.choices else p.check(low if p.default != low else high)
                )
            yield pytest.param(values, params, id=f"{menu}-{name}")


def built(values: dict, params: dict) -> Experiment:
    """The nearest experiment that goes together."""
    values, params = dict(values), dict(params)
    for _ in range(9):
        try:
            return Experiment(**values, params=params)
        except FieldError as error:
            params.pop(error.field, None)
            for name, value in error.remedy.items():
                (params if "." in name else values)[name] = value
    raise AssertionError(f"{values} {params} do not come together")


@pytest.mark.parametrize(("values", "params"), list(entries()))
def test_every_entry_of_every_menu_comes_back(values, params):
    comes_back(built(values, params))


def test_what_is_no_finite_number_comes_back():
    """Barron's loss may have an alpha of -inf, which JSON has no number for."""
    far = Experiment(loss="barron", params={"loss.alpha": float("-inf")})
    comes_back(far)
    changed = Experiment(loss="barron", steps=40, changes=((10, "loss.alpha", float("-inf")),))
    comes_back(changed)


@pytest.mark.parametrize("cells", ["1,5;2,25", "3e-5;-7e-5", "3e15;4e15"])
def test_a_table_that_is_longer_written_out_than_its_file_comes_back(cells):
    rows = 2 * 1024**2 // (len(cells) + 7)
    text = "a;b;y\n" + "".join(f"{cells};{k % 7 * 1001:04}\n" for k in range(min(rows, 9_999)))
    decimal = "," if "," in cells else "."
    own = OwnTable(PackedTable(text, name="long.csv", separator=";", decimal=decimal), Choices("y", features=("a", "b")))
    again = Experiment.from_json(Experiment(dataset=own, steps=20).to_json())
    assert again.dataset.table.hash == own.table.hash


@pytest.mark.parametrize("i", range(len(LINKS)))
def test_every_old_link_comes_back(i):
    comes_back(Experiment.from_query(LINKS[i]["experiment"])[0])


def test_the_old_links_have_all_that_a_run_may_have():
    held = [Experiment.from_query(link["experiment"])[0] for link in LINKS]
    assert all(any(getattr(e, name) for e in held) for name in ("changes", "edits", "starting_weights"))


@pytest.mark.parametrize(
    "more",
    [
        {"factors": {"bmi": 0, "age": 1 / 3}},
        {"adaptive": 1.1},
        {"batch": 7, "rate": 0.1 + 0.2, "noise": 0.3, "strength": 5e-324},
        {"edits": [(3, 1, 1 / 3)], "changes": [(20, "edits", [(3, 1, 2.0), (4, 0, 0.1)]), (30, "edits", [])]},
        {"changes": [(20, "loss", "huber"), (20, "loss.delta", 0.3), (40, "batch", 5), (60, "batch", None), (70, "rate", 0.1)]},
        {"dataset": "moons", "class_weight": "balanced", "flips": 0.1},
        {"dataset": "diabetes", "weight_column": "age"},
    ],
)
def test_every_field_comes_back(more):
    e = built(more, {})
    assert e != Experiment()
    comes_back(e)
    assert Experiment.from_json(e.to_json()).train().weights.tobytes() == e.train().weights.tobytes()


def test_a_table_of_ones_own_is_in_it_whole_and_the_same():
    e = Experiment(dataset=LARGE, penalty="l1", edits=((3, 1, 0.5),), steps=60).change(at=20, strength=0.3)
    comes_back(e)
    again = Experiment.from_json(e.to_json())
    assert (again.dataset.name, again.dataset.hash) == ("large.csv", LARGE.hash)
    assert again.train().weights.tobytes() == e.train().weights.tobytes()


def test_texts_stay_texts_whatever_the_decimal_sign():
    own = OwnTable(read_table(COMMAS), Choices("y"))
    assert own.table.reading.decimal == ","
    comes_back(Experiment(dataset=own))


def test_it_says_what_it_is_and_missing_fields_have_their_defaults():
    text = Experiment(strength=0.3).to_json()
    whole = json.loads(text)
    assert (whole["format"], whole["version"]) == (FORMAT, 1)
    assert whole["settings"]["strength"] == 0.3
    assert set(whole["settings"]) >= {*MENUS, *params_of(Experiment)}
    assert Experiment.from_json(written()) == Experiment()
    assert Experiment.from_json("\ufeff" + text) == Experiment.from_json(text.encode()) == Experiment(strength=0.3)
    assert Experiment.from_json(written(strength=1, batch="full", rate="auto", adaptive="off")) == Experiment(strength=1.0)


def written(version=1, changes=None, **settings) -> str:
    return json.dumps({"format": FORMAT, "version": version, "settings": settings} | ({"changes": changes} if changes else {}))


TABLE = {"name": "t.csv", "decimal": ".", "csv": "a,y\n1,2\n2,3\n3,5\n", "choices": {"target": "y"}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "^file: it is no JSON: Expecting value in line 1, column 1"),
        ("[" * 100_000, "^file: it is no JSON"),
        ("[1, 2]", "^format: this is no experiment"),
        ("a,b\n1,2\n", "^file: it is no JSON"),
        ("{}", "^format: this is no experiment"),
        ("x" * (8 * 1024**2 + 1), "^file: it has 8,388,609 characters"),
        (b"\xff\xfe\x00", "^file: it is no JSON"),
        ('{"a": NaN}', "^file: NaN is not a number"),
        ('{"a": 1, "a": 2}', "^a: the file has it twice"),
        (written(version=2), "^version: 2 is newer"),
        (written(version="1"), '^version: "1" is not the version'),
        (written().replace("{}", "7"), '^settings: "7" is not an object'),
        (written().replace("settings", "settngs"), "^settngs: there is no such part"),
        (written(Strength=1), "^Strength: there is no such field. Did you mean strength?"),
        (written(strength=-1), "^strength: -1 is below 0. Allowed: 0 to 1000."),
        (written(strength=10**400), "^strength: "),
        (written(strength=[1]), "^strength: "),
        (written(strength="much"), '^strength: "much" is not a number'),
        (written(strength=True), '^strength: "True" is not a number'),
        (written(strength=2).replace("2", "1e999"), "^strength: inf is not a finite number"),
        (written(steps=20.5), "^steps: 20.5 is not a whole number"),
        (written(loss="bogus"), "^loss: "),
        (written(loss=["huber"]), "^loss: "),
        (written(**{"loss.delta": 3}), "^loss.delta: there is no such parameter here"),
        (written(loss="huber", **{"loss.delta": 0}), "^loss.delta: 0 is below 0.01"),
        (written(loss="logistic"), "^loss: "),
        (written(edits="1:2:3"), "^edits: "),
        (written(edits=[[1, 2]]), "^edits: "),
        (written(factors={"nobody": 2}), "^factors: "),
        (written(class_weight=3), "^class_weight: "),
        (written(weight_column=["age"]), "^weight_column: "),
        (written(starting_weights={"a": 1}), "^starting_weights: "),
        (written(changes=[[120, "strength", 1.0]]), "^changes: "),
        (written(changes=[{"step": 120, "field": "strength"}]), "^changes: "),
        (written(changes=[{"step": 9000, "field": "strength", "value": 1}]), "^changes: "),
        (written(changes=[{"step": 120, "field": "model", "value": "mlp"}]), "^changes: "),
        (written(changes=[{"step": 120, "field": "strength", "value": {}}]), "^strength: "),
        (written(changes=[{"step": 5, "field": "loss", "value": [1]}]), "^loss: "),
        (written(changes=[{"step": 5, "field": {}, "value": 1}]), "^changes: "),
        (written(changes=[{"step": {}, "field": "solver", "value": "adam"}]), "^changes: "),
        (written(changes=[{"step": 120, "field": "factors", "value": 3}]), "^changes: at step 120, factors: "),
        (written(changes={"step": 1}), "^changes: "),
        (written(dataset={"name": "t.csv"}), "^dataset: a table needs name, decimal, csv, choices; its decimal is missing"),
        (written(dataset=TABLE | {"csv": "a,y\n1,2\n2\n"}), "^dataset: "),
        (written(dataset=TABLE | {"decimal": "x"}), "^dataset: "),
        (written(dataset=TABLE | {"more": 1}), '^dataset: a table has no "more"'),
        (written(dataset=TABLE | {"choices": {"target": 3}}), "^dataset: target: "),
        (written(dataset=TABLE | {"choices": {"target": "z"}}), "^dataset: "),
        (written(dataset=TABLE | {"choices": {"features": "a"}}), '^dataset: features: "a" is not a list'),
        (written(dataset=TABLE | {"choices": {"positive": [1]}}), "^dataset: positive: "),
    ],
)
def test_what_is_not_usable_names_its_field(text, said):
    with pytest.raises(FieldError, match=said):
        Experiment.from_json(text)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [*MENUS, *params_of(Experiment), "edits", "factors", "starting_weights", "class_weight", "weight_column", "loss.delta"]
)
CHANGES = st.lists(
    st.fixed_dictionaries({"step": st.integers(1, 400) | JUNK, "field": NAMES | JUNK, "value": JUNK}), max_size=2
)


def refusal(text: str) -> str:
    """Why a text is refused; "taken" where it is not."""
    try:
        Experiment.from_json(text)
    except FieldError as error:
        return error.reason
    return "taken"


@given(st.dictionaries(NAMES, JUNK, max_size=3), CHANGES, JUNK)
def test_junk_is_refused_with_a_field_and_nothing_else_is_raised(settings, changes, whole):
    table = TABLE | {"choices": whole, "csv": whole}
    for text in (written(changes=changes, **settings), json.dumps(whole), written(dataset=table)):
        assert 0 < len(refusal(text)) < 1500
