"""How a path is found: each method says which problems it takes; the first that takes one finds its weights."""

from explorer.path.methods.base import Found, Route
from explorer.path.methods.general import ROUTES

__all__ = ["ROUTES", "Found", "Route"]
