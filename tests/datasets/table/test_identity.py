"""The same content has the same hash whatever form it came in, and any change of it another."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from explorer.datasets import read_table
from explorer.datasets.table import Choices, experiment_hash

BASE = "a,b,t\n1,2,x\n3,,y\n5,7.5,x\n"
OTHERS = [
    "a,b,t\n1,2,x\n3,,y\n5,7.5000000000000009,x\n",
    "a,b,t\n1,2,x\n3,0,y\n5,7.5,x\n",
    "a,b,t\n1,2,x\n3,,y\n5,7.5,y\n",
    "a,b,t\n1,2,x\n3,,y\n5,7.5,\n",
    "a,b,u\n1,2,x\n3,,y\n5,7.5,x\n",
    "b,a,t\n2,1,x\n,3,y\n7.5,5,x\n",
    "a,b,t\n3,,y\n1,2,x\n5,7.5,x\n",
    "a,b,t\n1,2,x\n3,,y\n5,7.5,x\n5,7.5,x\n",
    "a,b\n1,2\n3,\n5,7.5\n",
    "a,b,t\n1,2,xy\n3,,x\n5,7.5,xy\n",
]


@pytest.mark.parametrize(
    "form",
    [
        BASE.replace("\n", "\r\n").encode("utf-16"),
        "a;b;t\n1,0;2;x\n3;NA;y\n5;7,5;x\n",
        "a\tb\tt\n01\t2e0\tx\n\n+3\t?\ty\n5.000\t7.50\t\"x\"\n",
        ("a,b,t\n1,2,x\n3,,y\n5,7.5,x").encode("utf-8-sig"),
    ],
)  # fmt: skip
def test_the_form_does_not_matter(form):
    assert read_table(form, name="other.csv" if isinstance(form, bytes) else None).hash == read_table(BASE).hash


def test_every_change_does():
    hashes = [read_table(text).hash for text in [BASE, *OTHERS]]
    assert len(set(hashes)) == len(hashes)
    assert {len(found) for found in hashes} == {32}


def test_zero_has_no_sign():
    assert read_table("a,b\n0,1\n2,3\n4,5\n").hash == read_table("a,b\n-0.0,1\n2,3\n4,5\n").hash


def test_choices_are_part_of_an_experiment():
    wishes = [
        Choices(),
        Choices("a"),
        Choices("b"),
        Choices("", ("a",)),
        Choices("", ("a", "b")),
        Choices("", ("b", "a")),
        Choices("", ()),
    ]
    changed = [("task", "count"), ("weights", "a"), ("exposure", "a"), ("missing", "median"), ("positive", ("a",))]
    wishes += [replace(Choices(), **{field: value}) for field, value in changed]
    content = read_table(BASE).hash
    for one, other in combinations(wishes, 2):
        assert experiment_hash(content, one) != experiment_hash(content, other)
    assert experiment_hash(content, Choices("a")) == experiment_hash(content, Choices(target="a"))
    assert experiment_hash(content, Choices()) != experiment_hash(read_table(OTHERS[0]).hash, Choices())
