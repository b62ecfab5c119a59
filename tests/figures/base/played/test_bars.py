"""Bars that move with the step, as the page receives them: a field that is None stays, since each bar has all fields."""

from __future__ import annotations

from explorer.figures.base.played.bars import RankedBars, SumBar, SumBars, WeightBar, WeightBars


def test_bars_of_a_sum():
    bars = (SumBar("data", "blue"), SumBar("total", "red", "data", hatched=True, shown="penalty"))
    assert SumBars(bars).meta == {
        "play": "bars",
        "bars": [
            {"top": "data", "colour": "blue", "base": None, "hatched": False, "shown": None},
            {"top": "total", "colour": "red", "base": "data", "hatched": True, "shown": "penalty"},
        ],
    }


def test_bars_of_weights():
    bar = WeightBar("w0", "age", "blue", hollow=False, zero=True, rule=None, note="")
    assert WeightBars("x", (bar,)).meta == {
        "play": "weight_bars", "along": "x",
        "bars": [
            {"column": "w0", "name": "age", "colour": "blue", "hollow": False, "zero": True, "rule": None, "note": ""}
        ],
    }  # fmt: skip


def test_ranked_examples():
    ranked = RankedBars("losses", "slopes", (0.0, 1.5), ("row 0", "row 7"), 1, ("red", "blue"), "the cost", "the mean", "most")
    assert ranked.meta == {
        "play": "ranked", "up": "losses", "down": "slopes", "least": [0.0, 1.5], "names": ["row 0", "row 7"], "picked": 1,
        "colours": ["red", "blue"], "of": "the cost", "mean": "the mean", "first": "most",
    }  # fmt: skip
