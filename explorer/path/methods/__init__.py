"""How a path is found: each method says which problems it takes; the first that takes one finds its weights."""

from explorer.path.methods.base import PathMethod, Solution
from explorer.path.methods.general import METHODS

__all__ = ["METHODS", "PathMethod", "Solution"]
