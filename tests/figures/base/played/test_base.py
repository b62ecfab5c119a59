"""Fields of played traces as JSON: arrays packed, and None left out where it stands for "not asked for"."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.figures.base.played.base import Part, Played, fields_of
from tests.helpers.played import unpacked


@dataclass(frozen=True)
class Spare(Part):
    x: float
    y: float | None = None


@dataclass(frozen=True)
class Whole:
    x: float
    y: float | None = None


@dataclass(frozen=True, eq=False)
class Sample(Played):
    play: ClassVar[str] = "sample"
    spare: Spare
    wholes: tuple[Whole, ...]
    values: np.ndarray
    note: str | None = None


SAMPLE = Sample(Spare(1.0), (Whole(2.0), Whole(3.0, 4.0)), np.array([[1.5, -2.0]]))


def test_none_is_left_out_of_a_trace_and_its_parts_and_kept_elsewhere():
    fields = fields_of(SAMPLE)
    assert fields["spare"] == {"x": 1.0}
    assert fields["wholes"] == [{"x": 2.0, "y": None}, {"x": 3.0, "y": 4.0}]
    assert fields.keys() == {"spare", "wholes", "values"}


def test_the_meta_has_the_kind_and_is_json():
    meta = json.loads(json.dumps(SAMPLE.meta))
    assert meta["play"] == "sample"
    assert unpacked(meta["values"]).tolist() == [[1.5, -2.0]]
