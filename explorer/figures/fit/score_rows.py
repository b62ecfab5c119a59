"""The fit of classes by score: one row for each true class, right of 0 where it is right or the second is predicted."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.cost.agreement import on_right_side, scores_or_leads
from explorer.cost.problem import Problem
from explorer.datasets.preparation import Prepared
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.picture import TEXT, Picture, escape, layout, padded, scatter, told_at_the_end
from explorer.figures.base.played import predictions
from explorer.figures.fit.parts import Array, Group, groups, marker, parts, ring, training_rows
from explorer.models.network import Network
from explorer.training.history import History
from explorer.words import train_fit as words

SHORT = 16  # characters of a class name next to its row


def score_rows_picture(problem: Problem, prepared: Prepared, history: History, picked: int | None, pins: int = 0) -> Picture:
    """Each example at its score, or at the margin by which its own class leads, in the row of its true class."""
    data, binary = problem.data, problem.loss.task == "binary"
    traces, places = _marks(problem, prepared)
    if picked is not None:
        meta = _score_map(problem.network.rows(np.array([picked])), data.y[[picked]], binary)
        traces.append(ring(y=[float(places[picked])], meta=meta))
    scores = _scores(problem, problem.network, data.y, history)
    right = on_right_side(scores, data.y, binary)
    if binary:
        reach = 1.08 * max(float(np.abs(scores).max()), 0.5)
        across = [-reach, reach]
    else:
        across = _across(problem, prepared, history)
    figure = Drawing(traces, _layout(problem, across))
    last = words.pinned(pins, 0) or words.TRY_ANOTHER_MARGIN
    said = words.fit_scores(binary, prepared.validation is not None, last)
    title = words.scores_title(right, data.n)
    titles = told_at_the_end(title, words.SCORES_UNPLAYED, int(history.steps[-1]))
    ending = f"At the end {right} of {data.n} stand on the right side of zero."
    return Picture("fit", title, said.line, _alt(problem), figure, more=said.more, titles=titles, ending=ending)


def _scores(problem: Problem, network: Network, y: Array, history: History) -> Array:
    """The scores, or margins, of examples at the end of the run."""
    return scores_or_leads(network.predict(history.weights[-1]), y, problem.loss.task == "binary")


def _score_map(network: Network, y: Array, binary: bool) -> dict[str, Any]:
    return predictions(network, "x", margin=None if binary else tuple(int(label) for label in y)).meta


def _marks(problem: Problem, prepared: Prepared) -> tuple[list[Trace], Array]:
    """The line at 0 and the marks of each class and part; and the height (n,) of each training example's mark."""
    data, binary = problem.data, problem.loss.task == "binary"
    classes, rng, places = groups(data), np.random.default_rng(0), np.zeros(data.n)
    zero_line = scatter(
        x=[0, 0], y=[-0.6, len(classes) - 0.4], mode="lines", line={"color": TEXT, "width": 1.4}, hoverinfo="skip"
    )
    traces = [zero_line]
    for at, group in enumerate(classes):
        for name, part in parts(prepared):
            own = part.y == group.label
            if not own.any():
                continue
            y = at + rng.uniform(-0.36, 0.36, int(own.sum()))
            if part is prepared.train:
                places[own] = y
            traces.append(
                scatter(
                    y=y.astype("f4"), mode="markers", name=escape(group.name), opacity=0.8,
                    marker=marker(name, group.colour, group.symbol, 5.5),
                    customdata=training_rows(part, prepared, own),
                    meta=_score_map(problem.network.at(part.X[own]), part.y[own], binary),
                )
            )  # fmt: skip
    return traces, places


def _across(problem: Problem, prepared: Prepared, history: History) -> list[float]:
    """The range of the margins at the end, with room left of 0 for examples misclassified at earlier steps."""
    ends = [_scores(problem, problem.network.at(part.X), part.y, history) for _, part in parts(prepared)]
    every = np.concatenate(ends)
    high = max(float(every.max()), 0.5)
    return padded(min(float(every.min()), -0.2 * high), high)


def _layout(problem: Problem, across: list[float]) -> dict[str, Any]:
    data, classes = problem.data, groups(problem.data)
    ticks: dict[str, Any] = {"tickvals": list(range(len(classes))), "showgrid": False}
    y = {"range": [-0.6, len(classes) - 0.4], **ticks}
    if problem.loss.task == "binary":
        y |= {"ticktext": [escape(name) for name in data.classes], "tickangle": -90}
        return layout(
            escape(f"score: right of 0 the model says {data.classes[1]}"), "true class", xaxis={"range": across}, yaxis=y
        )
    y["ticktext"] = [escape(_short(group)) for group in classes]
    widest = max(len(_short(group)) for group in classes)
    return layout(
        "score of the true class minus the best other",
        "true class",
        xaxis={"range": across},
        yaxis=y,
        margin={"l": 30 + 7 * widest},
    )


def _short(group: Group) -> str:
    return group.name if len(group.name) <= SHORT else group.name[: SHORT - 1] + "…"


def _alt(problem: Problem) -> str:
    """The picture in words."""
    data = problem.data
    if problem.loss.task == "binary":
        return f"Scores of {data.n} training examples at the step shown, split by their true class."
    return (
        f"Score of the true class minus the best other score for {data.n} training examples at the step shown, split by their "
        f"true class ({', '.join(data.classes)})."
    )
