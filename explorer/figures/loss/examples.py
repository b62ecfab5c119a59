"""From loss to cost: every example's share of it, the sum, and how far one moved target drags the fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.example_losses import ExampleLosses, shares, top_share
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.palette import role
from explorer.figures.base.picture import NEUTRAL, TEXT, Picture, escape, layout, padded, scatter, told_at_the_end
from explorer.figures.base.played import RankedBars, SumBar, SumBars
from explorer.training.history import History
from explorer.words import loss_cost as words
from explorer.words.train_cost import below_zero

Array = np.ndarray
TOP = 0.1


class Wording(NamedTuple):
    """How a chart speaks of shares: what they are shares of, the order of the bars, and what the horizontal line is."""

    what: str
    short: str
    order: str
    mean: str


OF_THE_LOSS = Wording("data loss", "loss", "costliest first", "mean loss")
ABOVE_THE_LEAST = Wording("excess loss", "excess loss", "largest excess loss first", "mean excess loss")
"""For losses that are not 0 at best, whose values are no shares: they may be negative, or alike for good and bad."""


def bar_order(examples: ExampleLosses) -> str:
    """The order of the examples, in words."""
    return _wording(examples).order


def _wording(examples: ExampleLosses) -> Wording:
    return ABOVE_THE_LEAST if examples.least.any() else OF_THE_LOSS


def examples_picture(examples: ExampleLosses, names: Sequence[str], picked: int, steps: Array, told: str = "") -> Picture:
    """A bar for each example, the costliest first: up its share of the data loss, down its share of the gradient.

    The bars are drawn from the run's matrices ``excess`` and ``gradient`` (m, n) at ``steps`` (m,); ``least`` turns them back
    into losses. ``told`` is a sentence about steps with other examples.
    """
    up, down = 100.0 * shares(examples.excess), 100.0 * shares(examples.gradient_norm)
    n = up.shape[1]
    high, low = float(up.max()), -float(down.max())
    wording = _wording(examples)
    ranked = RankedBars(
        "excess", "gradient", examples.least_since(steps), tuple(names), picked,
        colours=(role("data"), role("penalty")), of=wording.what, mean=wording.mean, first=wording.order.removesuffix(" first"),
    )  # fmt: skip
    count = max(1, round(TOP * n))
    share = 100.0 * top_share(examples.excess[-1], count)
    figure = Drawing(
        [scatter(mode="markers", name="examples", meta=ranked.meta)],
        layout(
            f"the {n} training examples, {wording.order}",
            "",
            xaxis={"range": [-0.5, n - 0.5], "showgrid": False, "showticklabels": False},
            yaxis={"range": padded(low or -1.0, high or 1.0), "zeroline": True, **_unsigned(low or -1.0, high or 1.0)},
            annotations=_axis_titles(wording, low or -1.0, high or 1.0),
            margin={"l": 62},
        ),
    )
    above = wording is ABOVE_THE_LEAST
    title = words.examples_title(f"{100 * count / n:.0f}", f"{share:.0f}", wording.what, above)
    titles = told_at_the_end(title, words.examples_unplayed(wording.what), int(steps[-1]))
    said = words.examples(bool((examples.share != 1).any()), above, told)
    first = f"{names[int(np.argmax(up[-1]))]} with {three_figures(float(up[-1].max()))} % of the {wording.what}"
    alt = (
        f"Bar chart of the shares of {n} training examples in the {wording.what} and in the gradient, {wording.order}."
        f"{f' {words.NOT_ZERO}' if above else ''}"
    )
    ending = (
        f"At the end the first is {first}; the picked one, {names[picked]}, has "
        f"{three_figures(float(up[-1, picked]))} % of the {wording.what} and "
        f"{three_figures(float(down[-1, picked]))} % of the gradient."
    )
    return Picture("examples", title, said.line, alt, figure, more=said.more, titles=titles, ending=ending)


def _axis_titles(wording: Wording, low: float, high: float) -> list[dict[str, Any]]:
    """The titles of the two axes: of the loss above the line of 0, of the gradient below it."""
    bottom, top = padded(low, high)
    split = -bottom / (top - bottom)
    upright = {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "center",
        "xshift": -48,
        "textangle": -90,
        "showarrow": False,
    }
    named = ((f"{wording.short} (%)", 0.5 * (1.0 + split)), ("gradient (%)", 0.5 * split))
    return [{**upright, "text": text, "y": place, "yanchor": "middle"} for text, place in named]


def _unsigned(low: float, high: float) -> dict[str, list[Any]]:
    """Ticks of shares that grow both up and down, none of them negative."""
    step = 10.0 ** np.floor(np.log10((high - low) / 2.0))
    step *= next(m for m in (1, 2, 5, 10) if (high - low) / (m * step) <= 6)
    places = [k * step for k in range(int(np.ceil(low / step)), int(high / step) + 1)]
    return {"tickvals": places, "ticktext": [three_figures(abs(v)) for v in places]}


def sum_picture(history: History) -> Picture:
    """The mean loss, plus the price of the weights, is the cost: three bars at the step shown."""
    penalty = history.run.problem.penalty
    high = float(max(history.total.max(), history.data.max(), 0.0))
    low = float(min(history.data.min(), history.total.min(), 0.0))
    bars = (
        SumBar("data", role("data")),
        SumBar("total", role("penalty"), base="data", hatched=True, shown="penalty"),
        SumBar("total", TEXT),
    )
    figure = Drawing(
        [scatter(mode="markers", name="sum", meta=SumBars(bars).meta)],
        layout(
            f"mean over the examples, plus {penalty.priced}",
            "cost",
            xaxis={
                "range": [-0.6, 2.6], "showgrid": False, "tickvals": [0, 1, 2],
                "ticktext": ["mean loss", "+ penalty", "= cost"],
            },
            yaxis={"range": padded(low, high, 0.2), "zeroline": True},
        ),
    )  # fmt: skip
    end = [three_figures(float(values[-1])) for values in (history.data, history.penalty, history.total)]
    loss = history.run.problem.loss
    below = below_zero(loss.name) if loss.link == "log" and bool((history.data < 0).any()) else ""
    said = words.cost_sum(penalty.name, penalty.is_zero(), bool(history.breaks), below)
    alt = f"Three bars at the step shown: mean loss, {penalty.priced}, and their sum, the cost."
    ending = f"At the end: mean loss {end[0]}, {penalty.priced} {end[1]}, cost {end[2]}."
    return Picture("sum", words.SUM_TITLE, said.line, alt, figure, more=said.more, ending=ending)


def drag_picture(moved: Sequence[tuple[str, float]], unit: str, what: Sequence[str], classes: bool = False) -> Picture:
    """How far predictions moved on average under each of several losses, (label, length), because targets were moved.

    ``what`` says which targets, in sentences.
    """
    names = [escape(name).replace(", ", "<br>", 1) for name, _ in moved]
    lengths = np.array([length for _, length in moved])
    figure = Drawing(
        [
            {
                "type": "bar", "orientation": "h", "x": lengths, "y": names, "text": [three_figures(v) for v in lengths],
                "textposition": "outside", "cliponaxis": False, "hoverinfo": "skip",
                "marker": {"color": [role("data"), *[NEUTRAL] * (len(names) - 1)]},
            }
        ],
        layout(
            escape(f"mean move of a prediction ({unit})" if unit else "mean move of a prediction"),
            "",
            xaxis={"range": [0.0, 1.18 * float(lengths.max() or 1.0)]},
            yaxis={"autorange": "reversed", "title": {"text": ""}, "showgrid": False},
            margin={"l": 14 + 7 * max(len(part) for name in names for part in name.split("<br>"))},
        ),
    )  # fmt: skip
    most, least = (moved[int(i)] for i in (lengths.argmax(), lengths.argmin()))
    title = words.drag_title(most[0], least[0]) if len(moved) > 1 else words.DRAG_ALONE
    if most[1] == 0:
        title = words.DRAG_FIRST
    said = words.drag(what, classes)
    alt = "Bar chart: " + ", ".join(f"{name} {three_figures(length)}" for name, length in moved) + "."
    return Picture("drag", title, said.line, alt, figure, more=said.more)
