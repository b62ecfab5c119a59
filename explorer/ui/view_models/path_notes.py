"""Sentences below the path of the Shrinkage page: how it was found, and where the run does not follow it."""

from __future__ import annotations

from explorer.cost.problem import Problem
from explorer.path.methods.base import EXCESS
from explorer.path.path_found import Path
from explorer.ui.view_models.trained_run import Trained
from explorer.words import shrinkage_path as words


def changed_notes(run: Trained) -> tuple[str, ...]:
    """Why stopping early is not among what can be shown, where that is not for the settings but for how the run went."""
    if len(run.history.runs) < 2:
        return ()
    return (words.NO_STOPPING,)


def path_notes(problem: Problem, path: Path, most: float) -> tuple[str, ...]:
    """How the path was found and how exact it is, and that some of its strengths cannot be set."""
    beyond = (words.beyond(f"{most:g}"),) if path.strengths.max() > most else ()
    return (" ".join(part for part in (path.method, _exactness(problem, path)) if part), *beyond)


def _exactness(problem: Problem, path: Path) -> str:
    """How exact the path is; empty where minima were not reached, of which the path's own note tells."""
    if path.missed.any():
        return ""
    if path.gap is not None:
        return words.gap(f"{float(path.gap.max()):.0e}", EXCESS)
    worst = 0.0 if path.kkt is None else float(path.kkt.max())
    return words.checked(bool(problem.penalty.kink), f"{worst:.0e}", path.kkt_unit) if worst else ""


def solver_notes(run: Trained) -> tuple[str, ...]:
    """That a run does not go where the path is, where that is so."""
    solver = run.history.run.solver
    if solver.decoupled:
        return (words.decays(solver.name),)
    return ()
