"""What the weights cost. Every class in this folder with an ``id`` is a penalty."""

from explorer.penalties.base import Penalty
from explorer.registry import collect

PENALTIES: dict[str, type[Penalty]] = collect(__name__, Penalty)

__all__ = ["PENALTIES", "Penalty"]
