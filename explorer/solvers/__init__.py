"""One step downhill. Every class in this folder with an ``id`` is a solver."""

from explorer.core.registry import collect
from explorer.solvers.base import Solver

SOLVERS: dict[str, type[Solver]] = collect(__name__, Solver)

__all__ = ["SOLVERS", "Solver"]
