"""What one example costs. Every class in this folder with an ``id`` is a loss."""

from explorer.losses.base import Loss
from explorer.registry import collect

LOSSES: dict[str, type[Loss]] = collect(__name__, Loss)

__all__ = ["LOSSES", "Loss"]
