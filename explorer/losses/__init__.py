"""What one example costs. Every class in this folder with an ``id`` is a loss."""

from explorer.core.registry import collect
from explorer.losses.base import Loss

LOSSES: dict[str, type[Loss]] = collect(__name__, Loss)

__all__ = ["LOSSES", "Loss"]
