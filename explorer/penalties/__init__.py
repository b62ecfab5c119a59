"""What the weights cost. Every class in this folder with an ``id`` is a penalty."""

from explorer.core.registry import collect
from explorer.penalties.base import Penalty

PENALTIES: dict[str, type[Penalty]] = collect(__name__, Penalty)

__all__ = ["PENALTIES", "Penalty"]
