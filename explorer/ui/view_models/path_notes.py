"""Sentences below the path of the Shrinkage page: how it was found, and where the run does not follow it."""

from __future__ import annotations

from explorer.cost.problem import Problem
from explorer.path.regularization_path import Path
from explorer.training.early_stopping import CHANGED
from explorer.ui.view_models.trained_run import Trained


def changed_notes(run: Trained) -> tuple[str, ...]:
    """Why stopping early is not among what can be shown, where that is not for the settings but for how the run went."""
    if len(run.history.runs) < 2:
        return ()
    return (f"Stopping early is not offered: the {CHANGED} Undo brings it back.",)


def path_notes(problem: Problem, path: Path, most: float) -> tuple[str, ...]:
    """How the path was found and how exact it is, and that some of its strengths cannot be set."""
    found = path.method
    if path.gap is not None:
        found += f" Along this path the gap is at most {float(path.gap.max()):.0e}."
    elif path.kkt is not None and (worst := float(path.kkt.max())):
        zero = " that is not zero, and held by the penalty along the others" if problem.penalty.kink else ""
        found += f" Checked: the cost's slope is 0 along each weight{zero}, to {worst:.0e} of {path.kkt_unit}."
    beyond = (f"Strengths above {most:g} cannot be set, so the line stays below.",) if path.strengths.max() > most else ()
    return (found, *beyond)


def solver_notes(run: Trained) -> tuple[str, ...]:
    """That a run does not go where the path is, where that is so."""
    solver = run.history.run.solver
    if solver.decoupled:
        return (f"{solver.name} lets the weights decay beside the gradient, so its run does not end on this path.",)
    return ()
