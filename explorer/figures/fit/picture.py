"""The fit at the step shown: which of its pictures suits the task and the number of features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from explorer.cost.problem import Problem
from explorer.datasets.preparation import Prepared
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.picture import Picker, Picture
from explorer.figures.fit.handles import handles
from explorer.figures.fit.numbers import line_picture, predicted_picture
from explorer.figures.fit.pinned import can_draw_pinned
from explorer.figures.fit.regions import components_plane, features_plane, plane_picture
from explorer.figures.fit.score_rows import score_rows_picture
from explorer.training.history import History
from explorer.words.train_fit import with_ring

FIT_VIEW = "fit_view"
FIT_VIEWS = {"scores": "scores", "components": "two leading components"}
"""The ways to look at classes with more than two features, the first being the one that opens."""


def fit_picture(
    problem: Problem,
    prepared: Prepared,
    history: History,
    picked: int | None = None,
    view: str = "scores",
    pins: int = 0,
    pinned: Sequence[Problem] = (),
    earlier: Sequence[tuple[int, Problem, Prepared]] = (),
) -> Picture:
    """What the model makes of the examples, at the step shown.

    One number to predict: a line over one feature, else predicted against true. Classes: regions of the plane of two
    features; with more, by ``view``, scores in a row for each class or regions of the plane of two components. ``picked`` is
    the index of a training example; it gets a ring. Where none is picked, the page can select examples and move them, along
    the axes that `movable` gives. ``pins`` runs are pinned; ``pinned`` are their problems where the browser has their
    weights, and then they are drawn, where `can_draw_pinned`. ``earlier`` are the data until some steps, rising, with the
    problem on them, where examples were moved in mid-run: before such a step they are drawn where they were.
    """
    kind = _kind(problem, view)
    pinned = pinned if can_draw_pinned(problem) else ()
    if earlier:
        now = fit_picture(problem, prepared, history, picked, view, pins, pinned)
        then = [(step, fit_picture(p, own, history, picked, view, pins, pinned).drawing) for step, p, own in earlier]
        if kind in ("line", "predicted"):
            _share_ranges([now.drawing, *(drawing for _, drawing in then)])
        return replace(now, earlier=tuple(then))
    picture = _drawn(kind, problem, prepared, history, picked, pins, pinned)
    if picked is None:
        moves = movable(problem, view)
        picture.drawing.layout["meta"] = handles(problem, prepared, _axis_words(kind, problem), moves)
        views = (Picker(FIT_VIEW, "View", kind, tuple(FIT_VIEWS.items())),) if kind in FIT_VIEWS else ()
        return replace(picture, pickers=views)
    return replace(
        picture,
        caption=with_ring(picture.caption),
        alt=f"{picture.alt} A ring marks row {prepared.rows[picked]}.",
    )


def _share_ranges(drawings: Sequence[Drawing]) -> None:
    """Give the axes of all drawings the range that holds them all, so that they stand still from one to the next."""
    for axis in ("xaxis", "yaxis"):
        low, high = zip(*(drawing.layout[axis]["range"] for drawing in drawings), strict=True)
        for drawing in drawings:
            drawing.layout[axis]["range"] = [min(low), max(high)]


def movable(problem: Problem, view: str = "scores") -> dict[str, int]:
    """The column of the data set along each axis on which an example can be moved; the one after the features is the target."""
    target = problem.data.X.shape[1]
    return {"line": {"x": 0, "y": target}, "predicted": {"x": target}, "plane": {"x": 0, "y": 1}}.get(_kind(problem, view), {})


def _kind(problem: Problem, view: str) -> str:
    features = problem.data.X.shape[1]
    if problem.loss.task not in ("binary", "multiclass"):
        return "line" if features == 1 else "predicted"
    if features == 2:
        return "plane"
    return view if view in FIT_VIEWS and features > 2 else "scores"


def _drawn(
    kind: str,
    problem: Problem,
    prepared: Prepared,
    history: History,
    picked: int | None,
    pins: int,
    pinned: Sequence[Problem],
) -> Picture:
    if kind == "line":
        return line_picture(problem, prepared, history, picked, pins, pinned)
    if kind == "predicted":
        return predicted_picture(problem, prepared, history, picked, pins)
    if kind == "scores":
        return score_rows_picture(problem, prepared, history, picked, pins)
    shown_plane = features_plane(problem, prepared) if kind == "plane" else components_plane(problem)
    return plane_picture(problem, prepared, picked, shown_plane, pins, pinned if kind == "plane" else ())


def _axis_words(kind: str, problem: Problem) -> tuple[str, str]:
    """What the two axes are called where an example is read out."""
    data = problem.data
    lead = "score" if data.task == "binary" else "lead"
    return {
        "line": (data.features[0], data.target),
        "predicted": (f"true {data.target}", "predicted"),
        "plane": (data.features[0], data.features[-1]),
        "components": ("component 1", "component 2"),
        "scores": (lead, ""),
    }[kind]
